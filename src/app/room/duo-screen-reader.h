/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_TYPE_SCREEN_READER (duo_screen_reader_get_type ())
G_DECLARE_FINAL_TYPE (DuoScreenReader, duo_screen_reader, DUO, SCREEN_READER, GObject)

/**
 * DuoScreenReader:
 *
 * Whether somebody has the screen read to them, as the session's accessibility bus says. Property: active (FALSE until
 * the bus has answered).
 *
 * duo_screen_reader_new:
 * @connection: (nullable): the session bus; NULL finds it
 */
DuoScreenReader *duo_screen_reader_new (GDBusConnection *connection);
gboolean duo_screen_reader_get_active (DuoScreenReader *self);

G_END_DECLS
