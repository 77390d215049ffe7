/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * duo_frame_grain_add:
 * @frame: mapped for writing; I420
 * @number: of the frame; each has another grain, and the same one always
 *
 * The noise that a camera's sensor has in a room with ordinary light, two steps of brightness as a rule. A drawn picture
 * has none, so an encoder needs a fraction of what it is allowed. Any thread.
 */
void duo_frame_grain_add (GstVideoFrame *frame, guint32 number);

G_END_DECLS
