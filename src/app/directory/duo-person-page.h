/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_PERSON_PAGE (duo_person_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoPersonPage, duo_person_page, DUO, PERSON_PAGE, AdwNavigationPage)

/* The profile of @person and, where a time can be picked, their slots beside it. */
AdwNavigationPage *duo_person_page_new (DuoSession *session, DuoPerson *person);
/* The same to move @chat to another slot. */
AdwNavigationPage *duo_person_page_new_move (DuoSession *session, DuoChat *chat);
/* Shows the slots where narrow would show the profile first. */
void duo_person_page_show_slots (DuoPersonPage *self);

G_END_DECLS
