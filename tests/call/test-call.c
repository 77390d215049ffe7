/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pair.h"

#include "duo-frame-stamp.h"

/* ── talking ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_talked (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.video_frames >= 60 && stats.audio_ms >= 2000;
}

static void
test_talk (void)
{
  Pair pair;
  DuoCallStats stats;

  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (has_talked, pair.recruiter.call, 30);
  pair_wait (has_talked, pair.talent.call, 30);
  g_assert_cmpstr (duo_call_get_code (pair.recruiter.call), ==, duo_call_get_code (pair.talent.call));
  duo_call_get_stats (pair.talent.call, &stats);
  g_assert_cmpint (stats.first_frame_us, >, 0);
  g_test_message ("first frame after %" G_GINT64_FORMAT " µs", stats.first_frame_us);
  pair_tear_down (&pair);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/talk", test_talk);
  return g_test_run ();
}
