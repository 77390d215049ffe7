/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-slot-view.h"

G_BEGIN_DECLS

#define DUO_TYPE_SLOT_CELL (duo_slot_cell_get_type ())
G_DECLARE_FINAL_TYPE (DuoSlotCell, duo_slot_cell, DUO, SLOT_CELL, GtkButton)

/* One slot in the table: a button where it can be chosen. Cross-fades to what it becomes while one looks. */
GtkWidget *duo_slot_cell_new (const DuoSlotView *view);
void duo_slot_cell_set_view (DuoSlotCell *self, const DuoSlotView *view);
DuoSlotLook duo_slot_cell_get_look (DuoSlotCell *self);
DuoTimeRange duo_slot_cell_get_range (DuoSlotCell *self);
int duo_slot_cell_get_minute (DuoSlotCell *self); /* of the day, in the event's zone */
/* The width that it needs at least, however it comes to look: one that is chosen gets an icon, and must not grow. */
int duo_slot_cell_get_room (DuoSlotCell *self);
/* Free or chosen: what a press does something to. */
gboolean duo_slot_cell_can_be_chosen (DuoSlotCell *self);

G_END_DECLS
