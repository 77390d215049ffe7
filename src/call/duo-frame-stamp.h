/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * DuoFrameStamp:
 * @number: of the frame, 24 bits
 * @time: when it was drawn, in units of 10 µs of the monotonic clock, 32 bits: 11.9 h
 *
 * What CALL §8 burns into a picture and reads again after decoding: 64 black or white cells at the top left, each
 * width/40 wide and high, in four rows of sixteen:
 *
 *     number, 24 bits │ time, 32 bits │ check, 8 bits        high bit first
 */
typedef struct
{
  guint32 number;
  guint32 time;
} DuoFrameStamp;

/* @frame: mapped for writing; I420 */
void duo_frame_stamp_burn (const DuoFrameStamp *self, GstVideoFrame *frame);
/* @frame: I420, or packed 32 bit with the green byte second (BGRx, RGBA). Returns FALSE where there is no whole stamp. */
gboolean duo_frame_stamp_read (DuoFrameStamp *self, const GstVideoFrame *frame);

G_END_DECLS
