/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-event.h"
#include "duo-format-change.h"

G_BEGIN_DECLS

#define DUO_TYPE_TOUCHED_DIALOG (duo_touched_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoTouchedDialog, duo_touched_dialog, DUO, TOUCHED_DIALOG, AdwDialog)

/**
 * DuoTouchedDialog:
 *
 * The booked chats that a change touches, with a choice for each (PRODUCT §2): keep it at its time, or cancel it with a
 * reason. Nothing is chosen beforehand. Signal: `answered (gboolean apply)`, once, when it closes.
 *
 * @change: what touches them; it is named
 * @chats: (element-type DuoChat)
 */
GtkWidget *duo_touched_dialog_new (DuoEvent *event, const DuoFormatChange *change, GPtrArray *chats);
/* Writes what was chosen, and the reason, into @change. */
void duo_touched_dialog_answer (DuoTouchedDialog *self, DuoFormatChange *change);

G_END_DECLS
