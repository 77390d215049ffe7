/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event-calendar.h"
#include "duo-time-axis.h"
#include "shell/duo-chat-watch.h"

G_BEGIN_DECLS

struct _DuoEventCalendar
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event; /* (nullable) */
  gulong event_changed;
  DuoChatWatch *watch;
  DuoChatWatch *others_watch; /* (nullable): of colleagues' chats, where somebody may look at them */
  char *recruiter;            /* (nullable): whose calendar it is, where it need not be mine */
  GTimeZone *mine;            /* NULL where it does not differ */
  DuoEventCalendarHeads maker;
  gpointer maker_data;
  GPtrArray *columns;
  char *shown_date; /* the one day that narrow shows */
  gboolean narrow;
  gboolean stacked; /* the axis has my hours below the event's */
  gboolean scrolled;
  double kept;       /* the minute that stays in its place while the hours get another height; -1: none */
  guint hour_height; /* 0: as high as the chats need it */
  guint closest;
  guint tick;
  guint refill;

  GtkWidget *narrow_head;
  GtkLabel *narrow_zones;
  AdwToggleGroup *day_toggles;
  GtkWidget *wide_head;
  GtkWidget *zones_box;
  GtkLabel *zone_label;
  GtkLabel *my_zone_label;
  GtkBox *heads;
  GtkBox *columns_box;
  GtkScrolledWindow *scroller;
  DuoTimeAxis *axis;
  GtkSizeGroup *axis_widths;
};

gint64 duo_event_calendar_get_now (DuoEventCalendar *self);
/* (transfer full): the date of now in the event's zone */
char *duo_event_calendar_dup_today (DuoEventCalendar *self);
gboolean duo_event_calendar_is_shown (DuoEventCalendar *self, const char *date);

/* duo-event-calendar-days.c: makes columns and heads of the event's days, and forgets them */
void duo_event_calendar_make_days (DuoEventCalendar *self);
void duo_event_calendar_clear_days (DuoEventCalendar *self);
/* Whether the columns are those of the days that the event has now. */
gboolean duo_event_calendar_has_days_of_event (DuoEventCalendar *self);
/* All of them, or the one that is chosen. */
void duo_event_calendar_show_days (DuoEventCalendar *self);
/* Says whose hours stand where. */
void duo_event_calendar_update_zones (DuoEventCalendar *self);

/* duo-event-calendar-now.c: the marker, and where the calendar opens and stays */
/* The one that stands a third down the page. */
double duo_event_calendar_get_minute (DuoEventCalendar *self);
void duo_event_calendar_mark_now (DuoEventCalendar *self);
void duo_event_calendar_open (DuoEventCalendar *self);

G_END_DECLS
