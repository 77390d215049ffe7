/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-time-range.h"

G_BEGIN_DECLS

/* How times, days, ranges, zones and counts are written (design/NOTES §1, "Wording"). All pure: the moment that is
 * now comes as an argument, unix time as everywhere, and every result is the caller's to free. A time is 24 h or 12 h
 * after the locale; a range uses an en dash and stands between U+2066 and U+2069, so that right-to-left text does not
 * turn it round. */

char *duo_text_time (gint64 moment, GTimeZone *zone);       /* "14:15" */
char *duo_text_range (DuoTimeRange range, GTimeZone *zone); /* "14:15–14:30" */
char *
duo_text_range_spoken (DuoTimeRange range, GTimeZone *zone); /* "14:15 to 14:30", for accessible names */

char *duo_text_day (gint64 moment, GTimeZone *zone);        /* "Tuesday 3 November" */
char *duo_text_day_medium (gint64 moment, GTimeZone *zone); /* "Tue 3 November" */
char *duo_text_day_short (gint64 moment, GTimeZone *zone);  /* "Tue 3" */
/* "Today, Tuesday 3 November", "Tomorrow, Wednesday 4 November", or the day alone */
char *duo_text_day_head (gint64 moment, GTimeZone *zone, gint64 now);
/* "3 November", "3–5 November", "30 October – 2 November": from the day of @first to that of @last */
char *duo_text_days (gint64 first, gint64 last, GTimeZone *zone);
/* "Tuesday 3 November, 14:15–14:30" */
char *duo_text_when (DuoTimeRange range, GTimeZone *zone);
char *duo_text_when_short (DuoTimeRange range, GTimeZone *zone); /* "Tue 3, 14:15–14:30" */
/* "14:05", "yesterday, 14:05" or "3 November, 14:05": when something was the case */
char *duo_text_moment (gint64 moment, GTimeZone *zone, gint64 now);

/* "2026-11-03": the date of @moment in @zone, as days of an event are named */
char *duo_text_date (gint64 moment, GTimeZone *zone);
/* The middle of the day of @date in @zone, to write the day with; 0 where @date is none */
gint64 duo_text_date_noon (const char *date, GTimeZone *zone);
gboolean duo_text_same_day (gint64 a, gint64 b, GTimeZone *zone);

/* "in 43 min", "in 2 h 28 min", "in 3 days"; "Now, 13 min left" while it runs; "ended" afterwards */
char *duo_text_countdown (DuoTimeRange range, gint64 now);
/* "20 min ago", "1 h ago", "yesterday", "3 days ago" */
char *duo_text_ago (gint64 moment, gint64 now);
/* The same where it stands alone: "Just now", "Yesterday" */
char *duo_text_ago_alone (gint64 moment, gint64 now);
/* What is left of a chat: whole minutes, "14 min", and in the last two minutes "1:59" */
char *duo_text_left (gint64 end, gint64 now);

char *duo_text_weekday_time (gint64 moment, GTimeZone *zone); /* "Tue 14:00" */

/* The en dash of a range, between word joiners: a line may not break after it. */
#define DUO_TEXT_DASH "\u2060–\u2060"

/* The city of a zone: "New York" for "America/New_York" */
char *duo_text_city (GTimeZone *zone);
/* Whether the two show different times at @moment: only then anything is said about zones */
gboolean duo_text_zones_differ (GTimeZone *a, GTimeZone *b, gint64 moment);
/* (nullable): over times that are all of @zone, where mine is another: "Stockholm time" */
char *duo_text_zone_note (GTimeZone *zone, GTimeZone *mine, gint64 moment);

/* What is @moment in @zone, as I read it off my own clock in @mine; with the weekday where my date is another. */
char *duo_text_my_time (gint64 moment, GTimeZone *zone, GTimeZone *mine); /* "08:15", "Sun 23:30" */
char *duo_text_my_range (DuoTimeRange range,
                         GTimeZone *zone,
                         GTimeZone *mine); /* "08:15–08:30", "Sun 23:30–23:35" */
char *duo_text_my_time_spoken (gint64 moment, GTimeZone *zone, GTimeZone *mine); /* "08:15", "Sunday 23:30" */
/* @text (transfer full), which says a time in @zone, and where mine differs my own behind it: "11:40 (22:40 London)" */
char *duo_text_with_my_time (char *text, gint64 moment, GTimeZone *zone, GTimeZone *mine);
char *duo_text_with_my_time_spoken (char *text, gint64 moment, GTimeZone *zone, GTimeZone *mine);
char *duo_text_with_my_range (char *text, DuoTimeRange range, GTimeZone *zone, GTimeZone *mine);

char *duo_text_first_name (const char *name); /* "Ada" for "Ada Lindqvist" */
/* "A. Lindqvist" for "Ada Lindqvist"; whole where it is short, or the family's name comes first: "Chen Yu-ting" */
char *duo_text_short_name (const char *name);
char *duo_text_list (const char *const *words); /* "English, Swedish, Polish"; "" for none and NULL */
char *duo_text_open_slots (guint count);        /* "1 open slot", "14 open slots", "No open slots" */
char *duo_text_requests (guint count);          /* "1 request", "23 requests" */
char *duo_text_chats (guint count);             /* "1 chat", "4 chats", "No chats" */

/* @pattern with its first "%s" replaced by @first and its second, where there is one, by @second. Both are data: what
 * looks like a placeholder in them is none. */
char *duo_text_fill (const char *pattern, const char *first, const char *second);

/* Whether times of a locale with this `T_FMT` (nl_langinfo(3)) have twelve hours. */
gboolean duo_text_is_12_hours (const char *time_format);

G_END_DECLS
