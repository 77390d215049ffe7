/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-draft-private.h"
#include "duo-local-database-private.h"
#include "duo-queued-private.h"

G_BEGIN_DECLS

#define DUO_TYPE_OUTBOX (duo_outbox_get_type ())
G_DECLARE_FINAL_TYPE (DuoOutbox, duo_outbox, DUO, OUTBOX, GObject)

/**
 * DuoOutbox:
 *
 * The commands that have no answer yet, and the notes that were not sent, in a file of their own that is never thrown
 * away: a damaged one is put aside, and said.
 */
DuoOutbox *duo_outbox_new (const char *path);

/* Finishes once @command is on disk. */
void
duo_outbox_put_async (DuoOutbox *self, const DuoQueued *command, GAsyncReadyCallback callback, gpointer data);
gboolean duo_outbox_put_finish (DuoOutbox *self, GAsyncResult *result, GError **error);
/* Puts down whether @command was sent; a failure is logged. */
void duo_outbox_note_sent (DuoOutbox *self, const DuoQueued *command);
/* What was answered; a failure is logged: the answer to the same key is the same next time. */
void duo_outbox_remove (DuoOutbox *self, const char *key);
/* Finishes with (element-type DuoQueued) the commands of @account in the order of the clicks. */
void
duo_outbox_load_async (DuoOutbox *self, const char *account, GAsyncReadyCallback callback, gpointer data);
GPtrArray *duo_outbox_load_finish (DuoOutbox *self, GAsyncResult *result, GError **error);
/* duo-outbox-drafts.c: finishes once @draft is on disk, in the place of what was noted on that chat before */
void duo_outbox_put_draft_async (DuoOutbox *self,
                                 const DuoDraft *draft,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean duo_outbox_put_draft_finish (DuoOutbox *self, GAsyncResult *result, GError **error);
/* What the service has; a failure is logged: it says the same again next time. */
void duo_outbox_remove_draft (DuoOutbox *self, const DuoDraft *draft);
/* Finishes with (element-type DuoDraft) those of @account. */
void duo_outbox_load_drafts_async (DuoOutbox *self,
                                   const char *account,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
GPtrArray *duo_outbox_load_drafts_finish (DuoOutbox *self, GAsyncResult *result, GError **error);
/* For its own files. @task: (transfer full): returns the rows that @work does, or TRUE */
void duo_outbox_run (
    DuoOutbox *self, DuoLocalDatabaseWork work, gpointer data, GDestroyNotify free_data, GTask *task);
/* Nobody waits for it. @what: (static): what is logged where it fails */
void duo_outbox_run_unasked (
    DuoOutbox *self, DuoLocalDatabaseWork work, gpointer data, GDestroyNotify free_data, const char *what);
/* Waits until everything is on disk. */
void duo_outbox_flush (DuoOutbox *self);
/* Borrowed: it says when the file was damaged. */
DuoLocalDatabase *duo_outbox_get_database (DuoOutbox *self);

G_END_DECLS
