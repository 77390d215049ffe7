/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

#define DUO_TYPE_VIDEO_FEED (duo_video_feed_get_type ())
G_DECLARE_FINAL_TYPE (DuoVideoFeed, duo_video_feed, DUO, VIDEO_FEED, GObject)

/**
 * DuoVideoFeed:
 *
 * The end of a video chain for a page (CALL §6). Software chain: the newest frame as opaque BGRA in system
 * memory, already scaled down to what is shown. GL chain: the frames are on a surface, which scales them. Signal
 * `frame ()` on the main context, coalesced: at most one is waiting. Properties: width, height (of the source picture, 0
 * before the first frame), frames (uint64: converted so far), surface.
 */

/* By which chain the feeds that are fed from now on show; at first by the software one. FALSE where this installation
 * has no other. */
gboolean duo_video_feed_choose_gl (gboolean gl);

/* What the page shows, in device pixels; 0×0 where it is hidden: then nothing is converted. */
void duo_video_feed_set_target (DuoVideoFeed *self, guint width, guint height);
/* (transfer full) (nullable): the newest frame */
GstSample *duo_video_feed_dup_sample (DuoVideoFeed *self);
/* (nullable): the GdkPaintable of the GL chain, borrowed; NULL: there are samples */
GObject *duo_video_feed_get_surface (DuoVideoFeed *self);
guint64 duo_video_feed_get_frames (DuoVideoFeed *self);

G_END_DECLS
