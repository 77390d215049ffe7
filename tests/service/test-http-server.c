/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libmicrohttpd behind one source: answers at once and later, clients that go, upgrades, drain. */
#include "duo-http-server-private.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BOUND_MS 8000

typedef struct
{
  DuoHttpServer *server;
  DuoClock *clock;
  guint16 port;
  GPtrArray *waiting; /* DuoHttpRequest that are answered later */
  guint n_handled;
  int upgraded;
  GBytes *early;
} Fixture;

static DuoHttpResponse *
make_text (guint status, const char *text)
{
  return duo_http_response_new (status, "text/plain", g_bytes_new (text, strlen (text)));
}

static void
on_upgraded (int fd, GBytes *early, gpointer data)
{
  Fixture *self = data;

  self->upgraded = fd;
  g_clear_pointer (&self->early, g_bytes_unref);
  self->early = early ? g_bytes_ref (early) : NULL;
}

static void
upgrade (Fixture *self, DuoHttpRequest *request)
{
  DuoHttpResponse *response = duo_http_response_new (101, NULL, NULL);

  duo_http_response_add_header (response, "Upgrade", "echo");
  duo_http_request_upgrade (request, response, on_upgraded, self);
}

static void
on_request (DuoHttpRequest *request, gpointer data)
{
  Fixture *self = data;
  const char *path = duo_http_request_get_path (request);
  gsize length;
  const char *body = duo_http_request_get_body (request, &length);

  self->n_handled++;
  if (g_str_equal (path, "/later"))
    g_ptr_array_add (self->waiting, duo_http_request_ref (request));
  else if (g_str_equal (path, "/upgrade"))
    upgrade (self, request);
  else if (g_str_equal (path, "/echo"))
    duo_http_request_respond (request, make_text (200, body));
  else if (g_str_equal (path, "/query"))
    duo_http_request_respond (request,
                              make_text (200, duo_http_request_get_query (request, "day") ?: "none"));
  else
    duo_http_request_respond (request, make_text (404, path));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const DuoHttpLimits limits = {16384, 1000, 5, 5, 5, 5, 200, 100, 0, 0};
  g_autoptr (GError) error = NULL;
  int listener = duo_http_listen ("127.0.0.1", &self->port, &error);

  g_assert_no_error (error);
  self->clock = duo_clock_new ();
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_http_request_unref);
  self->server = duo_http_server_new (listener, &limits, self->clock, on_request, self, &error);
  g_assert_no_error (error);
  self->upgraded = -1;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->server, duo_http_server_free);
  g_ptr_array_unref (self->waiting);
  duo_clock_unref (self->clock);
  g_clear_pointer (&self->early, g_bytes_unref);
  if (self->upgraded >= 0)
    close (self->upgraded);
}

/* ── a client of bytes ── */

static gboolean
on_late (gpointer data)
{
  g_assert_not_reached (); /* what is waited for never came */

  return G_SOURCE_REMOVE;
}

static int
dial (Fixture *self)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons (self->port)};
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (fcntl (fd, F_SETFL, O_NONBLOCK), ==, 0);

  return fd;
}

static void
say (int fd, const char *text)
{
  g_assert_cmpint (send (fd, text, strlen (text), MSG_NOSIGNAL), ==, (gssize) strlen (text));
}

/* Reads until @wanted has come, or to the end where it is NULL. */
static char *
hear (int fd, const char *wanted)
{
  GString *text = g_string_new (NULL);
  guint id = g_timeout_add (BOUND_MS, on_late, NULL);
  char buffer[4096];

  while (wanted == NULL || strstr (text->str, wanted) == NULL)
    {
      gssize got = recv (fd, buffer, sizeof buffer, 0);

      if (got > 0)
        g_string_append_len (text, buffer, got);
      else if (got == 0 || errno != EAGAIN)
        break;
      else
        g_main_context_iteration (NULL, FALSE);
    }
  g_source_remove (id);

  return g_string_free (text, FALSE);
}

static void
must_hear (int fd, const char *status, const char *body)
{
  g_autofree char *text = hear (fd, body);

  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 "));
  g_assert_true (g_str_has_prefix (text + 9, status));
  g_assert_nonnull (strstr (text, body));
}

static void
iterate_while (gboolean (*holds) (Fixture *), Fixture *self)
{
  guint id = g_timeout_add (BOUND_MS, on_late, NULL);

  while (holds (self))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static gboolean
nobody_waits (Fixture *self)
{
  return self->waiting->len == 0;
}

static gboolean
some_are_pending (Fixture *self)
{
  return duo_http_server_get_n_pending (self->server) > 0;
}

static gboolean
is_not_upgraded (Fixture *self)
{
  return self->upgraded < 0;
}

/* ── tests ── */

static void
test_answers_at_once (Fixture *self, gconstpointer data)
{
  int fd = dial (self);

  say (fd, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
  must_hear (fd, "200", "hello");
  iterate_while (some_are_pending, self);
  close (fd);
}

static void
test_answers_later (Fixture *self, gconstpointer data)
{
  int fd = dial (self);

  say (fd, "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  iterate_while (nobody_waits, self);
  g_assert_cmpuint (duo_http_server_get_n_pending (self->server), ==, 1);
  duo_http_request_respond (self->waiting->pdata[0], make_text (200, "at last"));
  must_hear (fd, "200", "at last");
  iterate_while (some_are_pending, self);
  close (fd);
}

static void
test_only_the_first_answer_counts (Fixture *self, gconstpointer data)
{
  int fd = dial (self);

  say (fd, "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  iterate_while (nobody_waits, self);
  duo_http_request_respond (self->waiting->pdata[0], make_text (200, "first"));
  duo_http_request_respond (self->waiting->pdata[0], make_text (500, "second"));
  must_hear (fd, "200", "first");
  close (fd);
}

static void
test_a_client_that_has_gone (Fixture *self, gconstpointer data)
{
  int fd = dial (self);
  DuoHttpRequest *request;

  say (fd, "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  iterate_while (nobody_waits, self);
  close (fd);
  request = self->waiting->pdata[0];
  duo_http_request_respond (request, make_text (200, "to nobody"));
  iterate_while (some_are_pending, self);
  g_assert_true (duo_http_request_has_closed (request));
  g_assert_null (duo_http_request_get_header (request, "Host"));
  duo_http_request_respond (request, make_text (200, "again"));
}

static void
test_one_connection_many_requests (Fixture *self, gconstpointer data)
{
  int fd = dial (self);

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nothing-%u.", i);
      g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path);
      g_autofree char *answer = NULL;

      say (fd, text);
      answer = hear (fd, "\r\n\r\n/nothing");
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 404"));
    }
  g_assert_cmpuint (self->n_handled, ==, 50);
  close (fd);
}

static void
test_requests_in_a_pipe (Fixture *self, gconstpointer data)
{
  int fd = dial (self);
  g_autofree char *text = NULL;
  const char *one, *two, *three;

  say (fd, "GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /query?day=two HTTP/1.1\r\nHost: x\r\n\r\n"
           "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nthree");
  text = hear (fd, "\r\n\r\nthree");
  one = strstr (text, "\r\n\r\n/one");
  two = strstr (text, "\r\n\r\ntwo");
  three = strstr (text, "\r\n\r\nthree");
  g_assert_true (one != NULL && one < two && two < three);
  close (fd);
}

static void
test_a_later_answer_does_not_hold_up_others (Fixture *self, gconstpointer data)
{
  int slow = dial (self), quick = dial (self);

  say (slow, "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  iterate_while (nobody_waits, self);
  say (quick, "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n");
  must_hear (quick, "404", "/quick");
  duo_http_request_respond (self->waiting->pdata[0], make_text (200, "slow"));
  must_hear (slow, "200", "slow");
  close (slow);
  close (quick);
}

static void
test_queries (Fixture *self, gconstpointer data)
{
  static const char *const cases[][2] = {
      {"/query", "none"},
      {"/query?day=2026-11-03", "2026-11-03"},
      {"/query?a=1&day=x%20y", "x y"},
      {"/query?day", "none"},
      {"/query?days=1", "none"},
      {"/query?day=1&", "1"},
      {"/query?day=%00", "none"},
      {"/query?day=%zz", "none"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int fd = dial (self);
      g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\n\r\n", cases[i][0]);
      g_autofree char *body = g_strconcat ("\r\n\r\n", cases[i][1], NULL);

      say (fd, text);
      must_hear (fd, "200", body);
      close (fd);
    }
}

static void
test_a_body_with_a_nul_is_whole (Fixture *self, gconstpointer data)
{
  static const char text[] = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\nab\0cdef";
  int fd = dial (self);

  g_assert_cmpint (send (fd, text, sizeof text - 1, 0), ==, sizeof text - 1);
  must_hear (fd, "200", "\r\n\r\nab"); /* the handler of this test stops at it; the request does not */
  close (fd);
}

static gsize
judge (DuoHttpRequest *request, DuoHttpResponse **refusal, gpointer data)
{
  return g_str_has_prefix (duo_http_request_get_path (request), "/large") ? 1000 * 1000 : 0;
}

/* Seconds that a body of @path may take; its head is there when the service says to go on. */
static double
get_body_seconds (Fixture *self, const char *path)
{
  g_autofree char *head = g_strdup_printf (
      "PUT %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n", path);
  gint64 begin = g_get_monotonic_time (), deadline;
  int fd = dial (self);

  say (fd, head);
  g_free (hear (fd, "100 Continue"));
  deadline = ((DuoHttpConnection *) g_queue_peek_tail (&self->server->connections))->deadline;
  close (fd);

  return (deadline - begin) / (double) G_USEC_PER_SEC;
}

static void
test_a_large_body_has_longer_and_not_forever (Fixture *self, gconstpointer data)
{
  double seconds;

  duo_http_server_set_body_judge (self->server, judge);
  seconds = get_body_seconds (self, "/echo");
  g_assert_cmpfloat (seconds, >=, 5);
  g_assert_cmpfloat (seconds, <, 100);
  seconds = get_body_seconds (self, "/large");
  g_assert_cmpfloat (seconds, >=, 300);
  g_assert_cmpfloat (seconds, <, 400);
}

static void
test_a_judge_is_asked_before_the_size (Fixture *self, gconstpointer data)
{
  g_autofree char *body = g_strnfill (9000, 'a');
  g_autofree char *tail = g_strconcat ("\r\n\r\n", body, NULL);
  g_autofree char *large = g_strconcat ("PUT /large HTTP/1.1\r\nHost: x\r\nContent-Length: 9000", tail, NULL);
  int fd = dial (self);

  duo_http_server_set_body_judge (self->server, judge);
  say (fd, large);
  must_hear (fd, "404", "/large");
  say (fd, "PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n");
  must_hear (fd, "413", "too-large");
  close (fd);
}

static void
test_the_date_is_the_clocks (Fixture *self, gconstpointer data)
{
  int fd = dial (self);
  gint64 wanted = 1793707200 - g_get_real_time () / G_USEC_PER_SEC; /* Tue, 03 Nov 2026 08:00:00 GMT */

  duo_clock_set_offset_us (self->clock, wanted * G_USEC_PER_SEC);
  say (fd, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  must_hear (fd, "404", "Date: Tue, 03 Nov 2026 ");
  close (fd);
}

static void
test_an_upgrade (Fixture *self, gconstpointer data)
{
  int fd = dial (self);
  char buffer[10];

  say (fd, "GET /upgrade HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly");
  must_hear (fd, "101", "Upgrade: echo");
  iterate_while (is_not_upgraded, self);
  iterate_while (some_are_pending, self); /* so that a drain does not wait for it */
  if (g_bytes_get_size (self->early) == 5)
    g_assert_cmpmem (g_bytes_get_data (self->early, NULL), 5, "early", 5);
  else
    g_assert_cmpint (recv (self->upgraded, buffer, 5, MSG_WAITALL), ==, 5);
  g_clear_pointer (&self->server, duo_http_server_free); /* the descriptor is ours, not libmicrohttpd's */
  say (self->upgraded, "ours");
  g_assert_cmpint (recv (fd, buffer, 4, MSG_WAITALL), ==, 4);
  close (fd);
}

static void
test_a_drain (Fixture *self, gconstpointer data)
{
  int busy = dial (self), idle = dial (self), late = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons (self->port)};
  g_autofree char *rest = NULL;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  say (idle, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  must_hear (idle, "404", "/a");
  say (busy, "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  iterate_while (nobody_waits, self);
  duo_http_server_drain (self->server);
  rest = hear (idle, NULL);
  g_assert_cmpstr (rest, ==, "");
  g_assert_cmpint (connect (late, (struct sockaddr *) &address, sizeof address), ==, -1);
  duo_http_request_respond (self->waiting->pdata[0], make_text (200, "still answered"));
  must_hear (busy, "200", "still answered");
  iterate_while (some_are_pending, self);
  close (busy);
  close (idle);
  close (late);
}

static void
test_ending_with_requests_that_wait (Fixture *self, gconstpointer data)
{
  int fds[20];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = dial (self);
      say (fds[i], "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  while (self->waiting->len < G_N_ELEMENTS (fds))
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&self->server, duo_http_server_free);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_assert_true (duo_http_request_has_closed (self->waiting->pdata[i]));
      close (fds[i]);
    }
}

static void
test_addresses_that_cannot_be (void)
{
  guint16 port = 0, same;
  g_autoptr (GError) error = NULL;
  int first;

  g_assert_cmpint (duo_http_listen ("example.org", &port, &error), ==, -1);
  g_assert_nonnull (strstr (error->message, "example.org"));
  g_clear_error (&error);
  first = duo_http_listen ("127.0.0.1", &port, &error);
  g_assert_no_error (error);
  same = port;
  g_assert_cmpuint (port, !=, 0);
  g_assert_cmpint (duo_http_listen ("127.0.0.1", &same, &error), ==, -1);
  g_assert_nonnull (strstr (error->message, "another port"));
  close (first);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/http/at-once", test_answers_at_once);
  add ("/http/later", test_answers_later);
  add ("/http/first-answer", test_only_the_first_answer_counts);
  add ("/http/gone", test_a_client_that_has_gone);
  add ("/http/kept", test_one_connection_many_requests);
  add ("/http/pipe", test_requests_in_a_pipe);
  add ("/http/beside", test_a_later_answer_does_not_hold_up_others);
  add ("/http/query", test_queries);
  add ("/http/nul", test_a_body_with_a_nul_is_whole);
  add ("/http/large", test_a_judge_is_asked_before_the_size);
  add ("/http/long", test_a_large_body_has_longer_and_not_forever);
  add ("/http/date", test_the_date_is_the_clocks);
  add ("/http/upgrade", test_an_upgrade);
  add ("/http/drain", test_a_drain);
  add ("/http/end", test_ending_with_requests_that_wait);
  g_test_add_func ("/http/listen", test_addresses_that_cannot_be);

  return g_test_run ();
}
