/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An app that was closed, or a service that was away, comes back (CALL §7). */

#include "duo-call-private.h"
#include "rough.h"

#include <string.h>

#define PATIENCE 60

/* ── an app that was closed ───────────────────────────────────────────────────────────────────── */

static char *
swallow (DuoSignal *signal, gpointer data)
{
  return NULL;
}

/* Killed: it says nothing to anybody. */
static void
kill_app (Rough *self, Party *party)
{
  rough_cut (self, TRUE);
  loopback_room_set_tamper (party->room, swallow, NULL);
  loopback_room_set_away (party->room, TRUE);
  duo_call_hang_up (party->call);
}

static void
start_app (Rough *self, Party *party, DuoCallSide side)
{
  party_renew (party, side);
  relay_watch (self->relay);
  rough_cut (self, FALSE);
  duo_call_start (party->call);
  loopback_room_set_away (party->room, FALSE);
}

/* @early: before the other has noticed */
static void
app_comes_back (gboolean recruiter, gboolean early)
{
  Rough rough;
  Party *party;
  DuoCall *other;

  rough_set_up (&rough);
  rough_talk (&rough);
  party = recruiter ? &rough.pair.recruiter : &rough.pair.talent;
  other = recruiter ? rough.pair.talent.call : rough.pair.recruiter.call;
  kill_app (&rough, party);
  if (!early)
    pair_wait_state (other, DUO_CALL_RECONNECTING);
  start_app (&rough, party, recruiter ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS);
  pair_wait_state (party->call, DUO_CALL_TALKING);
  pair_wait_state (other, DUO_CALL_TALKING);
  rough_wait_for_both (&rough);
  if (recruiter)
    g_assert_null (strpbrk (rough.states->str, "wnve"));
  g_assert_cmpstr (duo_call_get_code (party->call), ==, duo_call_get_code (other));
  rough_tear_down (&rough);
}

static void
test_app_comes_back (void)
{
  app_comes_back (TRUE, FALSE);
  app_comes_back (FALSE, FALSE);
}

static void
test_app_comes_back_early (void)
{
  app_comes_back (TRUE, TRUE);
  app_comes_back (FALSE, TRUE);
}

static void
test_both_come_back (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough_talk (&rough);
  kill_app (&rough, &rough.pair.recruiter);
  kill_app (&rough, &rough.pair.talent);
  start_app (&rough, &rough.pair.talent, DUO_CALL_ANSWERS);
  start_app (&rough, &rough.pair.recruiter, DUO_CALL_OFFERS);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (rough.pair.recruiter.call, DUO_CALL_TALKING);
  rough_wait_for_both (&rough);
  rough_tear_down (&rough);
}

/* ── a service that is away ───────────────────────────────────────────────────────────────────── */

static gboolean
is_alone (gpointer data)
{
  return !((DuoCall *) data)->peer_here;
}

static gboolean
is_not_alone (gpointer data)
{
  return ((DuoCall *) data)->peer_here;
}

/* The service loses sight of somebody whose picture comes all the same. */
static void
test_service_loses_one (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough_talk (&rough);
  loopback_room_set_away (rough.pair.recruiter.room, TRUE);
  loopback_room_lose (rough.pair.recruiter.room);
  pair_wait (is_alone, rough.pair.talent.call, PATIENCE);
  rough_wait_for_both (&rough);
  g_assert_cmpstr (rough.states->str, ==, "");
  loopback_room_set_away (rough.pair.recruiter.room, FALSE);
  pair_wait (is_not_alone, rough.pair.talent.call, PATIENCE);
  rough_wait_for_both (&rough);
  g_assert_cmpstr (rough.states->str, ==, "");
  g_assert_cmpuint (relay_get_lines (rough.relay), ==, 1);
  rough_tear_down (&rough);
}

/* The control: who is lost to both is waited for, and comes back to who waits: told by the one's coming in anew, and not
 * by what is done about a path that is broken for long. */
static void
test_service_and_path_lose_one (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough.pair.recruiter.call->patience = rough.pair.talent.call->patience = 10 * PATIENCE * 1000;
  rough_talk (&rough);
  loopback_room_set_away (rough.pair.recruiter.room, TRUE);
  rough_cut (&rough, TRUE);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_RECONNECTING);
  loopback_room_lose (rough.pair.recruiter.room);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_WAITING);
  rough_cut (&rough, FALSE);
  loopback_room_set_away (rough.pair.recruiter.room, FALSE);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (rough.pair.recruiter.call, DUO_CALL_TALKING);
  rough_wait_for_both (&rough);
  rough_tear_down (&rough);
}

/* Another address while the service is away: the connection waits for it, and not the user. */
static void
test_service_comes_back (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough_talk (&rough);
  loopback_room_set_away (rough.pair.talent.room, TRUE);
  rough_move (&rough, 1);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_RECONNECTING);
  rough_pass_seconds (3);
  g_assert_cmpuint (relay_get_lines (rough.relay), ==, 1);
  loopback_room_set_away (rough.pair.talent.room, FALSE);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  rough_wait_for_both (&rough);
  g_assert_cmpstr (rough.states->str, ==, "rt");
  rough_tear_down (&rough);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/return/app-comes-back", test_app_comes_back);
  g_test_add_func ("/call/return/app-comes-back-early", test_app_comes_back_early);
  g_test_add_func ("/call/return/both-come-back", test_both_come_back);
  g_test_add_func ("/call/return/service-loses-one", test_service_loses_one);
  g_test_add_func ("/call/return/service-and-path-lose-one", test_service_and_path_lose_one);
  g_test_add_func ("/call/return/service-comes-back", test_service_comes_back);
  return pair_run ();
}
