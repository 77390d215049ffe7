/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-route.h"

/* No queue stays what it is for so long to within so much. */
#define LOOK_FOR G_USEC_PER_SEC
#define STILL (8 * 1000)

void
duo_rate_route_fear (DuoRateRoute *self, double rate)
{
  if (!self->feared)
    self->before = rate;
  self->feared = TRUE;
}

void
duo_rate_route_begin (DuoRateRoute *self, gint64 queue, gint64 now)
{
  self->looked = now;
  self->shortest = self->longest = queue;
}

gboolean
duo_rate_route_look (DuoRateRoute *self, gint64 queue, gboolean lossless, gint64 now)
{
  gboolean is_longer;

  if (!self->feared)
    return FALSE;
  self->shortest = MIN (self->shortest, queue);
  self->longest = MAX (self->longest, queue);
  if (now < self->looked + LOOK_FOR)
    return FALSE;
  is_longer = self->shortest >= DUO_RATE_SHALLOW_QUEUE && self->longest - self->shortest < STILL && lossless;
  if (is_longer || self->shortest < DUO_RATE_SHALLOW_QUEUE)
    self->feared = FALSE;
  else
    duo_rate_route_begin (self, queue, now);
  return is_longer;
}
