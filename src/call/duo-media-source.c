/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-source-private.h"
#include "duo-capture.h"
#include "duo-drawn-video.h"
#include "duo-drawn-voice.h"
#include "duo-video-feed-private.h"
#include "duo-parts.h"

#define LEVEL_INTERVAL_MS 100

struct _DuoMediaSource
{
  GObject parent_instance;
  gboolean drawn;
  DuoPortrait portrait;
  guint width, height, rate;
  gboolean stamped;
  char *camera_id;
  char *microphone_id;

  DuoOutlet *video;
  DuoOutlet *audio;
  DuoCapture *camera_capture;
  DuoCapture *microphone_capture;
  DuoDrawnVideo *person; /* borrowed from camera_capture */
  gint64 speaking_since;
  DuoVideoFeed *self_feed;
  gboolean camera;
  gboolean microphone;
  GSource *level_timer;
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
set_level (DuoMediaSource *self, double level)
{
  if (self->level == level)
    return;
  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEVEL]);
}

static void
set_error (DuoMediaSource *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static void
on_camera_failed (const GError *error, gpointer data)
{
  DuoMediaSource *self = data;

  g_message ("source: %s", error->message);
  set_error (self, error);
  duo_media_source_set_camera (self, FALSE);
}

static void
on_microphone_failed (const GError *error, gpointer data)
{
  DuoMediaSource *self = data;

  g_message ("source: %s", error->message);
  set_error (self, error);
  duo_media_source_set_microphone (self, FALSE);
}

static void
prepare_camera (DuoMediaSource *self)
{
  if (self->camera_capture != NULL)
    return;
  if (self->drawn)
    {
      self->person = DUO_DRAWN_VIDEO (
          duo_drawn_video_new (self->portrait, self->width, self->height, self->rate, self->stamped));
      duo_drawn_video_set_speaking (self->person, self->speaking_since);
    }
  self->camera_capture = duo_capture_new_picture ((GstElement *) self->person, self->camera_id, self->video,
                                                  self->self_feed, on_camera_failed, self);
}

static void
prepare_microphone (DuoMediaSource *self)
{
  GstElement *voice = NULL;

  if (self->microphone_capture != NULL)
    return;
  if (self->drawn)
    voice = duo_drawn_voice_new (self->portrait);
  self->microphone_capture =
      duo_capture_new_sound (voice, self->microphone_id, self->audio, on_microphone_failed, self);
}

static gboolean
on_level_due (gpointer data)
{
  DuoMediaSource *self = data;

  set_level (self, duo_outlet_steal_peak (self->audio));
  return G_SOURCE_CONTINUE;
}

static void
stop_level (DuoMediaSource *self)
{
  if (self->level_timer != NULL)
    g_source_destroy (self->level_timer);
  g_clear_pointer (&self->level_timer, g_source_unref);
}

static void
start_level (DuoMediaSource *self)
{
  stop_level (self);
  self->level_timer = g_timeout_source_new (LEVEL_INTERVAL_MS);
  g_source_set_callback (self->level_timer, on_level_due, self, NULL);
  g_source_attach (self->level_timer, g_main_context_get_thread_default ());
}

static void
set_speaking (DuoMediaSource *self, gboolean on)
{
  self->speaking_since = on ? g_get_monotonic_time () : 0;
  if (self->person != NULL)
    duo_drawn_video_set_speaking (self->person, self->speaking_since);
}

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
duo_media_source_dispose (GObject *object)
{
  DuoMediaSource *self = DUO_MEDIA_SOURCE (object);

  stop_level (self);
  self->person = NULL;
  g_clear_pointer (&self->camera_capture, duo_capture_free);
  g_clear_pointer (&self->microphone_capture, duo_capture_free);
  G_OBJECT_CLASS (duo_media_source_parent_class)->dispose (object);
}

static void
duo_media_source_finalize (GObject *object)
{
  DuoMediaSource *self = DUO_MEDIA_SOURCE (object);

  duo_outlet_unref (self->video);
  duo_outlet_unref (self->audio);
  g_free (self->camera_id);
  g_free (self->microphone_id);
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
  object_class->dispose = duo_media_source_dispose;
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
  /* Who opens a source is about to talk. */
  duo_parts_warm_up ();
  self->self_feed = duo_video_feed_new ();
  self->video = duo_outlet_new ();
  self->audio = duo_outlet_new ();
}

DuoMediaSource *
duo_media_source_new_devices (const char *camera, const char *microphone)
{
  DuoMediaSource *self = g_object_new (DUO_TYPE_MEDIA_SOURCE, NULL);

  self->camera_id = g_strdup (camera);
  self->microphone_id = g_strdup (microphone);
  self->width = DUO_CAPTURE_WIDTH;
  self->height = DUO_CAPTURE_HEIGHT;
  self->rate = DUO_CAPTURE_RATE;
  return self;
}

DuoMediaSource *
duo_media_source_new_drawn (DuoPortrait portrait, guint width, guint height, guint rate, gboolean stamped)
{
  DuoMediaSource *self = g_object_new (DUO_TYPE_MEDIA_SOURCE, NULL);

  self->drawn = TRUE;
  self->portrait = portrait;
  self->width = width & ~1u;
  self->height = height & ~1u;
  self->rate = rate;
  self->stamped = stamped;
  return self;
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
  if (on)
    set_error (self, NULL);
  self->camera = on;
  prepare_camera (self);
  duo_video_feed_set_live (self->self_feed, on);
  duo_capture_set_running (self->camera_capture, on);
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
  if (on)
    set_error (self, NULL);
  self->microphone = on;
  prepare_microphone (self);
  duo_capture_set_running (self->microphone_capture, on);
  set_speaking (self, on);
  if (on)
    start_level (self);
  else
    stop_level (self);
  if (!on)
    set_level (self, 0);
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

void
duo_media_source_plug (DuoMediaSource *self, GstAppSrc *video, GstAppSrc *audio)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  duo_outlet_plug (self->video, video);
  duo_outlet_plug (self->audio, audio);
}

void
duo_media_source_unplug (DuoMediaSource *self, GstAppSrc *video, GstAppSrc *audio)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  duo_outlet_unplug (self->video, video);
  duo_outlet_unplug (self->audio, audio);
}

void
duo_media_source_get_format (DuoMediaSource *self, guint *width, guint *height, guint *rate)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  *width = self->width;
  *height = self->height;
  *rate = self->rate;
}

gboolean
duo_media_source_has_echo (DuoMediaSource *self)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), FALSE);
  return !self->drawn;
}
