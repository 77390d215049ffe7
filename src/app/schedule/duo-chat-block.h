/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-event.h"

G_BEGIN_DECLS

#define DUO_TYPE_CHAT_BLOCK (duo_chat_block_get_type ())
G_DECLARE_FINAL_TYPE (DuoChatBlock, duo_chat_block, DUO, CHAT_BLOCK, GtkWidget)

/**
 * DuoChatBlock:
 *
 * A chat in the calendar: a button that leads to the person, and Join beside it while the room is open.
 */
GtkWidget *duo_chat_block_new (DuoEvent *event, DuoChat *chat);
DuoChat *duo_chat_block_get_chat (DuoChatBlock *self);
/* Shows the chat as it is at @now; without @online there is nowhere to join. */
void duo_chat_block_update (DuoChatBlock *self, gint64 now, gboolean online);
/* Whether the Tab key comes to it; Join is always one. */
void duo_chat_block_set_tab_stop (DuoChatBlock *self, gboolean stop);

/* The block says by whom the time is booked, and pressing it calls @action with the chat's id. */
void duo_chat_block_set_action (DuoChatBlock *self, const char *action);

G_END_DECLS
