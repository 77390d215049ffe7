/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_HELD_QUESTIONS (duo_held_questions_get_type ())
G_DECLARE_FINAL_TYPE (DuoHeldQuestions, duo_held_questions, DUO, HELD_QUESTIONS, GObject)

/**
 * DuoHeldQuestions:
 *
 * Asks about commands that waited for a day (DESIGN §4), one dialog after the other: send now, or not at all. Whoever
 * closes the dialog is asked again at the next start.
 *
 * duo_held_questions_new:
 * @window: where the dialogs are shown; not kept alive
 */
DuoHeldQuestions *duo_held_questions_new (DuoSession *session, GtkWidget *window);
/* Asks what there is to ask; until the first call everything only collects. */
void duo_held_questions_begin (DuoHeldQuestions *self);

/* "Your request to Ada Lindqvist …": the whole question. @name is (nullable). (transfer full) */
char *duo_held_questions_say (DuoVerb verb, const char *name);

G_END_DECLS
