/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lateness.h"

#include <stdio.h>

#define ONE_IN 20

void
lateness_add (Lateness *self, gint64 ms)
{
  if (self->times == NULL)
    self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->times, ms);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static guint
count_late (const Lateness *self, gint64 most_ms)
{
  guint late = 0;

  for (guint i = 0; self->times != NULL && i < self->times->len; i++)
    late += g_array_index (self->times, gint64, i) > most_ms;
  return late;
}

gboolean
lateness_holds (const Lateness *self, gint64 most_ms, gboolean quick)
{
  guint all = self->times != NULL ? self->times->len : 0;
  guint allowed = quick ? (all + ONE_IN - 2) / ONE_IN : 0;

  return count_late (self, G_MAXINT64 - 1) == 0 && count_late (self, most_ms) <= allowed;
}

void
lateness_print (Lateness *self, gint64 most_ms)
{
  guint late = count_late (self, most_ms), never = count_late (self, G_MAXINT64 - 1);
  gint64 middle, last;

  if (self->times == NULL)
    return;
  g_array_sort (self->times, compare);
  middle = g_array_index (self->times, gint64, self->times->len / 2);
  last = g_array_index (self->times, gint64, self->times->len - 1);
  if (never > 0)
    printf ("%u never", never);
  else
    printf ("half within %" G_GINT64_FORMAT " ms, all within %" G_GINT64_FORMAT " ms", middle, last);
  if (late > never)
    printf (", %u after %" G_GINT64_FORMAT " ms", late - never, most_ms);
  g_clear_pointer (&self->times, g_array_unref);
}
