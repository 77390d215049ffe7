/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* What is asked before a chat ends, wherever that is done from. What fails is said in the window of @parent; what waits
 * for the connection is shown as such by the chat. */

void duo_chat_question_ask_to_cancel (GtkWidget *parent, DuoSession *session, DuoChat *chat);

G_END_DECLS
