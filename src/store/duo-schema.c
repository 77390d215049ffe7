/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-schema-private.h"
#include "duo-sql.h"
#include "duo-store.h"

#include <string.h>

#define MIGRATIONS "/sql/migrations/"
#define STATEMENTS "/sql/statements/"
#define NAME_MARK "-- name: "
#define APPLICATION_ID 0x64756f31 /* "duo1" */

static char *
load_text (const char *folder, const char *file)
{
  g_autofree char *path = g_strconcat (folder, file, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (duo_sql_get_resource (), path, 0, NULL);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

/* Cuts a file at its marks: the name is the rest of the mark's line, the statement all up to the next mark. */
static void
add_statements (GHashTable *statements, const char *text)
{
  const char *mark = strstr (text, NAME_MARK);

  while (mark != NULL)
    {
      const char *name = mark + strlen (NAME_MARK);
      const char *sql = strchr (name, '\n');

      mark = strstr (sql, NAME_MARK);
      g_hash_table_insert (statements, g_strndup (name, sql - name),
                           mark != NULL ? g_strndup (sql, mark - sql) : g_strdup (sql));
    }
}

GHashTable *
duo_schema_dup_statements (void)
{
  GHashTable *statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) files = g_resource_enumerate_children (duo_sql_get_resource (), STATEMENTS, 0, NULL);

  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autofree char *text = load_text (STATEMENTS, files[i]);

      add_statements (statements, text);
    }
  return statements;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GStrv
list_migrations (void)
{
  GStrv files = g_resource_enumerate_children (duo_sql_get_resource (), MIGRATIONS, 0, NULL);

  qsort (files, g_strv_length (files), sizeof *files, compare_names);
  return files;
}

int
duo_schema_get_newest (void)
{
  g_auto (GStrv) files = list_migrations ();

  return (int) g_strv_length (files);
}

static gboolean
read_number (sqlite3 *handle, const char *sql, int *number, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *number = sqlite3_column_int (statement, 0);
  else
    g_set_error (error, DUO_STORE_ERROR,
                 result == SQLITE_NOTADB ? DUO_STORE_ERROR_SCHEMA : DUO_STORE_ERROR_IO, "%s",
                 sqlite3_errmsg (handle));
  sqlite3_finalize (statement);
  return result == SQLITE_ROW;
}

gboolean
duo_schema_check (sqlite3 *handle, GError **error)
{
  int version, application, tables;

  if (!read_number (handle, "PRAGMA user_version", &version, error) ||
      !read_number (handle, "PRAGMA application_id", &application, error) ||
      !read_number (handle, "SELECT COUNT (*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (tables > 0 && application != APPLICATION_ID)
    {
      g_set_error_literal (error, DUO_STORE_ERROR, DUO_STORE_ERROR_SCHEMA,
                           "this is another program's database");
      return FALSE;
    }
  if (version > duo_schema_get_newest ())
    {
      g_set_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_SCHEMA,
                   "this database has schema %d, of a newer program; this one knows up to %d", version,
                   duo_schema_get_newest ());
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_migration (sqlite3 *handle, int number, const char *file, GError **error)
{
  g_autofree char *text = load_text (MIGRATIONS, file);
  g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE;\n%s\nPRAGMA user_version = %d;\n"
                                          "PRAGMA application_id = %d;\nCOMMIT;",
                                          text, number, APPLICATION_ID);

  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  g_set_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_SCHEMA, "migration %s failed: %s", file,
               sqlite3_errmsg (handle));
  /* Where SQLite has rolled back already this fails, and there is nothing left to do. */
  sqlite3_exec (handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
duo_schema_migrate (sqlite3 *handle, GError **error)
{
  g_auto (GStrv) files = list_migrations ();
  int version;

  if (!read_number (handle, "PRAGMA user_version", &version, error))
    return FALSE;
  for (int number = version + 1; files[number - 1] != NULL; number++)
    {
      if (!run_migration (handle, number, files[number - 1], error))
        return FALSE;
    }
  return TRUE;
}
