/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-control.h"
#include "duo-delay-trend.h"
#include "duo-rate-cut.h"
#include "duo-rate-gauge.h"
#include "duo-rate-route.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FLOOR (DUO_RATE_MIN + DUO_RATE_SOUND)
#define CEILING (DUO_RATE_MAX + DUO_RATE_SOUND)

/* What is left of what came through; more is given up where a queue has to drain, or it would stay for long. */
#define BACK_OFF 0.85
#define DEEP_QUEUE (100 * 1000)
#define SHORT_WINDOW (300 * 1000)
#define LONG_WINDOW G_USEC_PER_SEC
#define DRAIN_PER_SECOND 0.5
#define MOST_DRAIN 0.4
#define DRAINED (40 * 1000)

/* The draft's growth: 8 % a second; near the link's rate, half a packet each response time. */
#define GROWTH_PER_SECOND 1.08
#define HALF_PACKET_BITS 4800.0
#define RESPONSE (100 * 1000)
/* No more than what has been shown to fit, and a half. */
#define UNPROVEN 1.5
#define UNPROVEN_BITS 10000

/* A probe: pictures came through as quickly as a wider link lets them, and nothing waits. */
#define CALM_FOR_PROBE (500 * 1000)
#define PROBE_EVERY (400 * 1000)
#define PROBE_STEP 1.5
#define PROBE_SHARE 0.75
#define DISTRUST (20 * G_USEC_PER_SEC)
#define MOST_DISTRUST (160 * G_USEC_PER_SEC)

/* The controller for losses looks at so many packets at a time, and at what is usual. */
#define LOSS_WINDOW (500 * 1000)
#define LOSS_PACKETS 25
#define LOSS_MEMORY 9
#define MOST_USUAL_LOSS 0.1
#define LOSS_TO_HOLD 0.03
#define LOSS_TO_FALL 0.1

/* No queue is so long, and no clock drifts so far in a call: the peer counts anew, or lies. */
#define JUMP (10 * G_USEC_PER_SEC)

/* While nothing is heard; GCC's implementations fall by as much. */
#define SILENCE_STEP (500 * 1000)
#define SILENCE_FALL 0.8

/* Where not even the smallest picture fits. */
#define STARVED_FOR (1500 * 1000)
#define FED 1.2
#define FIRST_REST (5 * G_USEC_PER_SEC)
#define MOST_REST (40 * G_USEC_PER_SEC)
#define FED_AGAIN (10 * G_USEC_PER_SEC)

typedef struct
{
  gint64 begun;
  guint lost;
  guint all;
  double shares[LOSS_MEMORY]; /* of the windows before */
  guint windows;
  double excess; /* of the last one, over what is usual */
} Losses;

struct _DuoRateControl
{
  DuoDelayTrend *trend;
  DuoRateGauge *gauge;
  gboolean begun;
  gint64 way; /* of the first packet that trend and gauge know: arrived − sent */
  Losses losses;
  double rate; /* bit/s of everything */
  double link; /* what came through when it was too much, averaged; 0 for unknown */
  gint64 updated;
  gint64 fell; /* when the rate was last lowered */
  DuoRateRoute route;
  DuoRateCut cut;
  gint64 calm;   /* since when nothing grows, 0 where something does */
  gint64 probed; /* when the last probe was made */
  gint64 distrusted_until;
  gint64 distrust;
  gint64 starved; /* since when the floor is too much, 0 where it is not */
  gint64 resting; /* until when the picture rests, 0 where it does not */
  gint64 rest;
  gint64 fed; /* when the picture last came back */
};

/* ── losses ───────────────────────────────────────────────────────────────────────────────────── */

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

/* What is lost whatever is sent: half of the windows had less. */
static double
get_usual_loss (Losses *self)
{
  double sorted[LOSS_MEMORY];

  if (self->windows < LOSS_MEMORY)
    return 0;
  memcpy (sorted, self->shares, sizeof sorted);
  qsort (sorted, LOSS_MEMORY, sizeof sorted[0], compare_shares);
  return MIN (sorted[LOSS_MEMORY / 2], MOST_USUAL_LOSS);
}

/* TRUE where a window has ended. */
static gboolean
count_losses (Losses *self, const DuoRatePacket *packets, gsize count, gint64 now)
{
  double share;

  for (gsize i = 0; i < count; i++)
    self->lost += packets[i].lost ? 1 : 0;
  self->all += (guint) count;
  if (self->begun == 0)
    self->begun = now;
  if (now < self->begun + LOSS_WINDOW || self->all < LOSS_PACKETS)
    return FALSE;
  share = (double) self->lost / self->all;
  self->excess = MAX (0, share - get_usual_loss (self));
  self->shares[self->windows++ % LOSS_MEMORY] = share;
  self->begun = now;
  self->lost = self->all = 0;
  return TRUE;
}

/* ── up and down ──────────────────────────────────────────────────────────────────────────────── */

static gint64
get_response (gint64 sent, gint64 now)
{
  return CLAMP (now - sent, 0, G_USEC_PER_SEC) + RESPONSE;
}

/* What the link carries has been seen by its being too little. */
static void
learn_link (DuoRateControl *self, double through)
{
  self->link = self->link == 0 || fabs (through - self->link) > 0.3 * self->link
                   ? through
                   : 0.7 * self->link + 0.3 * through;
}

/* A link that delivers in bursts makes pictures look quick; found out, it is not believed for a while. */
static void
doubt_probes (DuoRateControl *self, double through, gint64 now)
{
  if (duo_rate_gauge_get_capacity (self->gauge) < 1.5 * through || now < self->distrusted_until)
    return;
  self->distrusted_until = now + self->distrust;
  self->distrust = MIN (2 * self->distrust, MOST_DISTRUST);
}

/* An encoder that needed much less than it was allowed has not shown where the link ends. */
static gboolean
is_used (DuoRateControl *self)
{
  return UNPROVEN * duo_rate_gauge_get_most (self->gauge) > self->rate;
}

static void
fall (DuoRateControl *self, double to, gint64 now)
{
  self->rate = CLAMP (to, FLOOR, self->rate);
  self->fell = now;
  self->cut.back = 0;
}

/* While little waits there is time to look at more than a moment, in which the pictures may have needed little. Where
 * much waits, an encoder may have sent more than it was allowed, and has to be asked for less than that. */
static double
get_through (DuoRateControl *self, gint64 queue)
{
  double now = duo_rate_gauge_get_through (self->gauge, SHORT_WINDOW);

  return queue > DEEP_QUEUE ? MIN (now, self->rate)
                            : MAX (now, duo_rate_gauge_get_through (self->gauge, LONG_WINDOW));
}

static void
fall_for_delay (DuoRateControl *self, gint64 response, gint64 now)
{
  gint64 queue = duo_delay_trend_get_queue (self->trend);
  double through = get_through (self, queue);
  double drain = (double) MAX (0, queue - DEEP_QUEUE) / G_USEC_PER_SEC * DRAIN_PER_SECOND;

  if (queue < DUO_RATE_SHALLOW_QUEUE || now < self->fell + response || through <= 0)
    return;
  if (is_used (self))
    {
      learn_link (self, through);
      doubt_probes (self, through, now);
    }
  duo_rate_route_fear (&self->route, self->rate);
  fall (self, (BACK_OFF - MIN (drain, MOST_DRAIN)) * through, now);
}

/* What was given up for a queue that is none comes back. */
static void
accept_way (DuoRateControl *self)
{
  duo_delay_trend_accept (self->trend);
  self->rate = MAX (self->rate, BACK_OFF * self->route.before);
  self->link = 0;
  self->distrusted_until = 0;
  self->distrust = DISTRUST;
}

/* While the rate has only just been lowered, any queue is still on its way down. */
static void
look_at_queue (DuoRateControl *self, gint64 response, gint64 now)
{
  gint64 queue = duo_delay_trend_get_queue (self->trend);

  if (now < self->fell + response)
    duo_rate_route_begin (&self->route, queue, now);
  else if (duo_rate_route_look (&self->route, queue, self->losses.excess < LOSS_TO_FALL, now))
    accept_way (self);
}

/* A queue that is full no longer grows, and what comes through says how much is too much. Without one, or where nobody
 * knows what comes through, there is only the draft's (1 − p/2) above 10 %. */
static void
fall_for_losses (DuoRateControl *self, gint64 response, gint64 now)
{
  gint64 queue = duo_delay_trend_get_queue (self->trend);

  if (self->losses.excess > LOSS_TO_HOLD && queue > DEEP_QUEUE && get_through (self, queue) > 0)
    fall_for_delay (self, response, now);
  else if (self->losses.excess > LOSS_TO_FALL && now >= self->fell + response)
    fall (self, self->rate * (1 - 0.5 * self->losses.excess), now);
}

/* What was given up for a queue comes back with its end. */
static void
recover (DuoRateControl *self)
{
  if (self->link > 0 && duo_delay_trend_get_queue (self->trend) < DRAINED)
    self->rate = MAX (self->rate, MIN (BACK_OFF * self->link, CEILING));
}

static gboolean
can_probe (DuoRateControl *self, gint64 now)
{
  return self->calm != 0 && now >= self->calm + CALM_FOR_PROBE && now >= self->probed + PROBE_EVERY &&
         now >= self->distrusted_until &&
         PROBE_SHARE * duo_rate_gauge_get_capacity (self->gauge) > self->rate;
}

static void
probe (DuoRateControl *self, gint64 now)
{
  double proven = PROBE_SHARE * duo_rate_gauge_get_capacity (self->gauge);

  self->probed = now;
  if (proven > self->link)
    self->link = 0;
  self->rate = MIN (self->rate * PROBE_STEP, proven);
}

static void
grow (DuoRateControl *self, gint64 response, gint64 passed)
{
  double seconds = (double) passed / G_USEC_PER_SEC;
  double bound = UNPROVEN * duo_rate_gauge_get_most (self->gauge) + UNPROVEN_BITS;
  double grown;

  if (self->link > 0 && self->rate > 1.3 * self->link)
    self->link = 0;
  if (self->link > 0 && self->rate > 0.8 * self->link)
    grown = self->rate + HALF_PACKET_BITS * seconds * G_USEC_PER_SEC / response;
  else
    grown = self->rate * pow (GROWTH_PER_SECOND, seconds);
  self->rate = MAX (self->rate, MIN (grown, bound));
}

static void
rise (DuoRateControl *self, gint64 response, gint64 passed, gint64 now)
{
  if (self->losses.excess > LOSS_TO_HOLD)
    return;
  recover (self);
  if (self->cut.back > self->rate)
    self->rate = duo_rate_cut_go_back (&self->cut, self->rate, response, now);
  else if (can_probe (self, now))
    probe (self, now);
  else
    grow (self, response, passed);
  self->rate = MIN (self->rate, CEILING);
}

static void
follow_delay (DuoRateControl *self, gint64 response, gint64 passed, gint64 now)
{
  DuoDelay delay = duo_delay_trend_get (self->trend);

  look_at_queue (self, response, now);
  if (delay != DUO_DELAY_STEADY)
    self->calm = 0;
  else if (self->calm == 0)
    self->calm = now;
  if (delay == DUO_DELAY_GROWING)
    fall_for_delay (self, response, now);
  else if (delay == DUO_DELAY_STEADY)
    rise (self, response, passed, now);
}

/* ── sound only ───────────────────────────────────────────────────────────────────────────────── */

/* A queue that drains needs no more than patience, and where more than that comes through there is something to eat. */
static gboolean
is_starving (DuoRateControl *self)
{
  gboolean fits = duo_rate_gauge_get_through (self->gauge, LONG_WINDOW) > FED * FLOOR;
  gboolean stuck = duo_delay_trend_get_queue (self->trend) > DEEP_QUEUE &&
                   duo_delay_trend_get (self->trend) != DUO_DELAY_SHRINKING;

  return self->rate <= FLOOR && !fits && (stuck || self->losses.excess > LOSS_TO_FALL);
}

/* A picture that comes and goes is worse than none: each time it fails it rests twice as long. */
static void
go_to_rest (DuoRateControl *self, gint64 now)
{
  if (self->fed != 0 && now > self->fed + FED_AGAIN)
    self->rest = FIRST_REST;
  self->resting = now + self->rest;
  self->rest = MIN (2 * self->rest, MOST_REST);
  self->starved = 0;
}

static void
follow_hunger (DuoRateControl *self, gint64 now)
{
  if (self->resting != 0)
    {
      if (now < self->resting || is_starving (self))
        return;
      self->resting = 0;
      self->fed = now;
      return;
    }
  if (!is_starving (self))
    self->starved = 0;
  else if (self->starved == 0)
    self->starved = now;
  else if (now >= self->starved + STARVED_FOR)
    go_to_rest (self, now);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

DuoRateControl *
duo_rate_control_new (void)
{
  DuoRateControl *self = g_new0 (DuoRateControl, 1);

  self->trend = duo_delay_trend_new ();
  self->gauge = duo_rate_gauge_new ();
  self->rate = DUO_RATE_START + DUO_RATE_SOUND;
  self->distrust = DISTRUST;
  self->rest = FIRST_REST;
  return self;
}

void
duo_rate_control_free (DuoRateControl *self)
{
  duo_delay_trend_free (self->trend);
  duo_rate_gauge_free (self->gauge);
  g_free (self);
}

/* The rate stays what it is; only what was known of the way goes. */
static void
begin_anew (DuoRateControl *self)
{
  duo_delay_trend_free (self->trend);
  duo_rate_gauge_free (self->gauge);
  self->trend = duo_delay_trend_new ();
  self->gauge = duo_rate_gauge_new ();
  self->calm = 0;
}

/* Held against the first one and not the one before, so that many small lies are no better than a great one. */
static void
look_for_jump (DuoRateControl *self, gint64 way)
{
  if (self->begun && ABS (way - self->way) <= JUMP)
    return;
  if (self->begun)
    begin_anew (self);
  self->begun = TRUE;
  self->way = way;
}

static gint64
take_packets (DuoRateControl *self, const DuoRatePacket *packets, gsize count)
{
  gint64 newest = 0;

  for (gsize i = 0; i < count; i++)
    {
      newest = MAX (newest, packets[i].sent);
      if (!packets[i].lost)
        {
          look_for_jump (self, packets[i].arrived - packets[i].sent);
          duo_delay_trend_add (self->trend, packets[i].sent, packets[i].arrived);
        }
      duo_rate_gauge_add (self->gauge, &packets[i]);
    }
  return newest;
}

static void
end_silence (DuoRateControl *self, gint64 now)
{
  if (!duo_rate_cut_hear (&self->cut, BACK_OFF, now))
    return;
  begin_anew (self);
  self->losses = (Losses) {0};
  self->route.feared = FALSE;
}

void
duo_rate_control_feed (DuoRateControl *self, const DuoRatePacket *packets, gsize count, gint64 now)
{
  gint64 passed = self->updated != 0 ? CLAMP (now - self->updated, 0, G_USEC_PER_SEC) : 0;
  gint64 response;
  gsize stale;

  if (count > 0)
    end_silence (self, now);
  stale = duo_rate_cut_count_stale (&self->cut, packets, count);
  if (count == stale)
    return;
  packets += stale;
  count -= stale;
  response = get_response (take_packets (self, packets, count), now);
  self->updated = now;
  if (count_losses (&self->losses, packets, count, now))
    fall_for_losses (self, response, now);
  follow_delay (self, response, passed, now);
  follow_hunger (self, now);
}

void
duo_rate_control_wait (DuoRateControl *self, gboolean sending, gint64 now)
{
  if (!duo_rate_cut_wait (&self->cut, sending, now) || now < self->fell + SILENCE_STEP)
    return;
  self->calm = 0;
  duo_rate_cut_fear (&self->cut, self->rate);
  fall (self, SILENCE_FALL * self->rate, now);
}

guint
duo_rate_control_get_target (DuoRateControl *self)
{
  if (self->resting != 0)
    return 0;
  return (guint) (self->rate - DUO_RATE_SOUND);
}
