/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-event.h"
#include "duo-opening.h"

G_BEGIN_DECLS

#define DUO_TYPE_OPENING_HEAD (duo_opening_head_get_type ())
G_DECLARE_FINAL_TYPE (DuoOpeningHead, duo_opening_head, DUO, OPENING_HEAD, AdwBin)

/**
 * DuoOpeningHead:
 *
 * What stands above a day in the editor: which it is, where, how long its slots are, how many there are, and a menu with
 * the actions "availability.…" of the page. Signals:
 *
 *  - `minutes-chosen (guint minutes)`: another length was chosen by hand
 */
GtkWidget *duo_opening_head_new (DuoEvent *event, DuoDay *day);
/* @opening: (nullable): NULL while it is not known
 * @counts: "15 open, 4 booked" */
void duo_opening_head_update (DuoOpeningHead *self,
                              const DuoOpening *opening,
                              const char *counts,
                              gboolean editable);
/* @name: "wide"; "narrow": one line, under a switch that names the day, with a way to what stands beside the calendar
 * elsewhere; "tight": the same where text is large, under a switch that says how many slots are open, too */
void duo_opening_head_set_layout (DuoOpeningHead *self, const char *name);
DuoDay *duo_opening_head_get_day (DuoOpeningHead *self);

G_END_DECLS
