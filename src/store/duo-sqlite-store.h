/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-store.h"

G_BEGIN_DECLS

#define DUO_TYPE_SQLITE_STORE (duo_sqlite_store_get_type ())
G_DECLARE_FINAL_TYPE (DuoSqliteStore, duo_sqlite_store, DUO, SQLITE_STORE, GObject)

/**
 * duo_sqlite_store_new:
 * @path: the database's file; made where there is none
 * @clock: what time it is
 *
 * Opens the store and brings its schema up to date. Errors: DUO_STORE_ERROR_SCHEMA where it is of a newer program or a
 * migration failed (nothing was changed then), DUO_STORE_ERROR_IO where it cannot be opened.
 *
 * Returns: (transfer full): a #DuoStore
 */
DuoStore *duo_sqlite_store_new (const char *path, DuoClock *clock, GError **error);

G_END_DECLS
