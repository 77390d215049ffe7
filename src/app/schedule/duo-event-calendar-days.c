/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-event-calendar-private.h"

#include <glib/gi18n.h>

#include "duo-day-head.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

/* Minutes of empty calendar after the last hour, so that it ends visibly. */
#define ROOM_BELOW 60
#define AXIS_WIDTH 140
#define AXIS_WIDTH_ONE_ZONE 84

static int
get_usual_axis_width (DuoEventCalendar *self)
{
  if (self->stacked)
    return 48;
  if (self->narrow)
    return self->mine ? 114 : 64;

  return self->mine ? AXIS_WIDTH : AXIS_WIDTH_ONE_ZONE;
}

/* It grows with the hours in it; on a narrow page the day keeps its greater half. */
static int
get_axis_width (DuoEventCalendar *self)
{
  int scaled = (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, get_usual_axis_width (self), NULL);

  return self->narrow ? MIN (scaled, AXIS_WIDTH) : scaled;
}

/* Heads stand in the order of their columns. */
static void
show_heads (DuoEventCalendar *self)
{
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (self->heads));

  for (guint i = 0; i < self->columns->len; i++)
    {
      gtk_widget_set_visible (
          head, duo_event_calendar_is_shown (self, duo_day_column_get_date (self->columns->pdata[i])));
      head = gtk_widget_get_next_sibling (head);
    }
  gtk_widget_set_visible (self->wide_head, !self->narrow || self->maker.make);
  gtk_widget_set_visible (self->zones_box, !self->narrow);
}

void
duo_event_calendar_show_days (DuoEventCalendar *self)
{
  int margin = self->narrow ? 6 : 24;

  for (guint i = 0; i < self->columns->len; i++)
    gtk_widget_set_visible (
        self->columns->pdata[i],
        duo_event_calendar_is_shown (self, duo_day_column_get_date (self->columns->pdata[i])));
  show_heads (self);
  gtk_widget_set_visible (self->narrow_head, self->narrow);
  gtk_size_group_set_mode (self->axis_widths, self->narrow ? GTK_SIZE_GROUP_NONE : GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_set_margin_end (GTK_WIDGET (self->columns_box), margin);
  gtk_widget_set_margin_end (GTK_WIDGET (self->heads), margin);
  gtk_widget_set_size_request (GTK_WIDGET (self->axis), get_axis_width (self), -1);
  duo_css_class_set (GTK_WIDGET (self), "narrow", self->narrow);
}

static void
add_day (DuoEventCalendar *self, DuoDay *day, DuoMinutes hours, DuoMinutes shown)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  const char *date = duo_day_get_date (day);
  gint64 noon = duo_text_date_noon (date, zone);
  g_autofree char *full = duo_text_day (noon, zone);
  g_autofree char *brief = duo_text_day_short (noon, zone);
  GtkWidget *column = duo_day_column_new (self->event, day, hours, shown);
  AdwToggle *toggle = adw_toggle_new ();

  duo_day_column_set_recruiter (DUO_DAY_COLUMN (column), self->recruiter);
  g_ptr_array_add (self->columns, column);
  gtk_box_append (self->columns_box, column);
  gtk_box_append (self->heads, self->maker.make ? self->maker.make (DUO_DAY_COLUMN (column), self->maker_data)
                                                : duo_day_head_new (full, FALSE));

  adw_toggle_set_name (toggle, date);
  adw_toggle_set_label (toggle, full);
  adw_toggle_set_child (toggle, duo_day_head_new (brief, TRUE));
  adw_toggle_set_tooltip (toggle, full);
  adw_toggle_group_add (self->day_toggles, toggle);
}

void
duo_event_calendar_update_zones (DuoEventCalendar *self)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *city = duo_text_city (zone);
  g_autofree char *my_city = self->mine ? duo_text_city (self->mine) : g_strdup ("");
  /* Columns as narrow as a time have no room for cities above them. */
  g_autofree char *both = NULL;

  if (self->stacked)
    /* TRANSLATORS: whose times stand where: "Stockholm time, New York time below" */
    both = g_strdup_printf (_ ("%s time, %s time below"), city, my_city);
  else
    /* TRANSLATORS: whose times stand where: "Stockholm time, New York time beside it" */
    both = g_strdup_printf (_ ("%s time, %s time beside it"), city, my_city);

  gtk_label_set_label (self->zone_label, city);
  gtk_label_set_label (self->narrow_zones, both);
  gtk_label_set_label (self->my_zone_label, my_city);
  gtk_widget_set_visible (GTK_WIDGET (self->my_zone_label), self->mine != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_zones), self->mine != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->zone_label), self->mine ? 1 : 0);
  gtk_widget_set_size_request (self->zones_box, self->mine ? AXIS_WIDTH : AXIS_WIDTH_ONE_ZONE, -1);
}

void
duo_event_calendar_clear_days (DuoEventCalendar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->heads))))
    gtk_box_remove (self->heads, child);
  for (guint i = 0; i < self->columns->len; i++)
    gtk_box_remove (self->columns_box, self->columns->pdata[i]);
  g_ptr_array_set_size (self->columns, 0);
  adw_toggle_group_remove_all (self->day_toggles);
}

/* The day to open with: the one that was open, else today, else the next one, else the last. */
static const char *
choose_date (DuoEventCalendar *self)
{
  g_autofree char *today = duo_event_calendar_dup_today (self);
  const char *date = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (duo_day_column_get_date (self->columns->pdata[i]), self->shown_date) == 0)
      return duo_day_column_get_date (self->columns->pdata[i]);
  for (guint i = 0; i < self->columns->len; i++)
    {
      date = duo_day_column_get_date (self->columns->pdata[i]);
      if (strcmp (date, today) >= 0)
        return date;
    }

  return date;
}

gboolean
duo_event_calendar_has_days_of_event (DuoEventCalendar *self)
{
  const GPtrArray *days = duo_event_get_record (self->event)->days;

  if (!days || days->len != self->columns->len)
    return self->columns->len == 0 && (!days || days->len == 0);
  for (guint i = 0; i < days->len; i++)
    if (!duo_day_equal (days->pdata[i], duo_day_column_get_day (self->columns->pdata[i])))
      return FALSE;

  return TRUE;
}

void
duo_event_calendar_make_days (DuoEventCalendar *self)
{
  const DuoEventRecord *record = duo_event_get_record (self->event);
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  DuoMinutes hours = duo_day_plan_get_hours (self->event);
  DuoMinutes shown = {hours.start, MIN (hours.end + ROOM_BELOW, 24 * 60)};

  duo_event_calendar_clear_days (self);
  for (guint i = 0; record->days && i < record->days->len; i++)
    add_day (self, record->days->pdata[i], hours, shown);

  g_clear_pointer (&self->mine, g_time_zone_unref);
  if (duo_text_zones_differ (zone, local, duo_event_record_get_span (record).start))
    self->mine = g_time_zone_ref (local);
  duo_event_calendar_update_zones (self);
  if (self->columns->len == 0)
    return;

  g_set_str (&self->shown_date, choose_date (self));
  adw_toggle_group_set_active_name (self->day_toggles, self->shown_date);
  duo_time_axis_set_day (self->axis, self->shown_date, zone, self->mine, shown);
}
