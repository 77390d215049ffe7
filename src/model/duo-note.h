/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "duo-note-record.h"

G_BEGIN_DECLS

/**
 * DuoNoteState:
 * @DUO_NOTE_SAVED: as the service has it, or nothing was noted yet
 * @DUO_NOTE_EDITED: not on disk yet
 * @DUO_NOTE_KEPT: on this computer, and will be sent, as soon as it fits (duo_note_record_fits())
 * @DUO_NOTE_NOT_TAKEN: on this computer, and sent again: the service does not work as it should
 * @DUO_NOTE_FORBIDDEN: on this computer; the service says that I may not note this
 * @DUO_NOTE_GONE: only here: the chat is no longer mine
 */
typedef enum
{
  DUO_NOTE_SAVED,
  DUO_NOTE_EDITED,
  DUO_NOTE_KEPT,
  DUO_NOTE_NOT_TAKEN,
  DUO_NOTE_FORBIDDEN,
  DUO_NOTE_GONE,
  DUO_NOTE_N_STATES,
} DuoNoteState;

#define DUO_TYPE_NOTE (duo_note_get_type ())
G_DECLARE_FINAL_TYPE (DuoNote, duo_note, DUO, NOTE, GObject)

/**
 * DuoNote:
 *
 * What somebody noted on a chat, with what the service does not have yet. Signals:
 *
 *  - `changed ()`: it says something else, or its state changed
 */
DuoNote *duo_note_new (const DuoNoteRecord *record);
const DuoNoteRecord *duo_note_get_record (DuoNote *self); /* borrowed, until the next change */
DuoNoteState duo_note_get_state (DuoNote *self);
/* As the service has it. What is not sent yet stays, and so does an older record. */
void duo_note_update (DuoNote *self, const DuoNoteRecord *record);
/* As it is written here. */
void duo_note_set_draft (DuoNote *self, const DuoNoteRecord *draft, DuoNoteState state);
/* The service took it, as @record. */
void duo_note_set_saved (DuoNote *self, const DuoNoteRecord *record);

G_END_DECLS
