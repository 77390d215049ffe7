/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-picture-sink.h"
#include "duo-gate.h"
#include "duo-picture-guard.h"
#include "duo-video-codec.h"
#include "duo-video-feed-private.h"

/* Of a peer that sends as fast as it can, before it has to wait: more than comes in the longest delay. */
#define MAX_PACKETS 1000

/* Counted on the streaming thread, read on the main one. */
typedef struct
{
  GMutex mutex;
  guint64 frames;
  gint64 first_frame;
  int width, height; /* of the picture that was decoded last */
} Counts;

struct _DuoPictureSink
{
  Counts *counts;
  GstBin *bin;
  DuoVideoCodec codec;
  GstElement *gate;
  GstElement
      *queue; /* packets wait here for their time: in the jitter buffer one could not see when they came */
  GstElement *decoder;
  GstElement *picture; /* where decoded pictures go */
};

static void
clear_counts (gpointer data)
{
  g_mutex_clear (&((Counts *) data)->mutex);
}

static void
release_counts (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_counts);
}

static GstPadProbeReturn
on_picture (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Counts *counts = data;

  g_mutex_lock (&counts->mutex);
  if (counts->frames++ == 0)
    counts->first_frame = g_get_monotonic_time ();
  g_mutex_unlock (&counts->mutex);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_caps (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Counts *counts = data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstCaps *caps;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;
  gst_event_parse_caps (event, &caps);
  g_mutex_lock (&counts->mutex);
  gst_structure_get (gst_caps_get_structure (caps, 0), "width", G_TYPE_INT, &counts->width, "height",
                     G_TYPE_INT, &counts->height, NULL);
  g_mutex_unlock (&counts->mutex);
  return GST_PAD_PROBE_OK;
}

static void
watch (DuoPictureSink *self, GstPadProbeType type, GstPadProbeCallback callback)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->decoder, "src");

  gst_pad_add_probe (pad, type, callback, g_atomic_rc_box_acquire (self->counts), release_counts);
}

static void
add_decoder (DuoPictureSink *self)
{
  g_autoptr (GError) error = NULL;
  const char *text = duo_video_codec_describe_decoder (self->codec);
  g_autoptr (GstElement) inner = NULL;

  self->decoder = gst_parse_bin_from_description (text, TRUE, &error);
  if (self->decoder == NULL)
    g_error ("%s: %s", text, error->message);
  inner = gst_bin_get_by_name (GST_BIN (self->decoder), "decoder");
  duo_picture_guard_watch (inner, self->codec);
  gst_bin_add (self->bin, self->decoder);
  gst_element_link_many (self->queue, self->decoder, self->picture, NULL);
  watch (self, GST_PAD_PROBE_TYPE_BUFFER, on_picture);
  watch (self, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_caps);
}

/* The warm one is VP8's; the peer's packets are still held while it is changed. */
static void
change_decoder (DuoPictureSink *self, DuoVideoCodec codec)
{
  if (self->codec == codec)
    return;
  gst_element_set_state (self->decoder, GST_STATE_NULL);
  gst_bin_remove (self->bin, self->decoder);
  self->codec = codec;
  add_decoder (self);
  gst_element_sync_state_with_parent (self->decoder);
}

DuoPictureSink *
duo_picture_sink_new (GstBin *bin, DuoVideoFeed *feed)
{
  DuoPictureSink *self = g_new0 (DuoPictureSink, 1);

  self->bin = bin;
  self->counts = g_atomic_rc_box_new0 (Counts);
  g_mutex_init (&self->counts->mutex);
  self->gate = duo_gate_new ();
  self->queue = gst_element_factory_make ("queue", NULL);
  g_object_set (self->queue, "max-size-buffers", MAX_PACKETS, "max-size-bytes", 0, "max-size-time",
                (guint64) 0, "silent", TRUE, NULL);
  self->picture = duo_video_feed_new_sink (feed);
  gst_bin_add_many (bin, self->gate, self->queue, self->picture, NULL);
  gst_element_link (self->gate, self->queue);
  add_decoder (self);
  gst_element_sync_state_with_parent (self->picture);
  gst_element_sync_state_with_parent (self->decoder);
  gst_element_sync_state_with_parent (self->queue);
  gst_element_sync_state_with_parent (self->gate);
  return self;
}

void
duo_picture_sink_show (DuoPictureSink *self, DuoVideoFeed *feed)
{
  duo_video_feed_use_sink (feed, self->picture);
}

void
duo_picture_sink_free (DuoPictureSink *self)
{
  release_counts (self->counts);
  g_free (self);
}

gboolean
duo_picture_sink_link (DuoPictureSink *self, GstPad *pad)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (self->gate, "sink");
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  const GstStructure *packets = caps != NULL ? gst_caps_get_structure (caps, 0) : NULL;
  const char *name = packets != NULL ? gst_structure_get_string (packets, "encoding-name") : NULL;
  DuoVideoCodec codec;

  if (!duo_video_codec_from_name (name, &codec) || gst_pad_is_linked (sink))
    return FALSE;
  change_decoder (self, codec);
  return GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, sink));
}

void
duo_picture_sink_open (DuoPictureSink *self)
{
  duo_gate_open (self->gate);
}

void
duo_picture_sink_watch (DuoPictureSink *self, DuoArrivals *arrivals)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->gate, "src");

  duo_arrivals_watch (arrivals, pad, 0);
}

void
duo_picture_sink_set_delay (DuoPictureSink *self, gint64 delay)
{
  duo_video_feed_delay_sink (self->picture, delay);
}

void
duo_picture_sink_get_size (DuoPictureSink *self, guint *width, guint *height)
{
  g_mutex_lock (&self->counts->mutex);
  *width = (guint) self->counts->width;
  *height = (guint) self->counts->height;
  g_mutex_unlock (&self->counts->mutex);
}

guint64
duo_picture_sink_get_frames (DuoPictureSink *self)
{
  guint64 frames;

  g_mutex_lock (&self->counts->mutex);
  frames = self->counts->frames;
  g_mutex_unlock (&self->counts->mutex);
  return frames;
}

gint64
duo_picture_sink_get_first_frame (DuoPictureSink *self)
{
  gint64 first;

  g_mutex_lock (&self->counts->mutex);
  first = self->counts->first_frame;
  g_mutex_unlock (&self->counts->mutex);
  return first;
}
