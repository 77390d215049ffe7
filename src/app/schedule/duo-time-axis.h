/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-day-plan.h"

G_BEGIN_DECLS

#define DUO_TYPE_TIME_AXIS (duo_time_axis_get_type ())
G_DECLARE_FINAL_TYPE (DuoTimeAxis, duo_time_axis, DUO, TIME_AXIS, GtkWidget)

/**
 * DuoTimeAxis:
 *
 * The hours beside the calendar, the event's and, where they differ, mine, and the now marker.
 */

/* @mine: (nullable): my own zone where it differs */
void duo_time_axis_set_day (
    DuoTimeAxis *self, const char *date, GTimeZone *zone, GTimeZone *mine, DuoMinutes hours);
/* Whether my own hours stand below the event's rather than beside them. */
void duo_time_axis_set_stacked (DuoTimeAxis *self, gboolean stacked);
/* As duo_day_layout_set_scale(). */
void duo_time_axis_set_scale (DuoTimeAxis *self, guint hour_height, guint closest);
/* Puts the marker at @minute and says @text; hides it for a minute outside the hours. */
void duo_time_axis_set_now (DuoTimeAxis *self, int minute, const char *text);
/* Pixels from the top to @minute. */
double duo_time_axis_get_y (DuoTimeAxis *self, int minute);

G_END_DECLS
