/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-words.h"

#include <glib/gi18n.h>

#include "shell/duo-text.h"

#define LRI "\u2066"
#define PDI "\u2069"

static const struct
{
  guint minutes;
  const char *words;
} expiries[] = {
    {0, N_ ("Never")},
    {6 * 60, N_ ("After 6 Hours")},
    {24 * 60, N_ ("After 1 Day")},
    {3 * 24 * 60, N_ ("After 3 Days")},
};

static const char *const faults[DUO_N_FORMAT_FAULTS] = {
    [DUO_FORMAT_ZONE_UNKNOWN] = N_ ("There is no such time zone."),
    [DUO_FORMAT_ZONE_FIXED] = N_ ("The time zone is fixed once something is booked."),
    [DUO_FORMAT_NO_DAY] = N_ ("An event has at least one day. Add another one first."),
    [DUO_FORMAT_DAY_TWICE] = N_ ("This day is there already. Add the hours to it instead."),
    [DUO_FORMAT_TOO_MANY_DAYS] = N_ ("An event has 62 days at most."),
    [DUO_FORMAT_INVALID] = N_ ("This value is outside what is allowed."),
    [DUO_FORMAT_LIMIT_LOWERED] = N_ ("The event is live: the limit can only be raised now."),
    [DUO_FORMAT_EXPIRY] = N_ ("Requests expire never, or after 6 hours, 1 day or 3 days."),
    [DUO_FORMAT_CONTACT] = N_ ("This is not an email address. It looks like help@example.org."),
    [DUO_FORMAT_STATE] = N_ ("An event that was closed stays closed."),
    [DUO_FORMAT_REASON] = N_ ("Whoever loses a chat is told why: write a reason."),
};

char *
duo_format_words_day (const char *date, GTimeZone *zone)
{
  return duo_text_day (duo_text_date_noon (date, zone), zone);
}

static char *
dup_time (guint minutes)
{
  return g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);
}

char *
duo_format_words_window (DuoDayWindow window)
{
  g_autofree char *start = dup_time (window.start);
  g_autofree char *end = dup_time (window.end);

  return g_strconcat (LRI, start, "–", end, PDI, NULL);
}

char *
duo_format_words_windows (DuoDay *day)
{
  gsize n_windows;
  const DuoDayWindow *windows = duo_day_get_windows (day, &n_windows);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (gsize i = 0; i < n_windows; i++)
    g_strv_builder_take (builder, duo_format_words_window (windows[i]));
  words = g_strv_builder_end (builder);
  return duo_text_list ((const char *const *) words);
}

const char *
duo_format_words_kind (DuoDayKind kind)
{
  return kind == DUO_DAY_IN_PERSON ? _ ("In Person") : _ ("Virtual");
}

char *
duo_format_words_opens (gint64 opens, GTimeZone *zone)
{
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (opens <= 0)
    return g_strdup (_ ("At once"));

  day = duo_text_day (opens, zone);
  time = duo_text_time (opens, zone);
  /* TRANSLATORS: when booking opens, a day and a time: "Monday 2 November, 09:00" */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

const char *
duo_format_words_expiry (guint minutes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expiries); i++)
    if (expiries[i].minutes == minutes)
      return _ (expiries[i].words);

  return _ ("Otherwise");
}

const char *
duo_format_words_fault (DuoFormatFault fault)
{
  return faults[fault] ? _ (faults[fault]) : NULL;
}

gboolean
duo_format_words_parse_time (const char *text, guint *minutes)
{
  g_autofree char *plain = g_strdelimit (g_strstrip (g_strdup (text)), ".", ':');
  g_auto (GStrv) parts = g_strsplit (plain, ":", -1);
  guint n = g_strv_length (parts);
  guint64 hour = 0, minute = 0;

  if (n < 1 || n > 2 || !g_ascii_string_to_unsigned (parts[0], 10, 0, 24, &hour, NULL))
    return FALSE;
  if (n == 2 && !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minute, NULL))
    return FALSE;
  if (hour * 60 + minute > 24 * 60)
    return FALSE;
  *minutes = (guint) (hour * 60 + minute);
  return TRUE;
}

/* Whatever stands between two times, and what we wrote around them ourselves. */
static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (text);

  g_string_replace (plain, "–", "-", 0);
  g_string_replace (plain, "—", "-", 0);
  g_string_replace (plain, LRI, "", 0);
  g_string_replace (plain, PDI, "", 0);
  return g_string_free_and_steal (plain);
}

gboolean
duo_format_words_parse_window (const char *text, DuoDayWindow *window)
{
  g_autofree char *plain = dup_plain (text);
  g_auto (GStrv) parts = g_strsplit (plain, "-", -1);

  if (g_strv_length (parts) != 2 || !duo_format_words_parse_time (parts[0], &window->start) ||
      !duo_format_words_parse_time (parts[1], &window->end))
    return FALSE;
  return window->start < window->end && window->start % DUO_STEP_MINUTES == 0 &&
         window->end % DUO_STEP_MINUTES == 0;
}
