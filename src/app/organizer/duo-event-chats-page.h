/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_EVENT_CHATS_PAGE (duo_event_chats_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoEventChatsPage, duo_event_chats_page, DUO, EVENT_CHATS_PAGE, AdwBreakpointBin)

/* All chats of an event, to look for one and to move or cancel it (PRODUCT §2): who, when and in which state; never what
 * was written. */
GtkWidget *duo_event_chats_page_new (DuoSession *session);

G_END_DECLS
