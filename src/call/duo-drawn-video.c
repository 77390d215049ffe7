/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-drawn-video.h"
#include "duo-frame-grain.h"
#include "duo-frame-stamp.h"
#include "duo-portrait.h"
#include "duo-speech.h"

struct _DuoDrawnVideo
{
  GstPushSrc parent_instance;
  DuoPortrait portrait;
  GstVideoInfo info;
  gboolean stamped;
  gboolean grain;
  gint64 speaking_since; /* under the object lock */
  /* Streaming thread only. */
  DuoPortraitPainter *painter;
  GstClockTime origin; /* running time of frame 0: GstBaseSrc begins when the first frame is there */
  guint64 next;
  guint32 number;
};

G_DEFINE_FINAL_TYPE (DuoDrawnVideo, duo_drawn_video, GST_TYPE_PUSH_SRC)

static GstStaticPadTemplate template = GST_STATIC_PAD_TEMPLATE (
    "src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw, format=I420"));

static GstClockTime
frame_time (DuoDrawnVideo *self, guint64 frame)
{
  return gst_util_uint64_scale (frame, (guint64) self->info.fps_d * GST_SECOND, (guint64) self->info.fps_n);
}

/* Frames whose time has passed are left out: a live picture is late or missing, never slow. */
static guint64
frame_due (DuoDrawnVideo *self)
{
  GstClockTime now = gst_element_get_current_running_time (GST_ELEMENT (self));
  guint64 due = 0;

  if (self->next > 0 && GST_CLOCK_TIME_IS_VALID (now) && now > self->origin)
    due = gst_util_uint64_scale (now - self->origin, (guint64) self->info.fps_n,
                                 (guint64) self->info.fps_d * GST_SECOND);
  return MAX (self->next, due);
}

static double
mouth (DuoDrawnVideo *self)
{
  gint64 since;

  GST_OBJECT_LOCK (self);
  since = self->speaking_since;
  GST_OBJECT_UNLOCK (self);
  if (since == 0)
    return 0;
  return duo_speech_openness (self->portrait, (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC);
}

static gboolean
make_painter (DuoDrawnVideo *self)
{
  g_autoptr (GError) error = NULL;

  if (self->painter == NULL)
    self->painter = duo_portrait_painter_new (self->portrait, (guint) self->info.width,
                                              (guint) self->info.height, &error);
  if (error != NULL)
    GST_ELEMENT_ERROR (self, CORE, MISSING_PLUGIN, ("%s", error->message), (NULL));
  return self->painter != NULL;
}

static void
mark (DuoDrawnVideo *self, GstVideoFrame *frame)
{
  DuoFrameStamp here = {.number = self->number, .time = (guint32) (g_get_monotonic_time () / 10)};

  if (self->grain)
    duo_frame_grain_add (frame, self->number);
  if (self->stamped)
    duo_frame_stamp_burn (&here, frame);
}

static GstFlowReturn
duo_drawn_video_fill (GstPushSrc *source, GstBuffer *buffer)
{
  DuoDrawnVideo *self = DUO_DRAWN_VIDEO (source);
  guint64 index = frame_due (self);
  GstVideoFrame frame;

  if (!make_painter (self) || !gst_video_frame_map (&frame, &self->info, buffer, GST_MAP_WRITE))
    return GST_FLOW_ERROR;
  duo_portrait_painter_paint (self->painter, &frame, (double) frame_time (self, index) / GST_SECOND,
                              mouth (self));
  mark (self, &frame);
  gst_video_frame_unmap (&frame);
  if (self->next == 0)
    self->origin = gst_element_get_current_running_time (GST_ELEMENT (self));
  GST_BUFFER_PTS (buffer) = frame_time (self, index);
  GST_BUFFER_DURATION (buffer) = frame_time (self, index + 1) - frame_time (self, index);
  self->next = index + 1;
  self->number++;
  return GST_FLOW_OK;
}

static void
duo_drawn_video_get_times (GstBaseSrc *source, GstBuffer *buffer, GstClockTime *start, GstClockTime *end)
{
  *start = GST_BUFFER_PTS (buffer);
  *end = *start + GST_BUFFER_DURATION (buffer);
}

static gboolean
duo_drawn_video_start (GstBaseSrc *source)
{
  DuoDrawnVideo *self = DUO_DRAWN_VIDEO (source);

  self->next = 0;
  gst_base_src_set_blocksize (source, (guint) self->info.size);
  return TRUE;
}

static GstCaps *
duo_drawn_video_get_caps (GstBaseSrc *source, GstCaps *filter)
{
  GstCaps *caps = gst_video_info_to_caps (&DUO_DRAWN_VIDEO (source)->info);
  GstCaps *filtered;

  if (filter == NULL)
    return caps;
  filtered = gst_caps_intersect_full (filter, caps, GST_CAPS_INTERSECT_FIRST);
  gst_caps_unref (caps);
  return filtered;
}

static void
duo_drawn_video_finalize (GObject *object)
{
  DuoDrawnVideo *self = DUO_DRAWN_VIDEO (object);

  g_clear_pointer (&self->painter, duo_portrait_painter_free);
  G_OBJECT_CLASS (duo_drawn_video_parent_class)->finalize (object);
}

static void
duo_drawn_video_class_init (DuoDrawnVideoClass *klass)
{
  GstBaseSrcClass *source_class = GST_BASE_SRC_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = duo_drawn_video_finalize;
  source_class->get_times = duo_drawn_video_get_times;
  source_class->start = duo_drawn_video_start;
  source_class->get_caps = duo_drawn_video_get_caps;
  GST_PUSH_SRC_CLASS (klass)->fill = duo_drawn_video_fill;
  gst_element_class_add_static_pad_template (GST_ELEMENT_CLASS (klass), &template);
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass), "Drawn person", "Source/Video",
                                         "Pictures of somebody who is not there", "Duologue");
}

static void
duo_drawn_video_init (DuoDrawnVideo *self)
{
  gst_base_src_set_live (GST_BASE_SRC (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC (self), GST_FORMAT_TIME);
}

GstElement *
duo_drawn_video_new (DuoPortrait portrait, guint width, guint height, guint rate, gboolean stamped)
{
  DuoDrawnVideo *self = g_object_new (DUO_TYPE_DRAWN_VIDEO, NULL);

  self->portrait = portrait;
  self->stamped = stamped;
  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, width & ~1u, height & ~1u);
  self->info.fps_n = (int) rate;
  self->info.fps_d = 1;
  return GST_ELEMENT (self);
}

void
duo_drawn_video_set_grain (DuoDrawnVideo *self, gboolean grain)
{
  g_return_if_fail (DUO_IS_DRAWN_VIDEO (self));
  self->grain = grain;
}

void
duo_drawn_video_set_speaking (DuoDrawnVideo *self, gint64 since)
{
  g_return_if_fail (DUO_IS_DRAWN_VIDEO (self));
  GST_OBJECT_LOCK (self);
  self->speaking_since = since;
  GST_OBJECT_UNLOCK (self);
}
