/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How long nothing is added before whole words are read, and how much longer before a word that is not finished is. */
#define DUO_DRAFT_READER_WORDS_MS 1000
#define DUO_DRAFT_READER_REST_MS 2000

#define DUO_TYPE_DRAFT_READER (duo_draft_reader_get_type ())
G_DECLARE_FINAL_TYPE (DuoDraftReader, duo_draft_reader, DUO, DRAFT_READER, GObject)

/**
 * DuoDraftReader:
 *
 * What of a text a screen reader says while somebody writes it. Speech cannot follow single characters: text for a voice has
 * to be held back until it can be said in one go. So it gets
 *
 *     a sentence       as soon as the next one begins
 *     whole words      once nothing was added for a second: who waits for an answer ends with no full stop
 *     what is left     two seconds later; a word of it that goes on is read again, whole
 *
 * and of the message only what it did not get yet, so that nobody hears everything twice. Where something that was read
 * is changed, it goes on from that word, and the message is read whole: what was heard is not what it says.
 *
 * Signal: `read (const char *words, gboolean begins)`, to be said now; begins: it is the first of this draft.
 *
 * duo_draft_reader_follow:
 * @draft: (nullable): what it is now; NULL or blank: it was taken back, or is a message by now
 *
 * duo_draft_reader_dup_rest:
 * @message: what the draft became
 *
 * Returns: (transfer full): what of @message is to be read; "" where all of it was
 */
DuoDraftReader *duo_draft_reader_new (void);
void duo_draft_reader_follow (DuoDraftReader *self, const char *draft);
char *duo_draft_reader_dup_rest (DuoDraftReader *self, const char *message);

G_END_DECLS
