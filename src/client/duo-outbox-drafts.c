/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-outbox-private.h"

DuoDraft *
duo_draft_new (const char *account, const DuoNoteRecord *note)
{
  DuoDraft *self = g_new0 (DuoDraft, 1);

  *self = (DuoDraft) {g_strdup (account), duo_note_record_copy (note), FALSE};
  return self;
}

static DuoDraft *
copy (const DuoDraft *draft)
{
  DuoDraft *self = duo_draft_new (draft->account, draft->note);

  self->forbidden = draft->forbidden;
  return self;
}

void
duo_draft_free (DuoDraft *self)
{
  g_free (self->account);
  duo_note_record_free (self->note);
  g_free (self);
}

static gpointer
put_work (sqlite3 *db, gpointer data, GError **error)
{
  const DuoDraft *draft = data;
  const DuoNoteRecord *note = draft->note;
  g_autoptr (sqlite3_stmt) put = duo_local_database_prepare (db, "outbox-put-draft", error);

  if (!put)
    return NULL;
  duo_local_database_bind_text (put, ":account", draft->account);
  duo_local_database_bind_text (put, ":chat", note->chat);
  duo_local_database_bind_text (put, ":event", note->event);
  duo_local_database_bind_text (put, ":author", note->author);
  duo_local_database_bind_text (put, ":body", note->text);
  duo_local_database_bind_text (put, ":next_step", note->next_step);
  duo_local_database_bind_text (put, ":mark", duo_mark_to_string (note->mark));
  duo_local_database_bind_int (put, ":shared", note->shared);
  duo_local_database_bind_int (put, ":seen", note->rev);
  duo_local_database_bind_int (put, ":forbidden", draft->forbidden);
  duo_local_database_finish (put, error);
  return NULL;
}

static gpointer
remove_work (sqlite3 *db, gpointer data, GError **error)
{
  const DuoDraft *draft = data;
  g_autoptr (sqlite3_stmt) remove = duo_local_database_prepare (db, "outbox-remove-draft", error);

  if (!remove)
    return NULL;
  duo_local_database_bind_text (remove, ":account", draft->account);
  duo_local_database_bind_text (remove, ":chat", draft->note->chat);
  if (duo_local_database_finish (remove, error))
    duo_local_database_forget (db);
  return NULL;
}

static void
take_row (sqlite3_stmt *row, gpointer data, GError **error)
{
  g_autoptr (DuoNoteRecord) note = duo_note_record_new (duo_local_database_get_text (row, "event"),
                                                        duo_local_database_get_text (row, "chat"),
                                                        duo_local_database_get_text (row, "author"));
  DuoDraft *draft;

  g_set_str (&note->text, duo_local_database_get_text (row, "body"));
  g_set_str (&note->next_step, duo_local_database_get_text (row, "next_step"));
  /* A mark that only a newer version knows stays in the file for it. */
  if (!duo_mark_from_string (duo_local_database_get_text (row, "mark"), &note->mark))
    return;
  note->shared = duo_local_database_get_int (row, "shared") != 0;
  note->rev = duo_local_database_get_int (row, "seen");
  draft = duo_draft_new (duo_local_database_get_text (row, "account"), note);
  draft->forbidden = duo_local_database_get_int (row, "forbidden") != 0;
  g_ptr_array_add (data, draft);
}

static gpointer
load_work (sqlite3 *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_draft_free);

  if (!duo_local_database_read (db, "outbox-load-drafts", ":account", data, take_row, drafts, error))
    return NULL;
  return g_steal_pointer (&drafts);
}

void
duo_outbox_put_draft_async (DuoOutbox *self,
                            const DuoDraft *draft,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, duo_outbox_put_draft_async);
  duo_outbox_run (self, put_work, copy (draft), (GDestroyNotify) duo_draft_free, task);
}

gboolean
duo_outbox_put_draft_finish (DuoOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
duo_outbox_remove_draft (DuoOutbox *self, const DuoDraft *draft)
{
  duo_outbox_run_unasked (self, remove_work, copy (draft), (GDestroyNotify) duo_draft_free,
                          "A note that was sent stays in the outbox");
}

void
duo_outbox_load_drafts_async (DuoOutbox *self,
                              const char *account,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, duo_outbox_load_drafts_async);
  duo_outbox_run (self, load_work, g_strdup (account), g_free, task);
}

GPtrArray *
duo_outbox_load_drafts_finish (DuoOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
