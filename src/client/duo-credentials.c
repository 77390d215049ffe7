/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsecret/secret.h>

#include "duo-credentials-private.h"

#define KIND_TOKEN "token"
#define KIND_DEVICE "device-key"

struct _DuoCredentials
{
  GObject parent_instance;

  char *profile;
  gboolean no_keyring;
  GQueue waiting; /* of Operation: forgetting must not overtake a keeping that is still on its way */
  gboolean busy;
};

typedef struct
{
  GTask *task;
  void (*start) (GTask *task);
} Operation;

G_DEFINE_FINAL_TYPE (DuoCredentials, duo_credentials, G_TYPE_OBJECT)

static const SecretSchema schema = {
    DUO_APP_ID,
    SECRET_SCHEMA_NONE,
    {
        {"profile", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"kind", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"address", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"account", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"email", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"name", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {NULL, 0},
    },
};

DuoKept *
duo_kept_new (void)
{
  return g_new0 (DuoKept, 1);
}

void
duo_kept_free (DuoKept *self)
{
  g_clear_pointer (&self->token, duo_secret_unref);
  g_clear_pointer (&self->seed, duo_secret_unref);
  g_free (self->address);
  g_free (self->account);
  g_free (self->email);
  g_free (self->name);
  g_free (self);
}

static void
duo_credentials_finalize (GObject *object)
{
  /* Nothing waits: tasks hold their source. */
  g_free (DUO_CREDENTIALS (object)->profile);
  G_OBJECT_CLASS (duo_credentials_parent_class)->finalize (object);
}

static void
duo_credentials_class_init (DuoCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_credentials_finalize;
}

static void
duo_credentials_init (DuoCredentials *self)
{
  g_queue_init (&self->waiting);
}

DuoCredentials *
duo_credentials_new (const char *profile)
{
  DuoCredentials *self = g_object_new (DUO_TYPE_CREDENTIALS, NULL);

  self->profile = g_strdup (profile);
  return self;
}

void
duo_credentials_leave_keyring (DuoCredentials *self)
{
  self->no_keyring = TRUE;
}

gboolean
duo_credentials_get_uses_keyring (DuoCredentials *self)
{
  return !self->no_keyring;
}

static void
start_next (DuoCredentials *self)
{
  g_autofree Operation *operation = g_queue_pop_head (&self->waiting);

  self->busy = operation != NULL;
  if (operation)
    operation->start (operation->task);
}

static void
on_completed (GTask *task, GParamSpec *pspec, gpointer data)
{
  start_next (g_task_get_source_object (task));
}

/* Takes @task; @start takes it over when its turn comes. */
static void
queue (GTask *task, void (*start) (GTask *task))
{
  DuoCredentials *self = g_task_get_source_object (task);
  Operation *operation = g_new0 (Operation, 1);

  *operation = (Operation) {task, start};
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_completed), NULL);
  g_queue_push_tail (&self->waiting, operation);
  if (!self->busy)
    start_next (self);
}

static void
take_token (DuoKept *kept, GHashTable *attributes, const char *text)
{
  g_clear_pointer (&kept->token, duo_secret_unref);
  kept->token = duo_secret_new (text);
  g_set_str (&kept->address, g_hash_table_lookup (attributes, "address"));
  g_set_str (&kept->account, g_hash_table_lookup (attributes, "account"));
  g_set_str (&kept->email, g_hash_table_lookup (attributes, "email"));
  g_set_str (&kept->name, g_hash_table_lookup (attributes, "name"));
}

static void
take_item (DuoKept *kept, SecretRetrievable *item, SecretValue *value)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *kind = g_hash_table_lookup (attributes, "kind");
  const char *text = value ? secret_value_get_text (value) : NULL;

  if (text && g_strcmp0 (kind, KIND_TOKEN) == 0)
    {
      take_token (kept, attributes, text);
    }
  else if (text && g_strcmp0 (kind, KIND_DEVICE) == 0)
    {
      g_clear_pointer (&kept->seed, duo_secret_unref);
      kept->seed = duo_secret_new (text);
    }
}

/* One item after the other; there are two at most. */
typedef struct
{
  GList *items;
  GList *next;
  DuoKept *kept;
} Load;

static void
load_free (Load *load)
{
  g_list_free_full (load->items, g_object_unref);
  g_clear_pointer (&load->kept, duo_kept_free);
  g_free (load);
}

static void retrieve_next (GTask *task);

static void
retrieve_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  SecretRetrievable *item = SECRET_RETRIEVABLE (source);
  g_autoptr (SecretValue) value = secret_retrievable_retrieve_secret_finish (item, result, &error);
  Load *load = g_task_get_task_data (task);

  if (error && !g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_item (load->kept, item, value); /* nothing, where it was replaced while it was looked for */
  load->next = load->next->next;
  retrieve_next (g_steal_pointer (&task));
}

static void
retrieve_next (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->next)
    {
      secret_retrievable_retrieve_secret (load->next->data, g_task_get_cancellable (task), retrieve_cb, task);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&load->kept), (GDestroyNotify) duo_kept_free);
  g_object_unref (task);
}

static void
search_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  Load *load;

  if (error)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  load = g_new0 (Load, 1);
  load->items = load->next = items;
  load->kept = duo_kept_new ();
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  retrieve_next (g_steal_pointer (&task));
}

static void
load (GTask *task)
{
  DuoCredentials *self = g_task_get_source_object (task);

  secret_password_search (&schema, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, g_task_get_cancellable (task),
                          search_cb, task, "profile", self->profile, NULL);
}

void
duo_credentials_load_async (DuoCredentials *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, duo_credentials_load_async);
  if (self->no_keyring)
    {
      g_task_return_pointer (task, duo_kept_new (), (GDestroyNotify) duo_kept_free);
      g_object_unref (task);
      return;
    }
  queue (task, load);
}

DuoKept *
duo_credentials_load_finish (DuoCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Storing is up to three steps: the old token goes first, since another account's would be an item beside it. */
static void
store_seed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
store_seed (GTask *task)
{
  DuoCredentials *self = g_task_get_source_object (task);
  DuoKept *kept = g_task_get_task_data (task);

  if (!kept->seed)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, "Duologue: key of this device",
                         duo_secret_peek (kept->seed), g_task_get_cancellable (task), store_seed_cb, task,
                         "profile", self->profile, "kind", KIND_DEVICE, NULL);
}

static void
store_token_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    store_seed (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
store_token (GTask *task)
{
  DuoCredentials *self = g_task_get_source_object (task);
  DuoKept *kept = g_task_get_task_data (task);
  g_autofree char *label = g_strdup_printf ("Duologue: %s at %s", kept->email, kept->address);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, duo_secret_peek (kept->token),
                         g_task_get_cancellable (task), store_token_cb, task, "profile", self->profile,
                         "kind", KIND_TOKEN, "address", kept->address, "account", kept->account, "email",
                         kept->email, "name", kept->name, NULL);
}

static void
clear_for_store_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    store_token (g_steal_pointer (&task));
}

/* Ends @task, which it takes over, where the keyring is not to be touched. */
static gboolean
return_without_keyring (DuoCredentials *self, GTask *task)
{
  if (!self->no_keyring)
    return FALSE;

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  return TRUE;
}

static DuoKept *
kept_copy (const DuoKept *kept)
{
  DuoKept *copy = duo_kept_new ();

  copy->token = kept->token ? duo_secret_ref (kept->token) : NULL;
  copy->seed = kept->seed ? duo_secret_ref (kept->seed) : NULL;
  copy->address = g_strdup (kept->address);
  copy->account = g_strdup (kept->account);
  copy->email = g_strdup (kept->email);
  copy->name = g_strdup (kept->name);
  return copy;
}

static void
store (GTask *task)
{
  DuoCredentials *self = g_task_get_source_object (task);
  const DuoKept *kept = g_task_get_task_data (task);

  if (kept->token)
    secret_password_clear (&schema, g_task_get_cancellable (task), clear_for_store_cb, task, "profile",
                           self->profile, "kind", KIND_TOKEN, NULL);
  else
    store_seed (task);
}

void
duo_credentials_store_async (DuoCredentials *self,
                             const DuoKept *kept,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, duo_credentials_store_async);
  if (return_without_keyring (self, task))
    return;
  g_task_set_task_data (task, kept_copy (kept), (GDestroyNotify) duo_kept_free);
  queue (task, store);
}

gboolean
duo_credentials_store_finish (DuoCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
forget_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
forget (GTask *task)
{
  DuoCredentials *self = g_task_get_source_object (task);

  secret_password_clear (&schema, g_task_get_cancellable (task), forget_cb, task, "profile", self->profile,
                         "kind", KIND_TOKEN, NULL);
}

void
duo_credentials_forget_async (DuoCredentials *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, duo_credentials_forget_async);
  if (return_without_keyring (self, task))
    return;
  queue (task, forget);
}

gboolean
duo_credentials_forget_finish (DuoCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
