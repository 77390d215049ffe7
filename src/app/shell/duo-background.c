/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-background.h"

#include <glib/gi18n.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

/* One method and one signal of the portal: libportal would be a library more in the bundle for them. */

typedef struct
{
  char *token;
  GDBusConnection *bus;
  guint subscription;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  if (asking->subscription)
    g_dbus_connection_signal_unsubscribe (asking->bus, asking->subscription);
  g_clear_object (&asking->bus);
  g_free (asking->token);
  g_free (asking);
}

static void
end (GTask *task, gboolean allowed)
{
  Asking *asking = g_task_get_task_data (task);

  g_dbus_connection_signal_unsubscribe (asking->bus, g_steal_handle_id (&asking->subscription));
  g_task_return_boolean (task, allowed);
  g_object_unref (task);
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
  g_autoptr (GVariant) results = NULL;
  guint32 response = 2;
  gboolean allowed = FALSE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    {
      g_variant_get (parameters, "(u@a{sv})", &response, &results);
      g_variant_lookup (results, "background", "b", &allowed);
    }
  end (data, response == 0 && allowed);
}

static gboolean
is_no_portal (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply)
    return; /* the answer comes by on_response() */

  g_dbus_connection_signal_unsubscribe (asking->bus, g_steal_handle_id (&asking->subscription));
  if (is_no_portal (error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
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
  g_autofree char *path = NULL;
  GError *error = NULL;
  GVariantBuilder options;

  asking->bus = g_bus_get_finish (result, &error);
  if (!asking->bus)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  path = dup_request_path (asking);
  asking->subscription = g_dbus_connection_signal_subscribe (
      asking->bus, PORTAL_NAME, "org.freedesktop.portal.Request", "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, task, NULL);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (asking->token));
  g_variant_builder_add (
      &options, "{sv}", "reason",
      g_variant_new_string (_ ("Duologue tells you of requests, answers and chats that begin.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (asking->bus, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.portal.Background",
                          "RequestBackground", g_variant_new ("(sa{sv})", "", &options),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task),
                          asked_cb, task);
}

void
duo_background_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, duo_background_ask_async);
  asking->token = g_strdup_printf ("duologue%u", g_random_int ());
  g_task_set_task_data (task, asking, asking_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

gboolean
duo_background_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
duo_background_get_refusal (void)
{
  return _ ("The desktop does not let Duologue run in the background");
}
