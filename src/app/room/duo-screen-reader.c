/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-screen-reader.h"

struct _DuoScreenReader
{
  GObject parent_instance;

  GDBusProxy *status;
  GCancellable *cancellable;
  gboolean active;
};

enum
{
  PROP_ACTIVE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoScreenReader, duo_screen_reader, G_TYPE_OBJECT)

static void
update_active (DuoScreenReader *self)
{
  g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (self->status, "ScreenReaderEnabled");
  gboolean active =
      value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value);

  if (self->active == active)
    return;

  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
take_status (DuoScreenReader *self, GDBusProxy *status)
{
  self->status = status;
  g_signal_connect_swapped (status, "g-properties-changed", G_CALLBACK (update_active), self);
  update_active (self);
}

static void
proxy_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GDBusProxy *status = g_dbus_proxy_new_finish (result, &error);

  if (status != NULL)
    take_status (DUO_SCREEN_READER (data), status);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_info ("screen reader: cannot be asked about: %s", error->message);
}

static void
ask (DuoScreenReader *self, GDBusConnection *connection)
{
  g_dbus_proxy_new (connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL, "org.a11y.Bus", "/org/a11y/bus",
                    "org.a11y.Status", self->cancellable, proxy_cb, self);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (connection != NULL)
    ask (DUO_SCREEN_READER (data), connection);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_info ("screen reader: no session bus: %s", error->message);
}

static void
duo_screen_reader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    g_value_set_boolean (value, DUO_SCREEN_READER (object)->active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_screen_reader_dispose (GObject *object)
{
  DuoScreenReader *self = DUO_SCREEN_READER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->status != NULL)
    g_signal_handlers_disconnect_by_data (self->status, self);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (duo_screen_reader_parent_class)->dispose (object);
}

static void
duo_screen_reader_class_init (DuoScreenReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_screen_reader_dispose;
  object_class->get_property = duo_screen_reader_get_property;

  properties[PROP_ACTIVE] =
      g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_screen_reader_init (DuoScreenReader *self)
{
  self->cancellable = g_cancellable_new ();
}

DuoScreenReader *
duo_screen_reader_new (GDBusConnection *connection)
{
  DuoScreenReader *self = g_object_new (DUO_TYPE_SCREEN_READER, NULL);

  if (connection != NULL)
    ask (self, connection);
  else
    g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_cb, self);

  return self;
}

gboolean
duo_screen_reader_get_active (DuoScreenReader *self)
{
  return self->active;
}
