/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-slot-grid.h"

/* 3 November 2026 in Stockholm: windows of the tests are given in local minutes, an hour ahead of UTC. */
#define MIDNIGHT G_GINT64_CONSTANT (1793660400)

static GArray *
grid_of (const char *date, const DuoDayWindow *windows, gsize n_windows, const DuoSlotRules *rules)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  g_autoptr (DuoDay) day = duo_day_new (date, DUO_DAY_VIRTUAL, windows, n_windows, NULL);

  g_assert_nonnull (day);
  return duo_slot_grid_new (day, zone, rules);
}

static DuoTimeRange
local (gint64 from, gint64 to)
{
  return (DuoTimeRange) {MIDNIGHT + from * 60, MIDNIGHT + to * 60};
}

static GArray *
ranges_new (DuoTimeRange range)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));

  g_array_append_val (ranges, range);
  return ranges;
}

static DuoSlotState
state_at (const GArray *grid, gint64 from, gint64 to)
{
  const DuoSlot *slot = duo_slot_grid_find (grid, local (from, to));

  g_assert_nonnull (slot);
  return slot->state;
}

static void
test_every_slot_starts_open (void)
{
  const DuoDayWindow windows[] = {{540, 720}, {780, 1020}};
  const DuoSlotRules rules = {.minutes = 15};
  g_autoptr (GArray) grid = grid_of ("2026-11-03", windows, 2, &rules);

  g_assert_cmpuint (grid->len, ==, 12 + 16);
  g_assert_cmpuint (duo_slot_grid_count (grid, DUO_SLOT_OPEN), ==, 28);
  g_assert_cmpint (g_array_index (grid, DuoSlot, 0).range.start, ==, MIDNIGHT + 540 * 60);
  g_assert_null (duo_slot_grid_find (grid, local (720, 735))); /* lunch */
  g_assert_null (duo_slot_grid_find (grid, local (545, 560)));
}

static void
test_the_remainder_is_dropped (void)
{
  const DuoDayWindow windows[] = {{540, 640}, {700, 720}};
  static const struct
  {
    guint minutes, slots;
  } cases[] = {{5, 24}, {15, 7}, {25, 4}, {30, 3}, {45, 2}, {100, 1}, {120, 0}, {0, 0}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DuoSlotRules rules = {.minutes = cases[i].minutes};
      g_autoptr (GArray) grid = grid_of ("2026-11-03", windows, 2, &rules);

      g_assert_cmpuint (grid->len, ==, cases[i].slots);
    }
}

static void
test_blocked_and_busy (void)
{
  const DuoDayWindow window = {540, 660};
  g_autoptr (GArray) blocked = ranges_new (local (555, 585)), busy = ranges_new (local (580, 600));
  const DuoSlotRules rules = {.minutes = 15, .blocked = blocked, .busy = busy};
  g_autoptr (GArray) grid = grid_of ("2026-11-03", &window, 1, &rules);

  g_assert_cmpint (state_at (grid, 540, 555), ==, DUO_SLOT_OPEN);
  g_assert_cmpint (state_at (grid, 555, 570), ==, DUO_SLOT_BLOCKED);
  g_assert_cmpint (state_at (grid, 570, 585), ==,
                   DUO_SLOT_BOOKED); /* a chat of another length reaches into it */
  g_assert_cmpint (state_at (grid, 585, 600), ==, DUO_SLOT_BOOKED);
  g_assert_cmpint (state_at (grid, 600, 615), ==, DUO_SLOT_OPEN);
}

static void
test_time_passes (void)
{
  const DuoDayWindow window = {540, 600};
  g_autoptr (GArray) busy = ranges_new (local (540, 555));
  DuoSlotRules rules = {.minutes = 15, .busy = busy, .now = local (555, 0).start - 1};
  g_autoptr (GArray) before = grid_of ("2026-11-03", &window, 1, &rules);
  g_autoptr (GArray) after = NULL;

  g_assert_cmpint (state_at (before, 540, 555), ==, DUO_SLOT_BOOKED); /* it goes on */
  g_assert_cmpint (state_at (before, 555, 570), ==, DUO_SLOT_OPEN);
  rules.now++;
  after = grid_of ("2026-11-03", &window, 1, &rules);
  g_assert_cmpint (state_at (after, 540, 555), ==, DUO_SLOT_PAST);
  g_assert_cmpint (state_at (after, 555, 570), ==, DUO_SLOT_PAST); /* it begins at this moment */
  g_assert_cmpint (state_at (after, 570, 585), ==, DUO_SLOT_OPEN);
}

static void
test_booking_closes_before (void)
{
  const DuoDayWindow window = {540, 600};
  const DuoSlotRules rules = {.minutes = 15, .closes = 30, .now = local (530, 0).start};
  g_autoptr (GArray) grid = grid_of ("2026-11-03", &window, 1, &rules);

  g_assert_cmpint (state_at (grid, 540, 555), ==, DUO_SLOT_PAST);
  g_assert_cmpint (state_at (grid, 555, 570), ==, DUO_SLOT_PAST);
  g_assert_cmpint (state_at (grid, 570, 585), ==, DUO_SLOT_OPEN);
}

/* What was made once and looked at later is what would be made then: the two sides cannot disagree. */
static void
test_time_passes_over_a_grid (void)
{
  const DuoDayWindow window = {540, 600};
  g_autoptr (GArray) busy = ranges_new (local (540, 555)), blocked = ranges_new (local (585, 600));
  DuoSlotRules rules = {15, 10, local (500, 0).start, blocked, busy};
  g_autoptr (GArray) sent = grid_of ("2026-11-03", &window, 1, &rules);

  g_assert_cmpint (duo_slot_grid_get_next_passing (sent, 10, rules.now), ==, local (545, 0).start);
  for (int minute = 530; minute <= 605; minute++)
    {
      g_autoptr (GArray) then = NULL;

      rules.now = local (minute, 0).start;
      then = grid_of ("2026-11-03", &window, 1, &rules);
      for (guint i = 0; i < sent->len; i++)
        g_assert_cmpint (duo_slot_get_state_at (&g_array_index (sent, DuoSlot, i), rules.closes, rules.now),
                         ==, g_array_index (then, DuoSlot, i).state);
    }
  g_assert_cmpint (duo_slot_grid_get_next_passing (sent, 10, local (545, 0).start), ==, local (555, 0).start);
  g_assert_cmpint (duo_slot_grid_get_next_passing (sent, 10, local (560, 0).start), ==, local (600, 0).start);
  g_assert_cmpint (duo_slot_grid_get_next_passing (sent, 10, local (600, 0).start), ==, G_MAXINT64);
}

/* Slots are stepped in elapsed time: an hour less in spring, an hour more in autumn, each of full length. */
static void
test_clock_changes (void)
{
  const DuoDayWindow window = {60, 240};
  const DuoSlotRules rules = {.minutes = 25};
  static const struct
  {
    const char *date;
    guint slots;
  } cases[] = {{"2026-03-28", 7}, {"2026-03-29", 4}, {"2026-10-25", 9}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) grid = grid_of (cases[i].date, &window, 1, &rules);

      g_assert_cmpuint (grid->len, ==, cases[i].slots);
      for (guint j = 0; j < grid->len; j++)
        {
          DuoTimeRange range = g_array_index (grid, DuoSlot, j).range;

          g_assert_cmpuint (duo_time_range_get_minutes (range), ==, 25);
          if (j > 0)
            g_assert_cmpint (range.start, ==, g_array_index (grid, DuoSlot, j - 1).range.end);
        }
    }
}

/* The earlier of two that are as near; fewer where there are not so many. */
static void
test_keep_nearest (void)
{
  static const struct
  {
    gint64 moment;
    guint n;
    gint64 kept[3];
  } cases[] = {
      {1000, 3, {700, 1000, 1300}}, {1150, 1, {1000}}, {0, 2, {100, 400}},
      {9000, 2, {1300, 1600}},      {1000, 0, {0}},    {1149, 2, {1000, 1300}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) grid = g_array_new (FALSE, FALSE, sizeof (DuoSlot));

      for (gint64 start = 100; start <= 1600; start += 300)
        g_array_append_vals (grid, &(DuoSlot) {{start, start + 300}, DUO_SLOT_OPEN}, 1);
      duo_slot_grid_keep_nearest (grid, cases[i].moment, cases[i].n);
      g_assert_cmpuint (grid->len, ==, cases[i].n);
      for (guint j = 0; j < grid->len; j++)
        g_assert_cmpint (g_array_index (grid, DuoSlot, j).range.start, ==, cases[i].kept[j]);
      duo_slot_grid_keep_nearest (grid, 0, 10);
      g_assert_cmpuint (grid->len, ==, cases[i].n);
    }
}

static void
test_words (void)
{
  DuoSlotState state = DUO_SLOT_PAST;

  for (guint i = DUO_SLOT_OPEN; i <= DUO_SLOT_PAST; i++)
    g_assert_true (duo_slot_state_from_string (duo_slot_state_to_string (i), &state) && state == i);
  g_assert_false (duo_slot_state_from_string ("free", &state));
  g_assert_cmpint (state, ==, DUO_SLOT_PAST);
}

/* Until 1892 clocks in Berlin were 53 min 28 s ahead: no slot of theirs lies on the ticks of which time is made. */
static void
test_odd_minutes (void)
{
  const DuoDayWindow window = {540, 720};
  const DuoSlotRules rules = {.minutes = 15};
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (DuoDay) then = duo_day_new ("1880-11-03", DUO_DAY_VIRTUAL, &window, 1, NULL);
  g_autoptr (DuoDay) now = duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, &window, 1, NULL);
  g_autoptr (GArray) none = duo_slot_grid_new (then, zone, &rules);
  g_autoptr (GArray) grid = duo_slot_grid_new (now, zone, &rules);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (grid->len, ==, 12);
}

/* A day has slots of one length. */
static void
test_length (void)
{
  const DuoDayWindow window = {540, 720};
  const DuoSlotRules rules = {.minutes = 25};
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (DuoDay) day = duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, &window, 1, NULL);
  g_autoptr (GArray) grid = duo_slot_grid_new (day, zone, &rules);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (DuoSlot));

  g_assert_cmpuint (duo_slot_grid_get_minutes (grid), ==, 25);
  g_assert_cmpuint (duo_slot_grid_get_minutes (none), ==, 0);
  g_array_index (grid, DuoSlot, 3).range.end += 300;
  g_assert_cmpuint (duo_slot_grid_get_minutes (grid), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/slot-grid/every-slot-starts-open", test_every_slot_starts_open);
  g_test_add_func ("/domain/slot-grid/the-remainder-is-dropped", test_the_remainder_is_dropped);
  g_test_add_func ("/domain/slot-grid/blocked-and-busy", test_blocked_and_busy);
  g_test_add_func ("/domain/slot-grid/time-passes", test_time_passes);
  g_test_add_func ("/domain/slot-grid/time-passes-over-a-grid", test_time_passes_over_a_grid);
  g_test_add_func ("/domain/slot-grid/booking-closes-before", test_booking_closes_before);
  g_test_add_func ("/domain/slot-grid/clock-changes", test_clock_changes);
  g_test_add_func ("/domain/slot-grid/odd-minutes", test_odd_minutes);
  g_test_add_func ("/domain/slot-grid/length", test_length);
  g_test_add_func ("/domain/slot-grid/keep-nearest", test_keep_nearest);
  g_test_add_func ("/domain/slot-grid/words", test_words);
  return g_test_run ();
}
