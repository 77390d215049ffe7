/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/webrtc/webrtc.h>
#include "duo-mailbox.h"
#include "duo-pad-hold.h"

G_BEGIN_DECLS

/* The label of the one data channel that is listened to. */
#define DUO_PEER_CHANNEL "duologue"

/**
 * DuoPeerReport:
 * @round_trip_ms: -1 where unknown
 * @lost: share of our packets that the peer misses, the worse of both media
 * @jitter_ms: of what comes, the worse of both media
 * @packets_lost: of what should have come, so far
 *
 * What webrtcbin's statistics say.
 */
typedef struct
{
  int round_trip_ms;
  double lost;
  double jitter_ms;
  guint64 packets_lost;
} DuoPeerReport;

/* What DuoPeer hears of webrtcbin's threads: each of these posts a letter to @box and does nothing else. */

/* Promises are (transfer full). */
GstPromise *duo_peer_promise (DuoMailbox *box, DuoLetterKind then);
GstPromise *duo_peer_promise_description (DuoMailbox *box);
GstPromise *duo_peer_promise_stats (DuoMailbox *box);

void duo_peer_watch (GObject *object, const char *property, DuoMailbox *box, DuoLetterKind kind);
/* New pads are held by @hold. */
void duo_peer_watch_webrtcbin (GstElement *webrtcbin, DuoMailbox *box, DuoPadHold *hold);
/* More words than DuoWordBudget allows are a letter that it failed, and the last. */
void duo_peer_watch_channel (GObject *channel, DuoMailbox *box);
/* The peer makes the channel; the first one of that name is watched, and no other. */
void duo_peer_await_channel (GstElement *webrtcbin, DuoMailbox *box);

/* (transfer full) (nullable) */
GstWebRTCDTLSTransport *duo_peer_find_transport (GstElement *webrtcbin);

G_END_DECLS
