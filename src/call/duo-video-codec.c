/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-codec.h"

/* Written out for each, since no two encoders name the same thing alike. */
static const struct
{
  const char *name;
  const char *parts[5];
  const char *bitrate; /* the encoder's property */
  const char *decoder;
} codecs[] = {
    [DUO_VIDEO_CODEC_VP8] =
        {"VP8",
         {"vp8enc", "vp8dec", "rtpvp8pay", "rtpvp8depay"},
         "target-bitrate",
         "rtpvp8depay request-keyframe=true wait-for-keyframe=true ! vp8dec name=decoder threads=1"},
    [DUO_VIDEO_CODEC_H264] =
        {"H264",
         {"openh264enc", "openh264dec", "rtph264pay", "rtph264depay", "h264parse"},
         "bitrate",
         "rtph264depay request-keyframe=true wait-for-keyframe=true ! h264parse "
         "! video/x-h264,stream-format=byte-stream,alignment=au ! openh264dec name=decoder"},
};

gboolean
duo_video_codec_is_there (DuoVideoCodec codec)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codecs[codec].parts) && codecs[codec].parts[i] != NULL; i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (codecs[codec].parts[i]);

      if (factory == NULL)
        return FALSE;
    }
  return TRUE;
}

const char *
duo_video_codec_get_name (DuoVideoCodec codec)
{
  return codecs[codec].name;
}

gboolean
duo_video_codec_from_name (const char *name, DuoVideoCodec *codec)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (g_strcmp0 (codecs[i].name, name) == 0)
      {
        *codec = (DuoVideoCodec) i;
        return TRUE;
      }
  return FALSE;
}

/* CALL §3: more threads than cores to spare make libvpx spin, and half the frames are lost. */
static int
encoder_threads (void)
{
  guint cores = g_get_num_processors ();

  if (cores >= 8)
    return 4;
  return cores >= 4 ? 2 : 1;
}

char *
duo_video_codec_describe_encoder (DuoVideoCodec codec, guint bitrate)
{
  if (codec == DUO_VIDEO_CODEC_H264)
    return g_strdup_printf ("openh264enc name=encoder usage-type=camera complexity=low rate-control=bitrate "
                            "bitrate=%u gop-size=3000 multi-thread=%d "
                            "! video/x-h264,profile=constrained-baseline "
                            "! rtph264pay name=payloader aggregate-mode=zero-latency config-interval=-1",
                            bitrate, encoder_threads ());
  return g_strdup_printf (
      "vp8enc name=encoder threads=%d target-bitrate=%u deadline=1 cpu-used=-6 end-usage=cbr "
      "keyframe-max-dist=3000 lag-in-frames=0 auto-alt-ref=false buffer-size=600 "
      "buffer-initial-size=300 buffer-optimal-size=400 undershoot=100 overshoot=15 "
      "min-quantizer=4 max-quantizer=56 static-threshold=1 dropframe-threshold=30 "
      "error-resilient=default "
      "! rtpvp8pay name=payloader picture-id-mode=15-bit",
      encoder_threads (), bitrate);
}

char *
duo_video_codec_describe_screen_encoder (DuoVideoCodec codec, guint bitrate)
{
  if (codec == DUO_VIDEO_CODEC_H264)
    return g_strdup_printf ("openh264enc name=encoder usage-type=screen complexity=low rate-control=bitrate "
                            "bitrate=%u gop-size=3000 multi-thread=%d qp-max=40 "
                            "! video/x-h264,profile=constrained-baseline "
                            "! rtph264pay name=payloader aggregate-mode=zero-latency config-interval=-1",
                            bitrate, encoder_threads ());
  return g_strdup_printf (
      "vp8enc name=encoder threads=%d target-bitrate=%u deadline=1 cpu-used=-6 end-usage=cbr "
      "keyframe-max-dist=3000 lag-in-frames=0 auto-alt-ref=false buffer-size=1000 "
      "buffer-initial-size=500 buffer-optimal-size=600 undershoot=100 overshoot=15 "
      "min-quantizer=4 max-quantizer=46 static-threshold=100 dropframe-threshold=60 "
      "error-resilient=default "
      "! rtpvp8pay name=payloader picture-id-mode=15-bit",
      encoder_threads (), bitrate);
}

void
duo_video_codec_set_bitrate (DuoVideoCodec codec, GstElement *encoder, guint bitrate)
{
  g_object_set (encoder, codecs[codec].bitrate, bitrate, NULL);
}

const char *
duo_video_codec_describe_decoder (DuoVideoCodec codec)
{
  return codecs[codec].decoder;
}
