/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-slot-view.h"

G_BEGIN_DECLS

#define DUO_TYPE_SLOT_BAR (duo_slot_bar_get_type ())
G_DECLARE_FINAL_TYPE (DuoSlotBar, duo_slot_bar, DUO, SLOT_BAR, AdwBin)

/**
 * DuoSlotBar:
 *
 * The raised bar under the slots: what is chosen and the button that confirms it, or what was lost and what is left
 * nearby. Property: narrow. Signals:
 *
 *  - `confirmed ()`: the button was pressed
 *  - `picked (gint64 start, gint64 end)`: one of the nearby slots was pressed
 */

void duo_slot_bar_set_verb (DuoSlotBar *self, const char *label);
void duo_slot_bar_show_chosen (DuoSlotBar *self, const char *title, const char *subtitle);
/* @race: somebody was faster, which is worth a warning. @nearby: (element-type DuoSlot): up to three */
void duo_slot_bar_show_lost (
    DuoSlotBar *self, const char *title, gboolean race, const GArray *nearby, GTimeZone *zone);
/* A command is on its way: the button waits with it. */
void duo_slot_bar_set_busy (DuoSlotBar *self, gboolean busy);
void duo_slot_bar_set_narrow (DuoSlotBar *self, gboolean narrow);

G_END_DECLS
