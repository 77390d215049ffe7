/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_AFTER (duo_room_after_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomAfter, duo_room_after, DUO, ROOM_AFTER, AdwBin)

/* What follows a chat: who, how long, and what can be done next (design/NOTES §2.10). It shows what it is told. */

/**
 * duo_room_after_set_chat:
 * @talked: seconds that the two were together; 0 where they never were
 * @waited: seconds in the room
 * @span: from when to when
 * @when: the same as it is written
 */
void duo_room_after_set_chat (DuoRoomAfter *self,
                              const char *peer_name,
                              gint64 talked,
                              gint64 waited,
                              DuoTimeRange span,
                              const char *when);
/* Who only looked in before it: @begins: as it is written */
void duo_room_after_set_ahead (DuoRoomAfter *self, const char *peer_name, const char *begins);
/* @rejoin_until: (nullable): as it is written, until when the room is open; NULL where it is closed */
void duo_room_after_set_next (DuoRoomAfter *self, const char *rejoin_until, gboolean can_book);
/* Once: where one notes something on it. */
void duo_room_after_set_note (DuoRoomAfter *self, DuoSession *session, DuoEvent *event, DuoChat *chat);
void duo_room_after_focus_done (DuoRoomAfter *self);

G_END_DECLS
