/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-certificate.h"

#include <sodium.h>
#include <string.h>

#define HEX "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"
#define HEX_2                                                                                                \
  "01:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"

static const struct
{
  const char *sdp;
  gboolean good;
} descriptions[] = {
    {"v=0\r\na=fingerprint:sha-256 " HEX "\r\n", TRUE},
    {"v=0\na=fingerprint:SHA-256 " HEX "\n", TRUE},
    {"v=0\r\na=fingerprint:sha-256 " HEX, TRUE},
    {"v=0\r\na=fingerprint:sha-256 " HEX "\r\nm=x\r\na=fingerprint:sha-256 " HEX "\r\n", TRUE},
    {"v=0\r\na=fingerprint:sha-256 " HEX "\r\nm=x\r\na=fingerprint:sha-256 " HEX_2 "\r\n", FALSE},
    {"v=0\r\na=fingerprint:sha-256 " HEX "\r\nm=x\r\na=fingerprint:sha-1 00:11\r\n", FALSE},
    {"v=0\r\na=fingerprint:sha-256 " HEX ":00\r\n", FALSE},
    {"v=0\r\na=fingerprint:sha-256 " HEX " \r\n", FALSE},
    {"v=0\r\na=fingerprint:sha-256 00:11\r\n", FALSE},
    {"v=0\r\na=fingerprint:sha-256 \r\n", FALSE},
    {"v=0\r\na=fingerprint:\r\n", FALSE},
    {"v=0\r\ns=a=fingerprint:sha-256 " HEX "\r\n", FALSE},
    {"v=0\r\na=fingerprint:sha-256 " HEX "\r\nm=x\n\ra=fingerprint:sha-256 " HEX_2 "\r\n", FALSE},
    {"v=0\r\na=fingerprint:sha-256 " HEX "\r\ns=x\ra=fingerprint:sha-256 " HEX_2 "\r\n", FALSE},
    {"v=0\r\n", FALSE},
    {"", FALSE},
};

static void
test_descriptions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autoptr (GError) error = NULL;
      DuoDigest digest;

      g_assert_true (duo_certificate_digest_sdp (descriptions[i].sdp, &digest, &error) ==
                     descriptions[i].good);
      if (descriptions[i].good)
        g_assert_cmphex (digest.bytes[15], ==, 0xFF);
      else
        g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
    }
}

static void
test_pem (void)
{
  DuoDigest digest, expected;
  g_autoptr (GError) error = NULL;

  crypto_hash_sha256 (expected.bytes, (const guint8 *) "certificate", strlen ("certificate"));
  g_assert_true (duo_certificate_digest_pem ("x\n-----BEGIN CERTIFICATE-----\nY2VydGlm\naWNhdGU=\n"
                                             "-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nAAAA\n",
                                             &digest, NULL));
  g_assert_true (duo_digest_equal (&digest, &expected));
  g_assert_false (duo_certificate_digest_pem (NULL, &digest, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  g_assert_false (duo_certificate_digest_pem ("-----BEGIN CERTIFICATE-----\nAAAA", &digest, NULL));
  g_assert_false (duo_certificate_digest_pem ("", &digest, NULL));
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/certificate/descriptions", test_descriptions);
  g_test_add_func ("/call/certificate/pem", test_pem);
  return g_test_run ();
}
