/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 received;
  guint64 sent;
  guint64 received_bytes;
  guint64 sent_bytes;
  guint64 heard; /* the peer's own, with RTCP: whoever sends no picture and no sound is heard by that */
} DuoPacketCounts;

/**
 * DuoPacketCounter:
 *
 * Counts media packets where they enter and leave the machine, below DTLS and beyond every gate of ours; and those that
 * were the peer's, since anybody can send us what only looks like it.
 */
typedef struct _DuoPacketCounter DuoPacketCounter;

DuoPacketCounter *duo_packet_counter_new (void);
DuoPacketCounter *duo_packet_counter_ref (DuoPacketCounter *self);
void duo_packet_counter_unref (DuoPacketCounter *self);

/* @element: a nicesrc or nicesink. Any thread. */
void duo_packet_counter_watch (DuoPacketCounter *self, GstElement *element);
/* @decrypter: a srtpdec, which lets nothing out that is forged or came before. Any thread. */
void duo_packet_counter_hear (DuoPacketCounter *self, GstElement *decrypter);
void duo_packet_counter_get (DuoPacketCounter *self, DuoPacketCounts *counts);

/* Before @size bytes are said through the data channel, and after it: waits, @patience µs at most, until a packet that is
 * large enough for them has left since, which one that only confirms what was heard hardly is; something larger that was
 * said before and leaves late is taken for them. FALSE where none has. */
void duo_packet_counter_expect_words (DuoPacketCounter *self, gsize size);
gboolean duo_packet_counter_await_words (DuoPacketCounter *self, gint64 patience);

/* RTP, or the RTCP that comes with it, by RFC 7983. */
gboolean duo_packet_counter_is_rtp (const guint8 *data, gsize size);
/* RTCP by RFC 5761 §4, of what is RTP by RFC 7983. */
gboolean duo_packet_counter_is_report (const guint8 *data, gsize size);
/* RTP by RFC 7983 and not RTCP by RFC 5761. */
gboolean duo_packet_counter_is_media (const guint8 *data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPacketCounter, duo_packet_counter_unref)

G_END_DECLS
