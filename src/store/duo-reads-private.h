/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-database-private.h"
#include "duo-store.h"

G_BEGIN_DECLS

/* Reads that take more than one row. Each runs in a read transaction of its caller. */
DuoChanges *duo_reads_load_changes (
    DuoDatabase *database, const char *event, const char *account, gint64 since, guint limit);
GPtrArray *duo_reads_load_chats (DuoDatabase *database, const char *event, const char *account);
GPtrArray *duo_reads_load_notes (DuoDatabase *database, const char *event, const char *account);
GPtrArray *duo_reads_list_due (DuoDatabase *database, gint64 now, gint64 *next);

G_END_DECLS
