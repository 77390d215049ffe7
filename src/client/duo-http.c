/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "duo-address-private.h"
#include "duo-body-private.h"
#include "duo-client-error-private.h"
#include "duo-http-private.h"
#include "duo-stop-private.h"

#define TIMEOUT_SECONDS 15
#define IDLE_SECONDS 60
#define MAX_LIVE_PAYLOAD (8 * 1024 * 1024)
/* The service, or what stands before it, may have had a reason that it tells to who asks again. */
#define CUT_OFF_SECONDS 2
#define SECOND_US (1000 * 1000)

struct _DuoHttp
{
  GObject parent_instance;

  SoupSession *soup;
  DuoClock *clock;
  char *address;
  DuoSecret *token;
};

static guint time_followed_signal;

G_DEFINE_FINAL_TYPE (DuoHttp, duo_http, G_TYPE_OBJECT)

void
duo_http_answer_free (DuoHttpAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer->etag);
  g_free (answer);
}

/* `Date` has whole seconds, so half of one is its error; smaller corrections would only make time jump. */
void
duo_http_follow_time (DuoHttp *self, gint64 now)
{
  gint64 theirs = now * SECOND_US + SECOND_US / 2;
  gint64 ours = duo_clock_now_us (self->clock);

  if (ABS (theirs - ours) <= SECOND_US)
    return;
  duo_clock_set_offset_us (self->clock, duo_clock_get_offset_us (self->clock) + theirs - ours);
  g_signal_emit (self, time_followed_signal, 0);
}

static void
follow_date (DuoHttp *self, SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text ? soup_date_time_new_from_http_string (text) : NULL;

  if (date)
    duo_http_follow_time (self, g_date_time_to_unix (date));
}

static DuoHttpAnswer *
read_answer (DuoHttp *self, SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *retry = soup_message_headers_get_one (headers, "Retry-After");
  DuoHttpAnswer *answer = g_new0 (DuoHttpAnswer, 1);

  answer->status = soup_message_get_status (message);
  answer->body = g_bytes_ref (body);
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  answer->retry_after = retry ? MIN (g_ascii_strtoull (retry, NULL, 10), 3600) : 0;
  follow_date (self, headers);
  return answer;
}

static GError *
make_offline_error (const GError *error, gboolean sent)
{
  GError *offline = g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, error->message);

  duo_client_error_get_details (offline)->sent = sent;
  return offline;
}

/* Who cannot be reached is offline, whatever the reason below was; only a bad certificate needs other words. */
static GError *
make_transport_error (const GError *error, gboolean sent)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || error->domain == DUO_CLIENT_ERROR)
    return g_error_copy (error);
  if (error->domain == G_TLS_ERROR)
    return g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED, "No safe connection: %s", error->message);
  return make_offline_error (error, sent);
}

/* What one answer is waited for with */
typedef struct
{
  SoupMessage *message;
  GCancellable *stop;
  gsize limit;
  gboolean sent;
  goffset written;
  goffset total;
  GFileProgressCallback progress; /* (nullable) */
  gpointer progress_data;
} Sending;

static void
sending_free (Sending *sending)
{
  g_signal_handlers_disconnect_by_data (sending->message, sending);
  g_object_unref (sending->message);
  g_object_unref (sending->stop);
  g_free (sending);
}

/* Of what is not whole the service does nothing. */
static void
on_wrote_body (SoupMessage *message, Sending *sending)
{
  sending->sent = TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = duo_body_read_finish (G_INPUT_STREAM (source), result, &error);
  DuoHttp *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);

  if (!body)
    g_task_return_error (task, make_transport_error (error, sending->sent));
  else
    g_task_return_pointer (task, read_answer (self, sending->message, body),
                           (GDestroyNotify) duo_http_answer_free);
}

/* In the middle of its bytes, which are as good as not sent; not because the network is silent. */
static gboolean
was_cut_off (const Sending *sending, const GError *error)
{
  return sending->written > 0 && !sending->sent && error->domain == G_IO_ERROR &&
         error->code != G_IO_ERROR_TIMED_OUT && error->code != G_IO_ERROR_CANCELLED;
}

static GError *
make_sending_error (const Sending *sending, const GError *error)
{
  GError *ours = make_transport_error (error, sending->sent);

  if (was_cut_off (sending, error))
    duo_client_error_get_details (ours)->retry_after = CUT_OFF_SECONDS;
  return ours;
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  Sending *sending = g_task_get_task_data (task);

  if (!stream)
    g_task_return_error (task, make_sending_error (sending, error));
  else
    duo_body_read_async (stream, sending->limit, sending->stop, read_cb, g_steal_pointer (&task));
}

/* What libsoup copies is out of our hands. */
static void
add_token (DuoHttp *self, SoupMessageHeaders *headers)
{
  char *bearer;

  if (!self->token)
    return;
  bearer = g_strconcat ("Bearer ", duo_secret_peek (self->token), NULL);
  soup_message_headers_replace (headers, "Authorization", bearer);
  sodium_memzero (bearer, strlen (bearer));
  g_free (bearer);
}

/* A redirect would carry the token to a host that nobody agreed to. */
static SoupMessage *
make_message (const char *method, const char *address, const char *path, GError **error)
{
  g_autofree char *uri = g_strconcat (address ? address : "", path, NULL);
  SoupMessage *message = address ? soup_message_new (method, uri) : NULL;

  if (!message)
    g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS, "“%s” is not an address", uri);
  else
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

static void
add_headers (SoupMessageHeaders *headers, const DuoHttpRequest *request)
{
  g_autofree char *seen = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", request->seen);

  soup_message_headers_replace (headers, "Accept", "application/json, application/problem+json");
  if (request->key)
    soup_message_headers_replace (headers, "Idempotency-Key", request->key);
  if (request->seen > 0)
    soup_message_headers_replace (headers, "If-Match", seen);
  if (request->etag)
    soup_message_headers_replace (headers, "If-None-Match", request->etag);
}

/* It is large, so that nothing of it goes out before the service has read the head and has a place for it. */
static void
add_bytes (SoupMessage *message, const DuoHttpRequest *request)
{
  soup_message_set_request_body_from_bytes (message, request->type, request->bytes);
  soup_message_headers_set_expectations (soup_message_get_request_headers (message),
                                         SOUP_EXPECTATION_CONTINUE);
}

static void
add_body (SoupMessage *message, const DuoHttpRequest *request)
{
  g_autoptr (GBytes) text = request->body ? g_bytes_new (request->body, strlen (request->body)) : NULL;

  if (text)
    soup_message_set_request_body_from_bytes (message, "application/json", text);
  if (request->bytes)
    add_bytes (message, request);
}

/* A body that is sent again, over another connection, begins anew. */
static void
on_restarted (SoupMessage *message, Sending *sending)
{
  sending->written = 0;
}

static void
on_wrote_data (SoupMessage *message, guint size, Sending *sending)
{
  sending->written += size;
  if (sending->progress)
    sending->progress (sending->written, sending->total, sending->progress_data);
}

static void
watch_progress (GTask *task, const DuoHttpRequest *request)
{
  Sending *sending = g_task_get_task_data (task);

  if (!request->bytes)
    return;
  sending->progress = request->progress;
  sending->progress_data = request->progress_data;
  sending->total = (goffset) g_bytes_get_size (request->bytes);
  g_signal_connect (sending->message, "wrote-headers", G_CALLBACK (on_restarted), sending);
  g_signal_connect (sending->message, "wrote-body-data", G_CALLBACK (on_wrote_data), sending);
}

static void
start (DuoHttp *self, GTask *task, SoupMessage *message, gsize limit)
{
  Sending *sending = g_new0 (Sending, 1);

  *sending = (Sending) {message, duo_stop_new (g_task_get_cancellable (task)), limit};
  g_signal_connect (message, "wrote-body", G_CALLBACK (on_wrote_body), sending);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  soup_session_send_async (self->soup, message, G_PRIORITY_DEFAULT, sending->stop, send_cb, task);
}

static void
duo_http_dispose (GObject *object)
{
  DuoHttp *self = DUO_HTTP (object);

  if (self->soup)
    soup_session_abort (self->soup);
  g_clear_object (&self->soup);
  G_OBJECT_CLASS (duo_http_parent_class)->dispose (object);
}

static void
duo_http_finalize (GObject *object)
{
  DuoHttp *self = DUO_HTTP (object);

  g_clear_pointer (&self->clock, duo_clock_unref);
  g_clear_pointer (&self->token, duo_secret_unref);
  g_free (self->address);
  G_OBJECT_CLASS (duo_http_parent_class)->finalize (object);
}

static void
duo_http_class_init (DuoHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_http_dispose;
  object_class->finalize = duo_http_finalize;

  time_followed_signal =
      g_signal_new ("time-followed", DUO_TYPE_HTTP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_http_init (DuoHttp *self)
{
  self->soup = soup_session_new_with_options ("user-agent", "Duologue/" DUO_VERSION, "timeout",
                                              TIMEOUT_SECONDS, "idle-timeout", IDLE_SECONDS, NULL);
}

DuoHttp *
duo_http_new (DuoClock *clock)
{
  DuoHttp *self = g_object_new (DUO_TYPE_HTTP, NULL);

  self->clock = duo_clock_ref (clock);
  return self;
}

void
duo_http_set_address (DuoHttp *self, const char *address)
{
  g_set_str (&self->address, address);
}

void
duo_http_set_token (DuoHttp *self, DuoSecret *token)
{
  DuoSecret *old = self->token;

  self->token = token ? duo_secret_ref (token) : NULL;
  g_clear_pointer (&old, duo_secret_unref);
}

gboolean
duo_http_has_token (DuoHttp *self)
{
  return self->token != NULL;
}

void
duo_http_send_async (DuoHttp *self,
                     const DuoHttpRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GError) error = NULL;
  SoupMessage *message = make_message (request->method, self->address, request->path, &error);

  g_task_set_source_tag (task, duo_http_send_async);
  if (!message)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  add_headers (soup_message_get_request_headers (message), request);
  add_token (self, soup_message_get_request_headers (message));
  add_body (message, request);
  start (self, g_object_ref (task), message, request->limit ? request->limit : DUO_MAX_BODY);
  watch_progress (task, request);
}

DuoHttpAnswer *
duo_http_send_finish (DuoHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_http_ask_async (DuoHttp *self,
                    const char *address,
                    const char *path,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GError) error = NULL;
  SoupMessage *message = make_message ("GET", address, path, &error);

  g_task_set_source_tag (task, duo_http_ask_async);
  if (message)
    start (self, g_steal_pointer (&task), message, DUO_MAX_BODY);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The bytes are the secret's own, so that no copy of ours stays behind. */
void
duo_http_post_elsewhere_async (DuoHttp *self,
                               const char *address,
                               const char *path,
                               DuoSecret *body,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text = duo_secret_peek (body);
  SoupMessage *message = make_message ("POST", address, path, &error);

  g_task_set_source_tag (task, duo_http_post_elsewhere_async);
  if (!message)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  bytes = g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify) duo_secret_unref,
                                      duo_secret_ref (body));
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  start (self, g_steal_pointer (&task), message, DUO_MAX_BODY);
}

static GError *
make_upgrade_error (SoupMessage *message, const GError *error)
{
  g_autoptr (GError) checked = NULL;
  DuoHttpAnswer answer = {.status = soup_message_get_status (message)};

  if (error->domain != SOUP_WEBSOCKET_ERROR || duo_http_answer_check (&answer, &checked))
    return make_transport_error (error, FALSE);
  return g_steal_pointer (&checked);
}

static void
connect_live_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  SoupWebsocketConnection *connection =
      soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (!connection)
    {
      g_task_return_error (task, make_upgrade_error (g_task_get_task_data (task), error));
      return;
    }
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_LIVE_PAYLOAD);
  g_task_return_pointer (task, connection, g_object_unref);
}

void
duo_http_connect_live_async (DuoHttp *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autofree char *uri = self->address ? duo_address_dup_live (self->address) : NULL;
  SoupMessage *message = uri ? soup_message_new ("GET", uri) : NULL;

  g_task_set_source_tag (task, duo_http_connect_live_async);
  if (!message)
    {
      g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS, "There is no address");
      return;
    }
  add_token (self, soup_message_get_request_headers (message));
  g_task_set_task_data (task, message, g_object_unref);
  soup_session_websocket_connect_async (self->soup, message, NULL, NULL, G_PRIORITY_DEFAULT, cancellable,
                                        connect_live_cb, g_steal_pointer (&task));
}

SoupWebsocketConnection *
duo_http_connect_live_finish (DuoHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
