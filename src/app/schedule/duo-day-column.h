/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-chat-block.h"
#include "duo-day-plan.h"

G_BEGIN_DECLS

#define DUO_TYPE_DAY_COLUMN (duo_day_column_get_type ())
G_DECLARE_FINAL_TYPE (DuoDayColumn, duo_day_column, DUO, DAY_COLUMN, GtkWidget)

/**
 * DuoDayColumn:
 *
 * One day of the calendar: lines for hours, shades where the event rests, and my chats as blocks, in order of time.
 *
 * @hours: of all days; where this one rests meanwhile, it is shaded
 * @shown: from the upper edge to the lower one
 */
GtkWidget *duo_day_column_new (DuoEvent *event, DuoDay *day, DuoMinutes hours, DuoMinutes shown);
DuoDay *duo_day_column_get_day (DuoDayColumn *self);
const char *duo_day_column_get_date (DuoDayColumn *self);
/* Whose chats; NULL: all of mine. */
void duo_day_column_set_recruiter (DuoDayColumn *self, const char *recruiter);
/* Whether @chat is on this day. */
gboolean duo_day_column_wants (DuoDayColumn *self, DuoChat *chat);
/* Brings the blocks in line with the event's chats. */
void duo_day_column_fill (DuoDayColumn *self);
/* As duo_day_layout_set_scale(). */
void duo_day_column_set_scale (DuoDayColumn *self, guint hour_height, guint closest);
/* Shows them as they are at @now. */
void duo_day_column_update (DuoDayColumn *self, gint64 now, gboolean online);

/* @cells: (element-type DuoSlotToggle): what else there is, in order of time, under the chats; those of before go */
void duo_day_column_set_cells (DuoDayColumn *self, GPtrArray *cells);
/* Shades what of the day's hours is neither a cell nor a chat, as where chats of another length break the grid. */
void duo_day_column_shade_gaps (DuoDayColumn *self);
/* (element-type DuoSlotToggle): in order of time. Borrowed. */
GPtrArray *duo_day_column_get_cells (DuoDayColumn *self);
/* (transfer container) (element-type GtkWidget): cells and blocks, in order of time: where the focus goes. */
GPtrArray *duo_day_column_dup_stops (DuoDayColumn *self);
/* (nullable): the cell at @y pixels from the top, or the one next to there. */
GtkWidget *duo_day_column_find_cell (DuoDayColumn *self, double y);

/* (element-type DuoChatBlock): in order of time. Borrowed. */
GPtrArray *duo_day_column_get_blocks (DuoDayColumn *self);
/* The minute that stands where the block, or cell, begins. */
int duo_day_column_get_start (DuoDayColumn *self, GtkWidget *child);

/* (transfer full): "4 chats, 1 done", "No chats" */
char *duo_day_column_describe (DuoDayColumn *self);

G_END_DECLS
