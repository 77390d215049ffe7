/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-quality.h"

#define UNKNOWN DUO_CALL_QUALITY_UNKNOWN
#define GOOD DUO_CALL_QUALITY_GOOD
#define FAIR DUO_CALL_QUALITY_FAIR
#define POOR DUO_CALL_QUALITY_POOR
#define SOUND_ONLY DUO_CALL_QUALITY_SOUND_ONLY
#define LOST DUO_CALL_QUALITY_LOST

static DuoCallStats
new_stats (int round_trip_ms, double lost, double lost_here, double jitter_ms, guint allowed_rate)
{
  return (DuoCallStats) {.round_trip_ms = round_trip_ms,
                         .lost = lost,
                         .lost_here = lost_here,
                         .jitter_ms = jitter_ms,
                         .allowed_rate = allowed_rate};
}

static void
test_words (void)
{
  static const struct
  {
    int round_trip_ms;
    double lost, lost_here, jitter_ms;
    guint allowed_rate;
    DuoCallQuality quality;
  } cases[] = {
      {38, 0, 0, 5, 800000, GOOD},    {250, 0.02, 0.02, 50, 350000, GOOD},  {251, 0, 0, 5, 800000, FAIR},
      {38, 0.03, 0, 5, 800000, FAIR}, {38, 0, 0.03, 5, 800000, FAIR},       {38, 0, 0, 51, 800000, FAIR},
      {38, 0, 0, 5, 349999, FAIR},    {600, 0.08, 0.08, 120, 150000, FAIR}, {601, 0, 0, 5, 800000, POOR},
      {38, 0.09, 0, 5, 800000, POOR}, {38, 0, 0.09, 5, 800000, POOR},       {38, 0, 0, 121, 800000, POOR},
      {38, 0, 0, 5, 149999, POOR},    {38, 0, 0, 5, 0, SOUND_ONLY},         {-1, 0, 0, 0, 800000, UNKNOWN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoCallStats stats = new_stats (cases[i].round_trip_ms, cases[i].lost, cases[i].lost_here,
                                      cases[i].jitter_ms, cases[i].allowed_rate);

      g_assert_cmpint (duo_call_quality_judge (UNKNOWN, DUO_CALL_TALKING, &stats, TRUE, TRUE), ==,
                       cases[i].quality);
    }
}

static void
test_states (void)
{
  DuoCallStats stats = new_stats (38, 0, 0, 5, 800000);

  for (int state = DUO_CALL_IDLE; state <= DUO_CALL_ENDED; state++)
    {
      DuoCallQuality wanted = state == DUO_CALL_TALKING        ? GOOD
                              : state == DUO_CALL_RECONNECTING ? LOST
                                                               : UNKNOWN;

      g_assert_cmpint (duo_call_quality_judge (GOOD, (DuoCallState) state, &stats, TRUE, TRUE), ==, wanted);
    }
}

/* Worse at once, better only with a fifth to spare. */
static void
test_hysteresis (void)
{
  static const struct
  {
    DuoCallQuality before;
    int round_trip_ms;
    guint allowed_rate;
    DuoCallQuality quality;
  } cases[] = {
      {GOOD, 249, 800000, GOOD},       {GOOD, 251, 800000, FAIR}, {FAIR, 249, 800000, FAIR},
      {FAIR, 201, 800000, FAIR},       {FAIR, 199, 800000, GOOD}, {FAIR, 601, 800000, POOR},
      {POOR, 599, 800000, POOR},       {POOR, 479, 800000, FAIR}, {POOR, 38, 800000, GOOD},
      {POOR, 240, 800000, FAIR},       {FAIR, 38, 400000, FAIR},  {FAIR, 38, 440000, GOOD},
      {SOUND_ONLY, 249, 360000, GOOD}, {LOST, 251, 800000, FAIR}, {UNKNOWN, 249, 360000, GOOD},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoCallStats stats = new_stats (cases[i].round_trip_ms, 0, 0, 0, cases[i].allowed_rate);

      g_assert_cmpint (duo_call_quality_judge (cases[i].before, DUO_CALL_TALKING, &stats, TRUE, TRUE), ==,
                       cases[i].quality);
    }
}

/* A picture that does not come is one thing, a camera that is off another. */
static void
test_pictures (void)
{
  DuoCallStats none_sent = new_stats (38, 0, 0, 5, 0);
  DuoCallStats none_comes = new_stats (38, 0, 0, 5, 800000);
  DuoCallStats a_moment = none_comes;

  none_comes.still = 2;
  a_moment.still = 1;
  g_assert_cmpint (duo_call_quality_judge (GOOD, DUO_CALL_TALKING, &none_sent, TRUE, FALSE), ==, SOUND_ONLY);
  g_assert_cmpint (duo_call_quality_judge (GOOD, DUO_CALL_TALKING, &none_sent, FALSE, FALSE), ==, GOOD);
  g_assert_cmpint (duo_call_quality_judge (GOOD, DUO_CALL_TALKING, &none_comes, FALSE, TRUE), ==, SOUND_ONLY);
  g_assert_cmpint (duo_call_quality_judge (GOOD, DUO_CALL_TALKING, &none_comes, FALSE, FALSE), ==, GOOD);
  g_assert_cmpint (duo_call_quality_judge (GOOD, DUO_CALL_TALKING, &a_moment, FALSE, TRUE), ==, GOOD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-quality/words", test_words);
  g_test_add_func ("/call-quality/states", test_states);
  g_test_add_func ("/call-quality/hysteresis", test_hysteresis);
  g_test_add_func ("/call-quality/pictures", test_pictures);
  return g_test_run ();
}
