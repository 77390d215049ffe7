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

/**
 * duo_slot_get_state_at:
 * @closes: as in DuoSlotRules
 *
 * A grid is true at the moment it was made. This is what has become of @slot since, by time alone: an open one is past
 * once it can no longer be booked, any other at its end. The grids themselves are made with it: it is the only place
 * that knows.
 */
DuoSlotState duo_slot_get_state_at (const DuoSlot *slot, guint closes, gint64 now);
/* When a slot of @grid becomes past next: unix time after @now, or G_MAXINT64. */
gint64 duo_slot_grid_get_next_passing (const GArray *grid, guint closes, gint64 now);

/* The slot of exactly @range, or NULL. Borrowed from @grid. */
const DuoSlot *duo_slot_grid_find (const GArray *grid, DuoTimeRange range);
guint duo_slot_grid_count (const GArray *grid, DuoSlotState state);
/* How long each of @grid is, or 0 where that is not one length; a day has one. */
guint duo_slot_grid_get_minutes (const GArray *grid);
/* Leaves the @n of them that begin nearest to @moment, the earlier of two as near, in the order of time. */
void duo_slot_grid_keep_nearest (GArray *grid, gint64 moment, guint n);

const char *duo_slot_state_to_string (DuoSlotState state);
gboolean duo_slot_state_from_string (const char *text, DuoSlotState *state);

G_END_DECLS
