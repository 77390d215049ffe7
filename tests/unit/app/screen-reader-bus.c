/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen-reader-bus.h"

#include "page-test.h"

static const char INTERFACE[] = "<node><interface name='org.a11y.Status'>"
                                "<property name='ScreenReaderEnabled' type='b' access='read'/>"
                                "</interface></node>";

static GVariant *
get_property (GDBusConnection *connection,
              const char *sender,
              const char *path,
              const char *interface,
              const char *property,
              GError **error,
              gpointer data)
{
  ScreenReaderBus *self = data;

  return g_variant_new_boolean (self->enabled);
}

static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* GTestDBus would wait for GTK to let go of the session's bus. */
static char *
start_daemon (ScreenReaderBus *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  char *address;

  self->daemon = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                   "dbus-daemon", "--session", "--nofork", "--print-address", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->daemon));
  address = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  return address;
}

void
screen_reader_bus_up (ScreenReaderBus *self, gboolean enabled)
{
  static const GDBusInterfaceVTable vtable = {.get_property = get_property};
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (INTERFACE, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gboolean acquired = FALSE;

  self->enabled = enabled;
  address = start_daemon (self);
  self->connection = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  self->registration = g_dbus_connection_register_object (self->connection, "/org/a11y/bus",
                                                          info->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (self->connection, "org.a11y.Bus", G_BUS_NAME_OWNER_FLAGS_NONE,
                                on_name_acquired, NULL, &acquired, NULL);
  page_wait_until (is_true, &acquired);
}

void
screen_reader_bus_set_enabled (ScreenReaderBus *self, gboolean enabled)
{
  GVariantDict changed = G_VARIANT_DICT_INIT (NULL);

  self->enabled = enabled;
  g_variant_dict_insert (&changed, "ScreenReaderEnabled", "b", enabled);
  g_dbus_connection_emit_signal (
      self->connection, NULL, "/org/a11y/bus", "org.freedesktop.DBus.Properties", "PropertiesChanged",
      g_variant_new ("(s@a{sv}as)", "org.a11y.Status", g_variant_dict_end (&changed), NULL), NULL);
}

void
screen_reader_bus_down (ScreenReaderBus *self)
{
  g_dbus_connection_unregister_object (self->connection, self->registration);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_subprocess_force_exit (self->daemon);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_clear_object (&self->daemon);
}
