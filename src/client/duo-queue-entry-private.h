/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-queued-private.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_QUEUE_ENTRY_WRITING,
  DUO_QUEUE_ENTRY_WAITING,
  DUO_QUEUE_ENTRY_SENDING,
  DUO_QUEUE_ENTRY_HELD, /* waited a day: somebody has to say */
} DuoQueueEntryState;

/**
 * DuoQueueEntry:
 * @task: (nullable): NULL once the caller was told, or where nobody waits
 * @undo: the timer after which it goes; 0 where it can no longer be taken back
 *
 * A command in the queue.
 */
typedef struct
{
  DuoQueued *command;
  GTask *task;
  DuoQueueEntryState state;
  guint undo;
} DuoQueueEntry;

/* Takes both. */
DuoQueueEntry *duo_queue_entry_new (DuoQueued *command, GTask *task, DuoQueueEntryState state);
void duo_queue_entry_free (DuoQueueEntry *self);
/* Ends its task, where there is one, with the answer: @error, or @result (nullable: its event is gone). */
void duo_queue_entry_tell (DuoQueueEntry *self, GObject *result, const GError *error);

/* Of (element-type DuoQueueEntry) @entries, in the order of the clicks. Borrowed. */
DuoQueueEntry *duo_queue_entries_find (GPtrArray *entries, const char *key);
gboolean duo_queue_entries_is_first_of_record (GPtrArray *entries, const DuoQueueEntry *entry);
gboolean duo_queue_entries_has_record (GPtrArray *entries, const DuoQueued *command);
/* Whether one is being written or sent. */
gboolean duo_queue_entries_is_busy (GPtrArray *entries);

G_END_DECLS
