/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-player.h"

#include <glib/gi18n.h>

#include "duo-call.h"
#include "duo-chat-watch.h"

/* A made-up person thinks for a moment: an answer in no time reads like a mistake. */
#define THINKING_SECONDS 2

struct _DuoPlayer
{
  GObject parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChatWatch *watch;
  char *book;
  DuoSlots *slots; /* while a time is being picked */
  DuoPerson *recruiter;
  DuoChat *picking; /* (nullable): the chat that gets the time; NULL to book a new one */
  gboolean busy;
  guint thinking;
  DuoCall *call;
  char *room; /* the chat that the call belongs to */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DuoPlayer, duo_player, G_TYPE_OBJECT)

static void think (DuoPlayer *self);

/* The call ------------------------------------------------------------------------------------------------------ */

static void
leave_room (DuoPlayer *self)
{
  if (self->call)
    {
      g_signal_handlers_disconnect_by_data (self->call, self);
      duo_call_hang_up (self->call);
    }
  g_clear_object (&self->call);
  g_clear_pointer (&self->room, g_free);
}

static void
on_call_state (DuoPlayer *self)
{
  if (duo_call_get_state (self->call) == DUO_CALL_ENDED)
    leave_room (self);
}

static void
start_call (DuoPlayer *self, DuoChat *chat, DuoRoomPass *pass)
{
  gboolean recruiter = duo_chat_get_my_role (chat) == DUO_ROLE_RECRUITER;
  g_autoptr (DuoSignaling) room = duo_session_open_room (self->session, chat);
  g_autoptr (DuoMediaSource) source = duo_media_source_new_drawn (
      recruiter ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT, 640, 360, 15, FALSE);

  duo_media_source_set_camera (source, TRUE);
  duo_media_source_set_microphone (source, TRUE);
  self->call =
      duo_call_new (room, duo_session_get_signer (self->session), source,
                    recruiter ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS, (const char *const *) pass->ice_servers);
  duo_call_set_camera (self->call, TRUE);
  duo_call_set_microphone (self->call, TRUE);
  g_signal_connect_object (self->call, "notify::state", G_CALLBACK (on_call_state), self, G_CONNECT_SWAPPED);
  duo_call_start (self->call);
}

static void
enter_room_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoPlayer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) pass = duo_session_enter_room_finish (DUO_SESSION (object), result, &error);
  DuoChat *chat = self->event && self->room ? duo_event_find_chat (self->event, self->room) : NULL;

  if (pass && chat && !self->call)
    {
      start_call (self, chat, pass);
      return;
    }

  if (error)
    g_info ("player: the room stays closed: %s", error->message);
  g_clear_pointer (&self->room, g_free);
}

/* Comes when the other side is there, goes when it went. */
static void
follow_peer (DuoPlayer *self, DuoChat *chat)
{
  const char *id = duo_chat_get_id (chat);
  gboolean here = g_strcmp0 (self->room, id) == 0;
  gboolean peer = duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED && duo_chat_get_peer_present (chat);

  if (here && !peer)
    leave_room (self);
  else if (peer && !self->room)
    {
      self->room = g_strdup (id);
      duo_session_enter_room_async (self->session, chat, self->cancellable, enter_room_cb,
                                    g_object_ref (self));
    }
}

/* Answers --------------------------------------------------------------------------------------------------------- */

static void
command_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoPlayer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (object), result, &error);

  self->busy = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error)
    g_info ("player: %s", error->message);
  think (self);
}

static void
command (DuoPlayer *self, DuoVerb verb, DuoPerson *person, DuoChat *chat, DuoTimeRange range)
{
  const char *question = person ? duo_person_get_question (person) : NULL;

  self->busy = TRUE;
  duo_session_command_async (self->session, verb, person, chat, range,
                             verb == DUO_VERB_REQUEST ? _ ("I would like to hear more about your team.")
                                                      : NULL,
                             question ? _ ("A small scheduler that I wrote last winter.") : NULL,
                             self->cancellable, command_cb, g_object_ref (self));
}

const DuoSlot *
duo_player_choose_slot (DuoSlots *slots, gint64 now)
{
  g_auto (GStrv) dates = duo_slots_dup_dates (slots);

  for (gsize i = 0; dates[i]; i++)
    {
      const GArray *day = duo_slots_get_day (slots, dates[i]);

      for (guint j = 0; day && j < day->len; j++)
        {
          const DuoSlot *slot = &g_array_index (day, DuoSlot, j);

          if (slot->state == DUO_SLOT_OPEN && slot->range.start > now)
            return slot;
        }
    }

  return NULL;
}

static void
on_slots_changed (DuoPlayer *self)
{
  const DuoSlot *slot;
  DuoTimeRange range;

  if (self->busy || !duo_slots_get_loaded (self->slots))
    return;

  slot = duo_player_choose_slot (self->slots, duo_clock_now (duo_session_get_clock (self->session)));
  if (!slot)
    return; /* one may come free */

  range = slot->range;
  g_signal_handlers_disconnect_by_data (self->slots, self);
  g_clear_object (&self->slots);
  command (self, self->picking ? DUO_VERB_PICK : DUO_VERB_BOOK, self->recruiter, self->picking, range);
  g_clear_object (&self->picking);
}

static void
pick_time (DuoPlayer *self, DuoPerson *recruiter, DuoChat *chat)
{
  if (self->slots)
    return;

  g_set_object (&self->recruiter, recruiter);
  g_set_object (&self->picking, chat);
  self->slots = duo_session_watch_slots (self->session, recruiter);
  g_signal_connect_object (self->slots, "changed", G_CALLBACK (on_slots_changed), self, G_CONNECT_SWAPPED);
  on_slots_changed (self);
}

static gboolean
answer (DuoPlayer *self, DuoChat *chat)
{
  DuoRole me = duo_chat_get_my_role (chat);
  DuoChatState state = duo_chat_get_state (chat);
  DuoPerson *peer = duo_chat_get_peer (chat);

  if (duo_chat_get_pending (chat))
    return FALSE;

  if (state == DUO_CHAT_REQUESTED && me == DUO_ROLE_RECRUITER)
    command (self, DUO_VERB_ACCEPT, NULL, chat, (DuoTimeRange) {0, 0});
  else if ((state == DUO_CHAT_ACCEPTED || state == DUO_CHAT_INVITED) && me == DUO_ROLE_TALENT && peer)
    pick_time (self, peer, chat);
  else
    return FALSE;

  return TRUE;
}

/* The chat to begin with; once. */
static void
begin (DuoPlayer *self)
{
  DuoPerson *person = self->book ? duo_event_find_person (self->event, self->book) : NULL;

  if (!person)
    return;

  g_clear_pointer (&self->book, g_free);
  if (duo_person_get_chat (person))
    return;
  if (duo_person_get_direct (person))
    pick_time (self, person, NULL);
  else
    command (self, DUO_VERB_REQUEST, person, NULL, (DuoTimeRange) {0, 0});
}

static gboolean
on_thought (gpointer data)
{
  DuoPlayer *self = data;
  GListModel *chats = duo_event_get_chats (self->event);

  self->thinking = 0;
  if (!self->busy)
    begin (self);
  for (guint i = 0; !self->busy && i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      if (answer (self, chat))
        break;
    }

  return G_SOURCE_REMOVE;
}

static void
think (DuoPlayer *self)
{
  if (!self->thinking && self->event)
    self->thinking = g_timeout_add_seconds (THINKING_SECONDS, on_thought, self);
}

static void
on_chat_changed (DuoPlayer *self, DuoChat *chat)
{
  follow_peer (self, chat);
  think (self);
}

static void
on_event_changed (DuoPlayer *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (!event || !g_set_object (&self->event, event))
    return;

  g_clear_object (&self->watch);
  self->watch = duo_chat_watch_new (event);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (on_chat_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (duo_event_get_people (event), "items-changed", G_CALLBACK (think), self,
                           G_CONNECT_SWAPPED);
  duo_chat_watch_tell_all (self->watch);
  think (self);
}

static void
sign_in_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoPlayer) self = data;
  g_autoptr (GError) error = NULL;

  if (!duo_session_sign_in_finish (DUO_SESSION (object), result, &error))
    g_info ("player: %s", error->message);
}

void
duo_player_start (DuoPlayer *self, const char *address, const char *email, const char *password)
{
  duo_session_sign_in_async (self->session, address, email, password, self->cancellable, sign_in_cb,
                             g_object_ref (self));
}

static void
duo_player_dispose (GObject *object)
{
  DuoPlayer *self = DUO_PLAYER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->thinking, g_source_remove);
  leave_room (self);
  g_clear_object (&self->slots);
  g_clear_object (&self->recruiter);
  g_clear_object (&self->picking);
  g_clear_object (&self->watch);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_player_parent_class)->dispose (object);
}

static void
duo_player_finalize (GObject *object)
{
  DuoPlayer *self = DUO_PLAYER (object);

  g_clear_object (&self->cancellable);
  g_free (self->book);

  G_OBJECT_CLASS (duo_player_parent_class)->finalize (object);
}

static void
duo_player_class_init (DuoPlayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_player_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_player_finalize;
}

static void
duo_player_init (DuoPlayer *self)
{
  self->cancellable = g_cancellable_new ();
}

DuoPlayer *
duo_player_new (DuoSession *session, const char *book)
{
  DuoPlayer *self = g_object_new (DUO_TYPE_PLAYER, NULL);

  self->session = g_object_ref (session);
  self->book = g_strdup (book);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (on_event_changed), self, G_CONNECT_SWAPPED);
  on_event_changed (self);
  return self;
}
