/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-event-record.h"

G_BEGIN_DECLS

#define DUO_TYPE_DAY_DIALOG (duo_day_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoDayDialog, duo_day_dialog, DUO, DAY_DIALOG, AdwDialog)

/**
 * DuoDayDialog:
 *
 * A day of an event: its date, its hours, and whether it is virtual or in person. Signals:
 *
 *  - `saved (DuoDay *day)`: what it is from now on; a pointer, borrowed
 *  - `removed ()`: it is no more
 *
 * @event: whose other days it must not meet
 * @day: (nullable): the day that is changed; NULL for one more, the day after the last
 * @now: unix time: the first day of all is tomorrow
 */
GtkWidget *duo_day_dialog_new (const DuoEventRecord *event, DuoDay *day, gint64 now);

G_END_DECLS
