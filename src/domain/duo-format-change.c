/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-format-change.h"
#include "duo-email.h"
#include "duo-names-private.h"
#include "duo-zone.h"

#include <string.h>

static const guint expiries[] = {DUO_EXPIRY_NEVER, DUO_EXPIRY_SIX_HOURS, DUO_EXPIRY_ONE_DAY,
                                 DUO_EXPIRY_THREE_DAYS};

static const char *const fault_names[DUO_N_FORMAT_FAULTS] = {
    [DUO_FORMAT_FINE] = "fine",
    [DUO_FORMAT_ZONE_UNKNOWN] = "zone-unknown",
    [DUO_FORMAT_ZONE_FIXED] = "zone-fixed",
    [DUO_FORMAT_NO_DAY] = "no-day",
    [DUO_FORMAT_DAY_TWICE] = "day-twice",
    [DUO_FORMAT_TOO_MANY_DAYS] = "too-many-days",
    [DUO_FORMAT_INVALID] = "invalid",
    [DUO_FORMAT_LIMIT_LOWERED] = "limit-lowered",
    [DUO_FORMAT_EXPIRY] = "expiry",
    [DUO_FORMAT_CONTACT] = "contact",
    [DUO_FORMAT_STATE] = "state",
    [DUO_FORMAT_REASON] = "reason",
};

static const struct
{
  const char *member;
  const char *detail;
} faults[DUO_N_FORMAT_FAULTS] = {
    [DUO_FORMAT_FINE] = {"", "Nothing is wrong."},
    [DUO_FORMAT_ZONE_UNKNOWN] = {"zone", "There is no such time zone; write it as in \"Europe/Stockholm\"."},
    [DUO_FORMAT_ZONE_FIXED] = {"zone", "The time zone is fixed once something is booked."},
    [DUO_FORMAT_NO_DAY] = {"days", "An event has at least one day."},
    [DUO_FORMAT_DAY_TWICE] = {"days", "Each date stands there once; it may have several windows."},
    [DUO_FORMAT_TOO_MANY_DAYS] = {"days", "An event has " G_STRINGIFY (DUO_MAX_EVENT_DAYS) " days at most."},
    [DUO_FORMAT_INVALID] = {"format", "A value of the format is outside what is allowed."},
    [DUO_FORMAT_LIMIT_LOWERED] = {"limit_per_talent",
                                  "Once the event is live, the limit per talent can only be raised."},
    [DUO_FORMAT_EXPIRY] = {"expiry", "Requests expire never, or after 6 hours, 1 day or 3 days."},
    [DUO_FORMAT_CONTACT] = {"contact", "The contact is an e-mail address, or nothing."},
    [DUO_FORMAT_STATE] = {"state", "An event goes from draft to open to closed, and never back."},
    [DUO_FORMAT_REASON] = {"reason", "Whoever loses a chat is told why: give a reason."},
};

static void
touched_free (DuoTouched *touched)
{
  g_free (touched->chat);
  g_free (touched);
}

static GPtrArray *
days_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) duo_day_unref);
}

DuoFormatChange *
duo_format_change_new (void)
{
  DuoFormatChange *self = g_new0 (DuoFormatChange, 1);

  self->touched = g_ptr_array_new_with_free_func ((GDestroyNotify) touched_free);
  return self;
}

DuoFormatChange *
duo_format_change_copy (const DuoFormatChange *self)
{
  DuoFormatChange *copy = duo_format_change_new ();

  copy->zone = g_strdup (self->zone);
  copy->contact = g_strdup (self->contact);
  copy->has_state = self->has_state;
  copy->state = self->state;
  copy->has_format = self->has_format;
  copy->format = self->format;
  copy->reason = g_strdup (self->reason);
  copy->seen = self->seen;
  for (guint i = 0; self->days != NULL && i < self->days->len; i++)
    duo_format_change_add_day (copy, self->days->pdata[i]);
  for (guint i = 0; i < self->touched->len; i++)
    {
      const DuoTouched *touched = self->touched->pdata[i];

      duo_format_change_answer (copy, touched->chat, touched->rev, touched->cancel);
    }
  return copy;
}

void
duo_format_change_free (DuoFormatChange *self)
{
  if (self == NULL)
    return;

  g_free (self->zone);
  g_free (self->contact);
  g_free (self->reason);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_ptr_array_unref (self->touched);
  g_free (self);
}

void
duo_format_change_add_day (DuoFormatChange *self, DuoDay *day)
{
  if (self->days == NULL)
    self->days = days_new ();
  g_ptr_array_add (self->days, duo_day_ref (day));
}

void
duo_format_change_answer (DuoFormatChange *self, const char *chat, gint64 rev, gboolean cancel)
{
  DuoTouched *touched = g_new0 (DuoTouched, 1);

  touched->chat = g_strdup (chat);
  touched->rev = rev;
  touched->cancel = cancel;
  g_ptr_array_add (self->touched, touched);
}

const DuoTouched *
duo_format_change_find_answer (const DuoFormatChange *self, const DuoChatRecord *chat)
{
  for (guint i = 0; i < self->touched->len; i++)
    {
      const DuoTouched *touched = self->touched->pdata[i];

      if (touched->rev == chat->rev && g_strcmp0 (touched->chat, chat->id) == 0)
        return touched;
    }
  return NULL;
}

DuoEventRecord *
duo_format_change_apply (const DuoFormatChange *self, const DuoEventRecord *event)
{
  DuoEventRecord *after = duo_event_record_copy (event);

  if (self->zone != NULL)
    g_set_str (&after->zone, self->zone);
  if (self->contact != NULL)
    g_set_str (&after->contact, *self->contact != '\0' ? self->contact : NULL);
  if (self->has_state)
    after->state = self->state;
  if (self->has_format)
    after->format = self->format;
  if (self->days == NULL)
    return after;
  g_ptr_array_set_size (after->days, 0);
  for (guint i = 0; i < self->days->len; i++)
    g_ptr_array_add (after->days, duo_day_ref (self->days->pdata[i]));
  duo_days_sort (after->days);
  return after;
}

gboolean
duo_format_change_holds (const DuoFormatChange *self, const DuoEventRecord *event)
{
  g_autoptr (DuoEventRecord) after = duo_format_change_apply (self, event);

  return duo_event_record_equal (after, event);
}

/* ── what is refused ── */

static DuoFormatFault
judge_zone (const DuoEventRecord *before, const DuoEventRecord *after, const GPtrArray *booked)
{
  if (g_strcmp0 (before->zone, after->zone) == 0)
    return DUO_FORMAT_FINE;
  if (!duo_zone_is_known (after->zone))
    return DUO_FORMAT_ZONE_UNKNOWN;
  return booked->len > 0 ? DUO_FORMAT_ZONE_FIXED : DUO_FORMAT_FINE;
}

static DuoFormatFault
judge_days (const DuoEventRecord *after)
{
  if (after->days->len == 0 && after->state != DUO_EVENT_DRAFT)
    return DUO_FORMAT_NO_DAY;
  if (after->days->len > DUO_MAX_EVENT_DAYS)
    return DUO_FORMAT_TOO_MANY_DAYS;
  for (guint i = 1; i < after->days->len; i++)
    if (strcmp (duo_day_get_date (after->days->pdata[i - 1]), duo_day_get_date (after->days->pdata[i])) == 0)
      return DUO_FORMAT_DAY_TWICE;
  return DUO_FORMAT_FINE;
}

static gboolean
is_lower (guint limit, guint than)
{
  return limit != DUO_NO_LIMIT && (than == DUO_NO_LIMIT || limit < than);
}

static gboolean
is_expiry (guint minutes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expiries); i++)
    if (expiries[i] == minutes)
      return TRUE;
  return FALSE;
}

static DuoFormatFault
judge_format (const DuoEventRecord *before, const DuoFormat *format, gint64 now)
{
  if (!duo_format_validate (format, NULL))
    return DUO_FORMAT_INVALID;
  if (duo_event_record_is_live (before, now) &&
      is_lower (format->limit_per_talent, before->format.limit_per_talent))
    return DUO_FORMAT_LIMIT_LOWERED;
  if (format->expiry != before->format.expiry && !is_expiry (format->expiry))
    return DUO_FORMAT_EXPIRY;
  return DUO_FORMAT_FINE;
}

DuoFormatFault
duo_format_change_judge (const DuoEventRecord *before,
                         const DuoEventRecord *after,
                         const GPtrArray *booked,
                         gint64 now)
{
  const DuoFormatFault found[] = {
      judge_zone (before, after, booked),
      judge_days (after),
      judge_format (before, &after->format, now),
      after->contact == NULL || duo_email_is_valid (after->contact) ? DUO_FORMAT_FINE : DUO_FORMAT_CONTACT,
      after->state >= before->state ? DUO_FORMAT_FINE : DUO_FORMAT_STATE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    if (found[i] != DUO_FORMAT_FINE)
      return found[i];
  return DUO_FORMAT_FINE;
}

/* ── what is touched ── */

/* (nullable): the day in one of whose windows all of @range lies */
static DuoDay *
find_cover (const DuoEventRecord *event, DuoTimeRange range)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (event);
  DuoDay *day = duo_event_record_find_day_at (event, range.start);
  g_autoptr (GArray) windows = day != NULL ? duo_day_dup_ranges (day, zone) : NULL;

  for (guint i = 0; windows != NULL && i < windows->len; i++)
    {
      DuoTimeRange window = g_array_index (windows, DuoTimeRange, i);

      if (window.start <= range.start && range.end <= window.end)
        return day;
    }
  return NULL;
}

static gboolean
is_touched (const DuoEventRecord *before, const DuoEventRecord *after, DuoTimeRange range)
{
  guint minutes = duo_time_range_get_minutes (range);
  DuoDay *day = find_cover (before, range), *next = find_cover (after, range);

  if (after->state == DUO_EVENT_CLOSED && before->state != DUO_EVENT_CLOSED)
    return TRUE;
  if (day != NULL && (next == NULL || duo_day_get_kind (day) != duo_day_get_kind (next)))
    return TRUE;
  return duo_format_allows_duration (&before->format, minutes) &&
         !duo_format_allows_duration (&after->format, minutes);
}

GPtrArray *
duo_format_change_find_touched (const DuoEventRecord *before,
                                const DuoEventRecord *after,
                                const GPtrArray *booked,
                                gint64 now)
{
  GPtrArray *touched = g_ptr_array_new ();

  for (guint i = 0; i < booked->len; i++)
    {
      DuoChatRecord *chat = booked->pdata[i];

      if (chat->state == DUO_CHAT_CONFIRMED && !duo_chat_record_has_begun (chat, now) &&
          is_touched (before, after, chat->range))
        g_ptr_array_add (touched, chat);
    }
  return touched;
}

gboolean
duo_event_record_is_live (const DuoEventRecord *self, gint64 now)
{
  return duo_time_range_contains (duo_event_record_get_span (self), now);
}

const guint *
duo_format_get_expiries (gsize *n_expiries)
{
  *n_expiries = G_N_ELEMENTS (expiries);
  return expiries;
}

/* ── words ── */

const char *
duo_format_fault_to_string (DuoFormatFault fault)
{
  return duo_names_get (fault_names, DUO_N_FORMAT_FAULTS, fault);
}

gboolean
duo_format_fault_from_string (const char *text, DuoFormatFault *fault)
{
  return duo_names_find (fault_names, DUO_N_FORMAT_FAULTS, text, fault);
}

const char *
duo_format_fault_get_member (DuoFormatFault fault)
{
  return faults[fault].member;
}

const char *
duo_format_fault_get_detail (DuoFormatFault fault)
{
  return faults[fault].detail;
}
