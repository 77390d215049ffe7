/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cv-shelf-private.h"

#include <errno.h>
#include <glib/gstdio.h>

struct _DuoCvShelf
{
  char *directory;
  GHashTable *people; /* those who have a folder */
};

DuoCvShelf *
duo_cv_shelf_new (const char *directory)
{
  DuoCvShelf *self = g_new0 (DuoCvShelf, 1);

  self->directory = g_strdup (directory);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  duo_cv_shelf_clear (self);
  return self;
}

void
duo_cv_shelf_free (DuoCvShelf *self)
{
  duo_cv_shelf_clear (self);
  g_hash_table_unref (self->people);
  g_free (self->directory);
  g_free (self);
}

/* Two levels of folders, of which every one is ours. */
static void
take_away (const char *path, guint levels)
{
  g_autoptr (GDir) folder = levels > 0 ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      take_away (inside, levels - 1);
    }
  if (g_remove (path) != 0 && errno != ENOENT)
    g_message ("%s could not be removed: %s", path, g_strerror (errno));
}

static void
empty (DuoCvShelf *self, const char *person)
{
  g_autofree char *folder = g_build_filename (self->directory, person, NULL);

  take_away (folder, 1);
}

GFile *
duo_cv_shelf_make_place (DuoCvShelf *self, const char *person, const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (self->directory, person, NULL);

  empty (self, person);
  g_hash_table_add (self->people, g_strdup (person));
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_file_new_build_filename (folder, name, NULL);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
  return NULL;
}

void
duo_cv_shelf_keep (DuoCvShelf *self, DuoCvShelfWants wants, gpointer data)
{
  GHashTableIter iter;
  gpointer person;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, &person, NULL))
    if (!wants (person, data))
      {
        empty (self, person);
        g_hash_table_iter_remove (&iter);
      }
}

void
duo_cv_shelf_clear (DuoCvShelf *self)
{
  g_hash_table_remove_all (self->people);
  take_away (self->directory, 2);
}
