/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_PORTAL_NAME "org.freedesktop.portal.Desktop"
#define DUO_PORTAL_PATH "/org/freedesktop/portal/desktop"

/* Questions to the desktop's portals. The app has a handful of them: libportal would be a library more in the bundle. */

/**
 * duo_portal_request_ask_async:
 * @interface: of the portal, such as "org.freedesktop.portal.Camera"
 * @arguments: (nullable) (transfer floating): a tuple of what comes before the options
 * @options: (nullable) (transfer floating): a{sv}
 *
 * Waits for as long as the user takes; a question that is cancelled is taken off the screen. Finishes with (transfer
 * full) what was answered, a{sv}. Errors: G_IO_ERROR_PERMISSION_DENIED where the user said no, _NOT_SUPPORTED where the
 * desktop has no such portal, _CANCELLED where @cancellable was, else what went wrong
 */
void duo_portal_request_ask_async (const char *interface,
                                   const char *method,
                                   GVariant *arguments,
                                   GVariant *options,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
GVariant *duo_portal_request_ask_finish (GAsyncResult *result, GError **error);

/* @error: (nullable), of either request; whether the user said no, or the desktop's settings do without asking */
gboolean duo_portal_request_is_refusal (const GError *error);

/**
 * duo_portal_request_connect_async:
 * @arguments: (transfer floating): all of OpenPipeWireRemote's
 *
 * Finishes with a connection to PipeWire, the caller's to close; or with -1, and errors as above.
 */
void duo_portal_request_connect_async (const char *interface,
                                       GVariant *arguments,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
int duo_portal_request_connect_finish (GAsyncResult *result, GError **error);

G_END_DECLS
