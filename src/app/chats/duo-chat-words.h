/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"

G_BEGIN_DECLS

/* What rows and cards of chats say. Pure; all results are the caller's to free. */

/* "Kvarken Systems", or what the other side is where there is no company */
char *duo_chat_words_place (DuoChat *chat);
/* "Fjordlys Energi · 3 open slots", "Invites you · Saltholm Biotech"; first what waits to be sent */
char *duo_chat_words_open (DuoChat *chat, gboolean online);
/* "Accepted: “Take any slot.”", “Your poster is close to what we do” */
char *duo_chat_words_message (DuoChat *chat);
/* "Brisling Payments · sent yesterday"; while a command is on its way, that instead */
char *duo_chat_words_history (DuoChat *chat, gint64 now, gboolean online);
/* (nullable): what became of a request, where it no longer waits for an answer: "Accepted, will be sent when online" */
char *duo_chat_words_answered (DuoChat *chat, gboolean online);
/* (nullable): what goes before the time, and where there is little room before the place: "Ada is waiting", "Ada is
 * 5 minutes late" */
char *duo_chat_words_pressing (DuoChat *chat, gint64 now, gboolean online);
/* "in 43 min", "Now, 13 min left"; what came of it when it is over */
char *duo_chat_words_status (DuoChat *chat, gint64 now, gboolean online);

G_END_DECLS
