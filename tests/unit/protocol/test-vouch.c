/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-vouch.h"

#include <sodium.h>
#include <string.h>

/* A device with a key from its number, so that every run has the same. */
#define TEST_TYPE_DEVICE (test_device_get_type ())
G_DECLARE_FINAL_TYPE (TestDevice, test_device, TEST, DEVICE, GObject)

struct _TestDevice
{
  GObject parent_instance;
  guint8 key[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
};

static GBytes *
on_dup_public_key (DuoSigner *signer)
{
  return g_bytes_new (TEST_DEVICE (signer)->key, DUO_SIGNER_KEY_BYTES);
}

static GBytes *
on_sign (DuoSigner *signer, GBytes *message)
{
  guint8 signature[DUO_SIGNATURE_BYTES];

  crypto_sign_detached (signature, NULL, g_bytes_get_data (message, NULL), g_bytes_get_size (message),
                        TEST_DEVICE (signer)->secret);
  return g_bytes_new (signature, sizeof signature);
}

static void
signer_init (DuoSignerInterface *iface)
{
  iface->dup_public_key = on_dup_public_key;
  iface->sign = on_sign;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestDevice,
                               test_device,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNER, signer_init))

static void
test_device_class_init (TestDeviceClass *klass)
{
}

static void
test_device_init (TestDevice *self)
{
}

static TestDevice *
device_new (guint8 number)
{
  const guint8 seed[crypto_sign_SEEDBYTES] = {number};
  TestDevice *self = g_object_new (TEST_TYPE_DEVICE, NULL);

  crypto_sign_seed_keypair (self->key, self->secret, seed);
  return self;
}

static gboolean
is_key (const guint8 *key, gpointer known)
{
  return memcmp (key, known, DUO_DEVICE_KEY_BYTES) == 0;
}

static gboolean
is_nobody (const guint8 *key, gpointer data)
{
  return FALSE;
}

/* The bytes that CALL §2 wants: what another program has to sign. */
static void
test_statement (void)
{
  const guint8 older[DUO_DEVICE_KEY_BYTES] = {1}, newer[DUO_DEVICE_KEY_BYTES] = {2};
  guint8 expected[8 + 15 + 2 * (8 + DUO_DEVICE_KEY_BYTES)] = {
      [7] = 15, [30] = 32, [31] = 1, [70] = 32, [71] = 2};
  g_autoptr (GBytes) statement = duo_vouch_dup_statement (older, newer);

  memcpy (expected + 8, "duologue device", 15);
  g_assert_cmpmem (expected, sizeof expected, g_bytes_get_data (statement, NULL),
                   g_bytes_get_size (statement));
}

static void
test_check (void)
{
  g_autoptr (TestDevice) older = device_new (1), newer = device_new (2), other = device_new (3);
  DuoVouch vouch, forged;

  duo_vouch_sign (&vouch, DUO_SIGNER (older), newer->key);
  g_assert_true (duo_vouch_check (&vouch, crypto_sign_verify_detached));
  /* Good, and put before another key. */
  forged = vouch;
  memcpy (forged.key, other->key, sizeof forged.key);
  g_assert_false (duo_vouch_check (&forged, crypto_sign_verify_detached));
  memcpy (forged.key, older->key, sizeof forged.key);
  g_assert_false (duo_vouch_check (&forged, crypto_sign_verify_detached));

  forged = vouch;
  forged.signature[0] ^= 1;
  g_assert_false (duo_vouch_check (&forged, crypto_sign_verify_detached));
  /* Signed by somebody else, and the older device's name on it. */
  duo_vouch_sign (&forged, DUO_SIGNER (other), newer->key);
  memcpy (forged.by, older->key, sizeof forged.by);
  g_assert_false (duo_vouch_check (&forged, crypto_sign_verify_detached));
  /* The newer one for the older one, turned around. */
  duo_vouch_sign (&forged, DUO_SIGNER (newer), older->key);
  memcpy (forged.by, older->key, sizeof forged.by);
  memcpy (forged.key, newer->key, sizeof forged.key);
  g_assert_false (duo_vouch_check (&forged, crypto_sign_verify_detached));
}

/* devices[0] is the newest: each is vouched for by the next. */
static void
make_chain (TestDevice **devices, DuoVouches *chain, guint n)
{
  for (guint i = 0; i <= n; i++)
    devices[i] = device_new ((guint8) (i + 1));
  for (guint i = 0; i < n && i < DUO_MAX_VOUCHES; i++)
    duo_vouch_sign (&chain->vouches[i], DUO_SIGNER (devices[i + 1]), devices[i]->key);
  chain->n = n;
}

static void
free_devices (TestDevice **devices, guint n)
{
  for (guint i = 0; i <= n; i++)
    g_assert_finalize_object (devices[i]);
}

static void
test_chain (void)
{
  TestDevice *devices[DUO_MAX_VOUCHES + 1];
  DuoVouches chain = {0};
  const DuoVouches none = {0};

  make_chain (devices, &chain, DUO_MAX_VOUCHES);
  for (guint i = 1; i <= DUO_MAX_VOUCHES; i++)
    g_assert_true (
        duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_key, devices[i]->key));
  g_assert_false (duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_nobody, NULL));
  /* Not the other way round: who vouches is not vouched for. */
  g_assert_false (
      duo_vouches_lead (&chain, devices[1]->key, crypto_sign_verify_detached, is_key, devices[0]->key));
  g_assert_false (
      duo_vouches_lead (&none, devices[0]->key, crypto_sign_verify_detached, is_key, devices[1]->key));
  free_devices (devices, DUO_MAX_VOUCHES);
}

static void
test_forged_in_the_middle (void)
{
  TestDevice *devices[4];
  DuoVouches chain = {0};

  make_chain (devices, &chain, 3);
  chain.vouches[1].signature[10] ^= 1;
  g_assert_true (
      duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_key, devices[1]->key));
  g_assert_false (
      duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_key, devices[2]->key));
  g_assert_false (
      duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_key, devices[3]->key));
  free_devices (devices, 3);
}

/* In whatever order, and beside what does not belong to it. */
static void
test_other_order (void)
{
  TestDevice *devices[3];
  DuoVouches chain = {0};
  DuoVouch first;

  make_chain (devices, &chain, 2);
  first = chain.vouches[0];
  chain.vouches[0] = chain.vouches[1];
  chain.vouches[1] = first;
  duo_vouch_sign (&chain.vouches[chain.n++], DUO_SIGNER (devices[0]), devices[2]->key);
  for (guint i = 1; i <= 2; i++)
    g_assert_true (
        duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_key, devices[i]->key));
  free_devices (devices, 2);
}

/* More than one may say so: a thief's word in front does not hide the true one's, nor does a forged one of the same name. */
static void
test_several (void)
{
  g_autoptr (TestDevice) old = device_new (1), newer = device_new (2), thief = device_new (3);
  DuoVouches said = {.n = 3};

  duo_vouch_sign (&said.vouches[0], DUO_SIGNER (thief), newer->key);
  duo_vouch_sign (&said.vouches[1], DUO_SIGNER (thief), newer->key);
  memcpy (said.vouches[1].by, old->key, sizeof said.vouches[1].by);
  duo_vouch_sign (&said.vouches[2], DUO_SIGNER (old), newer->key);
  g_assert_true (duo_vouches_lead (&said, newer->key, crypto_sign_verify_detached, is_key, old->key));
  g_assert_false (duo_vouches_lead (&said, thief->key, crypto_sign_verify_detached, is_key, old->key));
  said.n = 2;
  g_assert_false (duo_vouches_lead (&said, newer->key, crypto_sign_verify_detached, is_key, old->key));
}

/* Two that vouch for each other vouch for nobody whom one knows. */
static void
test_circle (void)
{
  TestDevice *devices[2];
  DuoVouches chain = {0};

  make_chain (devices, &chain, 1);
  chain.n = DUO_MAX_VOUCHES;
  for (guint i = 1; i < DUO_MAX_VOUCHES; i++)
    duo_vouch_sign (&chain.vouches[i], DUO_SIGNER (devices[(i + 1) % 2]), devices[i % 2]->key);
  g_assert_false (duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_nobody, NULL));
  free_devices (devices, 1);
}

/* Whatever the number says, no more is read than there is. */
static void
test_too_long (void)
{
  TestDevice *devices[DUO_MAX_VOUCHES + 2];
  DuoVouches chain = {0};

  make_chain (devices, &chain, DUO_MAX_VOUCHES + 1);
  g_assert_true (duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_key,
                                   devices[DUO_MAX_VOUCHES]->key));
  g_assert_false (duo_vouches_lead (&chain, devices[0]->key, crypto_sign_verify_detached, is_key,
                                    devices[DUO_MAX_VOUCHES + 1]->key));
  free_devices (devices, DUO_MAX_VOUCHES + 1);
}

static void
test_code (void)
{
  g_autoptr (TestDevice) one = device_new (1), other = device_new (2);
  g_autofree char *code = duo_vouch_dup_code (one->key);
  g_autofree char *again = duo_vouch_dup_code (one->key);
  g_autofree char *different = duo_vouch_dup_code (other->key);

  g_assert_true (
      g_regex_match_simple ("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$", code, 0, 0));
  g_assert_cmpstr (code, ==, again);
  g_assert_cmpstr (code, !=, different);
}

/* Two versions of the app show the same for the same key. By `printf '\0\0\0\0\0\0\0\x14duologue device code\0\0\0\0\0\0\0 ' and the
 * key, through `sha256sum`: the low five bits of its first twelve bytes. */
static void
test_code_vector (void)
{
  guint8 key[DUO_DEVICE_KEY_BYTES];
  g_autofree char *code = NULL;

  for (guint8 i = 0; i < sizeof key; i++)
    key[i] = i;
  code = duo_vouch_dup_code (key);
  g_assert_cmpstr (code, ==, "2DGV-4KYP-DJ78");
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/vouch/statement", test_statement);
  g_test_add_func ("/protocol/vouch/check", test_check);
  g_test_add_func ("/protocol/vouch/chain", test_chain);
  g_test_add_func ("/protocol/vouch/forged-in-the-middle", test_forged_in_the_middle);
  g_test_add_func ("/protocol/vouch/other-order", test_other_order);
  g_test_add_func ("/protocol/vouch/circle", test_circle);
  g_test_add_func ("/protocol/vouch/too-long", test_too_long);
  g_test_add_func ("/protocol/vouch/several", test_several);
  g_test_add_func ("/protocol/vouch/code", test_code);
  g_test_add_func ("/protocol/vouch/code-vector", test_code_vector);
  return g_test_run ();
}
