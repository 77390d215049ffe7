/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-monitor.h"

struct _DuoDevice
{
  GObject parent_instance;
  char *id;
  char *name;
  int kind;
};

G_DEFINE_FINAL_TYPE (DuoDevice, duo_device, G_TYPE_OBJECT)

struct _DuoDeviceMonitor
{
  GObject parent_instance;
  GListStore *devices[DUO_DEVICE_SPEAKER + 1];
};

G_DEFINE_FINAL_TYPE (DuoDeviceMonitor, duo_device_monitor, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_KIND,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
duo_device_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoDevice *self = DUO_DEVICE (object);

  if (id == PROP_KIND)
    g_value_set_int (value, self->kind);
  else
    g_value_set_string (value, id == PROP_ID ? self->id : self->name);
}

static void
duo_device_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoDevice *self = DUO_DEVICE (object);

  if (id == PROP_KIND)
    self->kind = g_value_get_int (value);
  else if (id == PROP_ID)
    self->id = g_value_dup_string (value);
  else
    self->name = g_value_dup_string (value);
}

static void
duo_device_finalize (GObject *object)
{
  DuoDevice *self = DUO_DEVICE (object);

  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (duo_device_parent_class)->finalize (object);
}

static void
duo_device_class_init (DuoDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_device_get_property;
  object_class->set_property = duo_device_set_property;
  object_class->finalize = duo_device_finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, DUO_DEVICE_SPEAKER, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
duo_device_init (DuoDevice *self)
{
}

const char *
duo_device_get_id (DuoDevice *self)
{
  g_return_val_if_fail (DUO_IS_DEVICE (self), NULL);
  return self->id;
}

const char *
duo_device_get_name (DuoDevice *self)
{
  g_return_val_if_fail (DUO_IS_DEVICE (self), NULL);
  return self->name;
}

static void
duo_device_monitor_finalize (GObject *object)
{
  DuoDeviceMonitor *self = DUO_DEVICE_MONITOR (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->devices); i++)
    g_clear_object (&self->devices[i]);
  G_OBJECT_CLASS (duo_device_monitor_parent_class)->finalize (object);
}

static void
duo_device_monitor_class_init (DuoDeviceMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_device_monitor_finalize;
}

static void
duo_device_monitor_init (DuoDeviceMonitor *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->devices); i++)
    self->devices[i] = g_list_store_new (DUO_TYPE_DEVICE);
}

DuoDeviceMonitor *
duo_device_monitor_new (void)
{
  return g_object_new (DUO_TYPE_DEVICE_MONITOR, NULL);
}

GListModel *
duo_device_monitor_get_devices (DuoDeviceMonitor *self, DuoDeviceKind kind)
{
  g_return_val_if_fail (DUO_IS_DEVICE_MONITOR (self), NULL);
  return G_LIST_MODEL (self->devices[kind]);
}
