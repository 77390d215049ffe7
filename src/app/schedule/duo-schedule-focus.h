/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-day-column.h"

G_BEGIN_DECLS

/* The calendar is one tab stop and arrows move in it (design/NOTES §1). All take its columns, shown or not. */

/* Makes one block or cell the tab stop: the focused one, else the cell that was it, else what runs or comes next at @now,
 * else the first. */
void duo_schedule_focus_settle (GPtrArray *columns, gint64 now);
/* Makes @stop the tab stop, and focuses it. */
void duo_schedule_focus_give (GPtrArray *columns, GtkWidget *stop);
/* Up and down go through a day, left and right to what is nearest on another day; FALSE where there is none. */
gboolean duo_schedule_focus_move (GPtrArray *columns, GtkDirectionType direction);

G_END_DECLS
