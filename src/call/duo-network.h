/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_TYPE_NETWORK (duo_network_get_type ())
G_DECLARE_INTERFACE (DuoNetwork, duo_network, DUO, NETWORK, GObject)

/**
 * DuoNetwork:
 *
 * This machine's place in the network, as a call asks for it (CALL §7). Signal `changed ()`: something has; often several
 * times in a row, and not always the addresses. Main thread only.
 */
struct _DuoNetworkInterface
{
  GTypeInterface parent_iface;

  char **(*dup_addresses) (DuoNetwork *self);
};

/* (transfer full): of the interfaces that are up, but neither of this machine alone nor of one link; sorted */
char **duo_network_dup_addresses (DuoNetwork *self);

/* For implementations. */
void duo_network_emit_changed (DuoNetwork *self);

/* The system's own, watched for as long as it lives. */
DuoNetwork *duo_network_new_system (GNetworkMonitor *monitor);

/* @was, @now: (nullable): as duo_network_dup_addresses() has them. Whether one of @was is not there any more. */
gboolean duo_network_has_lost (const char *const *was, const char *const *now);

G_END_DECLS
