/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-counts.h"

#include <string.h>

struct _DuoLiveCounts
{
  GArray *told; /* ordered by id */
};

DuoLiveCounts *
duo_live_counts_new (void)
{
  return g_new0 (DuoLiveCounts, 1);
}

void
duo_live_counts_free (DuoLiveCounts *self)
{
  g_clear_pointer (&self->told, g_array_unref);
  g_free (self);
}

void
duo_live_counts_forget (DuoLiveCounts *self)
{
  g_clear_pointer (&self->told, g_array_unref);
}

static GArray *
read_counts (DuoStore *store, const char *event)
{
  g_autoptr (GError) error = NULL;
  GArray *counts = duo_store_get_counts (store, event, &error);

  if (counts == NULL)
    {
      g_warning ("live: counts could not be read: %s", error->message);
      counts = g_array_new (FALSE, FALSE, sizeof (DuoCount));
    }

  return counts;
}

const GArray *
duo_live_counts_get (DuoLiveCounts *self, DuoStore *store, const char *event)
{
  if (self->told == NULL)
    self->told = read_counts (store, event);

  return self->told;
}

/* Both are ordered by id, so one walk finds what differs. */
static GArray *
compare (const GArray *before, const GArray *now)
{
  GArray *changed = g_array_new (FALSE, FALSE, sizeof (DuoCount));

  for (guint i = 0, n = 0; n < now->len; n++)
    {
      const DuoCount *count = &g_array_index (now, DuoCount, n);
      const DuoCount *old = NULL;

      while (i < before->len && strcmp (g_array_index (before, DuoCount, i).id, count->id) < 0)
        i++;
      if (i < before->len && strcmp (g_array_index (before, DuoCount, i).id, count->id) == 0)
        old = &g_array_index (before, DuoCount, i);
      if (old == NULL || old->open != count->open || old->requests != count->requests)
        g_array_append_vals (changed, count, 1);
    }

  return changed;
}

GArray *
duo_live_counts_update (DuoLiveCounts *self, DuoStore *store, const char *event)
{
  GArray *now = read_counts (store, event);
  GArray *changed;

  if (self->told == NULL)
    {
      self->told = now;
      return g_array_copy (now);
    }
  changed = compare (self->told, now);
  g_array_unref (self->told);
  self->told = now;

  return changed;
}
