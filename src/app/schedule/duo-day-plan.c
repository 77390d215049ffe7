/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-day-plan.h"

#include <glib/gi18n.h>

#include "shell/duo-text.h"

#define MINUTES_OF_DAY 1440

static DuoMinutes
to_hours (DuoMinutes minutes)
{
  return (DuoMinutes) {minutes.start / 60 * 60, (minutes.end + 59) / 60 * 60};
}

DuoMinutes
duo_day_plan_get_hours (DuoEvent *event)
{
  const GPtrArray *days = duo_event_get_record (event)->days;
  DuoMinutes all = {MINUTES_OF_DAY, 0};

  for (guint i = 0; days && i < days->len; i++)
    {
      gsize n_windows;
      const DuoDayWindow *windows = duo_day_get_windows (days->pdata[i], &n_windows);

      if (n_windows == 0)
        continue;
      all.start = MIN (all.start, (int) windows[0].start);
      all.end = MAX (all.end, (int) windows[n_windows - 1].end);
    }

  return all.start < all.end ? to_hours (all) : (DuoMinutes) {9 * 60, 17 * 60};
}

static int
minute_of (gint64 moment, const char *date, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");
  int order = strcmp (day, date);

  if (order != 0)
    return order < 0 ? 0 : MINUTES_OF_DAY;

  return g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

DuoMinutes
duo_day_plan_get_minutes (DuoTimeRange range, const char *date, GTimeZone *zone)
{
  return (DuoMinutes) {minute_of (range.start, date, zone), minute_of (range.end, date, zone)};
}

GArray *
duo_day_plan_dup_breaks (DuoDay *day)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (DuoMinutes));
  gsize n_windows;
  const DuoDayWindow *windows = duo_day_get_windows (day, &n_windows);

  for (gsize i = 1; i < n_windows; i++)
    {
      DuoMinutes gap = {windows[i - 1].end, windows[i].start};

      if (gap.start < gap.end)
        g_array_append_val (breaks, gap);
    }

  return breaks;
}

const char *
duo_day_plan_name_break (DuoMinutes minutes)
{
  /* Somewhere from 11 to 14 o'clock, and long enough to eat. */
  if (minutes.end - minutes.start >= 30 && minutes.start <= 14 * 60 && minutes.end > 11 * 60)
    return _ ("Lunch Break");

  return _ ("Break");
}

gboolean
duo_day_plan_shows (DuoChatState state)
{
  return state == DUO_CHAT_CONFIRMED || state == DUO_CHAT_COMPLETED || state == DUO_CHAT_NO_SHOW;
}
