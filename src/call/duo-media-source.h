/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-device-monitor.h"
#include "duo-video-feed.h"

G_BEGIN_DECLS

/* Who is drawn where there is no camera, and in the demo. */
typedef enum
{
  DUO_PORTRAIT_TALENT,
  DUO_PORTRAIT_RECRUITER,
} DuoPortrait;

/**
 * DuoVoice:
 * @DUO_VOICE_ECHO_CANCELLED: what the loudspeaker plays is taken out
 * @DUO_VOICE_NOISE_SUPPRESSED: what goes on evenly, such as a fan, is
 *
 * What is done to a microphone's sound before the other hears it.
 */
typedef enum
{
  DUO_VOICE_PLAIN = 0,
  DUO_VOICE_ECHO_CANCELLED = 1 << 0,
  DUO_VOICE_NOISE_SUPPRESSED = 1 << 1,
  DUO_VOICE_USUAL = DUO_VOICE_ECHO_CANCELLED | DUO_VOICE_NOISE_SUPPRESSED,
} DuoVoice;

#define DUO_TYPE_MEDIA_SOURCE (duo_media_source_get_type ())
G_DECLARE_FINAL_TYPE (DuoMediaSource, duo_media_source, DUO, MEDIA_SOURCE, GObject)

/**
 * DuoMediaSource:
 *
 * Camera and microphone, or a drawn person who moves and blinks, with speech-like sound. Both are off until somebody
 * turns them on. Properties that notify: camera, microphone (gboolean: on), level (double, 0–1: the microphone's
 * peak, some 10 times a second while it is on), camera-problem, microphone-problem (GError: as duo_media_source_get_problem()), voice
 * (DuoVoice; the usual where nobody says). Signal, behind all of these: `failed (int kind)`: that device did, and
 * duo_media_source_get_problem() has why.
 *
 * A device that goes away while it is on is off, and awaited: given another one, or the same again, it goes on by
 * itself. Whoever turns it on or off meanwhile has the last word.
 *
 * duo_media_source_new_devices:
 * @camera: (nullable): device id of DuoDeviceMonitor, NULL for the first
 * duo_media_source_new_drawn:
 * @stamped: burn the frame stamp of CALL §8 into the picture
 */
DuoMediaSource *duo_media_source_new_devices (const char *camera, const char *microphone);
DuoMediaSource *
duo_media_source_new_drawn (DuoPortrait portrait, guint width, guint height, guint rate, gboolean stamped);
/* Of a drawn one, before its camera is turned on: whether the picture has a camera's grain. */
void duo_media_source_set_grain (DuoMediaSource *self, gboolean grain);

gboolean duo_media_source_get_camera (DuoMediaSource *self);
void duo_media_source_set_camera (DuoMediaSource *self, gboolean on);
gboolean duo_media_source_get_microphone (DuoMediaSource *self);
void duo_media_source_set_microphone (DuoMediaSource *self, gboolean on);
double duo_media_source_get_level (DuoMediaSource *self);

/* @kind: a camera or a microphone. Where a drawn person is, none of these does anything. */

/**
 * duo_media_source_set_device:
 * @id, @remote: as duo_device_create_element() has them
 *
 * Another device from now on, or the same anew after it was gone. What is on stays on; what is awaited, or broke a moment
 * ago, goes on.
 */
void
duo_media_source_set_device (DuoMediaSource *self, DuoDeviceKind kind, const char *id, DuoRemote *remote);
/* It is gone, and nothing takes its place: closes it where it is on, and awaits one. What is pulled out may break a moment
 * before, and is awaited too. */
void duo_media_source_lose_device (DuoMediaSource *self, DuoDeviceKind kind);
/* Nobody lets it be opened: it is off, and says why. */
void duo_media_source_refuse_device (DuoMediaSource *self, DuoDeviceKind kind, const GError *error);
gboolean duo_media_source_is_awaited (DuoMediaSource *self, DuoDeviceKind kind);
/* It stays off, whatever is plugged in. */
void duo_media_source_stop_awaiting (DuoMediaSource *self, DuoDeviceKind kind);
/* At any time, in the middle of a word too. */
void duo_media_source_set_voice (DuoMediaSource *self, DuoVoice voice);
DuoVoice duo_media_source_get_voice (DuoMediaSource *self);
/* (nullable): what is wrong with it, DUO_CALL_ERROR_DEVICE or of its kind. Borrowed. */
const GError *duo_media_source_get_problem (DuoMediaSource *self, DuoDeviceKind kind);

/* The picture of oneself. Borrowed. */
DuoVideoFeed *duo_media_source_get_self_feed (DuoMediaSource *self);

G_END_DECLS
