/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-opening.h"

static GArray *
ranges_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const DuoTimeRange *) a)->start, other = ((const DuoTimeRange *) b)->start;

  return (one > other) - (one < other);
}

/* Appends to ranges that come in order: what touches becomes one. */
static void
append (GArray *ranges, DuoTimeRange range)
{
  DuoTimeRange *last = ranges->len > 0 ? &g_array_index (ranges, DuoTimeRange, ranges->len - 1) : NULL;

  if (range.start >= range.end)
    return;
  if (last && range.start <= last->end)
    last->end = MAX (last->end, range.end);
  else
    g_array_append_val (ranges, range);
}

/* (transfer full): @ranges in order and apart */
static GArray *
tidy (const GArray *ranges)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *) ranges);
  GArray *tidied = ranges_new ();

  g_array_sort (sorted, compare_starts);
  for (guint i = 0; i < sorted->len; i++)
    append (tidied, g_array_index (sorted, DuoTimeRange, i));
  return tidied;
}

/* (transfer full): @ranges without @cut */
static GArray *
without (const GArray *ranges, DuoTimeRange cut)
{
  g_autoptr (GArray) all = tidy (ranges);
  GArray *left = ranges_new ();

  for (guint i = 0; i < all->len; i++)
    {
      DuoTimeRange range = g_array_index (all, DuoTimeRange, i);

      append (left, (DuoTimeRange) {range.start, MIN (range.end, cut.start)});
      append (left, (DuoTimeRange) {MAX (range.start, cut.end), range.end});
    }
  return left;
}

/* (transfer full): what of @ranges is in none of @cuts */
static GArray *
subtract (const GArray *ranges, const GArray *cuts)
{
  GArray *left = tidy (ranges);

  for (guint i = 0; i < cuts->len; i++)
    {
      g_autoptr (GArray) uncut = g_steal_pointer (&left);

      left = without (uncut, g_array_index (cuts, DuoTimeRange, i));
    }
  return left;
}

static void
take_blocked (DuoOpening *self, GArray *blocked)
{
  g_array_unref (self->blocked);
  self->blocked = blocked;
}

DuoOpening *
duo_opening_new (const char *date, guint minutes)
{
  DuoOpening *self = g_new0 (DuoOpening, 1);

  self->date = g_strdup (date);
  self->minutes = minutes;
  self->blocked = ranges_new ();
  return self;
}

DuoOpening *
duo_opening_copy (const DuoOpening *self)
{
  DuoOpening *copy = duo_opening_new (self->date, self->minutes);

  copy->place = g_strdup (self->place);
  take_blocked (copy, g_array_copy (self->blocked));
  return copy;
}

void
duo_opening_free (DuoOpening *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_free (self->place);
  g_array_unref (self->blocked);
  g_free (self);
}

static gboolean
ranges_equal (const GArray *a, const GArray *b)
{
  g_autoptr (GArray) one = tidy (a);
  g_autoptr (GArray) other = tidy (b);

  return one->len == other->len &&
         (one->len == 0 || memcmp (one->data, other->data, one->len * sizeof (DuoTimeRange)) == 0);
}

gboolean
duo_opening_equal (const DuoOpening *a, const DuoOpening *b)
{
  return g_strcmp0 (a->date, b->date) == 0 && a->minutes == b->minutes &&
         g_strcmp0 (a->place, b->place) == 0 && ranges_equal (a->blocked, b->blocked);
}

void
duo_opening_set_blocked (DuoOpening *self, const GArray *ranges)
{
  take_blocked (self, tidy (ranges));
}

void
duo_opening_block (DuoOpening *self, DuoTimeRange range)
{
  g_autoptr (GArray) more = g_array_copy (self->blocked);

  g_array_append_val (more, range);
  take_blocked (self, tidy (more));
}

void
duo_opening_open (DuoOpening *self, DuoTimeRange range)
{
  take_blocked (self, without (self->blocked, range));
}

gboolean
duo_opening_blocks (const DuoOpening *self, DuoTimeRange range)
{
  return duo_time_range_overlaps_any (range, self->blocked);
}

DuoOpening *
duo_opening_new_rebased (const DuoOpening *before, const DuoOpening *after, const DuoOpening *now)
{
  g_autoptr (GArray) closed = subtract (after->blocked, before->blocked);
  g_autoptr (GArray) opened = subtract (before->blocked, after->blocked);
  DuoOpening *rebased = duo_opening_copy (now);

  take_blocked (rebased, subtract (now->blocked, opened));
  for (guint i = 0; i < closed->len; i++)
    duo_opening_block (rebased, g_array_index (closed, DuoTimeRange, i));
  if (before->minutes != after->minutes)
    rebased->minutes = after->minutes;
  if (g_strcmp0 (before->place, after->place) != 0)
    g_set_str (&rebased->place, after->place);
  return rebased;
}

DuoOpening *
duo_opening_new_undone (const DuoOpening *before, const DuoOpening *after, const DuoOpening *now)
{
  return duo_opening_new_rebased (after, before, now);
}

gboolean
duo_opening_fits (DuoDay *from, DuoDay *to)
{
  gsize n_from, n_to;
  const DuoDayWindow *one = duo_day_get_windows (from, &n_from);
  const DuoDayWindow *other = duo_day_get_windows (to, &n_to);

  return n_from == n_to && memcmp (one, other, n_from * sizeof (DuoDayWindow)) == 0;
}

/* What of @ranges lies in @from is blocked at the same distance from the start of @to. */
static void
block_shifted (DuoOpening *self, const GArray *ranges, DuoTimeRange from, DuoTimeRange to)
{
  gint64 shift = to.start - from.start;

  for (guint i = 0; i < ranges->len; i++)
    {
      DuoTimeRange range = g_array_index (ranges, DuoTimeRange, i);
      DuoTimeRange moved = {MAX (range.start, from.start) + shift, MIN (range.end, from.end) + shift};

      if (moved.start < moved.end)
        duo_opening_block (self, moved);
    }
}

DuoOpening *
duo_opening_new_copied (
    const DuoOpening *from, const DuoOpening *to, DuoDay *from_day, DuoDay *to_day, GTimeZone *zone)
{
  g_autoptr (GArray) sources = duo_day_dup_ranges (from_day, zone);
  g_autoptr (GArray) targets = duo_day_dup_ranges (to_day, zone);
  DuoOpening *copied = duo_opening_new (to->date, from->minutes);

  copied->place = g_strdup (to->place);
  for (guint i = 0; i < MIN (sources->len, targets->len); i++)
    block_shifted (copied, from->blocked, g_array_index (sources, DuoTimeRange, i),
                   g_array_index (targets, DuoTimeRange, i));
  return copied;
}
