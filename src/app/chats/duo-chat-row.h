/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_CHAT_ROW (duo_chat_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoChatRow, duo_chat_row, DUO, CHAT_ROW, GtkListBoxRow)

/* A chat with its time: confirmed, or over. Properties: chat, narrow. Cancelling asks; see `chats.cancel` of the page. */
GtkWidget *duo_chat_row_new (DuoSession *session, DuoChat *chat);
DuoChat *duo_chat_row_get_chat (DuoChatRow *self);
void duo_chat_row_set_narrow (DuoChatRow *self, gboolean narrow);
/* What all rows of a page share, so that their names line up: a time of twelve hours is as wide as it is. */
void duo_chat_row_set_times_group (DuoChatRow *self, GtkSizeGroup *group);
/* Looks at the clock again. */
void duo_chat_row_update (DuoChatRow *self);

G_END_DECLS
