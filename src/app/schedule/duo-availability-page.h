/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_AVAILABILITY_PAGE (duo_availability_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoAvailabilityPage, duo_availability_page, DUO, AVAILABILITY_PAGE, AdwBin)

/* A recruiter's My Schedule: the days of the event with the chats and with the slots between them, which are opened and
 * blocked here, the recruiter's own or a colleague's (design 06). */
GtkWidget *duo_availability_page_new (DuoSession *session);
/* Borrowed: takes the last edit back. It stands in the window's header while the page is on screen. */
GtkWidget *duo_availability_page_get_undo_button (DuoAvailabilityPage *self);

G_END_DECLS
