/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-ladder.h"

/* Room to spare: more than the control falls by when it has found the link's rate, or the two would swing together. */
#define SPARE 1.2
#define SPARE_FOR (2 * G_USEC_PER_SEC)
/* Where there is room for several rungs it is no swing. */
#define MUCH_SPARE_FOR (500 * 1000)

#define BITS_PER_PIXEL 0.26
#define BITS_AT_LEAST 100000

static const struct
{
  guint from; /* bit/s */
  DuoRung rung;
} rungs[] = {
    {0, {0, 0}},         {80000, {180, 20}},  {110000, {180, 30}},  {200000, {270, 30}},
    {350000, {360, 30}}, {700000, {540, 30}}, {1200000, {720, 30}},
};

struct _DuoRateLadder
{
  gboolean begun;
  guint place;
  gint64 spare_since; /* for the rung above; 0 where there is no room */
};

static guint
find (double target)
{
  guint place = G_N_ELEMENTS (rungs) - 1;

  while (target < rungs[place].from)
    place--;
  return place;
}

static void
climb (DuoRateLadder *self, guint place, gint64 now)
{
  gint64 patience = place > self->place + 1 ? MUCH_SPARE_FOR : SPARE_FOR;

  /* With no picture at all there is nothing to disturb. */
  if (self->place == 0 || (self->spare_since != 0 && now >= self->spare_since + patience))
    {
      self->place = place;
      self->spare_since = 0;
    }
  else if (self->spare_since == 0)
    self->spare_since = now;
}

DuoRateLadder *
duo_rate_ladder_new (void)
{
  return g_new0 (DuoRateLadder, 1);
}

void
duo_rate_ladder_free (DuoRateLadder *self)
{
  g_free (self);
}

DuoRung
duo_rate_ladder_follow (DuoRateLadder *self, guint target, gint64 now)
{
  guint fits = find (target);
  guint fits_well = self->place == 0 ? fits : find (target / SPARE);

  if (!self->begun || fits < self->place)
    {
      self->begun = TRUE;
      self->place = fits;
      self->spare_since = 0;
    }
  else if (fits_well > self->place)
    climb (self, fits_well, now);
  else
    self->spare_since = 0;
  return rungs[self->place].rung;
}

void
duo_rung_fit (DuoRung rung, guint *width, guint *height)
{
  if (rung.height == 0 || *height <= rung.height)
    return;
  *width = MAX (2, (*width * rung.height / *height + 1) & ~1u);
  *height = rung.height;
}

guint
duo_rung_get_use (guint width, guint height, guint rate)
{
  return BITS_AT_LEAST + (guint) (BITS_PER_PIXEL * width * height * rate);
}
