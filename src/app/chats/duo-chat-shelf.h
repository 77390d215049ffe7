/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-chat.h"

G_BEGIN_DECLS

/* Where on the page a chat stands: each on exactly one shelf. */
typedef enum
{
  DUO_SHELF_OPEN, /* needs an answer from me */
  DUO_SHELF_SENT, /* needs one from the other side */
  DUO_SHELF_DECLINED,
  DUO_SHELF_CANCELLED,
  DUO_SHELF_EXPIRED,
  DUO_SHELF_UPCOMING,
  DUO_SHELF_COMPLETED,
  DUO_N_SHELVES,
} DuoChatShelf;

DuoChatShelf duo_chat_get_shelf (DuoChat *chat);

/* (transfer full): the chats of @shelf: those with a time in its order, others the latest first */
GListModel *duo_chat_shelf_new_model (GListModel *chats, DuoChatShelf shelf);

G_END_DECLS
