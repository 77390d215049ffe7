/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-pages-private.h"
#include "duo-paths.h"
#include "duo-reader-private.h"
#include "duo-sync-private.h"

struct _DuoSync
{
  GObject parent_instance;

  DuoHttp *http;
  DuoCache *cache;
  DuoClock *clock;
  GListStore *events;
  GHashTable *cursors; /* event id → gint64: up to which rev it is known */
  GHashTable *bookmarks;
};

enum
{
  APPLIED,
  MUST_REFRESH,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSync, duo_sync, G_TYPE_OBJECT)

DUO_DEFINE_READER (GPtrArray, read_events, duo_wire_read_events)

static gint64
get_cursor (DuoSync *self, const char *event)
{
  const gint64 *cursor = g_hash_table_lookup (self->cursors, event);

  return cursor ? *cursor : 0;
}

static void
set_cursor (DuoSync *self, const char *event, gint64 rev)
{
  g_hash_table_replace (self->cursors, g_strdup (event), g_memdup2 (&rev, sizeof rev));
}

static void
show_bookmarks (DuoSync *self, DuoEvent *event)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->bookmarks);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      DuoPerson *person = duo_event_find_person (event, id);

      if (person)
        duo_person_set_bookmarked (person, TRUE);
    }
}

static void
keep_events (DuoSync *self)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->events)); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      g_ptr_array_add (records, (gpointer) duo_event_get_record (event));
    }
  duo_cache_put_events (self->cache, records);
}

static void
apply (DuoSync *self, DuoEvent *event, DuoBatch *batch)
{
  duo_batch_apply (batch, event);
  if (batch->changes->details)
    keep_events (self);
  if (batch->people->len > 0)
    show_bookmarks (self, event);
  if (batch->reset || batch->changes->upto > get_cursor (self, batch->changes->event))
    set_cursor (self, batch->changes->event, batch->changes->upto);
  g_signal_emit (self, signals[APPLIED], 0);
}

static void
on_page (DuoEvent *event, DuoBatch *batch, gpointer data)
{
  DuoSync *self = data;

  apply (self, event, batch);
  duo_cache_put_batch (self->cache, batch);
}

/* ── my events ── */

static gboolean
find_position (DuoSync *self, const char *id, guint *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->events));

  for (*position = 0; *position < n; (*position)++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), *position);

      if (g_strcmp0 (duo_event_get_id (event), id) == 0)
        return TRUE;
    }
  return FALSE;
}

static DuoEvent *
take_event (DuoSync *self, const DuoEventRecord *record)
{
  DuoEvent *event = duo_sync_find_event (self, record->id);

  if (event)
    {
      duo_event_update (event, record);
      return event;
    }
  event = duo_event_new (record, self->clock);
  g_list_store_append (self->events, event);
  g_object_unref (event);
  return event;
}

static gboolean
is_in (const GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (((DuoEventRecord *) records->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
take_events (DuoSync *self, const GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    take_event (self, records->pdata[i]);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->events)); i-- > 0;)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      if (is_in (records, duo_event_get_id (event)))
        continue;
      g_hash_table_remove (self->cursors, duo_event_get_id (event));
      g_list_store_remove (self->events, i);
    }
  duo_cache_put_events (self->cache, records);
}

/* ── refresh: my events, then the changes of one after the other ── */

static void refresh_next (GTask *task);

static void
pages_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (duo_pages_run_finish (DUO_PAGES (source), result, &error))
    refresh_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
refresh_next (GTask *task)
{
  DuoSync *self = g_task_get_source_object (task);
  GQueue *waiting = g_task_get_task_data (task);
  g_autoptr (DuoEvent) event = g_queue_pop_head (waiting);
  g_autoptr (DuoPages) pages = NULL;

  if (!event)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  pages = duo_pages_new (self->http, event, get_cursor (self, duo_event_get_id (event)), on_page, self);
  duo_pages_run_async (pages, g_task_get_cancellable (task), pages_cb, task);
}

static void
queue_free (GQueue *queue)
{
  g_queue_free_full (queue, g_object_unref);
}

static void
events_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  g_autoptr (GPtrArray) records = NULL;
  DuoSync *self = g_task_get_source_object (task);
  GQueue *waiting;

  if (answer && duo_http_answer_check (answer, &error))
    records = read_events (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body),
                           DUO_MAX_BODY, &error);
  if (!records)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_events (self, records);
  waiting = g_queue_new ();
  for (guint i = 0; i < records->len; i++)
    {
      const DuoEventRecord *record = records->pdata[i];

      g_queue_push_tail (waiting, g_object_ref (duo_sync_find_event (self, record->id)));
    }
  g_task_set_task_data (task, waiting, (GDestroyNotify) queue_free);
  refresh_next (g_steal_pointer (&task));
}

/* ── object ── */

static void
duo_sync_finalize (GObject *object)
{
  DuoSync *self = DUO_SYNC (object);

  g_clear_object (&self->http);
  g_clear_object (&self->cache);
  g_clear_object (&self->events);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_hash_table_unref (self->cursors);
  g_hash_table_unref (self->bookmarks);
  G_OBJECT_CLASS (duo_sync_parent_class)->finalize (object);
}

static void
duo_sync_class_init (DuoSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_sync_finalize;

  signals[APPLIED] =
      g_signal_new ("applied", DUO_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MUST_REFRESH] =
      g_signal_new ("must-refresh", DUO_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_sync_init (DuoSync *self)
{
  self->events = g_list_store_new (DUO_TYPE_EVENT);
  self->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->bookmarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DuoSync *
duo_sync_new (DuoHttp *http, DuoCache *cache, DuoClock *clock)
{
  DuoSync *self = g_object_new (DUO_TYPE_SYNC, NULL);

  self->http = g_object_ref (http);
  self->cache = g_object_ref (cache);
  self->clock = duo_clock_ref (clock);
  return self;
}

GListModel *
duo_sync_get_events (DuoSync *self)
{
  return G_LIST_MODEL (self->events);
}

DuoEvent *
duo_sync_find_event (DuoSync *self, const char *id)
{
  g_autoptr (DuoEvent) event = NULL;
  guint position;

  if (!id || !find_position (self, id, &position))
    return NULL;
  event = g_list_model_get_item (G_LIST_MODEL (self->events), position);
  return event; /* the list holds it */
}

void
duo_sync_restore (DuoSync *self, DuoCached *cached)
{
  for (guint i = 0; i < cached->events->len; i++)
    {
      DuoCachedEvent *one = cached->events->pdata[i];
      DuoEvent *event = take_event (self, one->record);

      duo_event_await_people (event, one->n_people);
      duo_batch_apply (one->batch, event);
      set_cursor (self, one->record->id, one->since);
      show_bookmarks (self, event);
    }
  g_signal_emit (self, signals[APPLIED], 0);
}

GHashTable *
duo_sync_dup_companies (DuoSync *self)
{
  GHashTable *companies =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->events));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      g_hash_table_insert (companies, g_strdup (duo_event_get_id (event)), duo_event_dup_companies (event));
    }
  return companies;
}

static void
end_wait (DuoSync *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->events));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      duo_event_end_wait (event);
    }
}

void
duo_sync_restore_rest (DuoSync *self, const GPtrArray *rest)
{
  for (guint i = 0; i < rest->len; i++)
    {
      DuoBatch *batch = rest->pdata[i];
      DuoEvent *event = duo_sync_find_event (self, batch->changes->event);

      duo_batch_apply (batch, event);
      show_bookmarks (self, event);
    }
  end_wait (self);
  g_signal_emit (self, signals[APPLIED], 0);
}

void
duo_sync_lose_rest (DuoSync *self)
{
  g_hash_table_remove_all (self->cursors);
  end_wait (self);
}

void
duo_sync_clear (DuoSync *self)
{
  g_list_store_remove_all (self->events);
  g_hash_table_remove_all (self->cursors);
  g_hash_table_remove_all (self->bookmarks);
}

void
duo_sync_mark (DuoSync *self, const char *person, gboolean marked)
{
  if (marked)
    g_hash_table_add (self->bookmarks, g_strdup (person));
  else
    g_hash_table_remove (self->bookmarks, person);
}

void
duo_sync_set_bookmarks (DuoSync *self, GPtrArray *people)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->events));

  g_hash_table_remove_all (self->bookmarks);
  for (guint i = 0; i < people->len; i++)
    g_hash_table_add (self->bookmarks, g_strdup (people->pdata[i]));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      show_bookmarks (self, event);
    }
}

void
duo_sync_refresh_async (DuoSync *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  DuoHttpRequest request = {.method = "GET", .path = duo_path_get_pattern (DUO_PATH_EVENTS)};

  g_task_set_source_tag (task, duo_sync_refresh_async);
  duo_http_send_async (self->http, &request, cancellable, events_cb, task);
}

gboolean
duo_sync_refresh_finish (DuoSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Only people work at them; a chat or a count, which is most of what comes, needs no copy of the table. */
static GHashTable *
dup_companies_for (DuoEvent *event, const DuoWireChanges *changes)
{
  return changes->people->len + changes->companies->len > 0 ? duo_event_dup_companies (event) : NULL;
}

/* Pages of the live socket begin where the last ended; a gap means that something was missed. */
void
duo_sync_take_changes (DuoSync *self, DuoWireChanges *changes)
{
  DuoEvent *event = duo_sync_find_event (self, changes->event);
  g_autoptr (GHashTable) companies = NULL;
  g_autoptr (DuoBatch) batch = NULL;

  if (!event || (changes->upto >= 0 && changes->since > get_cursor (self, changes->event)))
    {
      duo_wire_changes_free (changes);
      g_signal_emit (self, signals[MUST_REFRESH], 0);
      return;
    }
  companies = dup_companies_for (event, changes);
  batch = duo_batch_new_take (changes, companies);
  on_page (event, batch, self);
}

DuoChat *
duo_sync_take_chat (DuoSync *self, DuoWireChat *chat)
{
  DuoEvent *event = duo_sync_find_event (self, chat->record->event);
  g_autofree char *id = g_strdup (chat->record->id);
  DuoWireChanges *changes;

  if (!event)
    {
      duo_wire_chat_free (chat);
      return NULL;
    }
  changes = duo_wire_changes_new (chat->record->event);
  changes->upto = -1;
  g_ptr_array_add (changes->chats, chat);
  duo_sync_take_changes (self, changes);
  return duo_event_find_chat (event, id);
}

DuoLiveMessage *
duo_sync_dup_hello (DuoSync *self)
{
  DuoLiveMessage *hello = duo_live_message_new_hello ();
  GHashTableIter iter;
  gpointer event, rev;

  g_hash_table_iter_init (&iter, self->cursors);
  while (g_hash_table_iter_next (&iter, &event, &rev))
    duo_live_message_add_cursor (hello, event, *(gint64 *) rev);
  return hello;
}
