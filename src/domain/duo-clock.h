/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoClock:
 *
 * Says what time it is. It comes through the constructor of whatever needs it, so that the app can follow the
 * service's clock and tests can move theirs. Atomically reference counted; reading it is thread safe.
 */
typedef struct _DuoClock DuoClock;

DuoClock *duo_clock_new (void);
DuoClock *duo_clock_ref (DuoClock *self);
void duo_clock_unref (DuoClock *self);

/* Unix time in seconds (or microseconds), the machine's time plus the offset. */
gint64 duo_clock_now (DuoClock *self);
gint64 duo_clock_now_us (DuoClock *self);

/* What is added to the machine's time, in microseconds: how far the service's `Date` is ahead, or a test's leap. */
void duo_clock_set_offset_us (DuoClock *self, gint64 offset);
gint64 duo_clock_get_offset_us (DuoClock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoClock, duo_clock_unref)

G_END_DECLS
