/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-choices.h"
#include "duo-sound-trial.h"

G_BEGIN_DECLS

#define DUO_TYPE_TRIAL_ROW (duo_trial_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoTrialRow, duo_trial_row, DUO, TRIAL_ROW, AdwActionRow)

/**
 * DuoTrialRow:
 *
 * Records a few seconds and plays them back, and says how far it is.
 */

/* Once. The chosen devices are used. */
void duo_trial_row_set_trial (DuoTrialRow *self, DuoSoundTrial *trial, DuoDeviceChoices *choices);

G_END_DECLS
