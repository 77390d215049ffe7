/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_NOTE_PAD (duo_note_pad_get_type ())
G_DECLARE_FINAL_TYPE (DuoNotePad, duo_note_pad, DUO, NOTE_PAD, AdwBin)

/**
 * DuoNotePad:
 *
 * What one notes on a chat, which saves itself; for recruiters with mark, next step and what is shared with colleagues,
 * and what they share (PRODUCT §3).
 */

/* Once. */
void duo_note_pad_set_chat (DuoNotePad *self, DuoSession *session, DuoEvent *event, DuoChat *chat);
/* Where one writes. */
void duo_note_pad_focus (DuoNotePad *self);

G_END_DECLS
