/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_SLOT_PICKER (duo_slot_picker_get_type ())
G_DECLARE_FINAL_TYPE (DuoSlotPicker, duo_slot_picker, DUO, SLOT_PICKER, AdwBin)

/**
 * DuoSlotPicker:
 *
 * The live slots of a recruiter, and the bar that books what is chosen. Properties: narrow, show-back-button. Signals:
 *
 *  - `done ()`: booked, picked or moved; the page can go
 */

/* @person: (nullable): the other side; @move: (nullable): the chat to be moved, else one is booked with @person */
void duo_slot_picker_set_up (DuoSlotPicker *self, DuoSession *session, DuoPerson *person, DuoChat *move);
void duo_slot_picker_set_narrow (DuoSlotPicker *self, gboolean narrow);
/* The days take the focus as soon as they are there, unless somebody moved it meanwhile or is at a slot already. */
void duo_slot_picker_take_focus (DuoSlotPicker *self);
/* Its bars. Borrowed. */
AdwToolbarView *duo_slot_picker_get_toolbar (DuoSlotPicker *self);

G_END_DECLS
