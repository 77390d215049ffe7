/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session-cv.h"

G_BEGIN_DECLS

/**
 * DuoCvUploadFunc:
 * @fraction: how much of it is sent
 * @wait: in how many seconds it is tried again, or 0 where it is on its way
 */
typedef void (*DuoCvUploadFunc) (double fraction, guint wait, gpointer data);

/**
 * duo_cv_upload_get_pause:
 * @n_refused: how often it was refused before
 * @least: seconds, as the service said; 0 where it did not
 * @left: seconds in which the whole of it has to be over
 *
 * Twice as long each time, up to a minute or what the service said, and up to half as long again by chance: those who
 * were refused together do not come back together.
 *
 * Returns: seconds until it is tried again; 0: it is not
 */
guint duo_cv_upload_get_pause (guint n_refused, guint least, guint left);

/**
 * duo_cv_upload_async:
 * @name: of the file
 *
 * duo_session_put_cv_async(), again and again where the service has no place for it at the moment and says when to come
 * back: within five minutes of the first try. Finishes with what the last try came to.
 */
void duo_cv_upload_async (DuoSession *session,
                          const char *name,
                          GBytes *body,
                          DuoCvUploadFunc progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
gboolean duo_cv_upload_finish (GAsyncResult *result, GError **error);

G_END_DECLS
