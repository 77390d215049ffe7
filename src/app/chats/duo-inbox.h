/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"

G_BEGIN_DECLS

#define DUO_TYPE_INBOX (duo_inbox_get_type ())
G_DECLARE_FINAL_TYPE (DuoInbox, duo_inbox, DUO, INBOX, GObject)

/**
 * DuoInbox:
 *
 * The requests that a recruiter goes through, the latest first. One that was answered stays in its place until the
 * service has the answer, and while the list is held still, so that no row jumps under the pointer; one that comes while
 * it is held still stands last until it is let go. Signal: `changed ()` after anything about it, its marks included.
 */
DuoInbox *duo_inbox_new (DuoEvent *event);
GListModel *duo_inbox_get_chats (DuoInbox *self); /* (element-type DuoChat), borrowed */
/* Nothing but the end of the list changes while this is on. */
void duo_inbox_set_still (DuoInbox *self, gboolean still);
/* Looks at all of it once more, for what the clock changes. */
void duo_inbox_update (DuoInbox *self);
/* (nullable): the one that is looked at: it stays too, whatever becomes of it */
void duo_inbox_set_current (DuoInbox *self, DuoChat *chat);

/* Whether @chat still waits for my answer. */
gboolean duo_inbox_is_waiting (DuoChat *chat);
/* How many do. */
guint duo_inbox_count_waiting (DuoInbox *self);
/* (nullable), borrowed: the next one that waits, from @position on and then from the start */
DuoChat *duo_inbox_find_next (DuoInbox *self, guint position);
/* FALSE where it is not there. */
gboolean duo_inbox_find (DuoInbox *self, DuoChat *chat, guint *position);

/* Whether several are being picked out; leaving it forgets what was marked. */
void duo_inbox_set_selecting (DuoInbox *self, gboolean selecting);
gboolean duo_inbox_get_selecting (DuoInbox *self);
/* What is marked to be answered together; only what waits can be. */
void duo_inbox_set_marked (DuoInbox *self, DuoChat *chat, gboolean marked);
gboolean duo_inbox_get_marked (DuoInbox *self, DuoChat *chat);
/* (transfer container) (element-type DuoChat), in the order of the list */
GPtrArray *duo_inbox_dup_marked (DuoInbox *self);

G_END_DECLS
