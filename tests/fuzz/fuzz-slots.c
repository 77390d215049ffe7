/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-slot-grid.h"

#define MOST_WINDOWS 8

static GTimeZone *
find_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static guint
read_windows (char **words, DuoDayWindow *windows)
{
  guint n = 0;

  for (; *words != NULL && n < MOST_WINDOWS; words++)
    {
      char *end = NULL;

      windows[n].start = (guint) g_ascii_strtoull (*words, &end, 10);
      windows[n++].end = *end == '-' ? (guint) g_ascii_strtoull (end + 1, NULL, 10) : 0;
    }
  return n;
}

static void
check (const GArray *grid, guint minutes)
{
  for (guint i = 0; i < grid->len; i++)
    {
      const DuoSlot *slot = &g_array_index (grid, DuoSlot, i);

      g_assert_true (duo_time_range_is_valid (slot->range));
      g_assert_cmpuint (duo_time_range_get_minutes (slot->range), ==, minutes);
      if (i > 0)
        g_assert_cmpint ((slot - 1)->range.end, <=, slot->range.start);
    }
}

/* "DATE ZONE MINUTES FROM-TO …": whatever day that is taken, in whichever zone, its slots are whole, in order and apart. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) words = g_strsplit (text, " ", 3 + MOST_WINDOWS + 1);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (DuoDay) day = NULL;
  g_autoptr (GArray) grid = NULL;
  DuoDayWindow windows[MOST_WINDOWS];
  DuoSlotRules rules = {0};

  if (g_strv_length (words) < 3)
    return 0;
  rules.minutes = (guint) (g_ascii_strtoull (words[2], NULL, 10) % 24 + 1) * 5;
  day = duo_day_new (words[0], DUO_DAY_VIRTUAL, windows, read_windows (words + 3, windows), NULL);
  if (day == NULL)
    return 0;
  zone = find_zone (words[1]);
  grid = duo_slot_grid_new (day, zone, &rules);
  check (grid, rules.minutes);
  return 0;
}
