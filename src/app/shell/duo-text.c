/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-text.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#define MINUTE 60
#define HOUR 3600
#define DAY 86400
/* As many letters fit where a name is cut short, so one that has no more is not. */
#define SHORT_NAME 12

/* First strong isolate would guess; left-to-right isolate is what a range of digits needs. */
#define LRI "\u2066"
#define PDI "\u2069"

static GDateTime *
new_local (gint64 moment, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment);

  return utc ? g_date_time_to_timezone (utc, zone) : NULL;
}

static char *
format (gint64 moment, GTimeZone *zone, const char *pattern)
{
  g_autoptr (GDateTime) local = new_local (moment, zone);
  char *text = local ? g_date_time_format (local, pattern) : NULL;

  return text ? text : g_strdup ("");
}

/* Whole days between the two dates as they are read off a calendar in @zone, whatever a clock change does. */
static int
days_between (gint64 from, gint64 to, GTimeZone *zone)
{
  g_autoptr (GDateTime) a = new_local (from, zone);
  g_autoptr (GDateTime) b = new_local (to, zone);
  GDate first, last;

  if (!a || !b)
    return G_MAXINT;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, g_date_time_get_day_of_month (a), g_date_time_get_month (a),
                  g_date_time_get_year (a));
  g_date_set_dmy (&last, g_date_time_get_day_of_month (b), g_date_time_get_month (b),
                  g_date_time_get_year (b));
  return g_date_days_between (&first, &last);
}

gboolean
duo_text_is_12_hours (const char *time_format)
{
  return strstr (time_format, "%p") || strstr (time_format, "%P") || strstr (time_format, "%r") ||
         strstr (time_format, "%I") || strstr (time_format, "%l");
}

static const char *
time_pattern (void)
{
  /* TRANSLATORS: A time of day where the locale has twelve hours: "2:15 PM". See g_date_time_format(). */
  return duo_text_is_12_hours (nl_langinfo (T_FMT)) ? _ ("%-I:%M %p") : "%H:%M";
}

char *
duo_text_time (gint64 moment, GTimeZone *zone)
{
  return format (moment, zone, time_pattern ());
}

/* "2:15–2:30 PM": what follows both times stands once, so that a range of twelve hours fits where one of 24 does. */
static void
drop_shared_end (char *start, const char *end)
{
  char *first = strrchr (start, ' ');
  const char *second = strrchr (end, ' ');

  if (first && g_strcmp0 (first, second) == 0)
    *first = '\0';
}

/* A line may break before a range, and not inside. */
static char *
keep_together (char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  g_free (text);
  return g_strjoinv ("\u00a0", parts);
}

char *
duo_text_range (DuoTimeRange range, GTimeZone *zone)
{
  g_autofree char *start = duo_text_time (range.start, zone);
  g_autofree char *end = duo_text_time (range.end, zone);

  drop_shared_end (start, end);
  return keep_together (g_strconcat (LRI, start, DUO_TEXT_DASH, end, PDI, NULL));
}

char *
duo_text_range_spoken (DuoTimeRange range, GTimeZone *zone)
{
  g_autofree char *start = duo_text_time (range.start, zone);
  g_autofree char *end = duo_text_time (range.end, zone);

  /* TRANSLATORS: A range of time as a screen reader says it: "14:15 to 14:30" */
  return g_strdup_printf (_ ("%s to %s"), start, end);
}

char *
duo_text_day (gint64 moment, GTimeZone *zone)
{
  /* TRANSLATORS: A day: "Tuesday 3 November". See g_date_time_format(). */
  return format (moment, zone, _ ("%A %-d %B"));
}

char *
duo_text_day_medium (gint64 moment, GTimeZone *zone)
{
  /* TRANSLATORS: A day with its weekday cut short: "Tue 3 November". See g_date_time_format(). */
  return format (moment, zone, _ ("%a %-d %B"));
}

char *
duo_text_day_short (gint64 moment, GTimeZone *zone)
{
  /* TRANSLATORS: A day among others of one month: "Tue 3". See g_date_time_format(). */
  return format (moment, zone, _ ("%a %-d"));
}

char *
duo_text_day_head (gint64 moment, GTimeZone *zone, gint64 now)
{
  g_autofree char *day = duo_text_day (moment, zone);

  switch (days_between (now, moment, zone))
    {
    case 0:
      /* TRANSLATORS: "Today, Tuesday 3 November" */
      return g_strdup_printf (_ ("Today, %s"), day);
    case 1:
      /* TRANSLATORS: "Tomorrow, Wednesday 4 November" */
      return g_strdup_printf (_ ("Tomorrow, %s"), day);
    default:
      return g_steal_pointer (&day);
    }
}

char *
duo_text_days (gint64 first, gint64 last, GTimeZone *zone)
{
  /* TRANSLATORS: A date in a sentence: "3 November". See g_date_time_format(). */
  g_autofree char *end = format (last, zone, _ ("%-d %B"));
  g_autofree char *begin = format (first, zone, _ ("%-d %B"));
  g_autofree char *begin_month = format (first, zone, "%Y-%m");
  g_autofree char *end_month = format (last, zone, "%Y-%m");
  g_autofree char *day = format (first, zone, "%-d");

  if (days_between (first, last, zone) == 0)
    return g_steal_pointer (&end);
  if (g_str_equal (begin_month, end_month))
    /* TRANSLATORS: Days of one month: the number of the first, and the last with the month: "3–5 November" */
    return g_strdup_printf (_ ("%s–%s"), day, end);

  /* TRANSLATORS: Days of different months: "30 October – 2 November" */
  return g_strdup_printf (_ ("%s – %s"), begin, end);
}

char *
duo_text_when (DuoTimeRange range, GTimeZone *zone)
{
  g_autofree char *day = duo_text_day (range.start, zone);
  g_autofree char *times = duo_text_range (range, zone);

  /* TRANSLATORS: A day and a range of time: "Tuesday 3 November, 14:15–14:30" */
  return g_strdup_printf (_ ("%s, %s"), day, times);
}

char *
duo_text_when_short (DuoTimeRange range, GTimeZone *zone)
{
  g_autofree char *day = duo_text_day_short (range.start, zone);
  g_autofree char *times = duo_text_range (range, zone);

  /* TRANSLATORS: A short day and a range of time: "Tue 3, 14:15–14:30" */
  return g_strdup_printf (_ ("%s, %s"), day, times);
}

char *
duo_text_moment (gint64 moment, GTimeZone *zone, gint64 now)
{
  g_autofree char *time = duo_text_time (moment, zone);
  g_autofree char *date = NULL;
  int days = days_between (moment, now, zone);

  if (days == 0)
    return g_steal_pointer (&time);
  if (days == 1)
    /* TRANSLATORS: When something was the case: "yesterday, 14:05" */
    return g_strdup_printf (_ ("yesterday, %s"), time);

  /* TRANSLATORS: A date in a sentence: "3 November". See g_date_time_format(). */
  date = format (moment, zone, _ ("%-d %B"));
  return g_strdup_printf (_ ("%s, %s"), date, time);
}

char *
duo_text_date (gint64 moment, GTimeZone *zone)
{
  return format (moment, zone, "%Y-%m-%d");
}

gint64
duo_text_date_noon (const char *date, GTimeZone *zone)
{
  g_autofree char *text = g_strconcat (date, "T12:00:00", NULL);
  g_autoptr (GDateTime) noon = g_date_time_new_from_iso8601 (text, zone);

  return noon ? g_date_time_to_unix (noon) : 0;
}

gboolean
duo_text_same_day (gint64 a, gint64 b, GTimeZone *zone)
{
  return days_between (a, b, zone) == 0;
}

char *
duo_text_zone_note (GTimeZone *zone, GTimeZone *mine, gint64 moment)
{
  g_autofree char *city = duo_text_city (zone);

  if (!duo_text_zones_differ (zone, mine, moment))
    return NULL;

  /* TRANSLATORS: whose times stand below, by the city of the time zone: "Stockholm time" */
  return g_strdup_printf (_ ("%s time"), city);
}

static char *
hours_and_minutes (gint64 minutes)
{
  if (minutes % 60 == 0)
    /* TRANSLATORS: A length of time: "in 2 h" */
    return g_strdup_printf (_ ("in %d h"), (int) (minutes / 60));

  /* TRANSLATORS: A length of time: "in 2 h 28 min" */
  return g_strdup_printf (_ ("in %d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
}

char *
duo_text_countdown (DuoTimeRange range, gint64 now)
{
  gint64 minutes = (range.start - now + MINUTE - 1) / MINUTE;
  guint days = (range.start - now) / DAY;

  if (now >= range.end)
    return g_strdup (C_ ("chat", "ended"));
  if (now >= range.start)
    /* TRANSLATORS: A chat that runs: "Now, 13 min left" */
    return g_strdup_printf (_ ("Now, %d min left"), (int) ((range.end - now + MINUTE - 1) / MINUTE));
  if (minutes < 60)
    return g_strdup_printf (_ ("in %d min"), (int) minutes);
  if (days == 0)
    return hours_and_minutes (minutes);

  return g_strdup_printf (ngettext ("in %u day", "in %u days", days), days);
}

char *
duo_text_ago (gint64 moment, gint64 now)
{
  gint64 passed = MAX (now - moment, 0);
  guint days = passed / DAY;

  if (passed < MINUTE)
    return g_strdup (_ ("just now"));
  if (passed < HOUR)
    return g_strdup_printf (_ ("%d min ago"), (int) (passed / MINUTE));
  if (passed < DAY)
    return g_strdup_printf (_ ("%d h ago"), (int) (passed / HOUR));
  if (days == 1)
    return g_strdup (_ ("yesterday"));

  return g_strdup_printf (ngettext ("%u day ago", "%u days ago", days), days);
}

char *
duo_text_ago_alone (gint64 moment, gint64 now)
{
  gint64 passed = MAX (now - moment, 0);

  if (passed < MINUTE)
    return g_strdup (_ ("Just now"));
  if (passed / DAY == 1)
    return g_strdup (_ ("Yesterday"));

  return duo_text_ago (moment, now);
}

char *
duo_text_left (gint64 end, gint64 now)
{
  gint64 left = MAX (end - now, 0);

  if (left >= 2 * MINUTE)
    return g_strdup_printf (_ ("%d min"), (int) (left / MINUTE));

  return g_strdup_printf (LRI "%d:%02d" PDI, (int) (left / MINUTE), (int) (left % MINUTE));
}

char *
duo_text_city (GTimeZone *zone)
{
  const char *name = g_time_zone_get_identifier (zone);
  const char *slash = strrchr (name, '/');

  return g_strdelimit (g_strdup (slash ? slash + 1 : name), "_", ' ');
}

gboolean
duo_text_zones_differ (GTimeZone *a, GTimeZone *b, gint64 moment)
{
  g_autoptr (GDateTime) there = new_local (moment, a);
  g_autoptr (GDateTime) here = new_local (moment, b);

  return there && here && g_date_time_get_utc_offset (there) != g_date_time_get_utc_offset (here);
}

/* As they are read off a calendar on each side. */
static gboolean
is_same_date (gint64 moment, GTimeZone *a, GTimeZone *b)
{
  g_autofree char *there = duo_text_date (moment, a);
  g_autofree char *here = duo_text_date (moment, b);

  return g_str_equal (there, here);
}

/* Frees @time. */
static char *
add_weekday (char *time, gint64 moment, GTimeZone *zone, const char *pattern)
{
  g_autofree char *day = format (moment, zone, pattern);
  g_autofree char *own = time;

  return g_strconcat (day, " ", own, NULL);
}

char *
duo_text_weekday_time (gint64 moment, GTimeZone *zone)
{
  /* TRANSLATORS: A weekday cut short, before a time: "Tue 14:00". See g_date_time_format(). */
  return add_weekday (duo_text_time (moment, zone), moment, zone, C_ ("before a time", "%a"));
}

char *
duo_text_my_time (gint64 moment, GTimeZone *zone, GTimeZone *mine)
{
  return is_same_date (moment, zone, mine) ? duo_text_time (moment, mine)
                                           : duo_text_weekday_time (moment, mine);
}

char *
duo_text_my_range (DuoTimeRange range, GTimeZone *zone, GTimeZone *mine)
{
  char *times = duo_text_range (range, mine);

  if (is_same_date (range.start, zone, mine))
    return times;

  return add_weekday (times, range.start, mine, C_ ("before a time", "%a"));
}

char *
duo_text_my_time_spoken (gint64 moment, GTimeZone *zone, GTimeZone *mine)
{
  char *time = duo_text_time (moment, mine);

  if (is_same_date (moment, zone, mine))
    return time;

  /* TRANSLATORS: A weekday before a time, as a screen reader says it: "Tuesday 14:00". See g_date_time_format(). */
  return add_weekday (time, moment, mine, C_ ("before a time", "%A"));
}

/* Frees @there and @here. */
static char *
join_zones (char *there, char *here, GTimeZone *mine)
{
  g_autofree char *city = duo_text_city (mine);
  g_autofree char *first = there;
  g_autofree char *second = here;

  /* TRANSLATORS: a time of the event, and the same in the reader's own zone: "11:40 (22:40 London)" */
  return g_strdup_printf (_ ("%s (%s %s)"), first, second, city);
}

char *
duo_text_with_my_time (char *text, gint64 moment, GTimeZone *zone, GTimeZone *mine)
{
  if (!duo_text_zones_differ (zone, mine, moment))
    return text;

  return join_zones (text, duo_text_my_time (moment, zone, mine), mine);
}

char *
duo_text_with_my_time_spoken (char *text, gint64 moment, GTimeZone *zone, GTimeZone *mine)
{
  if (!duo_text_zones_differ (zone, mine, moment))
    return text;

  return join_zones (text, duo_text_my_time_spoken (moment, zone, mine), mine);
}

char *
duo_text_with_my_range (char *text, DuoTimeRange range, GTimeZone *zone, GTimeZone *mine)
{
  if (!duo_text_zones_differ (zone, mine, range.start))
    return text;

  return join_zones (text, duo_text_my_range (range, zone, mine), mine);
}

char *
duo_text_first_name (const char *name)
{
  const char *space = strchr (name, ' ');

  return space && space > name ? g_strndup (name, space - name) : g_strdup (name);
}

/* A name that ends as "Yu-ting" begins with the family's, which its first letter would not stand for. */
static gboolean
ends_with_given_name (const char *name)
{
  const char *space = strrchr (name, ' ');
  const char *hyphen = space ? strchr (space, '-') : NULL;

  return hyphen && g_unichar_islower (g_utf8_get_char (hyphen + 1));
}

char *
duo_text_short_name (const char *name)
{
  const char *space = strrchr (name, ' ');
  g_autofree char *initial = g_utf8_substring (name, 0, MIN (1, g_utf8_strlen (name, -1)));

  if (!space || space == name || !space[1])
    return g_strdup (name);
  if (g_utf8_strlen (name, -1) <= SHORT_NAME || ends_with_given_name (name))
    return g_strdup (name);

  /* TRANSLATORS: the first letter of a name, and its last word: "O. Adeyemi" */
  return g_strdup_printf (C_ ("name", "%s. %s"), initial, space + 1);
}

char *
duo_text_list (const char *const *words)
{
  /* TRANSLATORS: Stands between the words of a list: "English, Swedish, Polish" */
  return words ? g_strjoinv (_ (", "), (char **) words) : g_strdup ("");
}

char *
duo_text_open_slots (guint count)
{
  if (count == 0)
    return g_strdup (_ ("No open slots"));

  return g_strdup_printf (ngettext ("%u open slot", "%u open slots", count), count);
}

char *
duo_text_requests (guint count)
{
  return g_strdup_printf (ngettext ("%u request", "%u requests", count), count);
}

char *
duo_text_chats (guint count)
{
  if (count == 0)
    return g_strdup (_ ("No chats"));

  return g_strdup_printf (ngettext ("%u chat", "%u chats", count), count);
}

char *
duo_text_fill (const char *pattern, const char *first, const char *second)
{
  const char *values[] = {first, second};
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", G_N_ELEMENTS (values) + 1);
  GString *text = g_string_new (parts[0]);

  for (gsize i = 1; parts[0] && parts[i]; i++)
    g_string_append_printf (text, "%s%s", values[i - 1], parts[i]);
  return g_string_free_and_steal (text);
}
