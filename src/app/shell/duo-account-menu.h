/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_ACCOUNT_MENU (duo_account_menu_get_type ())
G_DECLARE_FINAL_TYPE (DuoAccountMenu, duo_account_menu, DUO, ACCOUNT_MENU, GtkPopover)

/**
 * DuoAccountMenu:
 *
 * Account and main menu: who is signed in, the events where the header has no room for them (property show-events),
 * shortcuts, about, sign out. Buttons of our own, since entries of a menu model have no name for a screen reader.
 */
void duo_account_menu_set_session (DuoAccountMenu *self, DuoSession *session, gboolean demo);

G_END_DECLS
