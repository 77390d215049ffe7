/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/base/gstpushsrc.h>
#include "duo-media-source.h"

G_BEGIN_DECLS

#define DUO_TYPE_DRAWN_VIDEO (duo_drawn_video_get_type ())
G_DECLARE_FINAL_TYPE (DuoDrawnVideo, duo_drawn_video, DUO, DRAWN_VIDEO, GstPushSrc)

/**
 * DuoDrawnVideo:
 *
 * A live source of I420 pictures of a drawn person, in the place of a camera.
 *
 * duo_drawn_video_new:
 * @stamped: burn DuoFrameStamp into each
 *
 * Returns: (transfer floating)
 */
GstElement *
duo_drawn_video_new (DuoPortrait portrait, guint width, guint height, guint rate, gboolean stamped);

/* Before it starts. Whether each has the grain of a camera (duo-frame-grain.h). */
void duo_drawn_video_set_grain (DuoDrawnVideo *self, gboolean grain);
/* @since: monotonic time at which the person's DuoSpeech began, 0 where the person is silent. Any thread. */
void duo_drawn_video_set_speaking (DuoDrawnVideo *self, gint64 since);

G_END_DECLS
