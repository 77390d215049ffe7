/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * duo_candidate_check:
 *
 * Whether it is one (RFC 8839 §5.1) that a connection of ours can have: of UDP, for the one component that there is
 * where reports share it, and with a name or with an address where one party may be. Others are passed over; libnice
 * calls them a mistake of its caller's.
 */
gboolean duo_candidate_check (const char *candidate);

/**
 * duo_candidate_may_be_at:
 *
 * Whether one party may be there: not at an address of many or of nobody, nor at one of IPv4 that is written as of IPv6
 * (RFC 8445 §5.1.1.1). This machine and its link stay: two apps on one machine find each other so, and what answers
 * there to a check of ICE is what answers in any network that the peer may name.
 */
gboolean duo_candidate_may_be_at (GInetAddress *address);

/* Whether @candidate, which is one, has a name and no address. */
gboolean duo_candidate_has_name (const char *candidate);

G_END_DECLS
