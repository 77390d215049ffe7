/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_DAY_EDITS (duo_day_edits_get_type ())
G_DECLARE_FINAL_TYPE (DuoDayEdits, duo_day_edits, DUO, DAY_EDITS, GObject)

/**
 * DuoDayEdits:
 *
 * What is done to the days of one recruiter, on its way to the service, and back again. An edit shows at once; while one
 * is on its way the next ones wait and go together. What the service refuses is taken back. Signals:
 *
 *  - `changed ()`: a day is set otherwise, or what can be undone is something else
 *  - `failed (GError *error)`: what was on its way has not been done
 *
 * What others do to a day meanwhile stays: what is sent after them is laid over it.
 */
DuoDayEdits *duo_day_edits_new (DuoSession *session, DuoPerson *recruiter, DuoSlots *slots);

/* (nullable), borrowed until the next change: how @date is set, as it will be once the service has answered. */
const DuoOpening *duo_day_edits_get_opening (DuoDayEdits *self, const char *date);
/* Whether an edit of that day is on its way. */
gboolean duo_day_edits_is_waiting (DuoDayEdits *self, const char *date);

/* @openings: (element-type DuoOpening): one edit, to be undone as one. Days that are set like that already are left out. */
void duo_day_edits_apply (DuoDayEdits *self, const GPtrArray *openings);
gboolean duo_day_edits_can_undo (DuoDayEdits *self);
/* (transfer full) (nullable) (element-type DuoOpening): what the days would be without the last edit. */
GPtrArray *duo_day_edits_dup_undone (DuoDayEdits *self);
/* Without the last edit, as duo_day_edits_dup_undone() says. */
void duo_day_edits_undo (DuoDayEdits *self);
/* (transfer full) (nullable) (element-type DuoOpening): what was not done because others had set those days meanwhile, over
 * what they are now. */
GPtrArray *duo_day_edits_dup_lost (DuoDayEdits *self);

G_END_DECLS
