/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose key is it? (CALL §2): before its user agrees to a changed key, an app sends neither offer nor answer. */

#include "duo-call-private.h"
#include "duo-vouch.h"
#include "pair.h"

#define PATIENCE 30

static GPtrArray *
keys_of (DuoSigner *first, DuoSigner *second)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (keys, duo_signer_dup_public_key (first));
  if (second != NULL)
    g_ptr_array_add (keys, duo_signer_dup_public_key (second));
  return keys;
}

/* @party knows the other by these. */
static void
know (Party *party, DuoSigner *first, DuoSigner *second)
{
  g_autoptr (GPtrArray) keys = keys_of (first, second);

  duo_call_set_known_keys (party->call, keys);
}

static void
add_vouch (DuoVouches *vouches, DuoSigner *older, DuoSigner *newer)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (newer);

  duo_vouch_sign (&vouches->vouches[vouches->n++], older, g_bytes_get_data (key, NULL));
}

static gboolean
has_answered (gpointer data)
{
  return loopback_room_get_sent (data, DUO_SIGNAL_ANSWER) != NULL;
}

static gboolean
has_offered (gpointer data)
{
  return loopback_room_get_sent (data, DUO_SIGNAL_OFFER) != NULL;
}

static gboolean
has_candidate (gpointer data)
{
  return loopback_room_get_sent (data, DUO_SIGNAL_CANDIDATE) != NULL;
}

static void
assert_talk (Pair *pair)
{
  pair_wait_state (pair->recruiter.call, DUO_CALL_TALKING);
  pair_wait_state (pair->talent.call, DUO_CALL_TALKING);
  g_assert_cmpstr (duo_call_get_code (pair->recruiter.call), ==, duo_call_get_code (pair->talent.call));
}

static void
test_known_key (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, pair.talent.signer);
  know (&pair.talent, pair.recruiter.signer, NULL);
  pair_talk (&pair);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_KNOWN);
  pair_tear_down (&pair);
}

/* The old laptop said so of the new one, and then its user left the old one at home. */
static void
test_vouched_key (void)
{
  g_autoptr (DuoSigner) recruiters = loopback_signer_new ();
  g_autoptr (DuoSigner) oldest = loopback_signer_new ();
  g_autoptr (DuoSigner) between = loopback_signer_new ();
  DuoVouches one = {0}, chain = {0};
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, oldest, NULL);
  add_vouch (&chain, between, pair.talent.signer);
  add_vouch (&chain, oldest, between);
  loopback_room_set_vouches (pair.talent.room, &chain);
  know (&pair.talent, recruiters, NULL);
  add_vouch (&one, recruiters, pair.recruiter.signer);
  loopback_room_set_vouches (pair.recruiter.room, &one);
  pair_talk (&pair);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_VOUCHED);

  /* From then on it is known by itself. */
  duo_call_hang_up (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  chain.n = 0;
  loopback_room_set_vouches (pair.talent.room, &chain);
  party_renew (&pair.talent, DUO_CALL_ANSWERS);
  duo_call_start (pair.talent.call);
  assert_talk (&pair);
  pair_tear_down (&pair);
}

/* @chain says something for the talent's key that proves nothing: the recruiter is asked as if nothing were said. */
static void
assert_asks (Pair *pair, const DuoVouches *chain)
{
  loopback_room_set_vouches (pair->talent.room, chain);
  pair_start (pair);
  pair_wait_state (pair->recruiter.call, DUO_CALL_ASKING);
  g_assert_false (has_offered (pair->recruiter.room));
  g_assert_true (pair_accept_key (pair->recruiter.call));
  assert_talk (pair);
  pair_tear_down (pair);
}

static void
test_forged_vouch (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  DuoVouches chain = {0};
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  add_vouch (&chain, old, pair.talent.signer);
  chain.vouches[0].signature[0] ^= 1;
  assert_asks (&pair, &chain);
}

static void
test_stranger_vouches (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (DuoSigner) stranger = loopback_signer_new ();
  DuoVouches chain = {0};
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  add_vouch (&chain, stranger, pair.talent.signer);
  assert_asks (&pair, &chain);
}

/* Good for another key, and the new one vouching for the old: neither says anything about this one. */
static void
test_vouch_for_another (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (DuoSigner) another = loopback_signer_new ();
  DuoVouches chain = {0};
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  add_vouch (&chain, old, another);
  add_vouch (&chain, pair.talent.signer, old);
  assert_asks (&pair, &chain);
}

static void
test_first_meeting (void)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  Pair pair;
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GBytes) signer_key = NULL;

  pair_set_up (&pair);
  duo_call_set_known_keys (pair.recruiter.call, nobody);
  g_assert_null (duo_call_dup_peer_key (pair.recruiter.call));
  pair_talk (&pair);
  key = duo_call_dup_peer_key (pair.recruiter.call);
  signer_key = duo_signer_dup_public_key (pair.talent.signer);
  g_assert_true (g_bytes_equal (key, signer_key));
  pair_tear_down (&pair);
}

static void
test_offerer_asks (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  pair_wait_state (pair.talent.call, DUO_CALL_NEGOTIATING);
  g_assert_false (pair_wait_or (has_offered, pair.recruiter.room, 1));
  g_assert_false (has_candidate (pair.recruiter.room));
  g_assert_null (duo_call_get_code (pair.recruiter.call));
  g_assert_true (pair_accept_key (pair.recruiter.call));
  assert_talk (&pair);
  pair_tear_down (&pair);
}

/* The offer and its candidates are here before the user has made up their mind. */
static void
test_answerer_asks (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  Pair pair;

  pair_set_up (&pair);
  know (&pair.talent, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_ASKING);
  pair_wait (has_offered, pair.recruiter.room, PATIENCE);
  g_assert_false (pair_wait_or (has_answered, pair.talent.room, 1));
  g_assert_false (has_candidate (pair.talent.room));
  g_assert_true (pair_accept_key (pair.talent.call));
  assert_talk (&pair);
  pair_tear_down (&pair);
}

/* What ends the call is not the last of what waits to be read. */
static void
test_more_waits_behind_an_end (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (GBytes) nothing = g_bytes_new_take (g_malloc0 (DUO_DIGEST_BYTES), DUO_DIGEST_BYTES);
  g_autoptr (GBytes) forged = g_bytes_new_take (g_malloc0 (DUO_SIGNATURE_BYTES), DUO_SIGNATURE_BYTES);
  g_autoptr (DuoSignal) offer = duo_signal_new_offer ("v=0", nothing, forged);
  g_autoptr (DuoSignal) candidate = duo_signal_new_candidate (0, "candidate:1 1 UDP 1 192.0.2.1 9 typ host");
  Pair pair;

  pair_set_up (&pair);
  know (&pair.talent, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_ASKING);
  pair_wait (has_offered, pair.recruiter.room, PATIENCE);
  loopback_room_inject (pair.talent.room, offer);
  loopback_room_inject (pair.talent.room, offer);
  loopback_room_inject (pair.talent.room, candidate);
  g_assert_true (pair_accept_key (pair.talent.call));
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  pair_tear_down (&pair);
}

/* Who does not agree leaves; nothing has been said by then. */
static void
test_leave_instead (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  Pair pair;

  pair_set_up (&pair);
  know (&pair.talent, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_ASKING);
  duo_call_hang_up (pair.talent.call);
  g_assert_null (duo_call_get_error (pair.talent.call));
  g_assert_false (has_answered (pair.talent.room));
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  pair_tear_down (&pair);
}

/* The talent goes, and comes back with a key that nobody has seen. */
static void
renew_with_another_key (Pair *pair)
{
  Party *talent = &pair->talent;

  duo_call_hang_up (talent->call);
  pair_wait_state (pair->recruiter.call, DUO_CALL_WAITING);
  g_assert_finalize_object (talent->call);
  g_assert_finalize_object (talent->signer);
  talent->signer = loopback_signer_new ();
  talent->call =
      duo_call_new (DUO_SIGNALING (talent->room), talent->signer, talent->source, DUO_CALL_ANSWERS, NULL);
  duo_call_start (talent->call);
}

/* Agreed once is agreed for this call: who comes back with that key is not asked about again, who has another one is. */
static void
test_key_within_a_call (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  duo_call_hang_up (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  party_renew (&pair.talent, DUO_CALL_ANSWERS);
  duo_call_start (pair.talent.call);
  assert_talk (&pair);

  renew_with_another_key (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  g_assert_true (pair_accept_key (pair.recruiter.call));
  assert_talk (&pair);
  pair_tear_down (&pair);
}

/* The peer goes while the user thinks: there is nobody left to agree to. */
static void
test_peer_leaves_meanwhile (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (GBytes) key = NULL;
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  key = duo_call_dup_peer_key (pair.recruiter.call);
  duo_call_hang_up (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  g_assert_false (duo_call_accept_key (pair.recruiter.call, key));
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_WAITING);
  g_assert_null (duo_call_dup_peer_key (pair.recruiter.call));
  pair_tear_down (&pair);
}

/* Who comes meanwhile with yet another key is not the one who was asked about: the question is put anew. */
static void
test_another_key_while_asking (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (GBytes) asked = NULL;
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  asked = duo_call_dup_peer_key (pair.recruiter.call);
  renew_with_another_key (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  g_assert_false (duo_call_accept_key (pair.recruiter.call, asked));
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_ASKING);
  g_assert_false (has_offered (pair.recruiter.room));
  g_assert_true (pair_accept_key (pair.recruiter.call));
  assert_talk (&pair);
  pair_tear_down (&pair);
}

static void
add_vouch_for_talent (Pair *pair, DuoSigner *older)
{
  DuoVouches chain = {0};

  add_vouch (&chain, older, pair->talent.signer);
  loopback_room_set_vouches (pair->talent.room, &chain);
}

/* A key that was only agreed to brings no other one in: that one would be remembered. */
static void
test_agreed_key_does_not_vouch (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (DuoSigner) agreed = NULL;
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  g_assert_true (pair_accept_key (pair.recruiter.call));
  assert_talk (&pair);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_AGREED);

  duo_call_hang_up (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_NONE);
  agreed = g_steal_pointer (&pair.talent.signer);
  pair.talent.signer = loopback_signer_new ();
  add_vouch_for_talent (&pair, agreed);
  party_renew (&pair.talent, DUO_CALL_ANSWERS);
  duo_call_start (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  pair_tear_down (&pair);
}

/* Compared is known, for as long as the call remembers and whoever remembers after it. */
static void
test_compared_code (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  Pair pair;

  pair_set_up (&pair);
  know (&pair.recruiter, old, NULL);
  duo_call_confirm_code (pair.recruiter.call);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_NONE);
  pair_start (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ASKING);
  g_assert_true (pair_accept_key (pair.recruiter.call));
  assert_talk (&pair);
  duo_call_confirm_code (pair.recruiter.call);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_KNOWN);
  duo_call_hang_up (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  party_renew (&pair.talent, DUO_CALL_ANSWERS);
  duo_call_start (pair.talent.call);
  assert_talk (&pair);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_KNOWN);
  pair_tear_down (&pair);
}

/* Both hear why: nobody goes on talking to whoever it was. */
static void
test_other_code (void)
{
  Pair pair;

  pair_set_up (&pair);
  duo_call_reject_code (pair.recruiter.call);
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_IDLE);
  pair_talk (&pair);
  g_assert_cmpint (duo_call_get_key_trust (pair.recruiter.call), ==, DUO_KEY_TRUST_NEW);
  duo_call_reject_code (pair.recruiter.call);
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.recruiter.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.talent.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  pair_tear_down (&pair);
}

/* A peer who floods while the user thinks. */
static void
test_too_much_unread (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (DuoSignal) candidate = duo_signal_new_candidate (0, "candidate:1 1 UDP 1 192.0.2.1 1 typ host");
  Pair pair;

  pair_set_up (&pair);
  know (&pair.talent, old, NULL);
  pair_start (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_ASKING);
  for (guint i = 0; i < 100; i++)
    duo_signaling_emit_received (DUO_SIGNALING (pair.talent.room), candidate);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.talent.call), DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  pair_tear_down (&pair);
}

/* What a caller does wrong is a sentence in the log. */
static void
test_no_call (void)
{
  g_test_expect_message ("duo-call", G_LOG_LEVEL_CRITICAL, "*DUO_IS_CALL*");
  g_assert_null (duo_call_dup_peer_key (NULL));
  g_test_assert_expected_messages ();
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/keys/known", test_known_key);
  g_test_add_func ("/call/keys/vouched", test_vouched_key);
  g_test_add_func ("/call/keys/forged-vouch", test_forged_vouch);
  g_test_add_func ("/call/keys/stranger-vouches", test_stranger_vouches);
  g_test_add_func ("/call/keys/vouch-for-another", test_vouch_for_another);
  g_test_add_func ("/call/keys/first-meeting", test_first_meeting);
  g_test_add_func ("/call/keys/offerer-asks", test_offerer_asks);
  g_test_add_func ("/call/keys/answerer-asks", test_answerer_asks);
  g_test_add_func ("/call/keys/more-waits-behind-an-end", test_more_waits_behind_an_end);
  g_test_add_func ("/call/keys/leave-instead", test_leave_instead);
  g_test_add_func ("/call/keys/within-a-call", test_key_within_a_call);
  g_test_add_func ("/call/keys/peer-leaves-meanwhile", test_peer_leaves_meanwhile);
  g_test_add_func ("/call/keys/another-while-asking", test_another_key_while_asking);
  g_test_add_func ("/call/keys/agreed-does-not-vouch", test_agreed_key_does_not_vouch);
  g_test_add_func ("/call/keys/compared-code", test_compared_code);
  g_test_add_func ("/call/keys/other-code", test_other_code);
  g_test_add_func ("/call/keys/too-much-unread", test_too_much_unread);
  g_test_add_func ("/call/keys/no-call", test_no_call);
  return pair_run ();
}
