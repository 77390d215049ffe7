/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-day-column.h"
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_EVENT_CALENDAR (duo_event_calendar_get_type ())
G_DECLARE_FINAL_TYPE (DuoEventCalendar, duo_event_calendar, DUO, EVENT_CALENDAR, AdwBin)

/**
 * DuoEventCalendar:
 *
 * The days of an event beside each other, or one at a time where there is little room, with hours, now, and chats.
 * Properties narrow, stacked (narrow, and for large text). Signals:
 *
 *  - `days-made ()`: there are other days and heads; nothing is in them yet
 *  - `filled ()`: the chats are in line with the event's
 *  - `updated ()`: what moves with the time was looked at
 *
 * duo_event_calendar_set_session:
 *
 * Shows nothing until duo_event_calendar_show_event().
 */
void duo_event_calendar_set_session (DuoEventCalendar *self, DuoSession *session);
/* @event: (nullable) */
void duo_event_calendar_show_event (DuoEventCalendar *self, DuoEvent *event);

/**
 * DuoEventCalendarHeads:
 * @make: what stands above a day instead of its name; it is there when one day is shown alone, too
 * @describe: (transfer full): what a day's toggle says under its name: "15 open"
 */
typedef struct
{
  GtkWidget *(*make) (DuoDayColumn *column, gpointer data);
  char *(*describe) (DuoDayColumn *column, gpointer data);
} DuoEventCalendarHeads;
/* Before there is an event. */
void duo_event_calendar_set_heads (DuoEventCalendar *self, const DuoEventCalendarHeads *heads, gpointer data);
/* Whose calendar it is; NULL: mine, with all my chats. */
void duo_event_calendar_set_recruiter (DuoEventCalendar *self, const char *recruiter);

/* (element-type DuoDayColumn): in the order of days, shown or not. Borrowed. */
GPtrArray *duo_event_calendar_get_columns (DuoEventCalendar *self);
gboolean duo_event_calendar_has_chats (DuoEventCalendar *self);
/* Pixels of an hour at the least, and minutes from one thing to the next where they are closest: each has a line. */
void duo_event_calendar_set_scale (DuoEventCalendar *self, guint hour_height, guint closest);
/* Brings the chats in line, soon. */
void duo_event_calendar_queue_fill (DuoEventCalendar *self);
/* Looks at the clock and at whether the service is there. */
void duo_event_calendar_update (DuoEventCalendar *self);

G_END_DECLS
