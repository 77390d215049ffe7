/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sound is held back, and a change of by how much is not heard. */

#include "duo-call.h"
#include "duo-sound-delay.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <math.h>

#define FRAMES 960
#define BUFFER (20 * GST_MSECOND)
#define PERIOD 240.0 /* frames of the tone */
#define HIGHEST 8000
#define MS 1000

typedef struct
{
  GstElement *pipeline;
  GstAppSrc *in;
  GstAppSink *out;
  DuoSoundDelay *delay;
  GstClockTime next; /* PTS of what comes next */
  guint frame;
  GstClockTime end; /* of what came out */
  gint16 last;
  int step; /* how far samples that follow each other are apart at most */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GstElement) format = NULL;
  g_autoptr (GstPad) pad = NULL;

  self->pipeline =
      gst_parse_launch ("appsrc name=in format=time "
                        "caps=audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved "
                        "! capsfilter name=format ! appsink name=out sync=false async=false max-buffers=10",
                        NULL);
  self->in = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "in"));
  self->out = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->pipeline), "out"));
  format = gst_bin_get_by_name (GST_BIN (self->pipeline), "format");
  pad = gst_element_get_static_pad (format, "src");
  self->delay = duo_sound_delay_new (pad);
  duo_sound_delay_set (self->delay, 60 * MS);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  /* Before that its clock counts from the start of the machine. */
  gst_element_get_state (self->pipeline, NULL, NULL, GST_CLOCK_TIME_NONE);
  /* Far ahead of the clock: nothing here is ever late, unless it is meant to be. */
  self->next = 1000 * GST_SECOND;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  duo_sound_delay_free (self->delay);
  gst_object_unref (self->in);
  gst_object_unref (self->out);
  gst_object_unref (self->pipeline);
}

static void
push (Fixture *self)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, FRAMES * sizeof (gint16), NULL);
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  for (guint i = 0; i < FRAMES; i++, self->frame++)
    ((gint16 *) (gpointer) map.data)[i] = (gint16) (HIGHEST * sin (2 * G_PI * self->frame / PERIOD));
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = self->next;
  self->next += BUFFER;
  gst_app_src_push_buffer (self->in, buffer);
}

static void
listen_to (Fixture *self, GstBuffer *buffer)
{
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_READ);
  for (gsize i = 0; i < map.size / sizeof (gint16); i++)
    {
      gint16 sample = ((const gint16 *) (gconstpointer) map.data)[i];

      self->step = MAX (self->step, ABS (sample - self->last));
      self->last = sample;
    }
  gst_buffer_unmap (buffer, &map);
}

/* One buffer in and one out. Returns by how much it is delayed, ms; *@anew: it does not follow what was before. */
static double
pass (Fixture *self, gboolean *anew)
{
  GstClockTime time = self->next;
  g_autoptr (GstSample) sample = NULL;
  GstBuffer *buffer;

  push (self);
  sample = gst_app_sink_try_pull_sample (self->out, 30 * GST_SECOND);
  g_assert_nonnull (sample);
  buffer = gst_sample_get_buffer (sample);
  *anew = ABS (GST_CLOCK_DIFF (self->end, GST_BUFFER_PTS (buffer))) > (GstClockTimeDiff) GST_MSECOND;
  g_assert_cmpint (GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DISCONT) != 0, ==, *anew);
  self->end = GST_BUFFER_PTS (buffer) + GST_BUFFER_DURATION (buffer);
  listen_to (self, buffer);
  return (double) GST_CLOCK_DIFF (time, GST_BUFFER_PTS (buffer)) / GST_MSECOND;
}

/* So many in a row, of which none is placed anew. */
static double
pass_on (Fixture *self, guint buffers)
{
  double delay = 0;

  for (guint i = 0; i < buffers; i++)
    {
      gboolean anew;

      delay = pass (self, &anew);
      g_assert_false (anew);
    }
  return delay;
}

static void
begin (Fixture *self)
{
  gboolean anew;

  g_assert_cmpfloat_with_epsilon (pass (self, &anew), 60, 0.1);
  g_assert_true (anew);
  self->step = 0;
}

/* Longer within a second, shorter within two, without a click. */
static void
test_change (Fixture *self, gconstpointer data)
{
  int plain;

  begin (self);
  g_assert_cmpfloat_with_epsilon (pass_on (self, 50), 60, 0.1);
  plain = self->step;
  duo_sound_delay_set (self->delay, 200 * MS);
  g_assert_cmpfloat_with_epsilon (pass_on (self, 50), 200, 6);
  g_assert_cmpfloat_with_epsilon (duo_sound_delay_get (self->delay) / (double) MS, 200, 6);
  duo_sound_delay_set (self->delay, 100 * MS);
  g_assert_cmpfloat (pass_on (self, 10), >, 150);
  g_assert_cmpfloat_with_epsilon (pass_on (self, 90), 100, 6);
  g_assert_cmpint (self->step, <=, plain * 11 / 10);
}

/* Who was silent for a while speaks with the delay that is wanted by then. */
static void
test_pause (Fixture *self, gconstpointer data)
{
  gboolean anew;

  begin (self);
  pass_on (self, 10);
  duo_sound_delay_set (self->delay, 160 * MS);
  self->next += 3 * GST_SECOND;
  g_assert_cmpfloat_with_epsilon (pass (self, &anew), 160, 0.1);
  g_assert_true (anew);
  pass_on (self, 10);
  /* And who counts from the beginning again. */
  self->next -= 60 * GST_SECOND;
  g_assert_cmpfloat_with_epsilon (pass (self, &anew), 160, 0.1);
  g_assert_true (anew);
}

/* A packet that is missing and was not filled in, and clocks that move against each other. */
static void
test_drift (Fixture *self, gconstpointer data)
{
  begin (self);
  self->next += 2 * BUFFER;
  pass_on (self, 1);
  g_assert_cmpfloat_with_epsilon (pass_on (self, 20), 60, 6);
  for (guint i = 0; i < 200; i++)
    {
      self->next += BUFFER / 100;
      g_assert_cmpfloat_with_epsilon (pass_on (self, 1), 60, 8);
    }
}

/* What is too late is not played in the past; it is caught up with afterwards. */
static void
test_late (Fixture *self, gconstpointer data)
{
  GstClockTime now = gst_element_get_current_running_time (self->pipeline);
  gboolean anew;

  self->next = now + GST_SECOND;
  begin (self);
  self->next = gst_element_get_current_running_time (self->pipeline);
  while (gst_element_get_current_running_time (self->pipeline) < self->next + 100 * GST_MSECOND)
    g_thread_yield ();
  g_assert_cmpfloat (pass (self, &anew), >=, 100);
  g_assert_true (anew);
  self->next += 10 * GST_SECOND;
  g_assert_cmpfloat_with_epsilon (pass (self, &anew), 60, 0.1);
}

/* A jitter buffer that stands still until its times are right again: what comes is not piled up. */
static void
test_standing_still (Fixture *self, gconstpointer data)
{
  guint count = 0;
  double delay = 0;

  begin (self);
  pass_on (self, 5);
  for (guint i = 0; i < 50; i++)
    {
      push (self);
      self->next -= BUFFER;
    }
  gst_app_src_end_of_stream (self->in);
  for (;; count++)
    {
      g_autoptr (GstSample) sample = gst_app_sink_pull_sample (self->out);

      if (sample == NULL)
        break;
      delay =
          (double) GST_CLOCK_DIFF (self->next, GST_BUFFER_PTS (gst_sample_get_buffer (sample))) / GST_MSECOND;
      g_assert_cmpfloat (delay, <=, 200);
    }
  g_assert_true (gst_app_sink_is_eos (self->out));
  g_assert_cmpuint (count, >, 5);
  g_assert_cmpuint (count, <, 30);
  g_assert_cmpfloat (delay, >=, 60);
}

/* What is in front of it makes nobody wait. */
static void
test_latency (Fixture *self, gconstpointer data)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (GST_ELEMENT (self->out), "sink");
  g_autoptr (GstQuery) query = gst_query_new_latency ();
  gboolean live = FALSE;
  GstClockTime least = 0;

  begin (self);
  g_object_set (self->in, "min-latency", (gint64) (500 * GST_MSECOND), "is-live", TRUE, NULL);
  g_assert_true (gst_pad_peer_query (pad, query));
  gst_query_parse_latency (query, &live, &least, NULL);
  g_assert_true (live);
  g_assert_cmpuint (least, <, 50 * GST_MSECOND);
}

#define ADD(path, function) g_test_add ("/call/sound-delay/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("change", test_change);
  ADD ("pause", test_pause);
  ADD ("drift", test_drift);
  ADD ("late", test_late);
  ADD ("standing-still", test_standing_still);
  ADD ("latency", test_latency);
  status = g_test_run ();
  duo_call_settle ();
  return status;
}
