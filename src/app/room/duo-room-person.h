/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_PERSON (duo_room_person_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomPerson, duo_room_person, DUO, ROOM_PERSON, AdwBin)

/* With whom one talks, beside the picture: who they are, what was said before the chat, and, of a recruiter, the company
 * (design/NOTES §2.09). */

/* Once. It follows the chat and whoever is on its other side. */
void duo_room_person_set_chat (DuoRoomPerson *self, DuoSession *session, DuoChat *chat);

G_END_DECLS
