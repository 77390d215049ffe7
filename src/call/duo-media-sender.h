/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/gstappsrc.h>
#include "duo-media-format.h"
#include "duo-media-source.h"
#include "duo-rate-ladder.h"
#include "duo-rate-share.h"
#include "duo-screen.h"

G_BEGIN_DECLS

/**
 * DuoMediaSender:
 *
 * What turns camera and microphone into packets, with a shut gate at its end. Before anything comes from a device one
 * dark picture and 20 ms of silence run through it: so the packets' caps are known for the offer, and the encoders warm.
 * The third line is a screen's: it has its caps and its gate, and nothing is encoded for it before one is shared.
 *
 *     appsrc ─ scale ─ encoder ─ payloader ─ gate ─▶        appsrc ─ (webrtcdsp) ─ opusenc ─ rtpopuspay ─ gate ─▶
 */
typedef struct _DuoMediaSender DuoMediaSender;

/* Adds its elements to @bin. @probe: (nullable): the name of the webrtcechoprobe whose sound is to be taken out. */
DuoMediaSender *duo_media_sender_new (GstBin *bin, DuoMediaSource *source, const char *probe);
void duo_media_sender_free (DuoMediaSender *self);

/* (transfer full) */
GstPad *duo_media_sender_dup_pad (DuoMediaSender *self, DuoLine line);

/* Sends in this format from now on; before it is opened. The caps of the pads follow in a moment. */
void duo_media_sender_set_format (DuoMediaSender *self, const DuoMediaFormat *format);
/* Borrowed. */
const DuoMediaFormat *duo_media_sender_get_format (DuoMediaSender *self);

/* Opens the gates of camera and sound, takes the devices' pictures and sound from now on, begins with a key frame. */
void duo_media_sender_open (DuoMediaSender *self);
/* Takes nothing any more; the first step of a teardown. */
void duo_media_sender_stop (DuoMediaSender *self);
void duo_media_sender_request_key_frame (DuoMediaSender *self);
/* The same, and of a screen where one is shared. */
void duo_media_sender_request_key_frames (DuoMediaSender *self);

/* @screen: (nullable): what is on the screen's line from now on, as soon as the gates are open; NULL shuts its gate */
void duo_media_sender_share (DuoMediaSender *self, DuoScreen *screen);
/* As duo_media_sender_set_rate() for the screen. */
void duo_media_sender_set_screen_rate (DuoMediaSender *self, const DuoRateShare *share);

/* From the next picture on: no larger and no more often than @rung, of @bitrate bit/s. A change of size begins with a key
 * frame and needs no negotiation. */
void duo_media_sender_set_rate (DuoMediaSender *self, guint bitrate, DuoRung rung);

/**
 * DuoSent:
 * @width: of the pictures now; 0 where none is sent
 * @pictures: that went to the encoder so far
 */
typedef struct
{
  guint width;
  guint height;
  guint64 pictures;
} DuoSent;

DuoSent duo_media_sender_get_sent (DuoMediaSender *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoMediaSender, duo_media_sender_free)

G_END_DECLS
