/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

char *
duo_id_from_bytes (const guint8 *bytes)
{
  char *text = g_base64_encode (bytes, DUO_ID_BYTES);

  text[DUO_ID_LENGTH] = '\0'; /* the padding */
  return g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
}

char *
duo_id_new (void)
{
  guint8 bytes[DUO_ID_BYTES];
  gssize got;

  do
    got = getrandom (bytes, sizeof bytes, 0);
  while (got < 0 && errno == EINTR);

  /* Up to 256 bytes come whole or not at all, and an id that can be guessed would be worse than none. */
  if (got != sizeof bytes)
    g_error ("the system gives no random bytes: %s", g_strerror (errno));
  return duo_id_from_bytes (bytes);
}

gboolean
duo_id_is_valid (const char *id)
{
  return id != NULL && strlen (id) == DUO_ID_LENGTH && strspn (id, ALPHABET) == DUO_ID_LENGTH;
}
