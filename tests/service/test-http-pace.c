/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a connection is, by what the kernel counts: of a real one, at times that are made up. */
#include "duo-http-server-private.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define BOUND_US (20 * G_USEC_PER_SEC)
#define PACE 1000
#define SECONDS 10
#define LEAST (PACE * SECONDS)

typedef struct
{
  DuoHttpServer server;
  DuoHttpConnection ours;
  int theirs;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  struct sockaddr_in address = {.sin_family = AF_INET};
  guint16 port = 0;
  int listener = duo_http_listen ("127.0.0.1", &port, NULL);

  address.sin_port = htons (port);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->theirs = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (self->theirs, (struct sockaddr *) &address, sizeof address), ==, 0);
  self->server.limits.pace_bytes = PACE;
  self->server.limits.pace_seconds = SECONDS;
  self->ours.server = &self->server;
  do
    self->ours.fd = accept (listener, NULL, NULL);
  while (self->ours.fd < 0 && errno == EAGAIN);
  g_assert_cmpint (self->ours.fd, >=, 0);
  close (listener);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close (self->ours.fd);
  close (self->theirs);
}

/* All of it is there, and the sender's kernel knows. */
static void
move (int from, int to, gsize length)
{
  g_autofree char *sent = g_malloc0 (length), *got = g_malloc (length);
  gint64 until = g_get_monotonic_time () + BOUND_US;
  int waiting = 1;

  g_assert_cmpint (send (from, sent, length, MSG_NOSIGNAL), ==, (gssize) length);
  g_assert_cmpint (recv (to, got, length, MSG_WAITALL), ==, (gssize) length);
  while (waiting > 0 && g_get_monotonic_time () < until)
    g_assert_cmpint (ioctl (from, SIOCOUTQ, &waiting), ==, 0);
  g_assert_cmpint (waiting, ==, 0);
}

static void
begin (Fixture *self, DuoHttpPhase phase)
{
  self->ours.phase = phase;
  duo_http_pace_begin (&self->ours);
}

static gboolean
is_slow (Fixture *self)
{
  return duo_http_pace_is_slow (&self->ours, g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC);
}

/* Whoever takes nothing of an answer does not keep it by talking. */
static void
test_an_answer_is_taken (Fixture *self, gconstpointer data)
{
  move (self->theirs, self->ours.fd, 1);
  begin (self, DUO_HTTP_PHASE_REPLY);
  move (self->theirs, self->ours.fd, LEAST);
  g_assert_true (is_slow (self));
  /* The control. */
  begin (self, DUO_HTTP_PHASE_REPLY);
  move (self->ours.fd, self->theirs, LEAST);
  g_assert_false (is_slow (self));
}

static void
test_a_body_is_sent (Fixture *self, gconstpointer data)
{
  move (self->theirs, self->ours.fd, 1);
  begin (self, DUO_HTTP_PHASE_BODY);
  move (self->ours.fd, self->theirs, LEAST);
  g_assert_true (is_slow (self));
  /* The control. */
  begin (self, DUO_HTTP_PHASE_BODY);
  move (self->theirs, self->ours.fd, LEAST);
  g_assert_false (is_slow (self));
}

/* So does a connection look on which a head came in, where the kernel does not count. */
static void
test_nobody_is_slow_without_a_count (Fixture *self, gconstpointer data)
{
  begin (self, DUO_HTTP_PHASE_BODY);
  g_assert_false (is_slow (self));
  begin (self, DUO_HTTP_PHASE_REPLY);
  g_assert_false (is_slow (self));
  /* The control. */
  move (self->theirs, self->ours.fd, 1);
  begin (self, DUO_HTTP_PHASE_BODY);
  g_assert_true (is_slow (self));
  begin (self, DUO_HTTP_PHASE_REPLY);
  g_assert_true (is_slow (self));
}

static gboolean
was_slow (Fixture *self, double seconds)
{
  return duo_http_pace_was_slow (&self->ours, self->ours.began.at + (gint64) (seconds * G_USEC_PER_SEC));
}

/* Nobody waits until they are looked at; who has just begun, or goes at a good speed, may leave. */
static void
test_who_leaves_before_the_look (Fixture *self, gconstpointer data)
{
  move (self->theirs, self->ours.fd, 1);
  for (DuoHttpPhase phase = DUO_HTTP_PHASE_FRESH; phase <= DUO_HTTP_PHASE_REPLY; phase++)
    {
      begin (self, phase);
      g_assert_false (was_slow (self, 1));
      g_assert_cmpint (was_slow (self, SECONDS - 1), ==,
                       phase == DUO_HTTP_PHASE_BODY || phase == DUO_HTTP_PHASE_REPLY);
    }
  begin (self, DUO_HTTP_PHASE_BODY);
  move (self->theirs, self->ours.fd, 5 * PACE);
  g_assert_false (was_slow (self, 5));
  g_assert_true (was_slow (self, 5.1));
  self->server.limits.pace_bytes = 0;
  g_assert_false (was_slow (self, 5.1));
}

/* All that it took is looked at, not only what came after the last look. */
static void
test_a_look_is_no_beginning (Fixture *self, gconstpointer data)
{
  move (self->theirs, self->ours.fd, 1);
  begin (self, DUO_HTTP_PHASE_BODY);
  move (self->theirs, self->ours.fd, LEAST);
  g_assert_false (is_slow (self));
  g_assert_false (was_slow (self, SECONDS));
  g_assert_true (was_slow (self, SECONDS + 1));
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
  add ("/pace/answer", test_an_answer_is_taken);
  add ("/pace/body", test_a_body_is_sent);
  add ("/pace/no-count", test_nobody_is_slow_without_a_count);
  add ("/pace/left", test_who_leaves_before_the_look);
  add ("/pace/looked", test_a_look_is_no_beginning);

  return g_test_run ();
}
