/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-choices.h"

G_BEGIN_DECLS

#define DUO_TYPE_CHIME_ROW (duo_chime_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoChimeRow, duo_chime_row, DUO, CHIME_ROW, AdwActionRow)

/**
 * DuoChimeRow:
 *
 * Plays a sound through the chosen speakers, and says what to do where they play nothing.
 */

/* Once. */
void duo_chime_row_set_choices (DuoChimeRow *self, DuoDeviceChoices *choices);

G_END_DECLS
