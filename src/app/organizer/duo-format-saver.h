/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-format-merge.h"
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_FORMAT_SAVER (duo_format_saver_get_type ())
G_DECLARE_FINAL_TYPE (DuoFormatSaver, duo_format_saver, DUO, FORMAT_SAVER, GObject)

/**
 * DuoFormatSaver:
 *
 * Brings one change after the other to the service: lays what was turned over the event as it is when it is sent, asks
 * what happens to the booked chats that it touches, says that it was saved, and takes it back on *Undo*. What waits is
 * sent even where nobody looks any more. Signals:
 *
 *  - `settled ()`: one change is done, or is not to be done
 *  - `refused (int fault)`: after that, a DuoFormatFault: nothing was changed
 *  - `undo-changed ()`: duo_format_saver_can_undo() may say something else
 *
 * @page: where its dialogs and toasts appear; weak
 */
DuoFormatSaver *duo_format_saver_new (DuoSession *session, DuoEvent *event, GtkWidget *page);
/* (transfer full): the event as it will be when all has been saved, which is what a page shows. */
DuoEventRecord *duo_format_saver_dup_wanted (DuoFormatSaver *self);
/* Takes the members @turned of @format; sent when nothing is turned any more for a moment. */
void duo_format_saver_turn (DuoFormatSaver *self, const DuoFormat *format, DuoFormatMembers turned);
/* Takes what differs between @wanted and @seen, the event that was looked at. @said: what the toast says */
void duo_format_saver_save (DuoFormatSaver *self,
                            const DuoEventRecord *seen,
                            const DuoEventRecord *wanted,
                            const char *said);
/* Whether the last change can be taken back: until the next one, however long its toast is there. */
gboolean duo_format_saver_can_undo (DuoFormatSaver *self);
void duo_format_saver_undo (DuoFormatSaver *self);
/* Sends what is being turned. */
void duo_format_saver_flush (DuoFormatSaver *self);

G_END_DECLS
