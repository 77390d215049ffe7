/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-known-keys-private.h"

struct _DuoKnownKeys
{
  GObject parent_instance;

  DuoLocalDatabase *database;
};

typedef struct
{
  char *account;
  char *person;
  char *key; /* base64; NULL where keys are asked for */
  gint64 seen;
} Acquaintance;

static guint unwritten_signal;

G_DEFINE_FINAL_TYPE (DuoKnownKeys, duo_known_keys, G_TYPE_OBJECT)

static const DuoLocalDatabaseLayout layout = {DUO_LOCAL_DATABASE_KEEP, "known-keys-schema", 1};

static void
acquaintance_free (Acquaintance *self)
{
  g_free (self->account);
  g_free (self->person);
  g_free (self->key);
  g_free (self);
}

static gpointer
remember_work (sqlite3 *db, gpointer data, GError **error)
{
  const Acquaintance *who = data;
  g_autoptr (sqlite3_stmt) remember = duo_local_database_prepare (db, "known-keys-remember", error);

  if (!remember)
    return NULL;
  duo_local_database_bind_text (remember, ":account", who->account);
  duo_local_database_bind_text (remember, ":person", who->person);
  duo_local_database_bind_text (remember, ":key", who->key);
  duo_local_database_bind_int (remember, ":seen", who->seen);
  duo_local_database_finish (remember, error);
  return NULL;
}

static gpointer
forget_work (sqlite3 *db, gpointer data, GError **error)
{
  const Acquaintance *who = data;
  g_autoptr (sqlite3_stmt) forget = duo_local_database_prepare (db, "known-keys-forget", error);

  if (!forget)
    return NULL;
  duo_local_database_bind_text (forget, ":account", who->account);
  duo_local_database_bind_text (forget, ":person", who->person);
  duo_local_database_bind_text (forget, ":key", who->key);
  duo_local_database_finish (forget, error);
  return NULL;
}

static void
take_key (sqlite3_stmt *row, gpointer data, GError **error)
{
  gsize length;
  guint8 *bytes = g_base64_decode ((const char *) sqlite3_column_text (row, 0), &length);

  g_ptr_array_add (data, g_bytes_new_take (bytes, length));
}

static gpointer
load_work (sqlite3 *db, gpointer data, GError **error)
{
  const Acquaintance *who = data;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (sqlite3_stmt) load = duo_local_database_prepare (db, "known-keys-load", error);

  if (!load)
    return NULL;
  duo_local_database_bind_text (load, ":account", who->account);
  duo_local_database_bind_text (load, ":person", who->person);
  return duo_local_database_take_rows (load, take_key, keys, error) ? g_steal_pointer (&keys) : NULL;
}

static void
duo_known_keys_finalize (GObject *object)
{
  g_object_unref (DUO_KNOWN_KEYS (object)->database);
  G_OBJECT_CLASS (duo_known_keys_parent_class)->finalize (object);
}

static void
duo_known_keys_class_init (DuoKnownKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_known_keys_finalize;
  unwritten_signal =
      g_signal_new ("unwritten", DUO_TYPE_KNOWN_KEYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_known_keys_init (DuoKnownKeys *self)
{
}

DuoKnownKeys *
duo_known_keys_new (const char *path)
{
  DuoKnownKeys *self = g_object_new (DUO_TYPE_KNOWN_KEYS, NULL);

  self->database = duo_local_database_new (path, &layout);
  return self;
}

static Acquaintance *
acquaintance_new (const char *account, const char *person, char *key, gint64 seen)
{
  Acquaintance *self = g_new0 (Acquaintance, 1);

  *self = (Acquaintance) {g_strdup (account), g_strdup (person), key, seen};
  return self;
}

static char *
dup_text (GBytes *key)
{
  return g_base64_encode (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
}

/* Whoever waits for nothing may be gone by then. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *weak = data;
  g_autoptr (DuoKnownKeys) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;

  g_weak_ref_clear (weak);
  duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);
  if (!error)
    return;
  g_message ("What keys are known could not be written: %s", error->message);
  if (self)
    g_signal_emit (self, unwritten_signal, 0);
}

/* @who: (transfer full) */
static void
write_key (DuoKnownKeys *self, DuoLocalDatabaseWork work, Acquaintance *who)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  duo_local_database_run_async (self->database, work, who, (GDestroyNotify) acquaintance_free, NULL,
                                written_cb, weak);
}

void
duo_known_keys_remember (
    DuoKnownKeys *self, const char *account, const char *person, GBytes *key, gint64 seen)
{
  write_key (self, remember_work, acquaintance_new (account, person, dup_text (key), seen));
}

void
duo_known_keys_forget (DuoKnownKeys *self, const char *account, const char *person, GBytes *key)
{
  write_key (self, forget_work, acquaintance_new (account, person, dup_text (key), 0));
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *keys = duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);

  if (keys)
    g_task_return_pointer (task, keys, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_known_keys_load (DuoKnownKeys *self, const char *account, const char *person, GTask *task)
{
  duo_local_database_run_async (self->database, load_work, acquaintance_new (account, person, NULL, 0),
                                (GDestroyNotify) acquaintance_free, (GDestroyNotify) g_ptr_array_unref,
                                load_cb, task);
}

void
duo_known_keys_flush (DuoKnownKeys *self)
{
  duo_local_database_flush (self->database);
}

DuoLocalDatabase *
duo_known_keys_get_database (DuoKnownKeys *self)
{
  return self->database;
}
