/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-network.h"

G_BEGIN_DECLS

/* A network that is what it is told to be. */
#define TOLD_TYPE_NETWORK (told_network_get_type ())
G_DECLARE_FINAL_TYPE (ToldNetwork, told_network, TOLD, NETWORK, GObject)

/* @addresses: separated by spaces, in their order */
ToldNetwork *told_network_new (const char *addresses);
/* @addresses: (nullable): NULL where something else has changed */
void told_network_change (ToldNetwork *self, const char *addresses);

G_END_DECLS
