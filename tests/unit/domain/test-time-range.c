/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-time-range.h"

#include <string.h>

#define NOON G_GINT64_CONSTANT (1793707200) /* 2026-11-03T12:00:00Z */

static DuoTimeRange
minutes (gint64 from, gint64 to)
{
  return (DuoTimeRange) {NOON + from * 60, NOON + to * 60};
}

static void
test_overlaps (void)
{
  static const struct
  {
    gint64 a[2], b[2];
    gboolean overlaps;
  } cases[] = {
      {{0, 15}, {15, 30}, FALSE},  {{0, 15}, {0, 15}, TRUE},   {{0, 15}, {10, 20}, TRUE},
      {{0, 60}, {15, 30}, TRUE},   {{0, 15}, {30, 45}, FALSE}, {{0, 0}, {0, 15}, FALSE},
      {{5, 5}, {0, 15}, FALSE},    {{0, 15}, {-15, 0}, FALSE}, {{0, 15}, {-15, 5}, TRUE},
      {{15, 0}, {-60, 60}, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoTimeRange a = minutes (cases[i].a[0], cases[i].a[1]), b = minutes (cases[i].b[0], cases[i].b[1]);

      g_test_message ("case %u", i);
      g_assert_cmpint (duo_time_range_overlaps (a, b), ==, cases[i].overlaps);
      g_assert_cmpint (duo_time_range_overlaps (b, a), ==, cases[i].overlaps);
    }
}

static void
test_validity (void)
{
  g_assert_true (duo_time_range_is_valid (minutes (0, 5)));
  g_assert_false (duo_time_range_is_valid (minutes (5, 5)));
  g_assert_false (duo_time_range_is_valid (minutes (10, 5)));
  g_assert_false (duo_time_range_is_valid (minutes (0, 7)));
  g_assert_false (duo_time_range_is_valid ((DuoTimeRange) {NOON + 1, NOON + 301}));
}

static void
test_contains (void)
{
  DuoTimeRange range = minutes (0, 15);

  g_assert_false (duo_time_range_contains (range, NOON - 1));
  g_assert_true (duo_time_range_contains (range, NOON));
  g_assert_true (duo_time_range_contains (range, range.end - 1));
  g_assert_false (duo_time_range_contains (range, range.end));
  g_assert_cmpuint (duo_time_range_get_minutes (range), ==, 15);
  g_assert_cmpuint (duo_time_range_get_minutes (minutes (15, 0)), ==, 0);
  g_assert_true (duo_time_range_equal (range, minutes (0, 15)));
  g_assert_false (duo_time_range_equal (range, minutes (0, 20)));
}

/* Neighbours never share a tick, before 1970 neither. */
static void
test_ticks (void)
{
  for (gint64 start = -3; start < 3; start++)
    {
      DuoTimeRange first = {start * 300, start * 300 + 900}, second = {first.end, first.end + 300};

      g_assert_cmpint (duo_time_range_get_first_tick (first), ==, start);
      g_assert_cmpint (duo_time_range_get_end_tick (first), ==, start + 3);
      g_assert_cmpint (duo_time_range_get_first_tick (second), ==, duo_time_range_get_end_tick (first));
    }
  /* A second more takes the whole tick. */
  g_assert_cmpint (duo_time_range_get_end_tick ((DuoTimeRange) {0, 301}), ==, 2);
  g_assert_cmpint (duo_time_range_get_first_tick ((DuoTimeRange) {-1, 300}), ==, -1);
}

static void
test_format (void)
{
  static const gint64 moments[] = {0, 1, 951782400, NOON, 4102444799, G_GINT64_CONSTANT (253402300799)};

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *text = duo_time_format (moments[i]);
      gint64 moment = -1;

      g_assert_cmpuint (strlen (text), ==, 20);
      g_assert_true (duo_time_parse (text, &moment));
      g_assert_cmpint (moment, ==, moments[i]);
    }
}

/* What four digits of a year cannot say ends at their limit instead of failing. */
static void
test_format_of_the_impossible (void)
{
  g_autofree char *late = duo_time_format (G_MAXINT64), *early = duo_time_format (G_MININT64);

  g_assert_cmpstr (late, ==, "9999-12-31T23:59:59Z");
  g_assert_cmpstr (early, ==, "1970-01-01T00:00:00Z");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 moment;
  } cases[] = {
      {"2026-11-03T12:00:00Z", NOON},      {"2026-11-03t12:00:00z", NOON},
      {"2026-11-03T13:00:00+01:00", NOON}, {"2026-11-03T06:30:00-05:30", NOON},
      {"2026-11-03T12:00:00.999Z", NOON},  {"2026-11-03T12:00:00.000000001+00:00", NOON},
      {"2026-11-04T01:45:00+13:45", NOON},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 moment = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_true (duo_time_parse (cases[i].text, &moment));
      g_assert_cmpint (moment, ==, cases[i].moment);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const texts[] = {
      "",
      "2026-11-03",
      "2026-11-03T12:00",
      "2026-11-03T12:00:00",
      "2026-11-03 12:00:00Z",
      "2026-11-03T12:00:00Zz",
      "2026-11-03T12:00:00.Z",
      "2026-11-03T12:00:00+0100",
      "2026-11-03T12:00:00+24:00",
      "2026-11-03T12:00:00+01:60",
      "2026-11-03T12:00:00+01:00 ",
      "2026-02-29T12:00:00Z",
      "2026-13-03T12:00:00Z",
      "2026-11-03T24:00:00Z",
      "2026-11-03T12:60:00Z",
      "2026-11-03T12:00:60Z",
      "-026-11-03T12:00:00Z",
      "+2026-11-3T12:00:00Z",
      "0000-01-01T00:00:00Z",
      "１026-11-03T12:00:00Z",
      "20261103T120000Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 moment = 77;

      g_test_message ("%s", texts[i]);
      g_assert_false (duo_time_parse (texts[i], &moment));
      g_assert_cmpint (moment, ==, 77);
    }
  g_assert_false (duo_time_parse (NULL, NULL));
}

static void
test_overlaps_any (void)
{
  const DuoTimeRange busy[] = {{300, 600}, {1200, 1500}};
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));

  g_assert_false (duo_time_range_overlaps_any (busy[0], NULL));
  g_assert_false (duo_time_range_overlaps_any (busy[0], ranges));
  g_array_append_vals (ranges, busy, G_N_ELEMENTS (busy));
  g_assert_true (duo_time_range_overlaps_any ((DuoTimeRange) {0, 301}, ranges));
  g_assert_true (duo_time_range_overlaps_any ((DuoTimeRange) {1499, 2000}, ranges));
  g_assert_false (duo_time_range_overlaps_any ((DuoTimeRange) {600, 1200}, ranges));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/time-range/overlaps", test_overlaps);
  g_test_add_func ("/domain/time-range/overlaps-any", test_overlaps_any);
  g_test_add_func ("/domain/time-range/validity", test_validity);
  g_test_add_func ("/domain/time-range/contains", test_contains);
  g_test_add_func ("/domain/time-range/ticks", test_ticks);
  g_test_add_func ("/domain/time/format", test_format);
  g_test_add_func ("/domain/time/format-of-the-impossible", test_format_of_the_impossible);
  g_test_add_func ("/domain/time/parse", test_parse);
  g_test_add_func ("/domain/time/parse-refuses", test_parse_refuses);
  return g_test_run ();
}
