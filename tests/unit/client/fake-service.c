/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-service.h"

typedef struct
{
  char *method;
  char *path;
  guint status;
  char *body;
  gboolean held;
} Answer;

struct _FakeService
{
  SoupServer *server;
  char *address;
  guint port;
  GPtrArray *answers;
  GPtrArray *requests;
  GPtrArray *held; /* messages */
  SoupWebsocketConnection *socket;
  guint n_sockets;
  guint live_refusal;
  GPtrArray *texts;
  gboolean mute;
  gint64 date;
  guint retry_after;
  GBytes *zipped; /* (nullable): instead of what an answer says */
};

void
wait_timed_out (gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
request_free (FakeRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->body);
  g_free (request->key);
  g_free (request->seen);
  g_free (request->bearer);
  g_free (request->agent);
  g_free (request);
}

static void
answer_free (Answer *answer)
{
  g_free (answer->method);
  g_free (answer->path);
  g_free (answer->body);
  g_free (answer);
}

static gboolean
path_matches (const char *pattern, const char *path)
{
  gsize length = strlen (pattern);

  if (length > 0 && pattern[length - 1] == '*')
    return strncmp (pattern, path, length - 1) == 0;
  return g_str_equal (pattern, path);
}

/* The first that fits; used up unless it is the last for its path. */
static Answer *
take_answer (FakeService *self, const char *method, const char *path, gboolean *last)
{
  Answer *found = NULL;
  guint position = 0;

  *last = TRUE;
  for (guint i = 0; i < self->answers->len; i++)
    {
      Answer *answer = self->answers->pdata[i];

      if (!g_str_equal (answer->method, method) || !path_matches (answer->path, path))
        continue;
      if (!found)
        {
          found = answer;
          position = i;
        }
      else if (g_str_equal (found->path, answer->path))
        *last = FALSE;
    }
  if (found && !*last)
    g_ptr_array_steal_index (self->answers, position);
  return found;
}

static void
record (FakeService *self, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  FakeRequest *request = g_new0 (FakeRequest, 1);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (path);
  request->body = g_strndup (body->data ? body->data : "", body->length);
  request->key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  request->seen = g_strdup (soup_message_headers_get_one (headers, "If-Match"));
  request->bearer = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  g_ptr_array_add (self->requests, request);
}

static void
write_headers (FakeService *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (self->date != 0)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (self->date);
      g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

      soup_message_headers_replace (headers, "Date", text);
    }
  if (self->retry_after != 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", self->retry_after);

      soup_message_headers_replace (headers, "Retry-After", text);
    }
}

static void
write_body (FakeService *self, SoupServerMessage *message, const char *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (!self->zipped)
    {
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
      return;
    }
  soup_message_headers_set_content_type (headers, "application/json", NULL);
  soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), self->zipped);
}

static void
on_request (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  FakeService *self = data;
  g_autofree char *whole = g_uri_to_string_partial (soup_server_message_get_uri (message), G_URI_HIDE_NONE);
  const char *where = strstr (whole, "/v1/");
  gboolean last;
  Answer *answer = take_answer (self, soup_server_message_get_method (message), where, &last);

  record (self, message, where);
  write_headers (self, message);
  if (!answer)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  if (answer->status == 0)
    {
      g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);

      g_io_stream_close (connection, NULL, NULL);
    }
  else
    {
      soup_server_message_set_status (message, answer->status, NULL);
      write_body (self, message, answer->body);
    }
  if (answer->held)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, g_object_ref (message));
    }
  if (!last)
    answer_free (answer);
}

static void
on_text (SoupWebsocketConnection *socket, int type, GBytes *message, gpointer data)
{
  FakeService *self = data;
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);

  g_ptr_array_add (self->texts, g_strndup (bytes, length));
  if (!self->mute && strstr (self->texts->pdata[self->texts->len - 1], "\"ping\""))
    soup_websocket_connection_send_text (socket, "{\"type\":\"pong\",\"n\":1}");
}

static void
on_socket (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           SoupWebsocketConnection *socket,
           gpointer data)
{
  FakeService *self = data;

  g_set_object (&self->socket, socket);
  self->n_sockets++;
  g_signal_connect (socket, "message", G_CALLBACK (on_text), self);
}

static void
on_upgrade (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  FakeService *self = data;

  if (self->live_refusal != 0)
    soup_server_message_set_status (message, self->live_refusal, NULL);
}

static void
listen_at (FakeService *self, guint port)
{
  g_autoptr (GError) error = NULL;

  self->server = soup_server_new ("server-header", "fake", NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_add_early_handler (self->server, "/v1/live", on_upgrade, self, NULL);
  soup_server_add_websocket_handler (self->server, "/v1/live", NULL, NULL, on_socket, self, NULL);
  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    g_error ("%s", error->message);
}

FakeService *
fake_service_new (void)
{
  FakeService *self = g_new0 (FakeService, 1);
  GSList *uris;

  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  listen_at (self, 0);
  uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
  self->address = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
fake_service_hide (FakeService *self)
{
  fake_service_drop_socket (self);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

void
fake_service_show (FakeService *self)
{
  listen_at (self, self->port);
}

void
fake_service_free (FakeService *self)
{
  if (self->server)
    fake_service_hide (self);
  g_clear_pointer (&self->zipped, g_bytes_unref);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->texts);
  g_free (self->address);
  g_free (self);
}

const char *
fake_service_get_address (FakeService *self)
{
  return self->address;
}

void
fake_service_answer (FakeService *self, const char *method, const char *path, guint status, const char *body)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer) {g_strdup (method), g_strdup (path), status, g_strdup (body ? body : ""), FALSE};
  g_ptr_array_add (self->answers, answer);
}

void
fake_service_forget_answers (FakeService *self, const char *method, const char *path)
{
  for (guint i = self->answers->len; i-- > 0;)
    {
      Answer *answer = self->answers->pdata[i];

      if (g_str_equal (answer->method, method) && g_str_equal (answer->path, path))
        g_ptr_array_remove_index (self->answers, i);
    }
}

void
fake_service_hold (FakeService *self, const char *method, const char *path)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      Answer *answer = self->answers->pdata[i];

      if (g_str_equal (answer->method, method) && g_str_equal (answer->path, path))
        answer->held = TRUE;
    }
}

void
fake_service_let_go (FakeService *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    ((Answer *) self->answers->pdata[i])->held = FALSE;
  for (guint i = 0; i < self->held->len; i++)
    soup_server_message_unpause (self->held->pdata[i]);
  g_ptr_array_set_size (self->held, 0);
}

void
fake_service_set_date (FakeService *self, gint64 date)
{
  self->date = date;
}

void
fake_service_set_retry_after (FakeService *self, guint seconds)
{
  self->retry_after = seconds;
}

void
fake_service_set_zipped (FakeService *self, GBytes *zipped)
{
  g_clear_pointer (&self->zipped, g_bytes_unref);
  self->zipped = zipped ? g_bytes_ref (zipped) : NULL;
}

void
fake_service_refuse_live (FakeService *self, guint status)
{
  self->live_refusal = status;
}

static const FakeRequest *
find_request (FakeService *self, const char *method, const char *path, guint index)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      const FakeRequest *request = self->requests->pdata[i];

      if (!g_str_equal (request->method, method) || !g_str_has_prefix (request->path, path))
        continue;
      if (index-- == 0)
        return request;
    }
  return NULL;
}

guint
fake_service_count (FakeService *self, const char *method, const char *path)
{
  guint n = 0;

  while (find_request (self, method, path, n))
    n++;
  return n;
}

const FakeRequest *
fake_service_wait_request (FakeService *self, const char *method, const char *path, guint index)
{
  wait_until (find_request (self, method, path, index) != NULL);
  return find_request (self, method, path, index);
}

guint
fake_service_get_n_sockets (FakeService *self)
{
  return self->n_sockets;
}

void
fake_service_wait_sockets (FakeService *self, guint n)
{
  wait_until (self->n_sockets >= n);
}

void
fake_service_say (FakeService *self, const char *text)
{
  soup_websocket_connection_send_text (self->socket, text);
}

void
fake_service_drop_socket (FakeService *self)
{
  if (!self->socket)
    return;
  g_signal_handlers_disconnect_by_data (self->socket, self);
  g_io_stream_close (soup_websocket_connection_get_io_stream (self->socket), NULL, NULL);
  g_clear_object (&self->socket);
}

static const char *
find_text (FakeService *self, const char *part, guint index)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (strstr (self->texts->pdata[i], part) && index-- == 0)
      return self->texts->pdata[i];
  return NULL;
}

guint
fake_service_count_texts (FakeService *self, const char *part)
{
  guint n = 0;

  while (find_text (self, part, n))
    n++;
  return n;
}

const char *
fake_service_wait_text (FakeService *self, const char *part, guint index)
{
  wait_until (find_text (self, part, index) != NULL);
  return find_text (self, part, index);
}

void
fake_service_set_mute (FakeService *self, gboolean mute)
{
  self->mute = mute;
}

char *
fake_chat (const char *state, gint64 rev)
{
  gboolean booked = g_str_equal (state, "confirmed");

  return g_strdup_printf (
      "{\"id\":\"" FAKE_CHAT "\",\"event\":\"" FAKE_EVENT "\",\"recruiter\":\"" FAKE_ADA
      "\",\"talent\":\"" FAKE_ME
      "\",\"state\":\"%s\",%s\"acted\":\"talent\",\"created\":\"2026-11-03T08:00:00Z\","
      "\"changed\":\"2026-11-03T08:00:00Z\",\"rev\":%" G_GINT64_FORMAT ","
      "\"peer\":{\"id\":\"" FAKE_ADA
      "\",\"name\":\"Ada Lindqvist\",\"title\":\"Manager\",\"company\":\"Nordlys\"}}",
      state, booked ? "\"start\":\"2026-11-03T12:00:00Z\",\"end\":\"2026-11-03T12:15:00Z\"," : "", rev);
}

#define EVENT                                                                                                \
  "{\"id\":\"" FAKE_EVENT "\",\"name\":\"Nordic Careers\",\"zone\":\"Europe/Stockholm\",\"state\":\"open\"," \
  "\"rev\":5,\"role\":\"talent\",\"me\":\"" FAKE_ME "\","                                                    \
  "\"days\":[{\"date\":\"2026-11-03\",\"kind\":\"virtual\",\"windows\":[[540,1020]]}],"                      \
  "\"format\":{\"requests_by\":[\"talents\",\"recruiters\"],\"durations\":[15],\"limit_per_talent\":0,"      \
  "\"limit_per_company\":0,\"gap\":0,\"closes\":0,\"expiry\":0,\"notice\":0,\"room_early\":5,\"room_late\":" \
  "5}}"

#define PERSON(id, name)                                                                                     \
  "{\"id\":\"" id "\",\"role\":\"recruiter\",\"name\":\"" name                                               \
  "\",\"title\":\"Manager\",\"company\":\"COMPANYCOMPANYCOMPANYC\","                                         \
  "\"topics\":[\"Rust\"],\"languages\":[\"Swedish\"],\"mode\":\"direct\",\"paused\":false,\"listed\":true,"  \
  "\"rev\":3}"

#define CHANGES                                                                                              \
  "{\"event\":\"" FAKE_EVENT "\",\"since\":0,\"upto\":5,\"more\":false,"                                     \
  "\"companies\":[{\"id\":\"COMPANYCOMPANYCOMPANYC\",\"name\":\"Nordlys\",\"field\":\"Robotics\",\"size\":"  \
  "\"200\","                                                                                                 \
  "\"languages\":[\"Swedish\"],\"rev\":2}],"                                                                 \
  "\"people\":[" PERSON (FAKE_ADA, "Ada Lindqvist") "," PERSON (                                             \
      FAKE_BEN, "Ben Okafor") "],"                                                                           \
                              "\"chats\":[],\"gone\":[],\"counts\":[[\"" FAKE_ADA "\",7,2]]}"

#define NO_CHANGES                                                                                           \
  "{\"event\":\"" FAKE_EVENT                                                                                 \
  "\",\"since\":5,\"upto\":5,\"more\":false,\"companies\":[],\"people\":[],\"chats\":[],"                    \
  "\"gone\":[],\"counts\":[]}"

#define SESSION                                                                                              \
  "{\"token\":\"a-secret-token\",\"expires\":\"2026-12-01T00:00:00Z\",\"account\":{\"id\":"                  \
  "\"ACCOUNTACCOUNTACCOUNTA\","                                                                              \
  "\"name\":\"Amara Okafor\",\"email\":\"amara@example.org\"}}"

void
fake_service_furnish (FakeService *self)
{
  fake_service_answer (
      self, "GET", "/v1/service", 200,
      "{\"name\":\"Nordic Careers\",\"version\":\"0.1.0\",\"protocol\":[1],\"registration\":\"open\","
      "\"sign_in\":[\"password\"]}");
  fake_service_answer (self, "POST", "/v1/sessions", 201, SESSION);
  fake_service_answer (self, "DELETE", "/v1/sessions/current", 204, "");
  fake_service_answer (self, "GET", "/v1/events", 200, "{\"events\":[" EVENT "]}");
  fake_service_answer (self, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0", 200, CHANGES);
  fake_service_answer (self, "GET", "/v1/events/" FAKE_EVENT "/changes*", 200, NO_CHANGES);
}
