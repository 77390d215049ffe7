/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether cameras are seen through the desktop's portal only, as in a sandbox. */
gboolean duo_camera_portal_is_needed (void);

/**
 * duo_camera_portal_ask_async:
 *
 * Asks the desktop, by its Camera portal, for the cameras; it asks the user, the first time.
 *
 * Finishes with a connection to PipeWire that sees cameras only, the caller's to close; or with -1. Errors:
 * DUO_CALL_ERROR_DEVICE_DENIED where somebody said no, _DEVICE where the portal does not work, %G_IO_ERROR_CANCELLED
 */
void duo_camera_portal_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
int duo_camera_portal_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
