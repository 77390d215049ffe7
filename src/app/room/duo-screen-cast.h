/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_TYPE_SCREEN_CAST (duo_screen_cast_get_type ())
G_DECLARE_FINAL_TYPE (DuoScreenCast, duo_screen_cast, DUO, SCREEN_CAST, GObject)

/**
 * DuoScreenCast:
 *
 * One session of the desktop's ScreenCast portal: the desktop asks what is to be shared, and shows that it is, until
 * duo_screen_cast_close(). The portal's D-Bus interface is four calls: libportal would be a library more in the bundle
 * for them. Signals, all on the main context:
 *
 *  - `started (void)`: there is a stream
 *  - `failed (const GError *error)`: there is none; G_IO_ERROR_CANCELLED where the user wants none, _NOT_SUPPORTED where
 *    the desktop has no such portal; nothing follows
 *  - `closed ()`: the desktop ended it after it had started; nothing follows
 */
DuoScreenCast *duo_screen_cast_new (void);
/* @parent: the portal's name of the window that asks; "" for none */
void duo_screen_cast_start (DuoScreenCast *self, const char *parent);
/* Any number of times; nothing is emitted from now on. */
void duo_screen_cast_close (DuoScreenCast *self);

/* The stream's node, and the descriptor at which PipeWire has it (transfer full, once). Once it has started. */
guint32 duo_screen_cast_get_node (DuoScreenCast *self);
int duo_screen_cast_steal_fd (DuoScreenCast *self);

G_END_DECLS
