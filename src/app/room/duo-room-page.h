/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-device-monitor.h"
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_PAGE (duo_room_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomPage, duo_room_page, DUO, ROOM_PAGE, AdwNavigationPage)

/**
 * duo_room_page_new:
 *
 * One chat from the check page through the room to what follows. Camera and microphone stay off until somebody turns
 * them on. Leaving the page, however it happens, hangs up.
 */
AdwNavigationPage *duo_room_page_new (DuoSession *session, DuoChat *chat, DuoDeviceMonitor *monitor);

/**
 * duo_room_page_ask_to_close:
 *
 * TRUE where a call goes on: then it asks whether to leave it, and closes the window after a yes. FALSE where nothing is
 * in the way of closing.
 */
gboolean duo_room_page_ask_to_close (DuoRoomPage *self);

G_END_DECLS
