/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-day.h"

G_BEGIN_DECLS

/**
 * DuoOpening:
 * @date: "2026-11-03"
 * @minutes: the duration that is offered
 * @place: (nullable): where, on a day in person
 * @blocked: (element-type DuoTimeRange): what cannot be booked
 *
 * A day as a recruiter sets it (PRODUCT §3): every slot that touches none of @blocked is open. It is changed by the
 * functions below, which keep @blocked in order of time and its ranges apart.
 */
typedef struct
{
  char *date;
  guint minutes;
  char *place;
  GArray *blocked;
} DuoOpening;

DuoOpening *duo_opening_new (const char *date, guint minutes);
DuoOpening *duo_opening_copy (const DuoOpening *self);
void duo_opening_free (DuoOpening *self);
gboolean duo_opening_equal (const DuoOpening *a, const DuoOpening *b);

/* @ranges: (element-type DuoTimeRange): what is blocked from now on, in any order; what touches becomes one. */
void duo_opening_set_blocked (DuoOpening *self, const GArray *ranges);
/* Both leave all other time as it is. */
void duo_opening_block (DuoOpening *self, DuoTimeRange range);
void duo_opening_open (DuoOpening *self, DuoTimeRange range);
gboolean duo_opening_blocks (const DuoOpening *self, DuoTimeRange range);

/**
 * duo_opening_new_rebased:
 * @before: the day that an edit began with
 * @after: what the edit would make of it
 * @now: what it is by now: others may have edited it, too
 *
 * Returns: (transfer full): @now with what the edit does
 */
DuoOpening *
duo_opening_new_rebased (const DuoOpening *before, const DuoOpening *after, const DuoOpening *now);

/**
 * duo_opening_new_undone:
 * @before: the day before an edit
 * @after: what the edit made of it
 * @now: what it is by now: others may have edited it, too
 *
 * Returns: (transfer full): @now without what the edit did
 */
DuoOpening *duo_opening_new_undone (const DuoOpening *before, const DuoOpening *after, const DuoOpening *now);

/* Whether both days have the same hours, so that what is set for one makes sense on the other. */
gboolean duo_opening_fits (DuoDay *from, DuoDay *to);
/**
 * duo_opening_new_copied:
 * @from: the day that is copied
 * @to: how the other one is set now; it keeps its date and place
 * @from_day: with its hours
 * @to_day: with the same hours: duo_opening_fits()
 *
 * Returns: (transfer full): @to with the duration of @from and blocked at the same times of day
 */
DuoOpening *duo_opening_new_copied (
    const DuoOpening *from, const DuoOpening *to, DuoDay *from_day, DuoDay *to_day, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoOpening, duo_opening_free)

G_END_DECLS
