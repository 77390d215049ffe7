/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-network-probe.h"

G_BEGIN_DECLS

#define DUO_TYPE_NETWORK_ROW (duo_network_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoNetworkRow, duo_network_row, DUO, NETWORK_ROW, AdwActionRow)

/**
 * DuoNetworkRow:
 *
 * Whether a call would find its way, before there is one; nobody waits for it. Signal: `wanted ()`, where the user asks
 * for the test: whoever knows the servers calls duo_network_row_test().
 */

/* What is said while nothing is known. @online: the service answers; @open: and says by which servers */
void duo_network_row_set_possible (DuoNetworkRow *self, gboolean online, gboolean open);
/* Servers are asked for: says that it tests. */
void duo_network_row_begin (DuoNetworkRow *self);
/* @ice_servers: as in DuoRoomPass */
void duo_network_row_test (DuoNetworkRow *self, const char *const *ice_servers);
/* Gives up; what is known stays. */
void duo_network_row_cancel (DuoNetworkRow *self);
/* What was found out is of no use any more. */
void duo_network_row_forget (DuoNetworkRow *self);
DuoNetworkState duo_network_row_get_state (DuoNetworkRow *self);

/* In words: (transfer none). */
const char *duo_network_row_get_sentence (DuoNetworkState state, gboolean online, gboolean open);

G_END_DECLS
