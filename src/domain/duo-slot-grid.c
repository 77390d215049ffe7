/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-slot-grid.h"
#include "duo-names-private.h"

static const char *const state_names[] = {"open", "blocked", "booked", "past"};

/* From when on @slot is past. */
static gint64
get_passing (const DuoSlot *slot, guint closes)
{
  return slot->state == DUO_SLOT_OPEN ? slot->range.start - (gint64) closes * 60 : slot->range.end;
}

DuoSlotState
duo_slot_get_state_at (const DuoSlot *slot, guint closes, gint64 now)
{
  return get_passing (slot, closes) <= now ? DUO_SLOT_PAST : slot->state;
}

gint64
duo_slot_grid_get_next_passing (const GArray *grid, guint closes, gint64 now)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < grid->len; i++)
    {
      gint64 passing = get_passing (&g_array_index (grid, DuoSlot, i), closes);

      if (passing > now)
        next = MIN (next, passing);
    }
  return next;
}

/* Apart from the time that passes. */
static DuoSlotState
state_of (DuoTimeRange range, const DuoSlotRules *rules)
{
  if (duo_time_range_overlaps_any (range, rules->busy))
    return DUO_SLOT_BOOKED;

  return duo_time_range_overlaps_any (range, rules->blocked) ? DUO_SLOT_BLOCKED : DUO_SLOT_OPEN;
}

/* Clocks that are off by odd minutes, as all were a century ago, have no slot that could be held. */
static void
append_slot (GArray *grid, DuoTimeRange range, const DuoSlotRules *rules)
{
  DuoSlot slot = {range, state_of (range, rules)};

  if (!duo_time_range_is_valid (range))
    return;
  slot.state = duo_slot_get_state_at (&slot, rules->closes, rules->now);
  g_array_append_val (grid, slot);
}

GArray *
duo_slot_grid_new (DuoDay *day, GTimeZone *zone, const DuoSlotRules *rules)
{
  g_autoptr (GArray) windows = duo_day_dup_ranges (day, zone);
  GArray *grid = g_array_new (FALSE, FALSE, sizeof (DuoSlot));
  gint64 step = (gint64) rules->minutes * 60;

  for (guint i = 0; step > 0 && i < windows->len; i++)
    {
      DuoTimeRange window = g_array_index (windows, DuoTimeRange, i);

      for (gint64 start = window.start; start + step <= window.end; start += step)
        append_slot (grid, (DuoTimeRange) {start, start + step}, rules);
    }
  return grid;
}

const DuoSlot *
duo_slot_grid_find (const GArray *grid, DuoTimeRange range)
{
  for (guint i = 0; i < grid->len; i++)
    {
      const DuoSlot *slot = &g_array_index (grid, DuoSlot, i);

      if (duo_time_range_equal (slot->range, range))
        return slot;
    }
  return NULL;
}

guint
duo_slot_grid_count (const GArray *grid, DuoSlotState state)
{
  guint count = 0;

  for (guint i = 0; i < grid->len; i++)
    count += g_array_index (grid, DuoSlot, i).state == state;
  return count;
}

guint
duo_slot_grid_get_minutes (const GArray *grid)
{
  guint minutes = grid->len > 0 ? duo_time_range_get_minutes (g_array_index (grid, DuoSlot, 0).range) : 0;

  for (guint i = 1; i < grid->len; i++)
    if (duo_time_range_get_minutes (g_array_index (grid, DuoSlot, i).range) != minutes)
      return 0;
  return minutes;
}

static int
compare_distance (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 one = ((const DuoSlot *) a)->range.start, other = ((const DuoSlot *) b)->range.start;
  gint64 moment = *(const gint64 *) data;
  gint64 nearer = ABS (one - moment) - ABS (other - moment);

  return nearer != 0 ? (nearer > 0) - (nearer < 0) : (one > other) - (one < other);
}

static int
compare_time (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const DuoSlot *) a)->range.start, other = ((const DuoSlot *) b)->range.start;

  return (one > other) - (one < other);
}

void
duo_slot_grid_keep_nearest (GArray *grid, gint64 moment, guint n)
{
  g_array_sort_with_data (grid, compare_distance, &moment);
  g_array_set_size (grid, MIN (grid->len, n));
  g_array_sort (grid, compare_time);
}

const char *
duo_slot_state_to_string (DuoSlotState state)
{
  return duo_names_get (state_names, G_N_ELEMENTS (state_names), state);
}

gboolean
duo_slot_state_from_string (const char *text, DuoSlotState *state)
{
  return duo_names_find (state_names, G_N_ELEMENTS (state_names), text, state);
}
