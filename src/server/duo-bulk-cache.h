/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoDeflated:
 *
 * A text compressed so that it can stand in any gzip member, before and behind others: what many are sent is compressed
 * once, and what is each one's own beside it. Immutable, reference counted.
 */
typedef struct _DuoDeflated DuoDeflated;

DuoDeflated *duo_deflate (const char *text, gsize length);
DuoDeflated *duo_deflated_ref (DuoDeflated *self);
void duo_deflated_unref (DuoDeflated *self);

/* (transfer full): one gzip member of the texts in their order. */
GBytes *duo_deflated_join (DuoDeflated *const *parts, guint n_parts);

/**
 * DuoBulkCache:
 *
 * What is sent to many, kept with the revision that it is the state of, while there is room for it.
 */
typedef struct _DuoBulkCache DuoBulkCache;

DuoBulkCache *duo_bulk_cache_new (gsize max_bytes);
void duo_bulk_cache_free (DuoBulkCache *self);

/* (nullable) (transfer full): what was put for @key; @rev: (out): at which revision. */
DuoDeflated *duo_bulk_cache_get (DuoBulkCache *self, const char *key, gint64 *rev);
void duo_bulk_cache_put (DuoBulkCache *self, const char *key, gint64 rev, DuoDeflated *part);
/* What is kept of @key is still right at the later @rev. */
void duo_bulk_cache_confirm (DuoBulkCache *self, const char *key, gint64 rev);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDeflated, duo_deflated_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoBulkCache, duo_bulk_cache_free)

G_END_DECLS
