/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-sink.h"
#include "duo-gate.h"
#include "duo-speaker.h"
#include "duo-video-codec.h"
#include "duo-video-feed-private.h"

/* Counted on streaming threads, read on the main one. */
typedef struct
{
  GMutex mutex;
  guint64 frames;
  GstClockTime sound;
  gint64 first_frame;
  int width, height; /* of the picture that was decoded last */
} Counts;

struct _DuoMediaSink
{
  Counts *counts;
  GstBin *bin;
  DuoVideoCodec codec;
  GstElement *decoder;
  GstElement *picture; /* where decoded pictures go */
  GstElement *video_gate;
  GstElement *audio_gate;
  DuoSpeaker *speaker;
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
on_picture_caps (GstPad *pad, GstPadProbeInfo *info, gpointer data)
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

static GstPadProbeReturn
on_sound (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Counts *counts = data;
  GstClockTime duration = GST_BUFFER_DURATION (GST_PAD_PROBE_INFO_BUFFER (info));

  g_mutex_lock (&counts->mutex);
  counts->sound += GST_CLOCK_TIME_IS_VALID (duration) ? duration : 0;
  g_mutex_unlock (&counts->mutex);
  return GST_PAD_PROBE_OK;
}

static void
watch (DuoMediaSink *self, GstElement *decoder, GstPadProbeType type, GstPadProbeCallback callback)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (decoder, "src");

  gst_pad_add_probe (pad, type, callback, g_atomic_rc_box_acquire (self->counts), release_counts);
}

static GstElement *
add (GstBin *bin, const char *factory)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  gst_bin_add (bin, element);
  return element;
}

static GstElement *
add_gate (GstBin *bin)
{
  GstElement *gate = duo_gate_new ();

  gst_bin_add (bin, gate);
  return gate;
}

static void
add_decoder (DuoMediaSink *self)
{
  g_autoptr (GError) error = NULL;
  const char *text = duo_video_codec_describe_decoder (self->codec);

  self->decoder = gst_parse_bin_from_description (text, TRUE, &error);
  if (self->decoder == NULL)
    g_error ("%s: %s", text, error->message);
  gst_bin_add (self->bin, self->decoder);
  gst_element_link_many (self->video_gate, self->decoder, self->picture, NULL);
  watch (self, self->decoder, GST_PAD_PROBE_TYPE_BUFFER, on_picture);
  watch (self, self->decoder, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_picture_caps);
}

static void
add_picture (DuoMediaSink *self, DuoVideoFeed *feed)
{
  self->picture = duo_video_feed_new_sink (feed);
  self->video_gate = add_gate (self->bin);
  gst_bin_add (self->bin, self->picture);
  add_decoder (self);
}

/* The warm one is VP8's; the peer's packets are still held while it is changed. */
static void
change_decoder (DuoMediaSink *self, DuoVideoCodec codec)
{
  if (self->codec == codec)
    return;
  gst_element_set_state (self->decoder, GST_STATE_NULL);
  gst_bin_remove (self->bin, self->decoder);
  self->codec = codec;
  add_decoder (self);
  gst_element_sync_state_with_parent (self->decoder);
}

static void
add_sound (DuoMediaSink *self, GstBin *bin, const char *id, const char *probe)
{
  GstElement *depayloader = add (bin, "rtpopusdepay");
  GstElement *decoder = add (bin, "opusdec");
  GstElement *convert = add (bin, "audioconvert");
  GstElement *resample = add (bin, "audioresample");
  GstElement *last = resample;

  self->audio_gate = add_gate (bin);
  g_object_set (decoder, "plc", TRUE, NULL);
  gst_element_link_many (self->audio_gate, depayloader, decoder, convert, resample, NULL);
  if (probe != NULL)
    {
      last = gst_element_factory_make ("webrtcechoprobe", probe);
      gst_bin_add (bin, last);
      gst_element_link (resample, last);
    }
  self->speaker = duo_speaker_new (bin, last, id);
  watch (self, decoder, GST_PAD_PROBE_TYPE_BUFFER, on_sound);
}

DuoMediaSink *
duo_media_sink_new (GstBin *bin, DuoVideoFeed *feed, const char *speaker, const char *probe)
{
  DuoMediaSink *self = g_new0 (DuoMediaSink, 1);

  self->bin = bin;
  self->counts = g_atomic_rc_box_new0 (Counts);
  g_mutex_init (&self->counts->mutex);
  add_picture (self, feed);
  add_sound (self, bin, speaker, probe);
  return self;
}

void
duo_media_sink_free (DuoMediaSink *self)
{
  duo_speaker_free (self->speaker);
  release_counts (self->counts);
  g_free (self);
}

/* A gate that is linked refuses another pad. */
static gboolean
link_to (GstElement *gate, GstPad *pad)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (gate, "sink");

  return GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, sink));
}

static gboolean
is_linked (GstElement *gate)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (gate, "sink");

  return gst_pad_is_linked (sink);
}

gboolean
duo_media_sink_link (DuoMediaSink *self, DuoLine line, GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  const GstStructure *packets = caps != NULL ? gst_caps_get_structure (caps, 0) : NULL;
  const char *name = packets != NULL ? gst_structure_get_string (packets, "encoding-name") : NULL;
  DuoVideoCodec codec;

  if (line == DUO_LINE_SOUND && g_strcmp0 (name, "OPUS") == 0)
    return link_to (self->audio_gate, pad);
  if (line != DUO_LINE_CAMERA || !duo_video_codec_from_name (name, &codec) || is_linked (self->video_gate))
    return FALSE;
  change_decoder (self, codec);
  return link_to (self->video_gate, pad);
}

void
duo_media_sink_open (DuoMediaSink *self)
{
  duo_gate_open (self->video_gate);
  duo_gate_open (self->audio_gate);
}

guint64
duo_media_sink_get_frames (DuoMediaSink *self)
{
  guint64 frames;

  g_mutex_lock (&self->counts->mutex);
  frames = self->counts->frames;
  g_mutex_unlock (&self->counts->mutex);
  return frames;
}

void
duo_media_sink_get_size (DuoMediaSink *self, guint *width, guint *height)
{
  g_mutex_lock (&self->counts->mutex);
  *width = (guint) self->counts->width;
  *height = (guint) self->counts->height;
  g_mutex_unlock (&self->counts->mutex);
}

guint64
duo_media_sink_get_audio_ms (DuoMediaSink *self)
{
  GstClockTime sound;

  g_mutex_lock (&self->counts->mutex);
  sound = self->counts->sound;
  g_mutex_unlock (&self->counts->mutex);
  return sound / GST_MSECOND;
}

gint64
duo_media_sink_get_first_frame (DuoMediaSink *self)
{
  gint64 first;

  g_mutex_lock (&self->counts->mutex);
  first = self->counts->first_frame;
  g_mutex_unlock (&self->counts->mutex);
  return first;
}
