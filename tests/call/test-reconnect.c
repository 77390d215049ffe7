/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A network that goes, comes back or is another one (CALL §7): what the two see and hear of it. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "relay.h"
#include "told-network.h"

#include <nice/agent.h>
#include <string.h>

#define PATIENCE 60
/* What the issue wants on a machine that does nothing else. */
#define SEEN_SECONDS 3

/* ── two in a room with a bad network ─────────────────────────────────────────────────────────── */

typedef struct
{
  Pair pair;
  Relay *relay;
  ToldNetwork *networks[2];
  GString *states; /* of the talent, in their order */
} Fixture;

static void
on_state (DuoCall *call, GParamSpec *pspec, gpointer data)
{
  static const char letters[] = "ipwanvtre";

  g_string_append_c (data, letters[duo_call_get_state (call)]);
}

static void
set_up (Fixture *self)
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

static void
tear_down (Fixture *self)
{
  pair_tear_down (&self->pair);
  g_assert_finalize_object (self->networks[0]);
  g_assert_finalize_object (self->networks[1]);
  g_string_free (self->states, TRUE);
  relay_free (self->relay);
}

static void
cut (Fixture *self, gboolean cut)
{
  relay_set_path (self->relay, &self->pair.recruiter, &(RelayPath) {.cut = cut});
  relay_set_path (self->relay, &self->pair.talent, &(RelayPath) {.cut = cut});
}

/* ── what is waited for ───────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoCall *call;
  DuoCallStats base;
} Mark;

static Mark
mark (DuoCall *call)
{
  Mark mark = {.call = call};

  duo_call_get_stats (call, &mark.base);
  return mark;
}

static gboolean
has_more_of_both (gpointer data)
{
  Mark *mark = data;
  DuoCallStats stats;

  duo_call_get_stats (mark->call, &stats);
  return stats.video_frames >= mark->base.video_frames + 5 && stats.audio_ms >= mark->base.audio_ms + 100;
}

static gboolean
has_more_sound (gpointer data)
{
  Mark *mark = data;
  DuoCallStats stats;

  duo_call_get_stats (mark->call, &stats);
  return stats.audio_ms >= mark->base.audio_ms + 40;
}

static void
wait_for_both (Fixture *self)
{
  Mark recruiter = mark (self->pair.recruiter.call);
  Mark talent = mark (self->pair.talent.call);

  pair_wait (has_more_of_both, &recruiter, PATIENCE);
  pair_wait (has_more_of_both, &talent, PATIENCE);
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

static void
pass_seconds (guint seconds)
{
  g_assert_false (pair_wait_or (never, NULL, seconds));
}

static void
talk (Fixture *self)
{
  pair_talk (&self->pair);
  wait_for_both (self);
  g_string_truncate (self->states, 0);
}

static gboolean
is_new_link (gpointer data)
{
  return ((DuoCall *) data)->next == NULL && ((DuoCall *) data)->old == NULL;
}

/* The control of the figures: how long it took is said, and bounded for a machine that is busy. */
static void
say_how_long (const char *what, gint64 since, double bound)
{
  double seconds = (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC;

  g_test_message ("%s: %.2f s", what, seconds);
  g_assert_cmpfloat (seconds, <, bound);
}

/* ── a cut ────────────────────────────────────────────────────────────────────────────────────── */

/* Nothing is done about it: no offer, no restart, and the same connection. */
static void
test_short_cut (void)
{
  Fixture fixture;
  DuoPeer *peer;
  gint64 since;

  set_up (&fixture);
  talk (&fixture);
  peer = fixture.pair.talent.call->peer;
  cut (&fixture, TRUE);
  since = g_get_monotonic_time ();
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_RECONNECTING);
  say_how_long ("seen", since, 3 * SEEN_SECONDS);
  pair_wait_state (fixture.pair.recruiter.call, DUO_CALL_RECONNECTING);
  pass_seconds (8);
  cut (&fixture, FALSE);
  since = g_get_monotonic_time ();
  wait_for_both (&fixture);
  say_how_long ("back after a cut of ten seconds", since, 5);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (fixture.pair.recruiter.call, DUO_CALL_TALKING);
  g_assert_true (fixture.pair.talent.call->peer == peer);
  g_assert_null (loopback_room_get_sent (fixture.pair.talent.room, DUO_SIGNAL_RESTART));
  g_assert_cmpuint (relay_get_lines (fixture.relay), ==, 1);
  tear_down (&fixture);
}

static gboolean
has_restarted (gpointer data)
{
  Fixture *fixture = data;

  return loopback_room_get_sent (fixture->pair.talent.room, DUO_SIGNAL_RESTART) != NULL &&
         loopback_room_get_sent (fixture->pair.recruiter.room, DUO_SIGNAL_RESTART) != NULL;
}

/* Longer than is waited for: both restart the path, and after that make another, and are back soon after it is. */
static void
test_long_cut (void)
{
  Fixture fixture;
  gint64 since;

  set_up (&fixture);
  fixture.pair.recruiter.call->patience = fixture.pair.talent.call->patience = 1000;
  talk (&fixture);
  cut (&fixture, TRUE);
  pair_wait (has_restarted, &fixture, PATIENCE);
  g_assert_cmpint (duo_call_get_state (fixture.pair.talent.call), ==, DUO_CALL_RECONNECTING);
  pass_seconds (8);
  cut (&fixture, FALSE);
  since = g_get_monotonic_time ();
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (fixture.pair.recruiter.call, DUO_CALL_TALKING);
  wait_for_both (&fixture);
  say_how_long ("back after a long cut", since, 30);
  g_assert_cmpstr (fixture.states->str, ==, "rt");
  tear_down (&fixture);
}

/* ── a restart of the path ────────────────────────────────────────────────────────────────────── */

static gboolean
is_obeyed (gpointer data)
{
  Fixture *fixture = data;

  return fixture->pair.talent.call->link->obeyed > 0 && fixture->pair.recruiter.call->link->obeyed > 0;
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
  Fixture fixture;
  g_autofree char *code = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  DuoPeer *peer;

  set_up (&fixture);
  talk (&fixture);
  peer = fixture.pair.talent.call->peer;
  code = g_strdup (duo_call_get_code (fixture.pair.talent.call));
  before = dup_ufrag (fixture.pair.talent.call);
  duo_call_restart (fixture.pair.talent.call);
  pair_wait (is_obeyed, &fixture, PATIENCE);
  g_assert_false (pair_wait_or (is_not_talking, fixture.pair.talent.call, SEEN_SECONDS));
  wait_for_both (&fixture);
  after = dup_ufrag (fixture.pair.talent.call);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpstr (duo_call_get_code (fixture.pair.talent.call), ==, code);
  g_assert_true (fixture.pair.talent.call->peer == peer);
  g_assert_cmpuint (fixture.pair.talent.call->link->asked, ==, 1);
  tear_down (&fixture);
}

/* Both at once: each takes the other's for its answer. */
static void
test_restart_at_once (void)
{
  Fixture fixture;

  set_up (&fixture);
  talk (&fixture);
  duo_call_restart (fixture.pair.talent.call);
  duo_call_restart (fixture.pair.recruiter.call);
  pair_wait (is_obeyed, &fixture, PATIENCE);
  g_assert_cmpuint (fixture.pair.talent.call->link->asked, ==, 1);
  g_assert_cmpuint (fixture.pair.recruiter.call->link->asked, ==, 1);
  g_assert_false (pair_wait_or (is_not_talking, fixture.pair.recruiter.call, SEEN_SECONDS));
  wait_for_both (&fixture);
  tear_down (&fixture);
}

/* The network says that it changed, while nothing comes: at once, and the service brings it there. */
static void
test_restart_when_told (void)
{
  Fixture fixture;

  set_up (&fixture);
  talk (&fixture);
  cut (&fixture, TRUE);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_RECONNECTING);
  cut (&fixture, FALSE);
  told_network_change (fixture.networks[1], NULL);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  wait_for_both (&fixture);
  g_assert_cmpuint (relay_get_lines (fixture.relay), ==, 1);
  tear_down (&fixture);
}

/* The control: while there is a path, a network that changed elsewhere is nobody's business. */
static void
test_change_elsewhere (void)
{
  Fixture fixture;

  set_up (&fixture);
  talk (&fixture);
  told_network_change (fixture.networks[1], NULL);
  told_network_change (fixture.networks[0], "192.0.2.10 198.51.100.1");
  pass_seconds (2);
  g_assert_null (loopback_room_get_sent (fixture.pair.talent.room, DUO_SIGNAL_RESTART));
  g_assert_cmpuint (relay_get_lines (fixture.relay), ==, 1);
  tear_down (&fixture);
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
assert_no_effect (Fixture *self, DuoSignal *signal)
{
  DuoCall *call = self->pair.talent.call;
  g_autofree char *before = dup_ufrag (call);
  g_autofree char *after = NULL;
  guint asked = call->link->asked;
  guint obeyed = call->link->obeyed;

  duo_signaling_emit_received (DUO_SIGNALING (self->pair.talent.room), signal);
  after = dup_ufrag (call);
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
  Fixture fixture;
  g_autoptr (DuoSignal) good = NULL;
  GBytes *signature;

  set_up (&fixture);
  talk (&fixture);
  good = new_restart (fixture.pair.recruiter.call, 7);
  signature = duo_signal_get_signature (good);
  assert_no_effect (&fixture, duo_signal_new_restart (8, UFRAG, PWD, none, signature));
  assert_no_effect (&fixture, duo_signal_new_restart (7, "abce", PWD, none, signature));
  assert_no_effect (&fixture, duo_signal_new_restart (7, UFRAG, PWD "2", none, signature));
  assert_no_effect (&fixture, duo_signal_new_restart (7, UFRAG, PWD, one, signature));
  assert_no_effect (&fixture, new_restart (fixture.pair.talent.call, 7));
  /* The control. */
  duo_signaling_emit_received (DUO_SIGNALING (fixture.pair.talent.room), good);
  g_assert_cmpuint (fixture.pair.talent.call->link->obeyed, ==, 7);
  assert_no_effect (&fixture, duo_signal_ref (good));
  assert_no_effect (&fixture, new_restart (fixture.pair.recruiter.call, 6));
  /* As if the last one had been just now, however long this machine took. */
  fixture.pair.talent.call->link->obeyed_at = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;
  assert_no_effect (&fixture, new_restart (fixture.pair.recruiter.call, 8));
  tear_down (&fixture);
}

/* Before anybody is verified there is nothing to restart. */
static void
test_early_restart (void)
{
  Fixture fixture;
  g_autoptr (GBytes) signature = g_bytes_new_take (g_malloc0 (64), 64);
  g_autoptr (DuoSignal) restart = duo_signal_new_restart (1, UFRAG, PWD, none, signature);

  set_up (&fixture);
  pair_start (&fixture.pair);
  duo_signaling_emit_received (DUO_SIGNALING (fixture.pair.talent.room), restart);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_NEGOTIATING);
  duo_signaling_emit_received (DUO_SIGNALING (fixture.pair.talent.room), restart);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  tear_down (&fixture);
}

/* ── another address ──────────────────────────────────────────────────────────────────────────── */

/* @moves: whose network is another one from now on */
static void
move (Fixture *self, guint moves)
{
  relay_move (self->relay);
  told_network_change (self->networks[moves], moves == 0 ? "198.51.100.10" : "198.51.100.20");
}

static void
assert_like_before (Fixture *self, const char *code, guint lines)
{
  g_assert_cmpstr (duo_call_get_code (self->pair.talent.call), ==,
                   duo_call_get_code (self->pair.recruiter.call));
  g_assert_cmpstr (duo_call_get_code (self->pair.talent.call), !=, code);
  g_assert_cmpuint (relay_get_lines (self->relay), ==, lines);
  pair_wait (is_new_link, self->pair.talent.call, PATIENCE);
  pair_wait (is_new_link, self->pair.recruiter.call, PATIENCE);
}

/* The talent's picture of the recruiter is never empty, nor the page told that it waits. */
static void
moves (guint who)
{
  Fixture fixture;
  DuoVideoFeed *feed;
  g_autofree char *code = NULL;
  Mark sound;
  gint64 since;

  set_up (&fixture);
  feed = duo_call_get_remote_feed (fixture.pair.talent.call);
  duo_video_feed_set_target (feed, 320, 180);
  talk (&fixture);
  code = g_strdup (duo_call_get_code (fixture.pair.talent.call));
  sound = mark (fixture.pair.talent.call);
  since = g_get_monotonic_time ();
  move (&fixture, who);
  wait_for_both (&fixture);
  pair_wait (has_more_sound, &sound, PATIENCE);
  say_how_long ("back at another address", since, 10);
  g_assert_nonnull (duo_video_feed_dup_sample (feed));
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  g_assert_null (strpbrk (fixture.states->str, "wnve"));
  assert_like_before (&fixture, code, 2);
  tear_down (&fixture);
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
  Fixture fixture;
  g_autofree char *code = NULL;

  set_up (&fixture);
  talk (&fixture);
  code = g_strdup (duo_call_get_code (fixture.pair.talent.call));
  move (&fixture, 0);
  move (&fixture, 1);
  wait_for_both (&fixture);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  g_assert_null (strpbrk (fixture.states->str, "wnve"));
  g_assert_cmpstr (duo_call_get_code (fixture.pair.talent.call), !=, code);
  tear_down (&fixture);
}

/* An address went, and the path is another one's: nobody is to notice. */
static void
test_old_path_carries (void)
{
  Fixture fixture;
  g_autofree char *code = NULL;
  DuoPeer *peer;

  set_up (&fixture);
  talk (&fixture);
  code = g_strdup (duo_call_get_code (fixture.pair.talent.call));
  peer = fixture.pair.talent.call->peer;
  told_network_change (fixture.networks[1], "198.51.100.20");
  while (fixture.pair.talent.call->peer == peer)
    g_main_context_iteration (NULL, TRUE);
  wait_for_both (&fixture);
  g_assert_cmpstr (fixture.states->str, ==, "");
  assert_like_before (&fixture, code, 2);
  tear_down (&fixture);
}

/* ── the gates of the second connection ───────────────────────────────────────────────────────── */

static char *
corrupt_offer (DuoSignal *signal, gpointer data)
{
  char *text = g_strdup (duo_signal_get_text (signal));
  char *at = strstr (text, "signature\":\"");

  if (duo_signal_get_kind (signal) == DUO_SIGNAL_OFFER)
    at[strlen ("signature\":\"")] ^= 1;
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

/* ── an app that was closed ───────────────────────────────────────────────────────────────────── */

static char *
swallow (DuoSignal *signal, gpointer data)
{
  return NULL;
}

/* Killed: it says nothing to anybody. */
static void
kill_app (Fixture *self, Party *party)
{
  cut (self, TRUE);
  loopback_room_set_tamper (party->room, swallow, NULL);
  loopback_room_set_away (party->room, TRUE);
  duo_call_hang_up (party->call);
}

static void
start_app (Fixture *self, Party *party, DuoCallSide side)
{
  party_renew (party, side);
  relay_watch (self->relay);
  cut (self, FALSE);
  duo_call_start (party->call);
  loopback_room_set_away (party->room, FALSE);
}

/* @early: before the other has noticed */
static void
app_comes_back (gboolean recruiter, gboolean early)
{
  Fixture fixture;
  Party *party;
  DuoCall *other;

  set_up (&fixture);
  talk (&fixture);
  party = recruiter ? &fixture.pair.recruiter : &fixture.pair.talent;
  other = recruiter ? fixture.pair.talent.call : fixture.pair.recruiter.call;
  kill_app (&fixture, party);
  if (!early)
    pair_wait_state (other, DUO_CALL_RECONNECTING);
  start_app (&fixture, party, recruiter ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS);
  pair_wait_state (party->call, DUO_CALL_TALKING);
  pair_wait_state (other, DUO_CALL_TALKING);
  wait_for_both (&fixture);
  if (recruiter)
    g_assert_null (strpbrk (fixture.states->str, "wnve"));
  g_assert_cmpstr (duo_call_get_code (party->call), ==, duo_call_get_code (other));
  tear_down (&fixture);
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
  Fixture fixture;

  set_up (&fixture);
  talk (&fixture);
  kill_app (&fixture, &fixture.pair.recruiter);
  kill_app (&fixture, &fixture.pair.talent);
  start_app (&fixture, &fixture.pair.talent, DUO_CALL_ANSWERS);
  start_app (&fixture, &fixture.pair.recruiter, DUO_CALL_OFFERS);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (fixture.pair.recruiter.call, DUO_CALL_TALKING);
  wait_for_both (&fixture);
  tear_down (&fixture);
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
  Fixture fixture;

  set_up (&fixture);
  talk (&fixture);
  loopback_room_set_away (fixture.pair.recruiter.room, TRUE);
  loopback_room_lose (fixture.pair.recruiter.room);
  pair_wait (is_alone, fixture.pair.talent.call, PATIENCE);
  wait_for_both (&fixture);
  g_assert_cmpstr (fixture.states->str, ==, "");
  loopback_room_set_away (fixture.pair.recruiter.room, FALSE);
  pair_wait (is_not_alone, fixture.pair.talent.call, PATIENCE);
  wait_for_both (&fixture);
  g_assert_cmpstr (fixture.states->str, ==, "");
  g_assert_cmpuint (relay_get_lines (fixture.relay), ==, 1);
  tear_down (&fixture);
}

/* The control: who is lost to both is waited for, and comes back to who waits. */
static void
test_service_and_path_lose_one (void)
{
  Fixture fixture;

  set_up (&fixture);
  talk (&fixture);
  loopback_room_set_away (fixture.pair.recruiter.room, TRUE);
  cut (&fixture, TRUE);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_RECONNECTING);
  loopback_room_lose (fixture.pair.recruiter.room);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_WAITING);
  cut (&fixture, FALSE);
  loopback_room_set_away (fixture.pair.recruiter.room, FALSE);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (fixture.pair.recruiter.call, DUO_CALL_TALKING);
  wait_for_both (&fixture);
  tear_down (&fixture);
}

/* Another address while the service is away: the connection waits for it, and not the user. */
static void
test_service_comes_back (void)
{
  Fixture fixture;

  set_up (&fixture);
  talk (&fixture);
  loopback_room_set_away (fixture.pair.talent.room, TRUE);
  move (&fixture, 1);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_RECONNECTING);
  pass_seconds (3);
  g_assert_cmpuint (relay_get_lines (fixture.relay), ==, 1);
  loopback_room_set_away (fixture.pair.talent.room, FALSE);
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  wait_for_both (&fixture);
  g_assert_cmpstr (fixture.states->str, ==, "rt");
  tear_down (&fixture);
}

/* ── packets that are nobody's ────────────────────────────────────────────────────────────────── */

/* Whoever sends what only looks like the peer's does not hide that nothing comes of the peer. */
static void
test_forged_packets (void)
{
  Fixture fixture;
  DuoCallStats before, after;

  set_up (&fixture);
  talk (&fixture);
  duo_call_get_stats (fixture.pair.talent.call, &before);
  relay_set_path (fixture.relay, &fixture.pair.recruiter, &(RelayPath) {.cut = TRUE, .forged = TRUE});
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_RECONNECTING);
  pass_seconds (1);
  g_assert_cmpint (duo_call_get_state (fixture.pair.talent.call), ==, DUO_CALL_RECONNECTING);
  duo_call_get_stats (fixture.pair.talent.call, &after);
  g_assert_cmpuint (after.packets_received, >, before.packets_received + 30);
  relay_set_path (fixture.relay, &fixture.pair.recruiter, &(RelayPath) {0});
  pair_wait_state (fixture.pair.talent.call, DUO_CALL_TALKING);
  tear_down (&fixture);
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
  Fixture fixture;
  DuoCall *call;

  set_up (&fixture);
  talk (&fixture);
  call = g_random_boolean () ? fixture.pair.talent.call : fixture.pair.recruiter.call;
  move (&fixture, ms % 2);
  g_timeout_add (ms, on_time_to_go, call);
  pair_wait (has_ended, call, PATIENCE);
  tear_down (&fixture);
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

#define ADD(path, function) g_test_add_func ("/call/reconnect/" path, function)

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("short-cut", test_short_cut);
  ADD ("long-cut", test_long_cut);
  ADD ("restart", test_restart);
  ADD ("restart-at-once", test_restart_at_once);
  ADD ("restart-when-told", test_restart_when_told);
  ADD ("change-elsewhere", test_change_elsewhere);
  ADD ("forged-restarts", test_forged_restarts);
  ADD ("early-restart", test_early_restart);
  ADD ("talent-moves", test_talent_moves);
  ADD ("recruiter-moves", test_recruiter_moves);
  ADD ("both-move", test_both_move);
  ADD ("old-path-carries", test_old_path_carries);
  ADD ("forged-next", test_forged_next);
  ADD ("app-comes-back", test_app_comes_back);
  ADD ("app-comes-back-early", test_app_comes_back_early);
  ADD ("both-come-back", test_both_come_back);
  ADD ("service-loses-one", test_service_loses_one);
  ADD ("service-and-path-lose-one", test_service_and_path_lose_one);
  ADD ("service-comes-back", test_service_comes_back);
  ADD ("forged-packets", test_forged_packets);
  ADD ("hang-up", test_hang_up);
  return pair_run ();
}
