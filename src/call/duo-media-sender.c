/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-sender.h"
#include "duo-gate.h"
#include "duo-packet-chain.h"
#include "duo-media-source-private.h"
#include "duo-rate-control.h"
#include "duo-regulator.h"
#include "duo-screen-line.h"
#include "duo-sound-format.h"
#include "duo-standstill.h"
#include "duo-timer.h"
#include "duo-voice-filter.h"

#include <gst/video/video.h>
#include <string.h>

#define SILENCE_SAMPLES 960
#define GREETING_MS 300

typedef struct
{
  GstElement *chain; /* NULL for the screen's, which has its own */
  GstElement *gate;
  guint32 source; /* SSRC */
} Line;

struct _DuoMediaSender
{
  GstBin *bin;
  DuoMediaSource *source;
  char *probe;
  DuoMediaFormat format;
  Line lines[DUO_N_LINES];
  GstAppSrc *video;
  GstAppSrc *audio;
  GstElement *encoder;
  DuoRegulator *regulator;
  DuoRegulation regulation;
  DuoScreenLine *screen;
  GSource *greeting; /* (nullable) */
};

static GstElement *
new_video_chain (DuoMediaSender *self)
{
  g_autofree char *encoder = duo_video_codec_describe_encoder (self->format.codec, self->regulation.bitrate);
  g_autofree char *text =
      g_strdup_printf ("appsrc name=in is-live=true format=time max-buffers=1 max-bytes=0 max-time=0 "
                       "leaky-type=downstream ! videoscale add-borders=false ! capsfilter name=size ! %s",
                       encoder);

  return duo_packet_chain_new (text, &self->format, DUO_LINE_CAMERA, self->lines[DUO_LINE_CAMERA].source);
}

/* Measured: a minute of voice takes 1.2 s of a processor at complexity 10, GStreamer's own choice, and 0.8 s at 6. */
static GstElement *
new_audio_chain (DuoMediaSender *self)
{
  g_autofree char *filter =
      self->probe != NULL ? duo_voice_filter_describe (self->probe, duo_media_source_get_voice (self->source))
                          : NULL;
  g_autofree char *text = g_strdup_printf (
      "appsrc name=in is-live=true format=time max-buffers=10 max-bytes=0 max-time=0 leaky-type=downstream "
      "%s%s"
      " ! opusenc bitrate=32000 complexity=6 audio-type=voice frame-size=20 inband-fec=true "
      "packet-loss-percentage=10 "
      "! rtpopuspay name=payloader",
      filter != NULL ? "! " : "", filter != NULL ? filter : "");

  return duo_packet_chain_new (text, &self->format, DUO_LINE_SOUND, self->lines[DUO_LINE_SOUND].source);
}

static void
push_dark (DuoMediaSender *self, guint width, guint height, guint rate)
{
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstSample) sample = NULL;
  g_autoptr (GstBuffer) buffer = NULL;
  GstVideoInfo info;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, width, height);
  info.fps_n = (int) rate;
  info.fps_d = 1;
  caps = gst_video_info_to_caps (&info);
  buffer = gst_buffer_new_allocate (NULL, info.size, NULL);
  gst_buffer_memset (buffer, 0, 16, info.offset[1]);
  gst_buffer_memset (buffer, info.offset[1], 128, info.size - info.offset[1]);
  GST_BUFFER_PTS (buffer) = 0;
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  gst_app_src_push_sample (self->video, sample);
}

static void
push_silence (DuoMediaSender *self, GstClockTime time)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (DUO_SOUND_FORMAT_MONO);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, SILENCE_SAMPLES * sizeof (gint16), NULL);
  g_autoptr (GstSample) sample = NULL;

  gst_buffer_memset (buffer, 0, 0, SILENCE_SAMPLES * sizeof (gint16));
  GST_BUFFER_PTS (buffer) = time;
  GST_BUFFER_DURATION (buffer) = 20 * GST_MSECOND;
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  gst_app_src_push_sample (self->audio, sample);
}

static void
make_camera (DuoMediaSender *self)
{
  GstElement *chain = new_video_chain (self);
  g_autoptr (GstElement) size = gst_bin_get_by_name (GST_BIN (chain), "size");
  g_autoptr (GstPad) pad = NULL;

  self->lines[DUO_LINE_CAMERA].chain = chain;
  self->video = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (chain), "in"));
  self->encoder = gst_bin_get_by_name (GST_BIN (chain), "encoder");
  pad = gst_element_get_static_pad (GST_ELEMENT (self->video), "src");
  duo_regulator_watch (self->regulator, pad, size, self->encoder, self->format.codec);
}

static void
make_sound (DuoMediaSender *self)
{
  GstElement *chain = new_audio_chain (self);

  self->lines[DUO_LINE_SOUND].chain = chain;
  self->audio = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (chain), "in"));
}

static void
warm_up (DuoMediaSender *self)
{
  guint width, height, rate;

  duo_media_source_get_format (self->source, &width, &height, &rate);
  push_dark (self, width, height, rate);
  push_silence (self, 0);
}

static void
make_chains (DuoMediaSender *self)
{
  make_camera (self);
  make_sound (self);
  for (guint i = 0; i < DUO_LINE_SCREEN; i++)
    {
      gst_bin_add (self->bin, self->lines[i].chain);
      gst_element_link (self->lines[i].chain, self->lines[i].gate);
    }
  warm_up (self);
}

static void
drop_chains (DuoMediaSender *self)
{
  for (guint i = 0; i < DUO_LINE_SCREEN; i++)
    {
      duo_standstill (GST_BIN (self->lines[i].chain), DUO_STANDSTILL_PATIENCE);
      gst_element_set_state (self->lines[i].chain, GST_STATE_NULL);
      gst_bin_remove (self->bin, self->lines[i].chain);
    }
  gst_clear_object (&self->video);
  gst_clear_object (&self->audio);
  gst_clear_object (&self->encoder);
}

static void
on_voice (DuoMediaSender *self)
{
  duo_voice_filter_set (GST_BIN (self->lines[DUO_LINE_SOUND].chain),
                        duo_media_source_get_voice (self->source));
}

DuoMediaSender *
duo_media_sender_new (GstBin *bin, DuoMediaSource *source, const char *probe)
{
  DuoMediaSender *self = g_new0 (DuoMediaSender, 1);
  g_autoptr (DuoRateLadder) ladder = duo_rate_ladder_new ();
  DuoRung begin = duo_rate_ladder_follow (ladder, DUO_RATE_START, 0);

  self->bin = bin;
  self->source = g_object_ref (source);
  self->probe = g_strdup (probe);
  self->format = duo_media_format_ours;
  self->regulator = duo_regulator_new ();
  duo_media_sender_set_rate (self, DUO_RATE_START, begin);
  for (guint i = 0; i < DUO_N_LINES; i++)
    {
      self->lines[i].source = g_random_int ();
      self->lines[i].gate = duo_gate_new ();
      gst_bin_add (bin, self->lines[i].gate);
    }
  make_chains (self);
  self->screen = duo_screen_line_new (bin, self->lines[DUO_LINE_SCREEN].gate,
                                      self->lines[DUO_LINE_SCREEN].source, &self->format);
  g_signal_connect_swapped (source, "notify::voice", G_CALLBACK (on_voice), self);
  return self;
}

void
duo_media_sender_free (DuoMediaSender *self)
{
  duo_media_sender_stop (self);
  duo_screen_line_free (self->screen);
  g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  gst_clear_object (&self->video);
  gst_clear_object (&self->audio);
  gst_clear_object (&self->encoder);
  duo_regulator_unref (self->regulator);
  g_free (self->probe);
  g_free (self);
}

GstPad *
duo_media_sender_dup_pad (DuoMediaSender *self, DuoLine line)
{
  return gst_element_get_static_pad (self->lines[line].gate, "src");
}

void
duo_media_sender_set_format (DuoMediaSender *self, const DuoMediaFormat *format)
{
  if (duo_media_format_equal (&self->format, format))
    return;
  self->format = *format;
  drop_chains (self);
  make_chains (self);
  for (guint i = 0; i < DUO_LINE_SCREEN; i++)
    gst_element_sync_state_with_parent (self->lines[i].chain);
  duo_screen_line_set_format (self->screen, format);
}

const DuoMediaFormat *
duo_media_sender_get_format (DuoMediaSender *self)
{
  return &self->format;
}

/* Found: a session of RTP in which nothing is sent may send no reports either (GStreamer 1.26: of a source that has been
 * quiet it makes empty ones), so of two who neither show nor say anything nobody would know whether they are there. As
 * RFC 6263 has it, something is sent now and then. */
static gboolean
greet (gpointer data)
{
  DuoMediaSender *self = data;

  if (!duo_media_source_get_microphone (self->source) && !duo_media_source_get_camera (self->source))
    push_silence (self, gst_element_get_current_running_time (GST_ELEMENT (self->audio)));
  return G_SOURCE_CONTINUE;
}

void
duo_media_sender_open (DuoMediaSender *self)
{
  duo_gate_open (self->lines[DUO_LINE_SOUND].gate);
  duo_gate_open (self->lines[DUO_LINE_CAMERA].gate);
  greet (self);
  duo_timer_start (&self->greeting, GREETING_MS, greet, self);
  duo_media_sender_request_key_frame (self);
  duo_media_source_plug (self->source, self->video, self->audio);
  duo_screen_line_open (self->screen);
}

void
duo_media_sender_stop (DuoMediaSender *self)
{
  duo_timer_stop (&self->greeting);
  duo_media_source_unplug (self->source, self->video, self->audio);
  duo_screen_line_share (self->screen, NULL);
}

void
duo_media_sender_request_key_frame (DuoMediaSender *self)
{
  gst_element_send_event (self->encoder,
                          gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
}

void
duo_media_sender_request_key_frames (DuoMediaSender *self)
{
  duo_media_sender_request_key_frame (self);
  duo_screen_line_request_key_frame (self->screen);
}

void
duo_media_sender_share (DuoMediaSender *self, DuoScreen *screen)
{
  duo_screen_line_share (self->screen, screen);
}

void
duo_media_sender_set_screen_rate (DuoMediaSender *self, const DuoRateShare *share)
{
  duo_screen_line_set_rate (self->screen, share);
}

void
duo_media_sender_set_rate (DuoMediaSender *self, guint bitrate, DuoRung rung)
{
  DuoRegulation *regulation = &self->regulation;
  guint rate;

  duo_media_source_get_format (self->source, &regulation->width, &regulation->height, &rate);
  duo_rung_fit (rung, &regulation->width, &regulation->height);
  regulation->rate = rung.rate < rate ? rung.rate : DUO_REGULATION_ALL;
  if (rung.rate > 0)
    regulation->bitrate =
        MIN (bitrate, duo_rung_get_use (regulation->width, regulation->height, MIN (rate, rung.rate)));
  duo_regulator_set (self->regulator, regulation);
}

DuoSent
duo_media_sender_get_sent (DuoMediaSender *self)
{
  gboolean none = self->regulation.rate == 0;

  return (DuoSent) {
      .width = none ? 0 : self->regulation.width,
      .height = none ? 0 : self->regulation.height,
      .pictures = duo_regulator_get_pictures (self->regulator),
  };
}
