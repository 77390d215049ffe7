/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * duo_partner_run:
 *
 * `duologue --partner`: made-up people without a window, who play the other side of the demo event. Standard input
 * says one JSON object a line: first {"address", "password"} of the service, then {"play": E-MAIL} for everybody who
 * is to come alive, with "book": the id of a recruiter to have a chat with. They accept requests, pick times, and come
 * to a room when the other side is in it. Ends when standard input ends.
 *
 * Returns: the exit status
 */
int duo_partner_run (void);

G_END_DECLS
