/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-day.h"
#include "duo-error.h"

#include <string.h>

#define DAY_MINUTES 1440
#define DAY_SECONDS 86400

struct _DuoDay
{
  char *date;
  DuoDayKind kind;
  gint64 midnight; /* the date's first second, as if it were UTC */
  DuoDayWindow *windows;
  gsize n_windows;
};

static void
day_clear (gpointer data)
{
  DuoDay *self = data;

  g_free (self->date);
  g_free (self->windows);
}

static gboolean
parse_date (const char *date, gint64 *midnight, GError **error)
{
  g_autofree char *moment = g_strconcat (date, "T00:00:00Z", NULL);

  if (date != NULL && strlen (date) == 10 && duo_time_parse (moment, midnight))
    return TRUE;
  g_set_error (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID, "\"%s\" is no date", date ? date : "");
  return FALSE;
}

static gboolean
check_windows (const DuoDayWindow *windows, gsize n_windows, GError **error)
{
  guint before = 0;

  for (gsize i = 0; i < n_windows; i++)
    {
      guint start = windows[i].start, end = windows[i].end;

      if (start % 5 != 0 || end % 5 != 0 || start < before || start >= end || end > DAY_MINUTES)
        {
          g_set_error (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID,
                       "window %" G_GSIZE_FORMAT
                       " (%u to %u) is not in order, not on 5 minutes or not in the day",
                       i, start, end);
          return FALSE;
        }
      before = end;
    }
  if (n_windows > 0)
    return TRUE;
  g_set_error_literal (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID, "a day has at least one window");
  return FALSE;
}

static gint64
offset_at (GTimeZone *zone, gint64 moment)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, moment);

  return g_time_zone_get_offset (zone, MAX (interval, 0));
}

/* The first moment after @from, up to @to, at which @zone has no longer the offset that it had at @from. */
static gint64
find_change (GTimeZone *zone, gint64 from, gint64 to)
{
  gint64 before = offset_at (zone, from);

  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      if (offset_at (zone, middle) == before)
        from = middle;
      else
        to = middle;
    }
  return to;
}

/* The first moment at which clocks in @zone show @local (seconds since 1970 on the wall). Where no clock ever shows
 * it, the moment of the change that skips it. It never goes back, so windows that do not overlap stay so:
 *
 *   wall     02:00 ──── 03:00 02:00 ──── 03:00        01:59 03:00
 *   moment   ├─ taken ──────┤ ├─ skipped ────┤            │ │
 *                                                02:00 … 02:59
 */
static gint64
local_to_moment (GTimeZone *zone, gint64 local)
{
  gint64 before = offset_at (zone, local - DAY_SECONDS), after = offset_at (zone, local + DAY_SECONDS);

  if (offset_at (zone, local - before) == before)
    return local - before;
  if (offset_at (zone, local - after) == after)
    return local - after;
  return find_change (zone, local - MAX (before, after), local - MIN (before, after));
}

DuoDay *
duo_day_new (const char *date, DuoDayKind kind, const DuoDayWindow *windows, gsize n_windows, GError **error)
{
  DuoDay *self;
  gint64 midnight;

  if (!parse_date (date, &midnight, error) || !check_windows (windows, n_windows, error))
    return NULL;

  self = g_atomic_rc_box_new0 (DuoDay);
  self->date = g_strdup (date);
  self->kind = kind;
  self->midnight = midnight;
  self->windows = g_memdup2 (windows, n_windows * sizeof *windows);
  self->n_windows = n_windows;
  return self;
}

DuoDay *
duo_day_ref (DuoDay *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
duo_day_unref (DuoDay *self)
{
  g_atomic_rc_box_release_full (self, day_clear);
}

const char *
duo_day_get_date (DuoDay *self)
{
  return self->date;
}

DuoDayKind
duo_day_get_kind (DuoDay *self)
{
  return self->kind;
}

const DuoDayWindow *
duo_day_get_windows (DuoDay *self, gsize *n_windows)
{
  *n_windows = self->n_windows;
  return self->windows;
}

GArray *
duo_day_dup_ranges (DuoDay *self, GTimeZone *zone)
{
  GArray *ranges = g_array_sized_new (FALSE, FALSE, sizeof (DuoTimeRange), (guint) self->n_windows);

  for (gsize i = 0; i < self->n_windows; i++)
    {
      DuoTimeRange range = {
          local_to_moment (zone, self->midnight + self->windows[i].start * 60),
          local_to_moment (zone, self->midnight + self->windows[i].end * 60),
      };

      if (range.start < range.end)
        g_array_append_val (ranges, range);
    }
  return ranges;
}

gboolean
duo_day_equal (DuoDay *a, DuoDay *b)
{
  gsize n_a, n_b;
  const DuoDayWindow *windows_a = duo_day_get_windows (a, &n_a);
  const DuoDayWindow *windows_b = duo_day_get_windows (b, &n_b);

  if (g_strcmp0 (duo_day_get_date (a), duo_day_get_date (b)) != 0 ||
      duo_day_get_kind (a) != duo_day_get_kind (b) || n_a != n_b)
    return FALSE;
  for (gsize i = 0; i < n_a; i++)
    if (windows_a[i].start != windows_b[i].start || windows_a[i].end != windows_b[i].end)
      return FALSE;
  return TRUE;
}

gboolean
duo_days_equal (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!duo_day_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return strcmp (duo_day_get_date (*(DuoDay *const *) a), duo_day_get_date (*(DuoDay *const *) b));
}

void
duo_days_sort (GPtrArray *days)
{
  g_ptr_array_sort (days, compare_dates);
}
