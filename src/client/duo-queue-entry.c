/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-client-error.h"
#include "duo-queue-entry-private.h"

DuoQueueEntry *
duo_queue_entry_new (DuoQueued *command, GTask *task, DuoQueueEntryState state)
{
  DuoQueueEntry *self = g_new0 (DuoQueueEntry, 1);

  *self = (DuoQueueEntry) {command, task, state, 0};
  return self;
}

void
duo_queue_entry_free (DuoQueueEntry *self)
{
  g_clear_handle_id (&self->undo, g_source_remove);
  duo_queued_free (self->command);
  g_clear_object (&self->task);
  g_free (self);
}

void
duo_queue_entry_tell (DuoQueueEntry *self, GObject *result, const GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (!task)
    return;
  if (error)
    g_task_return_error (task, g_error_copy (error));
  else if (result)
    g_task_return_pointer (task, g_object_ref (result), g_object_unref);
  else
    g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED,
                             "The event of the chat is no longer there");
}

DuoQueueEntry *
duo_queue_entries_find (GPtrArray *entries, const char *key)
{
  for (guint i = 0; i < entries->len; i++)
    {
      DuoQueueEntry *entry = entries->pdata[i];

      if (g_str_equal (entry->command->key, key))
        return entry;
    }
  return NULL;
}

gboolean
duo_queue_entries_is_first_of_record (GPtrArray *entries, const DuoQueueEntry *entry)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const DuoQueueEntry *other = entries->pdata[i];

      if (other == entry)
        return TRUE;
      if (duo_queued_same_record (other->command, entry->command))
        return FALSE;
    }
  return TRUE;
}

gboolean
duo_queue_entries_has_record (GPtrArray *entries, const DuoQueued *command)
{
  for (guint i = 0; i < entries->len; i++)
    if (duo_queued_same_record (((DuoQueueEntry *) entries->pdata[i])->command, command))
      return TRUE;
  return FALSE;
}

gboolean
duo_queue_entries_is_busy (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const DuoQueueEntry *entry = entries->pdata[i];

      if (entry->state == DUO_QUEUE_ENTRY_WRITING || entry->state == DUO_QUEUE_ENTRY_SENDING)
        return TRUE;
    }
  return FALSE;
}
