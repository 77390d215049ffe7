/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-video-feed.h"

G_BEGIN_DECLS

DuoVideoFeed *duo_video_feed_new (void);
/* For letters: scaled down with every line taken into account, which is dearer. */
DuoVideoFeed *duo_video_feed_new_sharp (void);

/**
 * duo_video_feed_new_sink:
 *
 * A bin with one sink pad for raw video that ends in this feed. A feed outlives the pipelines it is fed from; the
 * newest bin counts.
 *
 * Returns: (transfer floating)
 */
GstElement *duo_video_feed_new_sink (DuoVideoFeed *self);

/* @bin: of duo_video_feed_new_sink(): counts from now on, as if it were the newest */
void duo_video_feed_use_sink (DuoVideoFeed *self, GstElement *bin);

/* Each picture that comes through @bin is shown so long, µs, after its time; with 0 whenever it comes. */
void duo_video_feed_delay_sink (GstElement *bin, gint64 delay);

/* Not live, it is empty, and stays so whatever is still on its way. Live at first. */
void duo_video_feed_set_live (DuoVideoFeed *self, gboolean live);

G_END_DECLS
