/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-control.h"
#include "duo-rate-share.h"

static const struct
{
  const char *name;
  guint target;
  guint screen, camera, rate;
} cases[] = {
    {"room for the sound only", 0, 0, 0, 0},
    {"as little as there is", DUO_RATE_MIN, DUO_RATE_MIN, 0, 5},
    {"the screen comes first", 320000, 320000, 0, 5},
    {"a small picture beside it", 400000, 300000, 100000, 5},
    {"where a call begins", DUO_RATE_START, 600000, 200000, 10},
    {"a small picture needs no more", DUO_RATE_MAX, DUO_RATE_MAX - 350000, 350000, 15},
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoRateShare share = duo_rate_share (cases[i].target);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (share.screen, ==, cases[i].screen);
      g_assert_cmpuint (share.camera, ==, cases[i].camera);
      g_assert_cmpuint (share.screen_rate, ==, cases[i].rate);
    }
}

static void
test_nothing_is_given_twice (void)
{
  for (guint target = 0; target <= DUO_RATE_MAX; target += 1000)
    {
      DuoRateShare share = duo_rate_share (target);

      g_assert_cmpuint (share.screen + share.camera, ==, target);
      g_assert_cmpuint (share.screen, >=, share.camera);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/rate-share/cases", test_cases);
  g_test_add_func ("/call/rate-share/nothing-twice", test_nothing_is_given_twice);
  return g_test_run ();
}
