/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-call.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_SHARE (duo_room_share_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomShare, duo_room_share, DUO, ROOM_SHARE, GObject)

/**
 * DuoRoomShare:
 *
 * My screen in one call: asks the desktop for it, gives it to the call, and keeps the two in step, whoever of them ends
 * it. Signals:
 *
 *  - `refused (const GError *error)`: nothing is shared; not emitted where the user wants it so. G_IO_ERROR_NOT_SUPPORTED
 *    where the desktop cannot do it
 *  - `lost ()`: what was shared is shared no more, and not because duo_room_share_stop() was called
 */
DuoRoomShare *duo_room_share_new (DuoCall *call);
/* @asks: the desktop's question comes in front of its window. While it is asked or shares, it does nothing. */
void duo_room_share_begin (DuoRoomShare *self, GtkWidget *asks);
void duo_room_share_stop (DuoRoomShare *self);

G_END_DECLS
