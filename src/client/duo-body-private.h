/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads all that an answer says, as it is after decoding, and closes @stream. Errors: DUO_CLIENT_ERROR_INCOMPATIBLE where
 * it says more than @limit bytes, and those of the stream. */
void duo_body_read_async (GInputStream *stream,
                          gsize limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
GBytes *duo_body_read_finish (GInputStream *stream, GAsyncResult *result, GError **error);

G_END_DECLS
