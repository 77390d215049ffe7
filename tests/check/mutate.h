/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One of @texts with up to four things wrong in its lines: gone, twice, in another's place, a number beyond its bounds, a
 * word too many or far too long, a byte of another kind, an end too soon. Fingerprints are mostly left alone, or nothing
 * behind them would be read. (transfer full) */
char *mutate_lines (GRand *chance, const char *const *texts);
/* The same for one line. */
char *mutate_line (GRand *chance, const char *line);
/* Flips, sets, cuts and adds bytes; @data has room for @room. */
void mutate_bytes (GRand *chance, guint8 *data, gsize *size, gsize room);

G_END_DECLS
