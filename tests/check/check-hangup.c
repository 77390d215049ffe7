/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A call leaves nothing behind, whenever it ends: set-ups and hang-ups at random moments, with devices that go on and off,
 * words under way, pictures that nobody looks at, networks that break, keys that are asked about. Memory, descriptors,
 * threads and GStreamer's live objects are counted after the first rounds and after the last. With --control something
 * of each kind is kept on purpose, and each count has to show it. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "lateness.h"
#include "quiet-log.h"
#include "relay.h"
#include "remains.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 200
#define SHORT_ROUNDS 8
#define WARM_UP 50
#define SHORT_WARM_UP 3
#define MAX_HANG_UP_MS 500
/* On a machine that does much else it takes long until they talk, and until they see that they cannot. */
#define BREAK_SECONDS 60
#define STAGE 50
#define N_STATES (DUO_CALL_ENDED + 1)

typedef enum
{
  PLAIN,
  ASKED,  /* the talent is asked about the recruiter's key */
  ALONE,  /* the talent does not come */
  BROKEN, /* the network breaks, once they talk; it may come back */
  N_KINDS,
} Kind;

typedef struct
{
  Pair pair;
  Kind kind;
  Relay *relay;
  DuoConversation *talks[2];
  guint acts;
  gboolean over;
  gboolean seen;  /* that the network is broken */
  gboolean mends; /* it comes back for moments from then on */
} Round;

static GRand *chance;
static guint met[N_STATES]; /* hang-ups, by the state in which they came */
static guint unseen;        /* rounds in which nobody saw that the network was broken */
static Lateness ends;

static gboolean
one_in (int times)
{
  return g_rand_int_range (chance, 0, times) == 0;
}

static Party *
any_party (Round *round)
{
  return one_in (2) ? &round->pair.recruiter : &round->pair.talent;
}

/* ── what happens meanwhile ───────────────────────────────────────────────────────────────────── */

static void
turn (Round *round)
{
  Party *party = any_party (round);

  if (one_in (2))
    duo_call_set_camera (party->call, !duo_call_get_camera (party->call));
  else
    duo_call_set_microphone (party->call, !duo_call_get_microphone (party->call));
}

static void
write_words (Round *round)
{
  DuoConversation *talk = round->talks[g_rand_int_range (chance, 0, 2)];
  g_autofree char *text = g_strnfill ((gsize) g_rand_int_range (chance, 1, DUO_MESSAGE_MAX), 'a');

  if (one_in (3))
    duo_conversation_show_draft (talk, text);
  else
    duo_conversation_write (talk, text);
}

/* As a page that is hidden, and one that is on screen again. */
static void
look (Round *round)
{
  Party *party = any_party (round);
  DuoVideoFeed *feed =
      one_in (2) ? duo_call_get_remote_feed (party->call) : duo_media_source_get_self_feed (party->source);

  if (one_in (2))
    duo_video_feed_set_target (feed, 0, 0);
  else
    duo_video_feed_set_target (feed, 160, 90);
}

static void
set_call (Round *round, Party *party)
{
  DuoConversation *talk = round->talks[party == &round->pair.recruiter ? 0 : 1];

  duo_call_set_conversation (party->call, talk);
}

static void
come_again (Round *round)
{
  Party *party = any_party (round);
  DuoCallSide side = party == &round->pair.recruiter ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS;

  if (duo_call_get_state (party->call) == DUO_CALL_IDLE)
    return;
  party_renew (party, side);
  set_call (round, party);
  duo_call_start (party->call);
}

static void
meddle (Round *round)
{
  gboolean cut = !round->seen || !round->mends || !one_in (20);

  if (round->kind == ASKED && one_in (2))
    pair_accept_key (round->pair.talent.call);
  if (round->relay == NULL || duo_call_get_state (round->pair.talent.call) < DUO_CALL_TALKING)
    return;
  relay_set_path (round->relay, &round->pair.recruiter, &(RelayPath) {.cut = cut});
  relay_set_path (round->relay, &round->pair.talent, &(RelayPath) {.cut = cut});
}

static gboolean
on_act (gpointer data)
{
  static void (*const acts[]) (Round *round) = {turn, write_words, look, turn, write_words, meddle};
  Round *round = data;

  if (round->kind != BROKEN && one_in (40))
    come_again (round);
  else
    acts[g_rand_int_range (chance, 0, G_N_ELEMENTS (acts))](round);
  round->acts++;
  return G_SOURCE_CONTINUE;
}

/* ── one round ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
on_over (gpointer data)
{
  ((Round *) data)->over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (Round *round, guint milliseconds)
{
  round->over = FALSE;
  g_timeout_add (milliseconds, on_over, round);
  while (!round->over)
    g_main_context_iteration (NULL, TRUE);
}

static void
ask_for_key (Pair *pair)
{
  g_autoptr (DuoSigner) stranger = loopback_signer_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (keys, duo_signer_dup_public_key (stranger));
  duo_call_set_known_keys (pair->talent.call, keys);
}

static void
begin (Round *round, DuoClock *clock)
{
  int kind = g_rand_int_range (chance, 0, 10);

  memset (round, 0, sizeof *round);
  round->kind = kind < N_KINDS ? (Kind) kind : PLAIN;
  pair_set_up (&round->pair);
  for (guint i = 0; i < G_N_ELEMENTS (round->talks); i++)
    round->talks[i] = duo_conversation_new (clock);
  set_call (round, &round->pair.recruiter);
  set_call (round, &round->pair.talent);
  if (round->kind == ASKED)
    ask_for_key (&round->pair);
  if (round->kind == BROKEN)
    round->relay = relay_new (&round->pair);
  round->mends = one_in (2);
}

/* From within the first messages to well into the talk. */
static guint
choose_moment (void)
{
  if (one_in (2))
    return (guint) g_rand_int_range (chance, 0, 250);
  return (guint) g_rand_int_range (chance, 250, 1500);
}

/* One of them has seen that the network is broken. */
static gboolean
is_broken (gpointer data)
{
  Round *round = data;

  return duo_call_get_state (round->pair.recruiter.call) == DUO_CALL_RECONNECTING ||
         duo_call_get_state (round->pair.talent.call) == DUO_CALL_RECONNECTING;
}

static void
live (Round *round)
{
  guint acts;

  duo_call_start (round->pair.recruiter.call);
  run_for (round, (guint) g_rand_int_range (chance, 0, 60));
  if (round->kind != ALONE)
    duo_call_start (round->pair.talent.call);
  acts = g_timeout_add ((guint) g_rand_int_range (chance, 5, 60), on_act, round);
  if (round->kind == BROKEN)
    {
      round->seen = pair_wait_or (is_broken, round, BREAK_SECONDS);
      unseen += !round->seen;
    }
  run_for (round, choose_moment ());
  g_source_remove (acts);
}

static void
hang_up (Party *party)
{
  gint64 begun = g_get_monotonic_time ();

  met[duo_call_get_state (party->call)]++;
  duo_call_hang_up (party->call);
  lateness_add (&ends, (g_get_monotonic_time () - begun) / 1000);
}

/* Who goes first, whether the other hears of it, and whether anybody says so at all. */
static void
end (Round *round)
{
  gboolean recruiter_first = one_in (2);
  Party *first = recruiter_first ? &round->pair.recruiter : &round->pair.talent;
  Party *second = recruiter_first ? &round->pair.talent : &round->pair.recruiter;

  if (one_in (5))
    party_renew (first, recruiter_first ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS);
  else
    hang_up (first);
  if (one_in (2))
    run_for (round, (guint) g_rand_int_range (chance, 0, 50));
  hang_up (second);
  pair_tear_down (&round->pair);
  g_clear_pointer (&round->relay, relay_free);
  for (guint i = 0; i < G_N_ELEMENTS (round->talks); i++)
    g_assert_finalize_object (round->talks[i]);
}

static guint
run_rounds (guint rounds, DuoClock *clock)
{
  guint acts = 0;

  for (guint i = 0; i < rounds; i++)
    {
      Round round;

      begin (&round, clock);
      live (&round);
      end (&round);
      acts += round.acts;
      if ((i + 1) % STAGE == 0)
        remains_print_memory (i + 1);
    }
  return acts;
}

/* ── the whole ────────────────────────────────────────────────────────────────────────────────── */

/* A check that never hung up in one of these, or broke what nobody used, has not shown what it says. */
static gboolean
has_met_all (void)
{
  static const struct
  {
    DuoCallState state;
    const char *name;
  } states[] = {
      {DUO_CALL_WAITING, "waiting"},         {DUO_CALL_ASKING, "asking"},
      {DUO_CALL_NEGOTIATING, "negotiating"}, {DUO_CALL_VERIFYING, "verifying"},
      {DUO_CALL_TALKING, "talking"},         {DUO_CALL_RECONNECTING, "reconnecting"},
  };
  gboolean all = TRUE;

  printf ("hangup: hung up");
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      printf ("%s %u while %s", i == 0 ? "" : ",", met[states[i].state], states[i].name);
      all &= met[states[i].state] > 0;
    }
  printf ("; unseen breaks: %u\n", unseen);
  return all && unseen == 0;
}

/* GLib keeps a thread that has nothing to do for a quarter of a minute. */
#define IDLE_SECONDS 30

static gboolean
has_no_more_threads (gpointer before)
{
  return pair_count_threads () <= ((Remains *) before)->threads;
}

static gboolean
on_time (GstClock *clock, GstClockTime time, GstClockID id, gpointer data)
{
  return TRUE;
}

/* GStreamer's clock has a thread from the first time on that somebody is called at, for as long as the program runs: a few
 * calls may come to none. */
static void
begin_clock (void)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  GstClockID id = gst_clock_new_single_shot_id (clock, gst_clock_get_time (clock));

  gst_clock_id_wait_async (id, on_time, NULL, NULL);
  gst_clock_id_unref (id);
}

static int
check (gboolean quick, guint rounds, DuoClock *clock)
{
  Remains before, after;
  gboolean holds, all, in_time;
  guint acts;

  run_rounds (quick ? SHORT_WARM_UP : WARM_UP, clock);
  begin_clock ();
  remains_count (&before);
  memset (met, 0, sizeof met);
  unseen = 0;
  g_clear_pointer (&ends.times, g_array_unref);
  acts = run_rounds (rounds, clock);
  pair_wait_or (has_no_more_threads, &before, IDLE_SECONDS);
  remains_count (&after);
  all = has_met_all ();
  printf ("hangup: %u calls, %u things done meanwhile; hung up: ", rounds, acts);
  in_time = lateness_holds (&ends, MAX_HANG_UP_MS, quick);
  lateness_print (&ends, MAX_HANG_UP_MS);
  printf ("\n");
  holds = remains_compare (&before, &after) == 0;
  if (!quick)
    holds &= all && in_time;
  printf ("hangup: nothing is left of %u calls: %s\n", rounds, holds ? "ok" : "short of it");
  return holds ? 0 : 1;
}

static int
check_control (DuoClock *clock)
{
  Remains before, after;
  Round round;
  GstElement *kept;
  guint noticed;

  run_rounds (SHORT_WARM_UP, clock);
  remains_count (&before);
  begin (&round, clock);
  duo_call_start (round.pair.recruiter.call);
  kept = gst_object_ref (round.pair.recruiter.call->peer->webrtcbin);
  end (&round);
  remains_keep ();
  remains_count (&after);
  noticed = (guint) __builtin_popcount (remains_compare (&before, &after));
  gst_object_unref (kept);
  g_clear_pointer (&ends.times, g_array_unref);
  remains_let_go ();
  printf ("hangup: of %u things that were kept on purpose %u noticed: %s\n", remains_get_count (), noticed,
          noticed == remains_get_count () ? "ok" : "short of it");
  return noticed == remains_get_count () ? 0 : 1;
}

int
main (int argc, char **argv)
{
  g_autoptr (DuoClock) clock = NULL;
  gboolean quick = FALSE, control = FALSE;
  guint32 seed = g_random_int ();
  guint rounds = 0;
  int result;

  for (int i = 1; i < argc; i++)
    {
      quick |= strcmp (argv[i], "--short") == 0;
      control |= strcmp (argv[i], "--control") == 0;
      if (g_str_has_prefix (argv[i], "--rounds="))
        rounds = (guint) atoi (argv[i] + strlen ("--rounds="));
      if (g_str_has_prefix (argv[i], "--seed="))
        seed = (guint32) strtoul (argv[i] + strlen ("--seed="), NULL, 10);
    }
  printf ("hangup: --seed=%u\n", seed);
  fflush (stdout);
  g_log_set_writer_func (quiet_log_write, NULL, NULL);
  remains_watch ();
  duo_call_init ();
  chance = g_rand_new_with_seed (seed);
  clock = duo_clock_new ();
  rounds = rounds == 0 ? (quick ? SHORT_ROUNDS : ROUNDS) : rounds;
  result = control ? check_control (clock) : check (quick, rounds, clock);
  g_rand_free (chance);
  pair_linger ();
  return result;
}
