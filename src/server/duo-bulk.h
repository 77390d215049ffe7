/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-bulk-cache.h"
#include "duo-store.h"

G_BEGIN_DECLS

/**
 * duo_bulk_make:
 * @viewer: the participation of @account in its event
 * @rev: (inout): the event's revision; afterwards up to which the answer holds
 *
 * The answer to `changes?since=0`, compressed. Directory and counts are written and compressed once for everybody who
 * sees the same; only one's own chats and notes are made for each.
 *
 * Returns: (transfer full) (nullable): one gzip member
 */
GBytes *duo_bulk_make (DuoBulkCache *cache,
                       DuoStore *store,
                       const char *account,
                       const DuoPersonRecord *viewer,
                       gint64 now,
                       gint64 *rev,
                       GError **error);

G_END_DECLS
