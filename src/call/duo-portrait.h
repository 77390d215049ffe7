/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/video/video.h>
#include "duo-media-source.h"

G_BEGIN_DECLS

/**
 * DuoPortraitPainter:
 *
 * A drawn person at one size: the layers of src/call/portraits, decoded and scaled once, then put over each other for
 * each frame with plain arithmetic, since it shares two cores with two encoders. Any one thread.
 */
typedef struct _DuoPortraitPainter DuoPortraitPainter;

/* Slow (it decodes nine pictures). Errors: DUO_CALL_ERROR_MISSING_PLUGIN. */
DuoPortraitPainter *
duo_portrait_painter_new (DuoPortrait portrait, guint width, guint height, GError **error);
void duo_portrait_painter_free (DuoPortraitPainter *self);

/* @frame: I420 of the painter's size, mapped for writing; @openness: of the mouth, 0 to 1 */
void
duo_portrait_painter_paint (DuoPortraitPainter *self, GstVideoFrame *frame, double seconds, double openness);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPortraitPainter, duo_portrait_painter_free)

G_END_DECLS
