/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "shell/duo-text.h"

/* Tuesday 3 November 2026, 13:15 UTC: 14:15 in Stockholm, 08:15 in New York. */
#define TUESDAY 1793711700
#define MINUTE 60
#define HOUR 3600
#define DAY 86400

static GTimeZone *
zone (const char *name)
{
  GTimeZone *found = g_time_zone_new_identifier (name);

  g_assert_nonnull (found);
  return found;
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

/* As it is read: without what keeps it together. */
static void
assert_plain (char *text, const char *expected)
{
  g_autoptr (GString) plain = g_string_new (text);

  g_string_replace (plain, "\u2066", "", 0);
  g_string_replace (plain, "\u2069", "", 0);
  g_string_replace (plain, "\u2060", "", 0);
  g_string_replace (plain, "\u00a0", " ", 0);
  g_assert_cmpstr (plain->str, ==, expected);
  g_free (text);
}

static void
test_times (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");
  g_autoptr (GTimeZone) new_york = zone ("America/New_York");
  DuoTimeRange range = {TUESDAY, TUESDAY + 15 * MINUTE};

  assert_text (duo_text_time (TUESDAY, stockholm), "14:15");
  assert_text (duo_text_time (TUESDAY, new_york), "08:15");
  assert_text (duo_text_range (range, stockholm), "\u206614:15\u2060–\u206014:30\u2069");
  assert_text (duo_text_range_spoken (range, stockholm), "14:15 to 14:30");
  assert_text (duo_text_when_short (range, stockholm), "Tue 3, \u206614:15\u2060–\u206014:30\u2069");
  assert_text (duo_text_when (range, stockholm), "Tuesday 3 November, \u206614:15\u2060–\u206014:30\u2069");
}

static void
test_days (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");
  g_autoptr (GTimeZone) auckland = zone ("Pacific/Auckland");

  assert_text (duo_text_day (TUESDAY, stockholm), "Tuesday 3 November");
  assert_text (duo_text_day_medium (TUESDAY, stockholm), "Tue 3 November");
  assert_text (duo_text_day_short (TUESDAY, stockholm), "Tue 3");
  assert_text (duo_text_date (TUESDAY, stockholm), "2026-11-03");
  /* The same moment is already another day elsewhere. */
  assert_text (duo_text_date (TUESDAY, auckland), "2026-11-04");
  g_assert_true (duo_text_same_day (TUESDAY, TUESDAY + 9 * HOUR, stockholm));
  g_assert_false (duo_text_same_day (TUESDAY, TUESDAY + 10 * HOUR, stockholm));
}

static void
test_several_days (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");

  assert_text (duo_text_days (TUESDAY, TUESDAY + HOUR, stockholm), "3 November");
  assert_text (duo_text_days (TUESDAY, TUESDAY + 2 * DAY, stockholm), "3–5 November");
  assert_text (duo_text_days (TUESDAY - 4 * DAY, TUESDAY, stockholm), "30 October – 3 November");
}

static void
test_day_heads (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");

  assert_text (duo_text_day_head (TUESDAY, stockholm, TUESDAY - 14 * HOUR), "Today, Tuesday 3 November");
  assert_text (duo_text_day_head (TUESDAY, stockholm, TUESDAY - 15 * HOUR), "Tomorrow, Tuesday 3 November");
  assert_text (duo_text_day_head (TUESDAY, stockholm, TUESDAY - 3 * DAY), "Tuesday 3 November");
  assert_text (duo_text_day_head (TUESDAY, stockholm, TUESDAY + DAY), "Tuesday 3 November");
}

/* The clocks go back on 25 October 2026: that day has 25 hours and is still one day. */
static void
test_days_of_a_clock_change (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");
  gint64 noon = duo_text_date_noon ("2026-10-25", stockholm);

  assert_text (duo_text_time (noon, stockholm), "12:00");
  assert_text (duo_text_day_head (noon, stockholm, noon - 25 * HOUR), "Tomorrow, Sunday 25 October");
  assert_text (duo_text_day_head (noon, stockholm, noon + 11 * HOUR), "Today, Sunday 25 October");
}

static void
test_date_noon (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");

  g_assert_cmpint (duo_text_date_noon ("2026-11-03", stockholm), ==, TUESDAY - 2 * HOUR - 15 * MINUTE);
  g_assert_cmpint (duo_text_date_noon ("2026-13-03", stockholm), ==, 0);
  g_assert_cmpint (duo_text_date_noon ("", stockholm), ==, 0);
}

static void
test_moments (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");

  assert_text (duo_text_moment (TUESDAY, stockholm, TUESDAY + HOUR), "14:15");
  assert_text (duo_text_moment (TUESDAY, stockholm, TUESDAY + DAY), "yesterday, 14:15");
  assert_text (duo_text_moment (TUESDAY, stockholm, TUESDAY + 2 * DAY), "3 November, 14:15");
}

/* My own weekday is said exactly where my date is not the event's. */
static void
test_my_own_times (void)
{
  static const struct
  {
    const char *there;
    const char *here;
    int seconds; /* from 14:15 in Stockholm on Tuesday */
    const char *time;
    const char *range;
    const char *spoken;
    const char *both;
  } cases[] = {
      {"Europe/Stockholm", "America/New_York", 0, "08:15", "08:15–08:20", "08:15",
       "X (08:15–08:20 New York)"},
      {"Europe/Stockholm", "Europe/Berlin", 0, "14:15", "14:15–14:20", "14:15", "X"},
      {"Asia/Bangkok", "America/New_York", -9 * HOUR + 15 * MINUTE, "Mon 23:30", "Mon 23:30–23:35",
       "Monday 23:30", "X (Mon 23:30–23:35 New York)"},
      /* The last slot of my evening, and the first of my morning. */
      {"Asia/Bangkok", "America/New_York", -8 * HOUR - 20 * MINUTE, "Mon 23:55", "Mon 23:55–00:00",
       "Monday 23:55", "X (Mon 23:55–00:00 New York)"},
      {"Asia/Bangkok", "America/New_York", -8 * HOUR - 15 * MINUTE, "00:00", "00:00–00:05", "00:00",
       "X (00:00–00:05 New York)"},
      {"America/New_York", "Pacific/Auckland", 0, "Wed 02:15", "Wed 02:15–02:20", "Wednesday 02:15",
       "X (Wed 02:15–02:20 Auckland)"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) there = zone (cases[i].there);
      g_autoptr (GTimeZone) here = zone (cases[i].here);
      gint64 start = TUESDAY + cases[i].seconds;
      DuoTimeRange range = {start, start + 5 * MINUTE};

      assert_plain (duo_text_my_time (start, there, here), cases[i].time);
      assert_plain (duo_text_my_range (range, there, here), cases[i].range);
      assert_plain (duo_text_my_time_spoken (start, there, here), cases[i].spoken);
      assert_plain (duo_text_with_my_range (g_strdup ("X"), range, there, here), cases[i].both);
    }
}

static void
test_both_times (void)
{
  g_autoptr (GTimeZone) bangkok = zone ("Asia/Bangkok");
  g_autoptr (GTimeZone) new_york = zone ("America/New_York");

  assert_plain (duo_text_weekday_time (TUESDAY, bangkok), "Tue 20:15");
  assert_plain (duo_text_with_my_time (g_strdup ("X"), TUESDAY, bangkok, new_york), "X (08:15 New York)");
  assert_plain (duo_text_with_my_time (g_strdup ("X"), TUESDAY - 9 * HOUR, bangkok, new_york),
                "X (Mon 23:15 New York)");
  assert_plain (duo_text_with_my_time (g_strdup ("X"), TUESDAY, bangkok, bangkok), "X");
}

static void
test_countdown (void)
{
  static const struct
  {
    int seconds; /* from now to the start */
    const char *text;
  } cases[] = {
      {1, "in 1 min"},
      {43 * MINUTE, "in 43 min"},
      {42 * MINUTE + 1, "in 43 min"},
      {HOUR, "in 1 h"},
      {2 * HOUR + 28 * MINUTE, "in 2 h 28 min"},
      {DAY - 1, "in 24 h"},
      {DAY, "in 1 day"},
      {3 * DAY, "in 3 days"},
      {0, "Now, 15 min left"},
      {-2 * MINUTE, "Now, 13 min left"},
      {-14 * MINUTE - 59, "Now, 1 min left"},
      {-15 * MINUTE, "ended"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoTimeRange range = {TUESDAY + cases[i].seconds, TUESDAY + cases[i].seconds + 15 * MINUTE};

      assert_text (duo_text_countdown (range, TUESDAY), cases[i].text);
    }
}

static void
test_ago (void)
{
  static const struct
  {
    int seconds;
    const char *text;
  } cases[] = {
      {-5, "just now"}, /* the service's clock may be a little ahead */
      {59, "just now"},      {MINUTE, "1 min ago"}, {20 * MINUTE, "20 min ago"}, {HOUR, "1 h ago"},
      {DAY - 1, "23 h ago"}, {DAY, "yesterday"},    {3 * DAY, "3 days ago"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (duo_text_ago (TUESDAY - cases[i].seconds, TUESDAY), cases[i].text);
  assert_text (duo_text_ago_alone (TUESDAY, TUESDAY), "Just now");
  assert_text (duo_text_ago_alone (TUESDAY - HOUR, TUESDAY), "1 h ago");
  assert_text (duo_text_ago_alone (TUESDAY - DAY, TUESDAY), "Yesterday");
  assert_text (duo_text_ago_alone (TUESDAY - 2 * DAY, TUESDAY), "2 days ago");
}

static void
test_left (void)
{
  assert_text (duo_text_left (TUESDAY + 14 * MINUTE + 30, TUESDAY), "14 min");
  assert_text (duo_text_left (TUESDAY + 2 * MINUTE, TUESDAY), "2 min");
  assert_text (duo_text_left (TUESDAY + 2 * MINUTE - 1, TUESDAY), "\u20661:59\u2069");
  assert_text (duo_text_left (TUESDAY + 5, TUESDAY), "\u20660:05\u2069");
  assert_text (duo_text_left (TUESDAY, TUESDAY + 60), "\u20660:00\u2069");
}

static void
test_zones (void)
{
  g_autoptr (GTimeZone) stockholm = zone ("Europe/Stockholm");
  g_autoptr (GTimeZone) berlin = zone ("Europe/Berlin");
  g_autoptr (GTimeZone) new_york = zone ("America/New_York");
  g_autoptr (GTimeZone) ushuaia = zone ("America/Argentina/Ushuaia");

  assert_text (duo_text_city (new_york), "New York");
  assert_text (duo_text_city (ushuaia), "Ushuaia");
  g_assert_true (duo_text_zones_differ (stockholm, new_york, TUESDAY));
  g_assert_false (duo_text_zones_differ (stockholm, berlin, TUESDAY));
}

static void
test_twelve_hours (void)
{
  g_assert_true (duo_text_is_12_hours ("%r"));
  g_assert_true (duo_text_is_12_hours ("%I:%M:%S %p"));
  g_assert_true (duo_text_is_12_hours ("%l:%M"));
  g_assert_false (duo_text_is_12_hours ("%T"));
  g_assert_false (duo_text_is_12_hours ("%H.%M.%S"));
}

static void
test_words (void)
{
  static const char *const languages[] = {"English", "Swedish", "Polish", NULL};

  assert_text (duo_text_first_name ("Ada Lindqvist"), "Ada");
  assert_text (duo_text_first_name ("Nilufar"), "Nilufar");
  assert_text (duo_text_first_name (" odd"), " odd");
  assert_text (duo_text_short_name ("Oluwaseun Adeyemi"), "O. Adeyemi");
  assert_text (duo_text_short_name ("Élodie de la Cour"), "É. Cour");
  assert_text (duo_text_short_name ("Ada Lindqvist"), "A. Lindqvist");
  assert_text (duo_text_short_name ("Nilufar"), "Nilufar");
  assert_text (duo_text_short_name ("Chen Yu-ting"), "Chen Yu-ting");
  assert_text (duo_text_short_name ("Hwang Seong-min"), "Hwang Seong-min");
  assert_text (duo_text_short_name ("Annika Meyer-Landrut"), "A. Meyer-Landrut");
  assert_text (duo_text_short_name ("Maria Sol-"), "Maria Sol-");
  assert_text (duo_text_short_name (" odd"), " odd");
  assert_text (duo_text_short_name ("odd "), "odd ");
  assert_text (duo_text_short_name (""), "");
  assert_text (duo_text_list (languages), "English, Swedish, Polish");
  assert_text (duo_text_list (NULL), "");
  assert_text (duo_text_open_slots (0), "No open slots");
  assert_text (duo_text_open_slots (1), "1 open slot");
  assert_text (duo_text_open_slots (14), "14 open slots");
  assert_text (duo_text_requests (1), "1 request");
  assert_text (duo_text_chats (0), "No chats");
  assert_text (duo_text_chats (4), "4 chats");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/times", test_times);
  g_test_add_func ("/text/days", test_days);
  g_test_add_func ("/text/several-days", test_several_days);
  g_test_add_func ("/text/day-heads", test_day_heads);
  g_test_add_func ("/text/days-of-a-clock-change", test_days_of_a_clock_change);
  g_test_add_func ("/text/date-noon", test_date_noon);
  g_test_add_func ("/text/moments", test_moments);
  g_test_add_func ("/text/my-own-times", test_my_own_times);
  g_test_add_func ("/text/both-times", test_both_times);
  g_test_add_func ("/text/countdown", test_countdown);
  g_test_add_func ("/text/ago", test_ago);
  g_test_add_func ("/text/left", test_left);
  g_test_add_func ("/text/zones", test_zones);
  g_test_add_func ("/text/twelve-hours", test_twelve_hours);
  g_test_add_func ("/text/words", test_words);

  return g_test_run ();
}
