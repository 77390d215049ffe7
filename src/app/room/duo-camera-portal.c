/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-camera-portal.h"

#include <gio/gunixfdlist.h>

#include "duo-call.h"
#include "duo-device-text.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define CAMERA "org.freedesktop.portal.Camera"

/* Two methods and one signal of the portal: libportal would be a library more in the bundle for them. */

typedef struct
{
  char *token;
  GDBusConnection *bus;
  guint subscription;
} Asking;

static void
stop_listening (Asking *asking)
{
  if (asking->subscription != 0)
    g_dbus_connection_signal_unsubscribe (asking->bus, g_steal_handle_id (&asking->subscription));
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  stop_listening (asking);
  g_clear_object (&asking->bus);
  g_free (asking->token);
  g_free (asking);
}

/* Takes @task and @error over. */
static void
fail (GTask *task, GError *error)
{
  stop_listening (g_task_get_task_data (task));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || error->domain == DUO_CALL_ERROR)
    g_task_return_error (task, error);
  else
    {
      g_task_return_new_error (task, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "camera: %s", error->message);
      g_error_free (error);
    }
  g_object_unref (task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  g_autoptr (GUnixFDList) connections = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source),
                                                                                &connections, result, &error);
  gint32 handle = 0;
  int connection;

  if (reply == NULL)
    {
      fail (task, error);
      return;
    }
  g_variant_get (reply, "(h)", &handle);
  connection = connections != NULL ? g_unix_fd_list_get (connections, handle, &error) : -1;
  if (connection < 0)
    {
      fail (task, error != NULL ? error
                                : g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE,
                                                       "camera: the portal gave no connection"));
      return;
    }
  g_task_return_int (task, connection);
  g_object_unref (task);
}

static void
open_remote (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  g_dbus_connection_call_with_unix_fd_list (
      asking->bus, PORTAL_NAME, PORTAL_PATH, CAMERA, "OpenPipeWireRemote",
      g_variant_new ("(@a{sv})", g_variant_new ("a{sv}", NULL)), G_VARIANT_TYPE ("(h)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, g_task_get_cancellable (task), opened_cb, task);
}

static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer data)
{
  GTask *task = data;
  guint32 response = 2;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &response, NULL);
  stop_listening (g_task_get_task_data (task));
  if (response == 0)
    open_remote (task);
  else
    fail (task,
          g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_DENIED, "camera: it is not allowed"));
}

static gboolean
is_refusal (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, "org.freedesktop.portal.Error.NotAllowed") == 0;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    return; /* the answer comes by on_response() */
  if (is_refusal (error))
    {
      g_error_free (error);
      error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_DENIED, "camera: it is not allowed");
    }
  fail (task, error);
}

/* Where the answer will come: the portal makes the path from who asks and the token. */
static char *
dup_request_path (const Asking *asking)
{
  g_autofree char *sender =
      g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (asking->bus) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, asking->token);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *path = NULL;
  GVariantBuilder options;

  asking->bus = g_bus_get_finish (result, &error);
  if (asking->bus == NULL)
    {
      fail (task, error);
      return;
    }
  path = dup_request_path (asking);
  asking->subscription = g_dbus_connection_signal_subscribe (
      asking->bus, PORTAL_NAME, "org.freedesktop.portal.Request", "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, task, NULL);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (asking->token));
  g_dbus_connection_call (asking->bus, PORTAL_NAME, PORTAL_PATH, CAMERA, "AccessCamera",
                          g_variant_new ("(a{sv})", &options), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE,
                          -1, g_task_get_cancellable (task), asked_cb, task);
}

gboolean
duo_camera_portal_is_needed (void)
{
  return duo_device_text_is_confined ();
}

void
duo_camera_portal_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, duo_camera_portal_ask_async);
  asking->token = g_strdup_printf ("duologue%u", g_random_int ());
  g_task_set_task_data (task, asking, asking_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

int
duo_camera_portal_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}
