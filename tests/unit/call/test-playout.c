/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-playout.h"

#define MS 1000
#define EVERY (100 * MS)

/* A stretch of a path, read ten times a second. */
typedef struct
{
  double seconds;
  int late;         /* ms, of the latest packet of a reading */
  int spread;       /* ms, how much more that may be by chance */
  double missing;   /* share of readings with a repair in them */
  int round_trip;   /* ms, −1 for unknown */
  gboolean nothing; /* comes */
} Stretch;

typedef struct
{
  const char *name;
  Stretch before; /* where it begins, 0 s for nowhere */
  Stretch now;
  int least, most;           /* ms, of the delay at its end */
  int least_ever, most_ever; /* in it */
} Case;

static const Case cases[] = {
    {"clean", {0}, {20, 3, 10, 0, 20, FALSE}, 0, 0, 0, 0},
    {"far", {0}, {20, 3, 10, 0, 300, FALSE}, 0, 0, 0, 0},
    {"loss", {0}, {10, 3, 10, 0.4, 100, FALSE}, 75, 90, 0, 90},
    {"loss-soon", {0}, {1.5, 3, 10, 0.4, 100, FALSE}, 75, 90, 0, 90},
    /* Soon enough by itself. */
    {"loss-near", {0}, {10, 3, 10, 0.4, 40, FALSE}, 0, 0, 0, 0},
    /* What a repair took is known, the round trip is not. */
    {"loss-unknown", {0}, {10, 3, 10, 0.4, -1, FALSE}, 110, 180, 0, 180},
    {"rare-loss", {0}, {10, 3, 10, 0.01, 60, FALSE}, 0, 0, 0, 0},
    {"jitter", {0}, {10, 20, 60, 0, 40, FALSE}, 60, 95, 0, 95},
    {"jitter-soon", {0}, {1.5, 20, 60, 0, 40, FALSE}, 55, 95, 0, 95},
    {"awful", {0}, {10, 2000, 500, 0, 40, FALSE}, 400, 400, 0, 400},
    {"early", {0}, {10, -500, 0, 0, 40, FALSE}, 0, 0, 0, 0},
    {"down-slowly", {10, 3, 10, 0.4, 100, FALSE}, {9, 3, 10, 0, 100, FALSE}, 15, 80, 15, 90},
    {"recovery", {10, 3, 10, 0.4, 100, FALSE}, {16, 3, 10, 0, 100, FALSE}, 0, 0, 0, 90},
    {"muted", {10, 3, 10, 0.4, 100, FALSE}, {5, 0, 0, 0, 100, TRUE}, 75, 90, 75, 90},
};

typedef struct
{
  DuoPlayout *playout;
  GRand *chance;
  gint64 now;
  int least, most; /* ms */
} Run;

static void
run (Run *self, const Stretch *stretch)
{
  gint64 end = self->now + (gint64) (stretch->seconds * G_USEC_PER_SEC);

  for (; self->now < end; self->now += EVERY)
    {
      DuoPlayoutReading reading = {.packets = stretch->nothing ? 0 : 10, .round_trip = -1};
      gboolean missing = g_rand_double (self->chance) < stretch->missing;
      int spread = stretch->spread > 0 ? g_rand_int_range (self->chance, 0, stretch->spread) : 0;

      reading.late = (stretch->late + spread + (missing ? 110 : 0)) * MS;
      reading.missing = missing ? 1 : 0;
      if (stretch->round_trip >= 0)
        reading.round_trip = stretch->round_trip * MS;
      duo_playout_feed (self->playout, &reading, self->now);
      self->least = MIN (self->least, (int) (duo_playout_get (self->playout) / MS));
      self->most = MAX (self->most, (int) (duo_playout_get (self->playout) / MS));
    }
}

/* What is asked for again after a cut comes too late to be waited for, and says nothing of the path. */
static void
test_cut (void)
{
  g_autoptr (DuoPlayout) playout = duo_playout_new ();
  Run self = {playout, g_rand_new_with_seed (7), 5 * G_USEC_PER_SEC, 0, 0};

  run (&self, &(Stretch) {10, 3, 10, 0, 20, FALSE});
  run (&self, &(Stretch) {10, 0, 0, 0, 20, TRUE});
  run (&self, &(Stretch) {0.5, 5000, 4000, 1, 100, FALSE});
  run (&self, &(Stretch) {10, 3, 10, 0, 20, FALSE});
  g_assert_cmpint (self.most, ==, 0);
  /* Where it goes on, it is the path. */
  run (&self, &(Stretch) {5, 100, 10, 0, 20, FALSE});
  g_assert_cmpint (self.most, >, 90);
  g_rand_free (self.chance);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (DuoPlayout) playout = duo_playout_new ();
  Run self = {playout, g_rand_new_with_seed (7), 5 * G_USEC_PER_SEC, 0, 0};
  int delay;

  run (&self, &one->before);
  self.least = G_MAXINT;
  self.most = 0;
  run (&self, &one->now);
  delay = (int) (duo_playout_get (playout) / MS);
  g_test_message ("%d ms, %d to %d", delay, self.least, self.most);
  g_assert_cmpint (delay, >=, one->least);
  g_assert_cmpint (delay, <=, one->most);
  g_assert_cmpint (self.least, >=, one->least_ever);
  g_assert_cmpint (self.most, <=, one->most_ever);
  g_rand_free (self.chance);
}

/* Nothing comes for a third of a second, then all at once; twice in ten seconds. The third within that is no accident. */
static void
test_stalls (void)
{
  static const Stretch calm = {3, 3, 10, 0, 40, FALSE}, none = {0.3, 0, 0, 0, 40, TRUE},
                       burst = {0.1, 300, 0, 0, 40, FALSE};
  g_autoptr (DuoPlayout) playout = duo_playout_new ();
  Run self = {playout, g_rand_new_with_seed (7), 5 * G_USEC_PER_SEC, 0, 0};

  for (guint i = 0; i < 2; i++)
    {
      run (&self, &calm);
      run (&self, &none);
      run (&self, &burst);
    }
  run (&self, &calm);
  g_assert_cmpint (self.most, ==, 0);
  for (guint i = 0; i < 20; i++)
    {
      run (&self, &none);
      run (&self, &burst);
    }
  g_assert_cmpint (duo_playout_get (playout) / MS, ==, 310);
  g_rand_free (self.chance);
}

/* A clock that stands still or jumps is no reason to. */
static void
test_time (void)
{
  g_autoptr (DuoPlayout) playout = duo_playout_new ();
  DuoPlayoutReading reading = {10, 100 * MS, 0, 40 * MS};

  for (guint i = 0; i < 300; i++)
    duo_playout_feed (playout, &reading, G_USEC_PER_SEC);
  g_assert_cmpint (duo_playout_get (playout), ==, 0);
  duo_playout_feed (playout, &reading, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (duo_playout_get (playout), ==, 110 * MS);
  duo_playout_feed (playout, &reading, G_USEC_PER_SEC);
  g_assert_cmpint (duo_playout_get (playout), ==, 110 * MS);
  reading.late = 0;
  duo_playout_feed (playout, &reading, 1000 * G_USEC_PER_SEC);
  g_assert_cmpint (duo_playout_get (playout), <, 110 * MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/playout/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/playout/stalls", test_stalls);
  g_test_add_func ("/playout/time", test_time);
  g_test_add_func ("/playout/cut", test_cut);
  return g_test_run ();
}
