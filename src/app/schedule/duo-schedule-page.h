/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* My Schedule: the days of the event on screen as a calendar with all my chats in it (design 05). */
GtkWidget *duo_schedule_page_new (DuoSession *session);

G_END_DECLS
