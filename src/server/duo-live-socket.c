/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-socket.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wslay/wslay.h>

#include "duo-protocol-error.h"

/* A client that does not take what it is sent is cut off here, rather than filling the service's memory. */
#define MAX_QUEUED (16 * 1024 * 1024)
/* What is read of one socket before the others have their turn, however fast it sends. */
#define MAX_ROUND (16 * 1024)
#define HANDSHAKE_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

struct _DuoLiveSocket
{
  DuoSocketSet *set;
  int fd;
  wslay_event_context_ptr wslay;
  GBytes *early;
  gsize early_used;
  const DuoLiveSocketFuncs *funcs;
  gpointer data;
  guint32 events;
  gint64 heard;
  gsize round;   /* read in this round */
  gboolean busy; /* inside wslay: what is sent now goes out afterwards */
  gboolean broken;
  gboolean closing;
};

/* ── wslay's calls ─────────────────────────────────────────────────────────────────────────── */

static gssize
take_early (DuoLiveSocket *self, uint8_t *buffer, size_t length)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->early, &size);
  gsize part = MIN (length, size - self->early_used);

  memcpy (buffer, bytes + self->early_used, part);
  self->early_used += part;
  if (self->early_used == size)
    g_clear_pointer (&self->early, g_bytes_unref);

  return part;
}

static ssize_t
on_recv (wslay_event_context_ptr wslay, uint8_t *buffer, size_t length, int flags, void *data)
{
  DuoLiveSocket *self = data;
  ssize_t got;

  self->heard = g_get_monotonic_time ();
  if (self->early)
    return take_early (self, buffer, length);
  if (self->round >= MAX_ROUND)
    {
      wslay_event_set_error (wslay, WSLAY_ERR_WOULDBLOCK);
      return -1;
    }
  do
    got = recv (self->fd, buffer, length, MSG_DONTWAIT);
  while (got < 0 && errno == EINTR);
  if (got > 0)
    {
      self->round += got;
      return got;
    }
  wslay_event_set_error (wslay, got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
                                    ? WSLAY_ERR_WOULDBLOCK
                                    : WSLAY_ERR_CALLBACK_FAILURE);

  return -1;
}

static ssize_t
on_send (wslay_event_context_ptr wslay, const uint8_t *bytes, size_t length, int flags, void *data)
{
  DuoLiveSocket *self = data;
  ssize_t sent;

  do
    sent = send (self->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  if (sent < 0)
    wslay_event_set_error (wslay, errno == EAGAIN || errno == EWOULDBLOCK ? WSLAY_ERR_WOULDBLOCK
                                                                          : WSLAY_ERR_CALLBACK_FAILURE);

  return sent;
}

static void
on_message (wslay_event_context_ptr wslay, const struct wslay_event_on_msg_recv_arg *message, void *data)
{
  DuoLiveSocket *self = data;
  g_autofree char *text = NULL;

  if (wslay_is_ctrl_frame (message->opcode))
    return;
  if (message->opcode != WSLAY_TEXT_FRAME)
    {
      duo_live_socket_close (self, DUO_LIVE_CLOSE_UNSUPPORTED, "text only");
      return;
    }
  if (self->closing || self->broken)
    return;
  text = g_strndup ((const char *) message->msg, message->msg_length);
  self->funcs->message (self, text, message->msg_length, self->data);
}

static const struct wslay_event_callbacks callbacks = {
    .recv_callback = on_recv,
    .send_callback = on_send,
    .on_msg_recv_callback = on_message,
};

/* ── the loop ──────────────────────────────────────────────────────────────────────────────── */

static void
break_off (DuoLiveSocket *self)
{
  self->broken = TRUE;
  /* The set then reports the hang-up, so that the end always comes from the main loop. */
  shutdown (self->fd, SHUT_RDWR);
}

static void
update_events (DuoLiveSocket *self)
{
  guint32 events = EPOLLIN | EPOLLRDHUP | (wslay_event_want_write (self->wslay) ? EPOLLOUT : 0);

  if (events == self->events)
    return;
  self->events = events;
  duo_socket_set_change (self->set, self->fd, events, self);
}

static gboolean
is_full (DuoLiveSocket *self)
{
  return wslay_event_get_queued_msg_length (self->wslay) > MAX_QUEUED;
}

static void
flush (DuoLiveSocket *self)
{
  if (self->broken)
    return;
  if (wslay_event_send (self->wslay) != 0 || is_full (self))
    break_off (self);
  else if (!wslay_event_want_read (self->wslay) && !wslay_event_want_write (self->wslay))
    break_off (self);
  else
    update_events (self);
}

static void
receive (DuoLiveSocket *self)
{
  if (self->broken)
    return;
  self->busy = TRUE;
  self->round = 0;
  if (wslay_event_recv (self->wslay) != 0)
    break_off (self);
  self->busy = FALSE;
  flush (self);
}

void
duo_live_socket_on_events (gpointer item, guint32 events)
{
  DuoLiveSocket *self = item;

  if (!self->broken && (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP)))
    receive (self);
  else if (!self->broken && (events & EPOLLOUT))
    flush (self);
  if (self->broken || (events & EPOLLERR))
    self->funcs->closed (self, self->data);
}

/* ── public ────────────────────────────────────────────────────────────────────────────────── */

/* Of two frames in a row the second would wait for the client's acknowledgement of the first, which takes 40 ms. */
static void
send_at_once (int fd)
{
  int on = 1;

  if (setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0 && errno != EOPNOTSUPP)
    g_message ("live: a socket will be slow: %s", g_strerror (errno));
}

DuoLiveSocket *
duo_live_socket_new (DuoSocketSet *set, int fd, GBytes *early, const DuoLiveSocketFuncs *funcs, gpointer data)
{
  DuoLiveSocket *self = g_new0 (DuoLiveSocket, 1);

  self->set = set;
  self->fd = fd;
  self->funcs = funcs;
  self->data = data;
  self->heard = g_get_monotonic_time ();
  if (early && g_bytes_get_size (early) > 0)
    self->early = g_bytes_ref (early);
  wslay_event_context_server_init (&self->wslay, &callbacks, self);
  wslay_event_config_set_max_recv_msg_length (self->wslay, DUO_MAX_LIVE_MESSAGE);
  self->events = EPOLLIN | EPOLLRDHUP;
  send_at_once (fd);
  if (!duo_socket_set_add (set, fd, self->events, self))
    g_warning ("live: a socket could not be watched: %s", g_strerror (errno));

  return self;
}

void
duo_live_socket_free (DuoLiveSocket *self)
{
  duo_socket_set_remove (self->set, self->fd, self);
  close (self->fd);
  wslay_event_context_free (self->wslay);
  g_clear_pointer (&self->early, g_bytes_unref);
  g_free (self);
}

void
duo_live_socket_start (DuoLiveSocket *self)
{
  if (self->early)
    receive (self);
}

static void
queue (DuoLiveSocket *self, guint8 opcode, const char *text, gsize length)
{
  struct wslay_event_msg message = {opcode, (const uint8_t *) text, length};

  if (self->broken || self->closing)
    return;
  /* Inside wslay nothing leaves: what one round of messages is answered with has the same measure. */
  if (wslay_event_queue_msg (self->wslay, &message) != 0 || (self->busy && is_full (self)))
    break_off (self);
  else if (!self->busy)
    flush (self);
}

void
duo_live_socket_send (DuoLiveSocket *self, const char *text, gsize length)
{
  queue (self, WSLAY_TEXT_FRAME, text, length);
}

void
duo_live_socket_ping (DuoLiveSocket *self)
{
  queue (self, WSLAY_PING, "", 0);
}

void
duo_live_socket_close (DuoLiveSocket *self, guint code, const char *reason)
{
  if (self->broken || self->closing)
    return;
  self->closing = TRUE;
  if (wslay_event_queue_close (self->wslay, code, (const uint8_t *) reason, strlen (reason)) != 0)
    break_off (self);
  else if (!self->busy)
    flush (self);
}

void
duo_live_socket_drop (DuoLiveSocket *self)
{
  break_off (self);
}

gint64
duo_live_socket_get_heard (DuoLiveSocket *self)
{
  return self->heard;
}

gsize
duo_live_socket_get_queued (DuoLiveSocket *self)
{
  return wslay_event_get_queued_msg_length (self->wslay);
}

gboolean
duo_live_socket_is_closing (DuoLiveSocket *self)
{
  return self->closing || self->broken;
}

char *
duo_live_socket_dup_accept (const char *key)
{
  g_autofree guchar *bytes = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  if (key == NULL || strlen (key) != 24)
    return NULL;
  bytes = g_base64_decode (key, &length);
  if (length != 16)
    return NULL;
  length = sizeof digest;
  g_checksum_update (checksum, (const guchar *) key, -1);
  g_checksum_update (checksum, (const guchar *) HANDSHAKE_GUID, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return g_base64_encode (digest, length);
}
