/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cache-private.h"
#include "duo-cache-sql-private.h"
#include "duo-client-error.h"

struct _DuoCache
{
  GObject parent_instance;

  DuoLocalDatabase *database;
  char *first; /* (nullable): as it is kept */
};

G_DEFINE_FINAL_TYPE (DuoCache, duo_cache, G_TYPE_OBJECT)

static const char *const upgrades[] = {"cache-upgrade-2"};
static const DuoLocalDatabaseLayout layout = {DUO_LOCAL_DATABASE_EXPENDABLE, "cache-schema", 2, upgrades};

static gboolean
put_state (sqlite3 *db, const char *name, const char *value, GError **error)
{
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "cache-put-state", error);

  if (!put)
    return FALSE;
  duo_local_database_bind_text (put, ":name", name);
  duo_local_database_bind_text (put, ":value", value);
  return duo_local_database_finish (put, error);
}

static gpointer
begin_work (sqlite3 *db, gpointer data, GError **error)
{
  const DuoCachedAccount *account = data;

  if (duo_local_database_execute (db, "BEGIN", error) &&
      duo_local_database_run_statement (db, "cache-clear", error) &&
      put_state (db, "address", account->address, error) &&
      put_state (db, "account", account->account, error) && put_state (db, "email", account->email, error) &&
      put_state (db, "name", account->name, error))
    duo_local_database_execute (db, "COMMIT", error);
  return NULL;
}

static gpointer
clear_work (sqlite3 *db, gpointer data, GError **error)
{
  if (duo_local_database_execute (db, "BEGIN", error) &&
      duo_local_database_run_statement (db, "cache-clear", error))
    duo_local_database_execute (db, "COMMIT", error);
  return NULL;
}

static char *
write_event (const DuoEventRecord *record)
{
  g_autoptr (GString) out = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_wire_write_event (&writer, NULL, record);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static gboolean
put_event (sqlite3_stmt *put, const DuoEventRecord *record, guint place, GError **error)
{
  g_autofree char *json = write_event (record);

  duo_local_database_bind_text (put, ":id", record->id);
  duo_local_database_bind_int (put, ":place", place);
  duo_local_database_bind_text (put, ":json", json);
  return duo_local_database_finish (put, error);
}

static gpointer
events_work (sqlite3 *db, gpointer data, GError **error)
{
  const GPtrArray *records = data;
  g_autoptr (sqlite3_stmt) put = NULL;

  if (!duo_local_database_execute (db, "BEGIN", error) ||
      !duo_local_database_run_statement (db, "cache-displace-events", error))
    return NULL;
  put = duo_local_database_prepare (db, "cache-put-event", error);
  for (guint i = 0; put && i < records->len; i++)
    if (!put_event (put, records->pdata[i], i, error))
      return NULL;
  if (put && duo_local_database_run_statement (db, "cache-forget-displaced", error))
    duo_local_database_execute (db, "COMMIT", error);
  return NULL;
}

static char *
write_company (const DuoCompanyRecord *record)
{
  g_autoptr (GString) out = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_wire_write_company (&writer, NULL, record);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static char *
write_chat (const DuoWireChat *chat)
{
  g_autoptr (GString) out = g_string_new (NULL);
  DuoWirePeer peer = {chat->peer_id, chat->peer_name, chat->peer_title, chat->peer_company, chat->peer_cv};
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_wire_write_chat (&writer, NULL, chat->record, &peer);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static gboolean
put_json (sqlite3_stmt *put, const char *event, const char *id, const char *json, GError **error)
{
  duo_local_database_bind_text (put, ":event", event);
  duo_local_database_bind_text (put, ":id", id);
  duo_local_database_bind_text (put, ":json", json);
  return duo_local_database_finish (put, error);
}

static gboolean
put_companies (sqlite3 *db, const DuoWireChanges *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "cache-put-company", error);

  for (guint i = 0; put && i < changes->companies->len; i++)
    {
      const DuoCompanyRecord *record = changes->companies->pdata[i];
      g_autofree char *json = write_company (record);

      if (!put_json (put, changes->event, record->id, json, error))
        return FALSE;
    }
  return put != NULL;
}

static gboolean
put_chats (sqlite3 *db, const DuoWireChanges *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "cache-put-chat", error);

  for (guint i = 0; put && i < changes->chats->len; i++)
    {
      const DuoWireChat *chat = changes->chats->pdata[i];
      g_autofree char *json = write_chat (chat);

      if (!put_json (put, changes->event, chat->record->id, json, error))
        return FALSE;
    }
  return put != NULL;
}

static gboolean
remove_row (sqlite3 *db, const char *name, const char *event, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) remove = duo_local_database_prepare (db, name, error);

  if (!remove)
    return FALSE;
  duo_local_database_bind_text (remove, ":event", event);
  duo_local_database_bind_text (remove, ":id", id);
  return duo_local_database_finish (remove, error);
}

/* (nullable): where this version knows nothing of the kind */
static const char *
find_remover (const char *gone)
{
  if (g_str_has_prefix (gone, "chat:"))
    return "cache-remove-chat";
  if (g_str_has_prefix (gone, "note:"))
    return "cache-remove-note";
  return g_str_has_prefix (gone, "person:") ? "cache-remove-person" : NULL;
}

static gboolean
remove_gone (sqlite3 *db, const DuoWireChanges *changes, GError **error)
{
  for (char **gone = changes->gone; gone && *gone; gone++)
    {
      const char *remover = find_remover (*gone);

      if (remover && !remove_row (db, remover, changes->event, strchr (*gone, ':') + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_event (sqlite3 *db, const char *event, GError **error)
{
  static const char *const statements[] = {
      "cache-forget-companies",
      "cache-forget-chats",
      "cache-forget-notes",
      "cache-forget-people",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (sqlite3_stmt) forget = duo_local_database_prepare (db, statements[i], error);

      if (!forget)
        return FALSE;
      duo_local_database_bind_text (forget, ":event", event);
      if (!duo_local_database_finish (forget, error))
        return FALSE;
    }
  return TRUE;
}

/* A personal change that is sent ahead of the cursor does not move it. */
static gboolean
put_cursor (sqlite3 *db, const DuoWireChanges *changes, gboolean reset, GError **error)
{
  g_autoptr (sqlite3_stmt) put = NULL;

  if (changes->upto < 0)
    return TRUE;
  put = duo_local_database_prepare (db, "cache-put-cursor", error);
  if (!put)
    return FALSE;
  duo_local_database_bind_text (put, ":id", changes->event);
  duo_local_database_bind_int (put, ":since", changes->upto);
  duo_local_database_bind_int (put, ":reset", reset);
  return duo_local_database_finish (put, error);
}

static gpointer
batch_work (sqlite3 *db, gpointer data, GError **error)
{
  const DuoBatch *batch = data;
  const DuoWireChanges *changes = batch->changes;

  if (duo_local_database_execute (db, "BEGIN", error) &&
      (!batch->reset || forget_event (db, changes->event, error)) && put_companies (db, changes, error) &&
      duo_cache_write_people (db, changes->event, changes->people, error) && put_chats (db, changes, error) &&
      duo_cache_write_notes (db, changes, error) && remove_gone (db, changes, error) &&
      duo_cache_write_counts (db, changes->event, changes->counts, error) &&
      put_cursor (db, changes, batch->reset, error))
    duo_local_database_execute (db, "COMMIT", error);
  return NULL;
}

typedef struct
{
  const char *name;
  char *value;
} State;

static void
state_free (State *state)
{
  g_free (state->value);
  g_free (state);
}

static gpointer
state_work (sqlite3 *db, gpointer data, GError **error)
{
  const State *state = data;

  put_state (db, state->name, state->value, error);
  return NULL;
}

/* ── object ── */

static void
duo_cache_finalize (GObject *object)
{
  DuoCache *self = DUO_CACHE (object);

  g_object_unref (self->database);
  g_free (self->first);
  G_OBJECT_CLASS (duo_cache_parent_class)->finalize (object);
}

static void
duo_cache_class_init (DuoCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_cache_finalize;
}

static void
duo_cache_init (DuoCache *self)
{
}

DuoCache *
duo_cache_new (const char *path)
{
  DuoCache *self = g_object_new (DUO_TYPE_CACHE, NULL);

  self->database = duo_local_database_new (path, &layout);
  return self;
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  DuoCached *cached = duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);
  DuoCache *self = g_task_get_source_object (task);

  if (!cached)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  cached->discarded = duo_local_database_get_discarded (DUO_LOCAL_DATABASE (source));
  g_free (self->first);
  self->first = cached->first ? g_strjoinv (" ", cached->first) : NULL;
  g_task_return_pointer (task, cached, (GDestroyNotify) duo_cached_free);
}

void
duo_cache_load_async (DuoCache *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, duo_cache_load_async);
  duo_local_database_run_async (self->database, duo_cache_load_work, NULL, NULL,
                                (GDestroyNotify) duo_cached_free, load_cb, task);
}

DuoCached *
duo_cache_load_finish (DuoCache *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_rest_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rest = duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);

  if (!rest)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (duo_local_database_get_discarded (DUO_LOCAL_DATABASE (source)))
    g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE, "It was thrown away");
  else
    g_task_return_pointer (task, g_steal_pointer (&rest), (GDestroyNotify) g_ptr_array_unref);
}

void
duo_cache_load_rest_async (DuoCache *self, GHashTable *known, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, duo_cache_load_rest_async);
  duo_local_database_run_async (self->database, duo_cache_load_rest_work, known,
                                (GDestroyNotify) g_hash_table_unref, (GDestroyNotify) g_ptr_array_unref,
                                load_rest_cb, task);
}

GPtrArray *
duo_cache_load_rest_finish (DuoCache *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
write_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);
  if (error)
    g_message ("The cache could not be written: %s", error->message);
}

static void
write_later (DuoCache *self, DuoLocalDatabaseWork work, gpointer data, GDestroyNotify free_data)
{
  duo_local_database_run_async (self->database, work, data, free_data, NULL, write_cb, NULL);
}

void
duo_cache_begin (
    DuoCache *self, const char *address, const char *account, const char *email, const char *name)
{
  DuoCachedAccount *cached = g_new0 (DuoCachedAccount, 1);

  *cached = (DuoCachedAccount) {g_strdup (address), g_strdup (account), g_strdup (email), g_strdup (name)};
  g_clear_pointer (&self->first, g_free);
  write_later (self, begin_work, cached, (GDestroyNotify) duo_cached_account_free);
}

void
duo_cache_put_events (DuoCache *self, const GPtrArray *records)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_event_record_free);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copy, duo_event_record_copy (records->pdata[i]));
  write_later (self, events_work, copy, (GDestroyNotify) g_ptr_array_unref);
}

void
duo_cache_put_batch (DuoCache *self, DuoBatch *batch)
{
  write_later (self, batch_work, duo_batch_ref (batch), (GDestroyNotify) duo_batch_unref);
}

static void
put_state_later (DuoCache *self, const char *name, char *value)
{
  State *state = g_new0 (State, 1);

  *state = (State) {name, value};
  write_later (self, state_work, state, (GDestroyNotify) state_free);
}

void
duo_cache_put_synced (DuoCache *self, gint64 synced_at)
{
  put_state_later (self, "synced", g_strdup_printf ("%" G_GINT64_FORMAT, synced_at));
}

void
duo_cache_put_shown (DuoCache *self, const char *event)
{
  put_state_later (self, "shown", g_strdup (event));
}

void
duo_cache_put_first (DuoCache *self, const char *event, guint n_people, const GPtrArray *first)
{
  g_autoptr (GString) text = g_string_new (event);

  g_string_append_printf (text, " %u", n_people);
  for (guint i = 0; i < first->len; i++)
    g_string_append_printf (text, " %s", duo_person_get_id (first->pdata[i]));
  if (g_set_str (&self->first, text->str))
    put_state_later (self, "first", g_strdup (self->first));
}

void
duo_cache_put_kept (DuoCache *self)
{
  put_state_later (self, "kept", g_strdup ("1"));
}

void
duo_cache_clear (DuoCache *self)
{
  g_clear_pointer (&self->first, g_free);
  write_later (self, clear_work, NULL, NULL);
}

void
duo_cache_flush (DuoCache *self)
{
  duo_local_database_flush (self->database);
}
