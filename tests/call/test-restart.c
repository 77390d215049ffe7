/* SPDX-License-Identifier: GPL-3.0-or-later */

/* New credentials for a path that is there (CALL §7): wanted by one of the two, by both, or by somebody else. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "rough.h"

#include <nice/agent.h>

#define PATIENCE 60
#define SEEN_SECONDS 3

/* ── a restart of the path ────────────────────────────────────────────────────────────────────── */

static gboolean
is_obeyed (gpointer data)
{
  Rough *rough = data;

  return rough->pair.talent.call->link->obeyed > 0 && rough->pair.recruiter.call->link->obeyed > 0;
}

static gboolean
is_not_talking (gpointer data)
{
  return duo_call_get_state (data) != DUO_CALL_TALKING;
}

static char *
dup_ufrag (DuoCall *call)
{
  g_autoptr (GObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;
  g_autofree char *pwd = NULL;
  char *ufrag = NULL;

  g_object_get (call->peer->webrtcbin, "ice-agent", &ice, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  g_assert_true (nice_agent_get_local_credentials ((NiceAgent *) agent, 1, &ufrag, &pwd));
  return ufrag;
}

/* Where a path works, its restart is not seen: code, keys and pictures stay. */
static void
test_restart (void)
{
  Rough rough;
  g_autofree char *code = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  DuoPeer *peer;

  rough_set_up (&rough);
  rough_talk (&rough);
  peer = rough.pair.talent.call->peer;
  code = g_strdup (duo_call_get_code (rough.pair.talent.call));
  before = dup_ufrag (rough.pair.talent.call);
  duo_call_restart (rough.pair.talent.call);
  pair_wait (is_obeyed, &rough, PATIENCE);
  g_assert_false (pair_wait_or (is_not_talking, rough.pair.talent.call, SEEN_SECONDS));
  rough_wait_for_both (&rough);
  after = dup_ufrag (rough.pair.talent.call);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpstr (duo_call_get_code (rough.pair.talent.call), ==, code);
  g_assert_true (rough.pair.talent.call->peer == peer);
  g_assert_cmpuint (rough.pair.talent.call->link->asked, ==, 1);
  rough_tear_down (&rough);
}

/* Both at once: each takes the other's for its answer. */
static void
test_restart_at_once (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough_talk (&rough);
  duo_call_restart (rough.pair.talent.call);
  duo_call_restart (rough.pair.recruiter.call);
  pair_wait (is_obeyed, &rough, PATIENCE);
  g_assert_cmpuint (rough.pair.talent.call->link->asked, ==, 1);
  g_assert_cmpuint (rough.pair.recruiter.call->link->asked, ==, 1);
  g_assert_false (pair_wait_or (is_not_talking, rough.pair.recruiter.call, SEEN_SECONDS));
  rough_wait_for_both (&rough);
  rough_tear_down (&rough);
}

/* The network says that it changed, while nothing comes: at once, and the service brings it there. */
static void
test_restart_when_told (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough_talk (&rough);
  rough_cut (&rough, TRUE);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_RECONNECTING);
  rough_cut (&rough, FALSE);
  told_network_change (rough.networks[1], NULL);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  rough_wait_for_both (&rough);
  g_assert_cmpuint (relay_get_lines (rough.relay), ==, 1);
  rough_tear_down (&rough);
}

/* The control: while there is a path, a network that changed elsewhere is nobody's business. */
static void
test_change_elsewhere (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough_talk (&rough);
  told_network_change (rough.networks[1], NULL);
  told_network_change (rough.networks[0], "192.0.2.10 198.51.100.1");
  rough_pass_seconds (2);
  g_assert_null (loopback_room_get_sent (rough.pair.talent.room, DUO_SIGNAL_RESTART));
  g_assert_cmpuint (relay_get_lines (rough.relay), ==, 1);
  rough_tear_down (&rough);
}

/* ── restarts that are not the peer's ─────────────────────────────────────────────────────────── */

#define UFRAG "abcd"
#define PWD "0123456789012345678901"

static const char *const none[] = {NULL};
static const char *const one[] = {"candidate:1 1 UDP 1 192.0.2.1 9 typ host", NULL};

static DuoSignal *
new_restart (DuoCall *signer, guint counter)
{
  return duo_fingerprint_make_restart (signer->link->fingerprint, counter, UFRAG, PWD, none);
}

/* Takes @signal over. */
static void
assert_no_effect (Rough *self, DuoSignal *signal)
{
  DuoCall *call = self->pair.talent.call;
  g_autofree char *before = dup_ufrag (call);
  g_autofree char *after = NULL;
  guint asked = call->link->asked;
  guint obeyed = call->link->obeyed;

  call->peer->taken = 3;
  duo_signaling_emit_received (DUO_SIGNALING (self->pair.talent.room), signal);
  after = dup_ufrag (call);
  /* Nor are the peer's credentials of before taken once more. */
  g_assert_cmpuint (call->peer->taken, ==, 3);
  g_assert_cmpint (duo_call_get_state (call), ==, DUO_CALL_TALKING);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (call->link->asked, ==, asked);
  g_assert_cmpuint (call->link->obeyed, ==, obeyed);
  duo_signal_unref (signal);
}

/* Each field in turn is another one than was signed; what the talent itself signed comes back; numbers do not grow. */
static void
test_forged_restarts (void)
{
  Rough rough;
  g_autoptr (DuoSignal) good = NULL;
  GBytes *signature;

  rough_set_up (&rough);
  rough_talk (&rough);
  good = new_restart (rough.pair.recruiter.call, 7);
  signature = duo_signal_get_signature (good);
  assert_no_effect (&rough, duo_signal_new_restart (8, UFRAG, PWD, none, signature));
  assert_no_effect (&rough, duo_signal_new_restart (7, "abce", PWD, none, signature));
  assert_no_effect (&rough, duo_signal_new_restart (7, UFRAG, PWD "2", none, signature));
  assert_no_effect (&rough, duo_signal_new_restart (7, UFRAG, PWD, one, signature));
  assert_no_effect (&rough, new_restart (rough.pair.talent.call, 7));
  /* The control. */
  duo_signaling_emit_received (DUO_SIGNALING (rough.pair.talent.room), good);
  g_assert_cmpuint (rough.pair.talent.call->link->obeyed, ==, 7);
  assert_no_effect (&rough, duo_signal_ref (good));
  assert_no_effect (&rough, new_restart (rough.pair.recruiter.call, 6));
  /* While the talent waits for the answer to a later one of its own. */
  rough.pair.talent.call->link->asked = 9;
  rough.pair.talent.call->link->obeyed_at = 0;
  assert_no_effect (&rough, new_restart (rough.pair.recruiter.call, 8));
  rough.pair.talent.call->link->asked = 7;
  /* As if the last one had been just now, however long this machine took. */
  rough.pair.talent.call->link->obeyed_at = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;
  assert_no_effect (&rough, new_restart (rough.pair.recruiter.call, 8));
  rough_tear_down (&rough);
}

/* Before anybody is verified there is nothing to restart. */
static void
test_early_restart (void)
{
  Rough rough;
  g_autoptr (GBytes) signature = g_bytes_new_take (g_malloc0 (64), 64);
  g_autoptr (DuoSignal) restart = duo_signal_new_restart (1, UFRAG, PWD, none, signature);

  rough_set_up (&rough);
  pair_start (&rough.pair);
  duo_signaling_emit_received (DUO_SIGNALING (rough.pair.talent.room), restart);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_NEGOTIATING);
  duo_signaling_emit_received (DUO_SIGNALING (rough.pair.talent.room), restart);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  rough_tear_down (&rough);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/restart/restart", test_restart);
  g_test_add_func ("/call/restart/restart-at-once", test_restart_at_once);
  g_test_add_func ("/call/restart/restart-when-told", test_restart_when_told);
  g_test_add_func ("/call/restart/change-elsewhere", test_change_elsewhere);
  g_test_add_func ("/call/restart/forged-restarts", test_forged_restarts);
  g_test_add_func ("/call/restart/early-restart", test_early_restart);
  return pair_run ();
}
