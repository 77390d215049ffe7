/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-local-database-private.h"

G_BEGIN_DECLS

#define DUO_TYPE_BOOKMARKS (duo_bookmarks_get_type ())
G_DECLARE_FINAL_TYPE (DuoBookmarks, duo_bookmarks, DUO, BOOKMARKS, GObject)

/**
 * DuoBookmarks:
 *
 * Who was marked, by account, in a file of its own: it is nobody else's business and not in the service.
 */
DuoBookmarks *duo_bookmarks_new (const char *path);
void duo_bookmarks_set (DuoBookmarks *self, const char *account, const char *person, gboolean marked);
/* Finishes with the (element-type utf8) participation ids that @account marked. */
void duo_bookmarks_load_async (DuoBookmarks *self,
                               const char *account,
                               GAsyncReadyCallback callback,
                               gpointer data);
GPtrArray *duo_bookmarks_load_finish (DuoBookmarks *self, GAsyncResult *result, GError **error);
/* Waits until everything is on disk. */
void duo_bookmarks_flush (DuoBookmarks *self);
/* Borrowed: it says when the file was damaged. */
DuoLocalDatabase *duo_bookmarks_get_database (DuoBookmarks *self);

G_END_DECLS
