/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-held-answers.h"
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_INBOX_PAGE (duo_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoInboxPage, duo_inbox_page, DUO, INBOX_PAGE, AdwNavigationPage)

/**
 * DuoInboxPage:
 *
 * The requests to a recruiter, to be gone through by one key each (design 07): j and k move, a accepts, d declines,
 * u takes back, x picks out several.
 *
 * @held: of the window: what was answered can be taken back after the page was left
 */
AdwNavigationPage *duo_inbox_page_new (DuoSession *session, DuoHeldAnswers *held);
/* Opens it at @chat, where that is one of the requests. */
void duo_inbox_page_show_chat (DuoInboxPage *self, DuoChat *chat);

G_END_DECLS
