/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-socket-private.h"

/* A page of five hundred people with long texts. */
#define MAX_MESSAGE (8 * 1024 * 1024)

struct _DuoLiveSocket
{
  GObject parent_instance;

  DuoHttp *http;
  DuoLivePatience patience;
  DuoLiveState state;
  SoupWebsocketConnection *connection;
  GCancellable *cancellable;
  guint tries;
  guint timer; /* the next try, the next ping or the end of a pong's time: never two at once */
  gint64 pings;
  guint asking; /* milliseconds in which a pong has to come, 0 where none is waited for */
};

enum
{
  OPENED,
  MESSAGE,
  LOST,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoLiveSocket, duo_live_socket, G_TYPE_OBJECT)

static const char *const state_names[DUO_LIVE_N_STATES] = {"stopped", "connecting", "up", "waiting"};

/* from × to */
static const gboolean transitions[DUO_LIVE_N_STATES][DUO_LIVE_N_STATES] = {
    [DUO_LIVE_STOPPED] = {[DUO_LIVE_CONNECTING] = TRUE},
    [DUO_LIVE_CONNECTING] = {[DUO_LIVE_STOPPED] = TRUE, [DUO_LIVE_UP] = TRUE, [DUO_LIVE_WAITING] = TRUE},
    [DUO_LIVE_UP] = {[DUO_LIVE_STOPPED] = TRUE, [DUO_LIVE_WAITING] = TRUE},
    [DUO_LIVE_WAITING] = {[DUO_LIVE_STOPPED] = TRUE, [DUO_LIVE_CONNECTING] = TRUE},
};

static void connect_now (DuoLiveSocket *self);
static void wait_for_silence (DuoLiveSocket *self);

static void
set_state (DuoLiveSocket *self, DuoLiveState state)
{
  if (self->state == state)
    return;
  g_return_if_fail (transitions[self->state][state]);
  g_debug ("live socket: %s → %s", state_names[self->state], state_names[state]);
  self->state = state;
}

static void
drop_connection (DuoLiveSocket *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!self->connection)
    return;
  g_signal_handlers_disconnect_by_data (self->connection, self);
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  g_clear_object (&self->connection);
}

static void
retry_cb (gpointer data)
{
  DuoLiveSocket *self = data;

  self->timer = 0;
  connect_now (self);
}

/* Between half of the delay and one and a half, so that a thousand apps do not come back in one second. */
static guint
next_delay (DuoLiveSocket *self)
{
  guint shift = MIN (self->tries, 16);
  guint64 delay = MIN ((guint64) self->patience.first_retry << shift, self->patience.last_retry);

  self->tries++;
  return (guint) (delay * g_random_double_range (0.5, 1.5));
}

static void
lose (DuoLiveSocket *self, const GError *error)
{
  g_autoptr (DuoLiveSocket) keep = g_object_ref (self);
  guint delay = next_delay (self);

  drop_connection (self);
  set_state (self, DUO_LIVE_WAITING);
  g_debug ("live socket: %s; next try in %u ms", error->message, delay);
  self->timer = g_timeout_add_once (delay, retry_cb, self);
  g_signal_emit (self, signals[LOST], 0, error);
}

static void
refuse (DuoLiveSocket *self, const GError *error)
{
  g_autoptr (DuoLiveSocket) keep = g_object_ref (self);

  drop_connection (self);
  set_state (self, DUO_LIVE_STOPPED);
  g_signal_emit (self, signals[REFUSED], 0, error);
}

static void
pong_missed_cb (gpointer data)
{
  DuoLiveSocket *self = data;
  g_autoptr (GError) error =
      g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "The service went silent");

  self->timer = 0;
  lose (self, error);
}

static void
wait_for_pong (DuoLiveSocket *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (self->asking, pong_missed_cb, self);
}

/* A connection that is being closed and can send no more has its answer in time, or is lost. */
static void
ask (DuoLiveSocket *self, guint patience)
{
  g_autoptr (DuoLiveMessage) message = duo_live_message_new_beat (DUO_LIVE_PING, ++self->pings);

  duo_live_socket_send (self, message);
  self->asking = patience;
  wait_for_pong (self);
}

static void
ping_cb (gpointer data)
{
  DuoLiveSocket *self = data;

  self->timer = 0;
  ask (self, self->patience.pong);
}

static void
wait_for_silence (DuoLiveSocket *self)
{
  self->asking = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (self->patience.ping, ping_cb, self);
}

/* What was on its way before the network died still comes: only the pong says that somebody is there now. */
static void
note_life (DuoLiveSocket *self, const DuoLiveMessage *message)
{
  if (self->asking > 0 && (!message || message->type != DUO_LIVE_PONG))
    wait_for_pong (self);
  else
    wait_for_silence (self);
}

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *message, DuoLiveSocket *self)
{
  g_autoptr (DuoLiveSocket) keep = g_object_ref (self);
  g_autoptr (DuoLiveMessage) parsed = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);

  self->tries = 0;
  if (type == SOUP_WEBSOCKET_DATA_TEXT)
    parsed = duo_live_message_new_from_text (bytes, length, MAX_MESSAGE, &error);
  note_life (self, parsed);
  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    return;
  if (parsed)
    g_signal_emit (self, signals[MESSAGE], 0, parsed);
  else
    g_message ("A live message is left out: %s", error->message);
}

static void
on_closed (SoupWebsocketConnection *connection, DuoLiveSocket *self)
{
  g_autoptr (GError) error =
      g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "The live connection closed (%u)",
                   (guint) soup_websocket_connection_get_close_code (connection));

  lose (self, error);
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoLiveSocket) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) connection =
      duo_http_connect_live_finish (DUO_HTTP (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->state != DUO_LIVE_CONNECTING)
    return;
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT))
    {
      refuse (self, error);
      return;
    }
  if (!connection)
    {
      lose (self, error);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  g_signal_connect (self->connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
  set_state (self, DUO_LIVE_UP);
  wait_for_silence (self);
  g_signal_emit (self, signals[OPENED], 0);
}

static void
connect_now (DuoLiveSocket *self)
{
  set_state (self, DUO_LIVE_CONNECTING);
  self->cancellable = g_cancellable_new ();
  duo_http_connect_live_async (self->http, self->cancellable, connect_cb, g_object_ref (self));
}

static void
duo_live_socket_dispose (GObject *object)
{
  DuoLiveSocket *self = DUO_LIVE_SOCKET (object);

  drop_connection (self);
  g_clear_object (&self->http);
  G_OBJECT_CLASS (duo_live_socket_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, GType argument)
{
  return g_signal_new (name, DUO_TYPE_LIVE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       argument == G_TYPE_NONE ? 0 : 1, argument);
}

static void
duo_live_socket_class_init (DuoLiveSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_live_socket_dispose;

  signals[OPENED] = new_signal ("opened", G_TYPE_NONE);
  signals[MESSAGE] = new_signal ("message", G_TYPE_POINTER);
  signals[LOST] = new_signal ("lost", G_TYPE_ERROR);
  signals[REFUSED] = new_signal ("refused", G_TYPE_ERROR);
}

static void
duo_live_socket_init (DuoLiveSocket *self)
{
  self->patience = (DuoLivePatience) {500, 30000, 20000, 10000, 1500};
}

DuoLiveSocket *
duo_live_socket_new (DuoHttp *http)
{
  DuoLiveSocket *self = g_object_new (DUO_TYPE_LIVE_SOCKET, NULL);

  self->http = g_object_ref (http);
  return self;
}

void
duo_live_socket_set_patience (DuoLiveSocket *self, const DuoLivePatience *patience)
{
  self->patience = *patience;
}

void
duo_live_socket_start (DuoLiveSocket *self)
{
  if (self->state != DUO_LIVE_STOPPED)
    return;
  self->tries = 0;
  connect_now (self);
}

void
duo_live_socket_stop (DuoLiveSocket *self)
{
  drop_connection (self);
  set_state (self, DUO_LIVE_STOPPED);
}

void
duo_live_socket_hurry (DuoLiveSocket *self)
{
  if (self->state == DUO_LIVE_UP)
    ask (self, self->patience.look);
  if (self->state != DUO_LIVE_WAITING)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->tries = 0;
  connect_now (self);
}

gboolean
duo_live_socket_send (DuoLiveSocket *self, const DuoLiveMessage *message)
{
  g_autofree char *text = NULL;

  if (self->state != DUO_LIVE_UP ||
      soup_websocket_connection_get_state (self->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return FALSE;
  text = duo_live_message_dup_text (message);
  soup_websocket_connection_send_text (self->connection, text);
  return TRUE;
}

DuoLiveState
duo_live_socket_get_state (DuoLiveSocket *self)
{
  return self->state;
}

void
duo_live_socket_give_up (DuoLiveSocket *self, const GError *error)
{
  if (self->state == DUO_LIVE_UP)
    lose (self, error);
}
