/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-command-queue-struct-private.h"

/* ── what can be taken back ── */

typedef struct
{
  DuoCommandQueue *queue; /* borrowed: it owns the entry, which owns the timer */
  DuoQueueEntry *entry;
} Undo;

static gboolean
undo_over_cb (gpointer data)
{
  Undo *undo = data;

  undo->entry->undo = 0;
  duo_command_queue_hurry (undo->queue);
  return G_SOURCE_REMOVE;
}

static void
start_undo (DuoCommandQueue *self, DuoQueueEntry *entry, guint milliseconds)
{
  Undo *undo = g_new (Undo, 1);

  *undo = (Undo) {self, entry};
  g_clear_handle_id (&entry->undo, g_source_remove);
  entry->undo = g_timeout_add_full (G_PRIORITY_DEFAULT, milliseconds, undo_over_cb, undo, g_free);
}

void
duo_command_queue_take_undoable (DuoCommandQueue *self, DuoQueued *command, guint milliseconds)
{
  duo_command_queue_take (self, command, NULL);
  start_undo (self, self->entries->pdata[self->entries->len - 1], milliseconds);
}

gboolean
duo_command_queue_hold_back (DuoCommandQueue *self, const char *key, guint milliseconds)
{
  DuoQueueEntry *entry = duo_queue_entries_find (self->entries, key);

  if (!entry || !entry->undo)
    return FALSE;
  start_undo (self, entry, milliseconds);
  return TRUE;
}

gboolean
duo_command_queue_undo (DuoCommandQueue *self, const char *key)
{
  DuoQueueEntry *entry = duo_queue_entries_find (self->entries, key);
  guint position;

  if (!entry || !entry->undo)
    return FALSE;
  duo_outbox_remove (self->outbox, key);
  if (g_ptr_array_find (self->entries, entry, &position))
    g_ptr_array_steal_index (self->entries, position);
  duo_command_queue_show_pending_of (self, entry->command);
  duo_queue_entry_free (entry);
  duo_command_queue_hurry (self);
  return TRUE;
}

/* ── before the end ── */

static void
end_drain (DuoCommandQueue *self, gboolean drained)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->drain);

  g_clear_handle_id (&self->patience, g_source_remove);
  if (task)
    g_task_return_boolean (task, drained);
}

/* What waits for the service to be there again waits on disk: nobody waits for it here. */
void
duo_command_queue_check_drained (DuoCommandQueue *self)
{
  if (self->drain && !duo_queue_entries_is_busy (self->entries))
    end_drain (self, TRUE);
}

static void
patience_over_cb (gpointer data)
{
  DuoCommandQueue *self = data;

  self->patience = 0;
  end_drain (self, FALSE);
}

void
duo_command_queue_drain_async (DuoCommandQueue *self,
                               guint milliseconds,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  end_drain (self, FALSE);
  self->drain = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (self->drain, duo_command_queue_drain_async);
  for (guint i = 0; i < self->entries->len; i++)
    g_clear_handle_id (&((DuoQueueEntry *) self->entries->pdata[i])->undo, g_source_remove);
  self->patience = g_timeout_add_once (milliseconds, patience_over_cb, self);
  duo_command_queue_hurry (self);
  duo_command_queue_check_drained (self);
}

gboolean
duo_command_queue_drain_finish (DuoCommandQueue *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
