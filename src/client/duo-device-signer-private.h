/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-secret-private.h"
#include "duo-signer.h"

G_BEGIN_DECLS

#define DUO_TYPE_DEVICE_SIGNER (duo_device_signer_get_type ())
G_DECLARE_FINAL_TYPE (DuoDeviceSigner, duo_device_signer, DUO, DEVICE_SIGNER, GObject)

/**
 * DuoDeviceSigner:
 *
 * This device's Ed25519 key (DESIGN §6): made once for a profile, kept in the keyring, known to peers ever after. A new
 * one begins with a fresh key.
 */
DuoDeviceSigner *duo_device_signer_new (void);
/* Takes the key that was kept. FALSE where @seed is none. */
gboolean duo_device_signer_load (DuoDeviceSigner *self, DuoSecret *seed);
/* For the keyring only. (transfer full) */
DuoSecret *duo_device_signer_dup_seed (DuoDeviceSigner *self);
/* base64url of the public key, as sign-in names it. (transfer full) */
char *duo_device_signer_dup_key_text (DuoDeviceSigner *self);

G_END_DECLS
