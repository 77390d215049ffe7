/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-source.h"

struct _DuoMediaSource
{
  GObject parent_instance;
  DuoVideoFeed *self_feed;
  gboolean camera;
  gboolean microphone;
  double level;
  GError *error;
};

G_DEFINE_FINAL_TYPE (DuoMediaSource, duo_media_source, G_TYPE_OBJECT)

enum
{
  PROP_CAMERA = 1,
  PROP_MICROPHONE,
  PROP_LEVEL,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
duo_media_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoMediaSource *self = DUO_MEDIA_SOURCE (object);

  if (id == PROP_CAMERA)
    g_value_set_boolean (value, self->camera);
  else if (id == PROP_MICROPHONE)
    g_value_set_boolean (value, self->microphone);
  else if (id == PROP_LEVEL)
    g_value_set_double (value, self->level);
  else
    g_value_set_boxed (value, self->error);
}

static void
duo_media_source_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoMediaSource *self = DUO_MEDIA_SOURCE (object);

  if (id == PROP_CAMERA)
    duo_media_source_set_camera (self, g_value_get_boolean (value));
  else
    duo_media_source_set_microphone (self, g_value_get_boolean (value));
}

static void
duo_media_source_finalize (GObject *object)
{
  DuoMediaSource *self = DUO_MEDIA_SOURCE (object);

  g_clear_object (&self->self_feed);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (duo_media_source_parent_class)->finalize (object);
}

static void
duo_media_source_class_init (DuoMediaSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = duo_media_source_get_property;
  object_class->set_property = duo_media_source_set_property;
  object_class->finalize = duo_media_source_finalize;
  props[PROP_CAMERA] = g_param_spec_boolean ("camera", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  props[PROP_MICROPHONE] = g_param_spec_boolean ("microphone", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  props[PROP_LEVEL] = g_param_spec_double ("level", NULL, NULL, 0, 1, 0, flags | G_PARAM_READABLE);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
duo_media_source_init (DuoMediaSource *self)
{
  self->self_feed = g_object_new (DUO_TYPE_VIDEO_FEED, NULL);
}

DuoMediaSource *
duo_media_source_new_devices (const char *camera, const char *microphone)
{
  return g_object_new (DUO_TYPE_MEDIA_SOURCE, NULL);
}

DuoMediaSource *
duo_media_source_new_drawn (DuoPortrait portrait, guint width, guint height, guint rate, gboolean stamped)
{
  return g_object_new (DUO_TYPE_MEDIA_SOURCE, NULL);
}

gboolean
duo_media_source_get_camera (DuoMediaSource *self)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), FALSE);
  return self->camera;
}

void
duo_media_source_set_camera (DuoMediaSource *self, gboolean on)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  if (self->camera == on)
    return;
  self->camera = on;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAMERA]);
}

gboolean
duo_media_source_get_microphone (DuoMediaSource *self)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), FALSE);
  return self->microphone;
}

void
duo_media_source_set_microphone (DuoMediaSource *self, gboolean on)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  if (self->microphone == on)
    return;
  self->microphone = on;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MICROPHONE]);
}

double
duo_media_source_get_level (DuoMediaSource *self)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), 0);
  return self->level;
}

DuoVideoFeed *
duo_media_source_get_self_feed (DuoMediaSource *self)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), NULL);
  return self->self_feed;
}
