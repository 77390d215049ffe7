/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "shell/duo-held-answer.h"

G_BEGIN_DECLS

#define DUO_TYPE_HELD_ANSWERS (duo_held_answers_get_type ())
G_DECLARE_FINAL_TYPE (DuoHeldAnswers, duo_held_answers, DUO, HELD_ANSWERS, GObject)

/**
 * DuoHeldAnswers:
 *
 * Says in one toast what was answered, with Undo as long as the outbox holds it back. Several answers in a row share the
 * toast and its time, so that none of them loses its Undo to the next. Signal: `undone (DuoChat *chat)` after one or
 * more were taken back, with the one that was answered first of them.
 *
 * duo_held_answers_new:
 * @page: where toasts are shown; not kept alive
 */
DuoHeldAnswers *duo_held_answers_new (DuoSession *session, GtkWidget *page);
/* @title: with the other side's name in the place of "%s" */
void duo_held_answers_hold (DuoHeldAnswers *self, DuoChat *chat, const DuoAnswer *answer, const char *title);
/* One step, whose answers are taken back together. (element-type DuoChat) */
void duo_held_answers_hold_all (DuoHeldAnswers *self, GPtrArray *chats, const DuoAnswer *answer);
/* Takes the last step back. FALSE where there is none (any more). */
gboolean duo_held_answers_undo_last (DuoHeldAnswers *self);

G_END_DECLS
