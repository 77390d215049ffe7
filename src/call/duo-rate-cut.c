/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-cut.h"

/* Who hears nothing does not know what is left of the path. */
#define SILENCE G_USEC_PER_SEC
/* No queue is silent for so long: nothing came through at all, which says nothing of how much will again. */
#define CUT (3 * G_USEC_PER_SEC)

gboolean
duo_rate_cut_wait (DuoRateCut *self, gboolean sending, gint64 now)
{
  if (self->heard == 0)
    return FALSE;
  if (!sending)
    self->heard = now;
  return now >= self->heard + SILENCE;
}

void
duo_rate_cut_fear (DuoRateCut *self, double rate)
{
  if (!self->silent)
    self->before = MAX (rate, self->back);
  self->silent = TRUE;
}

gboolean
duo_rate_cut_hear (DuoRateCut *self, double share, gint64 now)
{
  gboolean was_cut = self->silent && now >= self->heard + CUT;

  if (was_cut)
    {
      self->back = share * self->before;
      self->fresh = now;
    }
  self->silent = FALSE;
  self->heard = now;
  return was_cut;
}

gsize
duo_rate_cut_count_stale (const DuoRateCut *self, const DuoRatePacket *packets, gsize count)
{
  gsize stale = 0;

  while (stale < count && packets[stale].sent < self->fresh)
    stale++;
  return stale;
}

double
duo_rate_cut_go_back (DuoRateCut *self, double rate, gint64 response, gint64 now)
{
  double to;

  if (now < self->doubled + response)
    return rate;
  self->doubled = now;
  to = MIN (2 * rate, self->back);
  if (to >= self->back)
    self->back = 0;
  return to;
}
