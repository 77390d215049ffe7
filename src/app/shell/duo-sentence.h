/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-chat-life.h"

G_BEGIN_DECLS

/* The one place that says in words what went wrong and what to do about it. */

/* (transfer full): a sentence for any error of client, call or demo; cancelled ones have none: NULL */
char *duo_sentence_for_error (const GError *error);

/**
 * duo_sentence_for_refusal:
 * @role: my own role: what a talent and a recruiter can do about it differs
 *
 * Returns: a sentence for a page or a toast, in sentence case with a period; NULL for DUO_REFUSAL_NONE
 */
const char *duo_sentence_for_refusal (DuoRefusal refusal, DuoRole role);

/* The same in two to four words, for the place of a button that is off: "Limit of requests reached". Without a period. */
const char *duo_sentence_for_refusal_short (DuoRefusal refusal);

/* What somebody who may pick a time is told while there is none, as a sentence for a page. */
const char *duo_sentence_for_lack_of_slots (void);

/* (transfer full): that a change of a recruiter's days was not made. @day: "Tuesday 3 November"; NULL: there are several */
char *duo_sentence_for_day_set_meanwhile (const char *day);

G_END_DECLS
