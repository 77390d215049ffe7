/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_EVENT_CHAT_ROW (duo_event_chat_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoEventChatRow, duo_event_chat_row, DUO, EVENT_CHAT_ROW, GtkBox)

/* One of all chats; it is shown by one row after the other. Its menu asks for win.move-chat and event-chats.cancel. */
GtkWidget *duo_event_chat_row_new (DuoSession *session);
/* @chat: (nullable) */
void duo_event_chat_row_set_chat (DuoEventChatRow *self, DuoChat *chat);

G_END_DECLS
