/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DUO_TYPE_SLOT_LAYOUT (duo_slot_layout_get_type ())
G_DECLARE_FINAL_TYPE (DuoSlotLayout, duo_slot_layout, DUO, SLOT_LAYOUT, GtkLayoutManager)

/**
 * DuoSlotLayout:
 *
 * Lays out slot cells in rows, and any other child as a heading of the rows that follow. Where slots divide the hour, a
 * row begins at a mark of it, so that a column is a minute mark. There are as many columns as fit the widest cell:
 *
 *     Morning                          Morning
 *     10:00 10:15 10:30 10:45          10:00 AM  10:15 AM
 *     11:00 11:15       11:45          10:30 AM  10:45 AM
 *                                      11:00 AM  11:15 AM
 *                                                11:45 AM
 */

/* @minutes: of a slot, or 0 where not each begins at a mark of the hour. @most: columns. */
void duo_slot_layout_set_up (DuoSlotLayout *self, guint minutes, guint most);

/* How many columns slots of @minutes get, at most @most: as many as divide the hour evenly, else @most. */
guint duo_slot_layout_get_columns (guint minutes, guint most);

G_END_DECLS
