/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-calendar-private.h"
#include "duo-rows-private.h"

#include <string.h>

/*
 * Three queries in the order of the recruiters' ids run side by side, as a merge: one pass for 10,000 recruiters. Most
 * have nothing booked or blocked on a day, and those of one duration share a number that is counted once.
 */
typedef struct
{
  const DuoEventRecord *event;
  GTimeZone *zone;
  gint64 now;
  GArray *untouched; /* int per day × duration: open slots of a day without bookings, -1 until counted */
  GArray *spans;     /* DuoTimeRange per day: from its first window to its last */
  DuoQuery *set;     /* availability */
  DuoQuery *held;    /* occupancy */
  gboolean more_set;
  gboolean more_held;
} Merge;

#define DURATIONS (DUO_LONGEST_MINUTES / DUO_STEP_MINUTES + 1)

static guint
count_day (Merge *self, guint index, guint minutes, const GArray *blocked, const GArray *busy)
{
  DuoSlotRules rules = {minutes, self->event->format.closes, self->now, blocked, busy};
  g_autoptr (GArray) grid =
      duo_slot_grid_new (g_ptr_array_index (self->event->days, index), self->zone, &rules);

  return duo_slot_grid_count (grid, DUO_SLOT_OPEN);
}

static guint
count_untouched (Merge *self, guint index, guint minutes)
{
  guint step = MIN (minutes / DUO_STEP_MINUTES, DURATIONS - 1);
  int *known = &g_array_index (self->untouched, int, index *DURATIONS + step);

  if (*known < 0)
    *known = (int) count_day (self, index, minutes, NULL, NULL);
  return (guint) *known;
}

static GArray *
read_held (Merge *self, const char *person)
{
  GArray *busy = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));

  while (self->more_held && strcmp (duo_query_get_text (self->held, "person"), person) <= 0)
    {
      gint64 tick = duo_query_get_int (self->held, "tick");
      DuoTimeRange range = {tick * DUO_TICK_SECONDS, (tick + 1) * DUO_TICK_SECONDS};

      g_array_append_val (busy, range);
      self->more_held = duo_query_next (self->held);
    }
  return busy;
}

/* TRUE with what was set for that day, where something was. */
static gboolean
read_set (Merge *self, const char *person, const char *date, guint *minutes, GArray **blocked)
{
  while (self->more_set)
    {
      int order = strcmp (duo_query_get_text (self->set, "person"), person);

      if (order == 0)
        order = strcmp (duo_query_get_text (self->set, "date"), date);
      if (order > 0)
        return FALSE;
      if (order == 0)
        {
          *minutes = (guint) duo_query_get_int (self->set, "minutes");
          *blocked = duo_rows_parse_blocked (duo_query_get_text (self->set, "blocked"));
          return TRUE;
        }
      self->more_set = duo_query_next (self->set);
    }
  return FALSE;
}

static guint
count_person (Merge *self, const char *person)
{
  g_autoptr (GArray) busy = read_held (self, person);
  guint open = 0;

  for (guint i = 0; i < self->event->days->len; i++)
    {
      DuoDay *day = g_ptr_array_index (self->event->days, i);
      DuoTimeRange span = g_array_index (self->spans, DuoTimeRange, i);
      guint minutes = duo_format_get_default_duration (&self->event->format);
      g_autoptr (GArray) blocked = NULL;

      read_set (self, person, duo_day_get_date (day), &minutes, &blocked);
      minutes = duo_format_settle_duration (&self->event->format, minutes);
      if ((blocked == NULL || blocked->len == 0) && !duo_time_range_overlaps_any (span, busy))
        open += count_untouched (self, i, minutes);
      else
        open += count_day (self, i, minutes, blocked, busy);
    }
  return open;
}

static DuoTimeRange
merge_open (Merge *self)
{
  DuoTimeRange all = {0, 0};
  int unknown = -1;

  for (guint i = 0; i < self->event->days->len; i++)
    {
      g_autoptr (GArray) ranges = duo_day_dup_ranges (g_ptr_array_index (self->event->days, i), self->zone);
      DuoTimeRange span = {0, 0};

      if (ranges->len > 0)
        {
          span.start = g_array_index (ranges, DuoTimeRange, 0).start;
          span.end = g_array_index (ranges, DuoTimeRange, ranges->len - 1).end;
        }
      g_array_append_val (self->spans, span);
      all.start = i == 0 ? span.start : MIN (all.start, span.start);
      all.end = MAX (all.end, span.end);
    }
  for (guint i = 0; i < self->event->days->len * DURATIONS; i++)
    g_array_append_val (self->untouched, unknown);
  return all;
}

static GArray *
merge_run (Merge *self, DuoQuery *people)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (DuoCount));

  self->more_set = duo_query_next (self->set);
  self->more_held = duo_query_next (self->held);
  while (duo_query_next (people))
    {
      DuoCount count = {.requests = (guint) duo_query_get_int (people, "requests")};

      g_strlcpy (count.id, duo_query_get_text (people, "id"), sizeof count.id);
      count.open = count_person (self, count.id);
      g_array_append_val (counts, count);
    }
  return counts;
}

GArray *
duo_calendar_load_counts (DuoDatabase *database, const DuoEventRecord *event, gint64 now)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (event);
  g_autoptr (GArray) untouched = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  g_autoptr (DuoQuery) people = duo_database_query (database, "listed-recruiters");
  g_autoptr (DuoQuery) set = duo_database_query (database, "availability-of-event");
  g_autoptr (DuoQuery) held = duo_database_query (database, "occupancy-of-event");
  Merge merge = {event, zone, now, untouched, spans, set, held, FALSE, FALSE};
  DuoTimeRange all = merge_open (&merge);

  duo_query_bind_text (people, ":event", event->id);
  duo_query_bind_text (set, ":event", event->id);
  duo_query_bind_text (held, ":event", event->id);
  duo_query_bind_int (held, ":first", duo_time_range_get_first_tick (all));
  duo_query_bind_int (held, ":past", duo_time_range_get_end_tick (all));
  return merge_run (&merge, people);
}
