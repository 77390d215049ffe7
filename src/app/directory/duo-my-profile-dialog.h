/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_MY_PROFILE_DIALOG (duo_my_profile_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoMyProfileDialog, duo_my_profile_dialog, DUO, MY_PROFILE_DIALOG, AdwDialog)

/* Oneself in the event on screen, as others see one; a talent's CV stands where others open it. */
AdwDialog *duo_my_profile_dialog_new (DuoSession *session);

G_END_DECLS
