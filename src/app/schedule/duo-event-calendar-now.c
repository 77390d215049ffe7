/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-event-calendar-private.h"

#include "shell/duo-text.h"

void
duo_event_calendar_mark_now (DuoEventCalendar *self)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  gint64 now = duo_event_calendar_get_now (self);
  g_autofree char *today = duo_event_calendar_dup_today (self);
  g_autofree char *text = duo_text_time (now, zone);
  gboolean on_screen = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *date = duo_day_column_get_date (self->columns->pdata[i]);

      on_screen |= g_str_equal (date, today) && duo_event_calendar_is_shown (self, date);
    }
  duo_time_axis_set_now (
      self->axis,
      on_screen ? duo_day_plan_get_minutes ((DuoTimeRange) {now, now + 60}, today, zone).start : -1, text);
}

/* The minute of the first chat ahead on the days that are shown; -1 where there is none */
static int
find_ahead (DuoEventCalendar *self, gint64 now)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      DuoDayColumn *column = self->columns->pdata[i];
      GPtrArray *blocks = duo_day_column_get_blocks (column);

      for (guint j = 0;
           duo_event_calendar_is_shown (self, duo_day_column_get_date (column)) && j < blocks->len; j++)
        if (duo_chat_get_range (duo_chat_block_get_chat (blocks->pdata[j])).end > now)
          return duo_day_column_get_start (column, blocks->pdata[j]);
    }

  return -1;
}

/* Now, on a day of the event; else the first chat ahead; -1 where there is neither */
static int
get_opening (DuoEventCalendar *self)
{
  gint64 now = duo_event_calendar_get_now (self);
  g_autofree char *today = duo_event_calendar_dup_today (self);

  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (duo_day_column_get_date (self->columns->pdata[i]), today))
      return duo_day_plan_get_minutes ((DuoTimeRange) {now, now + 60}, today,
                                       duo_event_get_zone (self->event))
          .start;

  return find_ahead (self, now);
}

static void
scroll_to (DuoEventCalendar *self, double minute)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double zero = duo_time_axis_get_y (self->axis, 0);
  double hour = duo_time_axis_get_y (self->axis, 60) - zero;

  gtk_adjustment_set_value (adjustment,
                            zero + minute * hour / 60 - gtk_adjustment_get_page_size (adjustment) / 3);
}

double
duo_event_calendar_get_minute (DuoEventCalendar *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double zero = duo_time_axis_get_y (self->axis, 0);
  double hour = duo_time_axis_get_y (self->axis, 60) - zero;
  double y = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) / 3;

  return (y - zero) * 60 / hour;
}

/* Once, with what matters in the upper third, as soon as the hours are laid out: before that there is no height to
 * scroll in, and afterwards it is the user who scrolls. Hours of another height show the same time. */
void
duo_event_calendar_open (DuoEventCalendar *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double kept = self->kept;
  int minute;

  self->kept = -1;
  if (kept >= 0)
    scroll_to (self, kept);
  if (self->scrolled || !self->event ||
      gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment))
    return;

  self->scrolled = TRUE;
  minute = get_opening (self);
  if (minute >= 0)
    scroll_to (self, minute);
}
