/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-opening.h"
#include "duo-slot-grid.h"

G_BEGIN_DECLS

#define DUO_TYPE_SLOTS (duo_slots_get_type ())
G_DECLARE_FINAL_TYPE (DuoSlots, duo_slots, DUO, SLOTS, GObject)

/**
 * DuoSlots:
 *
 * The live slot grid of one recruiter, all days. Signals: `changed ()` after any change; property loaded (FALSE until
 * the service has said it once), recruiter (id).
 */
DuoSlots *duo_slots_new (const char *recruiter);
const char *duo_slots_get_recruiter (DuoSlots *self);
gboolean duo_slots_get_loaded (DuoSlots *self);
/* (element-type DuoSlot): the slots of @date ("2026-11-03"), or NULL where the recruiter has none that day. Borrowed. */
const GArray *duo_slots_get_day (DuoSlots *self, const char *date);
/* (transfer full): the dates that there are, sorted */
char **duo_slots_dup_dates (DuoSlots *self);
/* How many can be booked at @now, all days; 0 until they are loaded. @closes: as in DuoSlotRules */
guint duo_slots_count_open (DuoSlots *self, guint closes, gint64 now);
/* Takes over a whole grid of a date. (element-type DuoSlot) */
void duo_slots_set_day (DuoSlots *self, const char *date, const GArray *slots);
void duo_slots_set_loaded (DuoSlots *self);
/* The event's revision that they are the state of: what `If-Match` carries when a day is set; 0 until they are loaded. */
void duo_slots_set_rev (DuoSlots *self, gint64 rev);
gint64 duo_slots_get_rev (DuoSlots *self);
/* (nullable): how a date is set, where I may see that. Borrowed, until the next change. */
const DuoOpening *duo_slots_get_opening (DuoSlots *self, const char *date);
/* @opening: (transfer full) */
void duo_slots_take_opening (DuoSlots *self, DuoOpening *opening);

G_END_DECLS
