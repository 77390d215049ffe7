/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_DEVICE_KEY_BYTES 32
#define DUO_VOUCH_SIGNATURE_BYTES 64
/* So many vouches are told of one key. */
#define DUO_MAX_VOUCHES 8
/* So often an account is signed in at one time: one more ends the session that was used least lately. Nobody has as many
 * devices, and what is asked of all of them stays small. */
#define DUO_MAX_DEVICES 64
/* So many vouches of an account's devices are kept: four of each, since nobody may fill the disk. */
#define DUO_MAX_ACCOUNT_VOUCHES (4 * DUO_MAX_DEVICES)
/* So long a vouch is kept for a device that is not signed in. */
#define DUO_VOUCH_SECONDS (365 * 86400)

/**
 * DuoVouch:
 * @key: of the device for which it speaks
 * @by: the key of another device
 * @signature: by that key, over duo_vouch_dup_statement()
 *
 * A device says that another is of the same person (CALL §2, "Whose key is it?").
 */
typedef struct
{
  guint8 key[DUO_DEVICE_KEY_BYTES];
  guint8 by[DUO_DEVICE_KEY_BYTES];
  guint8 signature[DUO_VOUCH_SIGNATURE_BYTES];
} DuoVouch;

/* What leads from other keys to one, the nearest first. */
typedef struct
{
  guint n;
  DuoVouch vouches[DUO_MAX_VOUCHES];
} DuoVouches;

/**
 * duo_vouches_collect:
 * @self: (out)
 * @key: to which all of it leads, DUO_DEVICE_KEY_BYTES
 * @said: (array length=n): what is to be told first, first; signatures are not looked at
 *
 * Of those who vouch for @key, then of those who vouch for them, and so on: each voucher once, as many as are told.
 */
void duo_vouches_collect (DuoVouches *self, const guint8 *key, const DuoVouch *said, guint n);

/**
 * DuoDeviceRecord:
 * @session: the id of its session
 * @name: (nullable): what it calls itself
 * @key: its device key (Ed25519), as it said itself: who signs in shows no more than the public half
 * @since: unix time, when it signed in; 0: before that was written down
 * @current: it is the session that asks
 * @vouches: what leads to @key from other devices of the account
 *
 * One session of an account. Owns its strings.
 */
typedef struct
{
  char *session;
  char *name;
  guint8 key[DUO_DEVICE_KEY_BYTES];
  gint64 since;
  gboolean current;
  DuoVouches vouches;
} DuoDeviceRecord;

DuoDeviceRecord *duo_device_record_new (void);
void duo_device_record_free (DuoDeviceRecord *self); /* (nullable) */

gboolean duo_device_record_has_key (const DuoDeviceRecord *self, const guint8 *key);
/* Whether the device with @key, one of the same account, may vouch for @self: for any other. Whether that helps, those decide
 * who know @key already, so nobody needs to have been first. */
gboolean duo_device_record_may_be_vouched (const DuoDeviceRecord *self, const guint8 *key);
/* Whether the device with @by itself has said so; its signature is not looked at. */
gboolean duo_device_record_is_vouched_by (const DuoDeviceRecord *self, const guint8 *by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDeviceRecord, duo_device_record_free)

G_END_DECLS
