/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"

G_BEGIN_DECLS

/* When somebody is reminded of a chat (PRODUCT §7), and when nobody is told anything. Pure: the moment that is now comes
 * as an argument, unix time as everywhere. */

typedef enum
{
  DUO_REMINDER_NONE,
  DUO_REMINDER_DAY, /* before it begins */
  DUO_REMINDER_HOUR,
  DUO_REMINDER_TEN_MINUTES,
  DUO_REMINDER_START,
  DUO_REMINDER_PICK, /* accepted, and no time picked */
} DuoReminderKind;

/**
 * DuoReminder:
 * @at: when it was due; 0 where @kind is DUO_REMINDER_NONE
 */
typedef struct
{
  DuoReminderKind kind;
  gint64 at;
} DuoReminder;

/**
 * duo_reminders_get_due:
 * @me: my role in the chat: only a talent picks a time
 * @told: the moment up to which everything is told: that of the last reminder, or when one began to be reminded
 *
 * Of those that have come since @told only the latest: whoever was away for a night is told once, not four times. What
 * was due before the chat got its time is not due, and nothing is once it is over.
 */
DuoReminder duo_reminders_get_due (const DuoChatRecord *record, DuoRole me, gint64 told, gint64 now);

/* When the next reminder comes, after @now; G_MAXINT64 for never. */
gint64 duo_reminders_get_next (const DuoChatRecord *record, DuoRole me, gint64 now);

/* Whether who looks at a calendar sees what there is to say of a chat. Once its room is open it is not enough: its hour
 * may be scrolled away and its day not be shown, and somebody else waits. */
gboolean duo_reminders_are_seen_in_calendar (DuoChatState state, gboolean room_open);

/**
 * DuoQuietHours:
 * @on: whether there are any
 * @from: minutes after midnight
 * @to: the same; before @from where they go past midnight
 */
typedef struct
{
  gboolean on;
  guint from;
  guint to;
} DuoQuietHours;

/* Until when it is quiet, where it is at @now by the clocks of @zone; @now where it is not. */
gint64 duo_quiet_hours_get_end (const DuoQuietHours *self, gint64 now, GTimeZone *zone);

G_END_DECLS
