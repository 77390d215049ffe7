/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* What stands before srtpdec. Found (GStreamer 1.26.2): to know whose a report is it looks into what nobody has proven yet,
 * for the first packet of a kind that names its sender; it takes a goodbye's first name without looking whether there is
 * one, and goes on behind a kind that it does not know. */

/**
 * duo_cipher_guard_take:
 * @data: as it came from the network
 *
 * The head of a report is sent as it is, and is a report's or a feedback's (RFC 3711 §3.4, RFC 3550 §6.1, RFC 5506 §3.4.1);
 * behind it all is unreadable.
 *
 * Returns: FALSE for what is of RTCP by RFC 5761 §4 and not so
 */
gboolean duo_cipher_guard_take (const guint8 *data, gsize size);

/* Before anything is read of what comes into @element, an srtpdec. */
void duo_cipher_guard_watch (GstElement *element);

G_END_DECLS
