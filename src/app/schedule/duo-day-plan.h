/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"

G_BEGIN_DECLS

/* Where things stand on a day of the calendar: pure, in minutes after local midnight of the day.
 *
 *       540 ┬ opens          a day of two windows: 9–12 and 13–17
 *           │
 *       720 ┼───────┐
 *           │ break │        duo_day_plan_dup_breaks()
 *       780 ┼───────┘
 *           │
 *      1020 ┴ closes
 */

/**
 * DuoMinutes:
 * @start: minutes after local midnight
 * @end: the same, after @start
 */
typedef struct
{
  int start;
  int end;
} DuoMinutes;

/* From the first hour that any day of @event begins in to the last one that any ends in; 9 to 17 o'clock without days. */
DuoMinutes duo_day_plan_get_hours (DuoEvent *event);
/* The minutes of @range on @date in @zone; a range that leaves the day is cut there. */
DuoMinutes duo_day_plan_get_minutes (DuoTimeRange range, const char *date, GTimeZone *zone);
/* (transfer full) (element-type DuoMinutes): the gaps between the windows of @day, in order */
GArray *duo_day_plan_dup_breaks (DuoDay *day);
/* Borrowed: what a break of these minutes is called: around noon it is lunch. */
const char *duo_day_plan_name_break (DuoMinutes minutes);
/* Whether @chat belongs into a calendar: confirmed, or over. */
gboolean duo_day_plan_shows (DuoChatState state);

G_END_DECLS
