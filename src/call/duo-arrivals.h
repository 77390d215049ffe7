/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * DuoArrivals:
 *
 * When packets could be played at the earliest, against the quickest of their kind: their times are made by the jitter
 * buffer after its quickest ones, and whatever is late, or waited for one that was asked for again, comes later than its
 * time says.
 */
typedef struct _DuoArrivals DuoArrivals;

DuoArrivals *duo_arrivals_new (void);
DuoArrivals *duo_arrivals_ref (DuoArrivals *self);
void duo_arrivals_unref (DuoArrivals *self);

/* What flows through @pad counts from now on. Nothing behind it may make it wait. @early: by how much its times are earlier
 * than they are, µs */
void duo_arrivals_watch (DuoArrivals *self, GstPad *pad, gint64 early);
/* Since the last question: how many, and by how much, µs, the latest was late (0 where none was). Any thread. */
guint duo_arrivals_steal (DuoArrivals *self, gint64 *late);

/* By how much @buffer is at @pad later than its own time; 0 where it has none. Any thread. */
GstClockTimeDiff duo_arrivals_get_late (GstPad *pad, GstBuffer *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoArrivals, duo_arrivals_unref)

G_END_DECLS
