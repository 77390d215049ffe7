/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_RATE_START 800000
#define DUO_RATE_MIN 80000
#define DUO_RATE_MAX 2500000
/* What is always left to the sound. */
#define DUO_RATE_SOUND 40000

/**
 * DuoRatePacket:
 * @sent: when it left, µs by our clock
 * @arrived: when it came, µs by the peer's; nothing where it was lost
 * @size: bytes, with its headers
 * @number: counted over all packets, and around
 *
 * What the peer says of one packet of ours.
 */
typedef struct
{
  gint64 sent;
  gint64 arrived;
  guint size;
  gboolean lost;
  guint16 number;
} DuoRatePacket;

/**
 * DuoRateControl:
 *
 * How much the picture may take, from the transport-wide feedback of all packets, after draft-ietf-rmcat-gcc-02. Where
 * the delay grows the rate falls below what came through; else it rises, more carefully near where it fell last. A
 * controller for losses stands beside it: it answers to more loss than the path always has, so that a radio's noise
 * starves nobody. Since no packet is sent that carries nothing, probes are what is sent anyway: the packets of one
 * picture leave at once and arrive as far apart as the narrowest link lets them.
 *
 * Pure: time comes with the calls, in µs of our clock.
 */
typedef struct _DuoRateControl DuoRateControl;

DuoRateControl *duo_rate_control_new (void);
void duo_rate_control_free (DuoRateControl *self);

/* @packets: of one message, in the order of sending */
void duo_rate_control_feed (DuoRateControl *self, const DuoRatePacket *packets, gsize count, gint64 now);
/* Some ten times a second, whether or not anything is heard; @sending: since the last time. After a second in which
 * something was sent and nothing heard the target falls in steps. A peer that has never said anything has none to say. */
void duo_rate_control_wait (DuoRateControl *self, gboolean sending, gint64 now);
/* For the picture, bit/s: DUO_RATE_MIN to DUO_RATE_MAX, or 0 where there is room for the sound only. */
guint duo_rate_control_get_target (DuoRateControl *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRateControl, duo_rate_control_free)

G_END_DECLS
