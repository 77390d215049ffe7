/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-store.h"

struct _FakeStore
{
  GObject parent_instance;
  guint n_due;
  DuoVerb verb;
  gint64 next;
  gboolean failing;
  guint n_asked;
  guint n_commands;
  DuoVerb last;
  GPtrArray *tasks;
  GTree *counts; /* id → DuoCount */
  guint n_sessions;
  guint n_writes;
};

static void iface_init (DuoStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeStore,
                               fake_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_STORE, iface_init))

static GPtrArray *
list_due (DuoStore *store, gint64 *next, GError **error)
{
  FakeStore *self = FAKE_STORE (store);
  GPtrArray *due;

  self->n_asked++;
  *next = self->next;
  if (self->failing)
    {
      g_set_error_literal (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO, "as the test says");
      return NULL;
    }
  due = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_command_free);
  for (guint i = 0; i < self->n_due; i++)
    g_ptr_array_add (due, duo_command_new (self->verb));
  self->n_due = 0;

  return due;
}

static void
command_async (DuoStore *store,
               DuoCommand *command,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data)
{
  FakeStore *self = FAKE_STORE (store);

  self->n_commands++;
  self->last = command->verb;
  g_ptr_array_add (self->tasks, g_task_new (self, cancellable, callback, data));
  duo_command_free (command);
}

static DuoOutcome *
command_finish (DuoStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
add_count (gpointer key, gpointer value, gpointer data)
{
  g_array_append_vals (data, value, 1);

  return FALSE;
}

static void
write_async (
    DuoStore *store, DuoWrite *write, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, data);

  FAKE_STORE (store)->n_writes++;
  duo_write_free (write);
  g_task_return_boolean (task, TRUE);
}

static gboolean
write_finish (DuoStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GArray *
get_counts (DuoStore *store, const char *event, GError **error)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (DuoCount));

  g_tree_foreach (FAKE_STORE (store)->counts, add_count, counts);

  return counts;
}

static DuoSessionRecord *
find_session (DuoStore *store, const guint8 *token_hash, GError **error)
{
  FakeStore *self = FAKE_STORE (store);
  DuoSessionRecord *session;

  if (self->n_sessions == 0)
    {
      g_set_error_literal (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND, "as the test says");
      return NULL;
    }
  self->n_sessions--;
  session = duo_session_record_new ();
  session->id = g_strdup ("session");
  session->account = g_strdup ("account");
  session->expires = G_MAXINT64;

  return session;
}

static void
iface_init (DuoStoreInterface *iface)
{
  iface->find_session = find_session;
  iface->list_due = list_due;
  iface->command_async = command_async;
  iface->command_finish = command_finish;
  iface->write_async = write_async;
  iface->write_finish = write_finish;
  iface->get_counts = get_counts;
}

static void
fake_store_finalize (GObject *object)
{
  FakeStore *self = FAKE_STORE (object);

  g_ptr_array_unref (self->tasks);
  g_tree_unref (self->counts);
  G_OBJECT_CLASS (fake_store_parent_class)->finalize (object);
}

static void
fake_store_class_init (FakeStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_store_finalize;
}

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_strcmp0 (a, b);
}

static void
fake_store_init (FakeStore *self)
{
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  self->counts = g_tree_new_full (compare_ids, NULL, g_free, g_free);
  self->next = G_MAXINT32;
}

FakeStore *
fake_store_new (void)
{
  return g_object_new (FAKE_TYPE_STORE, NULL);
}

void
fake_store_set_due (FakeStore *self, guint n, DuoVerb verb, gint64 next)
{
  self->n_due = n;
  self->verb = verb;
  self->next = next;
}

void
fake_store_fail_due (FakeStore *self)
{
  self->failing = TRUE;
}

guint
fake_store_get_n_asked (FakeStore *self)
{
  return self->n_asked;
}

guint
fake_store_get_n_commands (FakeStore *self)
{
  return self->n_commands;
}

DuoVerb
fake_store_get_last_verb (FakeStore *self)
{
  return self->last;
}

void
fake_store_answer (FakeStore *self, DuoOutcomeCode code)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->tasks);

  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    {
      DuoOutcome *outcome = g_new0 (DuoOutcome, 1);

      outcome->code = code;
      g_task_return_pointer (tasks->pdata[i], outcome, (GDestroyNotify) duo_outcome_free);
    }
}

void
fake_store_answer_with_error (FakeStore *self)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->tasks);

  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_new_error_literal (tasks->pdata[i], DUO_STORE_ERROR, DUO_STORE_ERROR_IO,
                                     "as the test says");
}

void
fake_store_emit_committed (FakeStore *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_signal_emit_by_name (self, "committed", "event", (gint64) 1, nothing, nothing, FALSE);
}

void
fake_store_set_sessions (FakeStore *self, guint n)
{
  self->n_sessions = n;
}

guint
fake_store_get_n_writes (FakeStore *self)
{
  return self->n_writes;
}

void
fake_store_set_count (FakeStore *self, const char *id, guint open, guint requests)
{
  DuoCount *count = g_new0 (DuoCount, 1);

  g_strlcpy (count->id, id, sizeof count->id);
  count->open = open;
  count->requests = requests;
  g_tree_replace (self->counts, g_strdup (id), count);
}

void
fake_store_remove_count (FakeStore *self, const char *id)
{
  g_tree_remove (self->counts, id);
}
