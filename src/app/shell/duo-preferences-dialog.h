/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_PREFERENCES_DIALOG (duo_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    DuoPreferencesDialog, duo_preferences_dialog, DUO, PREFERENCES_DIALOG, AdwPreferencesDialog)

/**
 * duo_preferences_dialog_new:
 * @settings: (nullable): of the profile; without them nothing can be kept, and it says so
 *
 * What is told on the desktop, when it is quiet, whether calls hide where one is, on which devices the account of @session
 * is signed in, and whether the application stays without a window.
 */
AdwDialog *duo_preferences_dialog_new (GSettings *settings, DuoSession *session);

G_END_DECLS
