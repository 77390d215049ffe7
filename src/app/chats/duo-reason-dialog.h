/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DUO_TYPE_REASON_DIALOG (duo_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoReasonDialog, duo_reason_dialog, DUO, REASON_DIALOG, AdwAlertDialog)

/**
 * DuoReasonDialog:
 *
 * Asks for the words that go with a no. The response is "keep" or "do".
 *
 * duo_reason_dialog_new:
 * @keep: what the button says that changes nothing
 * @act: what the other says
 * @required: whether nothing is done without a word
 */
DuoReasonDialog *duo_reason_dialog_new (
    const char *heading, const char *body, const char *keep, const char *act, gboolean required);
/* (transfer full) (nullable): NULL where nothing was written */
char *duo_reason_dialog_dup_reason (DuoReasonDialog *self);

G_END_DECLS
