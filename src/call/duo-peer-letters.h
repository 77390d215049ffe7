/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/webrtc/webrtc.h>
#include "duo-mailbox.h"
#include "duo-pad-hold.h"

G_BEGIN_DECLS

/* What DuoPeer hears of webrtcbin's threads: each of these posts a letter to @box and does nothing else. */

/* Promises are (transfer full). */
GstPromise *duo_peer_promise (DuoMailbox *box, DuoLetterKind then);
GstPromise *duo_peer_promise_description (DuoMailbox *box);
GstPromise *duo_peer_promise_stats (DuoMailbox *box);

void duo_peer_watch (GObject *object, const char *property, DuoMailbox *box, DuoLetterKind kind);
/* New pads are held by @hold. */
void duo_peer_watch_webrtcbin (GstElement *webrtcbin, DuoMailbox *box, DuoPadHold *hold);
void duo_peer_watch_channel (GObject *channel, DuoMailbox *box);

/* (transfer full) (nullable) */
GstWebRTCDTLSTransport *duo_peer_find_transport (GstElement *webrtcbin);

G_END_DECLS
