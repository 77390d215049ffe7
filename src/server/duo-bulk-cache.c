/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-bulk-cache.h"

#include <zlib.h>

/* Quick rather than small: this runs on the thread that answers everybody. */
#define LEVEL 2
#define GZIP_WINDOW (15 + 16)

struct _DuoBulkCache
{
  gsize max_bytes;
  gsize bytes;
  GHashTable *entries; /* key → Entry */
  GQueue used;         /* the last used one first */
};

typedef struct
{
  char *key;
  gint64 rev;
  GBytes *bytes;
  GList link;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->key);
  g_bytes_unref (self->bytes);
  g_free (self);
}

DuoBulkCache *
duo_bulk_cache_new (gsize max_bytes)
{
  DuoBulkCache *self = g_new0 (DuoBulkCache, 1);

  self->max_bytes = max_bytes;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);

  return self;
}

void
duo_bulk_cache_free (DuoBulkCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
drop (DuoBulkCache *self, Entry *entry)
{
  self->bytes -= g_bytes_get_size (entry->bytes);
  g_queue_unlink (&self->used, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
}

GBytes *
duo_bulk_cache_get (DuoBulkCache *self, const char *key, gint64 rev)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL || entry->rev != rev)
    return NULL;
  g_queue_unlink (&self->used, &entry->link);
  g_queue_push_head_link (&self->used, &entry->link);

  return g_bytes_ref (entry->bytes);
}

void
duo_bulk_cache_put (DuoBulkCache *self, const char *key, gint64 rev, GBytes *bytes)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry)
    drop (self, entry);
  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->rev = rev;
  entry->bytes = g_bytes_ref (bytes);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->used, &entry->link);
  self->bytes += g_bytes_get_size (bytes);
  while (self->bytes > self->max_bytes && self->used.tail)
    drop (self, self->used.tail->data);
}

GBytes *
duo_gzip (const char *text, gsize length)
{
  z_stream stream = {0};
  g_autofree guint8 *out = NULL;
  gsize bound;

  if (deflateInit2 (&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("zlib: %s", stream.msg ? stream.msg : "no memory");
  bound = deflateBound (&stream, length);
  out = g_malloc (bound);
  stream.next_in = (Bytef *) text;
  stream.avail_in = length;
  stream.next_out = out;
  stream.avail_out = bound;
  if (deflate (&stream, Z_FINISH) != Z_STREAM_END)
    g_error ("zlib: the bound was too small");
  deflateEnd (&stream);

  return g_bytes_new_take (g_realloc (g_steal_pointer (&out), stream.total_out), stream.total_out);
}
