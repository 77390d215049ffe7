/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_SIGNER_KEY_BYTES 32
#define DUO_SIGNATURE_BYTES 64

#define DUO_TYPE_SIGNER (duo_signer_get_type ())
G_DECLARE_INTERFACE (DuoSigner, duo_signer, DUO, SIGNER, GObject)

/**
 * DuoSigner:
 *
 * Signs with this device's Ed25519 key, which never leaves the implementation (DESIGN §6). Main thread only.
 */
struct _DuoSignerInterface
{
  GTypeInterface parent_iface;

  GBytes *(*dup_public_key) (DuoSigner *self);
  GBytes *(*sign) (DuoSigner *self, GBytes *message);
};

/* (transfer full): DUO_SIGNER_KEY_BYTES bytes */
GBytes *duo_signer_dup_public_key (DuoSigner *self);
/* (transfer full): DUO_SIGNATURE_BYTES bytes */
GBytes *duo_signer_sign (DuoSigner *self, GBytes *message);

G_END_DECLS
