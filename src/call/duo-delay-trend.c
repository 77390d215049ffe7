/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-delay-trend.h"

#include <math.h>

/* Packets that leave within it are one burst. */
#define BURST (5 * 1000)
#define POINTS 20
#define FEWEST_POINTS 6
#define SMOOTHING 0.85
#define GAIN 4.0
#define MAX_DELTAS 60
/* How long the slope has to be above the threshold. */
#define SUSTAINED (10 * 1000)

/* The draft's threshold: ms of a scaled slope; quicker down than up, so that one spike does not make it deaf. */
#define FIRST_THRESHOLD 12.5
#define MIN_THRESHOLD 6.0
#define MAX_THRESHOLD 600.0
#define THRESHOLD_UP 0.0087
#define THRESHOLD_DOWN 0.039
#define OUTLIER 15.0
#define MAX_STEP_MS 100

/* The quickest packet is looked for in two halves, so that a route that has become longer is forgotten. */
#define HALF (15 * G_USEC_PER_SEC)
/* What even the luckiest of so many bursts had to wait for is a queue, and not the picture just ahead. */
#define STANDING 4

typedef struct
{
  double time;  /* arrival, ms */
  double delay; /* smoothed, ms */
} Point;

struct _DuoDelayTrend
{
  gboolean begun;
  gint64 burst; /* when the latest one began to leave */
  gint64 first_arrival;
  gint64 first_way;
  gint64 last_arrival;
  double smoothed;
  Point points[POINTS];
  guint deltas;
  double slope; /* scaled */
  double threshold;
  gint64 above_for;
  guint above;
  DuoDelay state;
  gint64 quickest, quickest_before; /* one-way times, of this half and the one before */
  gint64 half_ends;
  gint64 ways[STANDING]; /* of the latest bursts */
};

static double
fit_slope (DuoDelayTrend *self)
{
  guint count = MIN (self->deltas, POINTS);
  double time = 0, delay = 0, up = 0, down = 0;

  for (guint i = 0; i < count; i++)
    {
      time += self->points[i].time / count;
      delay += self->points[i].delay / count;
    }
  for (guint i = 0; i < count; i++)
    {
      double away = self->points[i].time - time;

      up += away * (self->points[i].delay - delay);
      down += away * away;
    }
  return down > 0 ? up / down : 0;
}

static void
adapt_threshold (DuoDelayTrend *self, double step_ms)
{
  double size = fabs (self->slope);
  double pace = size < self->threshold ? THRESHOLD_DOWN : THRESHOLD_UP;

  if (size > self->threshold + OUTLIER)
    return;
  self->threshold += pace * (size - self->threshold) * MIN (step_ms, MAX_STEP_MS);
  self->threshold = CLAMP (self->threshold, MIN_THRESHOLD, MAX_THRESHOLD);
}

static void
judge (DuoDelayTrend *self, double before, gint64 step)
{
  if (self->slope > self->threshold)
    {
      self->above_for += step;
      self->above++;
      if (self->above_for > SUSTAINED && self->above > 1 && self->slope >= before)
        self->state = DUO_DELAY_GROWING;
      return;
    }
  self->above_for = 0;
  self->above = 0;
  self->state = self->slope < -self->threshold ? DUO_DELAY_SHRINKING : DUO_DELAY_STEADY;
}

static void
find_quickest (DuoDelayTrend *self, gint64 arrived, gint64 way)
{
  if (arrived >= self->half_ends)
    {
      self->quickest_before = self->quickest;
      self->quickest = way;
      self->half_ends = arrived + HALF;
    }
  self->quickest = MIN (self->quickest, way);
  self->ways[self->deltas % STANDING] = way;
}

static void
begin (DuoDelayTrend *self, gint64 sent, gint64 arrived)
{
  self->begun = TRUE;
  self->burst = sent;
  self->first_arrival = self->last_arrival = arrived;
  self->first_way = self->quickest = self->quickest_before = arrived - sent;
  self->half_ends = arrived + HALF;
}

static void
add_point (DuoDelayTrend *self, gint64 sent, gint64 arrived)
{
  double delay = (double) (arrived - sent - self->first_way) / 1000;

  self->smoothed = SMOOTHING * self->smoothed + (1 - SMOOTHING) * delay;
  self->points[self->deltas++ % POINTS] =
      (Point) {(double) (arrived - self->first_arrival) / 1000, self->smoothed};
}

DuoDelayTrend *
duo_delay_trend_new (void)
{
  DuoDelayTrend *self = g_new0 (DuoDelayTrend, 1);

  self->threshold = FIRST_THRESHOLD;
  return self;
}

void
duo_delay_trend_free (DuoDelayTrend *self)
{
  g_free (self);
}

void
duo_delay_trend_add (DuoDelayTrend *self, gint64 sent, gint64 arrived)
{
  gint64 step = arrived - self->last_arrival;
  double before = self->slope;

  if (!self->begun)
    begin (self, sent, arrived);
  if (sent < self->burst + BURST)
    return;
  self->burst = sent;
  self->last_arrival = MAX (self->last_arrival, arrived);
  find_quickest (self, arrived, arrived - sent);
  add_point (self, sent, arrived);
  if (self->deltas < FEWEST_POINTS)
    return;
  self->slope = fit_slope (self) * MIN (self->deltas, MAX_DELTAS) * GAIN;
  judge (self, before, MAX (step, 0));
  adapt_threshold (self, (double) MAX (step, 0) / 1000);
}

DuoDelay
duo_delay_trend_get (DuoDelayTrend *self)
{
  return self->state;
}

static gint64
get_least_way (DuoDelayTrend *self)
{
  gint64 least = self->ways[0];

  for (guint i = 1; i < MIN (self->deltas, STANDING); i++)
    least = MIN (least, self->ways[i]);
  return least;
}

gint64
duo_delay_trend_get_queue (DuoDelayTrend *self)
{
  return self->deltas > 0 ? get_least_way (self) - MIN (self->quickest, self->quickest_before) : 0;
}

void
duo_delay_trend_accept (DuoDelayTrend *self)
{
  if (self->deltas > 0)
    self->quickest = self->quickest_before = get_least_way (self);
}
