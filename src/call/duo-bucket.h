/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoBucketSize:
 * @rate: what comes in, a second
 * @most: what it holds, and has at first
 */
typedef struct
{
  double rate;
  double most;
} DuoBucketSize;

/**
 * DuoBucket:
 *
 * How much of something a peer may still have: it fills with time, and what is done takes its share. Pure: time comes
 * with the calls, in µs. Zeros at first.
 */
typedef struct
{
  gboolean begun;
  gint64 filled; /* when last */
  double left;
} DuoBucket;

/* Fills it up to @now. Returns whether there is so much in it; nothing is taken. */
gboolean duo_bucket_has (DuoBucket *self, const DuoBucketSize *size, double amount, gint64 now);
/* Of what it has. */
void duo_bucket_take (DuoBucket *self, double amount);

G_END_DECLS
