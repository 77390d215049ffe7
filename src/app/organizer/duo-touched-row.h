/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-event.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_TOUCHED_OPEN, /* nothing was chosen yet */
  DUO_TOUCHED_KEEP,
  DUO_TOUCHED_CANCEL,
} DuoTouchedChoice;

#define DUO_TYPE_TOUCHED_ROW (duo_touched_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoTouchedRow, duo_touched_row, DUO, TOUCHED_ROW, AdwPreferencesRow)

/* One booked chat: who, when, and *Keep | Cancel Chat*. Signal: `chosen ()`. */
GtkWidget *duo_touched_row_new (DuoEvent *event, DuoChat *chat);
DuoChat *duo_touched_row_get_chat (DuoTouchedRow *self);
/* The revision of the chat that the row shows. */
gint64 duo_touched_row_get_rev (DuoTouchedRow *self);
DuoTouchedChoice duo_touched_row_get_choice (DuoTouchedRow *self);
void duo_touched_row_choose (DuoTouchedRow *self, DuoTouchedChoice choice);

G_END_DECLS
