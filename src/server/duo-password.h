/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A password that is given to somebody, to be read and typed: 12 letters and digits, none of which is taken for another.
 * Free with duo_token_free(), which erases it. */
char *duo_password_new (void);

/**
 * duo_passwords_hash:
 * @passwords: (element-type utf8)
 *
 * All of them as duo_password_hash(), on as many threads as there are processors.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): in the same order
 *
 * Errors: DUO_SERVER_ERROR_FAILED
 */
GPtrArray *duo_passwords_hash (const GPtrArray *passwords, GError **error);

G_END_DECLS
