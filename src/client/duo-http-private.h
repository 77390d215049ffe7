/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>
#include "duo-client-error.h"
#include "duo-clock.h"
#include "duo-secret-private.h"
#include "duo-wire.h"

G_BEGIN_DECLS

/**
 * DuoHttpRequest:
 * @method: "GET", "POST", "PUT" or "DELETE"
 * @path: beginning with "/v1/"
 * @body: (nullable): JSON text
 * @key: (nullable): the idempotency key
 * @seen: the `rev` for `If-Match`, 0 for none
 * @etag: (nullable): for `If-None-Match`
 * @limit: how many bytes the answer may have, 0 for `DUO_MAX_BODY`
 * @bytes: (nullable): a body of another @type, in the place of @body; sent when the service says that it wants it
 * @progress: (nullable): is told how many of @bytes have gone out
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  const char *key;
  gint64 seen;
  const char *etag;
  gsize limit;
  GBytes *bytes;
  const char *type;
  GFileProgressCallback progress;
  gpointer progress_data;
} DuoHttpRequest;

/**
 * DuoHttpAnswer:
 * @status: any status at all; duo_http_answer_check() judges it
 * @retry_after: seconds, 0 where the service did not say
 */
typedef struct
{
  guint status;
  GBytes *body;
  char *etag;
  guint retry_after;
} DuoHttpAnswer;

void duo_http_answer_free (DuoHttpAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoHttpAnswer, duo_http_answer_free)

/* TRUE for 2xx and 304; else the error that it means for the caller. */
gboolean duo_http_answer_check (const DuoHttpAnswer *answer, GError **error);
/* (transfer full) (nullable): the problem document in it */
DuoWireProblem *duo_http_answer_dup_problem (const DuoHttpAnswer *answer);

#define DUO_TYPE_HTTP (duo_http_get_type ())
G_DECLARE_FINAL_TYPE (DuoHttp, duo_http, DUO, HTTP, GObject)

/**
 * DuoHttp:
 *
 * The one place that speaks HTTP: user agent, time-outs, the token, and the clock that follows the service's `Date`.
 * Signals:
 *
 *  - `time-followed ()`: the clock was set
 */
DuoHttp *duo_http_new (DuoClock *clock);
void duo_http_set_address (DuoHttp *self, const char *address);
void duo_http_set_token (DuoHttp *self, DuoSecret *token);
gboolean duo_http_has_token (DuoHttp *self);
/* Takes the time the service says that it is. */
void duo_http_follow_time (DuoHttp *self, gint64 now);

/* Errors: DUO_CLIENT_ERROR_OFFLINE where no answer came, DUO_CLIENT_ERROR_INCOMPATIBLE where it is too large,
 * G_IO_ERROR_CANCELLED. */
void duo_http_send_async (DuoHttp *self,
                          const DuoHttpRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
DuoHttpAnswer *duo_http_send_finish (DuoHttp *self, GAsyncResult *result, GError **error);
/* The same at another address than the session's, and without its token. */
void duo_http_ask_async (DuoHttp *self,
                         const char *address,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
/* Posts JSON there; for what has no token yet. */
void duo_http_post_elsewhere_async (DuoHttp *self,
                                    const char *address,
                                    const char *path,
                                    DuoSecret *body,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);

void duo_http_connect_live_async (DuoHttp *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
SoupWebsocketConnection *duo_http_connect_live_finish (DuoHttp *self, GAsyncResult *result, GError **error);

G_END_DECLS
