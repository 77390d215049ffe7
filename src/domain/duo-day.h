/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-time-range.h"

G_BEGIN_DECLS

/**
 * DuoDayWindow:
 * @start: local minutes after midnight, a multiple of 5
 * @end: local minutes after midnight, a multiple of 5, at most 1440
 */
typedef struct
{
  guint start;
  guint end;
} DuoDayWindow;

typedef enum
{
  DUO_DAY_VIRTUAL,
  DUO_DAY_IN_PERSON,
} DuoDayKind;

/**
 * DuoDay:
 *
 * A date of an event with its windows (PRODUCT §1). Immutable and valid by construction; reference counted atomically.
 */
typedef struct _DuoDay DuoDay;

/**
 * duo_day_new:
 * @date: "2026-11-03"
 * @windows: (array length=n_windows): sorted, not overlapping, each start < end
 *
 * Errors: DUO_DOMAIN_ERROR_INVALID.
 */
DuoDay *
duo_day_new (const char *date, DuoDayKind kind, const DuoDayWindow *windows, gsize n_windows, GError **error);
DuoDay *duo_day_ref (DuoDay *self);
void duo_day_unref (DuoDay *self);

const char *duo_day_get_date (DuoDay *self);
DuoDayKind duo_day_get_kind (DuoDay *self);
const DuoDayWindow *duo_day_get_windows (DuoDay *self, gsize *n_windows);

gboolean duo_day_equal (DuoDay *a, DuoDay *b);

/* Lists of them (element-type DuoDay): whether they are the same one by one, and the earliest first. */
gboolean duo_days_equal (const GPtrArray *a, const GPtrArray *b);
void duo_days_sort (GPtrArray *days);

/**
 * duo_day_dup_ranges:
 *
 * The windows as instants in @zone. A window that begins in the hour that a clock change skips begins after it; one
 * that a clock change doubles is as long as it really lasts.
 *
 * Returns: (transfer full) (element-type DuoTimeRange): in the order of the windows; empty ones are left out
 */
GArray *duo_day_dup_ranges (DuoDay *self, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDay, duo_day_unref)

G_END_DECLS
