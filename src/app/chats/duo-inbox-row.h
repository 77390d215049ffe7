/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-inbox.h"
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_INBOX_ROW (duo_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoInboxRow, duo_inbox_row, DUO, INBOX_ROW, AdwBin)

/**
 * DuoInboxRow:
 *
 * A request in three lines: who and since when, what they are, what they write; or what became of it. With a check
 * while several are picked out. A click on it is the action `inbox.open` with the chat's id.
 *
 * @item: whose name a screen reader reads; not kept alive
 */
DuoInboxRow *duo_inbox_row_new (DuoSession *session, DuoInbox *inbox, GtkListItem *item);
void duo_inbox_row_set_chat (DuoInboxRow *self, DuoChat *chat); /* @chat: (nullable) */

G_END_DECLS
