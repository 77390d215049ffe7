/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A network that goes, comes back or is another one (CALL §7): what the two see and hear of it. */

#include "duo-call-private.h"
#include "rough.h"

#include <gst/gst.h>
#include <string.h>

#define PATIENCE 60
/* The issue wants a break seen in 3 s, and both back 1 s after a cut and 3 s at another address: of a machine that does
 * nothing else. */
#define BUSY_SECONDS 20

/* ── a cut ────────────────────────────────────────────────────────────────────────────────────── */

/* Nothing is done about it: no offer, no restart, and the same connection. */
static void
test_short_cut (void)
{
  Rough rough;
  RoughMark sound;
  DuoPeer *peer;
  gint64 since;

  rough_set_up (&rough);
  rough_talk (&rough);
  peer = rough.pair.talent.call->peer;
  rough_cut (&rough, TRUE);
  since = g_get_monotonic_time ();
  pair_wait_state (rough.pair.talent.call, DUO_CALL_RECONNECTING);
  rough_say_how_long ("seen", since, BUSY_SECONDS);
  pair_wait_state (rough.pair.recruiter.call, DUO_CALL_RECONNECTING);
  rough_pass_seconds (8);
  sound = rough_mark (rough.pair.talent.call);
  rough_cut (&rough, FALSE);
  since = g_get_monotonic_time ();
  pair_wait (rough_has_more_sound, &sound, PATIENCE);
  rough_say_how_long ("sound after a cut of ten seconds", since, BUSY_SECONDS);
  rough_wait_for_both (&rough);
  rough_say_how_long ("sound and picture", since, BUSY_SECONDS);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (rough.pair.recruiter.call, DUO_CALL_TALKING);
  g_assert_true (rough.pair.talent.call->peer == peer);
  g_assert_null (loopback_room_get_sent (rough.pair.talent.room, DUO_SIGNAL_RESTART));
  g_assert_cmpuint (relay_get_lines (rough.relay), ==, 1);
  rough_tear_down (&rough);
}

/* Set up, and then no word ever comes: that is seen like any other break, and over as soon as one does. */
static void
test_never_heard (void)
{
  Rough rough;

  rough_set_up (&rough);
  relay_set_path (rough.relay, &rough.pair.recruiter, &(RelayPath) {.shy = TRUE});
  pair_start (&rough.pair);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_RECONNECTING);
  g_assert_false (duo_peer_is_heard (rough.pair.talent.call->peer));
  /* The control: the other way is open. */
  g_assert_true (duo_peer_is_heard (rough.pair.recruiter.call->peer));
  relay_set_path (rough.relay, &rough.pair.recruiter, &(RelayPath) {0});
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  rough_wait_for_both (&rough);
  rough_tear_down (&rough);
}

/* Nobody has got through yet: there is nothing to be mended, and who waits for it is told in time. */
static void
test_never_a_path (void)
{
  Rough rough;
  DuoCall *call;

  rough_set_up (&rough);
  call = rough.pair.recruiter.call;
  rough_cut (&rough, TRUE);
  pair_start (&rough.pair);
  pair_wait_state (call, DUO_CALL_VERIFYING);
  /* As if its time were up. */
  g_source_set_ready_time (call->link->deadline, 0);
  pair_wait_state (call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_ENDED);
  rough_tear_down (&rough);
}

static gint64
get_turn (DuoCall *call)
{
  duo_call_on_path (call, FALSE);
  return g_source_get_ready_time (call->mend) - call->broken_at;
}

/* Both see a break at once, and the talent leaves the recruiter the first word. */
static void
test_first_word (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  g_assert_cmpint (get_turn (pair.talent.call), >, get_turn (pair.recruiter.call) + G_USEC_PER_SEC);
  pair_tear_down (&pair);
}

static gboolean
has_restarted (gpointer data)
{
  Rough *rough = data;

  return loopback_room_get_sent (rough->pair.talent.room, DUO_SIGNAL_RESTART) != NULL &&
         loopback_room_get_sent (rough->pair.recruiter.room, DUO_SIGNAL_RESTART) != NULL;
}

/* Longer than is waited for: both restart the path, and after that make another, and are back soon after it is. */
static void
test_long_cut (void)
{
  Rough rough;
  gint64 since;

  rough_set_up (&rough);
  rough.pair.recruiter.call->patience = rough.pair.talent.call->patience = 1000;
  rough_talk (&rough);
  rough_cut (&rough, TRUE);
  pair_wait (has_restarted, &rough, PATIENCE);
  g_assert_cmpint (duo_call_get_state (rough.pair.talent.call), ==, DUO_CALL_RECONNECTING);
  rough_pass_seconds (8);
  rough_cut (&rough, FALSE);
  since = g_get_monotonic_time ();
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (rough.pair.recruiter.call, DUO_CALL_TALKING);
  rough_wait_for_both (&rough);
  rough_say_how_long ("back after a long cut", since, 2 * BUSY_SECONDS);
  g_assert_cmpstr (rough.states->str, ==, "rt");
  rough_tear_down (&rough);
}

/* ── another address ──────────────────────────────────────────────────────────────────────────── */

static gboolean
peer_is_on (gpointer data)
{
  return duo_call_get_peer_microphone (data) == DUO_PEER_DEVICE_ON &&
         duo_call_get_peer_camera (data) == DUO_PEER_DEVICE_ON;
}

static gboolean
has_next (gpointer data)
{
  return ((DuoCall *) data)->next != NULL;
}

static gboolean
is_new_link (gpointer data)
{
  return ((DuoCall *) data)->next == NULL && ((DuoCall *) data)->old == NULL;
}

static void
assert_like_before (Rough *self, const char *code, guint lines)
{
  g_assert_cmpstr (duo_call_get_code (self->pair.talent.call), ==,
                   duo_call_get_code (self->pair.recruiter.call));
  g_assert_cmpstr (duo_call_get_code (self->pair.talent.call), !=, code);
  g_assert_cmpuint (relay_get_lines (self->relay), ==, lines);
  pair_wait (is_new_link, self->pair.talent.call, PATIENCE);
  pair_wait (is_new_link, self->pair.recruiter.call, PATIENCE);
}

/* What the recruiter would have offered to the talent of @nonce. */
static DuoSignal *
make_offer (Rough *self, GBytes *nonce)
{
  DuoSignal *sent = loopback_room_get_sent (self->pair.recruiter.room, DUO_SIGNAL_OFFER);
  DuoPeerHello talent = *loopback_room_get_peer (self->pair.recruiter.room);
  g_autoptr (DuoFingerprint) fingerprint = NULL;
  DuoDigest own;

  memcpy (talent.nonce, g_bytes_get_data (nonce, NULL), sizeof talent.nonce);
  fingerprint = duo_fingerprint_new (DUO_CALL_OFFERS,
                                     duo_signaling_get_chat (DUO_SIGNALING (self->pair.recruiter.room)),
                                     self->pair.recruiter.signer, self->pair.recruiter.call->nonce, &talent);
  g_assert_true (duo_certificate_digest_sdp (duo_signal_get_sdp (sent), &own, NULL));
  return duo_fingerprint_make_offer (fingerprint, duo_signal_get_sdp (sent), &own, NULL);
}

/* An offer that crossed the talent's coming in anew was good for the nonce before. */
static void
test_late_offer (void)
{
  Rough rough;
  DuoCall *call;
  g_autoptr (DuoSignal) late = NULL;
  g_autoptr (DuoSignal) forged = NULL;
  g_autoptr (GBytes) nobody = g_bytes_new_take (g_malloc0 (DUO_DIGEST_BYTES), DUO_DIGEST_BYTES);

  rough_set_up (&rough);
  rough_talk (&rough);
  call = rough.pair.talent.call;
  duo_call_join (call);
  pair_wait (has_next, call, PATIENCE);
  late = make_offer (&rough, call->nonce_before);
  forged = make_offer (&rough, nobody);
  duo_signaling_emit_received (DUO_SIGNALING (rough.pair.talent.room), late);
  g_assert_cmpint (duo_call_get_state (call), ==, DUO_CALL_TALKING);
  pair_wait (is_new_link, call, PATIENCE);
  rough_wait_for_both (&rough);
  duo_signaling_emit_received (DUO_SIGNALING (rough.pair.talent.room), late);
  g_assert_cmpint (duo_call_get_state (call), ==, DUO_CALL_TALKING);
  /* The control. */
  duo_signaling_emit_received (DUO_SIGNALING (rough.pair.talent.room), forged);
  g_assert_cmpint (duo_call_get_state (call), ==, DUO_CALL_ENDED);
  rough_tear_down (&rough);
}

/* The talent's picture of the recruiter is never empty, nor the page told that it waits. */
static void
moves (guint who)
{
  Rough rough;
  DuoVideoFeed *feed;
  g_autoptr (GstSample) sample = NULL;
  g_autofree char *code = NULL;
  RoughMark sound;
  RoughLink link;
  gint64 since;

  rough_set_up (&rough);
  feed = duo_call_get_remote_feed (rough.pair.talent.call);
  duo_video_feed_set_target (feed, 320, 180);
  rough_talk (&rough);
  code = g_strdup (duo_call_get_code (rough.pair.talent.call));
  link = (RoughLink) {rough.pair.talent.call, rough.pair.talent.call->peer};
  since = g_get_monotonic_time ();
  rough_move (&rough, who);
  pair_wait (rough_is_over, &link, PATIENCE);
  sound = rough_mark (rough.pair.talent.call);
  pair_wait (rough_has_more_sound, &sound, PATIENCE);
  rough_say_how_long ("sound at another address", since, BUSY_SECONDS);
  rough_wait_for_both (&rough);
  rough_say_how_long ("sound and picture", since, BUSY_SECONDS);
  sample = duo_video_feed_dup_sample (feed);
  g_assert_nonnull (sample);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  g_assert_null (strpbrk (rough.states->str, "wnve"));
  assert_like_before (&rough, code, 2);
  rough_tear_down (&rough);
}

static void
test_talent_moves (void)
{
  moves (1);
}

static void
test_recruiter_moves (void)
{
  moves (0);
}

/* Both at once, as two in one train: each comes in anew, and what crosses that is late, not forged. */
static void
test_both_move (void)
{
  Rough rough;
  g_autofree char *code = NULL;

  rough_set_up (&rough);
  rough_talk (&rough);
  code = g_strdup (duo_call_get_code (rough.pair.talent.call));
  rough_move (&rough, 0);
  rough_move (&rough, 1);
  rough_wait_for_both (&rough);
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  g_assert_null (strpbrk (rough.states->str, "wnve"));
  g_assert_cmpstr (duo_call_get_code (rough.pair.talent.call), !=, code);
  rough_tear_down (&rough);
}

/* An address went, and the path is another one's: nobody is to notice. */
static void
test_old_path_carries (void)
{
  Rough rough;
  g_autofree char *code = NULL;
  RoughLink link;

  rough_set_up (&rough);
  rough_talk (&rough);
  code = g_strdup (duo_call_get_code (rough.pair.talent.call));
  link = (RoughLink) {rough.pair.talent.call, rough.pair.talent.call->peer};
  told_network_change (rough.networks[1], "198.51.100.20");
  pair_wait (rough_is_over, &link, PATIENCE);
  rough_wait_for_both (&rough);
  g_assert_cmpstr (rough.states->str, ==, "");
  assert_like_before (&rough, code, 2);
  rough_tear_down (&rough);
}

/* ── words at the hand-over ───────────────────────────────────────────────────────────────────── */

/* What happens to @call while it goes over to another connection, over which nothing can be said yet. */
typedef struct
{
  DuoCall *call;
  DuoConversation *conversation;
  void (*disturb) (DuoCall *call, DuoConversation *conversation);
  gboolean happened;
} HandOver;

static void
on_hand_over (DuoCall *call, GParamSpec *pspec, gpointer data)
{
  HandOver *over = data;

  if (call->old == NULL || over->happened)
    return;
  over->happened = TRUE;
  over->disturb (call, over->conversation);
  duo_conversation_write (over->conversation, "Are you still here?");
}

static gboolean
is_delivered (gpointer data)
{
  HandOver *over = data;
  g_autoptr (DuoMessage) message = g_list_model_get_item (G_LIST_MODEL (over->conversation), 0);

  return message != NULL && duo_message_get_delivered (message);
}

static void
write_at_hand_over (void (*disturb) (DuoCall *call, DuoConversation *conversation))
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  DuoConversation *recruiter = duo_conversation_new (clock);
  DuoConversation *talent = duo_conversation_new (clock);
  HandOver over = {.conversation = talent, .disturb = disturb};
  Rough rough;

  rough_set_up (&rough);
  over.call = rough.pair.talent.call;
  duo_call_set_conversation (rough.pair.recruiter.call, recruiter);
  duo_call_set_conversation (over.call, talent);
  rough_talk (&rough);
  pair_wait (peer_is_on, over.call, PATIENCE);
  g_signal_connect (over.call, "notify::code", G_CALLBACK (on_hand_over), &over);
  told_network_change (rough.networks[1], "198.51.100.20");
  pair_wait (is_delivered, &over, PATIENCE);
  g_assert_true (peer_is_on (over.call));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recruiter)), ==, 1);
  rough_tear_down (&rough);
  g_assert_finalize_object (recruiter);
  g_assert_finalize_object (talent);
}

static void
hear_late (DuoCall *call, DuoConversation *conversation)
{
  g_signal_emit_by_name (call->old->peer, "heard",
                         "{\"microphone\": false, \"camera\": false, \"draft\": \"so\"}");
  g_assert_true (peer_is_on (call));
  g_assert_null (duo_conversation_get_draft (conversation));
}

/* A word of the connection before says nothing of the one that is. */
static void
test_late_words (void)
{
  write_at_hand_over (hear_late);
}

static void
open_early (DuoCall *call, DuoConversation *conversation)
{
  duo_conversation_set_open (conversation, TRUE);
}

/* What did not go out is said again. */
static void
test_unsaid_words (void)
{
  write_at_hand_over (open_early);
}

static gboolean
has_settled (gpointer data)
{
  DuoCall *call = data;

  return call->settle != NULL && g_source_is_destroyed (call->settle);
}

/* A VPN or a virtual network that goes takes no call with it that does not use it. */
static void
test_another_address_goes (void)
{
  Rough rough;
  DuoCall *call;
  g_autofree char *used = NULL;
  g_autofree char *both = NULL;
  GBytes *nonce;
  RoughLink link;

  rough_set_up (&rough);
  rough_talk (&rough);
  call = rough.pair.talent.call;
  used = duo_peer_dup_own_address (call->peer);
  g_assert_nonnull (used);
  both = g_strdup_printf ("10.8.0.2 %s", used);
  g_strfreev (call->link->addresses);
  call->link->addresses = g_strsplit (both, " ", -1);
  nonce = call->nonce;
  link = (RoughLink) {call, call->peer};
  told_network_change (rough.networks[1], used);
  pair_wait (has_settled, call, PATIENCE);
  g_assert_true (call->nonce == nonce);
  g_assert_cmpuint (g_strv_length (call->link->addresses), ==, 1);
  /* The control. */
  told_network_change (rough.networks[1], "10.8.0.2");
  pair_wait (rough_is_over, &link, PATIENCE);
  rough_wait_for_both (&rough);
  rough_tear_down (&rough);
}

/* ── the gates of the second connection ───────────────────────────────────────────────────────── */

static char *
corrupt_offer (DuoSignal *signal, gpointer data)
{
  char *text = g_strdup (duo_signal_get_text (signal));
  char *at = strstr (text, "signature\":\"") + strlen ("signature\":\"");

  if (duo_signal_get_kind (signal) == DUO_SIGNAL_OFFER)
    *at = *at == 'A' ? 'B' : 'A'; /* of base64, or it would not be read at all */
  return text;
}

/* A second handshake that is not the peer's ends it, as the first one would. */
static void
test_forged_next (void)
{
  Pair pair;
  ToldNetwork *network = told_network_new ("192.0.2.20");

  pair_set_up (&pair);
  duo_call_set_network (pair.talent.call, DUO_NETWORK (network));
  pair_talk (&pair);
  loopback_room_set_tamper (pair.recruiter.room, corrupt_offer, NULL);
  told_network_change (network, "198.51.100.20");
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.talent.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ENDED);
  pair_tear_down (&pair);
  g_assert_finalize_object (network);
}

static char *
lose_first_confirm (DuoSignal *signal, gpointer data)
{
  guint *lost = data;

  if (duo_signal_get_kind (signal) == DUO_SIGNAL_CONFIRM && (*lost)++ == 0)
    return NULL;
  return g_strdup (duo_signal_get_text (signal));
}

static gboolean
agree (gpointer data)
{
  Pair *pair = data;

  return duo_call_get_state (pair->recruiter.call) == DUO_CALL_TALKING &&
         duo_call_get_state (pair->talent.call) == DUO_CALL_TALKING && pair->recruiter.call->next == NULL &&
         pair->talent.call->next == NULL &&
         g_strcmp0 (duo_call_get_code (pair->recruiter.call), duo_call_get_code (pair->talent.call)) == 0;
}

static gboolean
is_reconnecting (gpointer data)
{
  return duo_call_get_state (data) == DUO_CALL_RECONNECTING;
}

typedef struct
{
  DuoCall *call;
  GBytes *nonce;
} Stay;

static gboolean
has_come_in_anew (gpointer data)
{
  Stay *stay = data;

  return stay->call->nonce != stay->nonce;
}

/* An address that came may be the way out of a break: at once, and not by the path that there was. */
static void
test_another_address_comes (void)
{
  Rough rough;
  DuoCall *call;
  GBytes *nonce;

  rough_set_up (&rough);
  rough_talk (&rough);
  call = rough.pair.talent.call;
  nonce = call->nonce;
  rough_cut (&rough, TRUE);
  pair_wait_state (call, DUO_CALL_RECONNECTING);
  told_network_change (rough.networks[1], "192.0.2.20 198.51.100.20");
  pair_wait (has_come_in_anew, &(Stay) {call, nonce}, PATIENCE);
  g_assert_null (loopback_room_get_sent (rough.pair.talent.room, DUO_SIGNAL_RESTART));
  rough_cut (&rough, FALSE);
  rough_tear_down (&rough);
}

static gint64
miss_one (DuoCall *call)
{
  gint64 now = g_get_monotonic_time ();

  duo_call_mend_again (call);
  return call->anew_at - now;
}

/* Who cannot get through does not ask the service for it without a pause. */
static void
test_pauses (void)
{
  Rough rough;
  DuoCall *call;
  GBytes *nonce;
  gint64 pause, before = 0;

  rough_set_up (&rough);
  rough_talk (&rough);
  call = rough.pair.recruiter.call;
  rough_cut (&rough, TRUE);
  pair_wait_state (call, DUO_CALL_RECONNECTING);
  nonce = call->nonce;
  call->attempts = G_MAXINT;
  for (guint i = 0; i < 5; i++)
    {
      pause = miss_one (call);
      g_assert_cmpint (pause, >, before);
      before = pause;
    }
  g_assert_cmpint (miss_one (call), <=, before + G_USEC_PER_SEC);
  /* It is not tried before, and it is after. */
  g_assert_false (pair_wait_or (has_come_in_anew, &(Stay) {call, nonce}, 4));
  call->anew_at = 0;
  pair_wait (has_come_in_anew, &(Stay) {call, nonce}, PATIENCE);
  rough_cut (&rough, FALSE);
  rough_tear_down (&rough);
}

/* The recruiter goes on over what the talent does not trust yet, and which has nothing but reports: the talent sees that
 * nothing comes, and they try again. */
static void
test_lost_confirm (void)
{
  Pair pair;
  ToldNetwork *network = told_network_new ("192.0.2.20");
  guint lost = 0;

  pair_set_up (&pair);
  duo_call_set_network (pair.talent.call, DUO_NETWORK (network));
  pair_talk (&pair);
  pair_wait (peer_is_on, pair.recruiter.call, PATIENCE);
  loopback_room_set_tamper (pair.recruiter.room, lose_first_confirm, &lost);
  told_network_change (network, "198.51.100.20");
  pair_wait (is_reconnecting, pair.talent.call, PATIENCE);
  g_assert_cmpuint (lost, ==, 1);
  pair_wait (agree, &pair, PATIENCE);
  g_assert_cmpuint (lost, >, 1);
  pair_tear_down (&pair);
  g_assert_finalize_object (network);
}

/* ── packets that are nobody's ────────────────────────────────────────────────────────────────── */

/* Whoever sends what only looks like the peer's does not hide that nothing comes of the peer. */
static void
test_forged_packets (void)
{
  Rough rough;
  DuoCallStats before, after;

  rough_set_up (&rough);
  rough_talk (&rough);
  duo_call_get_stats (rough.pair.talent.call, &before);
  relay_set_path (rough.relay, &rough.pair.recruiter, &(RelayPath) {.cut = TRUE, .forged = TRUE});
  pair_wait_state (rough.pair.talent.call, DUO_CALL_RECONNECTING);
  rough_pass_seconds (1);
  g_assert_cmpint (duo_call_get_state (rough.pair.talent.call), ==, DUO_CALL_RECONNECTING);
  duo_call_get_stats (rough.pair.talent.call, &after);
  g_assert_cmpuint (after.packets_received, >, before.packets_received + 30);
  relay_set_path (rough.relay, &rough.pair.recruiter, &(RelayPath) {0});
  pair_wait_state (rough.pair.talent.call, DUO_CALL_TALKING);
  rough_tear_down (&rough);
}

/* ── leaving ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
on_time_to_go (gpointer data)
{
  duo_call_hang_up (data);
  return G_SOURCE_REMOVE;
}

static gboolean
has_ended (gpointer data)
{
  return duo_call_get_state (data) == DUO_CALL_ENDED;
}

static void
hang_up_while_moving (guint ms)
{
  Rough rough;
  DuoCall *call;

  rough_set_up (&rough);
  rough_talk (&rough);
  call = g_random_boolean () ? rough.pair.talent.call : rough.pair.recruiter.call;
  rough_move (&rough, ms % 2);
  g_timeout_add (ms, on_time_to_go, call);
  pair_wait (has_ended, call, PATIENCE);
  rough_tear_down (&rough);
}

#define HANG_UPS 5

static void
test_hang_up (void)
{
  guint threads, descriptors;

  hang_up_while_moving (2000);
  threads = pair_count_threads ();
  descriptors = pair_count_descriptors ();
  for (guint i = 0; i < HANG_UPS; i++)
    hang_up_while_moving ((guint) g_test_rand_int_range (250, 900));
  pair_wait_left (threads, descriptors);
}

static void
on_state_hang_up (DuoCall *call, GParamSpec *pspec, gpointer data)
{
  if (duo_call_get_state (call) == DUO_CALL_RECONNECTING)
    duo_call_hang_up (call);
}

/* Who is told that it broke may have had enough. */
static void
test_hang_up_when_told (void)
{
  Rough rough;

  rough_set_up (&rough);
  rough_talk (&rough);
  g_signal_connect (rough.pair.talent.call, "notify::state", G_CALLBACK (on_state_hang_up), NULL);
  rough_cut (&rough, TRUE);
  pair_wait (has_ended, rough.pair.talent.call, PATIENCE);
  rough_tear_down (&rough);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/reconnect/short-cut", test_short_cut);
  g_test_add_func ("/call/reconnect/never-heard", test_never_heard);
  g_test_add_func ("/call/reconnect/never-a-path", test_never_a_path);
  g_test_add_func ("/call/reconnect/first-word", test_first_word);
  g_test_add_func ("/call/reconnect/long-cut", test_long_cut);
  g_test_add_func ("/call/reconnect/talent-moves", test_talent_moves);
  g_test_add_func ("/call/reconnect/recruiter-moves", test_recruiter_moves);
  g_test_add_func ("/call/reconnect/both-move", test_both_move);
  g_test_add_func ("/call/reconnect/late-offer", test_late_offer);
  g_test_add_func ("/call/reconnect/old-path-carries", test_old_path_carries);
  g_test_add_func ("/call/reconnect/late-words", test_late_words);
  g_test_add_func ("/call/reconnect/unsaid-words", test_unsaid_words);
  g_test_add_func ("/call/reconnect/another-address-goes", test_another_address_goes);
  g_test_add_func ("/call/reconnect/another-address-comes", test_another_address_comes);
  g_test_add_func ("/call/reconnect/pauses", test_pauses);
  g_test_add_func ("/call/reconnect/forged-next", test_forged_next);
  g_test_add_func ("/call/reconnect/lost-confirm", test_lost_confirm);
  g_test_add_func ("/call/reconnect/forged-packets", test_forged_packets);
  g_test_add_func ("/call/reconnect/hang-up", test_hang_up);
  g_test_add_func ("/call/reconnect/hang-up-when-told", test_hang_up_when_told);
  return pair_run ();
}
