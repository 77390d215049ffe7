/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-http-server-private.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "duo-problem.h"

struct _DuoHttpRequest
{
  grefcount refs;
  DuoHttpServer *server;
  struct MHD_Connection *connection; /* NULL when it is gone */
  DuoHttpConnection *state;
  char *method;
  char *path;
  GHashTable *query; /* (nullable) */
  gboolean broken_query;
  GByteArray *body;
  gsize body_bytes; /* at most */
  char *address;
  GList link; /* in the server's list of those that wait */
  DuoHttpResponse *response;
  gpointer place; /* (nullable) */
  DuoHttpSlowFunc on_slow;
  GDestroyNotify free_place;
  DuoHttpUpgradeFunc upgrade;
  gpointer upgrade_data;
  gboolean begun;
  gboolean handled;
  gboolean suspended;
  gboolean queued;
};

static void
split_uri (DuoHttpRequest *self, const char *uri)
{
  const char *mark = strchr (uri, '?');

  self->path = mark ? g_strndup (uri, mark - uri) : g_strdup (uri);
  if (!mark)
    return;
  self->query = g_uri_parse_params (mark + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  self->broken_query = self->query == NULL;
}

static char *
dup_address (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info;
  g_autoptr (GSocketAddress) address = NULL;
  GInetAddress *inet;

  info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info != NULL && info->client_addr != NULL)
    address = g_socket_address_new_from_native (info->client_addr, info->client_addr->sa_family == AF_INET6
                                                                       ? sizeof (struct sockaddr_in6)
                                                                       : sizeof (struct sockaddr_in));
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local");
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));

  return g_inet_address_to_string (inet);
}

DuoHttpRequest *
duo_http_request_new (DuoHttpServer *server, struct MHD_Connection *connection, const char *uri)
{
  DuoHttpRequest *self = g_new0 (DuoHttpRequest, 1);
  const union MHD_ConnectionInfo *info;

  info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  g_ref_count_init (&self->refs);
  self->server = server;
  self->connection = connection;
  self->state = info->socket_context;
  self->body = g_byte_array_new ();
  self->body_bytes = server->limits.body_bytes;
  self->address = dup_address (connection);
  self->link.data = self;
  split_uri (self, uri);
  duo_http_connection_enter (self->state, DUO_HTTP_PHASE_HEAD);

  return self;
}

DuoHttpRequest *
duo_http_request_ref (DuoHttpRequest *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
duo_http_request_unref (DuoHttpRequest *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->response, duo_http_response_free);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_byte_array_unref (self->body);
  if (self->place)
    self->free_place (self->place);
  g_free (self->method);
  g_free (self->path);
  g_free (self->address);
  g_free (self);
}

/* ── answering ─────────────────────────────────────────────────────────────────────────────── */

static void
on_upgraded (void *data,
             struct MHD_Connection *connection,
             void *req_cls,
             const char *extra_in,
             size_t extra_in_size,
             MHD_socket sock,
             struct MHD_UpgradeResponseHandle *handle)
{
  DuoHttpRequest *self = data;
  g_autoptr (GBytes) early = g_bytes_new (extra_in, extra_in_size);
  DuoHttpUpgradeFunc func = g_steal_pointer (&self->upgrade);
  int fd = fcntl (sock, F_DUPFD_CLOEXEC, 3);

  /* Our own descriptor, since the handle would keep the connection's memory pool for as long as the socket lives. */
  MHD_upgrade_action (handle, MHD_UPGRADE_ACTION_CLOSE);
  self->server->kicked = TRUE;
  func (fd, early, self->upgrade_data);
}

static void
free_bytes (void *data)
{
  g_bytes_unref (data);
}

static struct MHD_Response *
make_response (DuoHttpRequest *self)
{
  DuoHttpResponse *ours = self->response;
  gsize length = 0;
  const void *body;

  if (self->upgrade)
    return MHD_create_response_for_upgrade (on_upgraded, self);
  if (ours->body == NULL)
    return MHD_create_response_empty (MHD_RF_NONE);
  body = g_bytes_get_data (ours->body, &length);

  return MHD_create_response_from_buffer_with_free_callback_cls (length, body, free_bytes,
                                                                 g_bytes_ref (ours->body));
}

static void
add_date (DuoHttpRequest *self, struct MHD_Response *response)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (duo_clock_now (self->server->clock));
  static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  g_autofree char *text = g_strdup_printf (
      "%s, %02d %s %04d %02d:%02d:%02d GMT", days[g_date_time_get_day_of_week (now) - 1],
      g_date_time_get_day_of_month (now), months[g_date_time_get_month (now) - 1], g_date_time_get_year (now),
      g_date_time_get_hour (now), g_date_time_get_minute (now), g_date_time_get_second (now));

  MHD_add_response_header (response, MHD_HTTP_HEADER_DATE, text);
}

static enum MHD_Result
queue_response (DuoHttpRequest *self)
{
  struct MHD_Response *response = make_response (self);
  enum MHD_Result result;

  add_date (self, response);
  if (self->response->type)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, self->response->type);
  MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  for (guint i = 0; i + 1 < self->response->headers->len; i += 2)
    MHD_add_response_header (response, self->response->headers->pdata[i],
                             self->response->headers->pdata[i + 1]);
  if (self->server->draining && !self->upgrade)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONNECTION, "close");
  self->queued = TRUE;
  duo_http_connection_enter (self->state, DUO_HTTP_PHASE_REPLY);
  result = MHD_queue_response (self->connection, self->response->status, response);
  MHD_destroy_response (response);

  return result;
}

void
duo_http_request_respond (DuoHttpRequest *self, DuoHttpResponse *response)
{
  if (self->response != NULL || self->connection == NULL)
    {
      duo_http_response_free (response);
      return;
    }
  self->response = response;
  if (!self->suspended)
    return;
  self->suspended = FALSE;
  g_queue_unlink (&self->server->waiting, &self->link);
  MHD_resume_connection (self->connection);
  duo_http_server_kick (self->server);
}

void
duo_http_request_upgrade (DuoHttpRequest *self,
                          DuoHttpResponse *response,
                          DuoHttpUpgradeFunc func,
                          gpointer data)
{
  if (self->response == NULL && self->connection != NULL)
    {
      self->upgrade = func;
      self->upgrade_data = data;
    }
  else
    func (-1, NULL, data);
  duo_http_request_respond (self, response);
}

/* ── coming in ─────────────────────────────────────────────────────────────────────────────── */

/* A body that is a little too large is read and thrown away, so that its sender gets to read the answer. */
#define PATIENCE 8
/* What may be larger may take longer, but for no longer than this, or what all may take. */
#define LARGE_BODY_SECONDS 300

typedef struct
{
  const char *name;
  const char *last; /* (nullable) */
  guint n;
} Lines;

static enum MHD_Result
on_line (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Lines *self = data;

  if (g_ascii_strcasecmp (name, self->name) != 0)
    return MHD_YES;
  self->last = value;
  self->n++;

  return MHD_YES;
}

/* A proxy may read one of them and we the other (RFC 9112 §6.3). */
static gboolean
has_two_lengths (DuoHttpRequest *self)
{
  Lines lines = {MHD_HTTP_HEADER_CONTENT_LENGTH, NULL, 0};

  MHD_get_connection_values (self->connection, MHD_HEADER_KIND, on_line, &lines);

  return lines.n > 1;
}

static guint64
get_announced (DuoHttpRequest *self)
{
  const char *length = duo_http_request_get_header (self, MHD_HTTP_HEADER_CONTENT_LENGTH);

  return length ? g_ascii_strtoull (length, NULL, 10) : 0;
}

/* It waits for “100 Continue”, so it reads an answer now (RFC 9110 §10.1.1). */
static gboolean
asks_before_it_sends (DuoHttpRequest *self)
{
  const char *expect = duo_http_request_get_header (self, MHD_HTTP_HEADER_EXPECT);

  return expect && g_ascii_strcasecmp (expect, "100-continue") == 0;
}

static DuoHttpResponse *
refuse_body (DuoHttpRequest *self)
{
  return duo_problem_new (DUO_PROBLEM_TOO_LARGE, "The body of a request has at most %u bytes.",
                          (guint) self->body_bytes);
}

static DuoHttpResponse *
check_head (DuoHttpRequest *self)
{
  const DuoHttpLimits *limits = &self->server->limits;
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (self->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

  if (info != NULL && info->header_size > limits->header_bytes)
    return duo_problem_new (DUO_PROBLEM_HEADERS_TOO_LARGE, "The head of a request has at most %u bytes.",
                            (guint) limits->header_bytes);
  if (has_two_lengths (self))
    return duo_problem_new (DUO_PROBLEM_MALFORMED, "Content-Length: there is more than one.");

  return NULL;
}

static void
allow_time (DuoHttpRequest *self)
{
  const DuoHttpLimits *limits = &self->server->limits;
  guint64 seconds = (guint64) limits->body_seconds * (1 + self->body_bytes / limits->body_bytes);

  seconds = MIN (seconds, MAX (limits->body_seconds, LARGE_BODY_SECONDS));
  self->state->deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
}

static void
allow_body (DuoHttpRequest *self)
{
  const DuoHttpLimits *limits = &self->server->limits;
  gsize allowed = self->server->judge ? self->server->judge (self, &self->response, self->server->data) : 0;

  duo_http_connection_enter (self->state, DUO_HTTP_PHASE_BODY);
  if (allowed <= limits->body_bytes)
    return;
  self->body_bytes = allowed;
  allow_time (self);
}

static gboolean
is_worth_reading (DuoHttpRequest *self)
{
  gsize most = MAX (2 * self->body_bytes, PATIENCE * self->server->limits.body_bytes);

  return self->response == NULL || (get_announced (self) <= most && !asks_before_it_sends (self));
}

static enum MHD_Result
begin (DuoHttpRequest *self, const char *method)
{
  self->begun = TRUE;
  self->method = g_strdup (method);
  self->response = check_head (self);
  if (self->response)
    return queue_response (self);
  allow_body (self);
  if (self->response == NULL && get_announced (self) > self->body_bytes)
    self->response = refuse_body (self);

  return is_worth_reading (self) ? MHD_YES : queue_response (self);
}

static enum MHD_Result
take_body (DuoHttpRequest *self, const char *data, size_t *size)
{
  if (self->response == NULL && self->body->len + *size > self->body_bytes)
    self->response = refuse_body (self);
  if (self->response == NULL)
    g_byte_array_append (self->body, (const guint8 *) data, *size);
  *size = 0;

  return MHD_YES;
}

static enum MHD_Result
handle (DuoHttpRequest *self)
{
  DuoHttpServer *server = self->server;

  if (!self->handled && self->response == NULL)
    {
      self->handled = TRUE;
      server->n_pending++;
      g_byte_array_append (self->body, (const guint8 *) "", 1);
      duo_http_connection_enter (self->state, DUO_HTTP_PHASE_WORK);
      server->handler (self, server->data);
    }
  if (self->response)
    return queue_response (self);
  self->suspended = TRUE;
  g_queue_push_tail_link (&server->waiting, &self->link);
  MHD_suspend_connection (self->connection);

  return MHD_YES;
}

enum MHD_Result
duo_http_request_continue (DuoHttpRequest *self, const char *method, const char *data, size_t *size)
{
  if (!self->begun)
    return begin (self, method);
  if (*size > 0)
    return take_body (self, data, size);

  return handle (self);
}

void
duo_http_request_detach (DuoHttpRequest *self)
{
  DuoHttpUpgradeFunc func = g_steal_pointer (&self->upgrade);

  if (self->handled)
    self->server->n_pending--;
  if (self->suspended)
    g_queue_unlink (&self->server->waiting, &self->link);
  self->suspended = FALSE;
  self->connection = NULL;
  self->state->holder = NULL;
  self->state = NULL;
  if (func)
    func (-1, NULL, self->upgrade_data);
  duo_http_request_unref (self);
}

void
duo_http_request_abandon (DuoHttpRequest *self)
{
  duo_http_request_respond (self, duo_problem_new (DUO_PROBLEM_UNAVAILABLE, "The service is shutting down."));
}

/* ── what came ─────────────────────────────────────────────────────────────────────────────── */

const char *
duo_http_request_get_method (DuoHttpRequest *self)
{
  return self->method;
}

const char *
duo_http_request_get_path (DuoHttpRequest *self)
{
  return self->path;
}

gboolean
duo_http_request_has_broken_query (DuoHttpRequest *self)
{
  return self->broken_query;
}

const char *
duo_http_request_get_query (DuoHttpRequest *self, const char *name)
{
  return self->query ? g_hash_table_lookup (self->query, name) : NULL;
}

const char *
duo_http_request_get_header (DuoHttpRequest *self, const char *name)
{
  return self->connection ? MHD_lookup_connection_value (self->connection, MHD_HEADER_KIND, name) : NULL;
}

const char *
duo_http_request_get_last_header (DuoHttpRequest *self, const char *name)
{
  Lines lines = {name, NULL, 0};

  if (self->connection)
    MHD_get_connection_values (self->connection, MHD_HEADER_KIND, on_line, &lines);

  return lines.last;
}

const char *
duo_http_request_get_body (DuoHttpRequest *self, gsize *length)
{
  *length = self->body->len - 1;
  return (const char *) self->body->data;
}

GBytes *
duo_http_request_steal_body (DuoHttpRequest *self)
{
  gsize length = self->body->len - 1;
  g_autoptr (GBytes) whole = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));

  self->body = g_byte_array_new ();
  g_byte_array_append (self->body, (const guint8 *) "", 1);

  return g_bytes_new_from_bytes (whole, 0, length);
}

void
duo_http_request_hold (DuoHttpRequest *self, gpointer place, DuoHttpSlowFunc on_slow, GDestroyNotify free)
{
  g_return_if_fail (self->place == NULL);

  self->place = place;
  self->on_slow = on_slow;
  self->free_place = free;
  if (self->state == NULL)
    return;
  self->state->holder = self;
  duo_http_pace_begin (self->state);
}

gint64
duo_http_request_end_hold (DuoHttpRequest *self)
{
  return self->on_slow (self->place);
}

void
duo_http_request_erase_body (DuoHttpRequest *self)
{
  sodium_memzero (self->body->data, self->body->len);
}

const char *
duo_http_request_get_address (DuoHttpRequest *self)
{
  return self->address;
}

gboolean
duo_http_request_has_closed (DuoHttpRequest *self)
{
  return self->connection == NULL;
}
