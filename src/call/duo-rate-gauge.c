/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-gauge.h"

/* At the most that is sent, a second of packets. */
#define KEPT 512
#define WINDOW (300 * 1000)
#define LEAST_TOLD 4

/* A picture leaves within it, at whatever pace it is made. */
#define TRAIN (4 * 1000)
#define TRAIN_BYTES 250
/* The feedback's clock ticks so; whatever came within one tick was no slower than that. */
#define TICK 250
#define FRESHNESS 0.15
#define KNOWN_AFTER 5
#define FORGET_MOST_PER_SECOND 0.1

typedef struct
{
  gint64 arrived;
  gint64 untold; /* before it, of which the peer's words were lost */
  guint size;
} Arrival;

struct _DuoRateGauge
{
  Arrival kept[KEPT];
  guint64 count;
  gint64 latest;
  gboolean begun;
  guint16 number; /* of the newest that is told of */
  double most;
  gint64 most_at;

  gint64 train; /* when the first packet of the picture left */
  gint64 train_arrived, train_last;
  guint train_bytes; /* behind the first packet */
  double capacity;
  guint trains;
};

DuoRateGauge *
duo_rate_gauge_new (void)
{
  return g_new0 (DuoRateGauge, 1);
}

void
duo_rate_gauge_free (DuoRateGauge *self)
{
  g_free (self);
}

/* Averaged as times, not as rates: one picture that came at once would count for all. */
static void
end_train (DuoRateGauge *self)
{
  gint64 span = MAX (self->train_last - self->train_arrived, TICK);
  double rate = self->train_bytes * 8.0 * G_USEC_PER_SEC / (double) span;

  if (self->train_bytes < TRAIN_BYTES)
    return;
  self->trains++;
  self->capacity = self->capacity == 0 ? rate : 1 / ((1 - FRESHNESS) / self->capacity + FRESHNESS / rate);
}

static void
add_to_train (DuoRateGauge *self, const DuoRatePacket *packet)
{
  if (self->train == 0 || packet->sent > self->train + TRAIN)
    {
      end_train (self);
      self->train = packet->sent;
      self->train_arrived = self->train_last = packet->arrived;
      self->train_bytes = 0;
      return;
    }
  self->train_bytes += packet->size;
  self->train_last = MAX (self->train_last, packet->arrived);
}

static void
keep_most (DuoRateGauge *self)
{
  double through = duo_rate_gauge_get_through (self, WINDOW);
  double passed = (double) (self->latest - self->most_at) / G_USEC_PER_SEC;

  self->most = MAX (through, self->most * (1 - FORGET_MOST_PER_SECOND * MIN (passed, 1)));
  self->most_at = self->latest;
}

/* Whether all that was sent since the newest one is told of. */
static gboolean
follows (DuoRateGauge *self, guint16 number)
{
  gint16 ahead = (gint16) (number - self->number);
  gboolean follows = !self->begun || ahead <= 1;

  if (!self->begun || ahead > 0)
    self->number = number;
  self->begun = TRUE;
  return follows;
}

void
duo_rate_gauge_add (DuoRateGauge *self, const DuoRatePacket *packet)
{
  gboolean told = follows (self, packet->number);

  if (packet->lost)
    return;
  self->kept[self->count++ % KEPT] = (Arrival) {
      .arrived = packet->arrived,
      .untold = told ? 0 : MAX (0, packet->arrived - self->latest),
      .size = packet->size,
  };
  self->latest = MAX (self->latest, packet->arrived);
  if (self->most_at == 0)
    self->most_at = self->latest;
  add_to_train (self, packet);
  keep_most (self);
}

double
duo_rate_gauge_get_through (DuoRateGauge *self, gint64 window)
{
  guint known = (guint) MIN (self->count, KEPT);
  gint64 since = self->latest - window;
  gint64 oldest = self->latest;
  gint64 told = window;
  guint64 bytes = 0;

  for (guint i = 0; i < known; i++)
    {
      const Arrival *one = &self->kept[i];

      oldest = MIN (oldest, one->arrived);
      if (one->arrived <= since)
        continue;
      told -= MIN (one->untold, one->arrived - since);
      bytes += one->size;
    }
  if (oldest > since || told < window / LEAST_TOLD)
    return 0;
  return (double) bytes * 8 * G_USEC_PER_SEC / (double) told;
}

double
duo_rate_gauge_get_most (DuoRateGauge *self)
{
  return self->most;
}

double
duo_rate_gauge_get_capacity (DuoRateGauge *self)
{
  return self->trains >= KNOWN_AFTER ? self->capacity : 0;
}
