/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * duo_gate_new:
 *
 * What stands between us and the network until the peer is verified (CALL §2): made shut, opened once. No packet
 * passes a shut gate; caps do, so that an offer is complete.
 *
 * Returns: (transfer floating)
 */
GstElement *duo_gate_new (void);
void duo_gate_open (GstElement *gate);
void duo_gate_shut (GstElement *gate);

G_END_DECLS
