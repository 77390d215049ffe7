/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* µs: what waits no longer is no queue. */
#define DUO_RATE_SHALLOW_QUEUE (20 * 1000)

/**
 * DuoRateRoute:
 *
 * Whether what looks like a queue is one, or another way that is longer: each picture makes a queue longer, and it drains
 * until the next; a way is as long for all.
 *
 *     queue  ╱╲╱╲╱╲   way  ______
 *           ╱             |
 *
 * Pure: time comes with the calls, in µs. Zeros at first.
 */
typedef struct
{
  gboolean feared; /* the rate was lowered for a queue that may be none */
  double before;   /* what it was before that, bit/s */
  gint64 looked;   /* since when that is looked at */
  gint64 shortest, longest;
} DuoRateRoute;

/* @rate is lowered for a queue, for the first time or once more. */
void duo_rate_route_fear (DuoRateRoute *self, double rate);
/* What is seen from now on counts. */
void duo_rate_route_begin (DuoRateRoute *self, gint64 queue, gint64 now);
/* @queue: µs; @lossless: a way loses no more than before. TRUE where it is a longer way and the rate was lowered for
 * nothing: that is told once. */
gboolean duo_rate_route_look (DuoRateRoute *self, gint64 queue, gboolean lossless, gint64 now);

G_END_DECLS
