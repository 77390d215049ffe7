/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Lines of media that a description may have; ours have four. */
#define DUO_DESCRIPTION_MAX_LINES 8

/**
 * duo_description_check:
 * @offer: (nullable): what @sdp answers
 *
 * Whether webrtcbin can be given a peer's description. Found (1.26.2): it takes for its own mistake what is the peer's, and goes
 * on with half of a connection, where lines have no name or share one (RFC 8843 §7), where the group of those that share a
 * connection is in another order than they are, or where an answer has other lines than its offer (RFC 3264 §6).
 *
 * Errors: DUO_CALL_ERROR_PEER
 */
gboolean duo_description_check (const char *sdp, const char *offer, GError **error);

/**
 * duo_candidate_check:
 *
 * Whether it is one (RFC 8839 §5.1) that a connection of ours can have: of UDP, and for the one component that there is
 * where reports share it. Others are passed over; libnice calls them a mistake of its caller's.
 */
gboolean duo_candidate_check (const char *candidate);

G_END_DECLS
