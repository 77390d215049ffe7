/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a service or a peer that lies may send: each ends the call with a plain word, nothing is sent or shown. */

#include "duo-peer-private.h"
#include "pair.h"

#include <string.h>

#define PATIENCE 30

static void
assert_ended (DuoCall *call, DuoCallError code)
{
  DuoCallStats stats;

  pair_wait_state (call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (call), DUO_CALL_ERROR, (int) code);
  duo_call_get_stats (call, &stats);
  g_assert_cmpuint (stats.video_frames, ==, 0);
  g_assert_cmpuint (stats.packets_sent, ==, 0);
}

/* A party alone in the room with a peer who is only words. */
static void
begin_with_nobody (Pair *pair, Party *party)
{
  DuoPeerHello hello = {{1}, {2}};

  pair_set_up (pair);
  duo_call_start (party->call);
  duo_signaling_emit_peer_joined (DUO_SIGNALING (party->room), &hello);
  g_assert_cmpint (duo_call_get_state (party->call), ==, DUO_CALL_NEGOTIATING);
}

static GBytes *
zeros (gsize length)
{
  return g_bytes_new_take (g_malloc0 (length), length);
}

static DuoSignal *
new_offer (const char *sdp)
{
  g_autoptr (GBytes) commitment = zeros (32);
  g_autoptr (GBytes) signature = zeros (64);

  return duo_signal_new_offer (sdp, commitment, signature);
}

static DuoSignal *
new_answer (const char *sdp)
{
  g_autoptr (GBytes) nonce = zeros (32);
  g_autoptr (GBytes) signature = zeros (64);

  return duo_signal_new_answer (sdp, nonce, signature);
}

static char *
pass (DuoSignal *signal, gpointer data)
{
  return g_strdup (duo_signal_get_text (signal));
}

static char *
hold_confirm (DuoSignal *signal, gpointer data)
{
  return duo_signal_get_kind (signal) == DUO_SIGNAL_CONFIRM ? NULL : pass (signal, data);
}

/* ── descriptions ─────────────────────────────────────────────────────────────────────────────── */

static void
test_unsigned_offers (void)
{
  static const char *const texts[] = {
      "",
      "v=0",
      "nonsense",
      "v=0\r\na=fingerprint:sha-256 00\r\n",
      "v=0\r\na=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
      "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DuoSignal) offer = new_offer (texts[i]);
      Pair pair;

      begin_with_nobody (&pair, &pair.talent);
      duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), offer);
      assert_ended (pair.talent.call, DUO_CALL_ERROR_UNVERIFIED);
      pair_tear_down (&pair);
    }
}

static void
test_oversized (void)
{
  g_autofree char *sdp = g_strnfill (DUO_PEER_MAX_SDP + 1, 'a');
  g_autoptr (DuoSignal) offer = new_offer (sdp);
  g_autoptr (DuoSignal) answer = new_answer (sdp);
  Pair pair;

  begin_with_nobody (&pair, &pair.talent);
  duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), offer);
  assert_ended (pair.talent.call, DUO_CALL_ERROR_PEER);
  pair_tear_down (&pair);

  begin_with_nobody (&pair, &pair.recruiter);
  duo_signaling_emit_received (DUO_SIGNALING (pair.recruiter.room), answer);
  assert_ended (pair.recruiter.call, DUO_CALL_ERROR_PEER);
  pair_tear_down (&pair);
}

static void
test_wrong_side (void)
{
  g_autoptr (DuoSignal) offer = new_offer ("v=0\r\n");
  Pair pair;

  begin_with_nobody (&pair, &pair.recruiter);
  duo_signaling_emit_received (DUO_SIGNALING (pair.recruiter.room), offer);
  assert_ended (pair.recruiter.call, DUO_CALL_ERROR_PEER);
  pair_tear_down (&pair);
}

static void
test_confirm_too_early (void)
{
  g_autoptr (GBytes) nonce = zeros (32);
  g_autoptr (GBytes) signature = zeros (64);
  g_autoptr (DuoSignal) confirm = duo_signal_new_confirm (nonce, signature);
  Pair pair;

  begin_with_nobody (&pair, &pair.talent);
  duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), confirm);
  assert_ended (pair.talent.call, DUO_CALL_ERROR_PEER);
  pair_tear_down (&pair);
}

/* Before anybody is here there is nobody to believe; the call goes on waiting. */
static void
test_words_of_nobody (void)
{
  g_autoptr (DuoSignal) offer = new_offer ("v=0\r\n");
  g_autoptr (DuoSignal) candidate = duo_signal_new_candidate (0, "candidate:nonsense");
  g_autoptr (DuoSignal) bye = duo_signal_new_bye ("left");
  Pair pair;

  pair_set_up (&pair);
  duo_call_start (pair.talent.call);
  duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), offer);
  duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), candidate);
  duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), bye);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_WAITING);
  pair_tear_down (&pair);
}

static void
test_too_many_candidates (void)
{
  g_autoptr (DuoSignal) candidate =
      duo_signal_new_candidate (0, "candidate:1 1 UDP 2015363327 192.0.2.1 40000 typ host");
  Pair pair;

  begin_with_nobody (&pair, &pair.talent);
  for (guint i = 0; i < 200 && duo_call_get_state (pair.talent.call) != DUO_CALL_ENDED; i++)
    duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), candidate);
  assert_ended (pair.talent.call, DUO_CALL_ERROR_PEER);
  pair_tear_down (&pair);
}

/* Nonsense between good words costs nothing but itself. */
static void
test_odd_candidates (void)
{
  static const char *const texts[] = {"", "x", "candidate:", "a=candidate:1 1 UDP x",
                                      "candidate:1 1 UDP 1 ::: 1 typ host"};
  Pair pair;

  pair_set_up (&pair);
  pair_start (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_NEGOTIATING);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DuoSignal) candidate = duo_signal_new_candidate ((guint) i * 20, texts[i]);

      duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), candidate);
    }
  pair_wait_state (pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (pair.recruiter.call, DUO_CALL_TALKING);
  pair_tear_down (&pair);
}

/* ── replays ──────────────────────────────────────────────────────────────────────────────────── */

static void
test_second_answer (void)
{
  Pair pair;
  DuoSignal *answer;

  pair_set_up (&pair);
  pair_talk (&pair);
  answer = loopback_room_get_sent (pair.talent.room, DUO_SIGNAL_ANSWER);
  loopback_room_inject (pair.recruiter.room, answer);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.recruiter.call), DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  pair_tear_down (&pair);
}

/* The offer of the talent's stay before: good then, signed for another nonce now. */
static void
test_old_offer (void)
{
  g_autoptr (DuoSignal) old = NULL;
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  old = duo_signal_ref (loopback_room_get_sent (pair.recruiter.room, DUO_SIGNAL_OFFER));
  duo_call_hang_up (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  party_renew (&pair.talent, DUO_CALL_ANSWERS);
  duo_call_start (pair.talent.call);
  duo_signaling_emit_peer_joined (DUO_SIGNALING (pair.talent.room),
                                  loopback_room_get_peer (pair.talent.room));
  duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), old);
  assert_ended (pair.talent.call, DUO_CALL_ERROR_UNVERIFIED);
  pair_tear_down (&pair);
}

/* ── what only one of them notices ────────────────────────────────────────────────────────────── */

static void
test_no_confirm (void)
{
  Pair pair;
  gint64 begun = g_get_monotonic_time ();
  DuoCallStats stats;

  pair_set_up (&pair);
  loopback_room_set_tamper (pair.recruiter.room, hold_confirm, NULL);
  pair_start (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.talent.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.recruiter.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  g_assert_cmpint (g_get_monotonic_time () - begun, >, 4 * G_USEC_PER_SEC);
  duo_call_get_stats (pair.talent.call, &stats);
  g_assert_cmpuint (stats.packets_sent, ==, 0);
  g_assert_cmpuint (stats.video_frames, ==, 0);
  g_assert_cmpuint (stats.audio_ms, ==, 0);
  g_assert_cmpint (duo_call_get_peer_camera (pair.talent.call), ==, DUO_PEER_DEVICE_UNTOLD);
  pair_tear_down (&pair);
}

static void
test_byes (void)
{
  static const struct
  {
    const char *reason;
    DuoCallState state;
  } byes[] = {
      {"unverified", DUO_CALL_ENDED},
      {"failed", DUO_CALL_ENDED},
      {"left", DUO_CALL_WAITING},
      {"?", DUO_CALL_WAITING},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (byes); i++)
    {
      g_autoptr (DuoSignal) bye = duo_signal_new_bye (byes[i].reason);
      Pair pair;

      begin_with_nobody (&pair, &pair.talent);
      duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), bye);
      g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, byes[i].state);
      pair_tear_down (&pair);
    }
}

#define ADD(path, function) g_test_add_func ("/call/hostile/" path, function)

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("unsigned-offers", test_unsigned_offers);
  ADD ("oversized", test_oversized);
  ADD ("wrong-side", test_wrong_side);
  ADD ("confirm-too-early", test_confirm_too_early);
  ADD ("words-of-nobody", test_words_of_nobody);
  ADD ("too-many-candidates", test_too_many_candidates);
  ADD ("odd-candidates", test_odd_candidates);
  ADD ("second-answer", test_second_answer);
  ADD ("old-offer", test_old_offer);
  ADD ("no-confirm", test_no_confirm);
  ADD ("byes", test_byes);
  return pair_run ();
}
