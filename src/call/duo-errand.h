/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is done with a device on a thread, since the main context must not wait for one: a sound server may not answer,
 * and PipeWire takes up to thirty seconds to say that something is not there. */
typedef void (*DuoErrand) (gpointer data);

/* Returns at once; several may run at a time. @free_data: (nullable): on the same thread, once it is done */
void duo_errand_run (DuoErrand errand, gpointer data, GDestroyNotify free_data);
/* Waits until none is under way, for @patience µs at most. Returns: whether there is none */
gboolean duo_errand_settle (gint64 patience);
/* Whether somebody does: a long errand may leave the rest of what it does. */
gboolean duo_errand_is_awaited (void);

G_END_DECLS
