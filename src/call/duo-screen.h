/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define DUO_TYPE_SCREEN (duo_screen_get_type ())
G_DECLARE_FINAL_TYPE (DuoScreen, duo_screen, DUO, SCREEN, GObject)

/* What is shared fits into this; larger ones are scaled down. */
#define DUO_SCREEN_WIDTH 1920
#define DUO_SCREEN_HEIGHT 1080
/* Pictures a second, at most: who reads has no use for more. */
#define DUO_SCREEN_RATE 15

/**
 * DuoScreen:
 *
 * A screen or a window that is shared, from the moment that it is made until it is freed. Signal on the main context:
 *
 *  - `ended (const GError *error)`: nothing more comes; @error: DUO_CALL_ERROR_DEVICE_MISSING where it was taken away, else
 *    DUO_CALL_ERROR_DEVICE and those beside it, or _MISSING_PLUGIN
 */

/**
 * duo_screen_new:
 * @fd: (transfer full): of PipeWire, as the ScreenCast portal's OpenPipeWireRemote gives it
 * @node: the stream's node, as its Start names it
 *
 * Errors: DUO_CALL_ERROR_MISSING_PLUGIN
 */
DuoScreen *duo_screen_new (int fd, guint32 node, GError **error);
/* @source: (transfer floating): delivers raw video of any size, in the place of a screen */
DuoScreen *duo_screen_new_drawn (GstElement *source, GError **error);

G_END_DECLS
