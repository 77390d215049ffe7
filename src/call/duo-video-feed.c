/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-feed-private.h"
#include "duo-gl-sink.h"
#include "duo-post.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

/* In a bin of ours: what follows the target, what has the time, and where the pictures are if not here. */
#define VALVE "duo-valve"
#define SCALED "duo-scaled"
#define SINK "duo-sink"
#define SURFACE "duo-surface"

/* Found (GTK 4.18): what has no alpha it converts by way of floating-point numbers, which is a third of all that a shown
 * call takes; what is opaque by its alpha it paints as it is. */
#define SHOWN "video/x-raw,format=BGRA"

/* What the streaming thread and the main context share; a bin's callbacks hold it, never the feed. */
typedef struct
{
  GMutex mutex;
  GMainContext *context;
  DuoVideoFeed *feed; /* main context only, NULL once the feed is gone */
  GstSample *sample;
  gboolean full; /* there is a frame, here or on the surface */
  gboolean waiting;
  gboolean dead;
  guint64 frames;
  guint width, height;
  guint target_width, target_height;
  guint serial; /* counts changes of what decides: sizes, target, elements */
  GstElement *valve;
  GstElement *scaled;
} Shared;

struct _DuoVideoFeed
{
  GObject parent_instance;
  Shared *shared;
  guint width;
  guint height;
  gboolean sharp;
  GObject *surface; /* (nullable) */
};

/* Decided once, as the program's locale is. */
static gboolean shows_by_gl;

enum
{
  PROP_WIDTH = 1,
  PROP_HEIGHT,
  PROP_FRAMES,
  PROP_SURFACE,
  N_PROPS
};

enum
{
  FRAME,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DuoVideoFeed, duo_video_feed, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
clear_shared (gpointer data)
{
  Shared *shared = data;

  gst_clear_sample (&shared->sample);
  gst_clear_object (&shared->valve);
  gst_clear_object (&shared->scaled);
  g_main_context_unref (shared->context);
  g_mutex_clear (&shared->mutex);
}

static void
release_shared (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_shared);
}

/* Covers the target, never scales up, keeps the shape; even, for the chroma planes. */
static GstCaps *
scaled_caps (Shared *shared)
{
  double wide = (double) shared->target_width / MAX (shared->width, 1);
  double high = (double) shared->target_height / MAX (shared->height, 1);
  double scale = MIN (1.0, MAX (wide, high));
  int width = MAX (2, (int) (shared->width * scale + 1) & ~1);
  int height = MAX (2, (int) (shared->height * scale + 1) & ~1);

  return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, width,
                              "height", G_TYPE_INT, height, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1,
                              NULL);
}

/* One pass; returns which state of @shared it was for. */
static guint
apply_once (Shared *shared)
{
  g_autoptr (GstElement) valve = NULL;
  g_autoptr (GstElement) scaled = NULL;
  g_autoptr (GstCaps) caps = NULL;
  gboolean hidden;
  guint serial;

  g_mutex_lock (&shared->mutex);
  serial = shared->serial;
  hidden = shared->target_width == 0 || shared->target_height == 0;
  if (shared->valve != NULL)
    valve = gst_object_ref (shared->valve);
  if (shared->scaled != NULL && !hidden && shared->width > 0)
    {
      scaled = gst_object_ref (shared->scaled);
      caps = scaled_caps (shared);
    }
  g_mutex_unlock (&shared->mutex);
  if (scaled != NULL)
    g_object_set (scaled, "caps", caps, NULL);
  if (valve != NULL)
    g_object_set (valve, "drop", hidden, NULL);
  return serial;
}

/* A hidden feed converts nothing: its valve is shut. Any thread: whoever was overtaken while it set something looks
 * again, or what is stale would stay. */
static void
apply_target (Shared *shared)
{
  gboolean overtaken;

  do
    {
      guint serial = apply_once (shared);

      g_mutex_lock (&shared->mutex);
      overtaken = shared->serial != serial;
      g_mutex_unlock (&shared->mutex);
    }
  while (overtaken);
}

static void
update_size (DuoVideoFeed *self, guint width, guint height)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->width != width)
    {
      self->width = width;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDTH]);
    }
  if (self->height != height)
    {
      self->height = height;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HEIGHT]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
on_frame_waiting (gpointer data)
{
  Shared *shared = data;
  g_autoptr (DuoVideoFeed) self = NULL;
  guint width, height;

  g_mutex_lock (&shared->mutex);
  shared->waiting = FALSE;
  width = shared->full ? shared->width : 0;
  height = shared->full ? shared->height : 0;
  g_mutex_unlock (&shared->mutex);
  if (shared->feed == NULL)
    return G_SOURCE_REMOVE;
  self = g_object_ref (shared->feed);
  update_size (self, width, height);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRAMES]);
  g_signal_emit (self, signals[FRAME], 0);
  return G_SOURCE_REMOVE;
}

static void
queue_frame (Shared *shared)
{
  duo_post (shared->context, on_frame_waiting, g_atomic_rc_box_acquire (shared), release_shared);
}

/* @sample: (nullable): NULL where it is on the surface. Returns whether the main context has to be told. */
static gboolean
keep (Shared *shared, GstSample *sample)
{
  gboolean first = FALSE;

  g_mutex_lock (&shared->mutex);
  if (!shared->dead)
    {
      gst_clear_sample (&shared->sample);
      shared->sample = sample != NULL ? gst_sample_ref (sample) : NULL;
      shared->full = TRUE;
      shared->frames++;
      first = !shared->waiting;
      shared->waiting = TRUE;
    }
  g_mutex_unlock (&shared->mutex);
  return first;
}

/* Streaming thread. */
static GstFlowReturn
on_new_sample (GstAppSink *sink, gpointer data)
{
  Shared *shared = data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample != NULL && keep (shared, sample))
    queue_frame (shared);
  return GST_FLOW_OK;
}

/* Streaming thread. */
static GstPadProbeReturn
on_uploaded (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Shared *shared = data;

  if (keep (shared, NULL))
    queue_frame (shared);
  return GST_PAD_PROBE_OK;
}

/* Streaming thread: the size of what comes decides what it is scaled to. */
static GstPadProbeReturn
on_caps (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Shared *shared = data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstVideoInfo video;
  GstCaps *caps = NULL;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;
  gst_event_parse_caps (event, &caps);
  if (!gst_video_info_from_caps (&video, caps))
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&shared->mutex);
  shared->width = (guint) video.width;
  shared->height = (guint) video.height;
  shared->serial++;
  g_mutex_unlock (&shared->mutex);
  apply_target (shared);
  return GST_PAD_PROBE_OK;
}

/* Found (1.26.2): what a capsfilter was set to before it is only forgotten as it stops, or as its mode changes; one that is
 * set while it is not running keeps it. */
static void
forget_sizes (GstElement *scaled)
{
  gst_util_set_object_arg (G_OBJECT (scaled), "caps-change-mode", "immediate");
}

/* A frame on its way while the size changes still has the old one: refused, it would end the stream for good. */
static void
let_sizes_pass (GstElement *scaled)
{
  gst_util_set_object_arg (G_OBJECT (scaled), "caps-change-mode", "delayed");
}

/* The newest bin counts; a probe in it holds what is shared, so it must not stay here for ever. */
static void
adopt (DuoVideoFeed *self, GstElement *valve, GstElement *scaled)
{
  Shared *shared = self->shared;
  g_autoptr (GstElement) before = NULL;

  g_mutex_lock (&shared->mutex);
  before = shared->scaled != NULL ? gst_object_ref (shared->scaled) : NULL;
  gst_object_replace ((GstObject **) &shared->valve, GST_OBJECT (valve));
  gst_object_replace ((GstObject **) &shared->scaled, GST_OBJECT (scaled));
  shared->serial++;
  g_mutex_unlock (&shared->mutex);
  if (before != NULL && before != scaled)
    forget_sizes (before);
  if (scaled != NULL)
    let_sizes_pass (scaled);
  apply_target (shared);
}

/* A camera that is asked to negotiate again begins anew, and only because a window changed its size. */
static GstPadProbeReturn
on_upstream (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  return GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_RECONFIGURE ? GST_PAD_PROBE_DROP
                                                                                   : GST_PAD_PROBE_OK;
}

static void
duo_video_feed_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoVideoFeed *self = DUO_VIDEO_FEED (object);

  if (id == PROP_SURFACE)
    g_value_set_object (value, self->surface);
  else if (id == PROP_FRAMES)
    g_value_set_uint64 (value, duo_video_feed_get_frames (self));
  else
    g_value_set_uint (value, id == PROP_WIDTH ? self->width : self->height);
}

static void
duo_video_feed_finalize (GObject *object)
{
  DuoVideoFeed *self = DUO_VIDEO_FEED (object);

  adopt (self, NULL, NULL);
  self->shared->feed = NULL;
  release_shared (self->shared);
  g_clear_object (&self->surface);
  G_OBJECT_CLASS (duo_video_feed_parent_class)->finalize (object);
}

static void
duo_video_feed_class_init (DuoVideoFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = duo_video_feed_get_property;
  object_class->finalize = duo_video_feed_finalize;
  props[PROP_WIDTH] = g_param_spec_uint ("width", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_HEIGHT] = g_param_spec_uint ("height", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_FRAMES] = g_param_spec_uint64 ("frames", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_SURFACE] = g_param_spec_object ("surface", NULL, NULL, G_TYPE_OBJECT, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[FRAME] =
      g_signal_new ("frame", DUO_TYPE_VIDEO_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_video_feed_init (DuoVideoFeed *self)
{
  self->shared = g_atomic_rc_box_new0 (Shared);
  g_mutex_init (&self->shared->mutex);
  self->shared->context = g_main_context_ref_thread_default ();
  self->shared->feed = self;
}

static GstElement *
make (GstElement *bin, const char *factory)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element != NULL)
    gst_bin_add (GST_BIN (bin), element);
  return element;
}

static void
connect_sink (DuoVideoFeed *self, GstElement *sink)
{
  GstAppSinkCallbacks callbacks = {.new_sample = on_new_sample};

  g_object_set (sink, "sync", FALSE, "max-buffers", 1, "drop", TRUE, "async", FALSE, "qos", FALSE,
                "max-lateness", (gint64) -1, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, g_atomic_rc_box_acquire (self->shared),
                              release_shared);
}

DuoVideoFeed *
duo_video_feed_new (void)
{
  return g_object_new (DUO_TYPE_VIDEO_FEED, NULL);
}

DuoVideoFeed *
duo_video_feed_new_sharp (void)
{
  DuoVideoFeed *self = duo_video_feed_new ();

  self->sharp = TRUE;
  return self;
}

gboolean
duo_video_feed_choose_gl (gboolean gl)
{
  shows_by_gl = gl && duo_gl_sink_is_there ();
  return shows_by_gl == gl;
}

static void
set_surface (DuoVideoFeed *self, GObject *surface)
{
  if (g_set_object (&self->surface, surface))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SURFACE]);
}

/* Behind the valve; nothing of it depends on the target. */
static void
add_gl_end (DuoVideoFeed *self, GstElement *bin, GstElement *valve)
{
  g_autoptr (GObject) surface = NULL;
  GstElement *sink = duo_gl_sink_new (&surface);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");

  gst_bin_add (GST_BIN (bin), sink);
  gst_element_link (valve, sink);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_uploaded, g_atomic_rc_box_acquire (self->shared),
                     release_shared);
  g_object_set_data (G_OBJECT (bin), SINK, sink);
  g_object_set_data_full (G_OBJECT (bin), SURFACE, g_steal_pointer (&surface), g_object_unref);
}

static void
add_software_end (DuoVideoFeed *self, GstElement *bin, GstElement *valve)
{
  GstElement *scale = make (bin, "videoscale");
  GstElement *scaled = make (bin, "capsfilter");
  GstElement *convert = make (bin, "videoconvert");
  GstElement *sink = make (bin, "appsink");
  g_autoptr (GstCaps) shown = gst_caps_from_string (SHOWN);

  /* To be even a size is up to a pixel off the shape: not worth a black line. */
  g_object_set (scale, "add-borders", FALSE, NULL);
  /* Of its many threads the scaler has no use for small pictures, and they would take the encoder's time. */
  g_object_set (scale, "n-threads", 1, NULL);
  if (self->sharp)
    gst_util_set_object_arg (G_OBJECT (scale), "method", "bilinear2");
  g_object_set (convert, "n-threads", 1, NULL);
  gst_element_link_many (valve, scale, scaled, convert, NULL);
  gst_element_link_filtered (convert, sink, shown);
  connect_sink (self, sink);
  g_object_set_data (G_OBJECT (bin), SCALED, scaled);
  g_object_set_data (G_OBJECT (bin), SINK, sink);
}

GstElement *
duo_video_feed_new_sink (DuoVideoFeed *self)
{
  GstElement *bin = gst_bin_new (NULL);
  GstElement *valve = make (bin, "valve");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (valve, "sink");

  g_object_set_data (G_OBJECT (bin), VALVE, valve);
  g_object_set (valve, "drop-mode", 1 /* forward-sticky-events */, NULL);
  if (shows_by_gl)
    add_gl_end (self, bin, valve);
  else
    add_software_end (self, bin, valve);
  duo_video_feed_use_sink (self, bin);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_caps,
                     g_atomic_rc_box_acquire (self->shared), release_shared);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_upstream, NULL, NULL);
  gst_element_add_pad (bin, gst_ghost_pad_new ("sink", pad));
  return bin;
}

void
duo_video_feed_use_sink (DuoVideoFeed *self, GstElement *bin)
{
  adopt (self, g_object_get_data (G_OBJECT (bin), VALVE), g_object_get_data (G_OBJECT (bin), SCALED));
  set_surface (self, g_object_get_data (G_OBJECT (bin), SURFACE));
}

void
duo_video_feed_delay_sink (GstElement *bin, gint64 delay)
{
  g_object_set (g_object_get_data (G_OBJECT (bin), SINK), "ts-offset", delay * (gint64) GST_USECOND, "sync",
                delay > 0, NULL);
}

/* The picture is over, not frozen. What comes through the bin keeps its size: a decoder that goes on does not say it
 * again. */
static void
clear (DuoVideoFeed *self)
{
  g_mutex_lock (&self->shared->mutex);
  gst_clear_sample (&self->shared->sample);
  self->shared->full = FALSE;
  g_mutex_unlock (&self->shared->mutex);
  update_size (self, 0, 0);
  g_signal_emit (self, signals[FRAME], 0);
}

void
duo_video_feed_set_live (DuoVideoFeed *self, gboolean live)
{
  g_return_if_fail (DUO_IS_VIDEO_FEED (self));
  g_mutex_lock (&self->shared->mutex);
  self->shared->dead = !live;
  g_mutex_unlock (&self->shared->mutex);
  if (!live)
    clear (self);
}

void
duo_video_feed_set_target (DuoVideoFeed *self, guint width, guint height)
{
  Shared *shared;
  gboolean same;

  g_return_if_fail (DUO_IS_VIDEO_FEED (self));
  shared = self->shared;
  g_mutex_lock (&shared->mutex);
  same = shared->target_width == width && shared->target_height == height;
  shared->target_width = width;
  shared->target_height = height;
  shared->serial++;
  g_mutex_unlock (&shared->mutex);
  if (!same)
    apply_target (shared);
}

GstSample *
duo_video_feed_dup_sample (DuoVideoFeed *self)
{
  GstSample *sample;

  g_return_val_if_fail (DUO_IS_VIDEO_FEED (self), NULL);
  g_mutex_lock (&self->shared->mutex);
  sample = self->shared->sample != NULL ? gst_sample_ref (self->shared->sample) : NULL;
  g_mutex_unlock (&self->shared->mutex);
  return sample;
}

GObject *
duo_video_feed_get_surface (DuoVideoFeed *self)
{
  g_return_val_if_fail (DUO_IS_VIDEO_FEED (self), NULL);
  return self->surface;
}

guint64
duo_video_feed_get_frames (DuoVideoFeed *self)
{
  guint64 frames;

  g_return_val_if_fail (DUO_IS_VIDEO_FEED (self), 0);
  g_mutex_lock (&self->shared->mutex);
  frames = self->shared->frames;
  g_mutex_unlock (&self->shared->mutex);
  return frames;
}
