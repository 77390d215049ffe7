/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/sdp/gstsdpmessage.h>

G_BEGIN_DECLS

/* Lines of media that a description may have; ours have four. */
#define DUO_DESCRIPTION_MAX_LINES 8

/**
 * duo_description_check:
 * @offer: (nullable): what @sdp answers
 *
 * Whether webrtcbin can be given a peer's description. Found (1.26.2): it takes for its own mistake what is the peer's, and goes
 * on with half of a connection, where lines have no name or share one (RFC 8843 §7), where the group of those that share a
 * connection is in another order than they are, or where an answer has other lines than its offer (RFC 3264 §6); it
 * forgets words where roles in the handshake are none, and tells its agent of half where credentials are half.
 *
 * Errors: DUO_CALL_ERROR_PEER
 */
gboolean duo_description_check (const char *sdp, const char *offer, GError **error);

/* @candidate: as of duo_candidate_check(), which has not seen it. FALSE: nothing is wanted of this peer any more. */
typedef gboolean (*DuoDescriptionTake) (const char *candidate, gpointer data, GError **error);

/**
 * duo_description_part_candidates:
 * @sdp: of a peer, which passed duo_description_check(); and whose signature over it, with its candidates, is good
 *
 * Found (1.26.2): what is in a description, webrtcbin gives to its agent as it is, as many as there are, and looks up
 * their names itself. So they go the way of those that come by themselves.
 *
 * Returns: (transfer full) (nullable): @sdp without them; NULL with @error where @take said so
 */
char *
duo_description_part_candidates (const char *sdp, DuoDescriptionTake take, gpointer data, GError **error);

/* The same of one of ours: each goes by itself. */
void duo_description_drop_candidates (GstSDPMessage *message);

G_END_DECLS
