/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-capacity.h"

static void
test_excess (void)
{
  static const struct
  {
    DuoCapacity capacity;
    guint more;
    guint excess;
  } cases[] = {
      {{0, 0}, 0, 0},
      {{0, 0}, 1, 1},
      {{4, 3}, 0, 1},
      {{4, 3}, 3, 4},
      {{2, 3}, 1, 0},
      {{2, 3}, 2, 1},
      {{0, 9}, 9, 0},
      {{G_MAXUINT, 0}, G_MAXUINT, G_MAXUINT},
      {{G_MAXUINT, DUO_CAPACITY_UNKNOWN}, G_MAXUINT, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (duo_capacity_get_excess (cases[i].capacity, cases[i].more), ==, cases[i].excess);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capacity/excess", test_excess);
  return g_test_run ();
}
