/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * duo_gl_sink_new:
 * @surface: (out) (transfer full): what the pictures are on, for whoever knows it as a GdkPaintable
 *
 * The GL chain of CALL §6: uploaded as they come, converted and scaled by the graphics card. The sink is GTK's part of
 * GStreamer, by name only: nothing here knows GTK. On the main thread.
 *
 * Returns: (transfer floating) (nullable): NULL where this installation lacks a part
 */
GstElement *duo_gl_sink_new (GObject **surface);
gboolean duo_gl_sink_is_there (void);

G_END_DECLS
