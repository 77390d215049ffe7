/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-day-plan.h"

G_BEGIN_DECLS

#define DUO_TYPE_DAY_LAYOUT (duo_day_layout_get_type ())
G_DECLARE_FINAL_TYPE (DuoDayLayout, duo_day_layout, DUO, DAY_LAYOUT, GtkLayoutManager)

/**
 * DuoDayLayout:
 *
 * Places children by the time they stand for, from top to bottom; across, they get the whole width and their own
 * alignment counts. A child whose minutes are a single moment is centred on it with its own height.
 */
GtkLayoutManager *duo_day_layout_new (void);
void duo_day_layout_set_hours (DuoDayLayout *self, DuoMinutes hours);
/* @hour_height: pixels of an hour at the least, 0 for the usual
 * @closest: minutes between the starts of two things: each has room for a line and Join. */
void duo_day_layout_set_scale (DuoDayLayout *self, guint hour_height, guint closest);
DuoMinutes duo_day_layout_get_hours (DuoDayLayout *self);
/* @child is one of the layout's widget. */
void duo_day_layout_place (DuoDayLayout *self, GtkWidget *child, DuoMinutes minutes);
DuoMinutes duo_day_layout_get_place (DuoDayLayout *self, GtkWidget *child);
/* How far below the top @minute stands, in pixels. */
double duo_day_layout_get_y (DuoDayLayout *self, double minute);

G_END_DECLS
