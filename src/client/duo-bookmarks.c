/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-bookmarks-private.h"

struct _DuoBookmarks
{
  GObject parent_instance;

  DuoLocalDatabase *database;
};

typedef struct
{
  char *account;
  char *person;
  gboolean marked;
} Change;

G_DEFINE_FINAL_TYPE (DuoBookmarks, duo_bookmarks, G_TYPE_OBJECT)

static const DuoLocalDatabaseLayout layout = {DUO_LOCAL_DATABASE_KEEP, "bookmarks-schema", 1};

static void
change_free (Change *change)
{
  g_free (change->account);
  g_free (change->person);
  g_free (change);
}

static gpointer
change_work (sqlite3 *db, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (sqlite3_stmt) statement =
      duo_local_database_prepare (db, change->marked ? "bookmarks-set" : "bookmarks-unset", error);

  if (!statement)
    return NULL;
  duo_local_database_bind_text (statement, ":account", change->account);
  duo_local_database_bind_text (statement, ":person", change->person);
  duo_local_database_finish (statement, error);
  return NULL;
}

static void
take_row (sqlite3_stmt *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup ((const char *) sqlite3_column_text (row, 0)));
}

static gpointer
load_work (sqlite3 *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);

  if (!duo_local_database_read (db, "bookmarks-load", ":account", data, take_row, people, error))
    return NULL;
  return g_steal_pointer (&people);
}

static void
duo_bookmarks_finalize (GObject *object)
{
  g_object_unref (DUO_BOOKMARKS (object)->database);
  G_OBJECT_CLASS (duo_bookmarks_parent_class)->finalize (object);
}

static void
duo_bookmarks_class_init (DuoBookmarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_bookmarks_finalize;
}

static void
duo_bookmarks_init (DuoBookmarks *self)
{
}

DuoBookmarks *
duo_bookmarks_new (const char *path)
{
  DuoBookmarks *self = g_object_new (DUO_TYPE_BOOKMARKS, NULL);

  self->database = duo_local_database_new (path, &layout);
  return self;
}

static void
change_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);
  if (error)
    g_message ("A bookmark could not be kept: %s", error->message);
}

void
duo_bookmarks_set (DuoBookmarks *self, const char *account, const char *person, gboolean marked)
{
  Change *change = g_new0 (Change, 1);

  *change = (Change) {g_strdup (account), g_strdup (person), marked};
  duo_local_database_run_async (self->database, change_work, change, (GDestroyNotify) change_free, NULL,
                                change_cb, NULL);
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *people = duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);

  if (people)
    g_task_return_pointer (task, people, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_bookmarks_load_async (DuoBookmarks *self,
                          const char *account,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, duo_bookmarks_load_async);
  duo_local_database_run_async (self->database, load_work, g_strdup (account), g_free,
                                (GDestroyNotify) g_ptr_array_unref, load_cb, task);
}

GPtrArray *
duo_bookmarks_load_finish (DuoBookmarks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_bookmarks_flush (DuoBookmarks *self)
{
  duo_local_database_flush (self->database);
}

DuoLocalDatabase *
duo_bookmarks_get_database (DuoBookmarks *self)
{
  return self->database;
}
