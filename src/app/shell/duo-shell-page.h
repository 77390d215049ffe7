/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_SHELL_PAGE (duo_shell_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoShellPage, duo_shell_page, DUO, SHELL_PAGE, AdwNavigationPage)

/* The views of an event, three or an organizer's, with their switcher, event menu, account menu and banners. @demo: it is the demo's. */
DuoShellPage *duo_shell_page_new (DuoSession *session, gboolean demo);
/* By name, as `win.view` has it: "directory", "chats" and "schedule"; "format" and "event-chats" of an organizer. */
void duo_shell_page_show_view (DuoShellPage *self, const char *name);
gboolean duo_shell_page_shows_view (DuoShellPage *self, const char *name);
/* Shows the @number-th view, from 1: by a key. */
void duo_shell_page_show_nth_view (DuoShellPage *self, guint number);
/* Goes to the directory, to type there whom to look for. */
void duo_shell_page_search (DuoShellPage *self);
/* Shows @toast (taken over) above the switcher bar. */
void duo_shell_page_add_toast (DuoShellPage *self, AdwToast *toast);
void duo_shell_page_open_account (DuoShellPage *self);

G_END_DECLS
