/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_PROFILE (duo_profile_get_type ())
G_DECLARE_FINAL_TYPE (DuoProfile, duo_profile, DUO, PROFILE, AdwBin)

/* Somebody as others see them: who they are, what they look for, company and colleagues. Property: person. */

void duo_profile_set_up (DuoProfile *self, DuoSession *session, DuoPerson *person);
/* It is one's own: nobody bookmarks themselves. @cv: (nullable): stands where others open the CV */
void duo_profile_set_own (DuoProfile *self, GtkWidget *cv);

G_END_DECLS
