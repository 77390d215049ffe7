/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Lateness:
 *
 * How long each of many things took, in ms; zeros at first. What is promised holds each time. A short run shares its machine
 * with the other tests, which make it late by themselves: there, and only there, one in twenty may be later, and of two
 * or more one.
 */
typedef struct
{
  GArray *times; /* gint64 */
} Lateness;

/* G_MAXINT64: it did not happen. */
void lateness_add (Lateness *self, gint64 ms);
/* @quick: a short run. FALSE where more than may took longer than @most_ms, or anything did not happen. */
gboolean lateness_holds (const Lateness *self, gint64 most_ms, gboolean quick);
/* "half within 8 ms, all within 120 ms", to standard output. Frees what was kept. */
void lateness_print (Lateness *self, gint64 most_ms);

G_END_DECLS
