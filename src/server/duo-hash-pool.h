/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DuoHashPool:
 *
 * Passwords are hashed with argon2id (19 MiB, t = 2) by a fixed number of threads; the others wait in a queue of
 * bounded length, beyond which DUO_SERVER_ERROR_BUSY is answered at once (DESIGN §3, "Accounts").
 */
typedef struct _DuoHashPool DuoHashPool;

DuoHashPool *duo_hash_pool_new (guint threads, guint queue, GError **error);
void duo_hash_pool_free (DuoHashPool *self);

/* On the calling thread, for set-up: argon2id text of @password. */
char *duo_password_hash (const char *password, GError **error);

/* Whether @password is that of @hash. NULL for @hash does the same work and says no, so that an account that does not
 * exist takes as long as one that does. Takes @password and erases it. */
void duo_hash_pool_verify_async (
    DuoHashPool *self, const char *hash, char *password, GAsyncReadyCallback callback, gpointer data);
gboolean duo_hash_pool_verify_finish (DuoHashPool *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoHashPool, duo_hash_pool_free)

G_END_DECLS
