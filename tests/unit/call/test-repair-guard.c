/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-repair-guard.h"

#define SOURCE 7
#define BEGIN (77 * G_TIME_SPAN_SECOND)
#define ASKED_EVERY (33 * 1000)
#define ASKS 3

/* Packets of a number each, all asked for @ASKS times. Returns how many copies are sent. */
static guint
ask (DuoRepairGuard *guard, guint first, guint packets, gint64 now)
{
  guint copies = 0;

  for (guint i = 0; i < ASKS; i++)
    for (guint j = 0; j < packets; j++)
      copies += duo_repair_guard_take (guard, SOURCE, (guint16) (first + j), now + i * ASKED_EVERY) ? 1 : 0;
  return copies;
}

/* One packet in twenty, of 260 a second, is lost by chance, and asked for until it comes, or a copy is lost, too: as good
 * as always it is sent as often as it is asked for. */
static void
test_noise (void)
{
  enum
  {
    SECONDS = 60,
    LOSSES = SECONDS * 260 / 20,
    ROUND = 4 * ASKED_EVERY,
  };
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);
  g_autofree gint64 *lost = g_new (gint64, LOSSES);
  DuoRepairGuard guard = {0};
  guint asked = 0, refused = 0;

  for (guint i = 0; i < LOSSES; i++)
    lost[i] = g_rand_int_range (chance, 0, SECONDS * 1000) * G_TIME_SPAN_MILLISECOND;
  for (gint64 now = 0; now < SECONDS * G_TIME_SPAN_SECOND; now += G_TIME_SPAN_MILLISECOND)
    for (guint i = 0; i < LOSSES; i++)
      if (now >= lost[i] && now < lost[i] + ROUND && (now - lost[i]) % ASKED_EVERY == 0)
        {
          asked++;
          refused += duo_repair_guard_take (&guard, SOURCE, (guint16) i, BEGIN + now) ? 0 : 1;
        }
  g_test_message ("%u of %u are refused", refused, asked);
  g_assert_cmpuint (asked, >, 3 * LOSSES);
  g_assert_cmpuint (refused, <=, asked / 100);
}

/* Many at once: each of them, and a few twice. */
static void
test_burst (void)
{
  DuoRepairGuard guard = {0};
  guint copies = ask (&guard, 0, 40, BEGIN);

  g_assert_cmpuint (copies, >=, 40 + DUO_REPAIR_AGAIN_AT_ONCE);
  g_assert_cmpuint (copies, <=, 40 + DUO_REPAIR_AGAIN_AT_ONCE + DUO_REPAIR_AGAIN / 10);
}

/* What has had its time is lost, and sent again whatever else is. */
static void
test_lost (void)
{
  DuoRepairGuard guard = {0};

  ask (&guard, 0, 40, BEGIN);
  for (guint i = 0; i < 40; i++)
    g_assert_true (
        duo_repair_guard_take (&guard, SOURCE, (guint16) i, BEGIN + ASKS * ASKED_EVERY + DUO_REPAIR_SPACING));
}

/* Another's packet of the same number, and one whose number falls on the same place. */
static void
test_others (void)
{
  DuoRepairGuard guard = {0};

  while (duo_repair_guard_take (&guard, SOURCE, 3, BEGIN))
    ;
  g_assert_true (duo_repair_guard_take (&guard, SOURCE + 1, 3, BEGIN));
  g_assert_true (duo_repair_guard_take (&guard, SOURCE, 3 + DUO_REPAIR_MEMORY, BEGIN));
  g_assert_true (duo_repair_guard_take (&guard, SOURCE, 3, BEGIN));
  g_assert_false (duo_repair_guard_take (&guard, SOURCE, 3, BEGIN));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repair-guard/noise", test_noise);
  g_test_add_func ("/repair-guard/burst", test_burst);
  g_test_add_func ("/repair-guard/lost", test_lost);
  g_test_add_func ("/repair-guard/others", test_others);
  return g_test_run ();
}
