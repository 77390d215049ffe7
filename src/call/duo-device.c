/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-private.h"
#include "duo-call.h"
#include "duo-device-watch.h"

#include <string.h>

/* Desktops lower what else sounds while somebody speaks through a stream of this role: PulseAudio's
 * module-role-ducking, and WirePlumber's policy of roles, to which it is "Communication". */
#define ROLE "phone"

struct _DuoDevice
{
  GObject parent_instance;
  char *id;
  char *name;
  int kind;
};

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_KIND,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (DuoDevice, duo_device, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];

/* An id is "factory:value": the element that opens the device and what its property has to be. Only these, since an id
 * is kept in settings and read again. PipeWire shows what sounds a second time beside its PulseAudio server. */
static const struct
{
  const char *factory;
  const char *property;
  DuoDeviceKind kind;
} openers[] = {
    {"pipewiresrc", "target-object", DUO_DEVICE_CAMERA}, {"v4l2src", "device", DUO_DEVICE_CAMERA},
    {"pulsesrc", "device", DUO_DEVICE_MICROPHONE},       {"alsasrc", "device", DUO_DEVICE_MICROPHONE},
    {"pulsesink", "device", DUO_DEVICE_SPEAKER},         {"alsasink", "device", DUO_DEVICE_SPEAKER},
};

static const char *
find_property (DuoDeviceKind kind, const char *factory)
{
  for (gsize i = 0; i < G_N_ELEMENTS (openers); i++)
    if (openers[i].kind == kind && g_strcmp0 (openers[i].factory, factory) == 0)
      return openers[i].property;
  return NULL;
}

/* PipeWire numbers its nodes anew at every start; their names stay. */
static char *
dup_value (GstDevice *device, GstElement *element, const char *property)
{
  g_autoptr (GstStructure) details = gst_device_get_properties (device);
  const char *name = details != NULL ? gst_structure_get_string (details, "node.name") : NULL;
  char *value = NULL;

  if (name != NULL && strcmp (property, "target-object") == 0)
    return g_strdup (name);
  g_object_get (element, property, &value, NULL);
  return value;
}

/* What a loudspeaker plays, as if it were a microphone: the other would hear itself. And what PipeWire has where there
 * is no loudspeaker: nobody would hear. */
static gboolean
is_no_device (GstDevice *device)
{
  g_autoptr (GstStructure) details = gst_device_get_properties (device);

  return details != NULL && (g_strcmp0 (gst_structure_get_string (details, "device.class"), "monitor") == 0 ||
                             g_strcmp0 (gst_structure_get_string (details, "node.name"), "auto_null") == 0);
}

static char *
make_id (DuoDeviceKind kind, GstDevice *device)
{
  GstElement *made = gst_device_create_element (device, NULL);
  g_autoptr (GstElement) element = made != NULL ? gst_object_ref_sink (made) : NULL;
  GstElementFactory *factory = element != NULL ? gst_element_get_factory (element) : NULL;
  const char *name = factory != NULL ? GST_OBJECT_NAME (factory) : NULL;
  const char *property = find_property (kind, name);
  g_autofree char *value = property != NULL ? dup_value (device, element, property) : NULL;

  return value != NULL ? g_strdup_printf ("%s:%s", name, value) : NULL;
}

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

DuoDevice *
duo_device_new (DuoDeviceKind kind, GstDevice *device)
{
  g_autofree char *id = is_no_device (device) ? NULL : make_id (kind, device);
  g_autofree char *name = gst_device_get_display_name (device);

  if (id == NULL)
    return NULL;
  return g_object_new (DUO_TYPE_DEVICE, "id", id, "name", name, "kind", (int) kind, NULL);
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

/* ── opening ──────────────────────────────────────────────────────────────────────────────────── */

static GstElement *
create_first_camera (void)
{
  g_autoptr (GstDeviceMonitor) monitor = gst_device_monitor_new ();
  GstElement *element = NULL;
  GList *devices;

  gst_device_monitor_add_filter (monitor, "Video/Source", NULL);
  if (!duo_device_watch_start (monitor))
    return NULL;
  devices = gst_device_monitor_get_devices (monitor);
  if (devices != NULL)
    element = gst_device_create_element (devices->data, NULL);
  g_list_free_full (devices, gst_object_unref);
  duo_device_watch_stop (monitor);
  return element;
}

/* The sound server knows its own, and follows it. */
static GstElement *
create_default (DuoDeviceKind kind)
{
  if (kind == DUO_DEVICE_CAMERA)
    return create_first_camera ();
  return gst_element_factory_make (kind == DUO_DEVICE_MICROPHONE ? "pulsesrc" : "pulsesink", NULL);
}

static GstElement *
create_by_id (DuoDeviceKind kind, const char *id)
{
  const char *colon = strchr (id, ':');
  g_autofree char *factory = colon != NULL ? g_strndup (id, (gsize) (colon - id)) : NULL;
  const char *property = find_property (kind, factory);
  GstElement *element = property != NULL ? gst_element_factory_make (factory, NULL) : NULL;

  if (element != NULL && colon[1] != '\0')
    g_object_set (element, property, colon + 1, NULL);
  return element;
}

/* Found (PipeWire 1.4.2): when a camera is pulled out its memory goes away under whoever looks at a picture, which
 * crashed one time in ten. Copied, it is copied while that cannot happen. */
static void
set_copying (GstElement *element)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), "use-bufferpool") != NULL)
    g_object_set (element, "use-bufferpool", FALSE, NULL);
}

/* What a watch has found would use that one's connection. */
static void
set_remote (GstElement *element, DuoRemote *remote)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), "fd") == NULL)
    return;
  if (remote != NULL)
    duo_remote_lend (remote, element);
  else
    g_object_set (element, "fd", -1, NULL);
}

GstElement *
duo_device_create_element (DuoDeviceKind kind, const char *id, DuoRemote *remote, GError **error)
{
  GstElement *element = id != NULL ? create_by_id (kind, id) : create_default (kind);

  if (element == NULL)
    {
      g_set_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_MISSING, "%s: there is none",
                   duo_device_kind_get_name (kind));
      return NULL;
    }
  if (kind != DUO_DEVICE_CAMERA)
    duo_device_set_role (element, ROLE);
  set_copying (element);
  set_remote (element, remote);
  return element;
}

const char *
duo_device_kind_get_name (DuoDeviceKind kind)
{
  return kind == DUO_DEVICE_CAMERA ? "camera" : kind == DUO_DEVICE_MICROPHONE ? "microphone" : "speaker";
}

void
duo_device_set_role (GstElement *element, const char *role)
{
  g_autoptr (GstStructure) properties = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), "stream-properties") == NULL)
    return;
  properties = gst_structure_new ("properties", "media.role", G_TYPE_STRING, role, NULL);
  g_object_set (element, "stream-properties", properties, NULL);
}
