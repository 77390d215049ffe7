/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-token.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

static char *
encode (const guint8 *bytes, gsize length)
{
  gsize size = sodium_base64_encoded_len (length, VARIANT);

  return sodium_bin2base64 (g_malloc (size), size, bytes, length, VARIANT);
}

char *
duo_token_new (void)
{
  guint8 bytes[DUO_TOKEN_BYTES];
  char *token;

  randombytes_buf (bytes, sizeof bytes);
  token = encode (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);

  return token;
}

void
duo_token_free (char *token)
{
  if (token)
    sodium_memzero (token, strlen (token));
  g_free (token);
}

void
duo_token_hash (const char *token, guint8 hash[DUO_TOKEN_HASH_BYTES])
{
  crypto_hash_sha256 (hash, (const guint8 *) token, strlen (token));
}

const char *
duo_token_from_header (const char *header)
{
  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return NULL;
  header += 7;
  while (*header == ' ')
    header++;

  return *header ? header : NULL;
}
