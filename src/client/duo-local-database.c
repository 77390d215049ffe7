/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "duo-client-error.h"
#include "duo-local-database-private.h"
#include "duo-protocol-error.h"
#include "duo-statements-private.h"

#define BUSY_MILLISECONDS 5000

/* Lives as long as a work needs it: the object may be gone before its last work is done. */
typedef struct
{
  guint references; /* one of the object, one of each work that is asked for */
  char *path;
  const DuoLocalDatabaseLayout *layout;
  sqlite3 *db;
  gint discarded;
  gint put_aside; /* and not said yet */
  GMutex mutex;   /* guards the references */
  GCond idle;
} Connection;

struct _DuoLocalDatabase
{
  GObject parent_instance;

  Connection *connection;
  GThreadPool *pool;
};

typedef struct
{
  Connection *connection;
  GTask *task;
  DuoLocalDatabaseWork work;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Job;

G_DEFINE_FINAL_TYPE (DuoLocalDatabase, duo_local_database, G_TYPE_OBJECT)

static guint put_aside_signal;

/* Everything that is a database's, by what is behind its name. */
static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

static void
connection_ref (Connection *connection)
{
  g_mutex_lock (&connection->mutex);
  connection->references++;
  g_mutex_unlock (&connection->mutex);
}

static void
connection_free (Connection *connection)
{
  sqlite3_close_v2 (connection->db);
  g_mutex_clear (&connection->mutex);
  g_cond_clear (&connection->idle);
  g_free (connection->path);
  g_free (connection);
}

/* Whoever waited for the works is the one who closes the file: nothing is written after that. */
static void
connection_unref (Connection *connection)
{
  guint left;

  g_mutex_lock (&connection->mutex);
  left = --connection->references;
  if (left == 1)
    g_cond_broadcast (&connection->idle);
  g_mutex_unlock (&connection->mutex);
  if (left == 0)
    connection_free (connection);
}

static void
set_error (sqlite3 *db, GError **error)
{
  int code = sqlite3_errcode (db);
  gboolean damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;

  g_set_error (error, DUO_CLIENT_ERROR, damaged ? DUO_CLIENT_ERROR_DAMAGED : DUO_CLIENT_ERROR_FAILED,
               "The local store: %s", sqlite3_errmsg (db));
}

gboolean
duo_local_database_execute (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (db, error);
  return FALSE;
}

gboolean
duo_local_database_run_statement (sqlite3 *db, const char *name, GError **error)
{
  const char *sql = duo_statements_find (name);

  g_assert (sql != NULL);
  return duo_local_database_execute (db, sql, error);
}

sqlite3_stmt *
duo_local_database_prepare (sqlite3 *db, const char *name, GError **error)
{
  const char *sql = duo_statements_find (name);
  sqlite3_stmt *statement = NULL;

  g_assert (sql != NULL);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    set_error (db, error);
  return statement;
}

/* TRUE while there is a row; FALSE at the end or, with @error set, on failure. */
static gboolean
step (sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    set_error (sqlite3_db_handle (statement), error);
  return code == SQLITE_ROW;
}

gboolean
duo_local_database_finish (sqlite3_stmt *statement, GError **error)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    {
      set_error (sqlite3_db_handle (statement), error);
      sqlite3_reset (statement);
      return FALSE;
    }
  sqlite3_reset (statement);
  return TRUE;
}

void
duo_local_database_forget (sqlite3 *db)
{
  if (sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK)
    g_info ("The local store: what was removed stays in the journal for now: %s", sqlite3_errmsg (db));
}

void
duo_local_database_bind_text (sqlite3_stmt *statement, const char *name, const char *text)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  g_assert (index > 0);
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

void
duo_local_database_bind_int (sqlite3_stmt *statement, const char *name, gint64 value)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  g_assert (index > 0);
  sqlite3_bind_int64 (statement, index, value);
}

static int
find_column (sqlite3_stmt *row, const char *name)
{
  for (int i = 0; i < sqlite3_column_count (row); i++)
    if (g_str_equal (sqlite3_column_name (row, i), name))
      return i;
  g_error ("There is no column %s", name);
}

const char *
duo_local_database_get_text (sqlite3_stmt *row, const char *name)
{
  return (const char *) sqlite3_column_text (row, find_column (row, name));
}

gint64
duo_local_database_get_int (sqlite3_stmt *row, const char *name)
{
  return sqlite3_column_int64 (row, find_column (row, name));
}

gboolean
duo_local_database_take_rows (sqlite3_stmt *statement,
                              DuoLocalDatabaseRow take,
                              gpointer data,
                              GError **error)
{
  g_autoptr (GError) failed = NULL;

  while (!failed && step (statement, &failed))
    take (statement, data, &failed);
  if (!failed)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

gboolean
duo_local_database_read (sqlite3 *db,
                         const char *name,
                         const char *parameter,
                         const char *value,
                         DuoLocalDatabaseRow take,
                         gpointer data,
                         GError **error)
{
  g_autoptr (sqlite3_stmt) statement = duo_local_database_prepare (db, name, error);

  if (!statement)
    return FALSE;
  if (parameter)
    duo_local_database_bind_text (statement, parameter, value);
  return duo_local_database_take_rows (statement, take, data, error);
}

static gboolean
read_version (sqlite3 *db, int *version, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL) != SQLITE_OK)
    {
      set_error (db, error);
      return FALSE;
    }
  if (!step (statement, error))
    return FALSE;
  *version = sqlite3_column_int (statement, 0);
  return TRUE;
}

static gboolean
make_schema (sqlite3 *db, const DuoLocalDatabaseLayout *layout, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", layout->version);

  return duo_local_database_execute (db, "BEGIN IMMEDIATE", error) &&
         duo_local_database_run_statement (db, layout->schema, error) &&
         duo_local_database_execute (db, stamp, error) && duo_local_database_execute (db, "COMMIT", error);
}

static gboolean
run_upgrades (sqlite3 *db, const DuoLocalDatabaseLayout *layout, int version, GError **error)
{
  for (int i = version; i < layout->version; i++)
    if (!duo_local_database_run_statement (db, layout->upgrades[i - 1], error))
      return FALSE;
  return TRUE;
}

/* In one transaction: whatever happens in between, the file is of the one version or of the other. */
static gboolean
upgrade (sqlite3 *db, const DuoLocalDatabaseLayout *layout, int version, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", layout->version);

  if (duo_local_database_execute (db, "BEGIN IMMEDIATE", error) &&
      run_upgrades (db, layout, version, error) && duo_local_database_execute (db, stamp, error) &&
      duo_local_database_execute (db, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* What is lost by a power cut is asked for again from the service; a command is not. */
static gboolean
configure (sqlite3 *db, const DuoLocalDatabaseLayout *layout, GError **error)
{
  const char *durability =
      layout->kind == DUO_LOCAL_DATABASE_KEEP ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";

  return duo_local_database_execute (db, "PRAGMA journal_mode = WAL", error) &&
         duo_local_database_execute (db, "PRAGMA secure_delete = ON", error) &&
         duo_local_database_execute (db, durability, error);
}

static gboolean
open_file (Connection *connection, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (connection->path);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int version = 0;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED, "%s: %s", directory, g_strerror (errno));
      return FALSE;
    }
  if (sqlite3_open_v2 (connection->path, &connection->db, flags, NULL) != SQLITE_OK)
    {
      set_error (connection->db, error);
      return FALSE;
    }
  g_chmod (connection->path, 0600);
  sqlite3_busy_timeout (connection->db, BUSY_MILLISECONDS);
  if (!configure (connection->db, connection->layout, error) ||
      !read_version (connection->db, &version, error))
    return FALSE;
  if (version == 0)
    return make_schema (connection->db, connection->layout, error);
  if (version == connection->layout->version)
    return TRUE;
  if (version < connection->layout->version && connection->layout->upgrades)
    return upgrade (connection->db, connection->layout, version, error);
  g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_NEWER, "%s is of version %d, this program knows %d",
               connection->path, version, connection->layout->version);
  return FALSE;
}

static void
close_file (Connection *connection)
{
  sqlite3_close_v2 (connection->db);
  connection->db = NULL;
}

static void
remove_files (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

/* The endings stay at the end: together the files are still a database to whoever tries to read it. What was put aside
 * before goes, or one file's log would lie beside another. */
static gboolean
rename_files (const char *path, GError **error)
{
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);

  remove_files (aside);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (aside, endings[i], NULL);

      if (g_rename (from, to) == 0 || errno == ENOENT)
        continue;
      g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_DAMAGED, "%s: %s", from, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_damage (const Connection *connection, const GError *error)
{
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_DAMAGED))
    return TRUE;
  return connection->layout->kind == DUO_LOCAL_DATABASE_EXPENDABLE &&
         (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_NEWER) ||
          error->domain == DUO_PROTOCOL_ERROR);
}

static gboolean
discard (Connection *connection, const GError *reason, GError **error)
{
  close_file (connection);
  if (connection->layout->kind == DUO_LOCAL_DATABASE_KEEP)
    {
      g_message ("Putting %s aside and starting over: %s", connection->path, reason->message);
      if (!rename_files (connection->path, error))
        return FALSE;
      g_atomic_int_set (&connection->put_aside, TRUE);
      return TRUE;
    }
  g_message ("Starting over with an empty cache: %s", reason->message);
  g_atomic_int_set (&connection->discarded, TRUE);
  remove_files (connection->path);
  return TRUE;
}

static gboolean
ensure_open (Connection *connection, GError **error)
{
  g_autoptr (GError) first = NULL;

  if (connection->db)
    return TRUE;
  if (open_file (connection, &first))
    return TRUE;
  if (!is_damage (connection, first))
    {
      close_file (connection);
      g_propagate_error (error, g_steal_pointer (&first));
      return FALSE;
    }
  if (!discard (connection, first, error))
    return FALSE;
  if (open_file (connection, error))
    return TRUE;
  close_file (connection);
  return FALSE;
}

/* Damage may show only in the middle of a file, when it is read. */
static gpointer
run_work (Job *job, GError **error)
{
  Connection *connection = job->connection;
  g_autoptr (GError) first = NULL;
  gpointer result;

  if (!ensure_open (connection, error))
    return NULL;
  result = job->work (connection->db, job->data, &first);
  if (!first)
    return result;
  if (!sqlite3_get_autocommit (connection->db))
    sqlite3_exec (connection->db, "ROLLBACK", NULL, NULL, NULL);
  if (!is_damage (connection, first))
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }
  return discard (connection, first, error) && ensure_open (connection, error)
             ? job->work (connection->db, job->data, error)
             : NULL;
}

static void
run_job (gpointer data, gpointer user_data)
{
  g_autofree Job *job = data;
  g_autoptr (GError) error = NULL;
  gpointer result = run_work (job, &error);

  if (job->free_data)
    job->free_data (job->data);
  if (error)
    g_task_return_error (job->task, g_steal_pointer (&error));
  else
    g_task_return_pointer (job->task, result, job->free_result);
  g_object_unref (job->task);
  connection_unref (job->connection);
}

static void
duo_local_database_finalize (GObject *object)
{
  DuoLocalDatabase *self = DUO_LOCAL_DATABASE (object);

  g_thread_pool_free (self->pool, FALSE, FALSE);
  connection_unref (self->connection);
  G_OBJECT_CLASS (duo_local_database_parent_class)->finalize (object);
}

static void
duo_local_database_class_init (DuoLocalDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_local_database_finalize;

  put_aside_signal = g_signal_new ("put-aside", DUO_TYPE_LOCAL_DATABASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
duo_local_database_init (DuoLocalDatabase *self)
{
  self->pool = g_thread_pool_new (run_job, NULL, 1, FALSE, NULL);
}

DuoLocalDatabase *
duo_local_database_new (const char *path, const DuoLocalDatabaseLayout *layout)
{
  DuoLocalDatabase *self = g_object_new (DUO_TYPE_LOCAL_DATABASE, NULL);

  self->connection = g_new0 (Connection, 1);
  self->connection->references = 1;
  g_mutex_init (&self->connection->mutex);
  g_cond_init (&self->connection->idle);
  self->connection->path = g_strdup (path);
  self->connection->layout = layout;
  return self;
}

void
duo_local_database_run_async (DuoLocalDatabase *self,
                              DuoLocalDatabaseWork work,
                              gpointer data,
                              GDestroyNotify free_data,
                              GDestroyNotify free_result,
                              GAsyncReadyCallback callback,
                              gpointer callback_data)
{
  Job *job = g_new0 (Job, 1);

  connection_ref (self->connection);
  *job = (Job) {self->connection, g_task_new (self, NULL, callback, callback_data), work, data, free_data,
                free_result};
  g_task_set_source_tag (job->task, duo_local_database_run_async);
  g_thread_pool_push (self->pool, job, NULL);
}

gpointer
duo_local_database_run_finish (DuoLocalDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (g_atomic_int_compare_and_exchange (&self->connection->put_aside, TRUE, FALSE))
    g_signal_emit (self, put_aside_signal, 0);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_local_database_flush (DuoLocalDatabase *self)
{
  Connection *connection = self->connection;

  g_mutex_lock (&connection->mutex);
  while (connection->references > 1)
    g_cond_wait (&connection->idle, &connection->mutex);
  g_mutex_unlock (&connection->mutex);
}

gboolean
duo_local_database_get_discarded (DuoLocalDatabase *self)
{
  return g_atomic_int_get (&self->connection->discarded);
}
