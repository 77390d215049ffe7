/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-confirmed.h"

#include "duo-vouch.h"

#include <sodium.h>
#include <string.h>

static gboolean
is_it (const guint8 *key, gpointer by)
{
  return by == NULL || memcmp (key, by, DUO_DEVICE_KEY_BYTES) == 0;
}

gboolean
duo_device_is_confirmed (const DuoDeviceRecord *device, const guint8 *by)
{
  g_return_val_if_fail (device != NULL, FALSE);

  return duo_vouches_lead (&device->vouches, device->key, crypto_sign_verify_detached, is_it, (gpointer) by);
}
