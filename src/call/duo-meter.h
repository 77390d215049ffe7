/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What only grows while a connection lasts. */
typedef struct
{
  guint64 pictures_received;
  guint64 pictures_sent;
  guint64 bytes_received;
  guint64 bytes_sent;
  guint64 packets_received;
  guint64 packets_lost;
} DuoMeterCounts;

/**
 * DuoMeter:
 * @counts: as they were read last
 * @read: when that was, µs; 0 before
 * @pictures_received: a second
 * @pictures_sent: a second
 * @bits_received: a second
 * @bits_sent: a second
 * @lost: share of what should have come, eased over a few readings, so that one burst is not the weather
 * @still: readings in a row in which bytes came and no picture
 *
 * What counts say about the time between two readings. Pure; all zero is where it begins.
 */
typedef struct
{
  DuoMeterCounts counts;
  gint64 read;
  double pictures_received;
  double pictures_sent;
  double bits_received;
  double bits_sent;
  double lost;
  guint still;
} DuoMeter;

/* The first reading says nothing yet, nor does one at the same time as another. */
void duo_meter_read (DuoMeter *self, const DuoMeterCounts *counts, gint64 now);

G_END_DECLS
