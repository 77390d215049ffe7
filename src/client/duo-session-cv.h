/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"

G_BEGIN_DECLS

/**
 * duo_session_load_me_async:
 * @event: one of mine
 *
 * Finishes with oneself in @event as others see one, and one's CV: what duo_session_get_me() says from then on. Errors:
 * DUO_CLIENT_ERROR.
 */
void duo_session_load_me_async (DuoSession *self,
                                DuoEvent *event,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean duo_session_load_me_finish (DuoSession *self, GAsyncResult *result, GError **error);
/* (nullable), borrowed until the next load or change: what was known of it last, as long as the session lasts */
const DuoWireMe *duo_session_get_me (DuoSession *self, DuoEvent *event);

/**
 * duo_session_put_cv_async:
 * @name: (nullable): how the file is called
 * @body: duo_cv_judge() has found nothing wrong with it
 * @progress: (nullable) (scope async): is told how many bytes have gone out
 *
 * In the place of the one that is there. Nothing of it waits in the outbox: whoever puts a CV waits for it, or cancels.
 * Finishes with what there is to know of it. Errors: DUO_CLIENT_ERROR.
 */
void duo_session_put_cv_async (DuoSession *self,
                               const char *name,
                               GBytes *body,
                               GFileProgressCallback progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
DuoCvRecord *duo_session_put_cv_finish (DuoSession *self, GAsyncResult *result, GError **error);
void duo_session_remove_cv_async (DuoSession *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
gboolean duo_session_remove_cv_finish (DuoSession *self, GAsyncResult *result, GError **error);

/**
 * duo_session_fetch_cv_async:
 * @person: participation id of a talent, maybe one's own
 * @cv: what is known of it
 *
 * Finishes with a file that nobody else on this computer may read, to be looked at: it is gone when the session ends, or
 * the program, when @person's is fetched again, and when it is known that they have none any more. Errors:
 * DUO_CLIENT_ERROR, with DUO_REFUSAL_NOT_FOUND where it was removed meanwhile; G_IO_ERROR_CANCELLED also where the session
 * ends.
 */
void duo_session_fetch_cv_async (DuoSession *self,
                                 const char *person,
                                 const DuoCvRecord *cv,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
GFile *duo_session_fetch_cv_finish (DuoSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
