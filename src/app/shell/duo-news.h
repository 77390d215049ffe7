/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"

G_BEGIN_DECLS

/**
 * duo_news_say:
 * @peer: the name of the other side
 * @when: the chat's time as it is to be written, however long
 * @reason: (nullable): what the other side says about it
 *
 * Returns: (transfer full) (nullable): what the other side did, for a toast: "Amara Okafor booked Tuesday 3 November,
 *   14:15–14:30"; NULL where there is nothing to tell
 */
char *duo_news_say (DuoChatNews news, const char *peer, const char *when, const char *reason);
/* (transfer full) (nullable): the same without when and why, for the first line of a notice: "Amara Okafor booked a chat" */
char *duo_news_say_briefly (DuoChatNews news, const char *peer);

#define DUO_TYPE_NEWS (duo_news_get_type ())
G_DECLARE_FINAL_TYPE (DuoNews, duo_news, DUO, NEWS, GObject)

/**
 * DuoNews:
 *
 * Tells what others did to my chats while the window is open. Signal: `news (const char *text,
 * const char *brief, DuoChat *chat)`; @brief is for narrow windows. What was known before, or is mine, is no news.
 */
DuoNews *duo_news_new (DuoSession *session);

G_END_DECLS
