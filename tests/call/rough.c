/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rough.h"
#include "duo-call-private.h"

#define PATIENCE 60

/* ── two in a room with a bad network ─────────────────────────────────────────────────────────── */

static void
on_state (DuoCall *call, GParamSpec *pspec, gpointer data)
{
  static const char letters[] = "ipwanvtre";

  g_string_append_c (data, letters[duo_call_get_state (call)]);
}

void
rough_set_up (Rough *self)
{
  pair_set_up (&self->pair);
  self->relay = relay_new (&self->pair);
  self->states = g_string_new (NULL);
  self->networks[0] = told_network_new ("192.0.2.10");
  self->networks[1] = told_network_new ("192.0.2.20");
  duo_call_set_network (self->pair.recruiter.call, DUO_NETWORK (self->networks[0]));
  duo_call_set_network (self->pair.talent.call, DUO_NETWORK (self->networks[1]));
  g_signal_connect (self->pair.talent.call, "notify::state", G_CALLBACK (on_state), self->states);
}

void
rough_tear_down (Rough *self)
{
  pair_tear_down (&self->pair);
  g_assert_finalize_object (self->networks[0]);
  g_assert_finalize_object (self->networks[1]);
  g_string_free (self->states, TRUE);
  relay_free (self->relay);
}

void
rough_cut (Rough *self, gboolean cut)
{
  relay_set_path (self->relay, &self->pair.recruiter, &(RelayPath) {.cut = cut});
  relay_set_path (self->relay, &self->pair.talent, &(RelayPath) {.cut = cut});
}

void
rough_move (Rough *self, guint who)
{
  relay_move (self->relay);
  told_network_change (self->networks[who], who == 0 ? "198.51.100.10" : "198.51.100.20");
}

/* ── what is waited for ───────────────────────────────────────────────────────────────────────── */

RoughMark
rough_mark (DuoCall *call)
{
  RoughMark mark = {.call = call};

  duo_call_get_stats (call, &mark.base);
  return mark;
}

static gboolean
has_more_of_both (gpointer data)
{
  RoughMark *mark = data;
  DuoCallStats stats;

  duo_call_get_stats (mark->call, &stats);
  return stats.video_frames >= mark->base.video_frames + 5 && stats.audio_ms >= mark->base.audio_ms + 100;
}

gboolean
rough_has_more_sound (gpointer data)
{
  RoughMark *mark = data;
  DuoCallStats stats;

  duo_call_get_stats (mark->call, &stats);
  return stats.audio_ms >= mark->base.audio_ms + 40;
}

void
rough_wait_for_both (Rough *self)
{
  RoughMark recruiter = rough_mark (self->pair.recruiter.call);
  RoughMark talent = rough_mark (self->pair.talent.call);

  pair_wait (has_more_of_both, &recruiter, PATIENCE);
  pair_wait (has_more_of_both, &talent, PATIENCE);
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

void
rough_pass_seconds (guint seconds)
{
  g_assert_false (pair_wait_or (never, NULL, seconds));
}

void
rough_talk (Rough *self)
{
  pair_talk (&self->pair);
  rough_wait_for_both (self);
  g_string_truncate (self->states, 0);
}

void
rough_say_how_long (const char *what, gint64 since, double bound)
{
  double seconds = (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC;

  g_test_message ("%s: %.2f s", what, seconds);
  g_assert_cmpfloat (seconds, <, bound);
}

gboolean
rough_is_over (gpointer data)
{
  RoughLink *link = data;

  return link->call->peer != link->peer;
}
