/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-day.h"
#include "duo-error.h"

typedef struct
{
  const char *name;
  const char *zone;
  const char *date;
  DuoDayWindow window;
  const char *start; /* NULL: nothing is left of it */
  const char *end;
} Case;

/* Stockholm: 29 March 02:00 → 03:00, 25 October 03:00 → 02:00. New York: 8 March 02:00 → 03:00, 1 November 02:00 →
 * 01:00. Lord Howe: half an hour, 4 October 02:00 → 02:30, 5 April 02:00 → 01:30. Kathmandu is 45 minutes off. */
static const Case cases[] = {
    {"a summer day",
     "Europe/Stockholm",
     "2026-07-01",
     {540, 720},
     "2026-07-01T07:00:00Z",
     "2026-07-01T10:00:00Z"},
    {"a winter day",
     "Europe/Stockholm",
     "2026-11-03",
     {540, 720},
     "2026-11-03T08:00:00Z",
     "2026-11-03T11:00:00Z"},
    {"until midnight",
     "Europe/Stockholm",
     "2026-11-03",
     {1380, 1440},
     "2026-11-03T22:00:00Z",
     "2026-11-03T23:00:00Z"},
    {"from midnight",
     "America/New_York",
     "2026-11-03",
     {0, 60},
     "2026-11-03T05:00:00Z",
     "2026-11-03T06:00:00Z"},
    {"45 minutes off",
     "Asia/Kathmandu",
     "2026-11-03",
     {540, 600},
     "2026-11-03T03:15:00Z",
     "2026-11-03T04:15:00Z"},
    {"no clock change there",
     "UTC",
     "2026-03-29",
     {120, 180},
     "2026-03-29T02:00:00Z",
     "2026-03-29T03:00:00Z"},

    {"around the gap",
     "Europe/Stockholm",
     "2026-03-29",
     {60, 240},
     "2026-03-29T00:00:00Z",
     "2026-03-29T02:00:00Z"},
    {"begins in the gap",
     "Europe/Stockholm",
     "2026-03-29",
     {150, 240},
     "2026-03-29T01:00:00Z",
     "2026-03-29T02:00:00Z"},
    {"ends in the gap",
     "Europe/Stockholm",
     "2026-03-29",
     {60, 150},
     "2026-03-29T00:00:00Z",
     "2026-03-29T01:00:00Z"},
    {"is the gap", "Europe/Stockholm", "2026-03-29", {120, 180}, NULL, NULL},
    {"in the gap", "Europe/Stockholm", "2026-03-29", {125, 175}, NULL, NULL},
    {"after the gap",
     "Europe/Stockholm",
     "2026-03-29",
     {180, 240},
     "2026-03-29T01:00:00Z",
     "2026-03-29T02:00:00Z"},
    {"around the gap, west",
     "America/New_York",
     "2026-03-08",
     {60, 240},
     "2026-03-08T06:00:00Z",
     "2026-03-08T08:00:00Z"},
    {"in the gap, west", "America/New_York", "2026-03-08", {120, 180}, NULL, NULL},
    {"around half a gap",
     "Australia/Lord_Howe",
     "2026-10-04",
     {60, 180},
     "2026-10-03T14:30:00Z",
     "2026-10-03T16:00:00Z"},
    {"half in half a gap",
     "Australia/Lord_Howe",
     "2026-10-04",
     {120, 180},
     "2026-10-03T15:30:00Z",
     "2026-10-03T16:00:00Z"},
    {"in half a gap", "Australia/Lord_Howe", "2026-10-04", {120, 150}, NULL, NULL},

    {"around the doubled hour",
     "Europe/Stockholm",
     "2026-10-25",
     {60, 240},
     "2026-10-24T23:00:00Z",
     "2026-10-25T03:00:00Z"},
    {"is the doubled hour",
     "Europe/Stockholm",
     "2026-10-25",
     {120, 180},
     "2026-10-25T00:00:00Z",
     "2026-10-25T02:00:00Z"},
    {"ends in it",
     "Europe/Stockholm",
     "2026-10-25",
     {60, 150},
     "2026-10-24T23:00:00Z",
     "2026-10-25T00:30:00Z"},
    {"begins in it",
     "Europe/Stockholm",
     "2026-10-25",
     {150, 240},
     "2026-10-25T00:30:00Z",
     "2026-10-25T03:00:00Z"},
    {"after it",
     "Europe/Stockholm",
     "2026-10-25",
     {180, 240},
     "2026-10-25T02:00:00Z",
     "2026-10-25T03:00:00Z"},
    {"doubled, west",
     "America/New_York",
     "2026-11-01",
     {60, 120},
     "2026-11-01T05:00:00Z",
     "2026-11-01T07:00:00Z"},
    {"around a doubled half hour",
     "Australia/Lord_Howe",
     "2026-04-05",
     {60, 180},
     "2026-04-04T14:00:00Z",
     "2026-04-04T16:30:00Z"},
    {"is the doubled half hour",
     "Australia/Lord_Howe",
     "2026-04-05",
     {90, 120},
     "2026-04-04T14:30:00Z",
     "2026-04-04T15:30:00Z"},
};

static GArray *
ranges_of (const char *date, const char *zone_name, const DuoDayWindow *windows, gsize n_windows)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoDay) day = duo_day_new (date, DUO_DAY_VIRTUAL, windows, n_windows, &error);

  g_assert_no_error (error);
  g_assert_nonnull (zone);
  return duo_day_dup_ranges (day, zone);
}

static void
assert_moment (gint64 moment, const char *expected)
{
  g_autofree char *text = duo_time_format (moment);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_clock_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ranges = ranges_of (cases[i].date, cases[i].zone, &cases[i].window, 1);

      g_test_message ("%s: %s", cases[i].zone, cases[i].name);
      g_assert_cmpuint (ranges->len, ==, cases[i].start != NULL);
      if (cases[i].start == NULL)
        continue;
      assert_moment (g_array_index (ranges, DuoTimeRange, 0).start, cases[i].start);
      assert_moment (g_array_index (ranges, DuoTimeRange, 0).end, cases[i].end);
    }
}

/* Windows that do not overlap on the wall do not overlap in time either, whatever the clocks do that day. */
static void
test_windows_never_overlap (void)
{
  static const char *const days[][2] = {
      {"Europe/Stockholm", "2026-03-29"},    {"Europe/Stockholm", "2026-10-25"},
      {"America/New_York", "2026-03-08"},    {"America/New_York", "2026-11-01"},
      {"Australia/Lord_Howe", "2026-04-05"}, {"Australia/Lord_Howe", "2026-10-04"},
      {"America/St_Johns", "2026-11-01"},    {"Africa/Casablanca", "2026-02-15"},
      {"Asia/Beirut", "2026-03-29"},         {"America/Asuncion", "2024-10-06"},
      {"Pacific/Chatham", "2026-04-05"},
  };
  DuoDayWindow windows[288];

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    windows[i] = (DuoDayWindow) {i * 5, i * 5 + 5};
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GArray) ranges = ranges_of (days[i][1], days[i][0], windows, G_N_ELEMENTS (windows));

      g_test_message ("%s %s", days[i][0], days[i][1]);
      for (guint j = 0; j < ranges->len; j++)
        {
          DuoTimeRange range = g_array_index (ranges, DuoTimeRange, j);

          g_assert_true (duo_time_range_is_valid (range));
          if (j > 0)
            g_assert_cmpint (range.start, ==, g_array_index (ranges, DuoTimeRange, j - 1).end);
        }
    }
}

/* The negative control: what counts minutes from midnight would be an hour off on two days of the year. */
static void
test_counting_from_midnight_is_wrong (void)
{
  const DuoDayWindow windows[] = {{0, 5}, {540, 720}};
  g_autoptr (GArray) plain = ranges_of ("2026-03-28", "Europe/Stockholm", windows, 2);
  g_autoptr (GArray) spring = ranges_of ("2026-03-29", "Europe/Stockholm", windows, 2);
  gint64 plain_hours, spring_hours;

  plain_hours =
      (g_array_index (plain, DuoTimeRange, 1).start - g_array_index (plain, DuoTimeRange, 0).start) / 3600;
  spring_hours =
      (g_array_index (spring, DuoTimeRange, 1).start - g_array_index (spring, DuoTimeRange, 0).start) / 3600;
  g_assert_cmpint (plain_hours, ==, 9);
  g_assert_cmpint (spring_hours, ==, 8);
}

static void
test_what_it_says (void)
{
  const DuoDayWindow windows[] = {{540, 720}, {780, 1020}};
  g_autoptr (DuoDay) day = duo_day_new ("2026-11-03", DUO_DAY_IN_PERSON, windows, 2, NULL);
  g_autoptr (DuoDay) same = duo_day_ref (day);
  gsize n_windows;

  g_assert_true (same == day);
  g_assert_cmpstr (duo_day_get_date (day), ==, "2026-11-03");
  g_assert_cmpint (duo_day_get_kind (day), ==, DUO_DAY_IN_PERSON);
  g_assert_cmpuint (duo_day_get_windows (day, &n_windows)[1].end, ==, 1020);
  g_assert_cmpuint (n_windows, ==, 2);
}

static void
assert_refused (const char *date, const DuoDayWindow *windows, gsize n_windows)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (duo_day_new (date, DUO_DAY_VIRTUAL, windows, n_windows, &error));
  g_assert_error (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID);
}

static void
test_refuses (void)
{
  static const char *const dates[] = {"",           "2026-11-3", "2026-11-31", "2026-11-03 ",
                                      "2026/11/03", "today",     NULL};
  static const DuoDayWindow bad[][2] = {
      {{540, 540}, {0, 0}},  {{600, 540}, {0, 0}},     {{541, 600}, {0, 0}},     {{540, 601}, {0, 0}},
      {{540, 1445}, {0, 0}}, {{540, 600}, {595, 700}}, {{540, 600}, {300, 400}},
  };
  const DuoDayWindow good = {540, 600};

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    assert_refused (dates[i], &good, 1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused ("2026-11-03", bad[i], bad[i][1].end == 0 ? 1 : 2);
  assert_refused ("2026-11-03", NULL, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/day/clock-changes", test_clock_changes);
  g_test_add_func ("/domain/day/windows-never-overlap", test_windows_never_overlap);
  g_test_add_func ("/domain/day/counting-from-midnight-is-wrong", test_counting_from_midnight_is_wrong);
  g_test_add_func ("/domain/day/what-it-says", test_what_it_says);
  g_test_add_func ("/domain/day/refuses", test_refuses);
  return g_test_run ();
}
