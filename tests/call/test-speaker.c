/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A loudspeaker that takes its time: a program of its own, since it stands for the system's in the whole process. */

#include "duo-errand.h"
#include "pair.h"

#include <gst/base/gstbasesink.h>

#define PATIENCE 30

/* As a sound server that hangs: it says nothing until it may. */
static struct
{
  GMutex mutex;
  GCond may;
  guint asked;
  gboolean answers;
  gboolean gave_up;
  guint heard;
} stuck;

#define STUCK_TYPE_SINK (stuck_sink_get_type ())
G_DECLARE_FINAL_TYPE (StuckSink, stuck_sink, STUCK, SINK, GstBaseSink)

struct _StuckSink
{
  GstBaseSink parent_instance;
};

G_DEFINE_FINAL_TYPE (StuckSink, stuck_sink, GST_TYPE_BASE_SINK)

static void
wait_for_answer (void)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  g_mutex_lock (&stuck.mutex);
  stuck.asked++;
  while (!stuck.answers && !stuck.gave_up)
    stuck.gave_up = !g_cond_wait_until (&stuck.may, &stuck.mutex, deadline);
  g_mutex_unlock (&stuck.mutex);
}

static GstStateChangeReturn
stuck_sink_change_state (GstElement *element, GstStateChange change)
{
  if (change == GST_STATE_CHANGE_NULL_TO_READY)
    wait_for_answer ();
  return GST_ELEMENT_CLASS (stuck_sink_parent_class)->change_state (element, change);
}

static GstFlowReturn
stuck_sink_render (GstBaseSink *sink, GstBuffer *buffer)
{
  g_mutex_lock (&stuck.mutex);
  stuck.heard++;
  g_mutex_unlock (&stuck.mutex);
  return GST_FLOW_OK;
}

static void
stuck_sink_class_init (StuckSinkClass *klass)
{
  static GstStaticPadTemplate sink =
      GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("audio/x-raw"));

  gst_element_class_add_static_pad_template (GST_ELEMENT_CLASS (klass), &sink);
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass), "Stuck", "Sink/Audio", "Says nothing",
                                         "Duologue");
  GST_ELEMENT_CLASS (klass)->change_state = stuck_sink_change_state;
  GST_BASE_SINK_CLASS (klass)->render = stuck_sink_render;
}

static void
stuck_sink_init (StuckSink *self)
{
}

static guint
look (const guint *number)
{
  guint seen;

  g_mutex_lock (&stuck.mutex);
  seen = *number;
  g_mutex_unlock (&stuck.mutex);
  return seen;
}

static void
begin (void)
{
  g_mutex_lock (&stuck.mutex);
  stuck.asked = stuck.heard = 0;
  stuck.answers = stuck.gave_up = FALSE;
  g_mutex_unlock (&stuck.mutex);
}

static void
answer (void)
{
  g_mutex_lock (&stuck.mutex);
  stuck.answers = TRUE;
  g_cond_broadcast (&stuck.may);
  g_mutex_unlock (&stuck.mutex);
}

static gboolean
are_asked (gpointer data)
{
  return look (&stuck.asked) == 2;
}

static gboolean
is_heard (gpointer data)
{
  return look (&stuck.heard) >= 50;
}

static gboolean
has_sound (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.audio_ms >= 500;
}

/* The call goes on without it, and it is heard as soon as it answers, in the middle of the peer's words. */
static void
test_answers_late (void)
{
  Pair pair;

  begin ();
  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (are_asked, NULL, PATIENCE);
  pair_wait (has_sound, pair.talent.call, PATIENCE);
  pair_wait (has_sound, pair.recruiter.call, PATIENCE);
  g_assert_cmpuint (look (&stuck.heard), ==, 0);
  answer ();
  pair_wait (is_heard, NULL, PATIENCE);
  g_assert_false (stuck.gave_up);
  pair_tear_down (&pair);
}

/* Who hangs up meanwhile does not wait for it either, and nothing of it is left. */
static void
test_answers_too_late (void)
{
  guint threads = pair_count_threads ();
  Pair pair;

  begin ();
  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (are_asked, NULL, PATIENCE);
  pair_tear_down (&pair);
  answer ();
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
  pair_wait_left (threads, G_MAXUINT);
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
  g_assert_false (stuck.gave_up);
  g_assert_cmpuint (look (&stuck.heard), ==, 0);
}

/* The usual case: it answers while the two still wait for each other. */
static void
test_answers_at_once (void)
{
  Pair pair;

  begin ();
  answer ();
  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (is_heard, NULL, PATIENCE);
  pair_tear_down (&pair);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gst_element_register (NULL, "pulsesink", GST_RANK_NONE, STUCK_TYPE_SINK));
  g_test_add_func ("/call/speaker/answers-at-once", test_answers_at_once);
  g_test_add_func ("/call/speaker/answers-late", test_answers_late);
  g_test_add_func ("/call/speaker/answers-too-late", test_answers_too_late);
  return pair_run ();
}
