/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-live-socket-private.h"
#include "duo-signaling.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_SIGNALING (duo_room_signaling_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomSignaling, duo_room_signaling, DUO, ROOM_SIGNALING, GObject)

/**
 * DuoRoomSignaling:
 *
 * The room of one chat over the live socket. A lost socket is not a lost room: the place and the nonce are kept for a
 * while (DESIGN §3), so what was to be sent waits, and the same join is said again.
 */
DuoRoomSignaling *duo_room_signaling_new (DuoLiveSocket *live, const char *chat);
/* What the socket brought for this chat. */
void duo_room_signaling_handle (DuoRoomSignaling *self, const DuoLiveMessage *message);
/* The socket is up and has said hello. */
void duo_room_signaling_resume (DuoRoomSignaling *self);
/* The session ended. */
void duo_room_signaling_close (DuoRoomSignaling *self, const GError *error);

G_END_DECLS
