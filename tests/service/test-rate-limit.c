/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-limit.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define START (1000 * SECOND)

static guint
take_many (DuoRateLimit *limit, const char *key, gint64 now, guint n)
{
  guint allowed = 0;

  for (guint i = 0; i < n; i++)
    allowed += duo_rate_limit_take (limit, key, now) == 0;

  return allowed;
}

static void
test_burst_then_rate (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (SECOND, 5);

  g_assert_cmpuint (take_many (limit, "a", START, 20), ==, 5);
  g_assert_cmpuint (take_many (limit, "a", START + SECOND - 1, 20), ==, 0);
  g_assert_cmpuint (take_many (limit, "a", START + SECOND, 20), ==, 1);
  g_assert_cmpuint (take_many (limit, "a", START + 3 * SECOND, 20), ==, 2);
}

static void
test_idle_gives_the_burst_back_and_no_more (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (SECOND, 5);

  take_many (limit, "a", START, 20);
  g_assert_cmpuint (take_many (limit, "a", START + 1000 * SECOND, 20), ==, 5);
}

static void
test_says_how_long_to_wait (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (10 * SECOND, 2);
  gint64 wait;

  take_many (limit, "a", START, 2);
  wait = duo_rate_limit_take (limit, "a", START);
  g_assert_cmpint (wait, ==, 10 * SECOND);
  g_assert_cmpint (duo_rate_limit_take (limit, "a", START + wait - 1), ==, 1);
  g_assert_cmpint (duo_rate_limit_take (limit, "a", START + wait), ==, 0);
}

static void
test_one_counts_as_many (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (SECOND, 5);

  g_assert_cmpint (duo_rate_limit_take_many (limit, "a", 4, START), ==, 0);
  g_assert_cmpint (duo_rate_limit_take_many (limit, "a", 10, START), ==, 0);
  g_assert_cmpint (duo_rate_limit_take (limit, "a", START), ==, 10 * SECOND);
  g_assert_cmpint (duo_rate_limit_take (limit, "a", START + 10 * SECOND), ==, 0);
  g_assert_cmpint (duo_rate_limit_take_many (limit, "b", 5, START), ==, 0);
  g_assert_cmpint (duo_rate_limit_take (limit, "b", START), ==, SECOND);
}

/* Whoever hammers is not kept out for longer than who waits. */
static void
test_a_refusal_counts_nothing (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (SECOND, 1);

  g_assert_cmpuint (take_many (limit, "a", START, 10000), ==, 1);
  g_assert_cmpint (duo_rate_limit_take (limit, "a", START + SECOND), ==, 0);
}

static void
test_keys_do_not_touch_each_other (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (SECOND, 3);

  g_assert_cmpuint (take_many (limit, "a", START, 10), ==, 3);
  g_assert_cmpuint (take_many (limit, "b", START, 10), ==, 3);
  g_assert_cmpuint (take_many (limit, "", START, 10), ==, 3);
}

static void
test_idle_keys_are_forgotten (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (SECOND, 3);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);

      g_assert_cmpint (duo_rate_limit_take (limit, key, START + i * SECOND / 10), ==, 0);
    }
  g_assert_cmpuint (duo_rate_limit_get_n_keys (limit), <, 3000);
}

/* What is still counted must not be forgotten, or a crowd of made-up keys would set everybody free. */
static void
test_busy_keys_are_not_forgotten (void)
{
  g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (3600 * SECOND, 1);

  g_assert_cmpint (duo_rate_limit_take (limit, "guessed", START), ==, 0);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);

      duo_rate_limit_take (limit, key, START + i);
    }
  g_assert_cmpint (duo_rate_limit_take (limit, "guessed", START + 20000), >, 0);
}

/* Any window of arrivals: never more than the burst and what the rate gives in that time. */
static void
test_never_more_than_the_rate (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 50; round++)
    {
      guint burst = g_rand_int_range (random, 1, 20);
      gint64 interval = g_rand_int_range (random, 1000, 2000000);
      g_autoptr (DuoRateLimit) limit = duo_rate_limit_new (interval, burst);
      gint64 now = START;
      guint allowed = 0;

      for (guint i = 0; i < 2000; i++)
        {
          now += g_rand_int_range (random, 0, (gint32) interval);
          allowed += duo_rate_limit_take (limit, "a", now) == 0;
        }
      g_assert_cmpuint (allowed, <=, burst + (now - START) / interval);
      g_assert_cmpuint (allowed + 1, >=, MIN (2000, (now - START) / interval) / 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-limit/burst-then-rate", test_burst_then_rate);
  g_test_add_func ("/rate-limit/idle", test_idle_gives_the_burst_back_and_no_more);
  g_test_add_func ("/rate-limit/wait", test_says_how_long_to_wait);
  g_test_add_func ("/rate-limit/many", test_one_counts_as_many);
  g_test_add_func ("/rate-limit/refusal", test_a_refusal_counts_nothing);
  g_test_add_func ("/rate-limit/keys", test_keys_do_not_touch_each_other);
  g_test_add_func ("/rate-limit/forgets-idle", test_idle_keys_are_forgotten);
  g_test_add_func ("/rate-limit/keeps-busy", test_busy_keys_are_not_forgotten);
  g_test_add_func ("/rate-limit/never-more", test_never_more_than_the_rate);

  return g_test_run ();
}
