/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-meter.h"

#define EASE 0.5

/* A connection that was made anew counts from the beginning. */
static double
get_grown (guint64 before, guint64 now)
{
  return now > before ? (double) (now - before) : 0;
}

static void
ease_lost (DuoMeter *self, const DuoMeterCounts *counts)
{
  double lost = get_grown (self->counts.packets_lost, counts->packets_lost);
  double received = get_grown (self->counts.packets_received, counts->packets_received);
  double share = lost + received > 0 ? lost / (lost + received) : 0;

  self->lost += EASE * (share - self->lost);
}

void
duo_meter_read (DuoMeter *self, const DuoMeterCounts *counts, gint64 now)
{
  double seconds = (double) (now - self->read) / G_USEC_PER_SEC;

  if (self->read != 0 && seconds <= 0)
    return;
  if (self->read != 0)
    {
      self->pictures_received =
          get_grown (self->counts.pictures_received, counts->pictures_received) / seconds;
      self->pictures_sent = get_grown (self->counts.pictures_sent, counts->pictures_sent) / seconds;
      self->bits_received = 8 * get_grown (self->counts.bytes_received, counts->bytes_received) / seconds;
      self->bits_sent = 8 * get_grown (self->counts.bytes_sent, counts->bytes_sent) / seconds;
      ease_lost (self, counts);
      self->still = self->pictures_received == 0 && self->bits_received > 0 ? self->still + 1 : 0;
    }
  self->counts = *counts;
  self->read = now;
}
