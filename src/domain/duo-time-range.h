/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The grain of all times of chats, windows, blocks and gaps (DESIGN §3): occupancy is kept in ticks. */
#define DUO_TICK_SECONDS 300

/**
 * DuoTimeRange:
 * @start: first second, unix time
 * @end: the second after the last, unix time
 *
 * A half-open interval of time, so neighbours never overlap. A value: copy it freely.
 */
typedef struct
{
  gint64 start;
  gint64 end;
} DuoTimeRange;

/* TRUE where start < end and both lie on a tick. */
gboolean duo_time_range_is_valid (DuoTimeRange range);
gboolean duo_time_range_equal (DuoTimeRange a, DuoTimeRange b);
gboolean duo_time_range_overlaps (DuoTimeRange a, DuoTimeRange b);
/* @ranges: (nullable) (element-type DuoTimeRange): whether any of them does */
gboolean duo_time_range_overlaps_any (DuoTimeRange range, const GArray *ranges);
gboolean duo_time_range_contains (DuoTimeRange range, gint64 moment);
guint duo_time_range_get_minutes (DuoTimeRange range);

/* Ticks (unix time / 300) of the range: from first, up to but without end. */
gint64 duo_time_range_get_first_tick (DuoTimeRange range);
gint64 duo_time_range_get_end_tick (DuoTimeRange range);

/* RFC 3339 in UTC, as on the wire: "2026-11-03T13:15:00Z". */
char *duo_time_format (gint64 moment);
/* Reads what duo_time_format() writes (any RFC 3339 offset is understood). FALSE and untouched @moment if it is none. */
gboolean duo_time_parse (const char *text, gint64 *moment);

G_END_DECLS
