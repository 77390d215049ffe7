/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-sender.h"
#include "duo-gate.h"
#include "duo-media-source-private.h"

#include <gst/rtp/rtp.h>
#include <gst/video/video.h>
#include <string.h>

#define TWCC "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
#define TWCC_ID 1
#define SILENCE_SAMPLES 960

struct _DuoMediaSender
{
  DuoMediaSource *source;
  GstAppSrc *video;
  GstAppSrc *audio;
  GstElement *encoder;
  GstElement *video_gate;
  GstElement *audio_gate;
};

/* CALL §3: more threads than cores to spare make libvpx spin, and half the frames are lost. */
static int
encoder_threads (void)
{
  guint cores = g_get_num_processors ();

  if (cores >= 8)
    return 4;
  return cores >= 4 ? 2 : 1;
}

static int
bitrate_for (guint width, guint height)
{
  guint pixels = width * height;

  if (pixels >= 1280 * 720)
    return 1200000;
  return pixels >= 640 * 360 ? 800000 : 250000;
}

static GstElement *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GstElement *bin = gst_parse_bin_from_description (text, FALSE, &error);

  if (bin == NULL)
    g_error ("%s: %s", text, error->message);
  return bin;
}

static GstElement *
new_video_chain (guint width, guint height)
{
  g_autofree char *text = g_strdup_printf (
      "appsrc name=in is-live=true format=time max-buffers=1 max-bytes=0 max-time=0 leaky-type=downstream "
      "! vp8enc name=encoder threads=%d target-bitrate=%d deadline=1 cpu-used=-6 end-usage=cbr "
      "keyframe-max-dist=3000 "
      "lag-in-frames=0 auto-alt-ref=false buffer-size=600 buffer-initial-size=300 buffer-optimal-size=400 "
      "undershoot=100 "
      "overshoot=15 min-quantizer=4 max-quantizer=56 static-threshold=1 dropframe-threshold=30 "
      "error-resilient=default "
      "! rtpvp8pay name=payloader picture-id-mode=15-bit pt=%d",
      encoder_threads (), bitrate_for (width, height), DUO_VIDEO_PAYLOAD);

  return parse (text);
}

static GstElement *
new_audio_chain (const char *probe)
{
  g_autofree char *echo =
      probe != NULL ? g_strdup_printf ("! webrtcdsp probe=%s ! audioconvert ", probe) : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
      "appsrc name=in is-live=true format=time max-buffers=10 max-bytes=0 max-time=0 leaky-type=downstream %s"
      "! opusenc bitrate=32000 audio-type=voice frame-size=20 inband-fec=true packet-loss-percentage=10 "
      "! rtpopuspay name=payloader pt=%d",
      echo, DUO_AUDIO_PAYLOAD);

  return parse (text);
}

/* Both media count on one sequence for the rate control to come, so both carry it with one id. */
static void
add_twcc (GstElement *payloader)
{
  g_autoptr (GstRTPHeaderExtension) extension = gst_rtp_header_extension_create_from_uri (TWCC);

  if (extension == NULL)
    return;
  gst_rtp_header_extension_set_id (extension, TWCC_ID);
  g_signal_emit_by_name (payloader, "add-extension", extension);
}

static GstElement *
finish (GstBin *bin, GstElement *chain)
{
  g_autoptr (GstElement) payloader = gst_bin_get_by_name (GST_BIN (chain), "payloader");
  GstElement *gate = duo_gate_new ();
  g_autoptr (GstPad) from = gst_element_get_static_pad (payloader, "src");

  add_twcc (payloader);
  gst_element_add_pad (chain, gst_ghost_pad_new ("src", from));
  gst_bin_add_many (bin, chain, gate, NULL);
  gst_element_link (chain, gate);
  return gate;
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
push_silence (DuoMediaSender *self)
{
  g_autoptr (GstCaps) caps = gst_caps_new_simple (
      "audio/x-raw", "format", G_TYPE_STRING, G_BYTE_ORDER == G_LITTLE_ENDIAN ? "S16LE" : "S16BE", "rate",
      G_TYPE_INT, 48000, "channels", G_TYPE_INT, 1, "layout", G_TYPE_STRING, "interleaved", NULL);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, SILENCE_SAMPLES * sizeof (gint16), NULL);
  g_autoptr (GstSample) sample = NULL;

  gst_buffer_memset (buffer, 0, 0, SILENCE_SAMPLES * sizeof (gint16));
  GST_BUFFER_PTS (buffer) = 0;
  GST_BUFFER_DURATION (buffer) = 20 * GST_MSECOND;
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  gst_app_src_push_sample (self->audio, sample);
}

DuoMediaSender *
duo_media_sender_new (GstBin *bin, DuoMediaSource *source, const char *probe)
{
  DuoMediaSender *self = g_new0 (DuoMediaSender, 1);
  guint width, height, rate;
  GstElement *video, *audio;

  duo_media_source_get_format (source, &width, &height, &rate);
  self->source = g_object_ref (source);
  video = new_video_chain (width, height);
  audio = new_audio_chain (probe);
  self->video_gate = finish (bin, video);
  self->audio_gate = finish (bin, audio);
  self->video = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (video), "in"));
  self->audio = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (audio), "in"));
  self->encoder = gst_bin_get_by_name (GST_BIN (video), "encoder");
  push_dark (self, width, height, rate);
  push_silence (self);
  return self;
}

void
duo_media_sender_free (DuoMediaSender *self)
{
  duo_media_sender_stop (self);
  g_clear_object (&self->source);
  gst_clear_object (&self->video);
  gst_clear_object (&self->audio);
  gst_clear_object (&self->encoder);
  g_free (self);
}

GstPad *
duo_media_sender_dup_video_pad (DuoMediaSender *self)
{
  return gst_element_get_static_pad (self->video_gate, "src");
}

GstPad *
duo_media_sender_dup_audio_pad (DuoMediaSender *self)
{
  return gst_element_get_static_pad (self->audio_gate, "src");
}

void
duo_media_sender_open (DuoMediaSender *self)
{
  duo_gate_open (self->video_gate);
  duo_gate_open (self->audio_gate);
  duo_media_sender_request_key_frame (self);
  duo_media_source_plug (self->source, self->video, self->audio);
}

void
duo_media_sender_stop (DuoMediaSender *self)
{
  duo_media_source_plug (self->source, NULL, NULL);
}

void
duo_media_sender_request_key_frame (DuoMediaSender *self)
{
  gst_element_send_event (self->encoder,
                          gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
}
