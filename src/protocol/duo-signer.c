/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-signer.h"

G_DEFINE_INTERFACE (DuoSigner, duo_signer, G_TYPE_OBJECT)

static void
duo_signer_default_init (DuoSignerInterface *iface)
{
}

GBytes *
duo_signer_dup_public_key (DuoSigner *self)
{
  return DUO_SIGNER_GET_IFACE (self)->dup_public_key (self);
}

GBytes *
duo_signer_sign (DuoSigner *self, GBytes *message)
{
  return DUO_SIGNER_GET_IFACE (self)->sign (self, message);
}
