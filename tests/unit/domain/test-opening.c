/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-opening.h"

#include <stdio.h>

/* 3 November 2026 in Stockholm, an hour ahead of UTC; the 25th of October has 25 hours there. */
#define MIDNIGHT G_GINT64_CONSTANT (1793660400)

static DuoTimeRange
local (gint64 from, gint64 to)
{
  return (DuoTimeRange) {MIDNIGHT + from * 60, MIDNIGHT + to * 60};
}

static DuoOpening *
opening_of (const char *blocked)
{
  DuoOpening *opening = duo_opening_new ("2026-11-03", 15);
  g_auto (GStrv) parts = g_strsplit (blocked, " ", -1);

  for (char **part = parts; *part && **part; part++)
    {
      gint64 from = 0, to = 0;

      g_assert_cmpint (sscanf (*part, "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, &from, &to), ==, 2);
      duo_opening_block (opening, local (from, to));
    }
  return opening;
}

static char *
dup_blocked (const DuoOpening *opening, gint64 midnight)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < opening->blocked->len; i++)
    {
      DuoTimeRange range = g_array_index (opening->blocked, DuoTimeRange, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              (range.start - midnight) / 60, (range.end - midnight) / 60);
    }
  return g_string_free_and_steal (text);
}

static void
assert_blocked (const DuoOpening *opening, const char *expected)
{
  g_autofree char *blocked = dup_blocked (opening, MIDNIGHT);

  g_assert_cmpstr (blocked, ==, expected);
}

static void
test_block_and_open (void)
{
  static const struct
  {
    const char *before;
    gint64 from, to;
    const char *blocked;
    const char *opened;
  } cases[] = {
      {"", 600, 615, "600-615", ""},
      {"600-615", 615, 630, "600-630", "600-615"},
      {"600-660", 615, 630, "600-660", "600-615 630-660"},
      {"600-615 630-645", 610, 640, "600-645", "600-610 640-645"},
      {"630-645 600-615", 700, 720, "600-615 630-645 700-720", "600-615 630-645"},
      {"600-615", 540, 700, "540-700", ""},
      {"600-615", 600, 600, "600-615", "600-615"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoOpening) blocked = opening_of (cases[i].before);
      g_autoptr (DuoOpening) opened = duo_opening_copy (blocked);

      duo_opening_block (blocked, local (cases[i].from, cases[i].to));
      assert_blocked (blocked, cases[i].blocked);
      duo_opening_open (opened, local (cases[i].from, cases[i].to));
      assert_blocked (opened, cases[i].opened);
    }
}

/* Whoever blocks a day slot by slot has one range in the end. */
static void
test_set_blocked (void)
{
  g_autoptr (DuoOpening) opening = opening_of ("540-560");
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  const DuoTimeRange given[] = {local (615, 630), local (600, 615), local (660, 690), local (665, 670)};

  g_array_append_vals (ranges, given, G_N_ELEMENTS (given));
  duo_opening_set_blocked (opening, ranges);
  assert_blocked (opening, "600-630 660-690");
}

static void
test_equal_is_what_it_means (void)
{
  g_autoptr (DuoOpening) whole = opening_of ("600-630");
  g_autoptr (DuoOpening) parts = opening_of ("");
  DuoTimeRange later = local (615, 630), earlier = local (600, 615);

  g_array_append_val (parts->blocked, later);
  g_array_append_val (parts->blocked, earlier);
  g_assert_true (duo_opening_equal (whole, parts));
  g_assert_true (duo_opening_blocks (whole, local (625, 640)));
  g_assert_false (duo_opening_blocks (whole, local (630, 645)));
  parts->minutes = 20;
  g_assert_false (duo_opening_equal (whole, parts));
  parts->minutes = 15;
  parts->place = g_strdup ("Hall B");
  g_assert_false (duo_opening_equal (whole, parts));
}

/* Only what the edit did is taken back; what somebody else did since stays. */
static void
test_undo (void)
{
  static const struct
  {
    const char *before, *after, *now, *undone;
  } cases[] = {
      {"", "600-630", "600-630", ""},
      {"", "600-630", "600-630 700-715", "700-715"},
      {"600-660", "600-615 645-660", "600-615 645-660", "600-660"},
      {"600-660", "", "700-715", "600-660 700-715"},
      {"600-615", "600-660", "600-660", "600-615"},
      {"600-615", "600-660", "", ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoOpening) before = opening_of (cases[i].before);
      g_autoptr (DuoOpening) after = opening_of (cases[i].after);
      g_autoptr (DuoOpening) now = opening_of (cases[i].now);
      g_autoptr (DuoOpening) undone = duo_opening_new_undone (before, after, now);

      assert_blocked (undone, cases[i].undone);
    }
}

/* What the edit does is done to the day as others have left it. */
static void
test_edit_of_an_older_day (void)
{
  static const struct
  {
    const char *before, *after, *now, *rebased;
  } cases[] = {
      {"", "600-630", "700-715", "600-630 700-715"},
      {"600-630", "", "600-630 700-715", "700-715"},
      {"600-630", "600-630", "700-715", "700-715"},
      {"600-630", "615-645", "", "630-645"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoOpening) before = opening_of (cases[i].before);
      g_autoptr (DuoOpening) after = opening_of (cases[i].after);
      g_autoptr (DuoOpening) now = opening_of (cases[i].now);
      g_autoptr (DuoOpening) rebased = NULL;

      after->minutes = 30;
      g_set_str (&now->place, "Hall B");
      rebased = duo_opening_new_rebased (before, after, now);
      assert_blocked (rebased, cases[i].rebased);
      g_assert_cmpuint (rebased->minutes, ==, 30);
      g_assert_cmpstr (rebased->place, ==, "Hall B");
    }
}

static void
test_undo_of_duration_and_place (void)
{
  g_autoptr (DuoOpening) before = opening_of ("");
  g_autoptr (DuoOpening) after = opening_of ("");
  g_autoptr (DuoOpening) now = opening_of ("600-615");
  g_autoptr (DuoOpening) undone = NULL;

  after->minutes = now->minutes = 30;
  before->place = g_strdup ("Hall A");
  after->place = g_strdup ("Hall B");
  now->place = g_strdup ("Hall B");
  undone = duo_opening_new_undone (before, after, now);
  g_assert_cmpuint (undone->minutes, ==, 15);
  g_assert_cmpstr (undone->place, ==, "Hall A");
  assert_blocked (undone, "600-615");
}

/* A place that somebody else set after the edit is none of it. */
static void
test_undo_leaves_the_place (void)
{
  g_autoptr (DuoOpening) before = opening_of ("");
  g_autoptr (DuoOpening) after = opening_of ("600-615");
  g_autoptr (DuoOpening) now = opening_of ("600-615");
  g_autoptr (DuoOpening) undone = NULL;

  before->place = g_strdup ("Hall A");
  after->place = g_strdup ("Hall A");
  now->place = g_strdup ("Hall C");
  now->minutes = 20;
  undone = duo_opening_new_undone (before, after, now);
  g_assert_cmpstr (undone->place, ==, "Hall C");
  g_assert_cmpuint (undone->minutes, ==, 20);
  assert_blocked (undone, "");
}

static DuoDay *
new_day (const char *date, DuoDayKind kind, guint start)
{
  const DuoDayWindow windows[] = {{start, 720}, {780, 1020}};
  DuoDay *day = duo_day_new (date, kind, windows, G_N_ELEMENTS (windows), NULL);

  g_assert_nonnull (day);
  return day;
}

static void
test_copy (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  g_autoptr (DuoDay) from_day = new_day ("2026-11-03", DUO_DAY_VIRTUAL, 600);
  g_autoptr (DuoDay) to_day = new_day ("2026-11-05", DUO_DAY_IN_PERSON, 600);
  g_autoptr (DuoDay) other = new_day ("2026-11-05", DUO_DAY_VIRTUAL, 540);
  g_autoptr (DuoOpening) from = opening_of ("590-630 700-800");
  g_autoptr (DuoOpening) to = duo_opening_new ("2026-11-05", 30);
  g_autoptr (DuoOpening) copied = NULL;
  g_autofree char *blocked = NULL;

  g_assert_true (duo_opening_fits (from_day, to_day));
  g_assert_false (duo_opening_fits (from_day, other));
  to->place = g_strdup ("Hall B");
  copied = duo_opening_new_copied (from, to, from_day, to_day, zone);
  g_assert_cmpstr (copied->date, ==, "2026-11-05");
  g_assert_cmpstr (copied->place, ==, "Hall B");
  g_assert_cmpuint (copied->minutes, ==, 15);
  blocked = dup_blocked (copied, MIDNIGHT + 2 * 86400);
  g_assert_cmpstr (blocked, ==, "600-630 700-720 780-800");
}

/* Ten o'clock is ten o'clock, whichever side of a clock change a day is. */
static void
test_copy_over_a_clock_change (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  g_autoptr (DuoDay) from_day = new_day ("2026-11-03", DUO_DAY_VIRTUAL, 600);
  g_autoptr (DuoDay) to_day = new_day ("2026-10-24", DUO_DAY_VIRTUAL, 600);
  g_autoptr (DuoOpening) from = opening_of ("600-630");
  g_autoptr (DuoOpening) to = duo_opening_new ("2026-10-24", 15);
  g_autoptr (DuoOpening) copied = duo_opening_new_copied (from, to, from_day, to_day, zone);
  g_autofree char *start = NULL;

  g_assert_cmpuint (copied->blocked->len, ==, 1);
  start = duo_time_format (g_array_index (copied->blocked, DuoTimeRange, 0).start);
  g_assert_cmpstr (start, ==, "2026-10-24T08:00:00Z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/opening/block-and-open", test_block_and_open);
  g_test_add_func ("/domain/opening/set-blocked", test_set_blocked);
  g_test_add_func ("/domain/opening/equal", test_equal_is_what_it_means);
  g_test_add_func ("/domain/opening/undo", test_undo);
  g_test_add_func ("/domain/opening/undo-duration-and-place", test_undo_of_duration_and_place);
  g_test_add_func ("/domain/opening/undo-leaves-the-place", test_undo_leaves_the_place);
  g_test_add_func ("/domain/opening/edit-of-an-older-day", test_edit_of_an_older_day);
  g_test_add_func ("/domain/opening/copy", test_copy);
  g_test_add_func ("/domain/opening/copy-over-a-clock-change", test_copy_over_a_clock_change);

  return g_test_run ();
}
