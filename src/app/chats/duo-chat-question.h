/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* What is asked before a chat ends, wherever that is done from. What fails is said in the window of @parent; what waits
 * for the connection is shown as such by the chat. */

/* @body: what cancelling means to who asks; @needs_reason: whether it takes one */
void duo_chat_question_ask (
    GtkWidget *parent, DuoSession *session, DuoChat *chat, const char *body, gboolean needs_reason);
/* As duo_chat_question_ask() of one of the two who are to talk. */
void duo_chat_question_ask_party (GtkWidget *parent, DuoSession *session, DuoChat *chat);

G_END_DECLS
