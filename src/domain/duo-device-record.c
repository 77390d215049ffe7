/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-device-record.h"

#include <string.h>

static gboolean
same (const guint8 *key, const guint8 *other)
{
  return memcmp (key, other, DUO_DEVICE_KEY_BYTES) == 0;
}

static gboolean
has_voucher (const DuoVouches *self, const guint8 *by)
{
  for (guint i = 0; i < self->n; i++)
    if (same (self->vouches[i].by, by))
      return TRUE;
  return FALSE;
}

static void
collect_for (DuoVouches *self, const guint8 *key, const guint8 *target, const DuoVouch *said, guint n)
{
  for (guint i = 0; i < n && self->n < DUO_MAX_VOUCHES; i++)
    if (same (said[i].key, target) && !same (said[i].by, key) && !has_voucher (self, said[i].by))
      self->vouches[self->n++] = said[i];
}

void
duo_vouches_collect (DuoVouches *self, const guint8 *key, const DuoVouch *said, guint n)
{
  *self = (DuoVouches) {0};
  collect_for (self, key, key, said, n);
  for (guint i = 0; i < self->n; i++)
    collect_for (self, key, self->vouches[i].by, said, n);
}

DuoDeviceRecord *
duo_device_record_new (void)
{
  return g_new0 (DuoDeviceRecord, 1);
}

void
duo_device_record_free (DuoDeviceRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->session);
  g_free (self->name);
  g_free (self);
}

gboolean
duo_device_record_has_key (const DuoDeviceRecord *self, const guint8 *key)
{
  return same (self->key, key);
}

gboolean
duo_device_record_may_be_vouched (const DuoDeviceRecord *self, const guint8 *key)
{
  return !duo_device_record_has_key (self, key);
}

gboolean
duo_device_record_is_vouched_by (const DuoDeviceRecord *self, const guint8 *by)
{
  for (guint i = 0; i < self->vouches.n; i++)
    if (same (self->vouches.vouches[i].key, self->key) && same (self->vouches.vouches[i].by, by))
      return TRUE;
  return FALSE;
}
