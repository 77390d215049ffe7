/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-format-change.h"

G_BEGIN_DECLS

/* What the format's page and its dialogs say, and how the hours are read that somebody types. Pure; all results are the
 * caller's to free. */

/* "Tuesday 3 November" */
char *duo_format_words_day (const char *date, GTimeZone *zone);
/* "10:00–12:00, 13:00–17:00" */
char *duo_format_words_windows (DuoDay *day);
char *duo_format_words_window (DuoDayWindow window);
/* "Virtual", "In Person" */
const char *duo_format_words_kind (DuoDayKind kind);
/* "At once", "Monday 2 November, 09:00" */
char *duo_format_words_opens (gint64 opens, GTimeZone *zone);
/* "After 1 Day" */
const char *duo_format_words_expiry (guint minutes);
/* What is wrong and what is allowed, in a sentence; NULL for DUO_FORMAT_FINE */
const char *duo_format_words_fault (DuoFormatFault fault);

/* "Removing 15 minutes affects 3 booked chats. Choose what happens to each." */
char *duo_format_words_affects (const DuoEventRecord *before, const DuoFormatChange *change, guint n_chats);

/* Reads "9:00", "9", "09.00". FALSE where it is no time up to 24:00. */
gboolean duo_format_words_parse_time (const char *text, guint *minutes);
/* Reads "10:00–12:00", with any dash. FALSE where they are not on five minutes, or end before they begin. */
gboolean duo_format_words_parse_window (const char *text, DuoDayWindow *window);

G_END_DECLS
