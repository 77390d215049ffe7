/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"

G_BEGIN_DECLS

/**
 * DuoAnswer:
 * @verb: what is answered
 * @colleague: (nullable): who takes the chat over, for hand-over
 * @message: (nullable): what is said with it
 *
 * What is said to one chat or to several.
 */
typedef struct
{
  DuoVerb verb;
  DuoPerson *colleague;
  const char *message;
} DuoAnswer;

/**
 * DuoHeldAnswer:
 *
 * One answer to a chat that can be taken back, for as long as the outbox holds it back.
 */
typedef struct _DuoHeldAnswer DuoHeldAnswer;

/* Its time is over; it may be freed. */
typedef void (*DuoHeldAnswerOver) (DuoHeldAnswer *self, gpointer data);

/**
 * duo_held_answer_new:
 *
 * Answers @chat.
 *
 * Returns: (transfer full) (nullable): NULL where nobody is signed in
 */
DuoHeldAnswer *duo_held_answer_new (
    DuoSession *session, DuoChat *chat, const DuoAnswer *answer, DuoHeldAnswerOver over, gpointer data);
/* It can no longer be taken back by this; whether it is sent is the outbox's business. */
void duo_held_answer_free (DuoHeldAnswer *self);
DuoChat *duo_held_answer_get_chat (DuoHeldAnswer *self);
DuoVerb duo_held_answer_get_verb (DuoHeldAnswer *self);
const char *duo_held_answer_get_key (DuoHeldAnswer *self);
/* Gives it its whole time once more. FALSE where it is on its way already. */
gboolean duo_held_answer_hold_back (DuoHeldAnswer *self);
/* Takes it back. FALSE where it is on its way already. */
gboolean duo_held_answer_undo (DuoHeldAnswer *self);
/* What to say after FALSE. */
const char *duo_held_answer_get_too_late (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoHeldAnswer, duo_held_answer_free)

G_END_DECLS
