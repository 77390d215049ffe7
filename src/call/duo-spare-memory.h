/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Gives the system back what was freed and is kept for later (duo_call_bound_memory() lets a call keep much), on a thread
 * of its own; returns at once. */
void duo_spare_memory_return (void);

G_END_DECLS
