/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-pacer.h"
#include "pair.h"

#include <gst/app/gstappsrc.h>

#define PATIENCE 20
#define PACKETS 20
#define SIZE 1250

/* What left, and when the first and the last did. */
typedef struct
{
  gint count; /* atomic */
  gint64 first, last;
} Left;

static GstPadProbeReturn
on_left (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Left *left = data;

  left->last = g_get_monotonic_time ();
  if (g_atomic_int_get (&left->count) == 0)
    left->first = left->last;
  g_atomic_int_inc (&left->count);
  return GST_PAD_PROBE_OK;
}

static gboolean
have_left (gpointer data)
{
  return g_atomic_int_get (&((Left *) data)->count) == PACKETS;
}

static GstBufferList *
new_picture (void)
{
  GstBufferList *list = gst_buffer_list_new ();

  for (guint i = 0; i < PACKETS; i++)
    gst_buffer_list_add (list, gst_buffer_new_allocate (NULL, SIZE, NULL));
  return list;
}

/* One picture, all at once, as a payloader hands it on. Returns how long it took to leave, µs. */
static gint64
send (guint rate)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_parse_launch (
      "appsrc name=in ! queue ! identity name=last ! fakesink name=end sync=false async=false", NULL));
  g_autoptr (GstElement) in = gst_bin_get_by_name (GST_BIN (pipeline), "in");
  g_autoptr (GstElement) last = gst_bin_get_by_name (GST_BIN (pipeline), "last");
  g_autoptr (GstElement) end = gst_bin_get_by_name (GST_BIN (pipeline), "end");
  g_autoptr (GstPad) from = gst_element_get_static_pad (last, "src");
  g_autoptr (GstPad) to = gst_element_get_static_pad (end, "sink");
  g_autoptr (DuoPacer) pacer = duo_pacer_new ();
  Left left = {0};

  if (rate > 0)
    duo_pacer_set_rate (pacer, rate);
  duo_pacer_watch (pacer, from);
  gst_pad_add_probe (to, GST_PAD_PROBE_TYPE_BUFFER, on_left, &left, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_app_src_push_buffer_list (GST_APP_SRC (in), new_picture ());
  pair_wait (have_left, &left, PATIENCE);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return left.last - left.first;
}

/* 25 kB at 1 Mbit/s are 200 ms, and the last one begins 190 after the first. */
static void
test_pace (void)
{
  g_assert_cmpint (send (1000000), >=, 185 * G_TIME_SPAN_MILLISECOND);
}

static void
test_no_pace (void)
{
  gint64 best = G_MAXINT64;

  /* A machine with other things to do makes one wait by itself, but not each time. */
  for (guint i = 0; i < 10; i++)
    best = MIN (best, send (0));
  g_assert_cmpint (best, <, 100 * G_TIME_SPAN_MILLISECOND);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/pacer/pace", test_pace);
  g_test_add_func ("/call/pacer/no-pace", test_no_pace);
  return pair_run ();
}
