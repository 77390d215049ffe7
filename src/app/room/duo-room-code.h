/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-call.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_CODE (duo_room_code_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomCode, duo_room_code, DUO, ROOM_CODE, GtkWidget)

/**
 * DuoRoomCode:
 *
 * The code that the two compare, whose key it stands for, and the two answers to it: the actions `room.code-same` and
 * `room.code-different`. In a popover, which an answer closes. It is itself the first that has the focus there: a key that
 * was pressed once too often answers nothing.
 *
 * duo_room_code_show:
 * @code: as duo_call_get_code() has it
 */
void duo_room_code_show (DuoRoomCode *self, const char *code, DuoKeyTrust trust, const char *first_name);

G_END_DECLS
