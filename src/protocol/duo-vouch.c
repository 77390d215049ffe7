/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-vouch.h"

#include "duo-statement.h"

#include <string.h>

#define TAG "duologue device"
#define CODE_TAG TAG " code"
#define CODE_GROUP 4
#define DIGEST_BYTES 32

G_STATIC_ASSERT (DUO_DEVICE_KEY_BYTES == DUO_SIGNER_KEY_BYTES);
G_STATIC_ASSERT (DUO_VOUCH_SIGNATURE_BYTES == DUO_SIGNATURE_BYTES);

GBytes *
duo_vouch_dup_statement (const guint8 *older, const guint8 *newer)
{
  GByteArray *statement = g_byte_array_new ();

  duo_statement_add_text (statement, TAG);
  duo_statement_add (statement, older, DUO_DEVICE_KEY_BYTES);
  duo_statement_add (statement, newer, DUO_DEVICE_KEY_BYTES);
  return g_byte_array_free_to_bytes (statement);
}

void
duo_vouch_sign (DuoVouch *self, DuoSigner *signer, const guint8 *newer)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (signer);
  g_autoptr (GBytes) statement = NULL;
  g_autoptr (GBytes) signature = NULL;

  memcpy (self->key, newer, sizeof self->key);
  memcpy (self->by, g_bytes_get_data (key, NULL), sizeof self->by);
  statement = duo_vouch_dup_statement (self->by, newer);
  signature = duo_signer_sign (signer, statement);
  memcpy (self->signature, g_bytes_get_data (signature, NULL), sizeof self->signature);
}

gboolean
duo_vouch_check (const DuoVouch *self, DuoVouchVerify verify)
{
  g_autoptr (GBytes) statement = duo_vouch_dup_statement (self->by, self->key);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (statement, &length);

  return verify (self->signature, bytes, length, self->by) == 0;
}

gboolean
duo_vouches_lead (
    const DuoVouches *self, const guint8 *key, DuoVouchVerify verify, DuoVouchKnown is_known, gpointer data)
{
  DuoVouches signed_ones = {0}, leading;

  for (guint i = 0; i < MIN (self->n, DUO_MAX_VOUCHES); i++)
    if (duo_vouch_check (&self->vouches[i], verify))
      signed_ones.vouches[signed_ones.n++] = self->vouches[i];
  duo_vouches_collect (&leading, key, signed_ones.vouches, signed_ones.n);
  for (guint i = 0; i < leading.n; i++)
    if (is_known (leading.vouches[i].by, data))
      return TRUE;
  return FALSE;
}

char *
duo_vouch_dup_code (const guint8 *key)
{
  g_autoptr (GByteArray) statement = g_byte_array_new ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[DIGEST_BYTES];
  gsize length = sizeof digest;
  GString *code = g_string_new (NULL);

  duo_statement_add_text (statement, CODE_TAG);
  duo_statement_add (statement, key, DUO_DEVICE_KEY_BYTES);
  g_checksum_update (checksum, statement->data, statement->len);
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < DUO_VOUCH_CODE_CHARACTERS; i++)
    {
      if (i > 0 && i % CODE_GROUP == 0)
        g_string_append_c (code, '-');
      g_string_append_c (code, DUO_CODE_ALPHABET[digest[i] & 31]);
    }
  return g_string_free_and_steal (code);
}
