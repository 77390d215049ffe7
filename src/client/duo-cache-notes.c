/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cache-sql-private.h"

static char *
write_note (const DuoNoteRecord *record)
{
  g_autoptr (GString) out = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_wire_write_note (&writer, NULL, record);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static gboolean
put_note (sqlite3_stmt *put, const char *event, const DuoNoteRecord *record, GError **error)
{
  g_autofree char *key = duo_note_record_dup_key (record);
  g_autofree char *json = write_note (record);

  duo_local_database_bind_text (put, ":event", event);
  duo_local_database_bind_text (put, ":id", key);
  duo_local_database_bind_text (put, ":json", json);
  return duo_local_database_finish (put, error);
}

gboolean
duo_cache_write_notes (sqlite3 *db, const DuoWireChanges *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "cache-put-note", error);

  for (guint i = 0; put && i < changes->notes->len; i++)
    if (!put_note (put, changes->event, changes->notes->pdata[i], error))
      return FALSE;
  return put != NULL;
}

static void
take_note (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoWireChanges *changes = data;
  const char *text = (const char *) sqlite3_column_text (row, 0);
  g_autoptr (JsonNode) node = duo_json_parse (text, strlen (text), DUO_MAX_BODY, error);
  DuoJson json = duo_json_root (node, error);
  DuoNoteRecord *record = node ? duo_wire_read_note (&json, changes->event) : NULL;

  if (record)
    g_ptr_array_add (changes->notes, record);
}

gboolean
duo_cache_read_notes (sqlite3 *db, DuoWireChanges *changes, GError **error)
{
  return duo_local_database_read (db, "cache-notes", ":event", changes->event, take_note, changes, error);
}
