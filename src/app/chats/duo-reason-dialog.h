/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-event.h"

G_BEGIN_DECLS

#define DUO_TYPE_REASON_DIALOG (duo_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoReasonDialog, duo_reason_dialog, DUO, REASON_DIALOG, AdwAlertDialog)

/**
 * DuoReasonDialog:
 *
 * Asks for the words that go with an answer. The response is "keep" or "do".
 *
 * duo_reason_dialog_new:
 * @keep: what the button says that changes nothing
 * @act: what the other says
 * @required: whether nothing is done without a word
 */
DuoReasonDialog *duo_reason_dialog_new (
    const char *heading, const char *body, const char *keep, const char *act, gboolean required);
/**
 * duo_reason_dialog_new_decline:
 * @name: who asked, where @n is 1
 * @n: how many requests are declined
 *
 * The recruiter's no to requests. A colleague can be named, of those that there are in @event; the words then end with a
 * sentence that says so.
 */
DuoReasonDialog *duo_reason_dialog_new_decline (DuoEvent *event, const char *name, guint n);
/**
 * duo_reason_dialog_new_accept:
 * @name: who asked, where @n is 1
 * @n: how many requests are accepted
 * @warning: (nullable): what speaks against it
 *
 * The recruiter's yes to requests.
 */
DuoReasonDialog *duo_reason_dialog_new_accept (const char *name, guint n, const char *warning);
/* (transfer full) (nullable): NULL where nothing was written */
char *duo_reason_dialog_dup_reason (DuoReasonDialog *self);

G_END_DECLS
