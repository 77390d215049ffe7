/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-bucket.h"

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* Packets that one feedback may tell of, or leave out since the one before: some 15 s of what we send at most. */
#define DUO_FEEDBACK_MAX 4096
/* The same a second, several times what we send; and twice the most of one at once. */
#define DUO_FEEDBACK_TOLD 2048
/* Packets a second that may be asked for again, and twice as many at once: 2.5 Mbit/s are some 260. */
#define DUO_FEEDBACK_MISSED 500
/* Reports of any kind a second, and their bytes: under loss a browser asks every few milliseconds for what is missing.
 * What two seconds bring may come at once. */
#define DUO_FEEDBACK_REPORTS 500
#define DUO_FEEDBACK_BYTES (128 * 1024)

/**
 * DuoFeedbackGuard:
 *
 * What stands before rtpsession's reader of transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01
 * §3.1). Found (1.26.2): it makes an entry for each of as many packets as 24 bytes say there are, up to 65,535, and as many
 * again for those that were passed over; and it reads the times of packets beyond the end before it sees that it has come
 * there. And each report may take the encoder or the network, so there is a bound to them, too; and to what they ask for
 * again (RFC 4585 §6.2.1), of which four bytes can mean seventeen packets. Zeros at first; it follows what the reader
 * expects.
 */
typedef struct
{
  gboolean begun;
  guint16 expected; /* the first packet that was not told of yet */
  guint8 number;    /* of the feedback that comes next */
  DuoBucket reports;
  DuoBucket bytes;
  DuoBucket told;   /* packets */
  DuoBucket missed; /* packets */
} DuoFeedbackGuard;

/* @data: one compound packet of RTCP, or a reduced one; @now: µs. FALSE where it holds feedback that must not be read, or
 * a name that is no text; or where it is more than the peer may say by now. */
gboolean duo_feedback_guard_take (DuoFeedbackGuard *self, const guint8 *data, gsize size, gint64 now);

/* Before anything is read of what comes out of @element, an srtpdec. */
void duo_feedback_guard_watch (GstElement *element);

G_END_DECLS
