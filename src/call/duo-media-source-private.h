/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-media-source.h"

#include <gst/app/gstappsrc.h>

G_BEGIN_DECLS

/* Where camera and microphone go from now on; NULL takes them back. */
void duo_media_source_plug (DuoMediaSource *self, GstAppSrc *video, GstAppSrc *audio);
/* Takes them back from these, and from nobody who was plugged in since. */
void duo_media_source_unplug (DuoMediaSource *self, GstAppSrc *video, GstAppSrc *audio);

/* What the camera's pictures are or will be. */
void duo_media_source_get_format (DuoMediaSource *self, guint *width, guint *height, guint *rate);

/* A real microphone stands in a room with a loudspeaker. */
gboolean duo_media_source_has_echo (DuoMediaSource *self);

G_END_DECLS
