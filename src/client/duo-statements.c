/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-local-sql.h"
#include "duo-statements-private.h"

#define FOLDER "/local-sql/client/"
#define NAME "-- name: "

/* Each begins with a line that names it, and ends where the next begins. */
static void
add_file (GHashTable *statements, const char *file)
{
  g_autofree char *path = g_strconcat (FOLDER, file, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (duo_local_sql_get_resource (), path, 0, NULL);
  g_auto (GStrv) parts = g_strsplit (g_bytes_get_data (bytes, NULL), NAME, -1);

  for (char **part = parts + 1; *part; part++)
    {
      char *end = strchr (*part, '\n');

      g_assert (end != NULL);
      g_hash_table_insert (statements, g_strndup (*part, end - *part), g_strdup (end + 1));
    }
}

static gpointer
read_statements (gpointer data)
{
  GHashTable *statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) files = g_resource_enumerate_children (duo_local_sql_get_resource (), FOLDER,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (char **file = files; *file; file++)
    add_file (statements, *file);
  return statements;
}

const char *
duo_statements_find (const char *name)
{
  static GOnce once = G_ONCE_INIT;

  return g_hash_table_lookup (g_once (&once, read_statements, NULL), name);
}
