/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-standstill.h"

#include <gst/app/gstappsrc.h>

#define PATIENCE (20 * G_USEC_PER_SEC)

typedef struct
{
  GstElement *pipeline;
  GstElement *source;
  GstPad *from;
  GMutex mutex;
  GCond changed;
  gboolean entered;
  gint passed;
} Line;

/* Streaming thread: under way until somebody stops the source. */
static GstPadProbeReturn
on_buffer (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Line *line = data;
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&line->mutex);
  line->entered = TRUE;
  g_cond_signal (&line->changed);
  g_mutex_unlock (&line->mutex);
  while (!gst_pad_is_blocked (line->from) && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_atomic_int_inc (&line->passed);
  return GST_PAD_PROBE_OK;
}

static void
push (Line *line)
{
  gst_app_src_push_buffer (GST_APP_SRC (line->source), gst_buffer_new_allocate (NULL, 16, NULL));
}

static void
set_up (Line *line, gconstpointer data)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) to = gst_element_get_static_pad (sink, "sink");

  line->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  line->source = gst_element_factory_make ("appsrc", NULL);
  line->from = gst_element_get_static_pad (line->source, "src");
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add_many (GST_BIN (line->pipeline), line->source, sink, NULL);
  gst_element_link (line->source, sink);
  gst_pad_add_probe (to, GST_PAD_PROBE_TYPE_BUFFER, on_buffer, line, NULL);
  gst_element_set_state (line->pipeline, GST_STATE_PLAYING);
}

static void
tear_down (Line *line, gconstpointer data)
{
  gst_element_set_state (line->pipeline, GST_STATE_NULL);
  gst_object_unref (line->from);
  g_assert_finalize_object (line->pipeline);
  g_mutex_clear (&line->mutex);
  g_cond_clear (&line->changed);
}

static void
wait_entered (Line *line)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&line->mutex);
  while (!line->entered)
    g_assert_true (g_cond_wait_until (&line->changed, &line->mutex, deadline));
  g_mutex_unlock (&line->mutex);
}

static void
test_waits_for_what_is_under_way (Line *line, gconstpointer data)
{
  push (line);
  wait_entered (line);
  g_assert_cmpint (g_atomic_int_get (&line->passed), ==, 0);
  duo_standstill (GST_BIN (line->pipeline), PATIENCE);
  g_assert_cmpint (g_atomic_int_get (&line->passed), ==, 1);
}

static void
test_lets_nothing_more_out (Line *line, gconstpointer data)
{
  duo_standstill (GST_BIN (line->pipeline), PATIENCE);
  push (line);
  gst_element_set_state (line->pipeline, GST_STATE_NULL);
  g_assert_cmpint (g_atomic_int_get (&line->passed), ==, 0);
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/call/standstill/waits-for-what-is-under-way", Line, NULL, set_up,
              test_waits_for_what_is_under_way, tear_down);
  g_test_add ("/call/standstill/lets-nothing-more-out", Line, NULL, set_up, test_lets_nothing_more_out,
              tear_down);
  return g_test_run ();
}
