/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-bulk.h"

#include "duo-view.h"

/* Slots become past by themselves, so counts are not kept longer. */
#define COUNTS_SECONDS 30

typedef struct
{
  DuoBulkCache *cache;
  DuoStore *store;
  const char *account;
  const DuoPersonRecord *viewer;
  gint64 now;
} Bulk;

static DuoDeflated *
deflate_text (GString *text)
{
  DuoDeflated *part = duo_deflate (text->str, text->len);

  g_string_free (text, TRUE);

  return part;
}

/* Goes on where another part ended, inside the same object. */
static GString *
continue_object (DuoJsonWriter *writer)
{
  GString *text = g_string_new (NULL);

  duo_json_writer_init (writer, text);
  writer->comma = TRUE;

  return text;
}

/* ── the directory, for all of a class ─────────────────────────────────────────────────────── */

static DuoDeflated *
write_directory (Bulk *self, const char *key, gint64 *rev, GError **error)
{
  g_autoptr (DuoChanges) changes =
      duo_store_get_changes (self->store, self->viewer->event, self->account, 0, G_MAXINT, error);
  DuoJsonWriter writer;
  DuoDeflated *part;
  GString *text;

  if (changes == NULL)
    return NULL;
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  duo_wire_begin_changes (&writer, self->viewer->event, 0);
  if (changes->event)
    duo_wire_write_event (&writer, "details", changes->event);
  duo_view_write_directory (changes, &writer);
  part = deflate_text (text);
  *rev = changes->upto;
  duo_bulk_cache_put (self->cache, key, *rev, part);

  return part;
}

/* Whether nothing but chats changed since; then what is kept is right at the newer revision too. */
static gboolean
still_holds (Bulk *self, gint64 since, gint64 *rev)
{
  g_autoptr (DuoChanges) changes =
      duo_store_get_changes (self->store, self->viewer->event, self->account, since, G_MAXINT, NULL);

  if (changes == NULL || changes->event || changes->people->len > 0 || changes->companies->len > 0 ||
      changes->gone->len > 0)
    return FALSE;
  *rev = changes->upto;

  return TRUE;
}

static DuoDeflated *
get_directory (Bulk *self, gint64 *rev, GError **error)
{
  g_autofree char *class = duo_view_dup_class (self->viewer);
  g_autofree char *key = g_strconcat ("people ", self->viewer->event, " ", class, NULL);
  gint64 kept = 0;
  g_autoptr (DuoDeflated) part = duo_bulk_cache_get (self->cache, key, &kept);

  if (part && kept >= *rev)
    {
      *rev = kept;
      return g_steal_pointer (&part);
    }
  if (part == NULL || !still_holds (self, kept, rev))
    return write_directory (self, key, rev, error);
  duo_bulk_cache_confirm (self->cache, key, *rev);

  return g_steal_pointer (&part);
}

/* ── counts, for all ───────────────────────────────────────────────────────────────────────── */

static DuoDeflated *
get_counts (Bulk *self, gint64 rev, GError **error)
{
  g_autofree char *key = g_strdup_printf ("counts %s", self->viewer->event);
  /* The time is part of what they are the state of. */
  gint64 state = rev ^ ((self->now / COUNTS_SECONDS) << 32), kept = 0;
  g_autoptr (DuoDeflated) part = duo_bulk_cache_get (self->cache, key, &kept);
  g_autoptr (GArray) counts = NULL;
  DuoJsonWriter writer;
  GString *text;

  if (part && kept == state)
    return g_steal_pointer (&part);
  counts = duo_store_get_counts (self->store, self->viewer->event, error);
  if (counts == NULL)
    return NULL;
  text = continue_object (&writer);
  duo_wire_write_counts (&writer, (const DuoWireCount *) (gpointer) counts->data, counts->len);
  g_clear_pointer (&part, duo_deflated_unref);
  part = deflate_text (text);
  duo_bulk_cache_put (self->cache, key, state, part);

  return g_steal_pointer (&part);
}

/* ── one's own ─────────────────────────────────────────────────────────────────────────────── */

static DuoDeflated *
write_own (Bulk *self, gint64 rev, GError **error)
{
  g_autoptr (GPtrArray) chats = duo_store_list_chats (self->store, self->viewer->event, self->account, error);
  g_autoptr (GPtrArray) notes = NULL;
  DuoJsonWriter writer;
  GString *text;

  if (chats != NULL)
    notes = duo_store_list_notes (self->store, self->viewer->event, self->account, error);
  if (notes == NULL)
    return NULL;
  text = continue_object (&writer);
  if (!duo_view_write_chats (self->store, self->viewer, chats, &writer, error))
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  duo_wire_write_notes (&writer, notes);
  duo_wire_end_changes (&writer, rev, FALSE);
  duo_json_writer_end_object (&writer);

  return deflate_text (text);
}

GBytes *
duo_bulk_make (DuoBulkCache *cache,
               DuoStore *store,
               const char *account,
               const DuoPersonRecord *viewer,
               gint64 now,
               gint64 *rev,
               GError **error)
{
  Bulk self = {cache, store, account, viewer, now};
  g_autoptr (DuoDeflated) directory = get_directory (&self, rev, error);
  g_autoptr (DuoDeflated) counts = NULL;
  g_autoptr (DuoDeflated) own = NULL;
  DuoDeflated *parts[3];
  guint n = 0;

  if (directory == NULL)
    return NULL;
  if (duo_view_sees_counts (viewer) && (counts = get_counts (&self, *rev, error)) == NULL)
    return NULL;
  own = write_own (&self, *rev, error);
  if (own == NULL)
    return NULL;
  parts[n++] = directory;
  if (counts)
    parts[n++] = counts;
  parts[n++] = own;

  return duo_deflated_join (parts, n);
}
