/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-arrivals.h"
#include "duo-video-feed.h"

G_BEGIN_DECLS

/**
 * DuoPictureSink:
 *
 * What turns the packets of one picture of the peer's, camera or screen, into a feed, with a shut gate at its
 * beginning. It is warm for VP8, and changes to what the packets are.
 *
 *     ─▶ gate ─ queue ─ decoder ─ feed
 */
typedef struct _DuoPictureSink DuoPictureSink;

/* Adds its elements to @bin, whatever state that is in. */
DuoPictureSink *duo_picture_sink_new (GstBin *bin, DuoVideoFeed *feed);
/* Its elements stay in the bin. */
void duo_picture_sink_free (DuoPictureSink *self);

/* @pad: of webrtcbin, with RTP caps. FALSE where its codec is none of ours or another pad is there already. */
gboolean duo_picture_sink_link (DuoPictureSink *self, GstPad *pad);
void duo_picture_sink_open (DuoPictureSink *self);
/* What comes counts there. */
void duo_picture_sink_watch (DuoPictureSink *self, DuoArrivals *arrivals);
/* How long it is held back, µs; 0 at first. */
void duo_picture_sink_set_delay (DuoPictureSink *self, gint64 delay);
/* Of several that end in @feed, its own, this one is as large as what is shown. */
void duo_picture_sink_show (DuoPictureSink *self, DuoVideoFeed *feed);

/* Of the picture that was decoded last; 0×0 before it. */
void duo_picture_sink_get_size (DuoPictureSink *self, guint *width, guint *height);
/* Decoded so far. */
guint64 duo_picture_sink_get_frames (DuoPictureSink *self);
/* Monotonic time of the first decoded frame, 0 before it. */
gint64 duo_picture_sink_get_first_frame (DuoPictureSink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPictureSink, duo_picture_sink_free)

G_END_DECLS
