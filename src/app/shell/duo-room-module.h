/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* The room, and all that a call needs, are a module that is loaded when somebody enters one, and stays: most starts open
 * none, and GStreamer's libraries would take 3 ms of each. */

/**
 * duo_room_module_new_page:
 * @monitor: (inout) (nullable): of devices; made with the first page and kept by the caller for the next
 *
 * Returns: (transfer floating) (nullable): the page of @chat, see duo_room_page_new(); NULL where the module cannot be
 *   loaded, with G_IO_ERROR_NOT_FOUND
 */
AdwNavigationPage *
duo_room_module_new_page (DuoSession *session, DuoChat *chat, GObject **monitor, GError **error);

/* Before the program ends: waits for what a room has left on threads, where there was one. See duo_call_settle(). */
void duo_room_module_settle (void);

/* See duo_partner_run(); 1 where the module cannot be loaded. */
int duo_room_module_run_partner (void);

G_END_DECLS
