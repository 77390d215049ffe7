/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-certificate.h"
#include "duo-call.h"

#include <sodium.h>
#include <string.h>

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END "-----END CERTIFICATE-----"
#define LINE "a=fingerprint:"
#define ALGORITHM "sha-256 "

gboolean
duo_digest_equal (const DuoDigest *a, const DuoDigest *b)
{
  return sodium_memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void
duo_digest_text (const char *text, DuoDigest *digest)
{
  crypto_hash_sha256 (digest->bytes, (const guint8 *) text, strlen (text));
}

gboolean
duo_certificate_digest_pem (const char *pem, DuoDigest *digest, GError **error)
{
  const char *begin = pem != NULL ? strstr (pem, BEGIN) : NULL;
  const char *end = begin != NULL ? strstr (begin, END) : NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (end != NULL)
    {
      text = g_strndup (begin + strlen (BEGIN), (gsize) (end - begin) - strlen (BEGIN));
      g_base64_decode_inplace (text, &length);
    }
  if (length == 0)
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED,
                           "no certificate where one is due");
      return FALSE;
    }
  crypto_hash_sha256 (digest->bytes, (const guint8 *) text, length);
  return TRUE;
}

/* "AB:CD:…" to the end of the line, exactly as many bytes as a SHA-256 has. */
static gboolean
parse_hex (const char *text, DuoDigest *digest)
{
  const gsize length = DUO_DIGEST_BYTES * 3 - 1;
  const char *end = NULL;
  gsize written = 0;

  if (sodium_hex2bin (digest->bytes, sizeof digest->bytes, text, strnlen (text, length), ":", &written,
                      &end) != 0)
    return FALSE;
  return written == sizeof digest->bytes && end == text + length &&
         (*end == '\r' || *end == '\n' || *end == '\0');
}

static gboolean
parse_line (const char *line, DuoDigest *digest)
{
  const char *value = line + strlen (LINE);

  return g_ascii_strncasecmp (value, ALGORITHM, strlen (ALGORITHM)) == 0 &&
         parse_hex (value + strlen (ALGORITHM), digest);
}

/* GStreamer ends a line at a carriage return alone too, and passes over what is white before one: it would read
 * fingerprints that are none to whoever does not. A description has neither (RFC 8866 §9). */
static gboolean
has_hidden_lines (const char *sdp)
{
  gboolean begins = TRUE;

  for (const char *at = sdp; *at != '\0'; at++)
    {
      gboolean ends = at[0] == '\r' && at[1] == '\n';

      if ((g_ascii_iscntrl (*at) && *at != '\n' && !ends) || (begins && *at == ' '))
        return TRUE;
      begins = *at == '\n';
    }
  return FALSE;
}

gboolean
duo_certificate_digest_sdp (const char *sdp, DuoDigest *digest, GError **error)
{
  guint lines = 0;

  if (has_hidden_lines (sdp))
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED,
                           "a line that not everybody reads as one");
      return FALSE;
    }
  for (const char *line = sdp; line != NULL; line = strchr (line, '\n') ? strchr (line, '\n') + 1 : NULL)
    {
      DuoDigest one;

      if (!g_str_has_prefix (line, LINE))
        continue;
      if (!parse_line (line, &one) || (lines > 0 && !duo_digest_equal (&one, digest)))
        {
          g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED,
                               "a fingerprint that is not one SHA-256");
          return FALSE;
        }
      *digest = one;
      lines++;
    }
  if (lines == 0)
    g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED,
                         "no fingerprint in the description");
  return lines > 0;
}
