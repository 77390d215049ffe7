/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cache-sql-private.h"

/* Stands between the words of a list; no text has it. */
#define SEPARATOR "\x1f"
/* About what ten thousand people take. */
#define ROOM_FOR_PEOPLE (16 * 1024 * 1024)

static void
bind_words (sqlite3_stmt *put, const char *name, char **words)
{
  g_autofree char *joined = words ? g_strjoinv (SEPARATOR, words) : g_strdup ("");

  duo_local_database_bind_text (put, name, joined);
}

static void
bind_person (sqlite3_stmt *put, const char *event, const DuoPersonRecord *record)
{
  duo_local_database_bind_text (put, ":event", event);
  duo_local_database_bind_text (put, ":id", record->id);
  duo_local_database_bind_text (put, ":role", duo_role_to_string (record->role));
  duo_local_database_bind_text (put, ":name", record->name);
  duo_local_database_bind_text (put, ":title", record->title ? record->title : "");
  duo_local_database_bind_text (put, ":company", record->company);
  duo_local_database_bind_text (put, ":about", record->about);
  bind_words (put, ":topics", record->topics);
  bind_words (put, ":languages", record->languages);
  duo_local_database_bind_text (put, ":question", record->question);
  duo_local_database_bind_int (put, ":direct", record->direct);
  duo_local_database_bind_int (put, ":paused", record->paused);
  duo_local_database_bind_int (put, ":listed", record->listed);
  duo_local_database_bind_int (put, ":rev", record->rev);
}

gboolean
duo_cache_write_people (sqlite3 *db, const char *event, const GPtrArray *people, GError **error)
{
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "cache-put-person", error);

  if (!put)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      bind_person (put, event, people->pdata[i]);
      if (!duo_local_database_finish (put, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
duo_cache_write_counts (sqlite3 *db, const char *event, const GArray *counts, GError **error)
{
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "cache-put-counts", error);

  if (!put)
    return FALSE;
  duo_local_database_bind_text (put, ":event", event);
  for (guint i = 0; i < counts->len; i++)
    {
      const DuoWireCount *count = &g_array_index (counts, DuoWireCount, i);

      duo_local_database_bind_text (put, ":id", count->id);
      duo_local_database_bind_int (put, ":open", count->open);
      duo_local_database_bind_int (put, ":requests", count->requests);
      if (!duo_local_database_finish (put, error))
        return FALSE;
    }
  return TRUE;
}

static char *
dup_text (sqlite3_stmt *row, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

static char **
dup_words (sqlite3_stmt *row, int column)
{
  const char *joined = (const char *) sqlite3_column_text (row, column);

  return joined && *joined ? g_strsplit (joined, SEPARATOR, -1) : g_new0 (char *, 1);
}

static DuoPersonRecord *
read_person (sqlite3_stmt *row, const char *event)
{
  DuoPersonRecord *record = duo_person_record_new ();

  record->id = dup_text (row, 0);
  record->event = g_strdup (event);
  if (!duo_role_from_string ((const char *) sqlite3_column_text (row, 1), &record->role))
    record->role = DUO_ROLE_STRANGER;
  record->name = dup_text (row, 2);
  record->title = dup_text (row, 3);
  record->company = dup_text (row, 4);
  record->about = dup_text (row, 5);
  record->topics = dup_words (row, 6);
  record->languages = dup_words (row, 7);
  record->question = dup_text (row, 8);
  record->direct = sqlite3_column_int (row, 9);
  record->paused = sqlite3_column_int (row, 10);
  record->listed = sqlite3_column_int (row, 11);
  record->rev = sqlite3_column_int64 (row, 12);
  record->open_slots = sqlite3_column_int (row, 13);
  record->requests = sqlite3_column_int (row, 14);
  return record;
}

/* A thread's heap grows page by page, each with a call of the kernel: to ask for all of it once makes it grow once. */
static void
make_room (void)
{
  g_free (g_malloc (ROOM_FOR_PEOPLE));
}

static void
take_person (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoWireChanges *changes = data;

  g_ptr_array_add (changes->people, read_person (row, changes->event));
}

gboolean
duo_cache_read_people (sqlite3 *db, DuoWireChanges *changes, GError **error)
{
  make_room ();
  return duo_local_database_read (db, "cache-people", ":event", changes->event, take_person, changes, error);
}

gboolean
duo_cache_read_some_people (sqlite3 *db, DuoWireChanges *changes, const char *const *ids, GError **error)
{
  g_autoptr (sqlite3_stmt) read = duo_local_database_prepare (db, "cache-person", error);

  if (!read)
    return FALSE;
  duo_local_database_bind_text (read, ":event", changes->event);
  for (; *ids; ids++)
    {
      duo_local_database_bind_text (read, ":id", *ids);
      if (!duo_local_database_take_rows (read, take_person, changes, error))
        return FALSE;
      sqlite3_reset (read);
    }
  return TRUE;
}
