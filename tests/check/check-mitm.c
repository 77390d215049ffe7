/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody in the middle (CALL §2), with two webrtcbins and everything that a service could do: descriptions of its own
 * under true keys, keys of its own for two who never met, and for two who did. Media packets are counted where they enter
 * and leave the machine. Run with --control the comparison in question is taken out, and the same counting has to notice. */

#include "lateness.h"
#include "middle.h"
#include "quiet-log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS 200
#define CONTROL_RUNS 3
#define SHORT_RUNS 1
#define MAX_END_MS 500
#define PATIENCE 30 /* seconds */

typedef struct Case Case;

struct Case
{
  const char *name;
  MiddleWay way;
  gboolean met;
  gboolean (*holds) (Middle *middle, const Case *what);
  MiddleWraps control; /* what is taken out */
};

static Lateness ends;
static gint64 most_ms;
static gboolean quick;

/* ── what is seen ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_ended (gpointer data)
{
  Middle *middle = data;

  return duo_call_get_state (middle->here.recruiter.call) == DUO_CALL_ENDED &&
         duo_call_get_state (middle->there.talent.call) == DUO_CALL_ENDED;
}

static gboolean
is_silent (DuoCall *call)
{
  DuoCallStats stats;

  duo_call_get_stats (call, &stats);
  return stats.packets_sent == 0 && stats.packets_received == 0 && stats.video_frames == 0 &&
         stats.audio_ms == 0;
}

static gboolean
are_silent (Middle *middle)
{
  return is_silent (middle->here.recruiter.call) && is_silent (middle->there.talent.call);
}

static gboolean
sends (DuoCall *call)
{
  DuoCallStats stats;

  duo_call_get_stats (call, &stats);
  return stats.packets_sent > 0;
}

static gboolean
has_ended_or_leaks (gpointer data)
{
  Middle *middle = data;

  return has_ended (data) || sends (middle->here.recruiter.call) || sends (middle->there.talent.call);
}

static gboolean
is_unverified (DuoCall *call)
{
  return g_error_matches (duo_call_get_error (call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
}

/* Both found it by themselves, or the one that could. */
static gboolean
refuses (Middle *middle, const Case *what)
{
  if (!pair_wait_or (has_ended_or_leaks, middle, PATIENCE) || !has_ended (middle))
    return FALSE;
  lateness_add (&ends, (g_get_monotonic_time () - middle->lied) / 1000);
  return are_silent (middle) && is_unverified (middle->here.recruiter.call) &&
         is_unverified (middle->there.talent.call);
}

static gboolean
talk (gpointer data)
{
  Middle *middle = data;

  return sends (middle->here.recruiter.call) && sends (middle->there.talent.call) &&
         duo_call_get_state (middle->here.recruiter.call) == DUO_CALL_TALKING &&
         duo_call_get_state (middle->there.talent.call) == DUO_CALL_TALKING;
}

/* Against that only the code helps, and it does. */
static gboolean
has_other_codes (Middle *middle, const Case *what)
{
  const char *here, *there;

  if (!pair_wait_or (talk, middle, PATIENCE))
    return FALSE;
  here = duo_call_get_code (middle->here.recruiter.call);
  there = duo_call_get_code (middle->there.talent.call);
  return here != NULL && there != NULL && strlen (here) == 6 && strcmp (here, there) != 0;
}

static gboolean
are_asked (gpointer data)
{
  Middle *middle = data;
  DuoCallState here = duo_call_get_state (middle->here.recruiter.call);
  DuoCallState there = duo_call_get_state (middle->there.talent.call);

  /* What the middle has to say is on its way by then. */
  return here > DUO_CALL_ASKING || there > DUO_CALL_ASKING ||
         (here == DUO_CALL_ASKING && there == DUO_CALL_ASKING &&
          loopback_room_get_sent (middle->there.recruiter.room, DUO_SIGNAL_OFFER) != NULL &&
          loopback_room_get_sent (middle->there.recruiter.room, DUO_SIGNAL_CANDIDATE) != NULL);
}

static gboolean
have_said_nothing (Middle *middle)
{
  return loopback_room_get_sent (middle->here.recruiter.room, DUO_SIGNAL_OFFER) == NULL &&
         loopback_room_get_sent (middle->there.talent.room, DUO_SIGNAL_ANSWER) == NULL &&
         duo_call_get_state (middle->here.recruiter.call) == DUO_CALL_ASKING &&
         duo_call_get_state (middle->there.talent.call) == DUO_CALL_ASKING;
}

/* Nothing until the user agrees; then they talk, so that it was the question that held it back. */
static gboolean
asks_first (Middle *middle, const Case *what)
{
  if (!pair_wait_or (are_asked, middle, PATIENCE) || !are_silent (middle) || !have_said_nothing (middle))
    return FALSE;
  pair_accept_key (middle->here.recruiter.call);
  pair_accept_key (middle->there.talent.call);
  return has_other_codes (middle, what);
}

/* ── the cases ────────────────────────────────────────────────────────────────────────────────── */

static const Case cases[] = {
    {"true keys, descriptions of its own", MIDDLE_FORGES, TRUE, refuses, {.trusting = TRUE}},
    {"the same with the offer's true signature", MIDDLE_COPIES, TRUE, refuses, {.trusting = TRUE}},
    {"the same with the answer's true signature", MIDDLE_ANSWERS, TRUE, refuses, {.trusting = TRUE}},
    {"keys of its own, for two who never met", MIDDLE_SWAPS, FALSE, has_other_codes, {.monotone = TRUE}},
    {"keys of its own, for two who have", MIDDLE_SWAPS, TRUE, asks_first, {.careless = TRUE}},
};

/* Returns whether it held. */
static gboolean
run_once (const Case *what)
{
  Middle middle;
  gboolean held;

  middle_set_up (&middle, what->way, what->met);
  middle_start (&middle);
  held = what->holds (&middle, what);
  middle_tear_down (&middle);
  return held;
}

static guint
run_case (const Case *what, guint runs, gboolean control)
{
  gboolean in_time;
  guint held = 0;

  middle_wraps = control ? what->control : (MiddleWraps) {0};
  for (guint i = 0; i < runs; i++)
    held += run_once (what);
  printf ("%-42s %3u runs, held in %u", what->name, runs, held);
  in_time = lateness_holds (&ends, most_ms, quick);
  if (ends.times != NULL)
    printf ("; both ended: ");
  lateness_print (&ends, most_ms);
  printf ("\n");
  fflush (stdout);
  return in_time ? held : 0;
}

static int
say (const char *what, guint count, guint of)
{
  printf ("mitm: %s: %u of %u: ", what, count, of);
  if (count == of)
    printf ("ok\n");
  else
    printf ("short of %u\n", of);
  return count == of ? 0 : 1;
}

static int
check (guint runs)
{
  guint held = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    held += run_case (&cases[i], runs, FALSE);
  return say ("calls in which somebody in the middle got nothing unseen", held,
              runs * (guint) G_N_ELEMENTS (cases));
}

/* The same without the comparison: whatever case holds then proves nothing above. */
static int
check_control (guint runs)
{
  guint noticed = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    noticed += run_case (&cases[i], runs, TRUE) == 0;
  return say ("without its comparison, kinds of middle noticed", noticed, G_N_ELEMENTS (cases));
}

int
main (int argc, char **argv)
{
  gboolean control = FALSE;
  guint runs = RUNS;
  int result;

  for (int i = 1; i < argc; i++)
    {
      quick |= strcmp (argv[i], "--short") == 0;
      control |= strcmp (argv[i], "--control") == 0;
      if (g_str_has_prefix (argv[i], "--runs="))
        runs = (guint) atoi (argv[i] + strlen ("--runs="));
    }
  /* Among other tests on a busy machine it is about the packets. */
  most_ms = quick ? 20 * MAX_END_MS : MAX_END_MS;
  g_log_set_writer_func (quiet_log_write, NULL, NULL);
  duo_call_init ();
  if (control)
    result = check_control (quick ? SHORT_RUNS : CONTROL_RUNS);
  else
    result = check (quick ? SHORT_RUNS : runs);
  pair_linger ();
  return result;
}
