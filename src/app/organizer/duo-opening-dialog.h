/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DUO_TYPE_OPENING_DIALOG (duo_opening_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoOpeningDialog, duo_opening_dialog, DUO, OPENING_DIALOG, AdwDialog)

/**
 * DuoOpeningDialog:
 *
 * When booking opens: at once, or at a moment of the event's zone. Signal: `saved (gint64 opens)`: unix time, 0 for at
 * once.
 *
 * @opens: as it is, unix time or 0
 * @now: what a moment is suggested from
 */
GtkWidget *duo_opening_dialog_new (gint64 opens, GTimeZone *zone, gint64 now);

G_END_DECLS
