/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-demo-private.h"

#include "duo-id.h"
#include "duo-zone.h"

#define DAY_START (9 * 60)
#define DAY_END (17 * 60)
#define LUNCH 60
/* What must not be hidden by lunch: a little before now, so that an earlier slot is seen, to well after. */
#define KEEP_BEFORE 35
#define KEEP_AFTER 100
#define MIDDAY (11 * 60 + 30)
#define NEAR_MIDDAY 75
#define N_DAYS 3

static const char *const zones[] = {
    "Europe/Stockholm",    "America/New_York", "Asia/Tokyo",      "America/Los_Angeles", "Asia/Kolkata",
    "America/Sao_Paulo",   "Australia/Sydney", "Europe/Helsinki", "Europe/London",       "Asia/Dubai",
    "America/Denver",      "Asia/Bangkok",     "Asia/Singapore",  "Pacific/Auckland",    "America/Chicago",
    "America/Halifax",     "Atlantic/Azores",  "Asia/Karachi",    "Pacific/Honolulu",    "America/Anchorage",
    "Atlantic/Cape_Verde", "Pacific/Noumea",   "America/Noronha", "Asia/Dhaka",          "Pacific/Pago_Pago",
};

static guint
get_local_minutes (const char *name, gint64 now, GDateTime **local)
{
  g_autoptr (GTimeZone) zone = duo_zone_new (name);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);

  if (zone == NULL)
    return G_MAXUINT;
  *local = g_date_time_to_timezone (utc, zone);

  return g_date_time_get_hour (*local) * 60 + g_date_time_get_minute (*local);
}

/* The first of the list where it is about midday, else the one that comes nearest. */
static const char *
choose_zone (gint64 now, guint *minutes, GDateTime **local)
{
  const char *best = NULL;
  int least = G_MAXINT;

  for (guint i = 0; i < G_N_ELEMENTS (zones) && least > NEAR_MIDDAY; i++)
    {
      g_autoptr (GDateTime) there = NULL;
      guint found = get_local_minutes (zones[i], now, &there);

      if (there == NULL || ABS ((int) found - MIDDAY) >= least)
        continue;
      best = zones[i];
      least = ABS ((int) found - MIDDAY);
      *minutes = found;
      g_clear_pointer (local, g_date_time_unref);
      *local = g_steal_pointer (&there);
    }

  return best;
}

/* Lunch is at twelve, unless that would hide now. */
static guint
choose_lunch (guint now)
{
  static const guint candidates[] = {12 * 60, 13 * 60, 14 * 60, 10 * 60 + 30, 15 * 60};

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] >= now + KEEP_AFTER || candidates[i] + LUNCH + KEEP_BEFORE <= now)
      return candidates[i];

  return candidates[0];
}

static void
add_days (DuoEventRecord *event, GDateTime *local, guint now)
{
  guint lunch = choose_lunch (now);
  /* Far from any zone that has midday, now still lies within the day. */
  guint start = MIN (DAY_START, now / 60 * 60);
  guint end = MIN (1440, MAX (DAY_END, (now + KEEP_AFTER) / 60 * 60 + 60));
  DuoDayWindow windows[] = {{start, lunch}, {lunch + LUNCH, end}};

  for (int i = 0; i < N_DAYS; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (local, i);
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
      g_autoptr (GError) error = NULL;
      DuoDay *made = duo_day_new (date, DUO_DAY_VIRTUAL, windows, G_N_ELEMENTS (windows), &error);

      g_assert_no_error (error);
      g_ptr_array_add (event->days, made);
    }
}

DuoEventRecord *
duo_demo_event_new (gint64 now)
{
  static const guint durations[] = {5, 15, 30};
  DuoEventRecord *event = duo_event_record_new ();
  g_autoptr (GDateTime) local = NULL;
  guint minutes = 0;

  event->zone = g_strdup (choose_zone (now, &minutes, &local));
  event->id = duo_id_new ();
  /* Nowhere in particular: its zone is one where it is the middle of the day now. */
  event->name = g_strdup_printf ("Tech Careers Online %d", g_date_time_get_year (local));
  event->description = g_strdup ("Twelve companies, three days, one conversation at a time.");
  event->contact = g_strdup ("hello@techcareers.example");
  event->state = DUO_EVENT_OPEN;
  duo_format_init (&event->format);
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    event->format.durations[i] = durations[i];
  event->format.n_durations = G_N_ELEMENTS (durations);
  event->format.limit_per_talent = 5;
  event->format.expiry = 24 * 60;
  add_days (event, local, minutes);

  return event;
}
