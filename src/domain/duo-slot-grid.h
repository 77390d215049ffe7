/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-day.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_SLOT_OPEN,
  DUO_SLOT_BLOCKED,
  DUO_SLOT_BOOKED,
  DUO_SLOT_PAST,
} DuoSlotState;

typedef struct
{
  DuoTimeRange range;
  DuoSlotState state;
} DuoSlot;

/**
 * DuoSlotRules:
 * @minutes: the recruiter's duration that day, a multiple of 5 from 5 to 120
 * @closes: minutes before its start at which a slot can no longer be booked
 * @now: unix time
 * @blocked: (element-type DuoTimeRange): what the recruiter blocked
 * @busy: (element-type DuoTimeRange): the recruiter's occupied time, chats of any length and event
 */
typedef struct
{
  guint minutes;
  guint closes;
  gint64 now;
  const GArray *blocked;
  const GArray *busy;
} DuoSlotRules;

/**
 * duo_slot_grid_new:
 *
 * The slots of a recruiter's day: windows become instants first and are then stepped in elapsed time; a remainder is
 * dropped (DESIGN §3, "Identifiers and time"). This is the only place that knows it.
 *
 * Returns: (transfer full) (element-type DuoSlot): in the order of time
 */
GArray *duo_slot_grid_new (DuoDay *day, GTimeZone *zone, const DuoSlotRules *rules);

/* The slot of exactly @range, or NULL. Borrowed from @grid. */
const DuoSlot *duo_slot_grid_find (const GArray *grid, DuoTimeRange range);
guint duo_slot_grid_count (const GArray *grid, DuoSlotState state);
/* Leaves the @n of them that begin nearest to @moment, the earlier of two as near, in the order of time. */
void duo_slot_grid_keep_nearest (GArray *grid, gint64 moment, guint n);

const char *duo_slot_state_to_string (DuoSlotState state);
gboolean duo_slot_state_from_string (const char *text, DuoSlotState *state);

G_END_DECLS
