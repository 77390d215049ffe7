/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* What stands before srtpdec. Found (GStreamer 1.26.2): to know whose a report is it looks into what nobody has proven yet,
 * for the first packet of a kind that names its sender, and takes a goodbye's first name without looking whether there is
 * one; and it takes for a report whatever it cannot read as RTP. */

/**
 * duo_cipher_guard_take:
 * @data: as it came from the network; of what is longer, its first 76 bytes at least
 * @size: of the whole packet, bytes
 *
 * The heads of reports and of media are sent as they are (RFC 3711 §3.1, §3.4); behind them all is unreadable. A report
 * begins with a packet that names its sender: SR or RR (RFC 3550 §6.1), or with reduced size a feedback, an APP or a BYE
 * (RFC 5506).
 *
 * Returns: FALSE for RTCP by RFC 5761 §4 whose first packet names no sender, and for RTP whose head is not whole or whose
 * type is kept free for RTCP there
 */
gboolean duo_cipher_guard_take (const guint8 *data, gsize size);

/* Before anything is read of what comes into @element, an srtpdec. */
void duo_cipher_guard_watch (GstElement *element);

G_END_DECLS
