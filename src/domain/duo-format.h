/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-time-range.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_REQUESTS_BY_TALENTS = 1 << 0,
  DUO_REQUESTS_BY_RECRUITERS = 1 << 1,
} DuoRequestsBy;

/* How long a chat can be, in minutes: multiples of a tick up to the longest (PRODUCT §2). */
#define DUO_STEP_MINUTES (DUO_TICK_SECONDS / 60)
#define DUO_LONGEST_MINUTES 120
#define DUO_NO_LIMIT 0
#define DUO_MAX_DURATIONS 24

/* The longest gap, the longest time before a chat that anything is closed or kept, and how long a room is open before
 * and after it at most, all in minutes: a day, a year and an hour. */
#define DUO_MAX_GAP_MINUTES (24 * 60)
#define DUO_MAX_AHEAD_MINUTES (365 * 24 * 60)
#define DUO_MAX_ROOM_MINUTES 60

/* How long an unanswered request can wait, in minutes. */
#define DUO_EXPIRY_NEVER 0
#define DUO_EXPIRY_SIX_HOURS (6 * 60)
#define DUO_EXPIRY_ONE_DAY (24 * 60)
#define DUO_EXPIRY_THREE_DAYS (3 * 24 * 60)

/**
 * DuoFormat:
 * @requests_by: who may request
 * @durations: minutes, ascending multiples of 5 from 5 to 120; @n_durations of them
 * @limit_per_talent: open requests at once, or DUO_NO_LIMIT
 * @limit_per_company: chats in total, or DUO_NO_LIMIT
 * @gap: minutes between two chats of a talent
 * @opens: unix time at which booking opens, 0 for at once
 * @closes: minutes before a slot's start at which booking of it closes
 * @expiry: minutes until an unanswered request expires, 0 for never
 * @notice: minutes before a chat until which a talent may cancel or move it
 * @room_early: minutes before the start at which the room opens (5)
 * @room_late: minutes after the end at which it closes (5)
 *
 * An event's 1-1 Chat format (PRODUCT §2). A plain value; duo_format_validate() says whether it is a valid one.
 */
typedef struct
{
  DuoRequestsBy requests_by;
  guint durations[DUO_MAX_DURATIONS];
  guint n_durations;
  guint limit_per_talent;
  guint limit_per_company;
  guint gap;
  gint64 opens;
  guint closes;
  guint expiry;
  guint notice;
  guint room_early;
  guint room_late;
} DuoFormat;

void duo_format_init (DuoFormat *format); /* the defaults: both, 15 minutes, no limits */
gboolean duo_format_validate (const DuoFormat *format, GError **error);
gboolean duo_format_equal (const DuoFormat *a, const DuoFormat *b);
/* Whether a chat of any event can be that long. */
gboolean duo_format_is_duration (guint minutes);
/* The length of slots where a recruiter has set none: the first (PRODUCT §3). */
guint duo_format_get_default_duration (const DuoFormat *format);
gboolean duo_format_allows_duration (const DuoFormat *format, guint minutes);
/* How long a recruiter's slots are who set @minutes for a day: where the event no longer allows that, as if nothing was
 * set. Nothing is written over, so what was set holds again where it is allowed again. */
guint duo_format_settle_duration (const DuoFormat *format, guint minutes);

/**
 * duo_format_get_room:
 * @next_start: when either side's next chat begins, or G_MAXINT64
 *
 * Returns: from when until when the room of a chat at @chat is open, as far as it is known beforehand (PRODUCT §2)
 */
DuoTimeRange duo_format_get_room (const DuoFormat *format, DuoTimeRange chat, gint64 next_start);

/**
 * duo_format_tell_room:
 * @room: what it is, from duo_format_get_room() and whoever is inside
 *
 * Returns: what either side is told of it at @now: until it opens nothing of when the other's next chat begins, which is
 *   none of theirs
 */
DuoTimeRange duo_format_tell_room (const DuoFormat *format, DuoTimeRange chat, DuoTimeRange room, gint64 now);

/**
 * duo_format_get_clear:
 *
 * Returns: in what no other chat of the same talent may lie, with one at @chat: the gap before it, and after it (PRODUCT
 *   §2). A recruiter's chats follow each other without one
 */
DuoTimeRange duo_format_get_clear (const DuoFormat *format, DuoTimeRange chat);

G_END_DECLS
