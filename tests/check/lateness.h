/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Lateness:
 *
 * How long each of many things took, in ms; zeros at first. A machine that does something else now and then is late by
 * itself, so one in twenty may be later than is promised, and of two or more one.
 */
typedef struct
{
  GArray *times; /* gint64 */
} Lateness;

/* G_MAXINT64: it did not happen. */
void lateness_add (Lateness *self, gint64 ms);
/* FALSE where more than may took longer than @most_ms, or anything did not happen. */
gboolean lateness_holds (const Lateness *self, gint64 most_ms);
/* "half within 8 ms, all within 120 ms", to standard output. Frees what was kept. */
void lateness_print (Lateness *self, gint64 most_ms);

G_END_DECLS
