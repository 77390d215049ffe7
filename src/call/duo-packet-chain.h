/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-media-format.h"

G_BEGIN_DECLS

/* What comes before a gate: from an appsrc `in` to a payloader `payloader`, or to what is named `last` behind it, as one
 * bin with a src pad. */

/**
 * duo_packet_chain_new:
 * @text: for gst_parse
 * @source: SSRC; it outlives a change of format, since the offer has named it
 *
 * Returns: (transfer floating)
 */
GstElement *
duo_packet_chain_new (const char *text, const DuoMediaFormat *format, DuoLine line, guint32 source);

G_END_DECLS
