/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-packet-counter.h"

G_BEGIN_DECLS

/* The settings of CALL §3 that webrtcbin has no property for: they are set on what it is made of, as it is made. */

/* Watches what @webrtcbin is built of from now on, and counts on @counter. */
void duo_tuning_watch (GstElement *webrtcbin, DuoPacketCounter *counter);
/* On the ICE agent inside. */
void duo_tuning_set_agent (GstElement *webrtcbin);
/* What the peer is told to know our streams by (the CNAME): random for each connection, no host, user or program. */
void duo_tuning_set_name (GstElement *webrtcbin);
/* The times of the peer's streams are not moved towards each other. */
void duo_tuning_part_streams (GstElement *webrtcbin);
/* What reports may take of what is sent in all, bit/s. */
void duo_tuning_set_rate (GstElement *webrtcbin, guint rate);
/* (transfer full) (nullable): the jitter buffer that @pad of webrtcbin's gets its packets from */
GstElement *duo_tuning_dup_buffer (GstElement *webrtcbin, GstPad *pad);
/* Once a pad of the peer's is there: lost packets of pictures are asked for again, those of sound are not waited for. */
void duo_tuning_repair (GstElement *webrtcbin, GstPad *pad);

/**
 * duo_tuning_calm:
 * @transport: (nullable): that of all its lines
 *
 * Before it is set to NULL: what receives hears no more of ICE. Found: a path that is found or lost at that moment has it
 * shut its input once more, which holds it for good (transport_receive_bin_set_dtls_receive_state(), 1.26.2). One call in
 * a hundred left 40 objects and three descriptors behind.
 */
void duo_tuning_calm (GstElement *webrtcbin, GObject *transport);

G_END_DECLS
