/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From camera and microphone to page and loudspeaker, over a good path and a bad one (CALL §4). What it costs in figures
 * measures `./run bench playout`. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "relay.h"
#include "viewer.h"

#include <math.h>

#define PATIENCE 30
#define FRAME 40 /* ms, and a bit */
/* Seconds, until the jitter buffers know their quickest packets. */
#define SETTLE 3
#define LOOKS 4
/* ms: what is surely waited for on the lossy path, where a repair takes 100 and may come 15 after its turn. */
#define REPAIR 80

/* 5 % lost by chance, 100 ms there and back. */
static const RelayPath lossy = {.delay_ms = 50, .loss = 0.05};

typedef struct
{
  Pair pair;
  Relay *relay;
  Viewer *viewer;
} Fixture;

/* @data: a RelayPath, both ways */
static void
set_up (Fixture *self, gconstpointer data)
{
  pair_set_up_large (&self->pair, 640, 360, 30);
  self->relay = relay_new (&self->pair);
  relay_set_path (self->relay, &self->pair.recruiter, data);
  relay_set_path (self->relay, &self->pair.talent, data);
  pair_talk (&self->pair);
  self->viewer = viewer_new (&self->pair.recruiter, &self->pair.talent);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  viewer_free (self->viewer);
  pair_tear_down (&self->pair);
  relay_free (self->relay);
}

/* ms */
static double
get_delay (Fixture *self)
{
  return (double) duo_playout_get (self->pair.talent.call->peer->playout) / 1000;
}

static gboolean
waits_for_repairs (gpointer data)
{
  return get_delay (data) >= REPAIR;
}

static gboolean
is_good (const ViewerFigures *figures)
{
  return figures->pictures > 5 && figures->missed <= 2 && fabs (figures->skew) <= 100 &&
         figures->silent < 1000;
}

/* The best look counts: a machine that others use is a bad path of its own for a while. */
static ViewerFigures
look_well (Fixture *self, const char *what, double seconds)
{
  ViewerFigures figures;
  guint looks = 0;

  do
    {
      figures = viewer_look (self->viewer, seconds);
      viewer_say (what, &figures);
    }
  while (!is_good (&figures) && ++looks < LOOKS);
  g_assert_true (is_good (&figures));
  return figures;
}

/* Who mutes and comes back is heard again, and a camera that was off is seen again, no later than before. */
static void
leave_a_gap (Fixture *self)
{
  DuoCall *call = self->pair.recruiter.call;

  duo_call_set_microphone (call, FALSE);
  duo_call_set_camera (call, FALSE);
  viewer_look (self->viewer, 1);
  duo_call_set_microphone (call, TRUE);
  duo_call_set_camera (call, TRUE);
  viewer_look (self->viewer, SETTLE);
}

static void
test_clean (Fixture *self, gconstpointer data)
{
  ViewerFigures figures;

  viewer_look (self->viewer, SETTLE);
  figures = look_well (self, "clean", 2);
  g_assert_cmpfloat (figures.shown, <, get_delay (self) + 5 * FRAME);
  leave_a_gap (self);
  figures = look_well (self, "after a gap", 2);
  g_assert_cmpfloat (figures.shown, <, get_delay (self) + 5 * FRAME);
}

static void
test_lossy (Fixture *self, gconstpointer data)
{
  ViewerFigures figures;

  pair_wait (waits_for_repairs, self, PATIENCE);
  viewer_look (self->viewer, SETTLE);
  look_well (self, "lossy", 5);
  /* The control: who does not wait for repairs misses a lot of what was sent. */
  g_object_set (self->pair.talent.call->peer->webrtcbin, "latency", 60, NULL);
  figures = viewer_look (self->viewer, 4);
  viewer_say ("impatient", &figures);
  g_assert_cmpuint (figures.missed, >, 2);
}

/* ── the first sound ──────────────────────────────────────────────────────────────────────────── */

/* ms: half of what the packets' times are set back by */
#define HELD 190

typedef struct
{
  gint came;   /* atomic */
  double held; /* ms, until it is to be heard */
} FirstSound;

/* Behind what holds it back. Streaming thread. */
static GstPadProbeReturn
on_first (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  FirstSound *first = data;

  first->held = -(double) duo_arrivals_get_late (pad, GST_PAD_PROBE_INFO_BUFFER (info)) / GST_MSECOND;
  g_atomic_int_set (&first->came, TRUE);
  return GST_PAD_PROBE_REMOVE;
}

static gboolean
has_come (gpointer data)
{
  return g_atomic_int_get (&((FirstSound *) data)->came);
}

/* Of a connection is heard when it comes. */
static void
test_first_sound (void)
{
  Pair pair;
  FirstSound first = {0};
  g_autoptr (GstPad) pad = NULL;

  pair_set_up (&pair);
  duo_call_start (pair.talent.call);
  pair_wait_state (pair.talent.call, DUO_CALL_WAITING);
  pad = viewer_dup_loudspeaker (pair.talent.call);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_first, &first, NULL);
  duo_call_start (pair.recruiter.call);
  pair_wait (has_come, &first, PATIENCE);
  g_test_message ("the first sound is held for %.0f ms", first.held);
  g_assert_cmpfloat (first.held, <, HELD);
  pair_tear_down (&pair);
}

static const RelayPath clean = {0};

#define ADD(path, way, function)                                                                             \
  g_test_add ("/call/playout/" path, Fixture, &way, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("clean", clean, test_clean);
  ADD ("lossy", lossy, test_lossy);
  g_test_add_func ("/call/playout/first-sound", test_first_sound);
  return pair_run ();
}
