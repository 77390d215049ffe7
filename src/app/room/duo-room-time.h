/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_TIME (duo_room_time_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomTime, duo_room_time, DUO, ROOM_TIME, AdwBin)

/**
 * DuoRoomTime:
 *
 * What is said of the time over the picture, below the header: the next chat, a new end, and the button for more of it
 * (PRODUCT §7). It does not fade, and what comes is announced. It shows what it is told; the button is `room.extend`.
 */

/* (nullable): NULL where nothing presses */
void duo_room_time_set_next (DuoRoomTime *self, const char *text);
/* (nullable): what has just happened */
void duo_room_time_set_note (DuoRoomTime *self, const char *text);
/* @offered: whether there may be more; @description: (nullable): what comes of it */
void duo_room_time_set_more (DuoRoomTime *self, gboolean offered, const char *description);

G_END_DECLS
