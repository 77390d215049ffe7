/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-playout.h"

#include <stdlib.h>

/* Losses come and go; a queue that has drained is gone. */
#define MEMORY (8 * G_USEC_PER_SEC)
#define MEMORY_OF_LATE (4 * G_USEC_PER_SEC)
/* Where nothing came for so long the path was cut: what comes first then is of before, and says nothing of the path. */
#define CUT G_USEC_PER_SEC
#define AFTERMATH (600 * 1000)
#define MOST_READINGS 128
/* Who is later than nine in ten is not waited for, nor is one stall, which is two readings at most. */
#define OUTLIER_SHARE 10
#define OUTLIERS 2
/* A repaired picture comes later than its turn by this, or a few ms more: less than a picture's time, so none is missed
 * or stands still, and all that need no repair, sound above all, come sooner by as much. */
#define REPAIRED_LATER (15 * 1000)
#define REPAIRS 2
#define MARGIN (10 * 1000)
/* Less is neither seen nor heard, and a wait costs more than it gives. */
#define NEGLIGIBLE (20 * 1000)
/* As quickly as sound can be stretched, or the picture would be later than it. */
#define RISE_PER_SECOND 0.4
#define FALL_PER_SECOND 0.04
/* More of what is far too much. */
#define FALL_OF_EXCESS 0.15

typedef struct
{
  gint64 time;
  gint64 late;
  gboolean missing;
} Past;

struct _DuoPlayout
{
  Past past[MOST_READINGS];
  guint count; /* of readings so far */
  gint64 fed;
  gint64 came; /* when packets last did, 0 before any */
  gint64 passed_over_until;
  gint64 delay;
};

/* What is waited for where packets are asked for again. */
static gint64
get_repair_wait (gint64 round_trip)
{
  return MAX (0, round_trip - REPAIRED_LATER);
}

/* A reading with a repair in it says how long that one took, and another may have been lost on its way, too. */
static gint64
get_late (const DuoPlayoutReading *reading)
{
  if (reading->missing == 0 || reading->round_trip < 0)
    return reading->late;
  return MIN (reading->late, get_repair_wait (reading->round_trip) - MARGIN);
}

static gboolean
is_recent (const Past *past, gint64 memory, gint64 now)
{
  return past->time != 0 && past->time > now - memory;
}

static int
compare_late (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, two = *(const gint64 *) b;

  return two > one ? 1 : two < one ? -1 : 0;
}

/* The latest but for the outliers. */
static gint64
get_usual (DuoPlayout *self, gint64 now)
{
  gint64 late[MOST_READINGS];
  guint count = 0;

  for (guint i = 0; i < MOST_READINGS; i++)
    if (is_recent (&self->past[i], MEMORY_OF_LATE, now))
      late[count++] = self->past[i].late;
  if (count <= OUTLIERS)
    return 0;
  qsort (late, count, sizeof late[0], compare_late);
  return late[MAX (OUTLIERS, count / OUTLIER_SHARE)];
}

static guint
count_missing (DuoPlayout *self, gint64 now)
{
  guint count = 0;

  for (guint i = 0; i < MOST_READINGS; i++)
    count += is_recent (&self->past[i], MEMORY, now) && self->past[i].missing ? 1 : 0;
  return count;
}

static gint64
get_need (DuoPlayout *self, gint64 round_trip, gint64 now)
{
  gint64 need = get_usual (self, now) + MARGIN;

  if (round_trip >= 0 && count_missing (self, now) >= REPAIRS)
    need = MAX (need, get_repair_wait (round_trip));
  return need <= NEGLIGIBLE + MARGIN ? 0 : MIN (need, DUO_PLAYOUT_MAX);
}

static void
follow (DuoPlayout *self, gint64 need, gint64 passed)
{
  double excess = (double) (self->delay - need) / G_USEC_PER_SEC;

  if (excess < 0)
    self->delay = MIN (need, self->delay + (gint64) ((double) passed * RISE_PER_SECOND));
  else
    self->delay =
        MAX (need, self->delay - (gint64) ((double) passed * (FALL_PER_SECOND + FALL_OF_EXCESS * excess)));
}

static void
note (DuoPlayout *self, const DuoPlayoutReading *reading, gint64 now)
{
  if (self->came != 0 && now > self->came + CUT)
    self->passed_over_until = now + AFTERMATH;
  self->came = now;
  if (now >= self->passed_over_until)
    self->past[self->count++ % MOST_READINGS] = (Past) {now, get_late (reading), reading->missing > 0};
}

DuoPlayout *
duo_playout_new (void)
{
  return g_new0 (DuoPlayout, 1);
}

void
duo_playout_free (DuoPlayout *self)
{
  g_free (self);
}

void
duo_playout_feed (DuoPlayout *self, const DuoPlayoutReading *reading, gint64 now)
{
  gint64 passed = self->fed != 0 ? CLAMP (now - self->fed, 0, G_USEC_PER_SEC) : 0;

  self->fed = now;
  if (reading->packets > 0)
    note (self, reading, now);
  follow (self, get_need (self, reading->round_trip, now), passed);
}

gint64
duo_playout_get (DuoPlayout *self)
{
  return self->delay;
}
