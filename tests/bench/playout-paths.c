/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From camera and microphone to page and loudspeaker, over one path after another: `playout-paths SECONDS [PATH]` says a
 * line of JSON for each. The relay is in the same process, and so are both parties. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "relay.h"
#include "viewer.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct
{
  const char *name;
  guint width, height;
  RelayPath path; /* both ways */
} Case;

static const Case cases[] = {
    {"clean 360p30", 640, 360, {0}},
    {"clean 720p30", 1280, 720, {0}},
    {"100 ms round trip", 640, 360, {.delay_ms = 50}},
    {"5 % loss, 100 ms", 640, 360, {.delay_ms = 50, .loss = 0.05}},
    {"500 kbit/s", 640, 360, {.delay_ms = 20, .rate = 500000, .queue_ms = 400}},
    {"250 kbit/s", 640, 360, {.delay_ms = 20, .rate = 250000, .queue_ms = 400}},
    {"500 kbit/s, 2 % loss", 640, 360, {.delay_ms = 20, .rate = 500000, .queue_ms = 400, .loss = 0.02}},
};

#define SETTLE 6

static void
say (const Case *one, const ViewerFigures *figures, guint rate, double delay)
{
  printf (
      "{\"path\": \"%s\", \"pictures\": %u, \"missed\": %u, \"decoded\": %.1f, \"shown\": %.1f, \"frozen\": "
      "%.0f, \"played\": %.1f, \"silent\": %.0f, \"skew\": %.1f, \"rate\": %u, \"delay\": %.0f}\n",
      one->name, figures->pictures, figures->missed, figures->decoded, figures->shown, figures->frozen,
      figures->played, figures->silent, figures->skew, rate / 1000, delay);
  fflush (stdout);
}

static void
measure (const Case *one, double seconds)
{
  Pair pair;
  ViewerFigures figures;
  Relay *relay;
  Viewer *viewer;

  pair_set_up_large (&pair, one->width, one->height, 30);
  relay = relay_new (&pair);
  relay_set_path (relay, &pair.recruiter, &one->path);
  relay_set_path (relay, &pair.talent, &one->path);
  pair_talk (&pair);
  viewer = viewer_new (&pair.recruiter, &pair.talent);
  viewer_look (viewer, SETTLE);
  figures = viewer_look (viewer, seconds);
  say (one, &figures, duo_rate_control_get_target (pair.recruiter.call->peer->rate),
       (double) duo_playout_get (pair.talent.call->peer->playout) / 1000);
  viewer_free (viewer);
  pair_tear_down (&pair);
  relay_free (relay);
}

int
main (int argc, char **argv)
{
  double seconds = argc > 1 ? atof (argv[1]) : 20;
  const char *only = argc > 2 ? argv[2] : "";

  g_log_writer_default_set_use_stderr (TRUE);
  duo_call_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_has_prefix (cases[i].name, only))
      measure (&cases[i], seconds);
  pair_linger ();
  return 0;
}
