/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-database-private.h"
#include "duo-schema-private.h"
#include "duo-store.h"
#include "duo-zone.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define BUSY_MS 10000

struct _DuoDatabase
{
  sqlite3 *handle;
  GHashTable *texts;   /* name → SQL */
  GHashTable *queries; /* name → DuoQuery */
  GHashTable *zones;   /* identifier → GTimeZone */
  GError *error;
  int log_pages;
};

struct _DuoQuery
{
  DuoDatabase *database;
  sqlite3_stmt *statement;
  int column; /* where the last column was found: the next one asked for is mostly beside it */
};

static int
code_of (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return DUO_STORE_ERROR_CONFLICT;
    case SQLITE_FULL:
      return DUO_STORE_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DUO_STORE_ERROR_BUSY;
    default:
      return DUO_STORE_ERROR_IO;
    }
}

static void
note_error (DuoDatabase *self, int result)
{
  if (self->error == NULL)
    self->error = g_error_new (DUO_STORE_ERROR, code_of (result), "%s (%d)", sqlite3_errmsg (self->handle),
                               sqlite3_extended_errcode (self->handle));
}

static void
query_free (DuoQuery *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

static int
on_log_grew (void *data, sqlite3 *handle, const char *name, int pages)
{
  DuoDatabase *self = data;

  self->log_pages = pages;
  return SQLITE_OK;
}

static DuoDatabase *
database_new (sqlite3 *handle)
{
  DuoDatabase *self = g_new0 (DuoDatabase, 1);

  self->handle = handle;
  self->texts = duo_schema_dup_statements ();
  self->queries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) query_free);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  return self;
}

/* The database and its log hold names and hashes: they are the owner's alone. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO, "%s cannot be opened: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  return g_close (fd, error);
}

static DuoDatabase *
connect_to (const char *path, GError **error)
{
  g_autoptr (DuoDatabase) self = NULL;
  sqlite3 *handle = NULL;
  int result = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  self = database_new (handle);
  if (result != SQLITE_OK)
    note_error (self, result);
  sqlite3_extended_result_codes (handle, 1);
  sqlite3_busy_timeout (handle, BUSY_MS);
  if (!duo_database_check (self, error))
    {
      g_prefix_error (error, "%s cannot be opened: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* What a savepoint would have to undo is kept in memory: else it goes into a file once it is more than 64 KiB, which one
 * command is, and from there on every page of the whole batch. */
static gpointer
keep_savepoints_in_memory (gpointer data)
{
  return GINT_TO_POINTER (sqlite3_config (SQLITE_CONFIG_STMTJRNL_SPILL, -1));
}

DuoDatabase *
duo_database_open (const char *path, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  g_autoptr (DuoDatabase) self = NULL;

  g_once (&once, keep_savepoints_in_memory, NULL);
  if (!make_file (path, error) || (self = connect_to (path, error)) == NULL)
    return NULL;
  /* Looked at before anything is changed: a database of a newer program stays exactly as it is. */
  if (!duo_schema_check (self->handle, error))
    return NULL;

  duo_database_run (self, "PRAGMA journal_mode = WAL");
  duo_database_run (self, "PRAGMA synchronous = FULL");
  duo_database_run (self, "PRAGMA foreign_keys = ON");
  duo_database_run (self, "PRAGMA wal_autocheckpoint = 0");
  /* A CV or a note that was removed is not to stay in free pages, nor in the next backup. The log is written over in time. */
  duo_database_run (self, "PRAGMA secure_delete = ON");
  /* A large batch touches more pages than SQLite's 2 MB hold. */
  duo_database_run (self, "PRAGMA cache_size = -32768");
  sqlite3_wal_hook (self->handle, on_log_grew, self);
  if (!duo_database_check (self, error) || !duo_schema_migrate (self->handle, error))
    return NULL;
  return g_steal_pointer (&self);
}

DuoDatabase *
duo_database_open_reader (const char *path, GError **error)
{
  g_autoptr (DuoDatabase) self = connect_to (path, error);

  if (self == NULL)
    return NULL;
  duo_database_run (self, "PRAGMA query_only = ON");
  return duo_database_check (self, error) ? g_steal_pointer (&self) : NULL;
}

void
duo_database_free (DuoDatabase *self)
{
  g_clear_pointer (&self->queries, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->zones, g_hash_table_unref);
  g_clear_error (&self->error);
  sqlite3_close (self->handle);
  g_free (self);
}

gboolean
duo_database_check (DuoDatabase *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

gboolean
duo_database_is_well (DuoDatabase *self)
{
  return self->error == NULL;
}

void
duo_database_fail (DuoDatabase *self, int code, const char *message)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (DUO_STORE_ERROR, code, message);
}

gboolean
duo_database_skip (DuoDatabase *self)
{
  if (!g_error_matches (self->error, DUO_STORE_ERROR, DUO_STORE_ERROR_UNREADABLE))
    return TRUE;
  g_warning ("left out: %s", self->error->message);
  g_clear_error (&self->error);
  return FALSE;
}

void
duo_database_forgive (DuoDatabase *self)
{
  g_clear_error (&self->error);
}

void
duo_database_run (DuoDatabase *self, const char *sql)
{
  int result;

  if (self->error != NULL)
    return;
  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    note_error (self, result);
}

int
duo_database_get_changes (DuoDatabase *self)
{
  return self->error == NULL ? sqlite3_changes (self->handle) : 0;
}

void
duo_database_checkpoint (DuoDatabase *self)
{
  int result;

  if (self->error != NULL)
    return;
  result = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  self->log_pages = 0;
  /* A reader in the way, or a full disk, only puts it off: the log holds all of it. */
  if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_FULL)
    note_error (self, result);
}

int
duo_database_get_log_pages (DuoDatabase *self)
{
  return self->log_pages;
}

void
duo_database_keep_zone (DuoDatabase *self, const char *identifier)
{
  GTimeZone *zone;

  if (identifier == NULL || g_hash_table_contains (self->zones, identifier))
    return;
  zone = duo_zone_new (identifier);
  if (zone != NULL)
    g_hash_table_insert (self->zones, g_strdup (identifier), zone);
}

static DuoQuery *
prepare (DuoDatabase *self, const char *name)
{
  const char *sql = g_hash_table_lookup (self->texts, name);
  DuoQuery *query = g_new0 (DuoQuery, 1);
  int result;

  if (sql == NULL)
    g_error ("no statement is called %s", name);
  query->database = self;
  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &query->statement, NULL);
  if (result != SQLITE_OK)
    note_error (self, result);
  g_hash_table_insert (self->queries, (gpointer) g_intern_string (name), query);
  return query;
}

DuoQuery *
duo_database_query (DuoDatabase *self, const char *name)
{
  DuoQuery *query = g_hash_table_lookup (self->queries, name);

  if (query == NULL || query->statement == NULL)
    query = prepare (self, name);
  return query;
}

void
duo_query_end (DuoQuery *self)
{
  if (self->statement == NULL)
    return;
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
}

/* A name that is not in the statement is a mistake of ours, never of the caller's data. */
static int
find_parameter (DuoQuery *self, const char *parameter)
{
  int index = sqlite3_bind_parameter_index (self->statement, parameter);

  if (index == 0 && self->statement != NULL)
    g_error ("no parameter %s in: %s", parameter, sqlite3_sql (self->statement));
  return index;
}

static void
note_result (DuoQuery *self, int result)
{
  if (result != SQLITE_OK && self->statement != NULL)
    note_error (self->database, result);
}

void
duo_query_bind_text (DuoQuery *self, const char *parameter, const char *value)
{
  note_result (self, sqlite3_bind_text (self->statement, find_parameter (self, parameter), value, -1,
                                        SQLITE_TRANSIENT));
}

void
duo_query_bind_int (DuoQuery *self, const char *parameter, gint64 value)
{
  note_result (self, sqlite3_bind_int64 (self->statement, find_parameter (self, parameter), value));
}

void
duo_query_bind_blob (DuoQuery *self, const char *parameter, gconstpointer value, gsize length)
{
  note_result (self, sqlite3_bind_blob64 (self->statement, find_parameter (self, parameter), value, length,
                                          SQLITE_TRANSIENT));
}

void
duo_query_bind_bytes (DuoQuery *self, const char *parameter, GBytes *bytes)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  note_result (self, sqlite3_bind_blob64 (self->statement, find_parameter (self, parameter), data, length,
                                          SQLITE_STATIC));
}

gboolean
duo_query_next (DuoQuery *self)
{
  int result;

  if (self->database->error != NULL)
    return FALSE;
  self->column = -1;
  result = sqlite3_step (self->statement);
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    note_error (self->database, result);
  return FALSE;
}

int
duo_query_run (DuoQuery *self)
{
  while (duo_query_next (self))
    ;
  return duo_database_get_changes (self->database);
}

static int
find_column (DuoQuery *self, const char *column)
{
  int n_columns = sqlite3_column_count (self->statement);

  for (int i = 1; i <= n_columns; i++)
    {
      int index = (self->column + i) % n_columns;

      if (strcmp (sqlite3_column_name (self->statement, index), column) == 0)
        return self->column = index;
    }
  g_error ("no column %s in: %s", column, sqlite3_sql (self->statement));
  return 0;
}

const char *
duo_query_get_text (DuoQuery *self, const char *column)
{
  return (const char *) sqlite3_column_text (self->statement, find_column (self, column));
}

char *
duo_query_dup_text (DuoQuery *self, const char *column)
{
  return g_strdup (duo_query_get_text (self, column));
}

gint64
duo_query_get_int (DuoQuery *self, const char *column)
{
  return sqlite3_column_int64 (self->statement, find_column (self, column));
}

void
duo_query_get_blob (DuoQuery *self, const char *column, gpointer value, gsize length)
{
  int index = find_column (self, column);
  const void *bytes = sqlite3_column_blob (self->statement, index);

  memset (value, 0, length);
  if (bytes != NULL && (gsize) sqlite3_column_bytes (self->statement, index) == length)
    memcpy (value, bytes, length);
}

GBytes *
duo_query_dup_blob (DuoQuery *self, const char *column)
{
  int index = find_column (self, column);
  const void *bytes = sqlite3_column_blob (self->statement, index);

  return g_bytes_new (bytes, (gsize) sqlite3_column_bytes (self->statement, index));
}

void
duo_query_fail (DuoQuery *self, const char *column)
{
  DuoDatabase *database = self->database;

  if (database->error == NULL)
    database->error = g_error_new (DUO_STORE_ERROR, DUO_STORE_ERROR_UNREADABLE,
                                   "%s of a record says “%s”, which nobody knows, in: %s", column,
                                   duo_query_get_text (self, column), sqlite3_sql (self->statement));
}
