/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-signaling-private.h"

#include "duo-chat-life.h"

/* As many candidates and one description as a call can make before somebody notices that nothing goes out. */
#define MAX_WAITING 256

struct _DuoRoomSignaling
{
  GObject parent_instance;

  DuoLiveSocket *live;
  char *chat;
  GBytes *key; /* set while we want to be in the room */
  GBytes *nonce;
  gboolean entered; /* the join went out on the socket that is up now */
  gboolean doubted; /* the service did not know of it; no other word of the room has come since */
  GQueue waiting;   /* of DuoLiveMessage */
  DuoPeerHello peer;
  gboolean peer_known;
};

static void signaling_init (DuoSignalingInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoRoomSignaling,
                               duo_room_signaling,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNALING, signaling_init))

static void
send_waiting (DuoRoomSignaling *self)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      g_autoptr (DuoLiveMessage) message = g_queue_pop_head (&self->waiting);

      if (duo_live_socket_send (self->live, message))
        continue;
      g_queue_push_head (&self->waiting, g_steal_pointer (&message));
      return;
    }
}

static void
enter (DuoRoomSignaling *self)
{
  g_autoptr (DuoLiveMessage) join =
      duo_live_message_new_key (DUO_LIVE_JOIN, self->chat, self->key, self->nonce);

  self->entered = duo_live_socket_send (self->live, join);
  if (self->entered)
    send_waiting (self);
}

static void
leave_quietly (DuoRoomSignaling *self)
{
  g_clear_pointer (&self->key, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) duo_live_message_free);
  self->entered = FALSE;
  self->doubted = FALSE;
  self->peer_known = FALSE;
}

static void
duo_room_signaling_join (DuoSignaling *signaling, GBytes *key, GBytes *nonce)
{
  DuoRoomSignaling *self = DUO_ROOM_SIGNALING (signaling);

  leave_quietly (self);
  self->key = g_bytes_ref (key);
  self->nonce = g_bytes_ref (nonce);
  enter (self);
}

static void
duo_room_signaling_leave (DuoSignaling *signaling)
{
  DuoRoomSignaling *self = DUO_ROOM_SIGNALING (signaling);
  g_autoptr (DuoLiveMessage) message = duo_live_message_new_room (DUO_LIVE_LEAVE, self->chat);

  if (!self->key)
    return;
  if (self->entered)
    send_waiting (self);
  duo_live_socket_send (self->live, message);
  leave_quietly (self);
}

static void
duo_room_signaling_send (DuoSignaling *signaling, DuoSignal *signal)
{
  DuoRoomSignaling *self = DUO_ROOM_SIGNALING (signaling);
  g_autoptr (DuoLiveMessage) message = NULL;

  if (!self->key)
    return;
  message = duo_live_message_new_signal (self->chat, duo_signal_get_text (signal));
  if (self->entered && duo_live_socket_send (self->live, message))
    return;
  self->entered = FALSE;
  if (g_queue_get_length (&self->waiting) < MAX_WAITING)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&message));
}

static const char *
duo_room_signaling_get_chat (DuoSignaling *signaling)
{
  return DUO_ROOM_SIGNALING (signaling)->chat;
}

static void
signaling_init (DuoSignalingInterface *iface)
{
  iface->join = duo_room_signaling_join;
  iface->leave = duo_room_signaling_leave;
  iface->send = duo_room_signaling_send;
  iface->get_chat = duo_room_signaling_get_chat;
}

static void
duo_room_signaling_dispose (GObject *object)
{
  DuoRoomSignaling *self = DUO_ROOM_SIGNALING (object);

  if (self->live)
    duo_room_signaling_leave (DUO_SIGNALING (self));
  g_clear_object (&self->live);
  G_OBJECT_CLASS (duo_room_signaling_parent_class)->dispose (object);
}

static void
duo_room_signaling_finalize (GObject *object)
{
  g_free (DUO_ROOM_SIGNALING (object)->chat);
  G_OBJECT_CLASS (duo_room_signaling_parent_class)->finalize (object);
}

static void
duo_room_signaling_class_init (DuoRoomSignalingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_room_signaling_dispose;
  object_class->finalize = duo_room_signaling_finalize;
}

static void
duo_room_signaling_init (DuoRoomSignaling *self)
{
  g_queue_init (&self->waiting);
}

DuoRoomSignaling *
duo_room_signaling_new (DuoLiveSocket *live, const char *chat)
{
  DuoRoomSignaling *self = g_object_new (DUO_TYPE_ROOM_SIGNALING, NULL);

  self->live = g_object_ref (live);
  self->chat = g_strdup (chat);
  return self;
}

/* After a lost socket the service names the peer again; only a new nonce or key is a new visit. */
static void
take_joined (DuoRoomSignaling *self, const DuoLiveMessage *message)
{
  DuoPeerHello hello;

  memcpy (hello.key, g_bytes_get_data (message->key, NULL), sizeof hello.key);
  memcpy (hello.nonce, g_bytes_get_data (message->nonce, NULL), sizeof hello.nonce);
  hello.vouches = message->vouches;
  if (self->peer_known && duo_peer_hello_equal (&hello, &self->peer))
    return;
  self->peer = hello;
  self->peer_known = TRUE;
  duo_signaling_emit_peer_joined (DUO_SIGNALING (self), &hello);
}

static void
take_signal (DuoRoomSignaling *self, const DuoLiveMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSignal) signal = duo_signal_new_from_json (message->data, strlen (message->data), &error);

  if (signal)
    duo_signaling_emit_received (DUO_SIGNALING (self), signal);
  else
    g_message ("A signal of the peer is left out: %s", error->message);
}

/* A service that has begun anew may hear what is said in a room before it hears that we are in it. */
static gboolean
enter_again (DuoRoomSignaling *self, const DuoLiveMessage *message)
{
  if (self->doubted || g_strcmp0 (message->code, duo_refusal_to_string (DUO_REFUSAL_WRONG_STATE)) != 0)
    return FALSE;
  self->doubted = TRUE;
  enter (self);
  return TRUE;
}

static void
take_problem (DuoRoomSignaling *self, const DuoLiveMessage *message)
{
  g_autoptr (GError) error =
      g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED, "%s (%s)",
                   message->detail ? message->detail : "The room is not open", message->code);

  if (!enter_again (self, message))
    duo_room_signaling_close (self, error);
}

void
duo_room_signaling_handle (DuoRoomSignaling *self, const DuoLiveMessage *message)
{
  if (!self->key)
    return;
  self->doubted = self->doubted && message->type == DUO_LIVE_PROBLEM;
  if (message->type == DUO_LIVE_JOINED)
    {
      take_joined (self, message);
    }
  else if (message->type == DUO_LIVE_LEFT)
    {
      self->peer_known = FALSE;
      duo_signaling_emit_peer_left (DUO_SIGNALING (self));
    }
  else if (message->type == DUO_LIVE_SIGNAL)
    {
      take_signal (self, message);
    }
  else if (message->type == DUO_LIVE_CLOSED)
    {
      duo_room_signaling_close (self, NULL);
    }
  else if (message->type == DUO_LIVE_PROBLEM)
    {
      take_problem (self, message);
    }
}

void
duo_room_signaling_resume (DuoRoomSignaling *self)
{
  if (self->key)
    enter (self);
}

void
duo_room_signaling_close (DuoRoomSignaling *self, const GError *error)
{
  g_autoptr (DuoRoomSignaling) keep = g_object_ref (self);

  if (!self->key)
    return;
  leave_quietly (self);
  duo_signaling_emit_closed (DUO_SIGNALING (self), error);
}
