/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * duo_background_ask_async:
 *
 * Asks the desktop, by its Background portal, whether the program may go on without a window, and says why. Where no
 * portal is, nobody ends it, and nobody has to be asked.
 *
 * Finishes with TRUE where it may; with FALSE and no error where the user or the desktop said no.
 */
void duo_background_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean duo_background_ask_finish (GAsyncResult *result, GError **error);
/* What to say after FALSE. */
const char *duo_background_get_refusal (void);

G_END_DECLS
