/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-notice.h"

G_BEGIN_DECLS

/* Whether somebody looks at @chat right now; with NULL, at the program at all. */
typedef gboolean (*DuoNotifierLooks) (DuoChat *chat, gpointer data);

#define DUO_TYPE_NOTIFIER (duo_notifier_get_type ())
G_DECLARE_FINAL_TYPE (DuoNotifier, duo_notifier, DUO, NOTIFIER, GObject)

/**
 * DuoNotifier:
 *
 * Tells on the desktop what happens to my chats and when they begin (PRODUCT §7): one notice a chat, each thing once, even
 * across restarts, nothing that I did myself or look at. Signals:
 *
 *  - `tell (DuoNotice *notice)`: to be shown; one with the same id is replaced
 *  - `withdraw (const char *id)`: to be taken away
 *
 * duo_notifier_new:
 * @settings: (nullable): what is to be told, and when it is quiet; without them everything is, always
 * @looks: (scope notified): see there
 */
DuoNotifier *
duo_notifier_new (DuoSession *session, GSettings *settings, DuoNotifierLooks looks, gpointer data);

/* Takes away all that is told, and tells nothing more: somebody else is here now. */
void duo_notifier_end (DuoNotifier *self);
/* What is looked at changed: what is seen is withdrawn. */
void duo_notifier_look_again (DuoNotifier *self);
/* Answers a request as its page would, with the same time to take it back; what forbids it is told.
 * FALSE where nothing is on its way. */
gboolean duo_notifier_answer (DuoNotifier *self, const char *chat, DuoVerb verb);
/* Takes the last answer about @chat back. */
void duo_notifier_undo (DuoNotifier *self, const char *chat);
/* (nullable), borrowed: the chat in whichever event it is, and (out) (optional) (nullable) that */
DuoChat *duo_notifier_find_chat (DuoNotifier *self, const char *id, DuoEvent **event);

G_END_DECLS
