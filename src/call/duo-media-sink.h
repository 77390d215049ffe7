/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-arrivals.h"
#include "duo-media-format.h"
#include "duo-speaker.h"
#include "duo-video-feed.h"

G_BEGIN_DECLS

/* By how much earlier than they are the packets' times of sound are said to be, µs. */
#define DUO_MEDIA_SINK_SOUND_EARLY (380 * 1000)

/**
 * DuoMediaSink:
 *
 * What turns the peer's packets into a picture and sound, with a shut gate at its beginning.
 *
 *     ─▶ DuoPictureSink
 *     ─▶ gate ─ rtpopusdepay ─ opusdec ─ delay ─ queue ─ (echo probe) ─ loudspeaker
 *
 * Without a loudspeaker the sound is decoded all the same, at its pace, into nothing.
 */
typedef struct _DuoMediaSink DuoMediaSink;

/* Adds its elements to @bin. @speaker: (nullable): a DuoDevice's id, NULL for the system's default; @probe: (nullable):
 * give the webrtcechoprobe this name */
DuoMediaSink *duo_media_sink_new (GstBin *bin, DuoVideoFeed *feed, const char *speaker, const char *probe);
void duo_media_sink_free (DuoMediaSink *self);

/* Where the peer's screen goes; without one its packets wait. */
void duo_media_sink_set_screen_feed (DuoMediaSink *self, DuoVideoFeed *feed);

/* @pad: of webrtcbin, with RTP caps. FALSE where its kind is unknown or there already; then it goes nowhere. */
gboolean duo_media_sink_link (DuoMediaSink *self, DuoLine line, GstPad *pad);
void duo_media_sink_open (DuoMediaSink *self);
/* @feed: of its creation; see duo_picture_sink_show() */
void duo_media_sink_show (DuoMediaSink *self, DuoVideoFeed *feed);

/* How long sound and the camera's picture are held back, µs (CALL §4). */
void duo_media_sink_set_delay (DuoMediaSink *self, gint64 delay);
/* Of both. Borrowed. */
DuoArrivals *duo_media_sink_get_arrivals (DuoMediaSink *self);
/* Borrowed. */
DuoSpeaker *duo_media_sink_get_speaker (DuoMediaSink *self);

/* Of the camera's picture that was decoded last; 0×0 before it. */
void duo_media_sink_get_size (DuoMediaSink *self, guint *width, guint *height);
/* Decoded so far. */
guint64 duo_media_sink_get_frames (DuoMediaSink *self);
guint64 duo_media_sink_get_screen_frames (DuoMediaSink *self);
guint64 duo_media_sink_get_audio_ms (DuoMediaSink *self);
/* Monotonic time of the first decoded frame of the camera's, 0 before it. */
gint64 duo_media_sink_get_first_frame (DuoMediaSink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoMediaSink, duo_media_sink_free)

G_END_DECLS
