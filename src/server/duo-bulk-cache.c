/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-bulk-cache.h"

#include <zlib.h>

/* Quick rather than small: this runs on the thread that answers everybody. */
#define LEVEL 2
#define RAW_WINDOW -15
/* What a full flush adds at most beyond deflateBound(). */
#define FLUSH_BYTES 16

struct _DuoDeflated
{
  grefcount refs;
  guint8 *bytes;
  gsize size;
  gsize length; /* of the text */
  guint32 crc;
};

/* ── parts of a gzip member ────────────────────────────────────────────────────────────────── */

DuoDeflated *
duo_deflate (const char *text, gsize length)
{
  DuoDeflated *self = g_new0 (DuoDeflated, 1);
  z_stream stream = {0};
  gsize bound;

  g_ref_count_init (&self->refs);
  if (deflateInit2 (&stream, LEVEL, Z_DEFLATED, RAW_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("zlib: %s", stream.msg ? stream.msg : "no memory");
  bound = deflateBound (&stream, length) + FLUSH_BYTES;
  self->bytes = g_malloc (bound);
  stream.next_in = (Bytef *) text;
  stream.avail_in = length;
  stream.next_out = self->bytes;
  stream.avail_out = bound;
  /* A full flush ends on a byte and forgets the window, so that nothing refers across the border. */
  if (deflate (&stream, Z_FULL_FLUSH) != Z_OK || stream.avail_in != 0 || stream.avail_out == 0)
    g_error ("zlib: the bound was too small");
  self->size = stream.total_out;
  self->bytes = g_realloc (self->bytes, self->size);
  self->length = length;
  self->crc = crc32_z (0, (const Bytef *) text, length);
  deflateEnd (&stream);

  return self;
}

DuoDeflated *
duo_deflated_ref (DuoDeflated *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
duo_deflated_unref (DuoDeflated *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_free (self->bytes);
  g_free (self);
}

static void
append_number (GByteArray *out, guint32 number)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

/* RFC 1952: header, deflated data, CRC and length of the whole. */
GBytes *
duo_deflated_join (DuoDeflated *const *parts, guint n_parts)
{
  static const guint8 head[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff};
  static const guint8 last_block[] = {0x03, 0x00};
  gsize size = sizeof head + sizeof last_block + 8, length = 0;
  GByteArray *out;
  uLong crc = 0;

  for (guint i = 0; i < n_parts; i++)
    size += parts[i]->size;
  out = g_byte_array_sized_new (size);
  g_byte_array_append (out, head, sizeof head);
  for (guint i = 0; i < n_parts; i++)
    {
      g_byte_array_append (out, parts[i]->bytes, parts[i]->size);
      crc = crc32_combine (crc, parts[i]->crc, (z_off_t) parts[i]->length);
      length += parts[i]->length;
    }
  g_byte_array_append (out, last_block, sizeof last_block);
  append_number (out, (guint32) crc);
  append_number (out, (guint32) length);

  return g_byte_array_free_to_bytes (out);
}

/* ── the cache ─────────────────────────────────────────────────────────────────────────────── */

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
  DuoDeflated *part;
  GList link;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->key);
  duo_deflated_unref (self->part);
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
  self->bytes -= entry->part->size;
  g_queue_unlink (&self->used, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
}

DuoDeflated *
duo_bulk_cache_get (DuoBulkCache *self, const char *key, gint64 *rev)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->used, &entry->link);
  g_queue_push_head_link (&self->used, &entry->link);
  *rev = entry->rev;

  return duo_deflated_ref (entry->part);
}

void
duo_bulk_cache_put (DuoBulkCache *self, const char *key, gint64 rev, DuoDeflated *part)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry)
    drop (self, entry);
  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->rev = rev;
  entry->part = duo_deflated_ref (part);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->used, &entry->link);
  self->bytes += part->size;
  while (self->bytes > self->max_bytes && self->used.tail)
    drop (self, self->used.tail->data);
}

void
duo_bulk_cache_confirm (DuoBulkCache *self, const char *key, gint64 rev)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry)
    entry->rev = MAX (entry->rev, rev);
}
