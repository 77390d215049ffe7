/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-calendar-private.h"
#include "duo-rows-private.h"

/* What a recruiter set for a day; where nothing was set, every slot of the first duration is open (PRODUCT §3). */
static DuoAvailability *
load_day (DuoDatabase *database, const DuoEventRecord *event, DuoDay *day, const char *person)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "availability-of-day");
  DuoAvailability *set =
      duo_availability_new (duo_day_get_date (day), duo_format_get_default_duration (&event->format));

  duo_query_bind_text (query, ":person", person);
  duo_query_bind_text (query, ":date", set->date);
  if (!duo_query_next (query))
    return set;
  set->minutes = duo_format_settle_duration (&event->format, (guint) duo_query_get_int (query, "minutes"));
  set->place = duo_query_dup_text (query, "place");
  g_array_unref (set->blocked);
  set->blocked = duo_rows_parse_blocked (duo_query_get_text (query, "blocked"));
  return set;
}

gboolean
duo_calendar_offers (DuoDatabase *database,
                     const DuoEventRecord *event,
                     DuoDay *day,
                     const DuoPersonRecord *recruiter,
                     DuoTimeRange range,
                     gint64 now)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (event);
  g_autoptr (DuoAvailability) set = load_day (database, event, day, recruiter->id);
  DuoSlotRules rules = {set->minutes, event->format.closes, now, set->blocked, NULL};
  g_autoptr (GArray) grid = duo_slot_grid_new (day, zone, &rules);
  const DuoSlot *slot = duo_slot_grid_find (grid, range);

  return slot != NULL && slot->state == DUO_SLOT_OPEN;
}

gboolean
duo_calendar_hold (DuoDatabase *database, const char *account, DuoTimeRange range, const char *chat)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "hold-ticks");
  gint64 first = duo_time_range_get_first_tick (range), past = duo_time_range_get_end_tick (range);

  duo_query_bind_text (query, ":person", account);
  duo_query_bind_int (query, ":first", first);
  duo_query_bind_int (query, ":past", past);
  duo_query_bind_text (query, ":chat", chat);
  return duo_query_run (query) == past - first;
}

void
duo_calendar_release (DuoDatabase *database, const char *chat)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "release-chat");

  duo_query_bind_text (query, ":chat", chat);
  duo_query_run (query);
}

/* Adds a tick to ranges that come in order: neighbours become one range. */
static void
add_tick (GArray *ranges, gint64 tick)
{
  DuoTimeRange range = {tick * DUO_TICK_SECONDS, (tick + 1) * DUO_TICK_SECONDS};
  DuoTimeRange *last = ranges->len > 0 ? &g_array_index (ranges, DuoTimeRange, ranges->len - 1) : NULL;

  if (last != NULL && last->end == range.start)
    last->end = range.end;
  else
    g_array_append_val (ranges, range);
}

static GArray *
ranges_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
}

static GArray *
load_busy (DuoDatabase *database, const char *account, DuoTimeRange span)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "busy-ticks");
  GArray *busy = ranges_new ();

  duo_query_bind_text (query, ":person", account);
  duo_query_bind_int (query, ":first", duo_time_range_get_first_tick (span));
  duo_query_bind_int (query, ":past", duo_time_range_get_end_tick (span));
  while (duo_query_next (query))
    add_tick (busy, duo_query_get_int (query, "tick"));
  return busy;
}

static DuoDaySlots *
day_slots_new (DuoDay *day, GTimeZone *zone, DuoAvailability *set, const DuoSlotRules *rules)
{
  DuoDaySlots *slots = g_new0 (DuoDaySlots, 1);

  slots->date = g_strdup (set->date);
  slots->kind = duo_day_get_kind (day);
  slots->minutes = set->minutes;
  slots->place = g_strdup (set->place);
  slots->slots = duo_slot_grid_new (day, zone, rules);
  slots->blocked = g_array_ref (set->blocked);
  return slots;
}

GPtrArray *
duo_calendar_load_slots (DuoDatabase *database,
                         const DuoEventRecord *event,
                         const DuoPersonRecord *recruiter,
                         const char *date,
                         gint64 now)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (event);
  g_autoptr (GArray) busy = load_busy (database, recruiter->account, duo_event_record_get_span (event));
  GPtrArray *days = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_day_slots_free);

  for (guint i = 0; i < event->days->len; i++)
    {
      DuoDay *day = g_ptr_array_index (event->days, i);
      g_autoptr (DuoAvailability) set = NULL;

      if (date != NULL && !g_str_equal (duo_day_get_date (day), date))
        continue;
      set = load_day (database, event, day, recruiter->id);
      g_ptr_array_add (days, day_slots_new (day, zone, set,
                                            &(DuoSlotRules) {set->minutes, event->format.closes, now,
                                                             set->blocked, busy}));
    }
  return days;
}
