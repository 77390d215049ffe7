/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_HELD_ANSWERS (duo_held_answers_get_type ())
G_DECLARE_FINAL_TYPE (DuoHeldAnswers, duo_held_answers, DUO, HELD_ANSWERS, GObject)

/**
 * DuoHeldAnswers:
 *
 * Says in one toast what was answered, with Undo as long as the outbox holds it back. Several answers in a row share the
 * toast and its time, so that none of them loses its Undo to the next.
 *
 * duo_held_answers_new:
 * @page: where toasts are shown; not kept alive
 */
DuoHeldAnswers *duo_held_answers_new (DuoSession *session, GtkWidget *page);
void duo_held_answers_hold (DuoHeldAnswers *self, DuoChat *chat, DuoVerb verb, const char *title);

G_END_DECLS
