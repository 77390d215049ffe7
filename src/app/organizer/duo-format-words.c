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
    {DUO_EXPIRY_NEVER, N_ ("Never")},
    {DUO_EXPIRY_SIX_HOURS, N_ ("After 6 Hours")},
    {DUO_EXPIRY_ONE_DAY, N_ ("After 1 Day")},
    {DUO_EXPIRY_THREE_DAYS, N_ ("After 3 Days")},
};

/* Sentences that are translated name the number. */
G_STATIC_ASSERT (DUO_MAX_EVENT_DAYS == 62);

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

static char *
dup_window (DuoDayWindow window, const char *dash)
{
  g_autofree char *start = dup_time (window.start);
  g_autofree char *end = dup_time (window.end);

  return g_strconcat (LRI, start, dash, end, PDI, NULL);
}

/* To be typed in: what is not seen would be in the way. */
char *
duo_format_words_window (DuoDayWindow window)
{
  return dup_window (window, "–");
}

char *
duo_format_words_windows (DuoDay *day)
{
  gsize n_windows;
  const DuoDayWindow *windows = duo_day_get_windows (day, &n_windows);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (gsize i = 0; i < n_windows; i++)
    g_strv_builder_take (builder, dup_window (windows[i], DUO_TEXT_DASH));
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
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (opens <= 0)
    return g_strdup (_ ("At once"));

  day = duo_text_day (opens, zone);
  time = duo_text_time (opens, zone);
  /* TRANSLATORS: when booking opens, a day and a time: "Monday 2 November, 09:00" */
  return duo_text_with_my_time (g_strdup_printf (_ ("%s, %s"), day, time), opens, zone, local);
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

/* (nullable): where there is no one of them */
static char *
dup_removed_lengths (const DuoFormat *before, const DuoFormat *after)
{
  guint minutes = 0, n = 0;

  for (guint i = 0; i < before->n_durations; i++)
    if (!duo_format_allows_duration (after, before->durations[i]))
      {
        minutes = before->durations[i];
        n++;
      }
  if (n == 0)
    return NULL;
  if (n > 1)
    return g_strdup (_ ("Removing slot lengths"));
  /* TRANSLATORS: a slot length that is not offered any more; "… affects 3 booked chats." follows */
  return g_strdup_printf (ngettext ("Removing slots of %u minute", "Removing slots of %u minutes", minutes),
                          minutes);
}

static DuoDay *
find_day (const GPtrArray *days, const char *date)
{
  for (guint i = 0; i < days->len; i++)
    if (g_str_equal (duo_day_get_date (days->pdata[i]), date))
      return days->pdata[i];
  return NULL;
}

/* (nullable): the first that is gone or not as it was; an organizer changes one at a time */
static char *
dup_changed_day (const DuoEventRecord *before, const GPtrArray *days)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (before);

  for (guint i = 0; i < before->days->len; i++)
    {
      DuoDay *day = before->days->pdata[i], *next = find_day (days, duo_day_get_date (day));
      g_autofree char *name = duo_format_words_day (duo_day_get_date (day), zone);

      if (!next)
        /* TRANSLATORS: a day of the event; "… affects 3 booked chats." follows */
        return g_strdup_printf (_ ("Removing %s"), name);
      if (!duo_day_equal (day, next))
        /* TRANSLATORS: a day of the event; "… affects 3 booked chats." follows */
        return g_strdup_printf (_ ("Changing %s"), name);
    }
  return NULL;
}

static char *
dup_cause (const DuoEventRecord *before, const DuoFormatChange *change)
{
  char *cause = NULL;

  if (change->has_state && change->state == DUO_EVENT_CLOSED)
    /* TRANSLATORS: "… affects 3 booked chats." follows */
    return g_strdup (_ ("Closing the event"));
  if (change->days)
    cause = dup_changed_day (before, change->days);
  if (!cause && change->has_format)
    cause = dup_removed_lengths (&before->format, &change->format);
  /* TRANSLATORS: "… affects 3 booked chats." follows */
  return cause ? cause : g_strdup (_ ("This change"));
}

char *
duo_format_words_affects (const DuoEventRecord *before, const DuoFormatChange *change, guint n_chats)
{
  g_autofree char *cause = dup_cause (before, change);

  /* TRANSLATORS: "Removing slots of 15 minutes affects 173 booked chats. Choose what happens to each." */
  return g_strdup_printf (ngettext ("%s affects %u booked chat. Choose what happens to it.",
                                    "%s affects %u booked chats. Choose what happens to each.", n_chats),
                          cause, n_chats);
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

  g_string_replace (plain, DUO_TEXT_DASH, "-", 0);
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
