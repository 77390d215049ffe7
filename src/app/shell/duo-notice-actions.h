/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-notifier.h"

G_BEGIN_DECLS

#define DUO_TYPE_NOTICE_ACTIONS (duo_notice_actions_get_type ())
G_DECLARE_FINAL_TYPE (DuoNoticeActions, duo_notice_actions, DUO, NOTICE_ACTIONS, GObject)

/**
 * DuoNoticeActions:
 *
 * The actions of @application that buttons of notices press, each about a chat: app.accept-chat, app.decline-chat,
 * app.undo-answer, app.pick-chat-time, app.join-chat, app.show-chat. The desktop may start the program for one: it waits
 * until it is known who is signed in, and the program stays until what was asked is done.
 */
DuoNoticeActions *duo_notice_actions_new (GtkApplication *application);
/* Now it is known: does what was asked for meanwhile. */
void duo_notice_actions_begin (DuoNoticeActions *self, DuoSession *session, DuoNotifier *notifier);

G_END_DECLS
