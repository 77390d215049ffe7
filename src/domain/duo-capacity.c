/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-capacity.h"

guint
duo_capacity_get_excess (DuoCapacity capacity, guint more)
{
  guint64 wanted = (guint64) capacity.waiting + more;

  if (capacity.open == DUO_CAPACITY_UNKNOWN)
    return 0;
  return wanted > capacity.open ? (guint) MIN (wanted - capacity.open, G_MAXUINT) : 0;
}
