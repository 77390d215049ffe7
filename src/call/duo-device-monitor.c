/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-private.h"
#include "duo-device-watch.h"
#include "duo-errand.h"

/* Asking a sound server or every /dev/video takes its time, so the watch starts and stops on threads that hold only
 * this. */
typedef struct
{
  GMutex mutex; /* held by a thread while it starts or stops */
  GstDeviceMonitor *monitor;
  gboolean started;
  gint stopped; /* atomic */
} Watch;

struct _DuoDeviceMonitor
{
  GObject parent_instance;
  GListStore *devices[DUO_DEVICE_SPEAKER + 1];
  Watch *watch;
  DuoRemote *remote;
};

G_DEFINE_FINAL_TYPE (DuoDeviceMonitor, duo_device_monitor, G_TYPE_OBJECT)

static void
clear_watch (gpointer data)
{
  Watch *watch = data;

  gst_clear_object (&watch->monitor);
  g_mutex_clear (&watch->mutex);
}

static void
release_watch (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_watch);
}

static gboolean
kind_of (GstDevice *device, DuoDeviceKind *kind)
{
  static const struct
  {
    const char *classes;
    DuoDeviceKind kind;
  } known[] = {
      {"Video/Source", DUO_DEVICE_CAMERA},
      {"Audio/Source", DUO_DEVICE_MICROPHONE},
      {"Audio/Sink", DUO_DEVICE_SPEAKER},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (gst_device_has_classes (device, known[i].classes))
      {
        *kind = known[i].kind;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find (DuoDeviceMonitor *self, DuoDeviceKind kind, DuoDevice *device, guint *position)
{
  GListModel *list = G_LIST_MODEL (self->devices[kind]);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DuoDevice) one = g_list_model_get_item (list, i);

      if (g_str_equal (duo_device_get_id (one), duo_device_get_id (device)))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
update (DuoDeviceMonitor *self, GstDevice *device, gboolean there)
{
  g_autoptr (DuoDevice) one = NULL;
  DuoDeviceKind kind;
  guint position;

  if (!kind_of (device, &kind))
    return;
  one = duo_device_new (kind, device);
  if (one == NULL)
    return;
  if (!find (self, kind, one, &position))
    {
      if (there)
        g_list_store_append (self->devices[kind], one);
    }
  else if (!there)
    g_list_store_remove (self->devices[kind], position);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  DuoDeviceMonitor *self = data;
  g_autoptr (GstDevice) device = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED)
    gst_message_parse_device_added (message, &device);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED)
    gst_message_parse_device_removed (message, &device);
  if (device != NULL)
    update (self, device, GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED);
  return G_SOURCE_CONTINUE;
}

/* Thread. Those who were there before the watch are posted like those who come later. */
static void
announce (GstDeviceMonitor *monitor)
{
  g_autoptr (GstBus) bus = gst_device_monitor_get_bus (monitor);
  GList *devices = gst_device_monitor_get_devices (monitor);

  for (GList *l = devices; l != NULL; l = l->next)
    gst_bus_post (bus, gst_message_new_device_added (GST_OBJECT (monitor), l->data));
  g_list_free_full (devices, gst_object_unref);
}

/* Thread. What comes late is still to be chosen from. */
static void
on_start (gpointer data)
{
  Watch *watch = data;

  g_mutex_lock (&watch->mutex);
  while (!g_atomic_int_get (&watch->stopped) && !duo_device_watch_await ())
    g_info ("call: PipeWire does not say which devices there are");
  if (!g_atomic_int_get (&watch->stopped))
    watch->started = duo_device_watch_start (watch->monitor);
  if (watch->started && !g_atomic_int_get (&watch->stopped))
    announce (watch->monitor);
  g_mutex_unlock (&watch->mutex);
}

static void
on_stop (gpointer data)
{
  Watch *watch = data;

  g_mutex_lock (&watch->mutex);
  if (watch->started)
    duo_device_watch_stop (watch->monitor);
  watch->started = FALSE;
  g_mutex_unlock (&watch->mutex);
}

static void
duo_device_monitor_dispose (GObject *object)
{
  DuoDeviceMonitor *self = DUO_DEVICE_MONITOR (object);
  Watch *watch = g_steal_pointer (&self->watch);
  g_autoptr (GstBus) bus = NULL;

  if (watch != NULL)
    {
      bus = gst_device_monitor_get_bus (watch->monitor);
      gst_bus_remove_watch (bus);
      g_atomic_int_set (&watch->stopped, TRUE);
      duo_errand_run (on_stop, watch, release_watch);
    }
  G_OBJECT_CLASS (duo_device_monitor_parent_class)->dispose (object);
}

static void
duo_device_monitor_finalize (GObject *object)
{
  DuoDeviceMonitor *self = DUO_DEVICE_MONITOR (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->devices); i++)
    g_clear_object (&self->devices[i]);
  g_clear_pointer (&self->remote, duo_remote_unref);
  G_OBJECT_CLASS (duo_device_monitor_parent_class)->finalize (object);
}

static void
duo_device_monitor_class_init (DuoDeviceMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_device_monitor_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_device_monitor_finalize;
}

static void
duo_device_monitor_init (DuoDeviceMonitor *self)
{
  g_autoptr (GstBus) bus = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->devices); i++)
    self->devices[i] = g_list_store_new (DUO_TYPE_DEVICE);
  self->watch = g_atomic_rc_box_new0 (Watch);
  g_mutex_init (&self->watch->mutex);
  self->watch->monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (self->watch->monitor, "Video/Source", NULL);
  gst_device_monitor_add_filter (self->watch->monitor, "Audio/Source", NULL);
  gst_device_monitor_add_filter (self->watch->monitor, "Audio/Sink", NULL);
  bus = gst_device_monitor_get_bus (self->watch->monitor);
  gst_bus_add_watch (bus, on_message, self);
  duo_errand_run (on_start, g_atomic_rc_box_acquire (self->watch), release_watch);
}

DuoDeviceMonitor *
duo_device_monitor_new (void)
{
  return g_object_new (DUO_TYPE_DEVICE_MONITOR, NULL);
}

void
duo_device_monitor_admit_camera (DuoDeviceMonitor *self, int remote)
{
  g_autoptr (DuoDevice) camera = g_object_new (DUO_TYPE_DEVICE, "id", DUO_DEVICE_REMOTE_CAMERA, "name",
                                               "Camera", "kind", (int) DUO_DEVICE_CAMERA, NULL);

  g_return_if_fail (DUO_IS_DEVICE_MONITOR (self));
  g_return_if_fail (self->remote == NULL);
  self->remote = duo_remote_new (remote);
  g_list_store_append (self->devices[DUO_DEVICE_CAMERA], camera);
}

DuoRemote *
duo_device_monitor_get_remote (DuoDeviceMonitor *self)
{
  g_return_val_if_fail (DUO_IS_DEVICE_MONITOR (self), NULL);
  return self->remote;
}

GListModel *
duo_device_monitor_get_devices (DuoDeviceMonitor *self, DuoDeviceKind kind)
{
  g_return_val_if_fail (DUO_IS_DEVICE_MONITOR (self), NULL);
  g_return_val_if_fail (kind <= DUO_DEVICE_SPEAKER, NULL);
  return G_LIST_MODEL (self->devices[kind]);
}
