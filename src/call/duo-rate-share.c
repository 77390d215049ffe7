/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-share.h"
#include "duo-rate-control.h"

/* What a small picture is worth; and with less than this the screen cannot be read. */
#define CAMERA_PART 4
#define CAMERA_MOST 350000
#define SCREEN_LEAST 300000

static const struct
{
  guint from; /* bit/s */
  guint rate;
} rates[] = {{0, 0}, {1, 5}, {500000, 10}, {1000000, 15}};

static guint
find_rate (guint screen)
{
  guint place = G_N_ELEMENTS (rates) - 1;

  while (screen < rates[place].from)
    place--;
  return rates[place].rate;
}

DuoRateShare
duo_rate_share (guint target)
{
  guint camera = MIN (target / CAMERA_PART, CAMERA_MOST);

  if (camera < DUO_RATE_MIN || target - camera < SCREEN_LEAST)
    camera = 0;
  return (DuoRateShare) {target - camera, camera, find_rate (target - camera)};
}
