/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"

G_BEGIN_DECLS

#define DUO_TYPE_CHAT_WATCH (duo_chat_watch_get_type ())
G_DECLARE_FINAL_TYPE (DuoChatWatch, duo_chat_watch, DUO, CHAT_WATCH, GObject)

/**
 * DuoChatWatch:
 *
 * Looks after all chats of an event, those that come later too. Signals: `changed (DuoChat *chat)` for each that is new
 * or has another state, time, name, presence or an open room; `removed ()` after some went away.
 */
DuoChatWatch *duo_chat_watch_new (DuoEvent *event);
/* The same for @chats alone. (element-type DuoChat) */
DuoChatWatch *duo_chat_watch_new_for_list (GListModel *chats);
/* Emits `changed` for every chat that there is now. */
void duo_chat_watch_tell_all (DuoChatWatch *self);

G_END_DECLS
