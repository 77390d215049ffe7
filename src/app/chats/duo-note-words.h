/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-note.h"

G_BEGIN_DECLS

/* (nullable): "Strong Yes"; NULL where nothing was said */
const char *duo_note_words_mark (DuoMark mark);
/* How far it is: "Saved", "" for one that says nothing yet. @online: whether the service can be reached */
const char *duo_note_words_state (DuoNoteState state, const DuoNoteRecord *note, gboolean online);
/* Whether that is something one should look at. */
gboolean duo_note_words_is_bad (DuoNoteState state, const DuoNoteRecord *note, gboolean online);
/* (transfer full): who reads what is shared: @names, of which there may be many */
char *duo_note_words_readers (const char *const *names, gboolean shared);
/* (transfer full): of somebody else's: "Knows compaction.\nNext step: Second talk" */
char *duo_note_words_body (const DuoNoteRecord *note);
/* (transfer full): "Piotr Zieliński: Yes" */
char *duo_note_words_title (const char *name, DuoMark mark);

G_END_DECLS
