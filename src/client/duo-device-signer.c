/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>

#include "duo-device-signer-private.h"

struct _DuoDeviceSigner
{
  GObject parent_instance;

  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  guint8 *secret_key; /* in guarded memory that is never swapped out */
};

static void
make_key (DuoDeviceSigner *self, const guint8 *seed)
{
  sodium_mprotect_readwrite (self->secret_key);
  crypto_sign_seed_keypair (self->public_key, self->secret_key, seed);
  sodium_mprotect_readonly (self->secret_key);
}

static GBytes *
duo_device_signer_dup_public_key (DuoSigner *signer)
{
  DuoDeviceSigner *self = DUO_DEVICE_SIGNER (signer);

  return g_bytes_new (self->public_key, sizeof self->public_key);
}

static GBytes *
duo_device_signer_sign (DuoSigner *signer, GBytes *message)
{
  DuoDeviceSigner *self = DUO_DEVICE_SIGNER (signer);
  guint8 *signature = g_malloc (crypto_sign_BYTES);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (message, &length);

  crypto_sign_detached (signature, NULL, bytes, length, self->secret_key);
  return g_bytes_new_take (signature, crypto_sign_BYTES);
}

static void
signer_init (DuoSignerInterface *iface)
{
  iface->dup_public_key = duo_device_signer_dup_public_key;
  iface->sign = duo_device_signer_sign;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoDeviceSigner,
                               duo_device_signer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNER, signer_init))

static void
duo_device_signer_finalize (GObject *object)
{
  DuoDeviceSigner *self = DUO_DEVICE_SIGNER (object);

  sodium_free (self->secret_key);
  G_OBJECT_CLASS (duo_device_signer_parent_class)->finalize (object);
}

static void
duo_device_signer_class_init (DuoDeviceSignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_device_signer_finalize;
}

static void
duo_device_signer_init (DuoDeviceSigner *self)
{
  guint8 seed[crypto_sign_SEEDBYTES];

  if (sodium_init () < 0)
    g_error ("There is no source of random numbers");
  self->secret_key = sodium_malloc (crypto_sign_SECRETKEYBYTES);
  if (!self->secret_key)
    g_error ("There is no memory for a key");
  randombytes_buf (seed, sizeof seed);
  make_key (self, seed);
  sodium_memzero (seed, sizeof seed);
}

DuoDeviceSigner *
duo_device_signer_new (void)
{
  return g_object_new (DUO_TYPE_DEVICE_SIGNER, NULL);
}

gboolean
duo_device_signer_load (DuoDeviceSigner *self, DuoSecret *seed)
{
  guint8 bytes[crypto_sign_SEEDBYTES];

  if (!duo_secret_copy_bytes (seed, bytes, sizeof bytes))
    return FALSE;
  make_key (self, bytes);
  sodium_memzero (bytes, sizeof bytes);
  return TRUE;
}

DuoSecret *
duo_device_signer_dup_seed (DuoDeviceSigner *self)
{
  guint8 seed[crypto_sign_SEEDBYTES];
  DuoSecret *secret;

  crypto_sign_ed25519_sk_to_seed (seed, self->secret_key);
  secret = duo_secret_new_from_bytes (seed, sizeof seed);
  sodium_memzero (seed, sizeof seed);
  return secret;
}

char *
duo_device_signer_dup_key_text (DuoDeviceSigner *self)
{
  gsize size = sodium_base64_encoded_len (sizeof self->public_key, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, self->public_key, sizeof self->public_key,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
