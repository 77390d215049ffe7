/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DuoNetworkState:
 * @DUO_NETWORK_UNTRIED: not begun, or given up
 * @DUO_NETWORK_GOOD: a relay answers by UDP, as what calls are made of goes best
 * @DUO_NETWORK_TCP_ONLY: a relay answers by TCP or TLS alone
 * @DUO_NETWORK_NO_RELAY: none of them answers
 * @DUO_NETWORK_NONE_OFFERED: the service has none
 * @DUO_NETWORK_OFFLINE: this machine is in no network
 */
typedef enum
{
  DUO_NETWORK_UNTRIED,
  DUO_NETWORK_TESTING,
  DUO_NETWORK_GOOD,
  DUO_NETWORK_TCP_ONLY,
  DUO_NETWORK_NO_RELAY,
  DUO_NETWORK_NONE_OFFERED,
  DUO_NETWORK_OFFLINE,
} DuoNetworkState;

#define DUO_TYPE_NETWORK_PROBE (duo_network_probe_get_type ())
G_DECLARE_FINAL_TYPE (DuoNetworkProbe, duo_network_probe, DUO, NETWORK_PROBE, GObject)

/**
 * DuoNetworkProbe:
 *
 * Whether a call would find its way: asks the relays as a call does, in the same order, and gives back what it got.
 * Property `state` (DuoNetworkState, as int) notifies on the main context; it ends within ten seconds.
 *
 * duo_network_probe_new:
 * @ice_servers: (nullable): as in DuoRoomPass
 */
DuoNetworkProbe *duo_network_probe_new (const char *const *ice_servers);
/* From state untried. The state is testing when it returns, or known already. */
void duo_network_probe_start (DuoNetworkProbe *self);
/* Gives up, at any moment, any number of times. */
void duo_network_probe_cancel (DuoNetworkProbe *self);
DuoNetworkState duo_network_probe_get_state (DuoNetworkProbe *self);

G_END_DECLS
