/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sound server that hangs: PipeWire takes the connection and never says a word. */

#include "duo-call.h"
#include "duo-device-watch.h"
#include "duo-errand.h"
#include "duo-media-source.h"
#include "pair.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#define PATIENCE 60

typedef struct
{
  char *path;
  GSocketListener *listener;
  GSocketConnection *connection;
} Server;

static char *folder;

static void
on_accepted (GObject *listener, GAsyncResult *result, gpointer data)
{
  Server *self = data;

  self->connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (listener), result, NULL, NULL);
}

static void
server_open (Server *self)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  *self =
      (Server) {.path = g_build_filename (folder, "pipewire-0", NULL), .listener = g_socket_listener_new ()};
  address = g_unix_socket_address_new (self->path);
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  g_socket_listener_accept_async (self->listener, NULL, on_accepted, self);
}

/* Nobody waits for it any longer. */
static void
server_close (Server *self)
{
  g_assert_no_errno (g_unlink (self->path));
  g_socket_listener_close (self->listener);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_assert_finalize_object (self->connection);
  g_assert_finalize_object (self->listener);
  g_free (self->path);
  g_assert_true (duo_errand_settle (PATIENCE * G_USEC_PER_SEC));
}

/* Found (PipeWire 1.4.2): where the connection breaks before its client has said a word, that waits for ever. */
static gboolean
is_asked (gpointer data)
{
  GSocketConnection *connection = ((Server *) data)->connection;

  return connection != NULL &&
         (g_socket_condition_check (g_socket_connection_get_socket (connection), G_IO_IN) & G_IO_IN) != 0;
}

static gboolean
has_problem (gpointer data)
{
  return duo_media_source_get_problem (data, DUO_DEVICE_CAMERA) != NULL;
}

/* Each is told in time that there is no camera, and one that PipeWire has nothing to do with is opened. */
static void
test_camera (void)
{
  DuoMediaSource *source = duo_media_source_new_devices (NULL, NULL);
  DuoMediaSource *other = duo_media_source_new_devices (NULL, NULL);
  Server server;

  server_open (&server);
  duo_media_source_set_camera (source, TRUE);
  pair_wait (is_asked, &server, PATIENCE);
  duo_media_source_set_camera (other, TRUE);
  pair_wait (has_problem, source, PATIENCE);
  pair_wait (has_problem, other, PATIENCE);
  g_assert_error (duo_media_source_get_problem (source, DUO_DEVICE_CAMERA), DUO_CALL_ERROR,
                  DUO_CALL_ERROR_DEVICE_MISSING);
  g_assert_false (duo_media_source_get_camera (source));

  duo_media_source_set_device (source, DUO_DEVICE_CAMERA, "v4l2src:/dev/no-such-video", NULL);
  duo_media_source_set_camera (source, TRUE);
  pair_wait (has_problem, source, PATIENCE);
  g_assert_nonnull (
      strstr (duo_media_source_get_problem (source, DUO_DEVICE_CAMERA)->message, "no-such-video"));
  g_assert_finalize_object (source);
  g_assert_finalize_object (other);
  server_close (&server);
}

/* Whoever leaves the room while it is silent waits for nothing, nor does the next one once it has gone. */
static void
test_monitor (void)
{
  DuoDeviceMonitor *monitor;
  Server server;

  server_open (&server);
  monitor = duo_device_monitor_new ();
  pair_wait (is_asked, &server, PATIENCE);
  g_assert_finalize_object (monitor);
  server_close (&server);
  monitor = duo_device_monitor_new ();
  g_assert_finalize_object (monitor);
  g_assert_true (duo_errand_settle (PATIENCE * G_USEC_PER_SEC));
}

/* What nobody may do is told by the tests of whoever does. */
static void
test_never_on_the_main_thread (void)
{
  g_autoptr (GstDeviceMonitor) monitor = gst_device_monitor_new ();

  g_assert_true (g_main_context_acquire (NULL));
  g_test_expect_message ("duo-call", G_LOG_LEVEL_CRITICAL, "*is_on_main_thread*");
  g_assert_false (duo_device_watch_start (monitor));
  g_test_assert_expected_messages ();
  g_test_expect_message ("duo-call", G_LOG_LEVEL_CRITICAL, "*is_on_main_thread*");
  g_assert_false (duo_device_watch_await ());
  g_test_assert_expected_messages ();
  g_main_context_release (NULL);
}

int
main (int argc, char **argv)
{
  int result;

  folder = g_dir_make_tmp ("duologue-XXXXXX", NULL);
  g_setenv ("PIPEWIRE_RUNTIME_DIR", folder, TRUE);
  g_unsetenv ("PIPEWIRE_REMOTE");
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/silent/camera", test_camera);
  g_test_add_func ("/call/silent/monitor", test_monitor);
  g_test_add_func ("/call/silent/never-on-the-main-thread", test_never_on_the_main_thread);
  result = pair_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
