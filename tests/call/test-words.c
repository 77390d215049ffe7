/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much a peer may say, and where: through a call, over its own data channel and over others. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "duo-word-budget.h"
#include "pair.h"

#define PATIENCE 30
#define LONG_WORD (16 * 1000)

static gboolean
sees_camera (gpointer data)
{
  return duo_call_get_peer_camera (data) == DUO_PEER_DEVICE_ON;
}

static gboolean
sees_no_camera (gpointer data)
{
  return duo_call_get_peer_camera (data) == DUO_PEER_DEVICE_OFF;
}

/* Both have said their devices, so both hear. */
static void
set_up (Pair *pair)
{
  pair_set_up (pair);
  pair_talk (pair);
  pair_wait (sees_camera, pair->recruiter.call, PATIENCE);
  pair_wait (sees_camera, pair->talent.call, PATIENCE);
}

/* What is said last has come, and what was said before it over the same channel. */
static void
assert_still_talks (Party *from, Party *to)
{
  duo_call_set_camera (from->call, FALSE);
  pair_wait (sees_no_camera, to->call, PATIENCE);
  g_assert_cmpint (duo_call_get_state (to->call), ==, DUO_CALL_TALKING);
}

static void
say (Party *from, const char *words, guint times)
{
  for (guint i = 0; i < times; i++)
    g_assert_true (duo_peer_say (from->call->peer, words));
}

static void
assert_too_much (Party *to)
{
  pair_wait_state (to->call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (to->call), DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  g_assert_cmpstr (duo_call_get_error (to->call)->message, ==, "more words than allowed");
}

/* The control of the floods: as much as may be said at once. */
static void
test_much (void)
{
  g_autofree char *filling = g_strnfill (1000, 'a');
  g_autofree char *words = g_strdup_printf ("{\"later\":\"%s\"}", filling);
  Pair pair;

  set_up (&pair);
  say (&pair.talent, words, DUO_WORD_BUDGET_BURST - 20);
  assert_still_talks (&pair.talent, &pair.recruiter);
  say (&pair.recruiter, words, DUO_WORD_BUDGET_BURST - 20);
  assert_still_talks (&pair.recruiter, &pair.talent);
  pair_tear_down (&pair);
}

static void
test_flood_of_talent (void)
{
  Pair pair;

  set_up (&pair);
  say (&pair.talent, "{}", 20 * DUO_WORD_BUDGET_BURST);
  assert_too_much (&pair.recruiter);
  pair_tear_down (&pair);
}

static void
test_flood_of_recruiter (void)
{
  Pair pair;

  set_up (&pair);
  say (&pair.recruiter, "{}", 20 * DUO_WORD_BUDGET_BURST);
  assert_too_much (&pair.talent);
  pair_tear_down (&pair);
}

/* Few words, each as long as it may be. */
static void
test_long_words (void)
{
  g_autofree char *filling = g_strnfill (LONG_WORD, 'a');
  g_autofree char *words = g_strdup_printf ("{\"later\":\"%s\"}", filling);
  Pair pair;

  set_up (&pair);
  say (&pair.talent, words, 4 * DUO_WORD_BUDGET_BYTES / LONG_WORD);
  assert_too_much (&pair.recruiter);
  pair_tear_down (&pair);
}

/* ── other channels ───────────────────────────────────────────────────────────────────────────── */

static gboolean
is_open (gpointer data)
{
  GstWebRTCDataChannelState state;

  g_object_get (data, "ready-state", &state, NULL);
  return state == GST_WEBRTC_DATA_CHANNEL_STATE_OPEN;
}

static gboolean
has_left (gpointer data)
{
  guint64 waiting;

  g_object_get (data, "buffered-amount", &waiting, NULL);
  return waiting == 0;
}

static void
say_elsewhere (Party *from, const char *label)
{
  g_autoptr (GstWebRTCDataChannel) channel = NULL;

  g_signal_emit_by_name (from->call->peer->webrtcbin, "create-data-channel", label, NULL, &channel);
  g_assert_nonnull (channel);
  pair_wait (is_open, channel, PATIENCE);
  for (guint i = 0; i < 2 * DUO_WORD_BUDGET_BURST; i++)
    g_assert_true (gst_webrtc_data_channel_send_string_full (channel, "nonsense", NULL));
  pair_wait (has_left, channel, PATIENCE);
}

/* Nonsense on ours ends the call; nobody listens on another, whatever it is called. */
static void
test_other_channels (void)
{
  Pair pair;

  set_up (&pair);
  say_elsewhere (&pair.recruiter, "other");
  say_elsewhere (&pair.recruiter, DUO_PEER_CHANNEL);
  say_elsewhere (&pair.talent, "other");
  say_elsewhere (&pair.talent, DUO_PEER_CHANNEL);
  assert_still_talks (&pair.talent, &pair.recruiter);
  assert_still_talks (&pair.recruiter, &pair.talent);
  pair_tear_down (&pair);
}

/* The control of it. */
static void
test_nonsense (void)
{
  Pair pair;

  set_up (&pair);
  say (&pair.talent, "nonsense", 1);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.recruiter.call), DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  pair_tear_down (&pair);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/words/much", test_much);
  g_test_add_func ("/call/floods/of-talent", test_flood_of_talent);
  g_test_add_func ("/call/floods/of-recruiter", test_flood_of_recruiter);
  g_test_add_func ("/call/words/long-words", test_long_words);
  g_test_add_func ("/call/words/other-channels", test_other_channels);
  g_test_add_func ("/call/words/nonsense", test_nonsense);
  return pair_run ();
}
