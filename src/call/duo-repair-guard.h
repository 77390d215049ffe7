/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-bucket.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* A copy that left so long ago, µs, has come or is lost: another costs nothing. */
#define DUO_REPAIR_SPACING (200 * 1000)
/* Sooner ones a second, and how many may come at once: three for each packet of 5 % that a picture of 2.5 Mbit/s loses, by
 * chance more in one second than in another. */
#define DUO_REPAIR_AGAIN 60
#define DUO_REPAIR_AGAIN_AT_ONCE 12

#define DUO_REPAIR_MEMORY 512

/**
 * DuoRepairGuard:
 *
 * What stands between who asks for packets again and what sends them (RFC 4588). Found (1.26.2): rtprtxsend sends a whole
 * copy each time that it is asked, and a peer asks several times in a round trip, since a repair may be lost, too. That is
 * good where one packet in twenty is; after a short cut of a narrow link, where twenty are missing at once, the copies were
 * a queue of a second. So the copies of a packet that is on its way come out of a bucket. Pure; zeros at first.
 */
typedef struct
{
  struct
  {
    guint source; /* SSRC */
    guint16 number;
    gint64 sent; /* 0 for never */
  } copies[DUO_REPAIR_MEMORY];
  DuoBucket again;
} DuoRepairGuard;

/* Whether packet @number of @source is to be sent once more; @now: µs. */
gboolean duo_repair_guard_take (DuoRepairGuard *self, guint source, guint16 number, gint64 now);

/* Before @element, an rtprtxsend, is asked for anything. */
void duo_repair_guard_watch (GstElement *element);

G_END_DECLS
