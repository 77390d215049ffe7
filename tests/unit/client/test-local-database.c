/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "duo-client-error.h"
#include "duo-local-database-private.h"
#include "duo-statements-private.h"
#include "fake-service.h"

typedef struct
{
  char *directory;
  char *path;
  GThread *main_thread;
} Fixture;

static const DuoLocalDatabaseLayout kept = {DUO_LOCAL_DATABASE_KEEP, "bookmarks-schema", 1};
static const DuoLocalDatabaseLayout expendable = {DUO_LOCAL_DATABASE_EXPENDABLE, "bookmarks-schema", 1};

static void
set_up (Fixture *f, gconstpointer data)
{
  f->directory = g_dir_make_tmp ("duologue-database-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "deep", "er", "store.sqlite", NULL);
  f->main_thread = g_thread_self ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (f->path);
  g_autofree char *outer = g_path_get_dirname (inner);

  g_unlink (f->path);
  g_rmdir (inner);
  g_rmdir (outer);
  g_assert_cmpint (g_rmdir (f->directory), ==, 0);
  g_free (f->directory);
  g_free (f->path);
}

static gpointer
run (DuoLocalDatabase *database, DuoLocalDatabaseWork work, gpointer data, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_local_database_run_async (database, work, data, NULL, g_free, take_result, &result);
  wait_result (result);
  return duo_local_database_run_finish (database, result, error);
}

/* Its thread lets go of it a moment after the answer. */
static void
end (DuoLocalDatabase *database)
{
  duo_local_database_flush (database);
  settle ();
  g_assert_finalize_object (database);
}

static gpointer
mark_work (sqlite3 *db, gpointer person, GError **error)
{
  g_autoptr (sqlite3_stmt) mark = duo_local_database_prepare (db, "bookmarks-set", error);

  g_assert_nonnull (mark);
  duo_local_database_bind_text (mark, ":account", "amara");
  duo_local_database_bind_text (mark, ":person", person);
  duo_local_database_finish (mark, error);
  return NULL;
}

static void
append_person (sqlite3_stmt *row, gpointer text, GError **error)
{
  g_string_append_printf (text, "%s ", (const char *) sqlite3_column_text (row, 0));
}

/* All marked people in one text. */
static gpointer
list_work (sqlite3 *db, gpointer data, GError **error)
{
  GString *text = g_string_new (NULL);

  duo_local_database_read (db, "bookmarks-load", ":account", "amara", append_person, text, error);
  return g_string_free_and_steal (text);
}

static void
refuse_second (sqlite3_stmt *row, gpointer seen, GError **error)
{
  if (++*(guint *) seen == 2)
    g_set_error_literal (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED, "no more");
}

static gpointer
refuse_work (sqlite3 *db, gpointer data, GError **error)
{
  g_assert_false (
      duo_local_database_read (db, "bookmarks-load", ":account", "amara", refuse_second, data, error));
  return NULL;
}

/* In whatever order they are selected. */
static gpointer
columns_work (sqlite3 *db, gpointer data, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT 7 AS seen, 'a' AS key, NULL AS chat", -1, &row, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  g_assert_cmpstr (duo_local_database_get_text (row, "key"), ==, "a");
  g_assert_null (duo_local_database_get_text (row, "chat"));
  g_assert_cmpint (duo_local_database_get_int (row, "seen"), ==, 7);
  return NULL;
}

static gpointer
thread_work (sqlite3 *db, gpointer data, GError **error)
{
  Fixture *f = data;

  g_assert_true (g_thread_self () != f->main_thread);
  return g_strdup ("seen");
}

static void
test_columns_by_name (Fixture *f, gconstpointer data)
{
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);
  g_autoptr (GError) error = NULL;

  g_assert_null (run (database, columns_work, NULL, &error));
  g_assert_no_error (error);
  end (database);
}

static void
test_works_elsewhere (Fixture *f, gconstpointer data)
{
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);
  g_autofree char *seen = run (database, thread_work, f, NULL);

  g_assert_cmpstr (seen, ==, "seen");
  end (database);
}

static void
test_in_the_order_of_asking (Fixture *f, gconstpointer data)
{
  static const char *const people[] = {"b", "a", "c", "e", "d"};
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);
  g_autofree char *list = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    duo_local_database_run_async (database, mark_work, (gpointer) people[i], NULL, NULL, NULL, NULL);
  list = run (database, list_work, NULL, NULL); /* sees all that were asked for before */
  g_assert_cmpstr (list, ==, "a b c d e ");
  end (database);
}

/* A row that cannot be understood is the last that is looked at, and what the work fails with. */
static void
test_a_bad_row_ends_it (Fixture *f, gconstpointer data)
{
  static const char *const people[] = {"a", "b", "c"};
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);
  g_autoptr (GError) error = NULL;
  guint seen = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    duo_local_database_run_async (database, mark_work, (gpointer) people[i], NULL, NULL, NULL, NULL);
  g_assert_null (run (database, refuse_work, &seen, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  g_assert_cmpuint (seen, ==, 2);
  end (database);
}

/* What was asked for is there when the program ends, even where nobody waits for an answer. */
static void
test_flush (Fixture *f, gconstpointer data)
{
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);
  g_autofree char *list = NULL;

  for (guint i = 0; i < 50; i++)
    duo_local_database_run_async (database, mark_work, g_strdup_printf ("p%02u", i), g_free, NULL, NULL,
                                  NULL);
  duo_local_database_flush (database);
  duo_local_database_flush (database);
  end (database);
  database = duo_local_database_new (f->path, &kept);
  list = run (database, list_work, NULL, NULL);
  g_assert_cmpuint (strlen (list), ==, 50 * 4);
  end (database);
}

static gpointer
half_work (sqlite3 *db, gpointer data, GError **error)
{
  g_assert_true (duo_local_database_execute (db, "BEGIN", error));
  mark_work (db, (gpointer) "half", error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");
  return NULL;
}

/* A work that fails in the middle leaves nothing behind, and the next one can begin. */
static void
test_failure_is_undone (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);

  run (database, mark_work, (gpointer) "whole", NULL);
  g_assert_null (run (database, half_work, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  list = run (database, list_work, NULL, NULL);
  g_assert_cmpstr (list, ==, "whole ");
  end (database);
}

static gpointer
damage_work (sqlite3 *db, gpointer times, GError **error)
{
  guint *n = times;

  if ((*n)++ > 0)
    return g_strdup ("after the second try");
  g_set_error_literal (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_DAMAGED, "page 7 makes no sense");
  return NULL;
}

/* Damage may show only when the middle is read: what is expendable starts over and the work runs again, once. */
static void
test_damage_found_late (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  g_autofree char *list = NULL;
  guint times = 0;
  DuoLocalDatabase *database = duo_local_database_new (f->path, &expendable);

  run (database, mark_work, (gpointer) "lost", NULL);
  g_assert_false (duo_local_database_get_discarded (database));
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "Starting over*page 7*");
  again = run (database, damage_work, &times, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "after the second try");
  g_assert_true (duo_local_database_get_discarded (database));
  list = run (database, list_work, NULL, NULL);
  g_assert_cmpstr (list, ==, "");
  end (database);
}

static void
count_cb (DuoLocalDatabase *database, guint *n)
{
  (*n)++;
}

/* What is to be kept is begun anew too, or it would never work again; the damaged file is put aside, and that is said
 * once. */
static void
test_damage_is_put_aside (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = g_strconcat (f->path, ".damaged", NULL);
  g_autofree char *again = NULL;
  g_autofree char *list = NULL;
  g_autofree char *old = NULL;
  guint times = 0, said = 0;
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);

  g_signal_connect (database, "put-aside", G_CALLBACK (count_cb), &said);
  run (database, mark_work, (gpointer) "kept", NULL);
  g_assert_cmpuint (said, ==, 0);
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "Putting*aside*page 7*");
  again = run (database, damage_work, &times, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "after the second try");
  list = run (database, list_work, NULL, NULL);
  g_assert_cmpstr (list, ==, "");
  g_assert_cmpuint (said, ==, 1);
  end (database);

  database = duo_local_database_new (aside, &kept);
  old = run (database, list_work, NULL, NULL);
  g_assert_cmpstr (old, ==, "kept ");
  end (database);
  g_assert_cmpint (g_unlink (aside), ==, 0);
}

/* Any other failure is no reason to begin anew. */
static void
test_failure_puts_nothing_aside (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;
  guint said = 0;
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);

  g_signal_connect (database, "put-aside", G_CALLBACK (count_cb), &said);
  run (database, mark_work, (gpointer) "kept", NULL);
  g_assert_null (run (database, half_work, NULL, &error));
  list = run (database, list_work, NULL, NULL);
  g_assert_cmpstr (list, ==, "kept ");
  g_assert_cmpuint (said, ==, 0);
  end (database);
}

/* What is in these files is nobody else's business. */
static void
test_private (Fixture *f, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (f->path);
  DuoLocalDatabase *database = duo_local_database_new (f->path, &kept);
  GStatBuf status;

  run (database, mark_work, (gpointer) "somebody", NULL);
  g_assert_cmpint (g_stat (f->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (inner, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  end (database);
}

/* ── the statements ── */

static const char *const schemas[] = {"bookmarks-schema", "cache-schema", "known-keys-schema",
                                      "outbox-schema"};

static sqlite3 *
open_whole (void)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      const char *schema = duo_statements_find (schemas[i]);

      g_assert_nonnull (schema);
      g_assert_cmpint (sqlite3_exec (db, schema, NULL, NULL, NULL), ==, SQLITE_OK);
    }
  return db;
}

/* A statement that does not fit its tables would show only when somebody needs it. */
static void
test_statements_fit (void)
{
  static const char *const names[] = {
      "bookmarks-set",     "bookmarks-unset",  "bookmarks-load",      "cache-states",
      "cache-put-state",   "cache-clear",      "cache-events",        "cache-displace-events",
      "cache-put-event",   "cache-put-cursor", "cache-companies",     "cache-forget-displaced",
      "cache-put-company", "cache-chats",      "cache-put-chat",      "cache-forget-companies",
      "cache-remove-chat", "cache-people",     "cache-put-person",    "cache-forget-chats",
      "cache-put-counts",  "outbox-put",       "cache-remove-person", "cache-forget-people",
      "outbox-remove",     "outbox-load",      "known-keys-remember", "known-keys-load",
      "cache-company",     "cache-person",
  };
  sqlite3 *db = open_whole ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *sql = duo_statements_find (names[i]);
      sqlite3_stmt *statement = NULL;

      g_assert_nonnull (sql);
      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
      sqlite3_finalize (statement);
    }
  g_assert_null (duo_statements_find ("cache-of-tomorrow"));
  sqlite3_close (db);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/database/works-elsewhere", test_works_elsewhere);
  ADD ("/database/columns-by-name", test_columns_by_name);
  ADD ("/database/in-order", test_in_the_order_of_asking);
  ADD ("/database/bad-row", test_a_bad_row_ends_it);
  ADD ("/database/flush", test_flush);
  ADD ("/database/failure-is-undone", test_failure_is_undone);
  ADD ("/database/damage-found-late", test_damage_found_late);
  ADD ("/database/damage-is-put-aside", test_damage_is_put_aside);
  ADD ("/database/failure-puts-nothing-aside", test_failure_puts_nothing_aside);
  ADD ("/database/private", test_private);
  g_test_add_func ("/database/statements-fit", test_statements_fit);
  return g_test_run ();
}
