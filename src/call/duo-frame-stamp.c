/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-frame-stamp.h"

#include <string.h>

#define CELLS 64
#define COLUMNS 16
#define CELLS_PER_WIDTH 40
#define NUMBER_MASK 0xFFFFFFu

/* Not zero for nothing: an all-black or all-white corner is no stamp. */
static guint8
check_byte (guint64 payload)
{
  guint8 sum = 0x5A;

  for (guint i = 0; i < 7; i++)
    sum = (guint8) (sum * 31 + (guint8) (payload >> (8 * i)));
  return sum;
}

static guint64
pack (const DuoFrameStamp *self)
{
  guint64 payload = (guint64) (self->number & NUMBER_MASK) << 32 | self->time;

  return payload << 8 | check_byte (payload);
}

static void
fill_plane (GstVideoFrame *frame, guint plane, int x, int y, int size, guint8 value)
{
  guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (frame, plane);
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane);

  for (int row = y; row < y + size; row++)
    memset (data + (gsize) row * (gsize) stride + x, value, (gsize) size);
}

void
duo_frame_stamp_burn (const DuoFrameStamp *self, GstVideoFrame *frame)
{
  int cell = GST_VIDEO_FRAME_WIDTH (frame) / CELLS_PER_WIDTH;
  guint64 bits = pack (self);

  for (int i = 0; i < CELLS; i++)
    {
      int x = i % COLUMNS * cell, y = i / COLUMNS * cell;
      gboolean white = (bits >> (CELLS - 1 - i) & 1) != 0;

      fill_plane (frame, 0, x, y, cell, white ? 235 : 16);
      for (guint plane = 1; plane < 3; plane++)
        fill_plane (frame, plane, x / 2, y / 2, (cell + 1) / 2, 128);
    }
}

/* The mean of the middle of a cell, where its neighbours have not bled into it. */
static gboolean
read_cell (const GstVideoFrame *frame, int x, int y, int size)
{
  const guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (frame, 0);
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  int step = GST_VIDEO_FRAME_COMP_PSTRIDE (frame, 0);
  int offset = step > 1 ? 1 : 0, edge = size / 4;
  guint sum = 0, count = 0;

  for (int row = y + edge; row < y + size - edge; row++)
    for (int column = x + edge; column < x + size - edge; column++, count++)
      sum += data[row * stride + column * step + offset];
  return sum > count * 126;
}

gboolean
duo_frame_stamp_read (DuoFrameStamp *self, const GstVideoFrame *frame)
{
  int cell = GST_VIDEO_FRAME_WIDTH (frame) / CELLS_PER_WIDTH;
  guint64 bits = 0;

  if (cell < 2 || GST_VIDEO_FRAME_HEIGHT (frame) < cell * CELLS / COLUMNS)
    return FALSE;
  for (int i = 0; i < CELLS; i++)
    bits = bits << 1 | (guint64) read_cell (frame, i % COLUMNS * cell, i / COLUMNS * cell, cell);
  self->number = (guint32) (bits >> 40) & NUMBER_MASK;
  self->time = (guint32) (bits >> 8);
  return pack (self) == bits;
}
