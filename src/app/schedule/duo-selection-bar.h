/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DUO_TYPE_SELECTION_BAR (duo_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (DuoSelectionBar, duo_selection_bar, DUO, SELECTION_BAR, AdwBin)

/**
 * DuoSelectionBar:
 *
 * What is selected in the editor, and what can be done to it. Signals:
 *
 *  - `cancelled ()`
 *  - `chosen (gboolean block)`: TRUE to block the open ones, FALSE to open the blocked ones
 */

/* @open: how many of what is selected are open
 * @blocked: how many are blocked
 * @when: "Tuesday 3 November, 14:00–15:00" */
void duo_selection_bar_show (DuoSelectionBar *self, guint open, guint blocked, const char *when);

G_END_DECLS
