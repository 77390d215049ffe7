/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

static DuoChat *
find_chat (DuoSession *self, const DuoQueued *command)
{
  DuoEvent *event = duo_sync_find_event (self->sync, command->event);

  return event && command->chat ? duo_event_find_chat (event, command->chat) : NULL;
}

static DuoPerson *
find_person (DuoSession *self, const DuoQueued *command)
{
  DuoEvent *event = duo_sync_find_event (self->sync, command->event);

  return event ? duo_event_find_person (event, command->person) : NULL;
}

static void
on_pending (const DuoQueued *command, gboolean pending, gpointer data)
{
  DuoSession *self = data;
  DuoChat *chat = find_chat (self, command);
  DuoPerson *person = find_person (self, command);

  if (chat && pending)
    duo_chat_set_pending_verb (chat, command->verb);
  else if (chat)
    duo_chat_set_pending (chat, FALSE);
  if (person)
    duo_person_set_pending (person, pending);
}

static GObject *
on_answered (const DuoQueued *command, DuoWireChat *wire, const GError *error, gboolean told, gpointer data)
{
  DuoSession *self = data;
  DuoChat *chat = wire ? duo_sync_take_chat (self->sync, wire) : find_chat (self, command);

  if (error ? !told : command->asked)
    duo_session_emit_outcome (self, chat, error);
  return chat ? G_OBJECT (chat) : NULL;
}

static void
on_held (const DuoQueued *command, gpointer data)
{
  DuoSession *self = data;

  duo_session_emit_held (self, command->key, command->verb, find_chat (self, command),
                         find_person (self, command));
}

static void
on_kept (const DuoQueued *command, gpointer data)
{
  duo_session_emit_kept (data, command->key);
}

static void
on_signed_out (const GError *error, gpointer data)
{
  DuoSession *self = data;

  if (!self->account)
    return;
  duo_session_end (self);
  duo_session_emit_ended (self, error);
}

DuoCommandQueue *
duo_session_make_queue (DuoSession *self)
{
  const DuoCommandOwner owner = {on_pending, on_answered, on_held, on_signed_out, self, on_kept};

  return duo_command_queue_new (self->outbox, self->http, self->clock, &owner);
}

static const char *
get_event_id (DuoSession *self, DuoPerson *person, DuoChat *chat)
{
  if (chat)
    return duo_chat_get_record (chat)->event;
  return duo_person_get_record (person)->event;
}

/* Booking promotes the record that the pair has (PRODUCT §5); the service finds it by the two sides. */
static DuoQueued *
make_command (DuoSession *self, DuoVerb verb, DuoPerson *person, DuoChat *chat, DuoTimeRange range)
{
  DuoQueued *command = duo_queued_new ();

  command->account = g_strdup (self->account);
  command->event = g_strdup (get_event_id (self, person, chat));
  command->verb = verb;
  command->range = range;
  command->created = duo_clock_now (self->clock);
  command->whom = person ? g_strdup (duo_person_get_id (person)) : NULL;
  command->person = g_strdup (chat ? duo_chat_get_peer_id (chat) : command->whom);
  if (chat)
    {
      command->chat = g_strdup (duo_chat_get_id (chat));
      command->seen = duo_chat_get_rev (chat);
    }
  return command;
}

/* (nullable): NULL where nobody is signed in; the caller has been told then. */
static GTask *
new_task (
    DuoSession *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  if (self->account)
    return g_steal_pointer (&task);
  g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT, "Nobody is signed in");
  return NULL;
}

void
duo_session_command_async (DuoSession *self,
                           DuoVerb verb,
                           DuoPerson *person,
                           DuoChat *chat,
                           DuoTimeRange range,
                           const char *message,
                           const char *answer,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  GTask *task;
  DuoQueued *command;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_PERSON (person) || DUO_IS_CHAT (chat));
  g_return_if_fail (!duo_verb_is_of_the_moment (verb));

  task = new_task (self, duo_session_command_async, cancellable, callback, data);
  if (!task)
    return;
  command = make_command (self, verb, person, chat, range);
  command->message = g_strdup (message);
  command->answer = g_strdup (answer);
  duo_command_queue_take (self->queue, command, task);
}

void
duo_session_command_minutes_async (DuoSession *self,
                                   DuoVerb verb,
                                   DuoChat *chat,
                                   guint minutes,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  GTask *task;
  DuoQueued *command;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_CHAT (chat));
  g_return_if_fail (duo_verb_is_of_the_moment (verb) && minutes > 0);

  task = new_task (self, duo_session_command_minutes_async, cancellable, callback, data);
  if (!task)
    return;
  command = make_command (self, verb, NULL, chat, (DuoTimeRange) {0, 0});
  command->minutes = minutes;
  duo_command_queue_take (self->queue, command, task);
}

DuoChat *
duo_session_command_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
duo_session_command_undoable (
    DuoSession *self, DuoVerb verb, DuoChat *chat, DuoPerson *colleague, const char *message)
{
  DuoQueued *command;
  char *key;

  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  g_return_val_if_fail (DUO_IS_CHAT (chat), NULL);

  if (!self->account)
    return NULL;
  command = make_command (self, verb, colleague, chat, (DuoTimeRange) {0, 0});
  command->message = g_strdup (message);
  key = g_strdup (command->key);
  duo_command_queue_take_undoable (self->queue, command, DUO_SESSION_UNDO_SECONDS * 1000);
  return key;
}

gboolean
duo_session_hold_back (DuoSession *self, const char *key)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), FALSE);
  return duo_command_queue_hold_back (self->queue, key, DUO_SESSION_UNDO_SECONDS * 1000);
}

gboolean
duo_session_undo (DuoSession *self, const char *key)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), FALSE);
  return duo_command_queue_undo (self->queue, key);
}

static void
drained_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_boolean (task, duo_command_queue_drain_finish (DUO_COMMAND_QUEUE (source), result));
}

void
duo_session_drain_async (DuoSession *self, guint milliseconds, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, duo_session_drain_async);
  duo_command_queue_drain_async (self->queue, milliseconds, drained_cb, task);
}

gboolean
duo_session_drain_finish (DuoSession *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
duo_session_resolve_held (DuoSession *self, const char *key, gboolean send)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), FALSE);
  return duo_command_queue_resolve (self->queue, key, send);
}

void
duo_session_repeat_held (DuoSession *self)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  duo_command_queue_repeat_held (self->queue);
}

guint
duo_session_get_n_pending (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), 0);
  return duo_command_queue_get_length (self->queue);
}
