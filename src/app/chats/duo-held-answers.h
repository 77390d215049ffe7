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
 * Answers that can be undone as long as their toast is there, and are sent when it goes. Signals:
 *
 *  - `changed ()`: other chats are answered than before
 *
 * duo_held_answers_new:
 * @page: where toasts are shown; not kept alive
 */
DuoHeldAnswers *duo_held_answers_new (DuoSession *session, GtkWidget *page);
void duo_held_answers_hold (DuoHeldAnswers *self, DuoChat *chat, DuoVerb verb, const char *title);
gboolean duo_held_answers_contain (DuoHeldAnswers *self, DuoChat *chat);
/* Sends what is held now: nobody can undo it any more. */
void duo_held_answers_send_all (DuoHeldAnswers *self);

G_END_DECLS
