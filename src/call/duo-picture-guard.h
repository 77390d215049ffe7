/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-video-codec.h"

G_BEGIN_DECLS

/* The largest picture that is decoded, lying or standing: twice as wide and high as the screen that we send ourselves. */
#define DUO_PICTURE_MAX_SIDE 4096
#define DUO_PICTURE_MAX_PIXELS (4096 * 2304)
/* Of the largest, thirty a second, and as much at once; and of sizes, which a sender that adapts changes every few
 * seconds, twice as many at once. */
#define DUO_PICTURE_PIXELS (30.0 * DUO_PICTURE_MAX_PIXELS)
#define DUO_PICTURE_CHANGES 5

/**
 * DuoPictureGuard:
 *
 * What stands before a decoder. Found (GStreamer 1.26.2): vp8dec and openh264dec make room for as large a picture as a
 * frame of a few bytes says it is, 16383 × 16383 in VP8, and decode it, which is gigabytes and minutes. Many that only
 * say that nothing has changed are as few bytes, and no less work.
 *
 * What is too large or too much is left out, with all that builds on it: until there is a size again that is not, the
 * picture stands still. The call goes on: the two may want to say why.
 */
typedef struct _DuoPictureGuard DuoPictureGuard;

DuoPictureGuard *duo_picture_guard_new (DuoVideoCodec codec);
void duo_picture_guard_free (DuoPictureGuard *self);

/* @data: one frame as its decoder gets it, whole: RFC 6386 §9.1, or ITU-T H.264 Annex B; @now: µs. FALSE where it must
 * not be decoded. */
gboolean duo_picture_guard_take (DuoPictureGuard *self, const guint8 *data, gsize size, gint64 now);

/* Before all that @decoder takes. */
void duo_picture_guard_watch (GstElement *decoder, DuoVideoCodec codec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPictureGuard, duo_picture_guard_free)

G_END_DECLS
