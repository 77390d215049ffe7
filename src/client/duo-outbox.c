/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-outbox-private.h"

struct _DuoOutbox
{
  GObject parent_instance;

  DuoLocalDatabase *database;
};

G_DEFINE_FINAL_TYPE (DuoOutbox, duo_outbox, G_TYPE_OBJECT)

static const char *const upgrades[] = {"outbox-upgrade-2", "outbox-upgrade-3", "outbox-upgrade-4",
                                       "outbox-upgrade-5"};
static const DuoLocalDatabaseLayout layout = {DUO_LOCAL_DATABASE_KEEP, "outbox-schema", 5, upgrades};

static gpointer
put_work (sqlite3 *db, gpointer data, GError **error)
{
  const DuoQueued *command = data;
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "outbox-put", error);

  if (!put)
    return NULL;
  duo_local_database_bind_text (put, ":key", command->key);
  duo_local_database_bind_text (put, ":account", command->account);
  duo_local_database_bind_text (put, ":event", command->event);
  duo_local_database_bind_text (put, ":verb", duo_verb_to_string (command->verb));
  duo_local_database_bind_text (put, ":chat", command->chat);
  duo_local_database_bind_text (put, ":person", command->person);
  duo_local_database_bind_text (put, ":whom", command->whom);
  duo_local_database_bind_int (put, ":starts", command->range.start);
  duo_local_database_bind_int (put, ":ends", command->range.end);
  duo_local_database_bind_text (put, ":message", command->message);
  duo_local_database_bind_text (put, ":answer", command->answer);
  duo_local_database_bind_int (put, ":seen", command->seen);
  duo_local_database_bind_int (put, ":created", command->created);
  duo_local_database_bind_int (put, ":minutes", command->minutes);
  duo_local_database_bind_int (put, ":sent", command->sent);
  duo_local_database_finish (put, error);
  return NULL;
}

static gpointer
note_sent_work (sqlite3 *db, gpointer data, GError **error)
{
  const DuoQueued *command = data;
  g_autoptr (sqlite3_stmt) note = duo_local_database_prepare (db, "outbox-note-sent", error);

  if (!note)
    return NULL;
  duo_local_database_bind_text (note, ":key", command->key);
  duo_local_database_bind_int (note, ":sent", command->sent);
  duo_local_database_finish (note, error);
  return NULL;
}

static gpointer
remove_work (sqlite3 *db, gpointer data, GError **error)
{
  g_autoptr (sqlite3_stmt) remove = duo_local_database_prepare (db, "outbox-remove", error);

  if (!remove)
    return NULL;
  duo_local_database_bind_text (remove, ":key", data);
  if (duo_local_database_finish (remove, error))
    duo_local_database_forget (db);
  return NULL;
}

static char *
dup_text (sqlite3_stmt *row, const char *name)
{
  return g_strdup (duo_local_database_get_text (row, name));
}

/* A verb that this version does not know was written by a newer one: it stays in the file for it. */
static DuoQueued *
read_row (sqlite3_stmt *row)
{
  g_autoptr (DuoQueued) command = g_new0 (DuoQueued, 1);

  if (!duo_verb_from_string (duo_local_database_get_text (row, "verb"), &command->verb))
    return NULL;
  command->key = dup_text (row, "key");
  command->account = dup_text (row, "account");
  command->event = dup_text (row, "event");
  command->chat = dup_text (row, "chat");
  command->person = dup_text (row, "person");
  command->whom = dup_text (row, "whom");
  command->range.start = duo_local_database_get_int (row, "starts");
  command->range.end = duo_local_database_get_int (row, "ends");
  command->message = dup_text (row, "message");
  command->answer = dup_text (row, "answer");
  command->seen = duo_local_database_get_int (row, "seen");
  command->created = duo_local_database_get_int (row, "created");
  command->minutes = (guint) duo_local_database_get_int (row, "minutes");
  command->sent = duo_local_database_get_int (row, "sent") != 0;
  return g_steal_pointer (&command);
}

static void
take_row (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoQueued *command = read_row (row);

  if (command)
    g_ptr_array_add (data, command);
}

static gpointer
load_work (sqlite3 *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_queued_free);

  if (!duo_local_database_read (db, "outbox-load", ":account", data, take_row, commands, error))
    return NULL;
  return g_steal_pointer (&commands);
}

static void
duo_outbox_finalize (GObject *object)
{
  g_object_unref (DUO_OUTBOX (object)->database);
  G_OBJECT_CLASS (duo_outbox_parent_class)->finalize (object);
}

static void
duo_outbox_class_init (DuoOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_outbox_finalize;
}

static void
duo_outbox_init (DuoOutbox *self)
{
}

DuoOutbox *
duo_outbox_new (const char *path)
{
  DuoOutbox *self = g_object_new (DUO_TYPE_OUTBOX, NULL);

  self->database = duo_local_database_new (path, &layout);
  return self;
}

static void
task_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);

  if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (rows)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_boolean (task, TRUE);
}

void
duo_outbox_run (
    DuoOutbox *self, DuoLocalDatabaseWork work, gpointer data, GDestroyNotify free_data, GTask *task)
{
  duo_local_database_run_async (self->database, work, data, free_data, (GDestroyNotify) g_ptr_array_unref,
                                task_cb, task);
}

static void
unasked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const char *what = data;
  g_autoptr (GError) error = NULL;

  duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);
  if (error)
    g_message ("%s: %s", what, error->message);
}

void
duo_outbox_run_unasked (
    DuoOutbox *self, DuoLocalDatabaseWork work, gpointer data, GDestroyNotify free_data, const char *what)
{
  duo_local_database_run_async (self->database, work, data, free_data, NULL, unasked_cb, (gpointer) what);
}

void
duo_outbox_put_async (DuoOutbox *self, const DuoQueued *command, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, duo_outbox_put_async);
  duo_outbox_run (self, put_work, duo_queued_copy (command), (GDestroyNotify) duo_queued_free, task);
}

gboolean
duo_outbox_put_finish (DuoOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
duo_outbox_note_sent (DuoOutbox *self, const DuoQueued *command)
{
  duo_outbox_run_unasked (self, note_sent_work, duo_queued_copy (command), (GDestroyNotify) duo_queued_free,
                          "The outbox does not know what was sent");
}

void
duo_outbox_remove (DuoOutbox *self, const char *key)
{
  duo_outbox_run_unasked (self, remove_work, g_strdup (key), g_free,
                          "An answered command stays in the outbox");
}

void
duo_outbox_load_async (DuoOutbox *self, const char *account, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, duo_outbox_load_async);
  duo_outbox_run (self, load_work, g_strdup (account), g_free, task);
}

GPtrArray *
duo_outbox_load_finish (DuoOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_outbox_flush (DuoOutbox *self)
{
  duo_local_database_flush (self->database);
}

DuoLocalDatabase *
duo_outbox_get_database (DuoOutbox *self)
{
  return self->database;
}
