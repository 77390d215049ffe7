/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A time that may be waited for again or no more, on the thread's own context. */

/* In the place of what @timer waits for now. @data: outlives it, or stops it */
void duo_timer_start (GSource **timer, guint milliseconds, GSourceFunc callback, gpointer data);
void duo_timer_stop (GSource **timer);

G_END_DECLS
