/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-source-private.h"
#include "duo-call.h"
#include "duo-capture.h"
#include "duo-drawn-video.h"
#include "duo-drawn-voice.h"
#include "duo-video-feed-private.h"
#include "duo-parts.h"
#include "duo-timer.h"

#define LEVEL_INTERVAL_MS 100
#define N_KINDS (DUO_DEVICE_MICROPHONE + 1)
/* Microseconds from when what is pulled out breaks until it is known to be gone. */
#define BREAKING (2 * G_USEC_PER_SEC)

/* Of a camera or a microphone. */
typedef struct
{
  char *id;
  DuoRemote *remote; /* (nullable) */
  gboolean awaited;  /* it went away while it was on */
  gint64 broken;     /* when it failed after it had worked, or 0; monotonic, in microseconds */
  GError *problem;
} Chosen;

struct _DuoMediaSource
{
  GObject parent_instance;
  gboolean drawn;
  DuoPortrait portrait;
  guint width, height, rate;
  gboolean stamped;
  gboolean grain;
  Chosen chosen[N_KINDS];

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
  DuoVoice voice;
};

G_DEFINE_FINAL_TYPE (DuoMediaSource, duo_media_source, G_TYPE_OBJECT)

enum
{
  PROP_CAMERA = 1,
  PROP_MICROPHONE,
  PROP_LEVEL,
  PROP_CAMERA_PROBLEM,
  PROP_MICROPHONE_PROBLEM,
  PROP_VOICE,
  N_PROPS
};

enum
{
  FAILED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* What was on before does not matter any more. */
static void
forget (Chosen *chosen)
{
  chosen->awaited = FALSE;
  chosen->broken = 0;
}

static void
set_level (DuoMediaSource *self, double level)
{
  if (self->level == level)
    return;
  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEVEL]);
}

/* @problem: (nullable) */
static void
set_problem (DuoMediaSource *self, DuoDeviceKind kind, const GError *problem)
{
  GError **held = &self->chosen[kind].problem;
  gboolean had = *held != NULL;

  g_clear_error (held);
  if (problem != NULL)
    *held = g_error_copy (problem);
  if (had || problem != NULL)
    g_object_notify_by_pspec (
        G_OBJECT (self), props[kind == DUO_DEVICE_CAMERA ? PROP_CAMERA_PROBLEM : PROP_MICROPHONE_PROBLEM]);
}

static gboolean
is_on (DuoMediaSource *self, DuoDeviceKind kind)
{
  return kind == DUO_DEVICE_CAMERA ? self->camera : self->microphone;
}

static void switch_to (DuoMediaSource *self, DuoDeviceKind kind, gboolean on);

/* On, or what was on until it broke a moment ago. */
static gboolean
is_wished (DuoMediaSource *self, DuoDeviceKind kind)
{
  gint64 broken = self->chosen[kind].broken;

  return is_on (self, kind) || (broken != 0 && g_get_monotonic_time () - broken <= BREAKING);
}

static gboolean
has_worked (DuoMediaSource *self, DuoDeviceKind kind)
{
  DuoCapture *capture = kind == DUO_DEVICE_CAMERA ? self->camera_capture : self->microphone_capture;

  return is_on (self, kind) && (capture == NULL || duo_capture_has_given (capture));
}

/* It goes on again by itself only where it is merely not there, also where it broke a moment before that was known. One
 * that breaks whenever it is opened does not, or it would for ever. */
static void
fail (DuoMediaSource *self, DuoDeviceKind kind, const GError *error)
{
  Chosen *chosen = &self->chosen[kind];

  g_message ("source: %s", error->message);
  chosen->awaited = is_wished (self, kind) && error->code == DUO_CALL_ERROR_DEVICE_MISSING;
  chosen->broken =
      has_worked (self, kind) && error->code == DUO_CALL_ERROR_DEVICE ? g_get_monotonic_time () : 0;
  switch_to (self, kind, FALSE);
  set_problem (self, kind, error);
  g_signal_emit (self, signals[FAILED], 0, (int) kind);
}

static void
on_camera_failed (const GError *error, gpointer data)
{
  fail (data, DUO_DEVICE_CAMERA, error);
}

static void
on_microphone_failed (const GError *error, gpointer data)
{
  fail (data, DUO_DEVICE_MICROPHONE, error);
}

static void
choose (DuoMediaSource *self, DuoDeviceKind kind)
{
  DuoCapture *capture = kind == DUO_DEVICE_CAMERA ? self->camera_capture : self->microphone_capture;
  const Chosen *chosen = &self->chosen[kind];

  if (capture != NULL && !self->drawn)
    duo_capture_set_device (capture, chosen->id, chosen->remote);
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
      duo_drawn_video_set_grain (self->person, self->grain);
      duo_drawn_video_set_speaking (self->person, self->speaking_since);
    }
  self->camera_capture = duo_capture_new_picture ((GstElement *) self->person, self->video, self->self_feed,
                                                  on_camera_failed, self);
  choose (self, DUO_DEVICE_CAMERA);
}

static void
prepare_microphone (DuoMediaSource *self)
{
  GstElement *voice = NULL;

  if (self->microphone_capture != NULL)
    return;
  if (self->drawn)
    voice = duo_drawn_voice_new (self->portrait);
  self->microphone_capture = duo_capture_new_sound (voice, self->audio, on_microphone_failed, self);
  choose (self, DUO_DEVICE_MICROPHONE);
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
  duo_timer_stop (&self->level_timer);
}

static void
start_level (DuoMediaSource *self)
{
  duo_timer_start (&self->level_timer, LEVEL_INTERVAL_MS, on_level_due, self);
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
  else if (id == PROP_VOICE)
    g_value_set_int (value, (int) self->voice);
  else
    g_value_set_boxed (
        value, self->chosen[id == PROP_CAMERA_PROBLEM ? DUO_DEVICE_CAMERA : DUO_DEVICE_MICROPHONE].problem);
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
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_free (self->chosen[i].id);
      g_clear_pointer (&self->chosen[i].remote, duo_remote_unref);
      g_clear_error (&self->chosen[i].problem);
    }
  g_clear_object (&self->self_feed);
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
  props[PROP_CAMERA_PROBLEM] =
      g_param_spec_boxed ("camera-problem", NULL, NULL, G_TYPE_ERROR, flags | G_PARAM_READABLE);
  props[PROP_MICROPHONE_PROBLEM] =
      g_param_spec_boxed ("microphone-problem", NULL, NULL, G_TYPE_ERROR, flags | G_PARAM_READABLE);
  props[PROP_VOICE] = g_param_spec_int ("voice", NULL, NULL, DUO_VOICE_PLAIN, DUO_VOICE_USUAL,
                                        DUO_VOICE_USUAL, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[FAILED] = g_signal_new ("failed", DUO_TYPE_MEDIA_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
duo_media_source_init (DuoMediaSource *self)
{
  /* Who opens a source is about to talk. */
  duo_parts_warm_up ();
  self->voice = DUO_VOICE_USUAL;
  self->self_feed = duo_video_feed_new ();
  self->video = duo_outlet_new ();
  self->audio = duo_outlet_new ();
}

DuoMediaSource *
duo_media_source_new_devices (const char *camera, const char *microphone)
{
  DuoMediaSource *self = g_object_new (DUO_TYPE_MEDIA_SOURCE, NULL);

  self->chosen[DUO_DEVICE_CAMERA] = (Chosen) {.id = g_strdup (camera)};
  self->chosen[DUO_DEVICE_MICROPHONE] = (Chosen) {.id = g_strdup (microphone)};
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

void
duo_media_source_set_grain (DuoMediaSource *self, gboolean grain)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  self->grain = grain;
}

static void
switch_camera (DuoMediaSource *self, gboolean on)
{
  self->camera = on;
  prepare_camera (self);
  duo_video_feed_set_live (self->self_feed, on);
  duo_capture_set_running (self->camera_capture, on);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAMERA]);
}

static void
switch_microphone (DuoMediaSource *self, gboolean on)
{
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

/* Who has turned it on is to see that it is not. */
static gboolean
has_parts (DuoMediaSource *self, DuoDeviceKind kind)
{
  g_autoptr (GError) error = NULL;

  if (duo_parts_check_devices (&error))
    return TRUE;
  fail (self, kind, error);
  g_object_notify_by_pspec (G_OBJECT (self),
                            props[kind == DUO_DEVICE_CAMERA ? PROP_CAMERA : PROP_MICROPHONE]);
  return FALSE;
}

static void
switch_to (DuoMediaSource *self, DuoDeviceKind kind, gboolean on)
{
  if (is_on (self, kind) == on || (on && !has_parts (self, kind)))
    return;
  g_debug ("source: %s %s", duo_device_kind_get_name (kind), on ? "on" : "off");
  if (on)
    {
      forget (&self->chosen[kind]);
      set_problem (self, kind, NULL);
    }
  if (kind == DUO_DEVICE_CAMERA)
    switch_camera (self, on);
  else
    switch_microphone (self, on);
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
  forget (&self->chosen[DUO_DEVICE_CAMERA]);
  switch_to (self, DUO_DEVICE_CAMERA, on);
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
  forget (&self->chosen[DUO_DEVICE_MICROPHONE]);
  switch_to (self, DUO_DEVICE_MICROPHONE, on);
}

void
duo_media_source_set_device (DuoMediaSource *self, DuoDeviceKind kind, const char *id, DuoRemote *remote)
{
  Chosen *chosen;

  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  g_return_if_fail (kind < N_KINDS);
  chosen = &self->chosen[kind];
  g_set_str (&chosen->id, id);
  g_clear_pointer (&chosen->remote, duo_remote_unref);
  chosen->remote = remote != NULL ? duo_remote_ref (remote) : NULL;
  choose (self, kind);
  if (chosen->awaited || is_wished (self, kind))
    switch_to (self, kind, TRUE);
}

void
duo_media_source_lose_device (DuoMediaSource *self, DuoDeviceKind kind)
{
  g_autoptr (GError) error = g_error_new (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_MISSING, "%s: it is gone",
                                          duo_device_kind_get_name (kind));

  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  g_return_if_fail (kind < N_KINDS);
  if (!self->drawn && is_wished (self, kind))
    fail (self, kind, error);
}

void
duo_media_source_refuse_device (DuoMediaSource *self, DuoDeviceKind kind, const GError *error)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  g_return_if_fail (kind < N_KINDS);
  fail (self, kind, error);
}

gboolean
duo_media_source_is_awaited (DuoMediaSource *self, DuoDeviceKind kind)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), FALSE);
  g_return_val_if_fail (kind < N_KINDS, FALSE);
  return self->chosen[kind].awaited;
}

void
duo_media_source_stop_awaiting (DuoMediaSource *self, DuoDeviceKind kind)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  g_return_if_fail (kind < N_KINDS);
  forget (&self->chosen[kind]);
}

const GError *
duo_media_source_get_problem (DuoMediaSource *self, DuoDeviceKind kind)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), NULL);
  g_return_val_if_fail (kind < N_KINDS, NULL);
  return self->chosen[kind].problem;
}

void
duo_media_source_set_voice (DuoMediaSource *self, DuoVoice voice)
{
  g_return_if_fail (DUO_IS_MEDIA_SOURCE (self));
  if (self->voice == voice)
    return;
  self->voice = voice;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VOICE]);
}

DuoVoice
duo_media_source_get_voice (DuoMediaSource *self)
{
  g_return_val_if_fail (DUO_IS_MEDIA_SOURCE (self), DUO_VOICE_PLAIN);
  return self->voice;
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
