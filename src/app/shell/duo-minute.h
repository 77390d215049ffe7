/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-clock.h"

G_BEGIN_DECLS

/**
 * duo_minute_add:
 * @clock: the service's
 *
 * Calls @on_minute once, when the next minute begins: what pages say of time is in minutes.
 *
 * Returns: the source's id, to be removed where nobody looks any more
 */
guint duo_minute_add (DuoClock *clock, GSourceOnceFunc on_minute, gpointer data);

G_END_DECLS
