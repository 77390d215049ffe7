/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-config.h"

G_BEGIN_DECLS

/* (transfer full): the servers of the configuration as URIs; with coturn's secret, TURN servers without a user get
 * credentials that hold for the configured time (draft-uberti-behave-turn-rest-00). The user's name is seen by the relay
 * and, by UDP and TCP, by the network: it is of @account, whose quota goes by it, and of the day, and says neither. */
char **duo_ice_make_list (const DuoConfig *config, gint64 now, const char *account);

/* When credentials that are given now end; 0 where none of the servers gets any. */
gint64 duo_ice_get_end (const DuoConfig *config, gint64 now);

G_END_DECLS
