/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to the sound of a microphone. */

#include "duo-call.h"
#include "duo-voice-filter.h"
#include "pair.h"

#include <gst/app/gstappsink.h>

/* How loud the next seconds are, the first of which are not counted. */
static double
measure (GstAppSink *sink)
{
  double sum = 0;
  guint64 n = 0;

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
      GstMapInfo map;

      g_assert_nonnull (sample);
      g_assert_true (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ));
      for (gsize j = 0; i >= 300 && j < map.size / sizeof (gint16); j++, n++)
        sum += ABS ((int) ((const gint16 *) (gconstpointer) map.data)[j]);
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
    }
  return sum / (double) n;
}

static void
test_voice_without_noise (void)
{
  g_autofree char *filter = duo_voice_filter_describe ("nobody", DUO_VOICE_PLAIN);
  g_autofree char *text = g_strdup_printf (
      "audiotestsrc wave=pink-noise volume=0.05 samplesperbuffer=480 ! audio/x-raw,format=S16LE,rate=48000,"
      "channels=1 ! %s ! audio/x-raw,format=S16LE ! appsink name=out sync=false max-buffers=1",
      filter);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  double plain, quiet;

  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  plain = measure (GST_APP_SINK (sink));
  duo_voice_filter_set (GST_BIN (pipeline), DUO_VOICE_NOISE_SUPPRESSED);
  quiet = measure (GST_APP_SINK (sink));
  g_test_message ("plain %.0f, suppressed %.0f", plain, quiet);
  g_assert_cmpfloat (quiet, <, plain / 2);
  duo_voice_filter_set (GST_BIN (pipeline), DUO_VOICE_PLAIN);
  g_assert_cmpfloat (measure (GST_APP_SINK (sink)), >, plain * 0.8);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* What the microphone hears is the loudspeaker, once straight and once from the wall. */
#define ROOM                                                                                                 \
  "audiotestsrc wave=pink-noise volume=0.3 samplesperbuffer=480 num-buffers=3000 ! "                         \
  "audio/x-raw,format=S16LE,"                                                                                \
  "rate=48000,channels=1 ! tee name=far far. ! queue ! webrtcechoprobe name=ears ! fakesink sync=true "      \
  "far. ! queue name=way ! audioconvert ! audioecho delay=20000000 intensity=0.5 ! audioconvert ! "          \
  "audio/x-raw,"                                                                                             \
  "format=S16LE ! %s ! audio/x-raw,format=S16LE ! appsink name=out sync=true"

/* As long as sound takes from a loudspeaker to a microphone, and through what is behind them. */
#define WAY (40 * GST_MSECOND)

static double
measure_room (DuoVoice voice)
{
  g_autofree char *filter = duo_voice_filter_describe ("ears", voice);
  g_autofree char *text = g_strdup_printf (ROOM, filter);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  g_autoptr (GstElement) way = gst_bin_get_by_name (GST_BIN (pipeline), "way");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (way, "src");
  double loud;

  g_assert_no_error (error);
  gst_pad_set_offset (pad, WAY);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  loud = measure (GST_APP_SINK (sink));
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return loud;
}

static void
test_voice_without_echo (void)
{
  double plain = measure_room (DUO_VOICE_PLAIN), cancelled = measure_room (DUO_VOICE_ECHO_CANCELLED);

  g_test_message ("plain %.0f, cancelled %.0f", plain, cancelled);
  g_assert_cmpfloat (cancelled, <, plain / 4);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/voice/without-noise", test_voice_without_noise);
  g_test_add_func ("/call/voice/without-echo", test_voice_without_echo);
  return pair_run ();
}
