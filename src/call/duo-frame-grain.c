/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-frame-grain.h"

#include <math.h>

#define SEED 20261130
#define DEVIATION 2.0
#define GRAINS 16384
#define WIDEST 4096
/* So many even numbers between 0 and 1 make a normal one of deviation 1, but for their mean. */
#define EVEN 12
/* Rows and pictures are as far apart as no pattern shows. */
#define ROW_STEP 7919u
#define PICTURE_STEP 104729u

static gint8 *
make_grains (void)
{
  GRand *chance = g_rand_new_with_seed (SEED);
  gint8 *grains = g_new (gint8, GRAINS + WIDEST);

  for (guint i = 0; i < GRAINS + WIDEST; i++)
    {
      double sum = -EVEN / 2.0;

      for (guint j = 0; j < EVEN; j++)
        sum += g_rand_double (chance);
      grains[i] = (gint8) lround (DEVIATION * sum);
    }
  g_rand_free (chance);
  return grains;
}

static void
add_row (guint8 *row, int width, const gint8 *grains)
{
  for (int i = 0; i < MIN (width, WIDEST); i++)
    row[i] = (guint8) CLAMP (row[i] + grains[i], 0, G_MAXUINT8);
}

void
duo_frame_grain_add (GstVideoFrame *frame, guint32 number)
{
  static gint8 *grains;
  guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (frame, 0);
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);

  if (g_once_init_enter_pointer (&grains))
    g_once_init_leave_pointer (&grains, make_grains ());
  for (int row = 0; row < GST_VIDEO_FRAME_HEIGHT (frame); row++)
    add_row (data + row * stride, GST_VIDEO_FRAME_WIDTH (frame),
             grains + ((guint) row * ROW_STEP + number * PICTURE_STEP) % GRAINS);
}
