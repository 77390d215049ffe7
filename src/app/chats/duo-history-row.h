/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_HISTORY_ROW (duo_history_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoHistoryRow, duo_history_row, DUO, HISTORY_ROW, GtkListBoxRow)

/* A chat that waits for the other side, or ended without taking place. Property: chat. */
GtkWidget *duo_history_row_new (DuoSession *session, DuoChat *chat);
DuoChat *duo_history_row_get_chat (DuoHistoryRow *self);
/* Looks at the clock again. */
void duo_history_row_update (DuoHistoryRow *self);

G_END_DECLS
