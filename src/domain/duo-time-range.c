/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-time-range.h"

/* The last second that four digits of a year can say. */
#define LAST_MOMENT G_GINT64_CONSTANT (253402300799)

static gint64
floor_tick (gint64 moment)
{
  gint64 tick = moment / DUO_TICK_SECONDS;

  return moment % DUO_TICK_SECONDS < 0 ? tick - 1 : tick;
}

/* @pattern: 'd' stands for a digit, 'T' for either case of it, anything else for itself */
static gboolean
matches (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; pattern++, text++)
    {
      if (*pattern == 'd' ? !g_ascii_isdigit (*text) : g_ascii_toupper (*text) != *pattern)
        return FALSE;
    }
  return TRUE;
}

static int
two_digits (const char *text)
{
  return g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]);
}

static const char *
skip_fraction (const char *text)
{
  if (text[0] != '.' || !g_ascii_isdigit (text[1]))
    return text;
  for (text++; g_ascii_isdigit (*text);)
    text++;
  return text;
}

static gboolean
parse_offset (const char *text, gint64 *seconds)
{
  gint64 magnitude;

  if (g_ascii_toupper (text[0]) == 'Z' && text[1] == '\0')
    {
      *seconds = 0;
      return TRUE;
    }
  if ((text[0] != '+' && text[0] != '-') || !matches (text + 1, "dd:dd") || text[6] != '\0')
    return FALSE;
  if (two_digits (text + 1) > 23 || two_digits (text + 4) > 59)
    return FALSE;

  magnitude = two_digits (text + 1) * 3600 + two_digits (text + 4) * 60;
  *seconds = text[0] == '-' ? -magnitude : magnitude;
  return TRUE;
}

gboolean
duo_time_range_is_valid (DuoTimeRange range)
{
  return range.start < range.end && range.start % DUO_TICK_SECONDS == 0 && range.end % DUO_TICK_SECONDS == 0;
}

gboolean
duo_time_range_equal (DuoTimeRange a, DuoTimeRange b)
{
  return a.start == b.start && a.end == b.end;
}

gboolean
duo_time_range_overlaps (DuoTimeRange a, DuoTimeRange b)
{
  return MAX (a.start, b.start) < MIN (a.end, b.end);
}

gboolean
duo_time_range_overlaps_any (DuoTimeRange range, const GArray *ranges)
{
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      if (duo_time_range_overlaps (g_array_index (ranges, DuoTimeRange, i), range))
        return TRUE;
    }
  return FALSE;
}

gboolean
duo_time_range_contains (DuoTimeRange range, gint64 moment)
{
  return range.start <= moment && moment < range.end;
}

guint
duo_time_range_get_minutes (DuoTimeRange range)
{
  return range.start < range.end ? (guint) ((range.end - range.start) / 60) : 0;
}

gint64
duo_time_range_get_first_tick (DuoTimeRange range)
{
  return floor_tick (range.start);
}

gint64
duo_time_range_get_end_tick (DuoTimeRange range)
{
  return floor_tick (range.end + DUO_TICK_SECONDS - 1);
}

char *
duo_time_format (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (CLAMP (moment, 0, LAST_MOMENT));

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

gboolean
duo_time_parse (const char *text, gint64 *moment)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 offset;

  if (text == NULL || !matches (text, "dddd-dd-ddTdd:dd:dd") ||
      !parse_offset (skip_fraction (text + 19), &offset))
    return FALSE;

  time = g_date_time_new_utc (two_digits (text) * 100 + two_digits (text + 2), two_digits (text + 5),
                              two_digits (text + 8), two_digits (text + 11), two_digits (text + 14),
                              two_digits (text + 17));
  if (time == NULL)
    return FALSE;
  *moment = g_date_time_to_unix (time) - offset;
  return TRUE;
}
