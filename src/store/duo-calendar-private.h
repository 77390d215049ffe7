/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-database-private.h"
#include "duo-event-record.h"
#include "duo-person-record.h"
#include "duo-store.h"

G_BEGIN_DECLS

/* A recruiter's time: what is offered, what is held, how much is open. */

/* Whether a slot of exactly @range is offered by @recruiter now. Whether it is still free, the ticks say. */
gboolean duo_calendar_offers (DuoDatabase *database,
                              const DuoEventRecord *event,
                              DuoDay *day,
                              const DuoPersonRecord *recruiter,
                              DuoTimeRange range,
                              gint64 now);

/* FALSE where one of the ticks is somebody's already; the caller undoes the transaction then. */
gboolean duo_calendar_hold (DuoDatabase *database, const char *account, DuoTimeRange range, const char *chat);
void duo_calendar_release (DuoDatabase *database, const char *chat);

GPtrArray *duo_calendar_load_slots (DuoDatabase *database,
                                    const DuoEventRecord *event,
                                    const DuoPersonRecord *recruiter,
                                    const char *date,
                                    gint64 now);
GArray *duo_calendar_load_counts (DuoDatabase *database, const DuoEventRecord *event, gint64 now);

G_END_DECLS
