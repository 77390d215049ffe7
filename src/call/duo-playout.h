/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No more than the jitter buffer waits for what is missing (CALL §4). */
#define DUO_PLAYOUT_MAX (400 * 1000)

/**
 * DuoPlayoutReading:
 * @packets: that could be played since the last reading
 * @late: how much later than the quickest of its kind the latest of these could be, µs
 * @missing: packets that came only when they were asked for again, or never, since the last reading
 * @round_trip: µs, -1 where unknown
 */
typedef struct
{
  guint packets;
  gint64 late;
  guint missing;
  gint64 round_trip;
} DuoPlayoutReading;

/**
 * DuoPlayout:
 *
 * How long the peer's sound and picture are held back so that what comes late is still in time (CALL §4): not at all on
 * a clean path; as long as packets are usually late on one that is not; the time to ask for a packet again where packets
 * are lost. Up within a few readings, down slowly, and never for the sake of one stall.
 *
 * Pure: time comes with the readings, in µs.
 */
typedef struct _DuoPlayout DuoPlayout;

DuoPlayout *duo_playout_new (void);
void duo_playout_free (DuoPlayout *self);

/* Some ten times a second. */
void duo_playout_feed (DuoPlayout *self, const DuoPlayoutReading *reading, gint64 now);
/* µs, 0 to DUO_PLAYOUT_MAX */
gint64 duo_playout_get (DuoPlayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPlayout, duo_playout_free)

G_END_DECLS
