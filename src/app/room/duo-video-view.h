/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-video-feed.h"

G_BEGIN_DECLS

#define DUO_TYPE_VIDEO_VIEW (duo_video_view_get_type ())
G_DECLARE_FINAL_TYPE (DuoVideoView, duo_video_view, DUO, VIDEO_VIEW, GtkWidget)

/**
 * DuoVideoView:
 *
 * Shows a feed as large as the rule of duo_video_fit() allows, and tells the feed how many device pixels that is: 0×0
 * while it is not on screen. Round corners come from CSS. Properties: feed (nullable), mirrored (as in a mirror, for
 * oneself), whole (nothing is cut away: for what is read), ratio (width by height that it asks for; 0 asks for nothing),
 * always-covers (however much is cut away: for a small picture of oneself), lower-inset (how much of its lower edge something
 * else lies on, which a picture that leaves black keeps off).
 */
DuoVideoView *duo_video_view_new (void);
void duo_video_view_set_feed (DuoVideoView *self, DuoVideoFeed *feed);

G_END_DECLS
