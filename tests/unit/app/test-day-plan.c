/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "schedule/duo-day-plan.h"

/* 3 November 2026, 13:15 UTC: 14:15 in Stockholm. */
#define TUESDAY 1793711700

static DuoEvent *
event_new (const DuoDayWindow *windows, gsize n_windows)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_new ();
  g_autoptr (DuoClock) clock = duo_clock_new ();

  record->id = g_strdup ("e");
  record->name = g_strdup ("E");
  record->zone = g_strdup ("Europe/Stockholm");
  duo_format_init (&record->format);
  for (gsize i = 0; i < n_windows; i++)
    {
      g_autofree char *date = g_strdup_printf ("2026-11-%02d", (int) i + 3);

      g_ptr_array_add (record->days, duo_day_new (date, DUO_DAY_VIRTUAL, &windows[i], 1, NULL));
    }
  return duo_event_new (record, clock);
}

static void
test_hours_hold_all_days (void)
{
  static const DuoDayWindow windows[] = {{600, 720}, {555, 1000}};
  g_autoptr (DuoEvent) event = event_new (windows, G_N_ELEMENTS (windows));
  DuoMinutes hours = duo_day_plan_get_hours (event);

  g_assert_cmpint (hours.start, ==, 9 * 60);
  g_assert_cmpint (hours.end, ==, 17 * 60);
}

static void
test_hours_without_days (void)
{
  g_autoptr (DuoEvent) event = event_new (NULL, 0);
  DuoMinutes hours = duo_day_plan_get_hours (event);

  g_assert_cmpint (hours.start, <, hours.end);
}

static void
test_minutes_are_local (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  DuoTimeRange range = {TUESDAY, TUESDAY + 900};
  DuoMinutes minutes = duo_day_plan_get_minutes (range, "2026-11-03", zone);

  g_assert_cmpint (minutes.start, ==, 14 * 60 + 15);
  g_assert_cmpint (minutes.end, ==, 14 * 60 + 30);
}

static void
test_minutes_end_with_the_day (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  DuoTimeRange over_midnight = {TUESDAY + 9 * 3600, TUESDAY + 11 * 3600}; /* 23:15 to 01:15 */
  DuoMinutes today = duo_day_plan_get_minutes (over_midnight, "2026-11-03", zone);
  DuoMinutes tomorrow = duo_day_plan_get_minutes (over_midnight, "2026-11-04", zone);

  g_assert_cmpint (today.start, ==, 23 * 60 + 15);
  g_assert_cmpint (today.end, ==, 24 * 60);
  g_assert_cmpint (tomorrow.start, ==, 0);
  g_assert_cmpint (tomorrow.end, ==, 75);
}

static void
test_breaks_lie_between_windows (void)
{
  static const DuoDayWindow windows[] = {{540, 720}, {780, 900}, {900, 1020}, {1030, 1080}};
  g_autoptr (DuoDay) day = duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, windows, G_N_ELEMENTS (windows), NULL);
  g_autoptr (GArray) breaks = duo_day_plan_dup_breaks (day);
  DuoMinutes lunch = g_array_index (breaks, DuoMinutes, 0);
  DuoMinutes pause = g_array_index (breaks, DuoMinutes, 1);

  g_assert_cmpuint (breaks->len, ==, 2);
  g_assert_cmpint (lunch.start, ==, 720);
  g_assert_cmpint (lunch.end, ==, 780);
  g_assert_cmpstr (duo_day_plan_name_break (lunch), ==, "Lunch Break");
  g_assert_cmpint (pause.start, ==, 1020);
  g_assert_cmpstr (duo_day_plan_name_break (pause), ==, "Break");
}

static void
test_only_what_has_a_time_is_shown (void)
{
  for (int state = DUO_CHAT_NONE; state < DUO_CHAT_N_STATES; state++)
    g_assert_cmpint (duo_day_plan_shows (state), ==,
                     state == DUO_CHAT_CONFIRMED || state == DUO_CHAT_COMPLETED || state == DUO_CHAT_NO_SHOW);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/day-plan/hours-hold-all-days", test_hours_hold_all_days);
  g_test_add_func ("/day-plan/hours-without-days", test_hours_without_days);
  g_test_add_func ("/day-plan/minutes-are-local", test_minutes_are_local);
  g_test_add_func ("/day-plan/minutes-end-with-the-day", test_minutes_end_with_the_day);
  g_test_add_func ("/day-plan/breaks-lie-between-windows", test_breaks_lie_between_windows);
  g_test_add_func ("/day-plan/only-what-has-a-time", test_only_what_has_a_time_is_shown);

  return g_test_run ();
}
