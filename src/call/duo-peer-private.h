/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-local-name.h"
#include "duo-media-sender.h"
#include "duo-media-sink.h"
#include "duo-meter.h"
#include "duo-packet-counter.h"
#include "duo-pad-hold.h"
#include "duo-peer-letters.h"
#include "duo-peer.h"
#include "duo-playout.h"
#include "duo-rate-control.h"
#include "duo-rate-ladder.h"
#include "duo-relays.h"

G_BEGIN_DECLS

/* Longer descriptions are refused unread. */
#define DUO_PEER_MAX_SDP (24 * 1024)

struct _DuoPeer
{
  GObject parent_instance;
  DuoCallSide side;
  DuoMailbox *mailbox;
  GstElement *pipeline;
  GstElement *webrtcbin;
  DuoRelays *relays;
  gboolean relay_only;
  gboolean found;    /* a way of ours */
  GSource *no_relay; /* until it is certain that there is none */
  DuoPacketCounter *counter;
  DuoMediaSender *sender;
  DuoMediaSink *sink;
  GstPad *pads[DUO_N_LINES]; /* webrtcbin's, towards the network */
  GstWebRTCDTLSTransport *transport;
  GstWebRTCDataChannel *channel;

  char *told;          /* by the peer: its description, until our lines fit it */
  gboolean describing; /* our offer is being made */
  gboolean described;
  gboolean remote_set;
  gboolean connected;
  gboolean interrupted; /* says ICE */
  gboolean silent;      /* no packet came for a while */
  gboolean broken;      /* either */
  guint64 heard;        /* at the last look; 0 before anything came */
  gint64 heard_at;      /* when there was more than at the look before, or it was opened; monotonic */
  gboolean opened;
  GPtrArray *candidates; /* from the peer, until there is a remote description */
  GArray *mlines;
  DuoLocalNames *names; /* (nullable): before the first candidate */
  guint taken;          /* candidates so far */
  GPtrArray *held;      /* words that came before it was opened */
  DuoPadHold *hold; /* the peer's packets wait here, not in a decoder: so the first key frame is not missed */
  GPtrArray *linked; /* pads that wait for nothing but duo_peer_open() */
  DuoRateControl *rate;
  DuoRateLadder *ladder;
  DuoRung rung;
  gboolean sharing;
  guint64 packets_sent; /* at the last look */
  DuoPeerReport report;
  DuoMeter meter;
  DuoPlayout *playout;
  GSource *playout_timer;
  int retry_ms;               /* after which a repair is asked for once more; 0 for as the buffer has it */
  GstElement *picture_buffer; /* where the picture's packets wait for those that are missing */
  guint64 missing;            /* of these, so far */
};

/* duo-peer.c */
void duo_peer_fail (DuoPeer *self, DuoCallError code, const char *why);

/* duo-peer-path.c: whether there is a way to the peer */
void duo_peer_on_connection (DuoPeer *self);

/* duo-peer-negotiation.c: what happens at each letter */
void duo_peer_describe_when_ready (DuoPeer *self);
void duo_peer_set_own_description (DuoPeer *self, const char *sdp);
void duo_peer_on_local_set (DuoPeer *self);
void duo_peer_on_remote_set (DuoPeer *self);

/* duo-peer-stats.c: what is measured */
void duo_peer_on_report (DuoPeer *self, GBytes *report);

/* duo-peer-rate.c: what the picture may take */
void duo_peer_watch_rate (DuoPeer *self);
/* Shares out anew what there is. */
void duo_peer_share_rate (DuoPeer *self, gint64 time);
void duo_peer_on_feedback (DuoPeer *self, GBytes *packets, gint64 time);
/* Some ten times a second. */
void duo_peer_await_feedback (DuoPeer *self, gint64 now);

/* duo-peer-playout.c: how long sound and picture are held back */
void duo_peer_watch_buffer (DuoPeer *self, DuoLine line, GstPad *pad);
void duo_peer_start_playout (DuoPeer *self);
void duo_peer_stop_playout (DuoPeer *self);

G_END_DECLS
