/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-video-feed.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_SCREEN (duo_room_screen_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomScreen, duo_room_screen, DUO, ROOM_SCREEN, AdwBin)

/**
 * DuoRoomScreen:
 *
 * The other's screen on the stage: whole, whatever the window's shape, since a line that is cut off cannot be read; the
 * other's camera is small beside it. What is small lies beside the screen and not on it.
 */

void duo_room_screen_set_name (DuoRoomScreen *self, const char *peer_name);
/* (nullable) both: NULL gives the pictures free. @camera: NULL where there is none to show */
void duo_room_screen_set_feeds (DuoRoomScreen *self, DuoVideoFeed *screen, DuoVideoFeed *camera);

G_END_DECLS
