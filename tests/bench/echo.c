/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A WebSocket that says back what it hears and does nothing else: what `./run bench visible` is held against. For one
 * client; prints its port, and ends with it. */

#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <wslay/wslay.h>

#include "duo-http-server.h"
#include "duo-live-socket.h"

static gssize
note (wslay_event_context_ptr wslay, gssize done)
{
  if (done <= 0)
    wslay_event_set_error (wslay,
                           done < 0 && errno == EAGAIN ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
  return done > 0 ? done : -1;
}

static ssize_t
on_recv (wslay_event_context_ptr wslay, uint8_t *buffer, size_t length, int flags, void *data)
{
  return note (wslay, recv (*(int *) data, buffer, length, MSG_DONTWAIT));
}

static ssize_t
on_send (wslay_event_context_ptr wslay, const uint8_t *bytes, size_t length, int flags, void *data)
{
  return note (wslay, send (*(int *) data, bytes, length, MSG_NOSIGNAL));
}

static void
on_message (wslay_event_context_ptr wslay, const struct wslay_event_on_msg_recv_arg *message, void *data)
{
  struct wslay_event_msg same = {message->opcode, message->msg, message->msg_length};

  if (!wslay_is_ctrl_frame (message->opcode))
    wslay_event_queue_msg (wslay, &same);
}

static int
take_client (int listener)
{
  struct pollfd wait = {listener, POLLIN, 0};
  int on = 1, fd;

  g_assert_cmpint (poll (&wait, 1, -1), ==, 1);
  fd = accept (listener, NULL, NULL);
  g_assert_cmpint (setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), ==, 0);
  return fd;
}

static void
shake_hands (int fd)
{
  char head[4096];
  gssize length = recv (fd, head, sizeof head - 1, 0);
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (length, >, 0);
  head[length] = '\0';
  lines = g_strsplit (head, "\r\n", -1);
  for (char **line = lines; *line; line++)
    {
      g_autofree char *accept = NULL;
      g_autofree char *answer = NULL;

      if (!g_str_has_prefix (*line, "Sec-WebSocket-Key: "))
        continue;
      accept = duo_live_socket_dup_accept (strchr (*line, ' ') + 1);
      answer =
          g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Accept: %s\r\n\r\n",
                           accept);
      g_assert_cmpint (send (fd, answer, strlen (answer), MSG_NOSIGNAL), >, 0);
    }
}

static void
echo (int fd)
{
  static const struct wslay_event_callbacks callbacks = {
      .recv_callback = on_recv, .send_callback = on_send, .on_msg_recv_callback = on_message};
  wslay_event_context_ptr wslay;
  struct pollfd wait = {fd, POLLIN, 0};

  wslay_event_context_server_init (&wslay, &callbacks, &fd);
  while (poll (&wait, 1, -1) > 0 && wslay_event_recv (wslay) == 0 && wslay_event_send (wslay) == 0)
    ;
  wslay_event_context_free (wslay);
}

int
main (void)
{
  guint16 port = 0;
  g_autoptr (GError) error = NULL;
  int listener = duo_http_listen ("127.0.0.1", &port, &error), fd;

  g_assert_no_error (error);
  g_print ("%u\n", port);
  fd = take_client (listener);
  shake_hands (fd);
  echo (fd);
  return 0;
}
