/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_CHATS_PAGE (duo_chats_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoChatsPage, duo_chats_page, DUO, CHATS_PAGE, AdwBreakpointBin)

/* My 1-1 Chats of the session's event: what needs an answer, and what is confirmed. */
GtkWidget *duo_chats_page_new (DuoSession *session);

G_END_DECLS
