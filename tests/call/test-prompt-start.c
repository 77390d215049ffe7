/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-prompt-start.h"

#include <gst/rtp/rtp.h>

#define PACKETS 12
#define LATENCY_MS (60 * 60 * 1000)
#define PATIENCE (20 * G_TIME_SPAN_SECOND)
/* For what may not come: less than the packet waits for the buffer. */
#define MOMENT (20 * G_TIME_SPAN_MILLISECOND)

/* A jitter buffer whose latency nobody lives to see, and what came out of it. */
typedef struct
{
  GstElement *pipeline;
  GstElement *buffer;
  GstPad *from;
  GMutex mutex;
  GCond changed;
  guint in;
  guint out;
} Line;

static void
count (Line *line, guint *what)
{
  g_mutex_lock (&line->mutex);
  *what += 1;
  g_cond_broadcast (&line->changed);
  g_mutex_unlock (&line->mutex);
}

static gboolean
wait_for_all (Line *line, const guint *what, gint64 patience)
{
  gint64 end = g_get_monotonic_time () + patience;
  gboolean all;

  g_mutex_lock (&line->mutex);
  while (*what < PACKETS && g_cond_wait_until (&line->changed, &line->mutex, end))
    ;
  all = *what >= PACKETS;
  g_mutex_unlock (&line->mutex);
  return all;
}

/* The buffer's own thread gets no turn until all packets are there, where they can come. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Line *line = data;

  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_STREAM_START)
    wait_for_all (line, &line->in, MOMENT);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_out (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Line *line = data;

  count (line, &line->out);
  return GST_PAD_PROBE_OK;
}

static void
set_up (Line *line, gconstpointer data)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) in = NULL;
  g_autoptr (GstPad) out = NULL;

  line->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  line->buffer = gst_element_factory_make ("rtpjitterbuffer", NULL);
  line->from = gst_object_ref_sink (gst_pad_new ("src", GST_PAD_SRC));
  g_object_set (line->buffer, "latency", LATENCY_MS, NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add_many (GST_BIN (line->pipeline), line->buffer, sink, NULL);
  gst_element_link (line->buffer, sink);
  in = gst_element_get_static_pad (line->buffer, "sink");
  out = gst_element_get_static_pad (line->buffer, "src");
  g_assert_cmpint (gst_pad_link (line->from, in), ==, GST_PAD_LINK_OK);
  gst_pad_add_probe (out, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, line, NULL);
  gst_pad_add_probe (out, GST_PAD_PROBE_TYPE_BUFFER, on_out, line, NULL);
  gst_pad_set_active (line->from, TRUE);
  gst_element_set_state (line->pipeline, GST_STATE_PLAYING);
}

static void
tear_down (Line *line, gconstpointer data)
{
  gst_element_set_state (line->pipeline, GST_STATE_NULL);
  gst_pad_set_active (line->from, FALSE);
  gst_object_unref (line->from);
  gst_object_unref (line->pipeline);
  g_mutex_clear (&line->mutex);
  g_cond_clear (&line->changed);
}

static GstBuffer *
new_packet (guint16 number)
{
  GstBuffer *packet = gst_rtp_buffer_new_allocate (16, 0, 0);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  gst_rtp_buffer_map (packet, GST_MAP_WRITE, &rtp);
  gst_rtp_buffer_set_payload_type (&rtp, 96);
  gst_rtp_buffer_set_seq (&rtp, number);
  gst_rtp_buffer_set_timestamp (&rtp, 90000);
  gst_rtp_buffer_set_ssrc (&rtp, 7);
  gst_rtp_buffer_unmap (&rtp);
  return packet;
}

/* As the network gives them: all that one picture has, at once. */
static void
push_picture (Line *line)
{
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("application/x-rtp", "media", G_TYPE_STRING, "video", "payload", G_TYPE_INT, 96,
                           "clock-rate", G_TYPE_INT, 90000, "encoding-name", G_TYPE_STRING, "VP8", NULL);
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (line->from, gst_event_new_stream_start ("picture"));
  gst_pad_push_event (line->from, gst_event_new_caps (caps));
  gst_pad_push_event (line->from, gst_event_new_segment (&segment));
  for (guint16 i = 0; i < PACKETS; i++)
    {
      g_assert_cmpint (gst_pad_push (line->from, new_packet (i)), ==, GST_FLOW_OK);
      count (line, &line->in);
    }
}

static void
test_at_once (Line *line, gconstpointer data)
{
  duo_prompt_start_watch (line->buffer);
  push_picture (line);
  g_assert_true (wait_for_all (line, &line->out, PATIENCE));
}

/* Upstream's own, which this file goes with: once it fails, ours is not needed any more. */
static void
test_upstream (Line *line, gconstpointer data)
{
  g_object_set (line->buffer, "faststart-min-packets", DUO_PROMPT_START_PACKETS, NULL);
  push_picture (line);
  g_assert_false (wait_for_all (line, &line->out, MOMENT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  duo_call_init ();
  g_test_add ("/call/prompt-start/at-once", Line, NULL, set_up, test_at_once, tear_down);
  g_test_add ("/call/prompt-start/upstream", Line, NULL, set_up, test_upstream, tear_down);
  return g_test_run ();
}
