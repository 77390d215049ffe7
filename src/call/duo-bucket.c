/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-bucket.h"

gboolean
duo_bucket_has (DuoBucket *self, const DuoBucketSize *size, double amount, gint64 now)
{
  if (!self->begun)
    *self = (DuoBucket) {TRUE, now, size->most};
  self->left =
      MIN (self->left + (double) MAX (now - self->filled, 0) / G_USEC_PER_SEC * size->rate, size->most);
  self->filled = MAX (now, self->filled);
  return self->left >= amount;
}

void
duo_bucket_take (DuoBucket *self, double amount)
{
  self->left -= amount;
}
