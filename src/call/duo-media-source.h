/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-video-feed.h"

G_BEGIN_DECLS

/* Who is drawn where there is no camera, and in the demo. */
typedef enum
{
  DUO_PORTRAIT_TALENT,
  DUO_PORTRAIT_RECRUITER,
} DuoPortrait;

#define DUO_TYPE_MEDIA_SOURCE (duo_media_source_get_type ())
G_DECLARE_FINAL_TYPE (DuoMediaSource, duo_media_source, DUO, MEDIA_SOURCE, GObject)

/**
 * DuoMediaSource:
 *
 * Camera and microphone, or a drawn person who moves and blinks, with speech-like sound. Both are off until somebody
 * turns them on. Properties that notify: camera, microphone (gboolean: on), level (double, 0–1: the microphone's
 * peak, some 10 times a second while it is on), error (GError: a device failed).
 *
 * duo_media_source_new_devices:
 * @camera: (nullable): device id of DuoDeviceMonitor, NULL for the first
 * duo_media_source_new_drawn:
 * @stamped: burn the frame stamp of CALL §8 into the picture
 */
DuoMediaSource *duo_media_source_new_devices (const char *camera, const char *microphone);
DuoMediaSource *
duo_media_source_new_drawn (DuoPortrait portrait, guint width, guint height, guint rate, gboolean stamped);

gboolean duo_media_source_get_camera (DuoMediaSource *self);
void duo_media_source_set_camera (DuoMediaSource *self, gboolean on);
gboolean duo_media_source_get_microphone (DuoMediaSource *self);
void duo_media_source_set_microphone (DuoMediaSource *self, gboolean on);
double duo_media_source_get_level (DuoMediaSource *self);
/* The picture of oneself. Borrowed. */
DuoVideoFeed *duo_media_source_get_self_feed (DuoMediaSource *self);

G_END_DECLS
