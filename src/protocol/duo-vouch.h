/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-record.h"
#include "duo-signer.h"

G_BEGIN_DECLS

/* Characters of duo_vouch_dup_code() in groups of four: 60 bits. Whoever hands out keys may try as many as they like until
 * one has the code of another, so it is longer than a call's, which nobody can choose. */
#define DUO_VOUCH_CODE_CHARACTERS 12

/**
 * duo_vouch_dup_statement:
 * @older: the key that signs, DUO_DEVICE_KEY_BYTES
 * @newer: the key that it vouches for
 *
 * Returns: (transfer full): what is signed: the protocol's tag and both keys, length-prefixed
 */
GBytes *duo_vouch_dup_statement (const guint8 *older, const guint8 *newer);
/* Made by this device for @newer. */
void duo_vouch_sign (DuoVouch *self, DuoSigner *signer, const guint8 *newer);

/* As crypto_sign_verify_detached() of libsodium, which those who check hand in: 0 where @signature is @key's, over @message. */
typedef int (*DuoVouchVerify) (const guint8 *signature,
                               const guint8 *message,
                               unsigned long long length,
                               const guint8 *key);
gboolean duo_vouch_check (const DuoVouch *self, DuoVouchVerify verify);

/* Whether a key of DUO_DEVICE_KEY_BYTES needs no asking. */
typedef gboolean (*DuoVouchKnown) (const guint8 *key, gpointer data);
/* Whether valid signatures lead from a known key to @key, in whatever order they came; what is not signed leads nowhere. */
gboolean duo_vouches_lead (
    const DuoVouches *self, const guint8 *key, DuoVouchVerify verify, DuoVouchKnown is_known, gpointer data);

/* (transfer full): what the owner of a device compares on two screens, "ABCD-EFGH-JKLM" */
char *duo_vouch_dup_code (const guint8 *key);

G_END_DECLS
