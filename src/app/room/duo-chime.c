/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-chime.h"

#include <gst/app/app.h>
#include <math.h>

#include "duo-device-monitor.h"
#include "duo-errand.h"

#define RATE 48000
#define SECONDS 1.1
#define SECOND_TONE_AT 0.18
#define LONGEST (5 * GST_SECOND)

/* Silence before it begins, a soft start so that it does not click, then it dies away. */
static double
tone (double frequency, double since)
{
  double start;

  if (since < 0)
    return 0;

  start = MIN (since / 0.01, 1);
  return start * exp (-5 * since) * sin (2 * G_PI * frequency * since);
}

GBytes *
duo_chime_render (int rate)
{
  gsize n_samples = (gsize) (rate * SECONDS);
  gint16 *samples = g_new (gint16, n_samples);

  for (gsize i = 0; i < n_samples; i++)
    {
      double now = (double) i / rate;
      double sum = tone (659.3, now) + tone (987.8, now - SECOND_TONE_AT);

      samples[i] = (gint16) (sum * 0.3 * G_MAXINT16);
    }

  return g_bytes_new_take (samples, n_samples * sizeof (gint16));
}

static gboolean
add_speaker (GstBin *pipeline, const char *id, GError **error)
{
  GstElement *speaker = id != NULL ? duo_device_create_element (DUO_DEVICE_SPEAKER, id, -1, error)
                                   : gst_element_factory_make ("autoaudiosink", NULL);
  g_autoptr (GstElement) end = gst_bin_get_by_name (pipeline, "end");

  return speaker != NULL && gst_bin_add (pipeline, speaker) && gst_element_link (end, speaker);
}

static GstElement *
build_pipeline (const char *speaker, GError **error)
{
  g_autoptr (GstElement) pipeline =
      gst_parse_launch ("appsrc name=tones format=time ! audioconvert ! audioresample name=end", error);
  g_autoptr (GstElement) tones = NULL;
  g_autoptr (GstCaps) caps = gst_caps_new_simple (
      "audio/x-raw", "format", G_TYPE_STRING, G_BYTE_ORDER == G_LITTLE_ENDIAN ? "S16LE" : "S16BE", "rate",
      G_TYPE_INT, RATE, "channels", G_TYPE_INT, 1, "layout", G_TYPE_STRING, "interleaved", NULL);
  g_autoptr (GBytes) sound = duo_chime_render (RATE);
  GstBuffer *buffer;

  if (pipeline == NULL || !add_speaker (GST_BIN (pipeline), speaker, error))
    return NULL;

  tones = gst_bin_get_by_name (GST_BIN (pipeline), "tones");
  buffer = gst_buffer_new_wrapped_bytes (sound);
  GST_BUFFER_PTS (buffer) = 0;
  GST_BUFFER_DURATION (buffer) = (GstClockTime) (SECONDS * GST_SECOND);
  gst_app_src_set_caps (GST_APP_SRC (tones), caps);
  gst_app_src_push_buffer (GST_APP_SRC (tones), buffer);
  gst_app_src_end_of_stream (GST_APP_SRC (tones));

  return g_steal_pointer (&pipeline);
}

/* Thread. */
static void
on_play (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = build_pipeline (data, &error);
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GstBus) bus = NULL;

  if (pipeline != NULL)
    {
      bus = gst_element_get_bus (pipeline);
      gst_element_set_state (pipeline, GST_STATE_PLAYING);
      message = gst_bus_timed_pop_filtered (bus, LONGEST, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
      if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
        gst_message_parse_error (message, &error, NULL);
      gst_element_set_state (pipeline, GST_STATE_NULL);
    }
  if (error != NULL)
    g_info ("chime: not played: %s", error->message);
}

void
duo_chime_play (const char *speaker)
{
  /* Opening a sound card can take long, and nobody waits for it. */
  duo_errand_run (on_play, g_strdup (speaker), g_free);
}
