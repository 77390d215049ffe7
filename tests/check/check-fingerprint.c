/* SPDX-License-Identifier: GPL-3.0-or-later */

/* No media before both sides are verified (CALL §2). Two engines talk while something between or inside them is
 * corrupted; media packets are counted where they enter and leave the machine, below DTLS, and the time from the moment
 * at which the first of them can know until both have ended. Run with --control the guards are taken out, and the same
 * counting has to notice. */

#include "fingerprint-wraps.h"
#include "lateness.h"
#include "pair.h"
#include "quiet-log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS 200
#define CONTROL_RUNS 3
#define SHORT_RUNS 1
#define MOST_TOGETHER 10
#define PATIENCE 30 /* seconds */

/* CALL §2. The short run is one test among many on a busy machine: it is about the packets. */
typedef struct
{
  gint64 end_ms;
  gint64 confirm_ms;
  gboolean quick;
} Bounds;

static const Bounds whole_bounds = {500, 6000, FALSE}, short_bounds = {10000, 16000, TRUE};

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
  WrapsPart part;
  gboolean both;    /* the answer as well */
  gboolean dropped; /* nobody can know it but by waiting */
} Case;

/* An answer's number cannot be a wrong one before it is signed: it is whatever was signed. */
static const Case cases[] = {
    {"offer corrupted after signing", DUO_SIGNAL_OFFER, IN_TRANSIT, WRAPS_CERTIFICATE, FALSE, FALSE},
    {"offer corrupted before signing", DUO_SIGNAL_OFFER, BEFORE_SIGNING, WRAPS_CERTIFICATE, FALSE, FALSE},
    {"offer signed for another certificate", DUO_SIGNAL_OFFER, BELOW_SIGNING, WRAPS_CERTIFICATE, FALSE,
     FALSE},
    {"commitment corrupted after signing", DUO_SIGNAL_OFFER, IN_TRANSIT, WRAPS_NUMBER, FALSE, FALSE},
    {"commitment corrupted before signing", DUO_SIGNAL_OFFER, BEFORE_SIGNING, WRAPS_NUMBER, FALSE, FALSE},
    {"offer's signature corrupted", DUO_SIGNAL_OFFER, IN_TRANSIT, WRAPS_SIGNATURE, FALSE, FALSE},
    {"answer corrupted after signing", DUO_SIGNAL_ANSWER, IN_TRANSIT, WRAPS_CERTIFICATE, FALSE, FALSE},
    {"answer corrupted before signing", DUO_SIGNAL_ANSWER, BEFORE_SIGNING, WRAPS_CERTIFICATE, FALSE, FALSE},
    {"answer signed for another certificate", DUO_SIGNAL_ANSWER, BELOW_SIGNING, WRAPS_CERTIFICATE, FALSE,
     FALSE},
    {"answer's number corrupted", DUO_SIGNAL_ANSWER, IN_TRANSIT, WRAPS_NUMBER, FALSE, FALSE},
    {"answer signed over another offer", DUO_SIGNAL_ANSWER, BEFORE_SIGNING, WRAPS_BEFORE, FALSE, FALSE},
    {"answer's signature corrupted", DUO_SIGNAL_ANSWER, IN_TRANSIT, WRAPS_SIGNATURE, FALSE, FALSE},
    {"both signed for other certificates", DUO_SIGNAL_OFFER, BELOW_SIGNING, WRAPS_CERTIFICATE, TRUE, FALSE},
    {"confirm corrupted after signing", DUO_SIGNAL_CONFIRM, IN_TRANSIT, WRAPS_NUMBER, FALSE, FALSE},
    {"confirm corrupted before signing", DUO_SIGNAL_CONFIRM, BEFORE_SIGNING, WRAPS_NUMBER, FALSE, FALSE},
    {"confirm signed over another answer", DUO_SIGNAL_CONFIRM, BEFORE_SIGNING, WRAPS_BEFORE, FALSE, FALSE},
    {"confirm's signature corrupted", DUO_SIGNAL_CONFIRM, IN_TRANSIT, WRAPS_SIGNATURE, FALSE, FALSE},
    {"confirm missing", DUO_SIGNAL_CONFIRM, IN_TRANSIT, WRAPS_NUMBER, FALSE, TRUE},
};

/* One call, and what it showed. */
typedef struct
{
  Pair pair;
  const Case *what;
  gint64 told; /* when the message passed with which the first side can know; monotonic */
  gint64 ended_ms;
  DuoCallStats recruiter;
  DuoCallStats talent;
} Run;

static GBytes *
corrupt_if (gboolean wanted, GBytes *bytes)
{
  return wanted ? wraps_flip (bytes, g_bytes_get_size (bytes)) : g_bytes_ref (bytes);
}

static DuoSignal *
corrupt (DuoSignal *signal, WrapsPart part)
{
  DuoSignalKind kind = duo_signal_get_kind (signal);
  GBytes *own = kind == DUO_SIGNAL_OFFER ? duo_signal_get_commitment (signal) : duo_signal_get_nonce (signal);
  const char *sdp = duo_signal_get_sdp (signal);
  g_autofree char *changed = part == WRAPS_CERTIFICATE ? wraps_corrupt (sdp) : g_strdup (sdp);
  g_autoptr (GBytes) number = corrupt_if (part == WRAPS_NUMBER, own);
  g_autoptr (GBytes) signature = corrupt_if (part == WRAPS_SIGNATURE, duo_signal_get_signature (signal));

  if (kind == DUO_SIGNAL_OFFER)
    return duo_signal_new_offer (changed, number, signature);
  if (kind == DUO_SIGNAL_ANSWER)
    return duo_signal_new_answer (changed, number, signature);
  return duo_signal_new_confirm (number, signature);
}

/* With it the first side can know. A commitment that is signed is as good as any until it is answered. */
static DuoSignalKind
get_teller (const Case *what)
{
  if (what->kind == DUO_SIGNAL_OFFER && what->where == BEFORE_SIGNING && what->part == WRAPS_NUMBER)
    return DUO_SIGNAL_ANSWER;
  return what->kind;
}

static char *
on_transit (DuoSignal *signal, gpointer data)
{
  Run *run = data;
  g_autoptr (DuoSignal) changed = NULL;

  if (duo_signal_get_kind (signal) == get_teller (run->what))
    run->told = g_get_monotonic_time ();
  if (duo_signal_get_kind (signal) != run->what->kind || run->what->where != IN_TRANSIT)
    return g_strdup (duo_signal_get_text (signal));
  if (run->what->dropped)
    return NULL;
  changed = corrupt (signal, run->what->part);
  return g_strdup (duo_signal_get_text (changed));
}

/* Of a certificate whoever signs it, or DTLS, knows before that. */
static gint64
get_known (const Run *run)
{
  gboolean below = run->what->where != IN_TRANSIT && run->what->part == WRAPS_CERTIFICATE;

  return below ? wraps.known : run->told;
}

static gboolean
has_ended (Run *run)
{
  return duo_call_get_state (run->pair.recruiter.call) == DUO_CALL_ENDED &&
         duo_call_get_state (run->pair.talent.call) == DUO_CALL_ENDED;
}

/* A control need not go on once it is seen that media flows. */
static gboolean
is_leaking (Run *run)
{
  duo_call_get_stats (run->pair.recruiter.call, &run->recruiter);
  duo_call_get_stats (run->pair.talent.call, &run->talent);
  return run->recruiter.packets_sent > 0 && run->talent.packets_sent > 0;
}

typedef struct
{
  Run *runs;
  guint count;
  gboolean control;
} Batch;

static gboolean
is_over (gpointer data)
{
  Batch *batch = data;
  guint over = 0;

  for (guint i = 0; i < batch->count; i++)
    {
      Run *run = &batch->runs[i];

      if (run->ended_ms == G_MAXINT64 && has_ended (run))
        run->ended_ms = (g_get_monotonic_time () - get_known (run)) / 1000;
      over += run->ended_ms != G_MAXINT64 || (batch->control && is_leaking (run));
    }
  return over == batch->count;
}

static void
set_wraps (const Case *what, gboolean control)
{
  gboolean ours = what->where != IN_TRANSIT;

  memset (&wraps, 0, sizeof wraps);
  wraps.part = what->part;
  wraps.offer = ours && what->kind == DUO_SIGNAL_OFFER;
  wraps.answer = ours && (what->both || what->kind == DUO_SIGNAL_ANSWER);
  wraps.confirm = ours && what->kind == DUO_SIGNAL_CONFIRM;
  wraps.unsuspected = what->where == BELOW_SIGNING;
  wraps.trusting = control && !what->dropped;
  wraps.gateless = control;
}

static void
begin (Run *run, const Case *what)
{
  *run = (Run) {.what = what, .ended_ms = G_MAXINT64};
  pair_set_up (&run->pair);
  loopback_room_set_tamper (run->pair.recruiter.room, on_transit, run);
  loopback_room_set_tamper (run->pair.talent.room, on_transit, run);
  pair_start (&run->pair);
}

static void
end (Run *run)
{
  duo_call_get_stats (run->pair.recruiter.call, &run->recruiter);
  duo_call_get_stats (run->pair.talent.call, &run->talent);
  pair_tear_down (&run->pair);
}

/* Whatever only waits may do so together with others. */
static void
run_batch (const Case *what, gboolean control, Run *runs, guint count)
{
  Batch batch = {runs, count, control};

  set_wraps (what, control);
  for (guint i = 0; i < count; i++)
    begin (&runs[i], what);
  pair_wait_or (is_over, &batch, PATIENCE);
  for (guint i = 0; i < count; i++)
    end (&runs[i]);
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
    return run->ended_ms != G_MAXINT64 && run->talent.packets_sent == 0 &&
           run->recruiter.packets_received == 0 && run->talent.video_frames == 0 && run->talent.audio_ms == 0;
  return run->ended_ms != G_MAXINT64 && is_silent (&run->recruiter) && is_silent (&run->talent);
}

typedef struct
{
  guint failed;
  guint64 recruiter; /* packets sent */
  guint64 talent;
  Lateness ends;
} Sum;

static void
add (Sum *sum, const Run *run)
{
  sum->failed += !holds (run);
  sum->recruiter += run->recruiter.packets_sent;
  sum->talent += run->talent.packets_sent;
  lateness_add (&sum->ends, run->ended_ms);
}

static void
print (const Case *what, guint runs, Sum *sum, gint64 most_ms, gint64 begun)
{
  printf ("%-38s %3u runs, packets sent %" G_GUINT64_FORMAT " by the recruiter, %" G_GUINT64_FORMAT
          " by the talent; both ended: ",
          what->name, runs, sum->recruiter, sum->talent);
  lateness_print (&sum->ends, most_ms);
  printf ("; took %" G_GINT64_FORMAT " s\n", (g_get_monotonic_time () - begun) / G_USEC_PER_SEC);
  fflush (stdout);
}

/* Returns how many runs did not hold; all, where they came too late. */
static guint
run_case (const Case *what, guint runs, gboolean control, const Bounds *bounds)
{
  gint64 most_ms = what->kind == DUO_SIGNAL_CONFIRM ? bounds->confirm_ms : bounds->end_ms;
  gint64 begun = g_get_monotonic_time ();
  Run batch[MOST_TOGETHER];
  Sum sum = {0};
  gboolean in_time;
  guint count;

  for (guint done = 0; done < runs; done += count)
    {
      count = what->dropped ? MIN (MOST_TOGETHER, runs - done) : 1;
      run_batch (what, control, batch, count);
      for (guint i = 0; i < count; i++)
        add (&sum, &batch[i]);
    }
  in_time = lateness_holds (&sum.ends, most_ms, bounds->quick);
  print (what, runs, &sum, most_ms, begun);
  return in_time ? sum.failed : runs;
}

static int
check (guint runs, const Bounds *bounds)
{
  guint failed = 0, count = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++, count += runs)
    failed += run_case (&cases[i], runs, FALSE, bounds);
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
    noticed += run_case (&cases[i], runs, TRUE, &short_bounds) == runs;
  printf ("fingerprint: without the guard %u of %u kinds of corruption noticed: ", noticed,
          (guint) G_N_ELEMENTS (cases));
  if (noticed == G_N_ELEMENTS (cases))
    printf ("ok\n");
  else
    printf ("short of %u\n", (guint) G_N_ELEMENTS (cases));
  return noticed == G_N_ELEMENTS (cases) ? 0 : 1;
}

int
main (int argc, char **argv)
{
  gboolean quick = FALSE, control = FALSE;
  guint runs = RUNS;
  int result;

  for (int i = 1; i < argc; i++)
    {
      quick |= strcmp (argv[i], "--short") == 0;
      control |= strcmp (argv[i], "--control") == 0;
      if (g_str_has_prefix (argv[i], "--runs="))
        runs = (guint) atoi (argv[i] + strlen ("--runs="));
    }
  g_log_set_writer_func (quiet_log_write, NULL, NULL);
  duo_call_init ();
  if (control)
    result = check_control (quick ? SHORT_RUNS : CONTROL_RUNS);
  else
    result = quick ? check (SHORT_RUNS, &short_bounds) : check (runs, &whole_bounds);
  pair_linger ();
  return result;
}
