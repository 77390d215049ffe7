/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-stretch.h"

#include <math.h>
#include <string.h>

/* Of 48 frames a millisecond: a pitch of 400 Hz is the shortest period, which is then repeated whole. */
#define SHORTEST 120
#define COARSE 4
#define ALIKE 0.7
/* Mean square of a sample: some −50 dB, in which nothing is heard. */
#define QUIET (100.0 * 100.0)

typedef struct
{
  const gint16 *in;
  guint frames;
  guint channels;
  guint longest; /* lag */
  guint fade;
} Piece;

static double
get_energy (const Piece *self)
{
  double sum = 0;
  guint count = self->frames * self->channels;

  for (guint i = 0; i < count; i++)
    sum += (double) self->in[i] * self->in[i];
  return sum / count;
}

/* Between what is at @at and what is @lag frames later, of the first channel: −1 to 1. */
static double
compare (const Piece *self, guint at, guint lag, guint step)
{
  const gint16 *one = self->in + at * self->channels, *two = one + lag * self->channels;
  double product = 0, first = 1, second = 1;

  for (guint i = 0; i < self->fade; i += step)
    {
      double a = one[i * self->channels], b = two[i * self->channels];

      product += a * b;
      first += a * a;
      second += b * b;
    }
  return product / sqrt (first * second);
}

static guint
refine (const Piece *self, guint at, guint lag, guint longest, double *likeness)
{
  guint best = lag;

  *likeness = -1;
  for (guint near = MAX (lag, SHORTEST + COARSE) - COARSE; near <= MIN (lag + COARSE, longest); near++)
    {
      double here = compare (self, at, near, 1);

      if (here > *likeness)
        best = near;
      *likeness = MAX (*likeness, here);
    }
  return best;
}

/* At which lag it repeats itself most. */
static guint
find_period (const Piece *self, guint at, guint longest, double *likeness)
{
  double most = -1;
  guint best = SHORTEST;

  for (guint lag = SHORTEST; lag <= longest; lag += COARSE)
    {
      double here = compare (self, at, lag, COARSE);

      if (here > most)
        best = lag;
      most = MAX (most, here);
    }
  return refine (self, at, best, longest, likeness);
}

/* From what is at @from to what is at @to. */
static void
fade (const Piece *self, gint16 *out, guint from, guint to)
{
  const gint16 *one = self->in + from * self->channels, *two = self->in + to * self->channels;

  for (guint i = 0; i < self->fade; i++)
    for (guint channel = 0; channel < self->channels; channel++)
      {
        guint k = i * self->channels + channel;

        out[k] = (gint16) ((one[k] * (int) (self->fade - i) + two[k] * (int) i) / (int) self->fade);
      }
}

static void
copy (const Piece *self, gint16 *out, guint from, guint frames)
{
  memcpy (out, self->in + from * self->channels, (gsize) frames * self->channels * sizeof *out);
}

/* @before, what is at @from fading into what is at @to, and what follows that. */
static guint
splice (const Piece *self, gint16 *out, guint from, guint to)
{
  guint after = to + self->fade;

  copy (self, out, 0, from);
  fade (self, out + from * self->channels, from, to);
  copy (self, out + (from + self->fade) * self->channels, after, self->frames - after);
  return from + self->frames - to;
}

static guint
keep (const Piece *self, gint16 *out)
{
  copy (self, out, 0, self->frames);
  return self->frames;
}

guint
duo_stretch (gint16 *out, const gint16 *in, guint frames, guint channels, int wanted, gboolean force)
{
  Piece piece = {in, frames, channels, frames / 2, frames / 4};
  guint longest = MIN (piece.longest, (guint) ABS (wanted));
  guint at = wanted > 0 ? frames - piece.fade - longest : 0;
  double likeness = 1;
  guint lag = longest;

  if (longest < SHORTEST)
    return keep (&piece, out);
  if (get_energy (&piece) >= QUIET)
    lag = find_period (&piece, at, longest, &likeness);
  if (likeness < ALIKE && !force)
    return keep (&piece, out);
  return wanted > 0 ? splice (&piece, out, at + lag, at) : splice (&piece, out, 0, lag);
}
