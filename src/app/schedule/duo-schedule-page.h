/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_SCHEDULE_PAGE (duo_schedule_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoSchedulePage, duo_schedule_page, DUO, SCHEDULE_PAGE, AdwBin)

/* My Schedule: the days of the event on screen as a calendar with all my chats in it (design 05). */
GtkWidget *duo_schedule_page_new (DuoSession *session);

G_END_DECLS
