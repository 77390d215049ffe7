/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_SETTINGS_QUESTION,
  DUO_SETTINGS_PREFERENCES,
} DuoSettingsTexts;

#define DUO_TYPE_SETTINGS_DIALOG (duo_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoSettingsDialog, duo_settings_dialog, DUO, SETTINGS_DIALOG, AdwDialog)

/**
 * DuoSettingsDialog:
 *
 * Writes what talents are asked, or told, about a recruiter. What somebody else has written meanwhile is not
 * overwritten: it is said, and what was typed stays.
 */
AdwDialog *duo_settings_dialog_new (DuoSession *session, DuoPerson *recruiter, DuoSettingsTexts texts);

G_END_DECLS
