/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_DIGEST_BYTES 32

/* A SHA-256, of a certificate (its fingerprint) or of a text. */
typedef struct
{
  guint8 bytes[DUO_DIGEST_BYTES];
} DuoDigest;

gboolean duo_digest_equal (const DuoDigest *a, const DuoDigest *b);
void duo_digest_text (const char *text, DuoDigest *digest);

/**
 * duo_certificate_digest_pem:
 * @pem: (nullable): the first certificate in it counts
 *
 * Errors: DUO_CALL_ERROR_UNVERIFIED where there is none.
 */
gboolean duo_certificate_digest_pem (const char *pem, DuoDigest *digest, GError **error);

/**
 * duo_certificate_digest_sdp:
 *
 * What `a=fingerprint` says (RFC 8122); every media section has to say the same, in SHA-256.
 *
 * Errors: DUO_CALL_ERROR_UNVERIFIED.
 */
gboolean duo_certificate_digest_sdp (const char *sdp, DuoDigest *digest, GError **error);

G_END_DECLS
