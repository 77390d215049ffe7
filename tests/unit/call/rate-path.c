/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rate-path.h"

#include <stdlib.h>

#define TICK 1000
#define PACKET 1200
#define OVERHEAD 30
#define SOUND_BYTES 100
#define SOUND_EVERY (20 * 1000)
#define FEEDBACK_EVERY (50 * 1000)
#define BETWEEN_PACKETS 60
/* How far the peer's clock is from ours, once around, and how it counts. */
#define PEER_CLOCK (RATE_RUN_WRAP + 77 * G_USEC_PER_SEC + 123)
#define PEER_TICK 250

struct _RateRun
{
  GRand *chance;
  DuoRateControl *control;
  gint64 now;
  gint64 next_picture;
  gint64 next_sound;
  gint64 next_feedback;
  gint64 busy_until; /* the link */
  gint64 last_arrival;
  GArray *way;   /* DuoRatePacket: not yet told of, in the order of sending */
  GArray *waits; /* gint64: of this stretch */
  gint64 clock;  /* the peer's, from ours */
  gint64 lie;    /* of the next packet's arrival */
  double bytes;
  double target_sum;
  double lowest;
  guint ticks;
  guint blank;
  gboolean deaf;
  gboolean cut;
  guint16 number;
};

RateRun *
rate_run_new (guint seed)
{
  RateRun *self = g_new0 (RateRun, 1);

  self->chance = g_rand_new_with_seed (seed);
  self->control = duo_rate_control_new ();
  self->clock = PEER_CLOCK;
  self->now = 5 * G_USEC_PER_SEC;
  self->next_picture = self->next_sound = self->next_feedback = self->now;
  self->way = g_array_new (FALSE, FALSE, sizeof (DuoRatePacket));
  self->waits = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
rate_run_free (RateRun *self)
{
  g_rand_free (self->chance);
  duo_rate_control_free (self->control);
  g_array_unref (self->way);
  g_array_unref (self->waits);
  g_free (self);
}

void
rate_run_deafen (RateRun *self)
{
  self->deaf = TRUE;
}

void
rate_run_jump (RateRun *self, gint64 by)
{
  self->clock += by;
}

void
rate_run_lie (RateRun *self, gint64 by)
{
  self->lie = by;
}

static double
get_target (RateRun *self)
{
  return duo_rate_control_get_target (self->control) + DUO_RATE_SOUND;
}

static void
send_packet (RateRun *self, const RatePath *path, guint size, gint64 sent)
{
  DuoRatePacket packet = {.sent = sent, .size = size + OVERHEAD, .number = self->number++};
  gint64 start = MAX (sent, self->busy_until);
  gint64 wait = start - sent;

  packet.lost = self->cut || wait > path->queue;
  if (!packet.lost)
    {
      self->busy_until = start + (gint64) (packet.size * 8.0 * G_USEC_PER_SEC / path->capacity);
      packet.arrived = self->busy_until + path->delay;
      if (path->jitter > 0)
        packet.arrived += g_rand_int_range (self->chance, 0, (gint32) path->jitter);
      packet.arrived = self->last_arrival = MAX (packet.arrived, self->last_arrival);
      packet.lost = g_rand_double (self->chance) < path->loss;
      g_array_append_val (self->waits, wait);
    }
  if (packet.lost)
    packet.arrived = self->last_arrival;
  else
    self->bytes += packet.size;
  g_array_append_val (self->way, packet);
}

static void
send_picture (RateRun *self, const RatePath *path)
{
  double target = duo_rate_control_get_target (self->control);
  guint rate = target >= 350000 ? 30 : 20;
  double share = path->easy > 0 ? path->easy : 1;
  guint left = (guint) (target * share / 8 / rate * g_rand_double_range (self->chance, 0.7, 1.3));
  gint64 sent = self->now;

  self->next_picture += G_USEC_PER_SEC / rate;
  for (; left > 0; sent += BETWEEN_PACKETS)
    {
      guint size = MIN (left, PACKET);

      send_packet (self, path, size, sent);
      left -= size;
    }
}

static void
send_sound (RateRun *self, const RatePath *path)
{
  self->next_sound += SOUND_EVERY;
  send_packet (self, path, SOUND_BYTES - OVERHEAD, self->now);
}

/* What had come when the peer wrote it, which was @delay ago. */
static void
tell (RateRun *self, const RatePath *path)
{
  gint64 written = self->now - path->delay;
  guint count = 0;

  self->next_feedback += FEEDBACK_EVERY;
  duo_rate_control_wait (self->control, TRUE, self->now);
  if (self->cut)
    return;
  while (count < self->way->len && g_array_index (self->way, DuoRatePacket, count).arrived <= written)
    {
      DuoRatePacket *packet = &g_array_index (self->way, DuoRatePacket, count++);

      if (self->deaf)
        *packet = (DuoRatePacket) {packet->sent, packet->sent, packet->size, FALSE, packet->number};
      packet->arrived = (packet->arrived + self->clock) / PEER_TICK * PEER_TICK;
      if (packet->lost)
        continue;
      packet->arrived += self->lie;
      self->lie = 0;
    }
  if (path->untold == 0 || g_rand_double (self->chance) >= path->untold)
    duo_rate_control_feed (self->control, (const DuoRatePacket *) (gpointer) self->way->data, count,
                           self->now);
  if (count > 0)
    g_array_remove_range (self->way, 0, count);
}

static void
step (RateRun *self, const RatePath *path)
{
  double target;

  if (self->now >= self->next_picture)
    send_picture (self, path);
  if (self->now >= self->next_sound)
    send_sound (self, path);
  if (self->now >= self->next_feedback)
    tell (self, path);
  target = get_target (self);
  self->target_sum += target;
  self->lowest = MIN (self->lowest, target);
  self->blank += target <= DUO_RATE_SOUND ? 1 : 0;
  self->ticks++;
  self->now += TICK;
}

static int
compare_waits (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, two = *(const gint64 *) b;

  return one < two ? -1 : one > two;
}

RateFigures
rate_run_for (RateRun *self, const RatePath *path, double seconds)
{
  gint64 end = self->now + (gint64) (seconds * G_USEC_PER_SEC);
  RateFigures figures;

  self->bytes = self->target_sum = 0;
  self->lowest = 1e9;
  self->ticks = self->blank = 0;
  g_array_set_size (self->waits, 0);
  while (self->now < end)
    step (self, path);
  g_array_sort (self->waits, compare_waits);
  figures = (RateFigures) {
      .target = self->target_sum / self->ticks,
      .lowest = self->lowest,
      .through = self->bytes * 8 / seconds,
      .queued = g_array_index (self->waits, gint64, self->waits->len - 1),
      .queued_mostly = g_array_index (self->waits, gint64, self->waits->len * 95 / 100),
      .blank = (double) self->blank / self->ticks,
  };
  g_test_message ("%.0f s of %.0fk: target %.0fk, at least %.0fk, through %.0fk, queue %" G_GINT64_FORMAT
                  " (mostly %" G_GINT64_FORMAT ") ms, blank %.2f",
                  seconds, path->capacity / 1000, figures.target / 1000, figures.lowest / 1000,
                  figures.through / 1000, figures.queued / 1000, figures.queued_mostly / 1000, figures.blank);
  return figures;
}

void
rate_run_cut (RateRun *self, const RatePath *path, double seconds)
{
  self->cut = TRUE;
  rate_run_until_under (self, path, 0, seconds);
  self->cut = FALSE;
}

double
rate_run_until_under (RateRun *self, const RatePath *path, double bound, double seconds)
{
  gint64 begin = self->now;

  while (get_target (self) > bound && self->now < begin + seconds * G_USEC_PER_SEC)
    step (self, path);
  return (double) (self->now - begin) / G_USEC_PER_SEC;
}

double
rate_run_until_over (RateRun *self, const RatePath *path, double bound, double seconds)
{
  gint64 begin = self->now;

  while (get_target (self) < bound && self->now < begin + seconds * G_USEC_PER_SEC)
    step (self, path);
  return (double) (self->now - begin) / G_USEC_PER_SEC;
}
