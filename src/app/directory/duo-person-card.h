/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_PERSON_CARD (duo_person_card_get_type ())
G_DECLARE_FINAL_TYPE (DuoPersonCard, duo_person_card, DUO, PERSON_CARD, GtkWidget)

/* Somebody in the directory, with what can be done now. Properties: person (DuoPerson), name (its accessible name). */
GtkWidget *duo_person_card_new (DuoSession *session);
void duo_person_card_set_person (DuoPersonCard *self, DuoPerson *person);
/* Something that holds for all cards has changed: the event's rules, what I have with others, the time. */
void duo_person_card_look_again (DuoPersonCard *self);
/* As duo_card_layout_set_stacked(). */
void duo_person_card_set_stacked (DuoPersonCard *self, gboolean stacked);
DuoPerson *duo_person_card_get_person (DuoPersonCard *self);

G_END_DECLS
