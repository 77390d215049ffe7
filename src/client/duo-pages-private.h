/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-batch-private.h"
#include "duo-http-private.h"

G_BEGIN_DECLS

#define DUO_TYPE_PAGES (duo_pages_get_type ())
G_DECLARE_FINAL_TYPE (DuoPages, duo_pages, DUO, PAGES, GObject)

/**
 * DuoPages:
 *
 * Asks for all pages of changes of one event and hands each on. It *is* the operation: one object, one run.
 */
typedef void (*DuoPagesFunc) (DuoEvent *event, DuoBatch *batch, gpointer data);

/* @handle gets each page on the main thread, in order. */
DuoPages *duo_pages_new (DuoHttp *http, DuoEvent *event, gint64 since, DuoPagesFunc handle, gpointer data);
void
duo_pages_run_async (DuoPages *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean duo_pages_run_finish (DuoPages *self, GAsyncResult *result, GError **error);

G_END_DECLS
