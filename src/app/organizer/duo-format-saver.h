/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_FORMAT_SAVER (duo_format_saver_get_type ())
G_DECLARE_FINAL_TYPE (DuoFormatSaver, duo_format_saver, DUO, FORMAT_SAVER, GObject)

/**
 * DuoFormatSaver:
 *
 * Brings one change after the other to the service: asks what happens to the booked chats that it touches, says that it
 * was saved, and takes it back on *Undo*. Signals:
 *
 *  - `refused (int fault)`: a DuoFormatFault: nothing was changed
 *  - `settled ()`: the event is as it is: nothing is on its way any more
 *
 * @page: where its dialogs and toasts appear; weak
 */
DuoFormatSaver *duo_format_saver_new (DuoSession *session, DuoEvent *event, GtkWidget *page);
gboolean duo_format_saver_is_busy (DuoFormatSaver *self);
/* Takes @change. @said: what the toast says. Only while it is not busy. */
void duo_format_saver_save (DuoFormatSaver *self, DuoFormatChange *change, const char *said);

G_END_DECLS
