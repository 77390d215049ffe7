/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-video-feed.h"

G_BEGIN_DECLS

#define DUO_TYPE_VIDEO_PAINTABLE (duo_video_paintable_get_type ())
G_DECLARE_FINAL_TYPE (DuoVideoPaintable, duo_video_paintable, DUO, VIDEO_PAINTABLE, GObject)

/**
 * DuoVideoPaintable:
 *
 * The newest frame of a feed as GTK paints it, without a copy. Property: feed (nullable, writable). Its own size is
 * the source picture's, whatever size the frames were scaled to.
 */
DuoVideoPaintable *duo_video_paintable_new (void);
void duo_video_paintable_set_feed (DuoVideoPaintable *self, DuoVideoFeed *feed);
DuoVideoFeed *duo_video_paintable_get_feed (DuoVideoPaintable *self); /* (nullable), borrowed */

/* (transfer full) (nullable): @sample as a texture that shares its memory; NULL where it is no BGRA or BGRx picture */
GdkTexture *duo_video_texture_new (GstSample *sample);

G_END_DECLS
