/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* A tenth of a second: who hangs up does not wait longer. */
#define DUO_STANDSTILL_PATIENCE (100 * G_TIME_SPAN_MILLISECOND)

/**
 * duo_standstill:
 * @bin: about to be set to NULL
 * @patience: in µs
 *
 * Lets nothing more out of what pushes in it, and waits for what is on its way. Found (GStreamer 1.26 to 1.29): taken
 * down in the middle, a payloader forgets its copy of the buffer (input_meta_buffer), a data channel the message that
 * its source failed, and rtpbin the stream that it is making for a packet.
 */
void duo_standstill (GstBin *bin, gint64 patience);

G_END_DECLS
