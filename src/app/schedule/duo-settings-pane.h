/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_SETTINGS_PANE (duo_settings_pane_get_type ())
G_DECLARE_FINAL_TYPE (DuoSettingsPane, duo_settings_pane, DUO, SETTINGS_PANE, AdwBin)

/**
 * DuoSettingsPane:
 *
 * Beside the calendar: whose it is, how talents book, what they are told and asked, and how much room there is. Signals:
 *
 *  - `calendar-chosen (DuoPerson *recruiter)`: somebody else's calendar is to be shown
 */
GtkWidget *duo_settings_pane_new (DuoSession *session, DuoEvent *event);
/* Whose settings it shows. */
void duo_settings_pane_set_recruiter (DuoSettingsPane *self, DuoPerson *recruiter);

/**
 * DuoSlotTally:
 * @waiting: talents who were accepted and have not picked a time
 */
typedef struct
{
  guint open;
  guint booked;
  guint blocked;
  guint waiting;
} DuoSlotTally;
void duo_settings_pane_set_capacity (DuoSettingsPane *self, const DuoSlotTally *tally);
/* Whether there is a service to change anything at. */
void duo_settings_pane_set_online (DuoSettingsPane *self, gboolean online);

G_END_DECLS
