/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-ladder.h"

#define SECOND G_USEC_PER_SEC

static void
assert_rung (DuoRung rung, guint height, guint rate)
{
  g_assert_cmpuint (rung.height, ==, height);
  g_assert_cmpuint (rung.rate, ==, rate);
}

/* CALL §5, and resolution before pictures: there are thirty of them but on the narrowest path. */
static void
test_rungs (void)
{
  static const struct
  {
    guint target;
    DuoRung rung;
  } cases[] = {
      {2500000, {720, 30}}, {1200000, {720, 30}}, {1199999, {540, 30}}, {800000, {540, 30}},
      {699999, {360, 30}},  {350000, {360, 30}},  {349999, {270, 30}},  {200000, {270, 30}},
      {199999, {180, 30}},  {110000, {180, 30}},  {109999, {180, 20}},  {80000, {180, 20}},
      {79999, {0, 0}},      {0, {0, 0}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoRateLadder) ladder = duo_rate_ladder_new ();

      assert_rung (duo_rate_ladder_follow (ladder, cases[i].target, 0), cases[i].rung.height,
                   cases[i].rung.rate);
    }
}

static void
test_down_at_once (void)
{
  g_autoptr (DuoRateLadder) ladder = duo_rate_ladder_new ();

  duo_rate_ladder_follow (ladder, 2500000, 0);
  assert_rung (duo_rate_ladder_follow (ladder, 1100000, 1), 540, 30);
  assert_rung (duo_rate_ladder_follow (ladder, 90000, 2), 180, 20);
  assert_rung (duo_rate_ladder_follow (ladder, 0, 3), 0, 0);
  /* What went altogether comes back with the first word of it. */
  assert_rung (duo_rate_ladder_follow (ladder, 80000, 4), 180, 20);
}

static void
test_up_with_room (void)
{
  g_autoptr (DuoRateLadder) ladder = duo_rate_ladder_new ();

  duo_rate_ladder_follow (ladder, 300000, 0);
  assert_rung (duo_rate_ladder_follow (ladder, 360000, 10 * SECOND), 270, 30);
  assert_rung (duo_rate_ladder_follow (ladder, 430000, 11 * SECOND), 270, 30);
  assert_rung (duo_rate_ladder_follow (ladder, 430000, 12 * SECOND), 270, 30);
  assert_rung (duo_rate_ladder_follow (ladder, 430000, 13 * SECOND), 360, 30);
  /* Over several at a time, and not where it does not last. */
  duo_rate_ladder_follow (ladder, 2000000, 20 * SECOND);
  duo_rate_ladder_follow (ladder, 400000, 21 * SECOND);
  assert_rung (duo_rate_ladder_follow (ladder, 2000000, 22 * SECOND), 360, 30);
  assert_rung (duo_rate_ladder_follow (ladder, 2000000, 22.4 * SECOND), 360, 30);
  assert_rung (duo_rate_ladder_follow (ladder, 2000000, 22.5 * SECOND), 720, 30);
}

/* A control that swings below the link's rate, at whatever rate that is, does not make the size swing with it. */
static void
test_swing (void)
{
  for (guint top = 100000; top < 2500000; top += 20000)
    {
      g_autoptr (DuoRateLadder) ladder = duo_rate_ladder_new ();
      DuoRung rung = {0}, before = {0};
      guint changes = 0;

      for (gint64 now = 0; now < 120 * SECOND; now += SECOND / 10)
        {
          guint low = (guint) (top * 0.86);

          rung = duo_rate_ladder_follow (
              ladder, low + (guint) ((top - low) * (now % (8 * SECOND)) / (8 * SECOND)), now);
          changes += rung.height != before.height || rung.rate != before.rate ? 1 : 0;
          before = rung;
        }
      g_assert_cmpuint (changes, <=, 2);
    }
}

static void
test_fit (void)
{
  static const struct
  {
    DuoRung rung;
    guint width, height, fit_width, fit_height;
  } cases[] = {
      {{720, 30}, 1280, 720, 1280, 720}, {{540, 30}, 1280, 720, 960, 540}, {{360, 30}, 1280, 720, 640, 360},
      {{180, 20}, 1280, 720, 320, 180},  {{720, 30}, 320, 180, 320, 180},  {{180, 20}, 640, 480, 240, 180},
      {{180, 20}, 854, 480, 320, 180},   {{0, 0}, 1280, 720, 1280, 720},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint width = cases[i].width, height = cases[i].height;

      duo_rung_fit (cases[i].rung, &width, &height);
      g_assert_cmpuint (width, ==, cases[i].fit_width);
      g_assert_cmpuint (height, ==, cases[i].fit_height);
    }
}

/* Each rung has a use for what the next one begins with. */
static void
test_use (void)
{
  g_assert_cmpuint (duo_rung_get_use (320, 180, 20), >=, 200000);
  g_assert_cmpuint (duo_rung_get_use (640, 360, 20), >=, 350000);
  g_assert_cmpuint (duo_rung_get_use (640, 360, 30), >=, 840000);
  g_assert_cmpuint (duo_rung_get_use (960, 540, 30), >=, 1440000);
  g_assert_cmpuint (duo_rung_get_use (1280, 720, 30), >=, 2500000);
  g_assert_cmpuint (duo_rung_get_use (320, 180, 15), <, 350000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-ladder/rungs", test_rungs);
  g_test_add_func ("/rate-ladder/down-at-once", test_down_at_once);
  g_test_add_func ("/rate-ladder/up-with-room", test_up_with_room);
  g_test_add_func ("/rate-ladder/swing", test_swing);
  g_test_add_func ("/rate-ladder/fit", test_fit);
  g_test_add_func ("/rate-ladder/use", test_use);
  return g_test_run ();
}
