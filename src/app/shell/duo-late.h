/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* "I am running late" (PRODUCT §7): what is said of it, by whom to whom, and how it is said. */

/* (nullable): "Ada is 5 minutes late", while she may still come in that time; NULL where nobody said so */
char *duo_late_text_peer (DuoChat *chat, gint64 now);
/* (nullable): "You said: 5 minutes late", or what a colleague said for me */
char *duo_late_text_mine (DuoChat *chat);
/* "5 Minutes Late": one of the choices */
char *duo_late_text_choice (guint minutes);
/* Says it; where that fails, the window of @widget says so. */
void duo_late_say (GtkWidget *widget, DuoSession *session, DuoChat *chat, guint minutes);
/* Asks for @minutes more of a chat, in the same way. */
void duo_late_extend (GtkWidget *widget, DuoSession *session, DuoChat *chat, guint minutes);

G_END_DECLS
