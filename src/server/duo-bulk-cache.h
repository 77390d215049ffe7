/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoBulkCache:
 *
 * Answers to `changes?since=0`, compressed once per revision and kept while there is room for them.
 */
typedef struct _DuoBulkCache DuoBulkCache;

DuoBulkCache *duo_bulk_cache_new (gsize max_bytes);
void duo_bulk_cache_free (DuoBulkCache *self);

/* (nullable) (transfer full): what was put for @key at exactly @rev. */
GBytes *duo_bulk_cache_get (DuoBulkCache *self, const char *key, gint64 rev);
void duo_bulk_cache_put (DuoBulkCache *self, const char *key, gint64 rev, GBytes *bytes);

/* (transfer full): one gzip member. */
GBytes *duo_gzip (const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoBulkCache, duo_bulk_cache_free)

G_END_DECLS
