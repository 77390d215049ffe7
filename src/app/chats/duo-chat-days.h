/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_CHAT_DAYS (duo_chat_days_get_type ())
G_DECLARE_FINAL_TYPE (DuoChatDays, duo_chat_days, DUO, CHAT_DAYS, GtkBox)

/* Chats in lists by day, each under its heading. Property: narrow. */

/* @chats: (nullable): in the order of time */
void duo_chat_days_set_chats (DuoChatDays *self, DuoSession *session, GListModel *chats);
void duo_chat_days_set_narrow (DuoChatDays *self, gboolean narrow);
/* Looks at the clock again. */
void duo_chat_days_update (DuoChatDays *self);

G_END_DECLS
