/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-visit.h"

/* Servers are asked for again when a quarter of their time is left, or a minute. */
#define RENEW_BEFORE_SECONDS 60
#define RENEW_AGAIN_SECONDS 15

struct _DuoRoomVisit
{
  GObject parent_instance;

  DuoSession *session;
  DuoChat *chat;
  DuoMediaSource *source;
  char *speaker;
  DuoConversation *conversation;
  gboolean relay_only;
  DuoRoomPass *pass; /* (nullable): until the call has begun */
  DuoCall *call;
  GCancellable *cancellable;
  guint renewal;
  GBytes *key; /* (nullable): the last that was remembered */
  gboolean leaving;
  gint64 entered;
  gint64 first_talk; /* 0: they never talked */
  gint64 talk_since; /* monotonic, 0 while they do not talk */
  gint64 talked_us;
};

enum
{
  CHANGED,
  REFUSED,
  ELSEWHERE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoRoomVisit, duo_room_visit, G_TYPE_OBJECT)

static gint64
get_now (DuoRoomVisit *self)
{
  return duo_clock_now (duo_session_get_clock (self->session));
}

static void
count_talk (DuoRoomVisit *self, DuoCallState state)
{
  gboolean together = duo_call_state_is_together (state);
  gint64 now = g_get_monotonic_time ();

  if (together && self->talk_since == 0)
    {
      self->talk_since = now;
      if (self->first_talk == 0)
        self->first_talk = get_now (self);
    }
  else if (!together && self->talk_since != 0)
    {
      self->talked_us += now - self->talk_since;
      self->talk_since = 0;
    }
}

/* Who talks has proven the key. One that the user only went on with is good for this stay, until the code is compared. */
static void
remember_key (DuoRoomVisit *self)
{
  g_autoptr (GBytes) key = NULL;

  if (duo_call_get_state (self->call) != DUO_CALL_TALKING ||
      duo_call_get_key_trust (self->call) == DUO_KEY_TRUST_AGREED)
    return;
  key = duo_call_dup_peer_key (self->call);
  /* Who is leaving is not here any more while the state is still that of before. */
  if (key == NULL || (self->key != NULL && g_bytes_equal (self->key, key)))
    return;
  duo_session_remember_key (self->session, self->chat, key);
  g_clear_pointer (&self->key, g_bytes_unref);
  self->key = g_steal_pointer (&key);
}

/* A loudspeaker's trouble is the page's own to hear of, which has nothing to show of it on the stage. */
static void
on_call_changed (DuoRoomVisit *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "speaker-problem"))
    return;
  g_object_ref (self);
  count_talk (self, duo_call_get_state (self->call));
  remember_key (self);
  g_signal_emit (self, signals[CHANGED], 0);
  g_object_unref (self);
}

static void renew_in (DuoRoomVisit *self, gint64 seconds);

static void
renew_in_time (DuoRoomVisit *self)
{
  gint64 left = self->pass->ice_until - get_now (self);

  if (self->pass->ice_until > 0)
    renew_in (self, left - MIN (left / 4, RENEW_BEFORE_SECONDS));
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoRoomVisit) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) pass = duo_session_renew_room_finish (DUO_SESSION (source), result, &error);

  if (self->leaving || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (pass == NULL)
    {
      g_info ("room: no new servers for a connection: %s", error->message);
      renew_in (self, RENEW_AGAIN_SECONDS);
      return;
    }
  g_clear_pointer (&self->pass, duo_room_pass_free);
  self->pass = g_steal_pointer (&pass);
  duo_call_set_ice_servers (self->call, (const char *const *) self->pass->ice_servers);
  renew_in_time (self);
}

static gboolean
on_renew (gpointer data)
{
  DuoRoomVisit *self = data;

  self->renewal = 0;
  duo_session_renew_room_async (self->session, self->chat, self->cancellable, renewed_cb,
                                g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
renew_in (DuoRoomVisit *self, gint64 seconds)
{
  g_clear_handle_id (&self->renewal, g_source_remove);
  self->renewal = g_timeout_add_seconds ((guint) CLAMP (seconds, 1, G_MAXINT), on_renew, self);
}

static void
start_call (DuoRoomVisit *self, GPtrArray *known)
{
  g_autoptr (DuoSignaling) signaling = duo_session_open_room (self->session, self->chat);
  DuoCallSide side =
      duo_chat_get_my_role (self->chat) == DUO_ROLE_RECRUITER ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS;

  self->call = duo_call_new (signaling, duo_session_get_signer (self->session), self->source, side,
                             (const char *const *) self->pass->ice_servers);
  duo_call_set_known_keys (self->call, known);
  duo_call_set_speaker (self->call, self->speaker);
  duo_call_set_conversation (self->call, self->conversation);
  duo_call_set_relay_only (self->call, self->relay_only);
  g_signal_connect_swapped (self->call, "notify", G_CALLBACK (on_call_changed), self);
  self->entered = get_now (self);
  renew_in_time (self);
  duo_call_start (self->call);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
known_keys_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoRoomVisit) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) known = duo_session_load_known_keys_finish (DUO_SESSION (source), result, &error);

  if (self->leaving)
    return;

  if (known != NULL)
    start_call (self, known);
  else
    g_signal_emit (self, signals[REFUSED], 0, error);
}

static void
enter_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoRoomVisit) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) pass = duo_session_enter_room_finish (DUO_SESSION (source), result, &error);

  if (self->leaving)
    return;

  if (pass == NULL)
    {
      g_signal_emit (self, signals[REFUSED], 0, error);
      return;
    }

  self->pass = g_steal_pointer (&pass);
  if (self->pass->elsewhere)
    g_signal_emit (self, signals[ELSEWHERE], 0);
  else
    duo_room_visit_go_in (self);
}

static void
duo_room_visit_dispose (GObject *object)
{
  DuoRoomVisit *self = DUO_ROOM_VISIT (object);

  if (self->call != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->call, self);
      duo_call_hang_up (self->call);
    }
  g_clear_handle_id (&self->renewal, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->call);
  g_clear_object (&self->session);
  g_clear_object (&self->chat);
  g_clear_object (&self->source);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (duo_room_visit_parent_class)->dispose (object);
}

static void
duo_room_visit_finalize (GObject *object)
{
  DuoRoomVisit *self = DUO_ROOM_VISIT (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->pass, duo_room_pass_free);
  g_free (self->speaker);
  g_clear_pointer (&self->key, g_bytes_unref);

  G_OBJECT_CLASS (duo_room_visit_parent_class)->finalize (object);
}

static void
duo_room_visit_class_init (DuoRoomVisitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_room_visit_dispose;
  object_class->finalize = duo_room_visit_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", DUO_TYPE_ROOM_VISIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", DUO_TYPE_ROOM_VISIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[ELSEWHERE] =
      g_signal_new ("elsewhere", DUO_TYPE_ROOM_VISIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_room_visit_init (DuoRoomVisit *self)
{
  self->cancellable = g_cancellable_new ();
}

DuoRoomVisit *
duo_room_visit_new (DuoSession *session,
                    DuoChat *chat,
                    DuoMediaSource *source,
                    const char *speaker,
                    DuoConversation *conversation)
{
  DuoRoomVisit *self = g_object_new (DUO_TYPE_ROOM_VISIT, NULL);

  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  self->source = g_object_ref (source);
  self->speaker = g_strdup (speaker);
  self->conversation = g_object_ref (conversation);

  return self;
}

void
duo_room_visit_set_relay_only (DuoRoomVisit *self, gboolean relay_only)
{
  self->relay_only = relay_only;
}

void
duo_room_visit_enter (DuoRoomVisit *self)
{
  duo_session_enter_room_async (self->session, self->chat, self->cancellable, enter_cb, g_object_ref (self));
}

void
duo_room_visit_go_in (DuoRoomVisit *self)
{
  duo_session_load_known_keys_async (self->session, self->chat, self->cancellable, known_keys_cb,
                                     g_object_ref (self));
}

void
duo_room_visit_leave (DuoRoomVisit *self)
{
  self->leaving = TRUE;
  g_clear_handle_id (&self->renewal, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->call != NULL)
    duo_call_hang_up (self->call);
}

void
duo_room_visit_reject_code (DuoRoomVisit *self)
{
  g_autoptr (GBytes) key = self->call != NULL ? duo_call_dup_peer_key (self->call) : NULL;

  if (key == NULL || duo_call_get_code (self->call) == NULL)
    return;
  duo_session_forget_key (self->session, self->chat, key);
  duo_call_reject_code (self->call);
}

DuoCall *
duo_room_visit_get_call (DuoRoomVisit *self)
{
  return self->call;
}

const DuoRoomPass *
duo_room_visit_get_pass (DuoRoomVisit *self)
{
  return self->pass;
}

gboolean
duo_room_visit_is_leaving (DuoRoomVisit *self)
{
  return self->leaving;
}

gint64
duo_room_visit_get_talked (DuoRoomVisit *self)
{
  gint64 running = self->talk_since != 0 ? g_get_monotonic_time () - self->talk_since : 0;

  /* Somebody who was there for a moment was there. */
  return self->first_talk == 0 ? 0 : MAX ((self->talked_us + running) / G_USEC_PER_SEC, 1);
}

DuoTimeRange
duo_room_visit_get_span (DuoRoomVisit *self)
{
  gint64 start = self->first_talk != 0 ? self->first_talk : self->entered;

  return (DuoTimeRange) {.start = start, .end = get_now (self)};
}
