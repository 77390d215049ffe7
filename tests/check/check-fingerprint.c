/* SPDX-License-Identifier: GPL-3.0-or-later */

/* No media before both sides are verified (CALL §2). Two engines talk while something between or inside them is
 * corrupted; media packets are counted where they enter and leave the machine, below DTLS. Run with --control the guards
 * are taken out, and the same counting has to notice. */

#include "fingerprint-wraps.h"
#include "pair.h"

#include <stdio.h>
#include <string.h>

#define RUNS 20
#define SHORT_RUNS 1
#define MAX_END_MS 500
#define MAX_CONFIRM_MS 6000
#define PATIENCE 30 /* seconds */

typedef enum
{
  IN_TRANSIT,
  BEFORE_SIGNING,
  BELOW_SIGNING,
} Where;

typedef struct
{
  const char *name;
  DuoSignalKind kind;
  Where where;
  gboolean dropped;
} Case;

static const Case cases[] = {
    {"offer corrupted after signing", DUO_SIGNAL_OFFER, IN_TRANSIT, FALSE},
    {"offer corrupted before signing", DUO_SIGNAL_OFFER, BEFORE_SIGNING, FALSE},
    {"offer signed for another certificate", DUO_SIGNAL_OFFER, BELOW_SIGNING, FALSE},
    {"answer corrupted after signing", DUO_SIGNAL_ANSWER, IN_TRANSIT, FALSE},
    {"answer corrupted before signing", DUO_SIGNAL_ANSWER, BEFORE_SIGNING, FALSE},
    {"answer signed for another certificate", DUO_SIGNAL_ANSWER, BELOW_SIGNING, FALSE},
    {"confirm corrupted", DUO_SIGNAL_CONFIRM, IN_TRANSIT, FALSE},
    {"confirm missing", DUO_SIGNAL_CONFIRM, IN_TRANSIT, TRUE},
};

/* What one run showed. */
typedef struct
{
  const Case *what;
  gint64 corrupted; /* when it happened, monotonic */
  gint64 ended_ms;
  DuoCallStats recruiter;
  DuoCallStats talent;
} Run;

static GBytes *
flip (GBytes *bytes)
{
  gsize length;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));

  data[0] ^= 1;
  return g_bytes_new (data, length);
}

static DuoSignal *
corrupt (DuoSignal *signal)
{
  const char *sdp = duo_signal_get_sdp (signal);
  g_autofree char *changed = sdp != NULL ? wraps_corrupt (sdp) : NULL;
  g_autoptr (GBytes) nonce = NULL;

  if (duo_signal_get_kind (signal) == DUO_SIGNAL_OFFER)
    return duo_signal_new_offer (changed, duo_signal_get_commitment (signal),
                                 duo_signal_get_signature (signal));
  if (duo_signal_get_kind (signal) == DUO_SIGNAL_ANSWER)
    return duo_signal_new_answer (changed, duo_signal_get_nonce (signal), duo_signal_get_signature (signal));
  nonce = flip (duo_signal_get_nonce (signal));
  return duo_signal_new_confirm (nonce, duo_signal_get_signature (signal));
}

static char *
on_transit (DuoSignal *signal, gpointer data)
{
  Run *run = data;
  g_autoptr (DuoSignal) changed = NULL;

  if (duo_signal_get_kind (signal) != run->what->kind || run->what->where != IN_TRANSIT)
    return g_strdup (duo_signal_get_text (signal));
  run->corrupted = g_get_monotonic_time ();
  if (run->what->dropped)
    return NULL;
  changed = corrupt (signal);
  return g_strdup (duo_signal_get_text (changed));
}

static gboolean
both_ended (gpointer data)
{
  Pair *pair = data;

  return duo_call_get_state (pair->recruiter.call) == DUO_CALL_ENDED &&
         duo_call_get_state (pair->talent.call) == DUO_CALL_ENDED;
}

/* A control need not go on once it is seen that media flows. */
static gboolean
is_noticed (gpointer data)
{
  Pair *pair = data;
  DuoCallStats recruiter, talent;

  duo_call_get_stats (pair->recruiter.call, &recruiter);
  duo_call_get_stats (pair->talent.call, &talent);
  return both_ended (data) || (recruiter.packets_sent > 0 && talent.packets_sent > 0);
}

static void
set_wraps (const Case *what, gboolean control)
{
  gboolean ours = what->where != IN_TRANSIT;

  memset (&wraps, 0, sizeof wraps);
  wraps.offer = ours && what->kind == DUO_SIGNAL_OFFER;
  wraps.answer = ours && what->kind == DUO_SIGNAL_ANSWER;
  wraps.unsuspected = what->where == BELOW_SIGNING;
  wraps.trusting = control && !what->dropped;
  wraps.gateless = control;
}

static Run
run_once (const Case *what, gboolean control)
{
  Run run = {.what = what, .corrupted = g_get_monotonic_time ()};
  Pair pair;

  set_wraps (what, control);
  pair_set_up (&pair);
  loopback_room_set_tamper (pair.recruiter.room, on_transit, &run);
  loopback_room_set_tamper (pair.talent.room, on_transit, &run);
  pair_start (&pair);
  pair_wait_or (control ? is_noticed : both_ended, &pair, PATIENCE);
  run.ended_ms = both_ended (&pair) ? (g_get_monotonic_time () - run.corrupted) / 1000 : G_MAXINT64;
  duo_call_get_stats (pair.recruiter.call, &run.recruiter);
  duo_call_get_stats (pair.talent.call, &run.talent);
  pair_tear_down (&pair);
  return run;
}

static gboolean
is_silent (const DuoCallStats *stats)
{
  return stats->packets_sent == 0 && stats->packets_received == 0 && stats->video_frames == 0 &&
         stats->audio_ms == 0;
}

/* Where only the confirm is wrong the recruiter has verified the talent and may send. */
static gboolean
holds (const Run *run)
{
  if (run->what->kind == DUO_SIGNAL_CONFIRM)
    return run->ended_ms <= MAX_CONFIRM_MS && run->talent.packets_sent == 0 &&
           run->recruiter.packets_received == 0 && run->talent.video_frames == 0 && run->talent.audio_ms == 0;
  if (run->what->where == IN_TRANSIT && run->ended_ms > MAX_END_MS)
    return FALSE;
  return run->ended_ms != G_MAXINT64 && is_silent (&run->recruiter) && is_silent (&run->talent);
}

/* Returns how many runs did not hold. */
static guint
run_case (const Case *what, guint runs, gboolean control)
{
  guint failed = 0;
  guint64 recruiter = 0, talent = 0;
  gint64 longest = 0;

  for (guint i = 0; i < runs; i++)
    {
      Run run = run_once (what, control);

      failed += !holds (&run);
      recruiter += run.recruiter.packets_sent;
      talent += run.talent.packets_sent;
      longest = MAX (longest, run.ended_ms);
    }
  printf ("%-38s %2u runs, packets sent %" G_GUINT64_FORMAT " by the recruiter, %" G_GUINT64_FORMAT
          " by the talent",
          what->name, runs, recruiter, talent);
  if (longest == G_MAXINT64)
    printf (", did not end\n");
  else
    printf (", both ended within %" G_GINT64_FORMAT " ms\n", longest);
  fflush (stdout);
  return failed;
}

static int
check (guint runs)
{
  guint failed = 0, count = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++, count += runs)
    failed += run_case (&cases[i], runs, FALSE);
  printf ("fingerprint: %u of %u corrupted calls without a media packet past the guard: ", count - failed,
          count);
  if (failed == 0)
    printf ("ok\n");
  else
    printf ("short of %u\n", count);
  return failed == 0 ? 0 : 1;
}

/* The same without the guards: whatever case is not noticed then proves nothing above. */
static int
check_control (guint runs)
{
  guint noticed = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    noticed += run_case (&cases[i], runs, TRUE) == runs;
  printf ("fingerprint: without the guard %u of %u kinds of corruption noticed: ", noticed,
          (guint) G_N_ELEMENTS (cases));
  if (noticed == G_N_ELEMENTS (cases))
    printf ("ok\n");
  else
    printf ("short of %u\n", (guint) G_N_ELEMENTS (cases));
  return noticed == G_N_ELEMENTS (cases) ? 0 : 1;
}

/* The check's own lines are what is read; the engines' words are shown on request only. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0 &&
      g_getenv ("G_MESSAGES_DEBUG") == NULL)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, count, data);
}

int
main (int argc, char **argv)
{
  gboolean quick = FALSE, control = FALSE;
  int result;

  for (int i = 1; i < argc; i++)
    {
      quick |= strcmp (argv[i], "--short") == 0;
      control |= strcmp (argv[i], "--control") == 0;
    }
  g_log_set_writer_func (write_log, NULL, NULL);
  duo_call_init ();
  result = control ? check_control (quick ? SHORT_RUNS : 3) : check (quick ? SHORT_RUNS : RUNS);
  pair_linger ();
  return result;
}
