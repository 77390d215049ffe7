/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* Packets that one feedback may tell of, or leave out since the one before: some 15 s of what we send at most. */
#define DUO_FEEDBACK_MAX 4096

/**
 * DuoFeedbackGuard:
 *
 * What stands before rtpsession's reader of transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01
 * §3.1). Found (1.26.2): it makes an entry for each of as many packets as 24 bytes say there are, up to 65,535, and as many
 * again for those that were passed over; and it reads the times of packets beyond the end before it sees that it has come
 * there. Zeros at first; it follows what the reader expects.
 */
typedef struct
{
  gboolean begun;
  guint16 expected; /* the first packet that was not told of yet */
  guint8 number;    /* of the feedback that comes next */
} DuoFeedbackGuard;

/* @data: one compound packet of RTCP, or a reduced one. FALSE where it holds feedback that must not be read, or a
 * name that is no text. */
gboolean duo_feedback_guard_take (DuoFeedbackGuard *self, const guint8 *data, gsize size);

/* Before anything is read of what comes out of @element, an srtpdec. */
void duo_feedback_guard_watch (GstElement *element);

G_END_DECLS
