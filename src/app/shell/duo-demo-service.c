/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-demo-service.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sys/file.h>
#include <unistd.h>

#include "duo-beside.h"
#include "duo-demo.h"

/* No profile is called so: their directories lie beside. */
#define PREFIX ".demo-"

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static char **
dup_texts (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_string (element))
        g_strv_builder_add (builder, json_node_get_string (element));
    }

  return g_strv_builder_end (builder);
}

static GHashTable *
dup_emails (JsonObject *object)
{
  GHashTable *emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonNode *node = json_object_get_member (object, "people");
  JsonObject *people = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GList) ids = people ? json_object_get_members (people) : NULL;

  for (GList *l = ids; l; l = l->next)
    if (get_text (people, l->data))
      g_hash_table_insert (emails, g_strdup (l->data), g_strdup (get_text (people, l->data)));

  return emails;
}

void
duo_demo_plan_free (DuoDemoPlan *plan)
{
  g_free (plan->address);
  if (plan->password)
    memset (plan->password, 0, strlen (plan->password));
  g_free (plan->password);
  g_strfreev (plan->talents);
  g_strfreev (plan->recruiters);
  g_free (plan->organizer);
  g_clear_pointer (&plan->emails, g_hash_table_unref);
  g_free (plan);
}

DuoDemoPlan *
duo_demo_plan_parse (const char *line, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  g_autoptr (DuoDemoPlan) plan = g_new0 (DuoDemoPlan, 1);
  JsonObject *object;

  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, DUO_DEMO_ERROR, DUO_DEMO_ERROR_START,
                           "the service did not say where it is");
      return NULL;
    }

  object = json_node_get_object (root);
  plan->address = g_strdup (get_text (object, "address"));
  plan->password = g_strdup (get_text (object, "password"));
  plan->talents = dup_texts (object, "talents");
  plan->recruiters = dup_texts (object, "recruiters");
  plan->organizer = g_strdup (get_text (object, "organizer"));
  plan->emails = dup_emails (object);
  if (plan->address && plan->password && plan->talents[0] && plan->recruiters[0] && plan->organizer)
    return g_steal_pointer (&plan);

  g_set_error_literal (error, DUO_DEMO_ERROR, DUO_DEMO_ERROR_START, "the service did not say who there is");
  return NULL;
}

char *
duo_demo_find_program (const char *name)
{
  g_autofree char *installed = g_build_filename (DUO_BINDIR, name, NULL);
  g_autofree char *path = duo_beside_find (name, installed, G_FILE_TEST_IS_EXECUTABLE);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
}

void
duo_demo_remove_directory (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        duo_demo_remove_directory (child);
      else if (g_remove (child) != 0)
        g_info ("demo: %s stays behind: %s", child, g_strerror (errno));
    }

  if (g_rmdir (path) != 0 && errno != ENOENT)
    g_info ("demo: %s stays behind: %s", path, g_strerror (errno));
}

static int
lock_directory (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0)
    close (fd);

  return -1;
}

/* A demo that still runs holds its lock. */
static void
sweep (const char *parent)
{
  g_autoptr (GDir) folder = g_dir_open (parent, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      int lock = g_str_has_prefix (name, PREFIX) ? lock_directory (path) : -1;

      if (lock < 0)
        continue;
      duo_demo_remove_directory (path);
      close (lock);
    }
}

char *
duo_demo_make_directory (int *lock, GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "duologue", NULL);
  g_autofree char *path = g_build_filename (parent, PREFIX "XXXXXX", NULL);

  if (g_mkdir_with_parents (parent, 0700) == 0)
    {
      sweep (parent);
      if (g_mkdtemp_full (path, 0700) && (*lock = lock_directory (path)) >= 0)
        return g_steal_pointer (&path);
    }

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", parent, g_strerror (errno));
  return NULL;
}
