/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

static void refresh (DuoSession *self);

/* ── slots that somebody looks at ── */

typedef struct
{
  char *event;
  char *recruiter;
  DuoSlots *slots; /* weak */
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_free (watch->event);
  g_free (watch->recruiter);
  g_free (watch);
}

static void
send_watch (DuoSession *self, const Watch *watch, gboolean on)
{
  g_autoptr (DuoLiveMessage) message = duo_live_message_new_watch (watch->event, watch->recruiter, on);

  duo_live_socket_send (self->live, message);
}

/* The slots are gone already: their address only says which they were. */
static void
on_slots_gone (gpointer data, GObject *where)
{
  DuoSession *self = data;

  for (guint i = 0; i < self->watches->len; i++)
    {
      const Watch *watch = self->watches->pdata[i];

      if ((gpointer) watch->slots != where)
        continue;
      send_watch (self, watch, FALSE);
      g_ptr_array_remove_index_fast (self->watches, i);
      return;
    }
}

static void
watch_all (DuoSession *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    send_watch (self, self->watches->pdata[i], TRUE);
}

/* A person is of one event only. */
static DuoSlots *
find_slots (DuoSession *self, const char *recruiter)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      const Watch *watch = self->watches->pdata[i];

      if (g_strcmp0 (watch->recruiter, recruiter) == 0)
        return watch->slots;
    }
  return NULL;
}

gint64
duo_session_get_slots_rev (DuoSession *self, const char *recruiter)
{
  DuoSlots *slots = find_slots (self, recruiter);

  return slots ? duo_slots_get_rev (slots) : 0;
}

DuoSlots *
duo_session_watch_slots (DuoSession *self, DuoPerson *recruiter)
{
  const char *id;
  DuoSlots *slots;
  Watch *watch;

  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  g_return_val_if_fail (DUO_IS_PERSON (recruiter), NULL);

  id = duo_person_get_id (recruiter);
  slots = find_slots (self, id);
  if (slots)
    return g_object_ref (slots);
  slots = duo_slots_new (id);
  watch = g_new0 (Watch, 1);
  *watch = (Watch) {g_strdup (duo_person_get_record (recruiter)->event), g_strdup (id), slots};
  g_object_weak_ref (G_OBJECT (slots), on_slots_gone, self);
  g_ptr_array_add (self->watches, watch);
  send_watch (self, watch, TRUE);
  return slots;
}

/* (transfer full) */
static DuoOpening *
new_opening (const DuoWireDay *day)
{
  DuoOpening *opening = duo_opening_new (day->date, day->minutes);

  opening->place = g_strdup (day->place);
  duo_opening_set_blocked (opening, day->blocked);
  return opening;
}

void
duo_session_take_slots (DuoSession *self, const DuoWireSlots *wire)
{
  DuoSlots *found = find_slots (self, wire->recruiter);
  g_autoptr (DuoSlots) slots = found ? g_object_ref (found) : NULL;

  if (!slots)
    return;
  duo_slots_set_rev (slots, wire->rev);
  for (guint i = 0; i < wire->days->len; i++)
    {
      const DuoWireDay *day = wire->days->pdata[i];

      if (day->blocked)
        duo_slots_take_opening (slots, new_opening (day));
      duo_slots_set_day (slots, day->date, day->slots);
    }
  duo_slots_set_loaded (slots);
}

/* ── rooms ── */

static gboolean
is_at (gpointer key, gpointer value, gpointer where)
{
  return value == where;
}

static void
on_room_gone (gpointer data, GObject *where)
{
  DuoSession *self = data;

  g_hash_table_foreach_remove (self->rooms, is_at, where);
}

DuoSignaling *
duo_session_open_room (DuoSession *self, DuoChat *chat)
{
  DuoRoomSignaling *room;
  const char *id;

  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  g_return_val_if_fail (DUO_IS_CHAT (chat), NULL);

  id = duo_chat_get_id (chat);
  room = g_hash_table_lookup (self->rooms, id);
  if (room)
    return DUO_SIGNALING (g_object_ref (room));
  room = duo_room_signaling_new (self->live, id);
  g_object_weak_ref (G_OBJECT (room), on_room_gone, self);
  g_hash_table_insert (self->rooms, g_strdup (id), room);
  return DUO_SIGNALING (room);
}

static GPtrArray *
dup_rooms (DuoSession *self)
{
  g_autoptr (GPtrArray) rooms = g_hash_table_get_values_as_ptr_array (self->rooms);
  GPtrArray *held = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rooms->len; i++)
    g_ptr_array_add (held, g_object_ref (rooms->pdata[i]));
  return held;
}

static void
resume_rooms (DuoSession *self)
{
  g_autoptr (GPtrArray) rooms = dup_rooms (self);

  for (guint i = 0; i < rooms->len; i++)
    duo_room_signaling_resume (rooms->pdata[i]);
}

void
duo_session_close_rooms (DuoSession *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT, "The session has ended");
  g_autoptr (GPtrArray) rooms = dup_rooms (self);

  for (guint i = 0; i < rooms->len; i++)
    duo_room_signaling_close (rooms->pdata[i], error);
}

static void
take_room_message (DuoSession *self, const DuoLiveMessage *message)
{
  DuoRoomSignaling *room = message->chat ? g_hash_table_lookup (self->rooms, message->chat) : NULL;
  g_autoptr (DuoRoomSignaling) held = room ? g_object_ref (room) : NULL;

  if (held)
    duo_room_signaling_handle (held, message);
  else if (message->type == DUO_LIVE_PROBLEM)
    g_message ("The service has a problem with a live message: %s (%s)", message->detail, message->code);
}

static void
take_presence (DuoSession *self, const DuoLiveMessage *message)
{
  GListModel *events = duo_sync_get_events (self->sync);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);
      DuoChat *chat = duo_event_find_chat (event, message->chat);

      if (chat)
        duo_chat_set_peer_present (chat, message->on);
    }
}

/* ── the socket ── */

static void
on_message (DuoLiveSocket *live, DuoLiveMessage *message, DuoSession *self)
{
  switch (message->type)
    {
    case DUO_LIVE_WELCOME:
      duo_http_follow_time (self->http, message->now);
      break;
    case DUO_LIVE_CHANGES:
      duo_sync_take_changes (self->sync, g_steal_pointer (&message->changes));
      if (self->state == DUO_SESSION_ONLINE)
        duo_session_set_synced_at (self, duo_clock_now (self->clock));
      break;
    case DUO_LIVE_SLOTS:
      duo_session_take_slots (self, message->slots);
      break;
    case DUO_LIVE_PRESENCE:
      take_presence (self, message);
      break;
    case DUO_LIVE_JOINED:
    case DUO_LIVE_LEFT:
    case DUO_LIVE_CLOSED:
    case DUO_LIVE_SIGNAL:
    case DUO_LIVE_PROBLEM:
      take_room_message (self, message);
      break;
    case DUO_LIVE_PONG:
    case DUO_LIVE_HELLO:
    case DUO_LIVE_WATCH:
    case DUO_LIVE_JOIN:
    case DUO_LIVE_LEAVE:
    case DUO_LIVE_PING:
    case DUO_LIVE_UNKNOWN:
    default:
      break;
    }
}

/* As long as the connection stood, what is on screen was as new as the service's. */
static void
note_synced (DuoSession *self)
{
  duo_session_set_synced_at (self, duo_clock_now (self->clock));
  duo_cache_put_synced (self->cache, self->synced_at);
}

static void
on_lost (DuoLiveSocket *live, const GError *error, DuoSession *self)
{
  if (self->state == DUO_SESSION_SIGNED_OUT)
    return;
  if (self->state == DUO_SESSION_ONLINE)
    note_synced (self);
  duo_session_set_state (self, DUO_SESSION_OFFLINE);
}

static void
end_by_service (DuoSession *self, const GError *error)
{
  if (self->state == DUO_SESSION_SIGNED_OUT)
    return;
  duo_session_end (self);
  duo_session_emit_ended (self, error);
}

static void
on_refused (DuoLiveSocket *live, const GError *error, DuoSession *self)
{
  end_by_service (self, error);
}

/* Rooms and slots do not wait for the rest: somebody looks at them. */
static void
on_opened (DuoLiveSocket *live, DuoSession *self)
{
  resume_rooms (self);
  watch_all (self);
  refresh (self);
}

/* Who is in the rooms that are open is only told when it changes; somebody who comes back has to ask. */
static void
ask_presence (DuoSession *self, DuoEvent *event)
{
  GListModel *chats = duo_event_get_chats (event);

  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);
      g_autoptr (DuoLiveMessage) question = NULL;

      if (!duo_chat_get_room_open (chat))
        continue;
      question = duo_live_message_new_presence (duo_chat_get_id (chat), FALSE);
      duo_live_socket_send (self->live, question);
    }
}

static void
be_online (DuoSession *self)
{
  g_autoptr (DuoLiveMessage) hello = duo_sync_dup_hello (self->sync);

  duo_session_choose_event (self);
  note_synced (self);
  if (!duo_live_socket_send (self->live, hello))
    return;
  if (self->event)
    ask_presence (self, self->event);
  duo_session_set_state (self, DUO_SESSION_ONLINE);
  duo_command_queue_hurry (self->queue);
  duo_note_queue_hurry (self->notes);
}

static void
refresh_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSession) self = duo_session_ref_take (data);
  g_autoptr (GError) error = NULL;
  gboolean fresh = duo_sync_refresh_finish (DUO_SYNC (source), result, &error);

  if (!self)
    return;
  self->refreshing = FALSE;
  if (!self->account)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* That was the session before; whoever signed in since then has waited for its end. */
      if (self->refresh_again)
        refresh (self);
      return;
    }
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT))
    end_by_service (self, error);
  else if (!fresh)
    duo_live_socket_give_up (self->live, error);
  else if (self->refresh_again)
    refresh (self);
  else
    be_online (self);
}

static void
refresh (DuoSession *self)
{
  self->refresh_again = self->refreshing;
  if (self->refreshing)
    return;
  self->refreshing = TRUE;
  duo_sync_refresh_async (self->sync, self->cancellable, refresh_cb, duo_session_ref_new (self));
}

static void
on_must_refresh (DuoSync *sync, DuoSession *self)
{
  if (self->account)
    refresh (self);
}

/* Another network, or the one of before the laptop slept: what seems to be up may be dead without a word. */
static void
on_network_changed (GNetworkMonitor *network, gboolean available, DuoSession *self)
{
  if (available)
    duo_session_reconnect (self);
  else if (duo_live_socket_get_state (self->live) == DUO_LIVE_UP)
    duo_live_socket_hurry (self->live);
}

void
duo_session_init_live (DuoSession *self)
{
  self->watches = g_ptr_array_new_with_free_func (watch_free);
  g_signal_connect_object (self->live, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->live, "message", G_CALLBACK (on_message), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->live, "lost", G_CALLBACK (on_lost), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->live, "refused", G_CALLBACK (on_refused), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->sync, "must-refresh", G_CALLBACK (on_must_refresh), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (on_network_changed), self,
                           G_CONNECT_DEFAULT);
}

void
duo_session_go_online (DuoSession *self)
{
  duo_session_look_at_clock (self);
  duo_live_socket_start (self->live);
}

void
duo_session_dispose_live (DuoSession *self)
{
  GHashTableIter iter;
  gpointer object;

  if (self->state == DUO_SESSION_ONLINE)
    note_synced (self);
  for (guint i = 0; i < self->watches->len; i++)
    g_object_weak_unref (G_OBJECT (((Watch *) self->watches->pdata[i])->slots), on_slots_gone, self);
  g_ptr_array_set_size (self->watches, 0);
  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &object))
    g_object_weak_unref (object, on_room_gone, self);
  g_hash_table_remove_all (self->rooms);
  duo_live_socket_stop (self->live);
}

void
duo_session_reconnect (DuoSession *self)
{
  g_return_if_fail (DUO_IS_SESSION (self));

  duo_live_socket_hurry (self->live);
  duo_command_queue_hurry (self->queue);
  duo_note_queue_hurry (self->notes);
}
