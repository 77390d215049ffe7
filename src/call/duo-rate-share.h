/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoRateShare:
 * @screen: bit/s
 * @camera: bit/s; 0 where the screen needs it all
 * @screen_rate: pictures of the screen a second; 0 for none
 */
typedef struct
{
  guint screen;
  guint camera;
  guint screen_rate;
} DuoRateShare;

/**
 * duo_rate_share:
 * @target: for both pictures, bit/s, as duo_rate_control_get_target() has it; the sound's own is not in it
 *
 * How a shared screen and the camera beside it share what there is: first the sound, then the screen, then the camera,
 * which is shown small as long as there is a screen. A screen keeps its size, or nobody could read it, and gets slower.
 */
DuoRateShare duo_rate_share (guint target);

G_END_DECLS
