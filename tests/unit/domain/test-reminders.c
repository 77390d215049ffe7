/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-reminders.h"

#define R DUO_ROLE_RECRUITER
#define T DUO_ROLE_TALENT
#define C DUO_ROLE_COLLEAGUE

/* The chat of the tables begins at 0 and lasts a quarter of an hour; it was booked long ago. Minutes and hours around it: */
#define M(minutes) ((minutes) * 60)
#define H(hours) ((hours) * 3600)
#define LONG_AGO (-H (1000))

typedef struct
{
  const char *name;
  gint64 changed;
  gint64 told;
  gint64 now;
  DuoReminderKind kind;
  gint64 at;
} Case;

static const Case chats[] = {
    {"two days before", LONG_AGO, LONG_AGO, -H (48), DUO_REMINDER_NONE, 0},
    {"a second early", LONG_AGO, LONG_AGO, -H (24) - 1, DUO_REMINDER_NONE, 0},
    {"a day before", LONG_AGO, LONG_AGO, -H (24), DUO_REMINDER_DAY, -H (24)},
    {"told already", LONG_AGO, -H (24), -H (2), DUO_REMINDER_NONE, 0},
    {"an hour before", LONG_AGO, -H (24), -H (1), DUO_REMINDER_HOUR, -H (1)},
    {"ten minutes before", LONG_AGO, -H (1), -M (10), DUO_REMINDER_TEN_MINUTES, -M (10)},
    {"at the start", LONG_AGO, -M (10), 0, DUO_REMINDER_START, 0},
    {"told at the start", LONG_AGO, 0, M (1), DUO_REMINDER_NONE, 0},
    {"woken up an hour before: once", LONG_AGO, LONG_AGO, -M (50), DUO_REMINDER_HOUR, -H (1)},
    {"woken up ten minutes before: once", LONG_AGO, -H (24), -M (7), DUO_REMINDER_TEN_MINUTES, -M (10)},
    {"woken up in the chat", LONG_AGO, LONG_AGO, M (3), DUO_REMINDER_START, 0},
    {"woken up after it", LONG_AGO, LONG_AGO, M (15), DUO_REMINDER_NONE, 0},
    {"booked twenty minutes before", -M (20), LONG_AGO, -M (20), DUO_REMINDER_NONE, 0},
    {"… its next", -M (20), LONG_AGO, -M (10), DUO_REMINDER_TEN_MINUTES, -M (10)},
    {"booked in that very second", -M (10), LONG_AGO, -M (10), DUO_REMINDER_NONE, 0},
    {"moved here after the last reminder", -H (3), -H (2), -H (1), DUO_REMINDER_HOUR, -H (1)},
    {"first time on this computer", LONG_AGO, -H (3), -H (3), DUO_REMINDER_NONE, 0},
};

/* Accepted at 0: every twelve hours, three at most. */
static const Case acceptances[] = {
    {"just now", 0, LONG_AGO, H (11), DUO_REMINDER_NONE, 0},
    {"twelve hours", 0, LONG_AGO, H (12), DUO_REMINDER_PICK, H (12)},
    {"told", 0, H (12), H (23), DUO_REMINDER_NONE, 0},
    {"a day", 0, H (12), H (24), DUO_REMINDER_PICK, H (24)},
    {"the third", 0, H (24), H (36), DUO_REMINDER_PICK, H (36)},
    {"no fourth", 0, H (36), H (48), DUO_REMINDER_NONE, 0},
    {"away for a week: once", 0, LONG_AGO, H (168), DUO_REMINDER_PICK, H (36)},
};

static DuoChatRecord *
record_of (DuoChatState state, gint64 changed)
{
  DuoChatRecord *record = duo_chat_record_new ();

  record->state = state;
  record->changed = changed;
  if (state != DUO_CHAT_ACCEPTED)
    record->range = (DuoTimeRange) {0, M (15)};
  return record;
}

static void
check (const Case *cases, gsize n_cases, DuoChatState state)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (DuoChatRecord) record = record_of (state, cases[i].changed);
      DuoReminder due = duo_reminders_get_due (record, T, cases[i].told, cases[i].now);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (due.kind, ==, cases[i].kind);
      g_assert_cmpint (due.at, ==, cases[i].at);
    }
}

static void
test_chats (void)
{
  check (chats, G_N_ELEMENTS (chats), DUO_CHAT_CONFIRMED);
}

static void
test_acceptances (void)
{
  check (acceptances, G_N_ELEMENTS (acceptances), DUO_CHAT_ACCEPTED);
}

/* Only the two who talk are reminded, only of what stands, and only the talent of picking. */
static void
test_who_and_what (void)
{
  static const DuoChatState quiet[] = {DUO_CHAT_REQUESTED, DUO_CHAT_INVITED,  DUO_CHAT_COMPLETED,
                                       DUO_CHAT_NO_SHOW,   DUO_CHAT_DECLINED, DUO_CHAT_CANCELLED,
                                       DUO_CHAT_EXPIRED};
  g_autoptr (DuoChatRecord) chat = record_of (DUO_CHAT_CONFIRMED, LONG_AGO);
  g_autoptr (DuoChatRecord) accepted = record_of (DUO_CHAT_ACCEPTED, -H (13));

  g_assert_cmpint (duo_reminders_get_due (chat, R, LONG_AGO, 0).kind, ==, DUO_REMINDER_START);
  g_assert_cmpint (duo_reminders_get_due (chat, C, LONG_AGO, 0).kind, ==, DUO_REMINDER_NONE);
  g_assert_cmpint (duo_reminders_get_due (accepted, T, LONG_AGO, 0).kind, ==, DUO_REMINDER_PICK);
  g_assert_cmpint (duo_reminders_get_due (accepted, R, LONG_AGO, 0).kind, ==, DUO_REMINDER_NONE);
  for (gsize i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      g_autoptr (DuoChatRecord) other = record_of (quiet[i], LONG_AGO);

      g_assert_cmpint (duo_reminders_get_due (other, T, LONG_AGO, 0).kind, ==, DUO_REMINDER_NONE);
      g_assert_cmpint (duo_reminders_get_next (other, T, LONG_AGO), ==, G_MAXINT64);
    }
}

/* Waiting for what comes next never misses one, and ends. */
static void
test_next (void)
{
  static const gint64 moments[] = {-H (24), -H (1), -M (10), 0};
  g_autoptr (DuoChatRecord) chat = record_of (DUO_CHAT_CONFIRMED, LONG_AGO);
  gint64 now = LONG_AGO;

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      now = duo_reminders_get_next (chat, T, now);
      g_assert_cmpint (now, ==, moments[i]);
      g_assert_cmpint (duo_reminders_get_due (chat, T, LONG_AGO, now).at, ==, now);
    }
  g_assert_cmpint (duo_reminders_get_next (chat, T, now), ==, G_MAXINT64);
}

typedef struct
{
  guint from, to; /* hours */
  const char *now;
  const char *end; /* NULL where it is not quiet */
} Quiet;

static const Quiet quiets[] = {
    {22, 7, "2026-11-03T21:59:59", NULL},
    {22, 7, "2026-11-03T22:00:00", "2026-11-04T07:00:00"},
    {22, 7, "2026-11-04T06:59:59", "2026-11-04T07:00:00"},
    {22, 7, "2026-11-04T07:00:00", NULL},
    {12, 14, "2026-11-03T13:30:10", "2026-11-03T14:00:00"},
    {12, 14, "2026-11-03T11:00:00", NULL},
    {0, 0, "2026-11-03T00:00:00", NULL},
    {0, 6, "2026-11-03T00:00:00", "2026-11-03T06:00:00"},
};

static gint64
parse (const char *text, GTimeZone *zone)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, zone);

  return g_date_time_to_unix (moment);
}

static void
test_quiet_hours (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");

  for (gsize i = 0; i < G_N_ELEMENTS (quiets); i++)
    {
      DuoQuietHours hours = {TRUE, quiets[i].from * 60, quiets[i].to * 60};
      gint64 now = parse (quiets[i].now, zone);
      gint64 end = quiets[i].end ? parse (quiets[i].end, zone) : now;

      g_test_message ("%u to %u at %s", quiets[i].from, quiets[i].to, quiets[i].now);
      g_assert_cmpint (duo_quiet_hours_get_end (&hours, now, zone), ==, end);
      hours.on = FALSE;
      g_assert_cmpint (duo_quiet_hours_get_end (&hours, now, zone), ==, now);
    }
}

static void
test_seen_in_calendar (void)
{
  g_assert_true (duo_reminders_are_seen_in_calendar (DUO_CHAT_CONFIRMED, FALSE));
  g_assert_false (duo_reminders_are_seen_in_calendar (DUO_CHAT_CONFIRMED, TRUE));
  g_assert_false (duo_reminders_are_seen_in_calendar (DUO_CHAT_REQUESTED, FALSE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reminders/chats", test_chats);
  g_test_add_func ("/reminders/acceptances", test_acceptances);
  g_test_add_func ("/reminders/who-and-what", test_who_and_what);
  g_test_add_func ("/reminders/next", test_next);
  g_test_add_func ("/reminders/quiet-hours", test_quiet_hours);
  g_test_add_func ("/reminders/seen-in-calendar", test_seen_in_calendar);
  return g_test_run ();
}
