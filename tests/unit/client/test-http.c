/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-http-private.h"
#include "fake-service.h"
#include "freed.h"
#include "duo-protocol-error.h"

typedef struct
{
  FakeService *service;
  DuoClock *clock;
  DuoHttp *http;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->service = fake_service_new ();
  f->clock = duo_clock_new ();
  f->http = duo_http_new (f->clock);
  duo_http_set_address (f->http, fake_service_get_address (f->service));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->http);
  duo_clock_unref (f->clock);
  fake_service_free (f->service);
}

static DuoHttpAnswer *
ask (Fixture *f, const DuoHttpRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_http_send_async (f->http, request, NULL, take_result, &result);
  wait_result (result);
  return duo_http_send_finish (f->http, result, error);
}

static void
test_carries_everything (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSecret) token = duo_secret_new ("a-token");
  const DuoHttpRequest request = {"POST", "/v1/chats/x/cancel", "{\"message\":\"ill\"}", "key-1", 42, NULL};
  const FakeRequest *sent;
  g_autoptr (DuoHttpAnswer) answer = NULL;

  fake_service_answer (f->service, "POST", "/v1/chats/x/cancel", 200, "{}");
  duo_http_set_token (f->http, token);
  answer = ask (f, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  sent = fake_service_wait_request (f->service, "POST", "/v1/chats/x/cancel", 0);
  g_assert_cmpstr (sent->bearer, ==, "Bearer a-token");
  g_assert_cmpstr (sent->key, ==, "key-1");
  g_assert_cmpstr (sent->seen, ==, "\"42\"");
  g_assert_cmpstr (sent->body, ==, "{\"message\":\"ill\"}");
  g_assert_true (g_str_has_prefix (sent->agent, "Duologue/"));
}

static void
test_no_one_there (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events"};

  fake_service_hide (f->service);
  g_assert_null (ask (f, &request, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  fake_service_show (f->service);
}

static void
test_no_address (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events"};

  duo_http_set_address (f->http, NULL);
  g_assert_null (ask (f, &request, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events"};

  duo_http_send_async (f->http, &request, cancellable, take_result, &result);
  g_cancellable_cancel (cancellable);
  wait_result (result);
  g_assert_null (duo_http_send_finish (f->http, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* One that answers before it has been asked, so that whoever asks finds the answer at once. */
typedef struct
{
  GSocket *listening;
  GSocket *asked; /* (nullable) */
  GSource *source;
} Hasty;

static gboolean
on_reached (GSocket *listening, GIOCondition condition, gpointer data)
{
  static const char answer[] =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  Hasty *hasty = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (hasty->asked);
  hasty->asked = g_socket_accept (listening, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_socket_send (hasty->asked, answer, strlen (answer), NULL, NULL), ==, strlen (answer));
  return G_SOURCE_CONTINUE;
}

/* Before the one who connects hears that they are connected */
static char *
hasty_listen (Hasty *hasty)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) here = NULL;
  g_autoptr (GError) error = NULL;

  hasty->listening =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_socket_bind (hasty->listening, any_port, FALSE, &error);
  g_assert_no_error (error);
  g_socket_listen (hasty->listening, &error);
  g_assert_no_error (error);
  here = g_socket_get_local_address (hasty->listening, &error);
  g_assert_no_error (error);
  hasty->source = g_socket_create_source (hasty->listening, G_IO_IN, NULL);
  g_source_set_callback (hasty->source, G_SOURCE_FUNC (on_reached), hasty, NULL);
  g_source_set_priority (hasty->source, G_PRIORITY_HIGH);
  g_source_attach (hasty->source, NULL);
  return g_strdup_printf ("http://127.0.0.1:%u",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (here)));
}

static void
hasty_stop (Hasty *hasty)
{
  g_source_destroy (hasty->source);
  g_clear_pointer (&hasty->source, g_source_unref);
  g_clear_object (&hasty->asked);
  g_clear_object (&hasty->listening);
}

/* By whoever gives up when the answer is there, but has not been told of: whatever is asked next is answered. */
static void
test_cancelled_as_answered (Fixture *f, gconstpointer data)
{
  Hasty hasty = {NULL};
  g_autofree char *address = hasty_listen (&hasty);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DuoHttpAnswer) answer = NULL;
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events"};

  duo_http_set_address (f->http, address);
  duo_http_send_async (f->http, &request, cancellable, take_result, &result);
  while (!hasty.asked || g_socket_get_available_bytes (hasty.asked) <= 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  wait_result (result);
  g_assert_null (duo_http_send_finish (f->http, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  hasty_stop (&hasty);

  fake_service_answer (f->service, "GET", "/v1/events", 200, "{}");
  duo_http_set_address (f->http, fake_service_get_address (f->service));
  answer = ask (f, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
}

/* The token must not travel to wherever a redirect points. */
static void
test_does_not_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = NULL;
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events"};

  fake_service_answer (f->service, "GET", "/v1/events", 302, "");
  answer = ask (f, &request, &error);
  g_assert_cmpuint (answer->status, ==, 302);
  g_assert_false (duo_http_answer_check (answer, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  g_assert_cmpuint (fake_service_count (f->service, "GET", "/v1/"), ==, 1);
}

static void
count_cb (DuoHttp *http, guint *count)
{
  (*count)++;
}

static void
test_follows_the_clock (Fixture *f, gconstpointer data)
{
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/service"};
  gint64 theirs = g_get_real_time () / G_USEC_PER_SEC + 3 * 60 * 60;
  guint moved = 0;

  g_signal_connect (f->http, "time-followed", G_CALLBACK (count_cb), &moved);
  fake_service_answer (f->service, "GET", "/v1/service", 200, "{}");
  fake_service_set_date (f->service, theirs);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DuoHttpAnswer) answer = ask (f, &request, NULL);

      g_assert_nonnull (answer);
    }
  g_assert_cmpint (ABS (duo_clock_now (f->clock) - theirs), <=, 2);
  g_assert_cmpuint (moved, ==, 1);
}

typedef struct
{
  guint status;
  const char *body;
  int code;
  DuoRefusal refusal;
} Problem;

static const Problem problems[] = {
    {200, "{}", -1, DUO_REFUSAL_NONE},
    {201, "", -1, DUO_REFUSAL_NONE},
    {304, "", -1, DUO_REFUSAL_NONE},
    {401, "", DUO_CLIENT_ERROR_SIGNED_OUT, DUO_REFUSAL_NONE},
    {412, "", DUO_CLIENT_ERROR_STALE, DUO_REFUSAL_NONE},
    {429, "", DUO_CLIENT_ERROR_BUSY, DUO_REFUSAL_NONE},
    {500, "<html>", DUO_CLIENT_ERROR_OFFLINE, DUO_REFUSAL_NONE},
    {503, "{\"title\":\"x\",\"status\":503,\"code\":\"unavailable\"}", DUO_CLIENT_ERROR_OFFLINE,
     DUO_REFUSAL_NONE},
    {400, "{\"title\":\"x\",\"status\":400,\"code\":\"malformed\"}", DUO_CLIENT_ERROR_FAILED,
     DUO_REFUSAL_NONE},
    {409, "{\"title\":\"x\",\"status\":409,\"code\":\"paused\"}", DUO_CLIENT_ERROR_REFUSED,
     DUO_REFUSAL_PAUSED},
    {404, "{\"title\":\"x\",\"status\":404,\"code\":\"not-found\"}", DUO_CLIENT_ERROR_REFUSED,
     DUO_REFUSAL_NOT_FOUND},
    {409, "{\"title\":\"x\",\"status\":409,\"code\":\"slot-taken\",\"left\":3}", DUO_CLIENT_ERROR_SLOT_TAKEN,
     DUO_REFUSAL_NONE},
    {409, "{\"title\":\"x\",\"status\":409,\"code\":\"of-tomorrow\"}", DUO_CLIENT_ERROR_FAILED,
     DUO_REFUSAL_NONE},
};

static void
test_problems (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) body = g_bytes_new_static (problems[i].body, strlen (problems[i].body));
      const DuoHttpAnswer answer = {.status = problems[i].status, .body = body};

      g_assert_cmpint (duo_http_answer_check (&answer, &error), ==, problems[i].code == -1);
      if (problems[i].code == -1)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, DUO_CLIENT_ERROR, problems[i].code);
      g_assert_cmpint (duo_client_error_get_refusal (error), ==, problems[i].refusal);
    }
}

/* Of a copy, too, which is what is shown later. */
static void
test_what_a_problem_says (void)
{
  static const char closed[] = "{\"title\":\"x\",\"status\":409,\"code\":\"room-closed\","
                               "\"opens\":\"2026-11-03T11:55:00Z\",\"closes\":\"2026-11-03T12:20:00Z\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (closed, strlen (closed));
  const DuoHttpAnswer answer = {.status = 409, .body = body};
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  g_assert_false (duo_http_answer_check (&answer, &error));
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpint (duo_client_error_get_refusal (copy), ==, DUO_REFUSAL_ROOM_CLOSED);
}

/* Whoever asks an error of another kind gets nothing instead of rubbish. */
static void
test_errors_of_others (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_cmpint (duo_client_error_get_refusal (error), ==, DUO_REFUSAL_NONE);
}

/* JSON of @length bytes, nearly all of them blanks */
static char *
dup_blanks (gsize length)
{
  char *text = g_malloc (length + 1);

  memset (text, ' ', length);
  memcpy (text, "{}", 2);
  text[length] = '\0';
  return text;
}

static GBytes *
zip (const char *text)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (text, strlen (text), NULL);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (plain, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) sink = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (
      sink, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (sink));
}

static void
assert_too_large (Fixture *f, gsize limit)
{
  g_autoptr (GError) error = NULL;
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events", .limit = limit};

  g_assert_null (ask (f, &request, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE);
  g_assert_nonnull (strstr (error->message, "too large"));
}

static void
assert_length (Fixture *f, gsize limit, gsize length)
{
  g_autoptr (GError) error = NULL;
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events", .limit = limit};
  g_autoptr (DuoHttpAnswer) answer = ask (f, &request, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, length);
}

/* What is sent and what it becomes when it is decoded are held to the same limit; more often than there are connections
 * to one host, so that none is lost by it. */
static void
test_too_large (Fixture *f, gconstpointer zipped)
{
  g_autofree char *fits = dup_blanks (DUO_MAX_BODY);
  g_autofree char *large = dup_blanks (DUO_MAX_BODY + 1);
  g_autoptr (GBytes) small = zip (fits);
  g_autoptr (GBytes) bomb = zip (large);

  fake_service_answer (f->service, "GET", "/v1/events", 200, large);
  if (zipped)
    fake_service_set_zipped (f->service, bomb);
  for (guint i = 0; i < 12; i++)
    assert_too_large (f, 0);
  assert_length (f, DUO_MAX_BODY + 1, DUO_MAX_BODY + 1);

  fake_service_forget_answers (f->service, "GET", "/v1/events");
  fake_service_answer (f->service, "GET", "/v1/events", 200, fits);
  if (zipped)
    fake_service_set_zipped (f->service, small);
  assert_length (f, 0, DUO_MAX_BODY);
}

/* Nothing that we give back to the allocator has the token in it. */
static void
test_erases_the_token (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DuoSecret) token = duo_secret_new ("a-token-to-be-erased");
  const DuoHttpRequest request = {.method = "GET", .path = "/v1/events"};

  duo_http_set_token (f->http, token);
  if (!freed_watch ("a-token-to-be-erased"))
    {
      g_test_skip ("only AddressSanitizer can tell");
      return;
    }
  duo_http_send_async (f->http, &request, NULL, take_result, &result);
  g_assert_cmpuint (freed_stop (), ==, 0);
  wait_result (result);
}

/* ── a service that cuts off ── */

#define CV_BYTES (5 * 1024 * 1024)

typedef struct
{
  const char *first; /* what is said to the head */
  gsize taken;       /* how much of the body is read then, before the connection ends */
  guint retry_after;
} Cut;

static void
read_head (GInputStream *in)
{
  char end[4] = "";

  while (memcmp (end, "\r\n\r\n", sizeof end) != 0)
    {
      memmove (end, end + 1, sizeof end - 1);
      g_assert_cmpint (g_input_stream_read (in, end + sizeof end - 1, 1, NULL, NULL), ==, 1);
    }
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *object, gpointer data)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  const Cut *cut = data;
  g_autofree char *body = g_malloc (cut->taken + 1);

  read_head (in);
  g_assert_true (g_output_stream_write_all (out, cut->first, strlen (cut->first), NULL, NULL, NULL));
  g_assert_true (g_input_stream_read_all (in, body, cut->taken, NULL, NULL, NULL));
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static GSocketService *
cutting_service_new (Cut *cut, guint16 *port)
{
  GSocketService *service = g_threaded_socket_service_new (1);

  *port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_assert_cmpuint (*port, !=, 0);
  g_signal_connect (service, "run", G_CALLBACK (on_run), cut);
  g_socket_service_start (service);
  return service;
}

static void
check_cut (Fixture *f, Cut *cut)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (CV_BYTES), CV_BYTES);
  const DuoHttpRequest request = {
      .method = "PUT", .path = "/v1/me/cv", .bytes = bytes, .type = "application/pdf"};
  guint16 port = 0;
  g_autoptr (GSocketService) service = cutting_service_new (cut, &port);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (GError) error = NULL;

  duo_http_set_address (f->http, address);
  g_assert_null (ask (f, &request, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_cmpuint (duo_client_error_get_retry_after (error), ==, cut->retry_after);
  g_socket_service_stop (service);
}

/* Whoever is cut off in the middle asks again, and is told then why; of who had not begun, or was through, nothing is
 * known. */
static void
test_cut_off (Fixture *f, gconstpointer data)
{
  Cut cuts[] = {
      {"HTTP/1.1 100 Continue\r\n\r\n", 1000, 2}, {"", 0, 0}, {"HTTP/1.1 100 Continue\r\n\r\n", CV_BYTES, 0}};

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    check_cut (f, &cuts[i]);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/http/carries-everything", test_carries_everything);
  ADD ("/http/erases-the-token", test_erases_the_token);
  ADD ("/http/no-one-there", test_no_one_there);
  ADD ("/http/no-address", test_no_address);
  ADD ("/http/cancelled", test_cancelled);
  ADD ("/http/cancelled-as-answered", test_cancelled_as_answered);
  ADD ("/http/does-not-follow", test_does_not_follow);
  ADD ("/http/follows-the-clock", test_follows_the_clock);
  ADD ("/http/cut-off", test_cut_off);
  ADD ("/http/too-large/plain", test_too_large);
  g_test_add ("/http/too-large/zipped", Fixture, "zipped", set_up, test_too_large, tear_down);
  g_test_add_func ("/http/problems", test_problems);
  g_test_add_func ("/http/what-a-problem-says", test_what_a_problem_says);
  g_test_add_func ("/http/errors-of-others", test_errors_of_others);
  return g_test_run ();
}
