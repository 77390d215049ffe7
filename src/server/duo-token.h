/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_TOKEN_BYTES 32
#define DUO_TOKEN_HASH_BYTES 32

/* A session's token: 256 random bits in base64url, shown once. Free with duo_token_free(), which erases it. */
char *duo_token_new (void);
void duo_token_free (char *token);
/* What is kept of it: its SHA-256. */
void duo_token_hash (const char *token, guint8 hash[DUO_TOKEN_HASH_BYTES]);

/* The token of an `Authorization` header. Borrowed; NULL where it is no bearer's. */
const char *duo_token_from_header (const char *header);

G_END_DECLS
