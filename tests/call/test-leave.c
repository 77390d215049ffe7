/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody goes, or only the network does: what the other one is told of it without the service. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "duo-spare-memory.h"
#include "relay.h"

/* CALL §7 */
#define SEEN_SECONDS 3
#define PATIENCE 30

typedef struct
{
  DuoCall *call;
  DuoCallState state;
} Wanted;

static gboolean
is_state (gpointer data)
{
  Wanted *wanted = data;

  return duo_call_get_state (wanted->call) == wanted->state;
}

static gboolean
gets_there (DuoCall *call, DuoCallState state, guint seconds)
{
  Wanted wanted = {call, state};

  return pair_wait_or (is_state, &wanted, seconds);
}

/* ── words ────────────────────────────────────────────────────────────────────────────────────── */

/* The words that tell of the devices have come, so the channel is open both ways. */
static gboolean
know_devices (gpointer data)
{
  Pair *pair = data;

  return duo_call_get_peer_camera (pair->recruiter.call) == DUO_PEER_DEVICE_ON &&
         duo_call_get_peer_camera (pair->talent.call) == DUO_PEER_DEVICE_ON;
}

static void
test_service_away (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (know_devices, &pair, PATIENCE);
  loopback_room_cut (pair.recruiter.room);
  duo_call_hang_up (pair.recruiter.call);
  g_assert_true (gets_there (pair.talent.call, DUO_CALL_WAITING, SEEN_SECONDS));
  g_assert_false (pair.talent.call->peer_here);
  g_assert_null (duo_call_get_error (pair.talent.call));
  pair_tear_down (&pair);
}

static gboolean
hears_each_other (gpointer data)
{
  Pair *pair = data;
  DuoCallStats recruiter, talent;

  duo_call_get_stats (pair->recruiter.call, &recruiter);
  duo_call_get_stats (pair->talent.call, &talent);
  return recruiter.packets_received > 0 && talent.packets_received > 0;
}

static void
cut (Relay *relay, Pair *pair, gboolean cut)
{
  relay_set_path (relay, &pair->recruiter, &(RelayPath) {.cut = cut});
  relay_set_path (relay, &pair->talent, &(RelayPath) {.cut = cut});
}

/* The control: where the words cannot pass either, only the silence says it. */
static void
test_nothing_passes (void)
{
  Pair pair;
  Relay *relay;

  pair_set_up (&pair);
  relay = relay_new (&pair);
  pair_talk (&pair);
  pair_wait (hears_each_other, &pair, PATIENCE);
  loopback_room_cut (pair.recruiter.room);
  cut (relay, &pair, TRUE);
  duo_call_hang_up (pair.recruiter.call);
  g_assert_false (gets_there (pair.talent.call, DUO_CALL_WAITING, SEEN_SECONDS));
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_RECONNECTING);
  pair_tear_down (&pair);
  relay_free (relay);
}

static void
test_reason (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  duo_call_hear (pair.talent.call, pair.talent.call->link, "{\"bye\":7}");
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_TALKING);
  duo_call_hear (pair.talent.call, pair.talent.call->link, "{\"bye\":\"unverified\"}");
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.talent.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  pair_tear_down (&pair);
}

/* ── silence ──────────────────────────────────────────────────────────────────────────────────── */

static void
test_cut_and_back (void)
{
  Pair pair;
  Relay *relay;

  pair_set_up (&pair);
  relay = relay_new (&pair);
  pair_talk (&pair);
  pair_wait (hears_each_other, &pair, PATIENCE);
  cut (relay, &pair, TRUE);
  g_assert_true (gets_there (pair.talent.call, DUO_CALL_RECONNECTING, SEEN_SECONDS));
  g_assert_true (gets_there (pair.recruiter.call, DUO_CALL_RECONNECTING, 1));
  g_assert_cmpint (duo_call_get_quality (pair.talent.call), ==, DUO_CALL_QUALITY_LOST);
  cut (relay, &pair, FALSE);
  g_assert_true (gets_there (pair.talent.call, DUO_CALL_TALKING, SEEN_SECONDS));
  g_assert_true (gets_there (pair.recruiter.call, DUO_CALL_TALKING, SEEN_SECONDS));
  pair_tear_down (&pair);
  relay_free (relay);
}

static gboolean
is_not_talking (gpointer data)
{
  Pair *pair = data;

  return duo_call_get_state (pair->recruiter.call) != DUO_CALL_TALKING ||
         duo_call_get_state (pair->talent.call) != DUO_CALL_TALKING;
}

static void
turn_off (Party *party)
{
  duo_call_set_camera (party->call, FALSE);
  duo_call_set_microphone (party->call, FALSE);
}

/* The control: two who neither show nor say anything are there, whether they did before or not. */
static void
test_quiet_people (void)
{
  Pair pair;

  pair_set_up (&pair);
  turn_off (&pair.recruiter);
  turn_off (&pair.talent);
  pair_talk (&pair);
  g_assert_false (pair_wait_or (is_not_talking, &pair, SEEN_SECONDS));
  pair_tear_down (&pair);
}

static gboolean
is_heard (gpointer data)
{
  return ((Pair *) data)->talent.call->peer->heard > 0;
}

/* @one_was: the talent has been so from the start */
static void
become_quiet (gboolean one_was)
{
  Pair pair;

  pair_set_up (&pair);
  if (one_was)
    turn_off (&pair.talent);
  pair_talk (&pair);
  pair_wait (is_heard, &pair, PATIENCE);
  turn_off (&pair.recruiter);
  turn_off (&pair.talent);
  g_assert_false (pair_wait_or (is_not_talking, &pair, 3 * SEEN_SECONDS));
  pair_tear_down (&pair);
}

static void
test_become_quiet (void)
{
  become_quiet (FALSE);
  become_quiet (TRUE);
}

/* ── memory ───────────────────────────────────────────────────────────────────────────────────── */

static guint n_returned;

/* In the place of the layer's own. */
void
duo_spare_memory_return (void)
{
  n_returned++;
}

/* The app may stay in the background for days with what the C library keeps of a call. */
static void
test_memory_goes_back (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  duo_call_hang_up (pair.talent.call);
  n_returned = 0;
  pair_tear_down (&pair);
  g_assert_cmpuint (n_returned, ==, 2);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/leave/service-away", test_service_away);
  g_test_add_func ("/call/leave/nothing-passes", test_nothing_passes);
  g_test_add_func ("/call/leave/reason", test_reason);
  g_test_add_func ("/call/leave/cut-and-back", test_cut_and_back);
  g_test_add_func ("/call/leave/quiet-people", test_quiet_people);
  g_test_add_func ("/call/leave/become-quiet", test_become_quiet);
  g_test_add_func ("/call/leave/memory-goes-back", test_memory_goes_back);
  return pair_run ();
}
