/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-signaling.h"

G_BEGIN_DECLS

/* A room whose other side is another process: one line of JSON a message, on standard input and output.
 *
 *     > join KEY NONCE        < joined KEY NONCE        (hexadecimal)
 *     > signal {…}            < signal {…}
 *     > leave                 < left
 */
#define PIPE_TYPE_ROOM (pipe_room_get_type ())
G_DECLARE_FINAL_TYPE (PipeRoom, pipe_room, PIPE, ROOM, GObject)

DuoSignaling *pipe_room_new (void);

G_END_DECLS
