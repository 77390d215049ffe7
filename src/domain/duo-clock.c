/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-clock.h"

#include <stdatomic.h>

struct _DuoClock
{
  _Atomic gint64 offset;
};

DuoClock *
duo_clock_new (void)
{
  return g_atomic_rc_box_new0 (DuoClock);
}

DuoClock *
duo_clock_ref (DuoClock *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
duo_clock_unref (DuoClock *self)
{
  g_atomic_rc_box_release (self);
}

gint64
duo_clock_now (DuoClock *self)
{
  return duo_clock_now_us (self) / G_USEC_PER_SEC;
}

gint64
duo_clock_now_us (DuoClock *self)
{
  return g_get_real_time () + atomic_load (&self->offset);
}

void
duo_clock_set_offset_us (DuoClock *self, gint64 offset)
{
  atomic_store (&self->offset, offset);
}

gint64
duo_clock_get_offset_us (DuoClock *self)
{
  return atomic_load (&self->offset);
}
