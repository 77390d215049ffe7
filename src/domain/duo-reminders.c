/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-reminders.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define MINUTES_A_DAY (24 * 60)

typedef struct
{
  DuoReminderKind kind;
  gint64 after; /* seconds after the start, or after the acceptance */
} Step;

static const Step before_chat[] = {
    {DUO_REMINDER_DAY, -DAY},
    {DUO_REMINDER_HOUR, -HOUR},
    {DUO_REMINDER_TEN_MINUTES, -10 * MINUTE},
    {DUO_REMINDER_START, 0},
};

static const Step after_acceptance[] = {
    {DUO_REMINDER_PICK, 12 * HOUR},
    {DUO_REMINDER_PICK, 24 * HOUR},
    {DUO_REMINDER_PICK, 36 * HOUR},
};

/* What one is reminded of: the steps, the moment that they are counted from, and when it is over. */
typedef struct
{
  const Step *steps;
  gsize n_steps;
  gint64 base;
  gint64 over;
} Plan;

static Plan
make_plan (const DuoChatRecord *record, DuoRole me)
{
  gboolean mine = me == DUO_ROLE_TALENT || me == DUO_ROLE_RECRUITER;

  if (mine && record->state == DUO_CHAT_CONFIRMED)
    return (Plan) {before_chat, G_N_ELEMENTS (before_chat), record->range.start, record->range.end};
  if (me == DUO_ROLE_TALENT && record->state == DUO_CHAT_ACCEPTED)
    return (Plan) {after_acceptance, G_N_ELEMENTS (after_acceptance), record->changed, G_MAXINT64};

  return (Plan) {0};
}

DuoReminder
duo_reminders_get_due (const DuoChatRecord *record, DuoRole me, gint64 told, gint64 now)
{
  Plan plan = make_plan (record, me);
  gint64 since = MAX (told, record->changed);

  for (gsize i = plan.n_steps; i-- > 0;)
    {
      gint64 at = plan.base + plan.steps[i].after;

      if (at <= now)
        return at > since && now < plan.over ? (DuoReminder) {plan.steps[i].kind, at} : (DuoReminder) {0};
    }
  return (DuoReminder) {0};
}

gint64
duo_reminders_get_next (const DuoChatRecord *record, DuoRole me, gint64 now)
{
  Plan plan = make_plan (record, me);

  for (gsize i = 0; i < plan.n_steps; i++)
    if (plan.base + plan.steps[i].after > now)
      return plan.base + plan.steps[i].after;
  return G_MAXINT64;
}

gboolean
duo_reminders_are_seen_in_calendar (DuoChatState state, gboolean room_open)
{
  return duo_chat_state_holds_time (state) && !room_open;
}

gint64
duo_quiet_hours_get_end (const DuoQuietHours *self, gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  guint minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
  guint length = (self->to + MINUTES_A_DAY - self->from) % MINUTES_A_DAY;
  guint passed = (minute + MINUTES_A_DAY - self->from) % MINUTES_A_DAY;

  if (!self->on || passed >= length)
    return now;

  return now + (gint64) (length - passed) * MINUTE - g_date_time_get_second (local);
}
