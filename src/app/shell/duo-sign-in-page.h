/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_SIGN_IN_PAGE (duo_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoSignInPage, duo_sign_in_page, DUO, SIGN_IN_PAGE, AdwNavigationPage)

/**
 * DuoSignInPage:
 *
 * Address, e-mail, password, or the demo event (design 12). Signal: `incompatible ()` where the service and this app
 * cannot talk.
 *
 * @settings: (nullable): remembers address and e-mail
 */
DuoSignInPage *duo_sign_in_page_new (DuoSession *session, GSettings *settings);
/* Puts an address into its row and asks it who it is. */
void duo_sign_in_page_set_address (DuoSignInPage *self, const char *address);
/* Says @sentence (nullable: nothing) under the form, and is ready for another try. */
void duo_sign_in_page_say (DuoSignInPage *self, const char *sentence);

G_END_DECLS
