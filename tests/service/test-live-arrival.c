/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between who asks for a live socket and its arrival at the hub a session may end. */
#include "duo-api.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fake-store.h"

#define BOUND_MS 8000

typedef struct
{
  DuoConfig *config;
  DuoClock *clock;
  FakeStore *store;
  DuoLiveHub *hub;
  DuoApi *api;
  DuoHttpServer *server;
  guint16 port;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int listener = duo_http_listen ("127.0.0.1", &self->port, &error);

  g_assert_no_error (error);
  self->config = duo_config_new ();
  self->clock = duo_clock_new ();
  self->store = fake_store_new ();
  self->hub = duo_live_hub_new (self->config, self->clock, DUO_STORE (self->store), &error);
  g_assert_no_error (error);
  self->api = duo_api_new (self->config, self->clock, DUO_STORE (self->store), self->hub, &error);
  g_assert_no_error (error);
  self->server =
      duo_http_server_new (listener, &self->config->http, self->clock, duo_api_handle, self->api, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  duo_http_server_free (self->server);
  duo_api_free (self->api);
  duo_live_hub_free (self->hub);
  duo_clock_unref (self->clock);
  duo_config_free (self->config);
  g_assert_finalize_object (self->store);
}

static gboolean
on_late (gpointer data)
{
  g_assert_not_reached (); /* what is waited for never came */

  return G_SOURCE_REMOVE;
}

static int
knock (Fixture *self)
{
  static const char text[] =
      "GET /v1/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n\r\n";
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons (self->port)};
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (fcntl (fd, F_SETFL, O_NONBLOCK), ==, 0);
  g_assert_cmpint (send (fd, text, sizeof text - 1, 0), ==, sizeof text - 1);

  return fd;
}

/* Reads until the service ends the connection or somebody has arrived. */
static void
hear (Fixture *self, int fd, GString *heard)
{
  guint id = g_timeout_add (BOUND_MS, on_late, NULL);
  char buffer[1024];
  gssize got = -1;

  while (got != 0 && duo_live_hub_get_n_sockets (self->hub) == 0)
    {
      g_main_context_iteration (NULL, FALSE);
      got = recv (fd, buffer, sizeof buffer, 0);
      if (got > 0)
        g_string_append_len (heard, buffer, got);
      else
        g_assert_true (got == 0 || errno == EAGAIN);
    }
  g_source_remove (id);
}

static void
test_a_session_that_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  int fd = knock (self);

  fake_store_set_sessions (self->store, 2);
  hear (self, fd, heard);
  g_assert_cmpuint (duo_live_hub_get_n_sockets (self->hub), ==, 1);
  close (fd);
}

static void
test_a_session_that_ended_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  int fd = knock (self);

  fake_store_set_sessions (self->store, 1); /* found by the request, and gone by its answer */
  hear (self, fd, heard);
  g_assert_cmpuint (duo_live_hub_get_n_sockets (self->hub), ==, 0);
  g_assert_true (g_str_has_prefix (heard->str, "HTTP/1.1 101 "));
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/live-arrival/a-session-that-goes-on", Fixture, NULL, set_up, test_a_session_that_goes_on,
              tear_down);
  g_test_add ("/live-arrival/a-session-that-ended-meanwhile", Fixture, NULL, set_up,
              test_a_session_that_ended_meanwhile, tear_down);

  return g_test_run ();
}
