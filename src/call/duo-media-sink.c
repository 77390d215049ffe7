/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-sink.h"
#include "duo-gate.h"
#include "duo-picture-sink.h"
#include "duo-sound-delay.h"
#include "duo-sound-format.h"
#include "duo-speaker.h"
#include "duo-video-codec.h"
#include "duo-video-feed-private.h"

/* Of 20 ms each: more than the longest delay. */
#define MAX_SOUNDS 100

/* Counted on a streaming thread, read on the main one. */
typedef struct
{
  GMutex mutex;
  GstClockTime sound;
} Counts;

struct _DuoMediaSink
{
  Counts *counts;
  GstBin *bin;
  DuoPictureSink *camera;
  DuoPictureSink *screen; /* (nullable): until there is something to show */
  DuoVideoFeed *screen_feed;
  gboolean opened;
  GstElement *audio_gate;
  DuoArrivals *arrivals;
  DuoSoundDelay *sound_delay;
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
watch_sound (DuoMediaSink *self, GstElement *decoder)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (decoder, "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_sound, g_atomic_rc_box_acquire (self->counts),
                     release_counts);
}

static GstElement *
add (GstBin *bin, const char *factory)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  gst_bin_add (bin, element);
  return element;
}

/* Where sound waits for its time. */
static GstElement *
add_queue (GstBin *bin)
{
  GstElement *queue = add (bin, "queue");

  g_object_set (queue, "max-size-buffers", MAX_SOUNDS, "max-size-bytes", 0, "max-size-time", (guint64) 0,
                "silent", TRUE, NULL);
  return queue;
}

static void
add_audio_gate (DuoMediaSink *self)
{
  g_autoptr (GstPad) pad = NULL;

  self->audio_gate = duo_gate_new ();
  gst_bin_add (self->bin, self->audio_gate);
  pad = gst_element_get_static_pad (self->audio_gate, "src");
  duo_arrivals_watch (self->arrivals, pad, DUO_MEDIA_SINK_SOUND_EARLY);
}

static void
add_sound (DuoMediaSink *self, GstBin *bin, const char *id, const char *probe)
{
  GstElement *depayloader = add (bin, "rtpopusdepay");
  GstElement *decoder = add (bin, "opusdec");
  GstElement *convert = add (bin, "audioconvert");
  GstElement *resample = add (bin, "audioresample");
  GstElement *format = add (bin, "capsfilter");
  GstElement *last = add_queue (bin);
  g_autoptr (GstCaps) caps = gst_caps_from_string (DUO_SOUND_FORMAT);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (format, "src");

  add_audio_gate (self);
  g_object_set (decoder, "plc", TRUE, NULL);
  g_object_set (format, "caps", caps, NULL);
  gst_element_link_many (self->audio_gate, depayloader, decoder, convert, resample, format, last, NULL);
  self->sound_delay = duo_sound_delay_new (pad);
  if (probe != NULL)
    {
      GstElement *heard = gst_element_factory_make ("webrtcechoprobe", probe);

      gst_bin_add (bin, heard);
      gst_element_link (last, heard);
      last = heard;
    }
  self->speaker = duo_speaker_new (bin, last, id);
  watch_sound (self, decoder);
}

DuoMediaSink *
duo_media_sink_new (GstBin *bin, DuoVideoFeed *feed, const char *speaker, const char *probe)
{
  DuoMediaSink *self = g_new0 (DuoMediaSink, 1);

  self->bin = bin;
  self->counts = g_atomic_rc_box_new0 (Counts);
  g_mutex_init (&self->counts->mutex);
  self->arrivals = duo_arrivals_new ();
  self->camera = duo_picture_sink_new (bin, feed);
  duo_picture_sink_watch (self->camera, self->arrivals);
  add_sound (self, bin, speaker, probe);
  duo_media_sink_set_delay (self, 0);
  return self;
}

void
duo_media_sink_free (DuoMediaSink *self)
{
  duo_picture_sink_free (self->camera);
  g_clear_pointer (&self->screen, duo_picture_sink_free);
  g_clear_object (&self->screen_feed);
  duo_speaker_free (self->speaker);
  duo_sound_delay_free (self->sound_delay);
  duo_arrivals_unref (self->arrivals);
  release_counts (self->counts);
  g_free (self);
}

void
duo_media_sink_set_screen_feed (DuoMediaSink *self, DuoVideoFeed *feed)
{
  g_set_object (&self->screen_feed, feed);
}

/* A gate that is linked refuses another pad. */
static gboolean
link_sound (DuoMediaSink *self, GstPad *pad)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (self->audio_gate, "sink");
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  const GstStructure *packets = caps != NULL ? gst_caps_get_structure (caps, 0) : NULL;
  const char *name = packets != NULL ? gst_structure_get_string (packets, "encoding-name") : NULL;

  return g_strcmp0 (name, "OPUS") == 0 && GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, sink));
}

/* Most calls never have one, so it is made for its first packet. */
static gboolean
link_screen (DuoMediaSink *self, GstPad *pad)
{
  if (self->screen_feed == NULL)
    return FALSE;
  if (self->screen == NULL)
    self->screen = duo_picture_sink_new (self->bin, self->screen_feed);
  if (self->opened)
    duo_picture_sink_open (self->screen);
  return duo_picture_sink_link (self->screen, pad);
}

gboolean
duo_media_sink_link (DuoMediaSink *self, DuoLine line, GstPad *pad)
{
  switch (line)
    {
    case DUO_LINE_SOUND:
      return link_sound (self, pad);
    case DUO_LINE_SCREEN:
      return link_screen (self, pad);
    case DUO_LINE_CAMERA:
    default:
      return duo_picture_sink_link (self->camera, pad);
    }
}

void
duo_media_sink_show (DuoMediaSink *self, DuoVideoFeed *feed)
{
  duo_picture_sink_show (self->camera, feed);
}

void
duo_media_sink_open (DuoMediaSink *self)
{
  self->opened = TRUE;
  duo_picture_sink_open (self->camera);
  if (self->screen != NULL)
    duo_picture_sink_open (self->screen);
  duo_gate_open (self->audio_gate);
}

/* Sound is later than the picture by the loudspeaker's slack and the length of its packets, which nobody sees (ITU-R
 * BT.1359: up to 125 ms). */
void
duo_media_sink_set_delay (DuoMediaSink *self, gint64 delay)
{
  duo_picture_sink_set_delay (self->camera, delay);
  duo_sound_delay_set (self->sound_delay, delay + DUO_SPEAKER_SLACK + DUO_MEDIA_SINK_SOUND_EARLY);
}

DuoArrivals *
duo_media_sink_get_arrivals (DuoMediaSink *self)
{
  return self->arrivals;
}

DuoSpeaker *
duo_media_sink_get_speaker (DuoMediaSink *self)
{
  return self->speaker;
}

guint64
duo_media_sink_get_frames (DuoMediaSink *self)
{
  return duo_picture_sink_get_frames (self->camera);
}

guint64
duo_media_sink_get_screen_frames (DuoMediaSink *self)
{
  return self->screen != NULL ? duo_picture_sink_get_frames (self->screen) : 0;
}

void
duo_media_sink_get_size (DuoMediaSink *self, guint *width, guint *height)
{
  duo_picture_sink_get_size (self->camera, width, height);
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
  return duo_picture_sink_get_first_frame (self->camera);
}
