/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-slot-view.h"

G_BEGIN_DECLS

#define DUO_TYPE_SLOT_TABLE (duo_slot_table_get_type ())
G_DECLARE_FINAL_TYPE (DuoSlotTable, duo_slot_table, DUO, SLOT_TABLE, GtkWidget)

/**
 * DuoSlotTable:
 *
 * The slots of a day, by part of the day and with its breaks, laid out by DuoSlotLayout. One tab stop; arrows move.
 * Property: narrow. Signals:
 *
 *  - `chosen (gint64 start, gint64 end)`: a free slot was pressed
 */

/* @views: (element-type DuoSlotView): cells of the same times change in place
 * @zone: of the event, for breaks */
void duo_slot_table_set_views (DuoSlotTable *self, GPtrArray *views, GTimeZone *zone);
void duo_slot_table_set_narrow (DuoSlotTable *self, gboolean narrow);

G_END_DECLS
