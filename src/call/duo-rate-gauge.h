/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-rate-control.h"

G_BEGIN_DECLS

/**
 * DuoRateGauge:
 *
 * What comes through, in bit/s by the peer's clock. Pure.
 */
typedef struct _DuoRateGauge DuoRateGauge;

DuoRateGauge *duo_rate_gauge_new (void);
void duo_rate_gauge_free (DuoRateGauge *self);

/* One that is told of, in the order of sending. What the peer's words about were lost is no less for that. */
void duo_rate_gauge_add (DuoRateGauge *self, const DuoRatePacket *packet);
/* In the last @window µs, a second at most; 0 where less is known, or most of what the peer said of it was lost. */
double duo_rate_gauge_get_through (DuoRateGauge *self, gint64 window);
/* The most of the last seconds. */
double duo_rate_gauge_get_most (DuoRateGauge *self);
/* How quick the narrowest link is, from how far apart the packets of one picture arrive; 0 where unknown. */
double duo_rate_gauge_get_capacity (DuoRateGauge *self);

G_END_DECLS
