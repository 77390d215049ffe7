/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-format.h"
#include "duo-error.h"

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
durations_are_valid (const DuoFormat *format)
{
  guint before = 0;

  if (format->n_durations == 0 || format->n_durations > DUO_MAX_DURATIONS)
    return FALSE;
  for (guint i = 0; i < format->n_durations; i++)
    {
      guint minutes = format->durations[i];

      if (minutes <= before || !duo_format_is_duration (minutes))
        return FALSE;
      before = minutes;
    }
  return TRUE;
}

void
duo_format_init (DuoFormat *format)
{
  *format = (DuoFormat) {
      .requests_by = DUO_REQUESTS_BY_TALENTS | DUO_REQUESTS_BY_RECRUITERS,
      .durations = {15},
      .n_durations = 1,
      .limit_per_talent = DUO_NO_LIMIT,
      .limit_per_company = DUO_NO_LIMIT,
      .room_early = 5,
      .room_late = 5,
  };
}

gboolean
duo_format_validate (const DuoFormat *format, GError **error)
{
  guint everybody = DUO_REQUESTS_BY_TALENTS | DUO_REQUESTS_BY_RECRUITERS;

  if (format->requests_by == 0 || (format->requests_by & ~everybody) != 0)
    return invalid (error, "somebody must be able to request: talents, recruiters or both");
  if (!durations_are_valid (format))
    return invalid (error, "durations are ascending multiples of 5 minutes from 5 to 120");
  if (format->gap % DUO_STEP_MINUTES != 0 || format->gap > DUO_MAX_GAP_MINUTES)
    return invalid (error, "the gap is a multiple of 5 minutes, a day at most");
  if (format->opens < 0)
    return invalid (error, "booking opens at a moment or at once");
  if (MAX (format->closes, MAX (format->expiry, format->notice)) > DUO_MAX_AHEAD_MINUTES)
    return invalid (error, "closing, expiry and notice are a year at most");
  if (MAX (format->room_early, format->room_late) > DUO_MAX_ROOM_MINUTES)
    return invalid (error, "a room is open for an hour before and after at most");
  return TRUE;
}

gboolean
duo_format_equal (const DuoFormat *a, const DuoFormat *b)
{
  if (a->n_durations != b->n_durations)
    return FALSE;
  for (guint i = 0; i < a->n_durations; i++)
    if (a->durations[i] != b->durations[i])
      return FALSE;
  return a->requests_by == b->requests_by && a->limit_per_talent == b->limit_per_talent &&
         a->limit_per_company == b->limit_per_company && a->gap == b->gap && a->opens == b->opens &&
         a->closes == b->closes && a->expiry == b->expiry && a->notice == b->notice &&
         a->room_early == b->room_early && a->room_late == b->room_late;
}

gboolean
duo_format_is_duration (guint minutes)
{
  return minutes >= DUO_STEP_MINUTES && minutes <= DUO_LONGEST_MINUTES && minutes % DUO_STEP_MINUTES == 0;
}

guint
duo_format_get_default_duration (const DuoFormat *format)
{
  return format->durations[0];
}

gboolean
duo_format_allows_duration (const DuoFormat *format, guint minutes)
{
  for (guint i = 0; i < format->n_durations; i++)
    {
      if (format->durations[i] == minutes)
        return TRUE;
    }
  return FALSE;
}

guint
duo_format_settle_duration (const DuoFormat *format, guint minutes)
{
  return duo_format_allows_duration (format, minutes) ? minutes : duo_format_get_default_duration (format);
}

DuoTimeRange
duo_format_get_room (const DuoFormat *format, DuoTimeRange chat, gint64 next_start)
{
  DuoTimeRange room = {
      chat.start - (gint64) format->room_early * 60,
      MIN (chat.end + (gint64) format->room_late * 60, next_start),
  };

  return room;
}

DuoTimeRange
duo_format_tell_room (const DuoFormat *format, DuoTimeRange chat, DuoTimeRange room, gint64 now)
{
  return now < room.start ? duo_format_get_room (format, chat, G_MAXINT64) : room;
}

DuoTimeRange
duo_format_get_clear (const DuoFormat *format, DuoTimeRange chat)
{
  gint64 gap = (gint64) format->gap * 60;

  return (DuoTimeRange) {chat.start - gap, chat.end + gap};
}
