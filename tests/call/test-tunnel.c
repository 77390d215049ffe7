/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is let into the tunnel to a relay, and that it goes on listening. */

#include "duo-relay-tunnel.h"
#include "pair.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define PATIENCE 60
#define STRANGER "--stranger"

/* The server at the other end, as far as it comes: somebody has come there. */
typedef struct
{
  GSocketService *server;
  guint16 port;
  guint came;
  DuoRelayTunnel *tunnel;
} Fixture;

static gboolean
on_incoming (Fixture *self)
{
  self->came++;
  return TRUE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->server = g_socket_service_new ();
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->server), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (self->server, "incoming", G_CALLBACK (on_incoming), self);
  self->tunnel = duo_relay_tunnel_new ("127.0.0.1", self->port, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  duo_relay_tunnel_free (self->tunnel);
  g_socket_service_stop (self->server);
  g_socket_listener_close (G_SOCKET_LISTENER (self->server));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->server);
}

static GSocketAddress *
new_entrance (const char *address, guint16 port)
{
  GSocketAddress *entrance = g_inet_socket_address_new_from_string (address, port);

  g_assert_nonnull (entrance);
  return entrance;
}

static GSocketAddress *
new_entrance_of (Fixture *self)
{
  return new_entrance (duo_relay_tunnel_get_address (self->tunnel), duo_relay_tunnel_get_port (self->tunnel));
}

static GSocket *
new_socket (GSocketAddress *to)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (g_socket_address_get_family (to), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  return socket;
}

static gboolean
has_come (gpointer data)
{
  return ((Fixture *) data)->came > 0;
}

/* ── who is let in ────────────────────────────────────────────────────────────────────────────── */

static void
test_own (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketAddress) entrance = new_entrance_of (self);
  g_autoptr (GSocket) one = new_socket (entrance);
  g_autoptr (GSocket) other = new_socket (entrance);

  g_assert_true (g_socket_connect (one, entrance, NULL, NULL));
  pair_wait (has_come, self, PATIENCE);
  self->came = 0;
  g_assert_true (g_socket_connect (other, entrance, NULL, NULL));
  pair_wait (has_come, self, PATIENCE);
}

/* Another program: comes in, and waits until it is put out. */
static int
be_stranger (const char *address, const char *port)
{
  g_autoptr (GSocketAddress) entrance = new_entrance (address, (guint16) atoi (port));
  g_autoptr (GSocket) socket = new_socket (entrance);
  char byte;

  g_socket_set_timeout (socket, PATIENCE);
  if (!g_socket_connect (socket, entrance, NULL, NULL))
    return 2;
  return g_socket_receive (socket, &byte, 1, NULL, NULL) == 0 ? 0 : 1;
}

typedef struct
{
  gboolean ended;
  gboolean well;
} Child;

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Child *child = data;

  child->ended = TRUE;
  child->well = g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL);
}

static gboolean
is_ended (gpointer data)
{
  return ((Child *) data)->ended;
}

static void
come_as_stranger (Fixture *self)
{
  g_autofree char *port = g_strdup_printf ("%u", duo_relay_tunnel_get_port (self->tunnel));
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", STRANGER,
                        duo_relay_tunnel_get_address (self->tunnel), port, NULL);
  Child child = {0};

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_ended, &child);
  pair_wait (is_ended, &child, PATIENCE);
  g_assert_true (child.well);
  g_assert_cmpuint (self->came, ==, 0);
}

/* The tunnel's thread. */
static void
on_said (const char *domain, GLogLevelFlags level, const char *words, gpointer times)
{
  g_atomic_int_inc ((int *) times);
}

/* Who comes again and again is told of once. */
static void
test_stranger (Fixture *self, gconstpointer data)
{
  int said = 0;
  guint handler = g_log_set_handler ("duo-call", G_LOG_LEVEL_MESSAGE, on_said, &said);

  for (guint i = 0; i < 3; i++)
    come_as_stranger (self);
  g_assert_cmpint (g_atomic_int_get (&said), ==, 1);
  test_own (self, NULL);
  g_log_remove_handler ("duo-call", handler);
}

/* ── without descriptors ──────────────────────────────────────────────────────────────────────── */

static guint
find_highest_descriptor (void)
{
  g_autoptr (GDir) all = g_dir_open ("/proc/self/fd", 0, NULL);
  guint highest = 0;

  for (const char *name = g_dir_read_name (all); name != NULL; name = g_dir_read_name (all))
    highest = MAX (highest, (guint) atoi (name));
  return highest;
}

/* All that are there stay, and none can be added. */
static struct rlimit
use_up_descriptors (GPtrArray *spare)
{
  struct rlimit before, none;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  none = before;
  none.rlim_cur = find_highest_descriptor () + 1;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  for (GFileIOStream *stream = NULL;;)
    {
      g_autoptr (GFile) file = g_file_new_for_path ("/dev/null");

      stream = g_file_open_readwrite (file, NULL, NULL);
      if (stream == NULL)
        return before;
      g_ptr_array_add (spare, stream);
    }
}

static void
test_no_descriptors (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) spare = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketAddress) entrance = new_entrance_of (self);
  g_autoptr (GSocket) socket = new_socket (entrance);
  struct rlimit before = use_up_descriptors (spare);

  g_assert_true (g_socket_connect (socket, entrance, NULL, NULL));
  g_assert_false (pair_wait_ms (has_come, self, 600));
  g_ptr_array_set_size (spare, 0);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  pair_wait (has_come, self, PATIENCE);
}

/* Nobody waits for a rest. */
static void
test_end_without_descriptors (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) spare = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketAddress) entrance = new_entrance_of (self);
  g_autoptr (GSocket) socket = new_socket (entrance);
  struct rlimit before = use_up_descriptors (spare);

  g_assert_true (g_socket_connect (socket, entrance, NULL, NULL));
  g_assert_false (pair_wait_ms (has_come, self, 300));
  g_ptr_array_set_size (spare, 0);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
}

#define ADD(path, function) g_test_add ("/call/tunnel/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], STRANGER))
    return be_stranger (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  ADD ("own", test_own);
  ADD ("stranger", test_stranger);
  ADD ("no-descriptors", test_no_descriptors);
  ADD ("end-without-descriptors", test_end_without_descriptors);
  return g_test_run ();
}
