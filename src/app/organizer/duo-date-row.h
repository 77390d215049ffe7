/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DUO_TYPE_DATE_ROW (duo_date_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoDateRow, duo_date_row, DUO, DATE_ROW, AdwActionRow)

/**
 * DuoDateRow:
 *
 * A date, written out, over a calendar to choose another one from. Signal: `changed ()`.
 */
/* "2026-11-03"; borrowed, until the next change */
const char *duo_date_row_get_date (DuoDateRow *self);
void duo_date_row_set_date (DuoDateRow *self, const char *date);

G_END_DECLS
