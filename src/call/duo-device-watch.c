/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-watch.h"
#include "duo-errand.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>

#define SYSTEM_FOLDER "/run/pipewire"

/* How long a sound server may think about what there is. One that works takes less than a second. */
#define PATIENCE (10 * G_USEC_PER_SEC)

/* Found (PipeWire 1.4.2): its provider, one for all watches, does not survive being stopped. It lets go of its connection
 * before it waits for what is on its way, and news of a device meanwhile are a crash. Where a camera has that connection
 * too, it stays and the provider's ears with it: later news are the crash, and those of the next start close the list
 * of who listens to a ring, in which a thread runs for ever. So it has a connection of its own and is left running,
 * for as long as that carries. */
static struct
{
  GMutex mutex; /* of what follows: held for a moment only */
  GCond settled;
  gboolean starting; /* then the two below belong to the errand that starts it, and nobody watches */
  guint watches;
  GstDeviceProvider *provider;
  GSocket *connection; /* (nullable): that of a provider left running */
} pipewire;

/* ── its connection ───────────────────────────────────────────────────────────────────────────── */

static GSocket *
connect_to (const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) connection =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  if (connection == NULL || !g_socket_connect (connection, address, NULL, NULL))
    return NULL;
  return g_steal_pointer (&connection);
}

static GSocket *
connect_in (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return connect_to (path);
}

/* Where libpipewire looks, but for lists and for what has no path: NULL, as where there is none. */
static GSocket *
open_connection (void)
{
  const char *name = g_getenv ("PIPEWIRE_REMOTE");
  const char *folder = g_getenv ("PIPEWIRE_RUNTIME_DIR");
  GSocket *connection;

  if (name == NULL || name[0] == '\0')
    name = "pipewire-0";
  if (g_path_is_absolute (name))
    return connect_to (name);
  if (name[0] == '@' || name[0] == '[')
    return NULL;
  connection = connect_in (folder != NULL ? folder : g_get_user_runtime_dir (), name);
  return connection != NULL ? connection : connect_in (SYSTEM_FOLDER, name);
}

static gboolean
is_broken (void)
{
  return pipewire.connection != NULL &&
         g_socket_condition_check (pipewire.connection, G_IO_HUP | G_IO_ERR) != 0;
}

/* ── its provider ─────────────────────────────────────────────────────────────────────────────── */

/* Nothing comes over a connection that is broken: of that one it may be stopped. */
static void
give_up (void)
{
  gst_device_provider_stop (pipewire.provider);
  g_object_set (pipewire.provider, "fd", -1, NULL);
  g_clear_object (&pipewire.connection);
}

/* Before anybody watches, as it asks for its connection only where it was not started yet. For ever, where PipeWire
 * takes the connection and says nothing. */
static void
run (void)
{
  if (pipewire.provider == NULL)
    pipewire.provider = gst_device_provider_factory_get_by_name ("pipewiredeviceprovider");
  if (pipewire.provider == NULL)
    return;
  if (is_broken ())
    give_up ();
  if (pipewire.connection != NULL)
    return;
  pipewire.connection = open_connection ();
  if (pipewire.connection == NULL)
    return;
  g_object_set (pipewire.provider, "fd", g_socket_get_fd (pipewire.connection), NULL);
  gst_device_provider_start (pipewire.provider);
}

/* Thread. */
static void
on_run (gpointer data)
{
  run ();
  g_mutex_lock (&pipewire.mutex);
  pipewire.starting = FALSE;
  g_cond_broadcast (&pipewire.settled);
  g_mutex_unlock (&pipewire.mutex);
}

/* Its list goes on while nobody watches; what it says of it would only pile up. */
static void
set_silent (gboolean silent)
{
  g_autoptr (GstBus) bus = NULL;

  if (pipewire.connection == NULL)
    return;
  bus = gst_device_provider_get_bus (pipewire.provider);
  gst_bus_set_flushing (bus, silent);
}

/* ── watches ──────────────────────────────────────────────────────────────────────────────────── */

/* Holding the mutex. Returns: whether it is known in time what PipeWire is about to do */
static gboolean
settle (void)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  gboolean in_time = TRUE;

  if (pipewire.watches == 0 && !pipewire.starting)
    {
      pipewire.starting = TRUE;
      duo_errand_run (on_run, NULL, NULL);
    }
  while (pipewire.starting && in_time)
    in_time = g_cond_wait_until (&pipewire.settled, &pipewire.mutex, deadline);
  return !pipewire.starting;
}

static gboolean
begin (void)
{
  gboolean settled;

  g_mutex_lock (&pipewire.mutex);
  settled = settle ();
  if (settled && pipewire.watches++ == 0)
    set_silent (FALSE);
  g_mutex_unlock (&pipewire.mutex);
  return settled;
}

static void
end (void)
{
  g_mutex_lock (&pipewire.mutex);
  if (--pipewire.watches == 0)
    set_silent (TRUE);
  g_mutex_unlock (&pipewire.mutex);
}

static gboolean
is_on_main_thread (void)
{
  return g_main_context_is_owner (g_main_context_default ());
}

gboolean
duo_device_watch_await (void)
{
  gboolean settled;

  g_return_val_if_fail (!is_on_main_thread (), FALSE);
  g_mutex_lock (&pipewire.mutex);
  settled = settle ();
  g_mutex_unlock (&pipewire.mutex);
  return settled;
}

gboolean
duo_device_watch_start (GstDeviceMonitor *monitor)
{
  gboolean started;

  g_return_val_if_fail (!is_on_main_thread (), FALSE);
  if (!begin ())
    return FALSE;
  started = gst_device_monitor_start (monitor);
  if (!started)
    end ();
  return started;
}

void
duo_device_watch_stop (GstDeviceMonitor *monitor)
{
  g_warn_if_fail (!is_on_main_thread ());
  gst_device_monitor_stop (monitor);
  end ();
}
