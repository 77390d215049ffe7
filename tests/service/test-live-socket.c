/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WebSocket as the service speaks it, over a pair of sockets, with the frames written by hand. */
#include "duo-live-socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "duo-protocol-error.h"

#define BOUND_MS 5000

typedef struct
{
  DuoSocketSet *set;
  DuoLiveSocket *socket;
  int peer;
  GPtrArray *messages;
  gboolean closed;
  const char *echo; /* what is answered to each message */
  gsize most;       /* that was queued when one was answered */
} Fixture;

static void
on_message (DuoLiveSocket *socket, const char *text, gsize length, gpointer data)
{
  Fixture *self = data;

  g_assert_cmpuint (strlen (text), ==, length);
  g_ptr_array_add (self->messages, g_strdup (text));
  if (self->echo)
    duo_live_socket_send (socket, self->echo, strlen (self->echo));
  self->most = MAX (self->most, duo_live_socket_get_queued (socket));
}

static void
on_closed (DuoLiveSocket *socket, gpointer data)
{
  Fixture *self = data;

  g_assert_false (self->closed);
  self->closed = TRUE;
  g_clear_pointer (&self->socket, duo_live_socket_free);
}

static const DuoLiveSocketFuncs funcs = {on_message, on_closed};

static void
begin (Fixture *self, GBytes *early)
{
  int pair[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), ==, 0);
  g_assert_cmpint (fcntl (pair[1], F_SETFL, O_NONBLOCK), ==, 0);
  self->peer = pair[1];
  self->socket = duo_live_socket_new (self->set, pair[0], early, &funcs, self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->set = duo_socket_set_new (duo_live_socket_on_events, &error);
  g_assert_no_error (error);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->peer = -1;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->socket, duo_live_socket_free);
  if (self->peer >= 0)
    close (self->peer);
  g_ptr_array_unref (self->messages);
  duo_socket_set_free (self->set);
}

static gboolean
on_late (gpointer data)
{
  g_assert_not_reached (); /* what is waited for never came */

  return G_SOURCE_REMOVE;
}

static void
iterate_until (gboolean (*holds) (Fixture *), Fixture *self)
{
  guint id = g_timeout_add (BOUND_MS, on_late, NULL);

  while (!holds (self))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static gboolean
has_message (Fixture *self)
{
  return self->messages->len > 0;
}

static gboolean
is_closed (Fixture *self)
{
  return self->closed;
}

/* ── frames as a client sends them: masked ── */

static GByteArray *
make_frame (guint8 first, const void *payload, gsize length)
{
  static const guint8 mask[4] = {1, 2, 3, 4};
  GByteArray *frame = g_byte_array_new ();
  guint8 head[14] = {first};
  gsize size = 2;

  if (length < 126)
    {
      head[1] = 0x80 | length;
    }
  else if (length < 65536)
    {
      head[1] = 0x80 | 126;
      head[2] = length >> 8;
      head[3] = length & 0xff;
      size = 4;
    }
  else
    {
      head[1] = 0x80 | 127;
      for (guint i = 0; i < 8; i++)
        head[2 + i] = ((guint64) length >> (56 - 8 * i)) & 0xff;
      size = 10;
    }
  g_byte_array_append (frame, head, size);
  g_byte_array_append (frame, mask, sizeof mask);
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = ((const guint8 *) payload)[i] ^ mask[i % 4];

      g_byte_array_append (frame, &byte, 1);
    }

  return frame;
}

static void
write_bytes (Fixture *self, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize sent = send (self->peer, bytes, length, MSG_NOSIGNAL);

      if (sent < 0 && errno == EAGAIN)
        {
          g_main_context_iteration (NULL, FALSE);
          continue;
        }
      if (sent < 0)
        return; /* it has closed: what the test then looks at */
      bytes += sent;
      length -= sent;
    }
}

static void
send_frame (Fixture *self, guint8 first, const void *payload, gsize length)
{
  g_autoptr (GByteArray) frame = make_frame (first, payload, length);

  write_bytes (self, frame->data, frame->len);
}

/* The next frame from the service: small ones only. */
static guint8
read_frame (Fixture *self, char *payload, gsize size)
{
  guint8 head[2];
  gsize got = 0;
  guint id = g_timeout_add (BOUND_MS, on_late, NULL);

  while (got < 2 || got < 2u + (head[1] & 0x7f))
    {
      gssize n = got < 2 ? recv (self->peer, head + got, 2 - got, 0)
                         : recv (self->peer, payload + got - 2, (head[1] & 0x7f) + 2 - got, 0);

      if (n > 0)
        got += n;
      else
        g_main_context_iteration (NULL, FALSE);
    }
  g_source_remove (id);
  g_assert_cmpuint (head[1], <, MIN (size, 126)); /* unmasked, as RFC 6455 wants it from a server */
  payload[head[1]] = '\0';

  return head[0];
}

static void
must_close_with (Fixture *self, guint code)
{
  char payload[126];

  g_assert_cmphex (read_frame (self, payload, sizeof payload), ==, 0x88);
  g_assert_cmpuint (((guint8) payload[0] << 8) | (guint8) payload[1], ==, code);
}

/* ── tests ── */

static void
test_handshake (void)
{
  /* The example of RFC 6455, §1.3. */
  g_autofree char *accept = duo_live_socket_dup_accept ("dGhlIHNhbXBsZSBub25jZQ==");

  g_assert_cmpstr (accept, ==, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  g_assert_null (duo_live_socket_dup_accept (NULL));
  g_assert_null (duo_live_socket_dup_accept (""));
  g_assert_null (duo_live_socket_dup_accept ("dGhlIHNhbXBsZQ=="));
  g_assert_null (duo_live_socket_dup_accept ("!!!!!!!!!!!!!!!!!!!!!!!!"));
}

static void
test_messages_both_ways (Fixture *self, gconstpointer data)
{
  char payload[126];

  begin (self, NULL);
  self->echo = "answer";
  send_frame (self, 0x81, "hello", 5);
  g_assert_cmphex (read_frame (self, payload, sizeof payload), ==, 0x81);
  g_assert_cmpstr (payload, ==, "answer");
  g_assert_cmpstr (self->messages->pdata[0], ==, "hello");
}

static void
test_a_message_in_single_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (GByteArray) frame = make_frame (0x81, "slowly", 6);

  begin (self, NULL);
  for (guint i = 0; i < frame->len; i++)
    {
      write_bytes (self, frame->data + i, 1);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_true (self->messages->len == (i + 1 == frame->len));
    }
  g_assert_cmpstr (self->messages->pdata[0], ==, "slowly");
}

static void
test_fragments_with_a_ping_between (Fixture *self, gconstpointer data)
{
  char payload[126];

  begin (self, NULL);
  send_frame (self, 0x01, "one ", 4);
  send_frame (self, 0x89, "are you there", 13);
  send_frame (self, 0x80, "two", 3);
  iterate_until (has_message, self);
  g_assert_cmpstr (self->messages->pdata[0], ==, "one two");
  g_assert_cmphex (read_frame (self, payload, sizeof payload), ==, 0x8a);
  g_assert_cmpstr (payload, ==, "are you there");
}

static void
test_bytes_that_came_early (Fixture *self, gconstpointer data)
{
  g_autoptr (GByteArray) frame = make_frame (0x81, "early", 5);
  g_autoptr (GBytes) bytes = g_bytes_new (frame->data, frame->len);

  begin (self, bytes);
  g_assert_cmpuint (self->messages->len, ==, 0);
  duo_live_socket_start (self->socket);
  g_assert_cmpstr (self->messages->pdata[0], ==, "early");
  send_frame (self, 0x81, "late", 4);
  g_ptr_array_set_size (self->messages, 0);
  iterate_until (has_message, self);
  g_assert_cmpstr (self->messages->pdata[0], ==, "late");
}

static void
test_the_largest_message (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (DUO_MAX_LIVE_MESSAGE, 'a');

  begin (self, NULL);
  send_frame (self, 0x81, text, DUO_MAX_LIVE_MESSAGE);
  iterate_until (has_message, self);
  g_assert_cmpstr (self->messages->pdata[0], ==, text);
}

static void
test_one_byte_more (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (DUO_MAX_LIVE_MESSAGE + 1, 'a');

  begin (self, NULL);
  send_frame (self, 0x81, text, DUO_MAX_LIVE_MESSAGE + 1);
  must_close_with (self, 1009);
  g_assert_cmpuint (self->messages->len, ==, 0);
}

static void
test_many_fragments_are_one_message_in_size (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1000, 'a');

  begin (self, NULL);
  send_frame (self, 0x01, text, 1000);
  for (guint i = 0; i < 80; i++)
    send_frame (self, 0x00, text, 1000);
  must_close_with (self, 1009);
  g_assert_cmpuint (self->messages->len, ==, 0);
}

static void
test_what_breaks_the_protocol (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint8 first;
    const char *payload;
    guint code;
  } cases[] = {
      {0x82, "binary", 1003},   {0x81, "\xc3\x28", 1007},   {0x81, "\xed\xa0\x80", 1007},
      {0x83, "reserved", 1002}, {0x80, "of nothing", 1002}, {0xc1, "compressed", 1002},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("frame %x", cases[i].first);
      begin (self, NULL);
      send_frame (self, cases[i].first, cases[i].payload, strlen (cases[i].payload));
      must_close_with (self, cases[i].code);
      g_assert_cmpuint (self->messages->len, ==, 0);
      g_clear_pointer (&self->socket, duo_live_socket_free);
      close (self->peer);
      self->peer = -1;
      self->closed = FALSE;
    }
}

static void
test_a_ping_in_pieces_ends_it (Fixture *self, gconstpointer data)
{
  begin (self, NULL);
  send_frame (self, 0x09, "a piece", 7);
  iterate_until (is_closed, self);
}

static void
test_unmasked_frames_are_refused (Fixture *self, gconstpointer data)
{
  static const guint8 frame[] = {0x81, 2, 'h', 'i'};

  begin (self, NULL);
  write_bytes (self, frame, sizeof frame);
  must_close_with (self, 1002);
  g_assert_cmpuint (self->messages->len, ==, 0);
}

static void
test_saying_good_bye (Fixture *self, gconstpointer data)
{
  begin (self, NULL);
  duo_live_socket_close (self->socket, DUO_LIVE_CLOSE_GOING_AWAY, "the service ends");
  g_assert_true (duo_live_socket_is_closing (self->socket));
  duo_live_socket_send (self->socket, "too late", 8);
  must_close_with (self, 1001);
  send_frame (self, 0x88, "\x03\xe9", 2);
  iterate_until (is_closed, self);
}

static void
test_the_other_side_says_good_bye (Fixture *self, gconstpointer data)
{
  begin (self, NULL);
  send_frame (self, 0x88, "\x03\xe8", 2);
  must_close_with (self, 1000);
  iterate_until (is_closed, self);
}

static void
test_the_other_side_is_gone (Fixture *self, gconstpointer data)
{
  begin (self, NULL);
  close (self->peer);
  self->peer = -1;
  iterate_until (is_closed, self);
}

static void
test_dropping (Fixture *self, gconstpointer data)
{
  begin (self, NULL);
  duo_live_socket_drop (self->socket);
  g_assert_false (self->closed); /* the end comes from the main loop, not from within the call */
  iterate_until (is_closed, self);
}

/* A client that takes nothing must not fill the service's memory. */
static void
test_a_client_that_does_not_read (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  guint sent = 0;

  begin (self, NULL);
  while (!duo_live_socket_is_closing (self->socket) && sent < 100)
    {
      duo_live_socket_send (self->socket, text, 1024 * 1024);
      sent++;
    }
  g_assert_cmpuint (sent, >, 8);
  g_assert_cmpuint (sent, <, 32);
  iterate_until (is_closed, self);
}

/* Two hundred questions in one write, each with a long answer: they are all read before anything can leave. */
static void
test_answers_of_one_round (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GByteArray) frame = make_frame (0x81, "?", 1);
  g_autoptr (GByteArray) flood = g_byte_array_new ();

  begin (self, NULL);
  self->echo = text;
  for (guint i = 0; i < 200; i++)
    g_byte_array_append (flood, frame->data, frame->len);
  write_bytes (self, flood->data, flood->len);
  iterate_until (is_closed, self);
  g_assert_cmpuint (self->most, >, 8 * 1024 * 1024);
  g_assert_cmpuint (self->most, <, 32 * 1024 * 1024);
  g_assert_cmpuint (self->messages->len, <, 32);
}

/* Negative control: one that reads gets all of it. */
static void
test_a_client_that_reads (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  char buffer[65536];
  gsize expected = 0, got = 0;

  begin (self, NULL);
  for (guint i = 0; i < 40; i++)
    {
      duo_live_socket_send (self->socket, text, 1024 * 1024);
      expected += 1024 * 1024 + 10;
      while (got < expected)
        {
          gssize n = recv (self->peer, buffer, sizeof buffer, 0);

          if (n > 0)
            got += n;
          else
            g_main_context_iteration (NULL, FALSE);
        }
    }
  g_assert_false (duo_live_socket_is_closing (self->socket));
  g_assert_cmpuint (got, ==, expected);
}

static void
test_hearing_is_remembered (Fixture *self, gconstpointer data)
{
  gint64 before;

  begin (self, NULL);
  before = duo_live_socket_get_heard (self->socket);
  while (g_get_monotonic_time () == before)
    ;
  send_frame (self, 0x8a, "", 0);
  while (duo_live_socket_get_heard (self->socket) == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (duo_live_socket_get_heard (self->socket), >, before);
}

/* Two small frames in a row must not wait for the acknowledgement of the first. */
static void
test_small_frames_leave_at_once (Fixture *self, gconstpointer data)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK)};
  socklen_t size = sizeof address, on_size = sizeof (int);
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), fd, on = 0;

  g_assert_cmpint (bind (listener, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (listener, 1), ==, 0);
  g_assert_cmpint (getsockname (listener, (struct sockaddr *) &address, &size), ==, 0);
  self->peer = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (self->peer, (struct sockaddr *) &address, size), ==, 0);
  fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  self->socket = duo_live_socket_new (self->set, fd, NULL, &funcs, self);
  g_assert_cmpint (getsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, &on_size), ==, 0);
  g_assert_true (on);
  close (listener);
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
  g_test_add_func ("/live-socket/handshake", test_handshake);
  add ("/live-socket/messages", test_messages_both_ways);
  add ("/live-socket/bytes", test_a_message_in_single_bytes);
  add ("/live-socket/fragments", test_fragments_with_a_ping_between);
  add ("/live-socket/early", test_bytes_that_came_early);
  add ("/live-socket/largest", test_the_largest_message);
  add ("/live-socket/too-large", test_one_byte_more);
  add ("/live-socket/too-many", test_many_fragments_are_one_message_in_size);
  add ("/live-socket/protocol", test_what_breaks_the_protocol);
  add ("/live-socket/ping-in-pieces", test_a_ping_in_pieces_ends_it);
  add ("/live-socket/unmasked", test_unmasked_frames_are_refused);
  add ("/live-socket/good-bye", test_saying_good_bye);
  add ("/live-socket/their-good-bye", test_the_other_side_says_good_bye);
  add ("/live-socket/gone", test_the_other_side_is_gone);
  add ("/live-socket/drop", test_dropping);
  add ("/live-socket/slow", test_a_client_that_does_not_read);
  add ("/live-socket/one-round", test_answers_of_one_round);
  add ("/live-socket/quick", test_a_client_that_reads);
  add ("/live-socket/at-once", test_small_frames_leave_at_once);
  add ("/live-socket/heard", test_hearing_is_remembered);

  return g_test_run ();
}
