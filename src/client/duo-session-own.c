/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

/* What is of the account that is signed in: from the first event that is shown to the end of the session. */

#define LOOK_SECONDS 30

static gboolean
goes_before (DuoEvent *a, DuoEvent *b)
{
  gboolean a_open = duo_event_get_record (a)->state == DUO_EVENT_OPEN;
  gboolean b_open = duo_event_get_record (b)->state == DUO_EVENT_OPEN;

  return a_open && !b_open;
}

static DuoEvent *
find_first_open (GListModel *events)
{
  DuoEvent *best = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);

      if (!best || goes_before (event, best))
        best = event;
    }
  return best;
}

void
duo_session_choose_event (DuoSession *self)
{
  DuoEvent *wanted = duo_sync_find_event (self->sync, self->wanted_event);

  if (self->event && duo_sync_find_event (self->sync, duo_event_get_id (self->event)) == self->event)
    return;
  g_clear_pointer (&self->wanted_event, g_free);
  duo_session_set_event (self, wanted ? wanted : find_first_open (duo_sync_get_events (self->sync)));
}

/* ── the clock ── */

static void
look_cb (gpointer data)
{
  DuoSession *self = data;

  self->look_timer = 0;
  duo_session_look_at_clock (self);
}

void
duo_session_look_at_clock (DuoSession *self)
{
  GListModel *events = duo_sync_get_events (self->sync);
  gint64 now_us = duo_clock_now_us (self->clock);
  gint64 wait_ms = LOOK_SECONDS * 1000;

  g_clear_handle_id (&self->look_timer, g_source_remove);
  if (!self->account)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);
      gint64 next = duo_event_refresh (event);

      if (next < G_MAXINT64)
        wait_ms = MIN (wait_ms, MAX (next * 1000 - now_us / 1000, 0));
    }
  self->look_timer = g_timeout_add_once ((guint) wait_ms + 1, look_cb, self);
}

/* ── what is the account's own ── */

typedef struct
{
  DuoSessionRef *session;
  char *account;
} Load;

static Load *
load_new (DuoSession *self)
{
  Load *load = g_new0 (Load, 1);

  *load = (Load) {duo_session_ref_new (self), g_strdup (self->account)};
  return load;
}

/* (transfer full) (nullable): frees @load; only while it is still the same account's: what one has not sent is never
 * sent as another. */
static DuoSession *
load_take (gpointer data)
{
  g_autofree Load *load = data;
  g_autofree char *account = load->account;
  g_autoptr (DuoSession) self = duo_session_ref_take (load->session);

  return self && g_strcmp0 (self->account, account) == 0 ? g_steal_pointer (&self) : NULL;
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSession) self = load_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) commands = duo_outbox_load_finish (DUO_OUTBOX (source), result, &error);

  if (!commands)
    g_message ("The outbox cannot be read: %s", error->message);
  else if (self)
    duo_command_queue_take_left (self->queue, g_steal_pointer (&commands));
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSession) self = load_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = duo_outbox_load_drafts_finish (DUO_OUTBOX (source), result, &error);

  if (!drafts)
    g_message ("What was noted cannot be read: %s", error->message);
  else if (self)
    duo_note_queue_take_left (self->notes, g_steal_pointer (&drafts));
}

static void
bookmarks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSession) self = load_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = duo_bookmarks_load_finish (DUO_BOOKMARKS (source), result, &error);

  if (!people)
    g_message ("The bookmarks cannot be read: %s", error->message);
  else if (self)
    duo_sync_set_bookmarks (self->sync, people);
}

void
duo_session_load_own (DuoSession *self)
{
  duo_outbox_load_async (self->outbox, self->account, left_cb, load_new (self));
  duo_outbox_load_drafts_async (self->outbox, self->account, drafts_cb, load_new (self));
  duo_bookmarks_load_async (self->bookmarks, self->account, bookmarks_cb, load_new (self));
}

void
duo_session_end (DuoSession *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->refresh_again = FALSE;
  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  duo_live_socket_stop (self->live);
  duo_command_queue_clear (self->queue);
  duo_note_queue_clear (self->notes);
  duo_session_close_rooms (self);
  duo_http_set_token (self->http, NULL);
  duo_session_set_event (self, NULL);
  duo_sync_clear (self->sync);
  duo_cache_clear (self->cache);
  duo_cv_shelf_clear (self->cvs);
  g_hash_table_remove_all (self->mes);
  duo_session_set_identity (self, NULL, NULL, NULL);
  duo_session_set_synced_at (self, 0);
  duo_session_set_state (self, DUO_SESSION_SIGNED_OUT);
}

void
duo_session_set_bookmarked (DuoSession *self, DuoPerson *person, gboolean bookmarked)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_PERSON (person));

  if (!self->account || duo_person_get_bookmarked (person) == bookmarked)
    return;
  duo_person_set_bookmarked (person, bookmarked);
  duo_sync_mark (self->sync, duo_person_get_id (person), bookmarked);
  duo_bookmarks_set (self->bookmarks, self->account, duo_person_get_id (person), bookmarked);
}
