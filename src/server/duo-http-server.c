/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-http-server-private.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "duo-problem.h"
#include "duo-server-error.h"

/* MHD_run() is repeated while there is work at once, but other sources get their turn too. */
#define MAX_RUNS 64
/* Above our own limit, so that a head that is a little too large still gets a problem document. */
#define POOL_BYTES (40 * 1024)

/* ── the one source ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GSource parent;
  DuoHttpServer *server;
  gpointer tag;
} DuoHttpSource;

static gboolean
wants_run (DuoHttpServer *self, int *timeout)
{
  uint64_t wait = 0;

  *timeout = -1;
  if (self->kicked)
    return TRUE;
  if (MHD_get_timeout64 (self->daemon, &wait) != MHD_YES)
    return FALSE;
  *timeout = (int) MIN (wait, G_MAXINT);

  return wait == 0;
}

static gboolean
on_prepare (GSource *source, int *timeout)
{
  return wants_run (((DuoHttpSource *) source)->server, timeout);
}

static gboolean
on_check (GSource *source)
{
  DuoHttpSource *self = (DuoHttpSource *) source;
  int timeout;

  return g_source_query_unix_fd (source, self->tag) != 0 || wants_run (self->server, &timeout);
}

static gboolean
on_dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  DuoHttpServer *self = ((DuoHttpSource *) source)->server;
  int timeout;

  for (guint i = 0; i < MAX_RUNS; i++)
    {
      self->kicked = FALSE;
      MHD_run (self->daemon);
      if (!wants_run (self, &timeout))
        break;
    }

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = {on_prepare, on_check, on_dispatch};

static void
attach_source (DuoHttpServer *self)
{
  const union MHD_DaemonInfo *info = MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_EPOLL_FD);
  DuoHttpSource *source = (DuoHttpSource *) g_source_new (&source_funcs, sizeof (DuoHttpSource));

  source->server = self;
  source->tag = g_source_add_unix_fd (&source->parent, info->epoll_fd, G_IO_IN);
  g_source_set_static_name (&source->parent, "duo-http");
  g_source_attach (&source->parent, g_main_context_get_thread_default ());
  self->source = &source->parent;
}

void
duo_http_server_kick (DuoHttpServer *self)
{
  self->kicked = TRUE;
  g_main_context_wakeup (g_source_get_context (self->source));
}

/* ── deadlines ─────────────────────────────────────────────────────────────────────────────── */

static guint
get_phase_seconds (DuoHttpServer *self, DuoHttpPhase phase)
{
  switch (phase)
    {
    case DUO_HTTP_PHASE_FRESH:
    case DUO_HTTP_PHASE_HEAD:
      return self->limits.header_seconds;
    case DUO_HTTP_PHASE_BODY:
      return self->limits.body_seconds;
    case DUO_HTTP_PHASE_IDLE:
      return self->limits.idle_seconds;
    case DUO_HTTP_PHASE_REPLY:
      return self->limits.reply_seconds;
    case DUO_HTTP_PHASE_WORK:
    default:
      return 0;
    }
}

static gint64
end_hold (DuoHttpConnection *self)
{
  DuoHttpRequest *holder = g_steal_pointer (&self->holder);

  return duo_http_request_end_hold (holder);
}

/* Whoever breaks off just before the look, or ends just then, was as slow as who is caught by it. Returns: for how long it
 * has to wait. */
static gint64
leave_phase (DuoHttpConnection *self)
{
  if (!self->holder || !duo_http_pace_was_slow (self, g_get_monotonic_time ()))
    return 0;

  return end_hold (self);
}

void
duo_http_connection_enter (DuoHttpConnection *self, DuoHttpPhase phase)
{
  guint seconds = get_phase_seconds (self->server, phase);

  leave_phase (self);
  self->phase = phase;
  self->deadline = seconds ? g_get_monotonic_time () + seconds * G_USEC_PER_SEC : 0;
  if (phase == DUO_HTTP_PHASE_IDLE)
    self->holder = NULL;
  if (self->holder)
    duo_http_pace_begin (self);
}

/* Nothing of an answer has been written in these phases, so a sentence can still be said. */
static void
say_too_slow (DuoHttpConnection *self, gint64 wait_us)
{
  g_autoptr (DuoHttpResponse) response = duo_problem_new_timeout (wait_us);
  g_autoptr (GString) text = g_string_new ("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n");
  gsize length;
  const char *body = g_bytes_get_data (response->body, &length);

  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    g_string_append_printf (text, "%s: %s\r\n", (char *) response->headers->pdata[i],
                            (char *) response->headers->pdata[i + 1]);
  g_string_append_printf (text, "Content-Type: %s\r\nContent-Length: %u\r\n\r\n%.*s", response->type,
                          (guint) length, (int) length, body);
  if (send (self->fd, text->str, text->len, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    g_debug ("http: the client of a late request is gone: %s", g_strerror (errno));
}

static void
end_connection (DuoHttpConnection *self, gint64 wait_us)
{
  if (self->phase == DUO_HTTP_PHASE_FRESH || self->phase == DUO_HTTP_PHASE_HEAD ||
      self->phase == DUO_HTTP_PHASE_BODY)
    say_too_slow (self, wait_us);
  self->deadline = 0;
  self->holder = NULL;
  /* libmicrohttpd cannot be told to close; it does when it finds the socket at its end. */
  shutdown (self->fd, SHUT_RDWR);
}

static void
judge_connection (DuoHttpConnection *self, gint64 now)
{
  if (self->holder && duo_http_pace_is_slow (self, now))
    end_connection (self, end_hold (self));
  else if (self->deadline != 0 && self->deadline <= now)
    end_connection (self, leave_phase (self));
}

static gboolean
on_sweep (gpointer data)
{
  DuoHttpServer *self = data;
  gint64 now = g_get_monotonic_time ();

  for (GList *link = self->connections.head; link; link = link->next)
    judge_connection (link->data, now);
  /* At a limit libmicrohttpd leaves the listener alone until it is run again, and what live sockets give back tells it
   * nothing. */
  self->kicked = TRUE;

  return G_SOURCE_CONTINUE;
}

/* ── libmicrohttpd's calls ─────────────────────────────────────────────────────────────────── */

static void
on_connection (void *data,
               struct MHD_Connection *connection,
               void **context,
               enum MHD_ConnectionNotificationCode code)
{
  DuoHttpServer *self = data;
  DuoHttpConnection *state;

  if (code == MHD_CONNECTION_NOTIFY_CLOSED)
    {
      state = *context;
      g_queue_unlink (&self->connections, &state->link);
      g_clear_pointer (context, g_free);
      return;
    }
  state = g_new0 (DuoHttpConnection, 1);
  state->server = self;
  state->fd = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  state->link.data = state;
  g_queue_push_tail_link (&self->connections, &state->link);
  duo_http_connection_enter (state, DUO_HTTP_PHASE_FRESH);
  *context = state;
}

static void *
on_uri (void *data, const char *uri, struct MHD_Connection *connection)
{
  return duo_http_request_new (data, connection, uri);
}

static enum MHD_Result
on_access (void *data,
           struct MHD_Connection *connection,
           const char *url,
           const char *method,
           const char *version,
           const char *upload,
           size_t *upload_size,
           void **context)
{
  return duo_http_request_continue (*context, method, upload, upload_size);
}

static void
on_completed (void *data,
              struct MHD_Connection *connection,
              void **context,
              enum MHD_RequestTerminationCode code)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  DuoHttpConnection *state = info->socket_context;

  duo_http_connection_enter (state, DUO_HTTP_PHASE_IDLE);
  if (*context)
    duo_http_request_detach (*context);
  *context = NULL;
}

/* Paths stay as they were sent: each segment is unescaped where it is used, and "%00" ends nothing. */
static size_t
on_unescape (void *data, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

static void G_GNUC_PRINTF (2, 0) on_log (void *data, const char *format, va_list arguments)
{
  g_logv (G_LOG_DOMAIN, G_LOG_LEVEL_DEBUG, format, arguments);
}

/* ── life ──────────────────────────────────────────────────────────────────────────────────── */

static struct MHD_Daemon *
start_daemon (DuoHttpServer *self, int listener)
{
  return MHD_start_daemon (
      MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE | MHD_USE_SUPPRESS_DATE_NO_CLOCK |
          MHD_USE_ERROR_LOG,
      0, NULL, NULL, on_access, self, MHD_OPTION_EXTERNAL_LOGGER, on_log, self, MHD_OPTION_LISTEN_SOCKET,
      (MHD_socket) listener, MHD_OPTION_NOTIFY_CONNECTION, on_connection, self, MHD_OPTION_NOTIFY_COMPLETED,
      on_completed, self, MHD_OPTION_URI_LOG_CALLBACK, on_uri, self, MHD_OPTION_UNESCAPE_CALLBACK,
      on_unescape, self, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) POOL_BYTES, MHD_OPTION_CONNECTION_LIMIT,
      self->limits.connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, self->limits.connections_per_address,
      MHD_OPTION_END);
}

DuoHttpServer *
duo_http_server_new (int listener,
                     const DuoHttpLimits *limits,
                     DuoClock *clock,
                     DuoHttpHandler handler,
                     gpointer data,
                     GError **error)
{
  g_autofree DuoHttpServer *self = g_new0 (DuoHttpServer, 1);

  self->limits = *limits;
  self->handler = handler;
  self->data = data;
  self->listener = -1;
  self->daemon = start_daemon (self, listener);
  if (self->daemon == NULL)
    {
      close (listener);
      g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_FAILED,
                   "The HTTP server could not be started: %s", g_strerror (errno));
      return NULL;
    }
  self->clock = duo_clock_ref (clock);
  attach_source (self);
  self->sweep_id = g_timeout_add (500, on_sweep, self);

  return g_steal_pointer (&self);
}

static void
close_idle (DuoHttpServer *self)
{
  for (GList *link = self->connections.head; link; link = link->next)
    {
      DuoHttpConnection *connection = link->data;

      if (connection->phase == DUO_HTTP_PHASE_IDLE)
        end_connection (connection, 0);
    }
}

void
duo_http_server_drain (DuoHttpServer *self)
{
  if (self->draining)
    return;
  self->draining = TRUE;
  self->listener = MHD_quiesce_daemon (self->daemon);
  if (self->listener >= 0)
    close (self->listener);
  close_idle (self);
}

guint
duo_http_server_get_n_pending (DuoHttpServer *self)
{
  return self->n_pending;
}

void
duo_http_server_set_body_judge (DuoHttpServer *self, DuoHttpBodyJudge judge)
{
  self->judge = judge;
}

void
duo_http_server_free (DuoHttpServer *self)
{
  duo_http_server_drain (self);
  while (self->waiting.head)
    duo_http_request_abandon (self->waiting.head->data);
  MHD_run (self->daemon);
  g_source_remove (self->sweep_id);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  MHD_stop_daemon (self->daemon);
  duo_clock_unref (self->clock);
  g_free (self);
}

static gboolean
bind_and_listen (GSocket *socket, GSocketAddress *address, guint16 *port, GError **error)
{
  g_autoptr (GSocketAddress) bound = NULL;

  g_socket_set_listen_backlog (socket, 1024);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return FALSE;
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return TRUE;
}

int
duo_http_listen (const char *host, guint16 *port, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, *port);
  g_autoptr (GSocket) socket = NULL;
  int fd = -1;

  if (address == NULL)
    {
      g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_ADDRESS,
                   "“%s” is not an IP address to listen on; write for example 127.0.0.1 or ::1.", host);
      return -1;
    }
  socket =
      g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &why);
  if (socket != NULL && bind_and_listen (socket, address, port, &why))
    fd = dup (g_socket_get_fd (socket));
  if (fd < 0)
    g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_ADDRESS,
                 "%s port %u cannot be listened on: %s. Choose another port, or stop what uses it.", host,
                 *port, why ? why->message : g_strerror (errno));

  return fd;
}
