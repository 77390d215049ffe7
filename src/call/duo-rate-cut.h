/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-rate-control.h"

G_BEGIN_DECLS

/**
 * DuoRateCut:
 *
 * A path that is silent, and its coming back: what it carried before a cut it carries again; what it does not is seen on
 * the way there. Rates in bit/s, of everything. Pure: time comes with the calls, in µs. Zeros at first.
 */
typedef struct
{
  gint64 heard; /* when there was feedback, or nothing to say; 0 before any */
  gboolean silent;
  double before; /* what the rate was before the silence, or on its way back to */
  double back;   /* where the rate is going back to; 0 for nowhere */
  gint64 fresh;  /* what was sent before is of before the cut */
  gint64 doubled;
} DuoRateCut;

/* Some ten times a second; @sending: since the last time. Whether it has been silent for too long for who sends. */
gboolean duo_rate_cut_wait (DuoRateCut *self, gboolean sending, gint64 now);
/* @rate is lowered for it, for the first time or once more. */
void duo_rate_cut_fear (DuoRateCut *self, double rate);
/* There is feedback. TRUE where what ends was a cut: nothing is as it was, but for @share of the rate before it, which the
 * path can carry. */
gboolean duo_rate_cut_hear (DuoRateCut *self, double share, gint64 now);
/* How many of @packets, in the order of sending, were lost with the cut and are no word of the path that there is now. */
gsize duo_rate_cut_count_stale (const DuoRateCut *self, const DuoRatePacket *packets, gsize count);
/* Where @rate goes on the way back, twice as much each @response. */
double duo_rate_cut_go_back (DuoRateCut *self, double rate, gint64 response, gint64 now);

G_END_DECLS
