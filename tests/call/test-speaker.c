/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A loudspeaker that takes its time, or fails: a program of its own, since it stands for the system's in the whole
 * process. */

#include "duo-call-private.h"
#include "duo-errand.h"
#include "pair.h"
#include "stuck-sink.h"
#include "told-network.h"

#define PATIENCE STUCK_SINK_PATIENCE

static gboolean
are_asked (gpointer data)
{
  return stuck_sink_get_asked () == 2;
}

static gboolean
is_heard (gpointer data)
{
  return stuck_sink_get_heard () >= 50;
}

static gboolean
has_sound (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.audio_ms >= 500;
}

static gboolean
has_problem (gpointer data)
{
  DuoStandIn stand_in;

  return duo_call_get_speaker_problem (data, &stand_in) != NULL;
}

static gboolean
has_none (gpointer data)
{
  return !has_problem (data);
}

static void
assert_problem (DuoCall *call, DuoCallError code, DuoStandIn stand_in)
{
  DuoStandIn found;

  g_assert_error (duo_call_get_speaker_problem (call, &found), DUO_CALL_ERROR, (int) code);
  g_assert_cmpint (found, ==, stand_in);
}

/* The call goes on without it, which is said, and it is heard as soon as it answers, in the middle of the peer's words. */
static void
test_answers_late (void)
{
  Pair pair;

  stuck_sink_begin ();
  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (are_asked, NULL, PATIENCE);
  pair_wait (has_sound, pair.talent.call, PATIENCE);
  pair_wait (has_sound, pair.recruiter.call, PATIENCE);
  pair_wait (has_problem, pair.talent.call, PATIENCE);
  assert_problem (pair.talent.call, DUO_CALL_ERROR_DEVICE, DUO_STAND_IN_NONE);
  g_assert_cmpuint (stuck_sink_get_heard (), ==, 0);
  stuck_sink_answer ();
  pair_wait (is_heard, NULL, PATIENCE);
  pair_wait (has_none, pair.talent.call, PATIENCE);
  stuck_sink_assert_answered ();
  pair_tear_down (&pair);
}

/* Who hangs up meanwhile does not wait for it either, and nothing of it is left. */
static void
test_answers_too_late (void)
{
  guint threads = pair_count_threads ();
  Pair pair;

  stuck_sink_begin ();
  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (are_asked, NULL, PATIENCE);
  pair_tear_down (&pair);
  stuck_sink_answer ();
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
  pair_wait_left (threads, G_MAXUINT);
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
  stuck_sink_assert_answered ();
  g_assert_cmpuint (stuck_sink_get_heard (), ==, 0);
}

static void
count (guint *number)
{
  (*number)++;
}

/* The usual case: it answers while the two still wait for each other. */
static void
test_answers_at_once (void)
{
  Pair pair;

  guint said = 0;

  stuck_sink_begin ();
  stuck_sink_answer ();
  pair_set_up (&pair);
  g_signal_connect_swapped (pair.talent.call, "notify::speaker-problem", G_CALLBACK (count), &said);
  pair_talk (&pair);
  pair_wait (is_heard, NULL, PATIENCE);
  /* The control of those below. */
  g_assert_cmpuint (said, ==, 0);
  pair_tear_down (&pair);
}

/* Each of the two, at first and twice more. */
static gboolean
are_asked_again (gpointer data)
{
  return stuck_sink_get_asked () >= 7;
}

/* What is busy or denied is said once, however often it is tried; the call goes on, and it is heard as soon as it may be. */
static void
refused (GstResourceError code, DuoCallError problem)
{
  Pair pair;
  guint said = 0;

  stuck_sink_begin ();
  stuck_sink_refuse (code);
  stuck_sink_answer ();
  pair_set_up (&pair);
  g_signal_connect_swapped (pair.talent.call, "notify::speaker-problem", G_CALLBACK (count), &said);
  pair_talk (&pair);
  pair_wait (has_problem, pair.talent.call, PATIENCE);
  assert_problem (pair.talent.call, problem, DUO_STAND_IN_NONE);
  pair_wait (has_sound, pair.talent.call, PATIENCE);
  pair_wait (are_asked_again, NULL, PATIENCE);
  g_assert_cmpuint (said, ==, 1);
  g_assert_cmpuint (stuck_sink_get_heard (), ==, 0);
  stuck_sink_refuse (0);
  pair_wait (has_none, pair.talent.call, PATIENCE);
  g_assert_cmpuint (said, ==, 2);
  pair_wait (is_heard, NULL, PATIENCE);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_TALKING);
  pair_tear_down (&pair);
}

static void
test_busy (void)
{
  refused (GST_RESOURCE_ERROR_BUSY, DUO_CALL_ERROR_DEVICE_BUSY);
}

static void
test_denied (void)
{
  refused (GST_RESOURCE_ERROR_NOT_AUTHORIZED, DUO_CALL_ERROR_DEVICE_DENIED);
}

/* Both talk, and the loudspeaker plays; @said: counts what is said of the loudspeaker from then on. */
static void
talk_heard (Pair *pair, guint *said)
{
  stuck_sink_begin ();
  stuck_sink_answer ();
  pair_set_up (pair);
  pair_talk (pair);
  pair_wait (is_heard, NULL, PATIENCE);
  g_signal_connect_swapped (pair->talent.call, "notify::speaker-problem", G_CALLBACK (count), said);
}

/* It opens, and fails with the first sound of each try: as one that is denied by a sound server. */
static void
test_breaks (void)
{
  Pair pair;
  guint said = 0;

  talk_heard (&pair, &said);
  stuck_sink_set_breaks (TRUE);
  pair_wait (has_problem, pair.talent.call, PATIENCE);
  assert_problem (pair.talent.call, DUO_CALL_ERROR_DEVICE, DUO_STAND_IN_NONE);
  pair_wait (are_asked_again, NULL, PATIENCE);
  g_assert_cmpuint (said, ==, 1);
  stuck_sink_set_breaks (FALSE);
  pair_wait (has_none, pair.talent.call, PATIENCE);
  pair_wait (is_heard, NULL, PATIENCE);
  g_assert_cmpuint (said, ==, 2);
  pair_tear_down (&pair);
}

/* ── another one is chosen ────────────────────────────────────────────────────────────────────── */

#define NOBODY "alsasink:of-nobody"

static gboolean
has_default (gpointer data)
{
  DuoStandIn stand_in;

  return duo_call_get_speaker_problem (data, &stand_in) != NULL && stand_in == DUO_STAND_IN_DEFAULT;
}

static gboolean
has_nothing (gpointer data)
{
  DuoStandIn stand_in;

  return duo_call_get_speaker_problem (data, &stand_in) != NULL && stand_in == DUO_STAND_IN_NONE;
}

/* The system's own plays in the place of one that cannot be used, which is said until another one is chosen. */
static void
test_replaced (void)
{
  Pair pair;

  stuck_sink_begin ();
  stuck_sink_answer ();
  pair_set_up (&pair);
  duo_call_set_speaker (pair.talent.call, NOBODY);
  pair_talk (&pair);
  pair_wait (has_problem, pair.talent.call, PATIENCE);
  pair_wait (is_heard, NULL, PATIENCE);
  g_assert_true (has_default (pair.talent.call));
  duo_call_set_speaker (pair.talent.call, NULL);
  g_assert_true (has_none (pair.talent.call));
  pair_tear_down (&pair);
}

/* And where that one breaks, too, it is said that nothing plays, and tried after a pause, until one does. */
static void
test_replaced_breaks (void)
{
  Pair pair;

  stuck_sink_begin ();
  stuck_sink_answer ();
  pair_set_up (&pair);
  duo_call_set_speaker (pair.talent.call, NOBODY);
  pair_talk (&pair);
  pair_wait (has_default, pair.talent.call, PATIENCE);
  stuck_sink_set_breaks (TRUE);
  pair_wait (has_nothing, pair.talent.call, PATIENCE);
  stuck_sink_set_breaks (FALSE);
  pair_wait (has_default, pair.talent.call, PATIENCE);
  pair_tear_down (&pair);
}

/* Forgets what was heard. */
static void
wait_until_heard (void)
{
  stuck_sink_set_breaks (FALSE);
  pair_wait (is_heard, NULL, PATIENCE);
}

/* Neither the one that is chosen nor the system's own can be used: the one before goes on, and that is what is said. */
static void
test_before_goes_on (void)
{
  Pair pair;
  guint said = 0;

  talk_heard (&pair, &said);
  stuck_sink_refuse (GST_RESOURCE_ERROR_BUSY);
  duo_call_set_speaker (pair.talent.call, NOBODY);
  pair_wait (has_problem, pair.talent.call, PATIENCE);
  assert_problem (pair.talent.call, DUO_CALL_ERROR_DEVICE_MISSING, DUO_STAND_IN_BEFORE);
  wait_until_heard ();
  g_assert_cmpuint (said, ==, 1);
  stuck_sink_refuse (0);
  pair_wait (has_default, pair.talent.call, PATIENCE);
  pair_tear_down (&pair);
}

/* The same where nothing answers. */
static void
test_before_goes_on_meanwhile (void)
{
  Pair pair;

  stuck_sink_begin ();
  stuck_sink_answer ();
  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (is_heard, NULL, PATIENCE);
  stuck_sink_hang ();
  duo_call_set_speaker (pair.talent.call, NOBODY);
  pair_wait (has_problem, pair.talent.call, PATIENCE);
  assert_problem (pair.talent.call, DUO_CALL_ERROR_DEVICE, DUO_STAND_IN_BEFORE);
  wait_until_heard ();
  stuck_sink_answer ();
  pair_wait (has_default, pair.talent.call, PATIENCE);
  stuck_sink_assert_answered ();
  pair_tear_down (&pair);
}

static gboolean
is_asked (gpointer data)
{
  return stuck_sink_get_asked () == 1;
}

/* That the one before takes the first sound of all is no answer of the one that was chosen meanwhile. */
static void
test_before_is_proven_late (void)
{
  Pair pair;
  guint said = 0;

  stuck_sink_begin ();
  stuck_sink_answer ();
  pair_set_up (&pair);
  g_signal_connect_swapped (pair.talent.call, "notify::speaker-problem", G_CALLBACK (count), &said);
  duo_call_start (pair.talent.call);
  pair_wait (is_asked, NULL, PATIENCE);
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  stuck_sink_refuse (GST_RESOURCE_ERROR_BUSY);
  duo_call_set_speaker (pair.talent.call, NOBODY);
  pair_wait (has_problem, pair.talent.call, PATIENCE);
  duo_call_start (pair.recruiter.call);
  pair_wait (is_heard, NULL, PATIENCE);
  assert_problem (pair.talent.call, DUO_CALL_ERROR_DEVICE_MISSING, DUO_STAND_IN_BEFORE);
  g_assert_cmpuint (said, ==, 1);
  pair_tear_down (&pair);
}

/* ── another connection ───────────────────────────────────────────────────────────────────────── */

typedef struct
{
  Pair pair;
  ToldNetwork *network;
} Moving;

static void
moving_set_up (Moving *self)
{
  stuck_sink_begin ();
  stuck_sink_answer ();
  pair_set_up (&self->pair);
  self->network = told_network_new ("192.0.2.20");
  duo_call_set_network (self->pair.talent.call, DUO_NETWORK (self->network));
}

static void
moving_tear_down (Moving *self)
{
  pair_tear_down (&self->pair);
  g_assert_finalize_object (self->network);
}

static gboolean
is_settled (gpointer data)
{
  DuoCall *call = data;

  return call->next == NULL && call->old == NULL;
}

typedef struct
{
  DuoCall *call;
  DuoPeer *peer;
} Before;

static gboolean
has_moved (gpointer data)
{
  Before *before = data;

  return before->call->peer != before->peer && is_settled (before->call);
}

static void
move (Moving *self)
{
  Before recruiter = {self->pair.recruiter.call, self->pair.recruiter.call->peer};
  Before talent = {self->pair.talent.call, self->pair.talent.call->peer};

  told_network_change (self->network, "198.51.100.20");
  pair_wait (has_moved, &recruiter, PATIENCE);
  pair_wait (has_moved, &talent, PATIENCE);
}

/* Of one that only one at a time can use the connection before has it still: nobody is told that it is busy. */
static void
test_exclusive (void)
{
  Moving moving;
  guint said = 0;

  moving_set_up (&moving);
  stuck_sink_set_places (2);
  pair_talk (&moving.pair);
  pair_wait (is_heard, NULL, PATIENCE);
  g_signal_connect_swapped (moving.pair.talent.call, "notify::speaker-problem", G_CALLBACK (count), &said);
  g_signal_connect_swapped (moving.pair.recruiter.call, "notify::speaker-problem", G_CALLBACK (count), &said);
  move (&moving);
  g_assert_cmpuint (stuck_sink_get_turned_away (), >, 0);
  wait_until_heard ();
  g_assert_cmpuint (said, ==, 0);
  moving_tear_down (&moving);
}

typedef struct
{
  DuoCall *call;
  guint64 ms;
} Listened;

static guint64
get_sound (DuoCall *call)
{
  DuoCallStats stats;

  duo_call_get_stats (call, &stats);
  return stats.audio_ms;
}

static gboolean
has_more_sound (gpointer data)
{
  Listened *listened = data;

  return get_sound (listened->call) >= listened->ms + 1000;
}

/* Whose speakers were pulled out has none over another connection either, until there are some. */
static void
test_lost (void)
{
  Moving moving;
  Listened listened;

  moving_set_up (&moving);
  pair_talk (&moving.pair);
  pair_wait (is_heard, NULL, PATIENCE);
  duo_call_lose_speaker (moving.pair.recruiter.call);
  duo_call_lose_speaker (moving.pair.talent.call);
  move (&moving);
  stuck_sink_set_breaks (FALSE);
  listened = (Listened) {moving.pair.talent.call, get_sound (moving.pair.talent.call)};
  pair_wait (has_more_sound, &listened, PATIENCE);
  g_assert_cmpuint (stuck_sink_get_heard (), ==, 0);
  duo_call_set_speaker (moving.pair.talent.call, NULL);
  wait_until_heard ();
  moving_tear_down (&moving);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  stuck_sink_install ();
  g_test_add_func ("/call/speaker/answers-at-once", test_answers_at_once);
  g_test_add_func ("/call/speaker/busy", test_busy);
  g_test_add_func ("/call/speaker/denied", test_denied);
  g_test_add_func ("/call/speaker/breaks", test_breaks);
  g_test_add_func ("/call/speaker/replaced", test_replaced);
  g_test_add_func ("/call/speaker/replaced-breaks", test_replaced_breaks);
  g_test_add_func ("/call/speaker/before-goes-on", test_before_goes_on);
  g_test_add_func ("/call/speaker/before-goes-on-meanwhile", test_before_goes_on_meanwhile);
  g_test_add_func ("/call/speaker/before-is-proven-late", test_before_is_proven_late);
  g_test_add_func ("/call/speaker/exclusive", test_exclusive);
  g_test_add_func ("/call/speaker/lost", test_lost);
  g_test_add_func ("/call/speaker/answers-late", test_answers_late);
  g_test_add_func ("/call/speaker/answers-too-late", test_answers_too_late);
  return pair_run ();
}
