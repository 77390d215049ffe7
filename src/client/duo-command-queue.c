/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-client-error-private.h"
#include "duo-command-queue-struct-private.h"
#include "duo-reader-private.h"

#define FIRST_RETRY_MS 1000
#define LAST_RETRY_MS 30000
#define DAY_SECONDS (24 * 60 * 60)
#define MOMENT_SECONDS 120

G_DEFINE_FINAL_TYPE (DuoCommandQueue, duo_command_queue, G_TYPE_OBJECT)

DUO_DEFINE_READER (DuoWireChat, read_chat, duo_wire_read_chat)

static void send_ready (DuoCommandQueue *self);

/* ── settling ── */

void
duo_command_queue_show_pending_of (DuoCommandQueue *self, const DuoQueued *command)
{
  if (self->owner.pending)
    self->owner.pending (command, duo_queue_entries_has_record (self->entries, command), self->owner.data);
}

/* Takes @chat. */
static void
settle (DuoCommandQueue *self, DuoQueueEntry *entry, DuoWireChat *chat, const GError *error)
{
  g_autoptr (DuoWireChat) owned = chat;
  gboolean told = entry->task != NULL;
  GObject *result = NULL;
  guint position;

  duo_outbox_remove (self->outbox, entry->command->key);
  if (g_ptr_array_find (self->entries, entry, &position))
    g_ptr_array_steal_index (self->entries, position);
  if (self->owner.answered)
    result = self->owner.answered (entry->command, g_steal_pointer (&owned), error, told, self->owner.data);
  /* Not before: for a moment it would be as if nothing had been said to it yet. */
  duo_command_queue_show_pending_of (self, entry->command);
  duo_queue_entry_tell (entry, result, error);
  duo_queue_entry_free (entry);
}

/* What follows on the same chat saw a chat that the failed one was to change. */
static void
drop_followers (DuoCommandQueue *self, const char *event, const char *person)
{
  g_autoptr (GError) error =
      g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE, "The command before this one failed");
  DuoQueued failed = {.event = (char *) event, .person = (char *) person};

  for (guint i = self->entries->len; i-- > 0;)
    {
      DuoQueueEntry *entry = self->entries->pdata[i];

      if (entry->state != DUO_QUEUE_ENTRY_WRITING && duo_queued_same_record (entry->command, &failed))
        settle (self, entry, NULL, error);
    }
}

static void
update_followers (DuoCommandQueue *self, const DuoQueued *done, const DuoChatRecord *record)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      DuoQueueEntry *entry = self->entries->pdata[i];

      if (duo_queued_same_record (entry->command, done) && g_strcmp0 (entry->command->chat, record->id) == 0)
        entry->command->seen = record->rev;
    }
}

/* ── sending ── */

static void
retry_cb (gpointer data)
{
  DuoCommandQueue *self = data;

  self->timer = 0;
  send_ready (self);
}

static void
retry_later (DuoCommandQueue *self, guint retry_after)
{
  guint delay = MIN (FIRST_RETRY_MS << MIN (self->tries, 10), LAST_RETRY_MS);

  self->tries++;
  delay = (guint) (delay * g_random_double_range (0.5, 1.5));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (MAX (delay, retry_after * 1000), retry_cb, self);
}

/* No answer: the caller hears of it, the command stays. */
static void
keep (DuoCommandQueue *self, DuoQueueEntry *entry, const GError *error)
{
  const DuoClientErrorPrivate *details = duo_client_error_get_details (error);

  entry->state = DUO_QUEUE_ENTRY_WAITING;
  duo_queue_entry_tell (entry, NULL, error);
  retry_later (self, details ? details->retry_after : 0);
}

static void
fail (DuoCommandQueue *self, DuoQueueEntry *entry, DuoWireChat *chat, const GError *error)
{
  g_autofree char *event = g_strdup (entry->command->event);
  g_autofree char *person = g_strdup (entry->command->person);

  settle (self, entry, chat, error);
  drop_followers (self, event, person);
  send_ready (self);
}

static void
succeed (DuoCommandQueue *self, DuoQueueEntry *entry, const DuoHttpAnswer *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  g_autoptr (GError) error = NULL;
  DuoWireChat *chat = read_chat (text ? text : "", length, DUO_MAX_BODY, &error);

  self->tries = 0;
  if (!chat)
    {
      g_autoptr (GError) strange = g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE,
                                                "The answer is not understood: %s", error->message);

      fail (self, entry, NULL, strange);
      return;
    }
  update_followers (self, entry->command, chat->record);
  settle (self, entry, chat, NULL);
  send_ready (self);
}

/* Before it goes, or a crash meanwhile would leave what may be done as never sent. */
static void
note_sent (DuoCommandQueue *self, DuoQueued *command, gboolean sent)
{
  if (command->sent == sent || !duo_verb_is_of_the_moment (command->verb))
    return;
  command->sent = sent;
  duo_outbox_note_sent (self->outbox, command);
}

/* A proxy says 5xx of what it passed on as well. */
static gboolean
may_be_done (const DuoHttpAnswer *answer, const GError *error)
{
  if (!g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    return FALSE;
  return answer || duo_client_error_get_details (error)->sent;
}

static gboolean
is_no_answer (const GError *error)
{
  return g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE) ||
         g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_BUSY);
}

static void
handle_refusal (DuoCommandQueue *self, DuoQueueEntry *entry, const DuoHttpAnswer *answer, const GError *error)
{
  g_autoptr (DuoWireProblem) problem = answer ? duo_http_answer_dup_problem (answer) : NULL;

  if (is_no_answer (error))
    {
      keep (self, entry, error);
    }
  else if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT))
    {
      entry->state = DUO_QUEUE_ENTRY_WAITING;
      duo_queue_entry_tell (entry, NULL, error);
      if (self->owner.signed_out)
        self->owner.signed_out (error, self->owner.data);
    }
  else
    {
      fail (self, entry, problem ? g_steal_pointer (&problem->chat) : NULL, error);
    }
}

typedef struct
{
  DuoCommandQueue *queue;
  char *key;
  gboolean sent; /* once before */
} Sending;

static Sending *
sending_new (DuoCommandQueue *self, const DuoQueueEntry *entry)
{
  Sending *sending = g_new0 (Sending, 1);

  *sending = (Sending) {g_object_ref (self), g_strdup (entry->command->key), entry->command->sent};
  return sending;
}

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->queue);
  g_free (sending->key);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sending) sending = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  DuoCommandQueue *self = sending->queue;
  DuoQueueEntry *entry = duo_queue_entries_find (self->entries, sending->key);

  if (!entry || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer && duo_http_answer_check (answer, &error))
    {
      succeed (self, entry, answer);
    }
  else
    {
      if (!may_be_done (answer, error))
        note_sent (self, entry->command, sending->sent);
      handle_refusal (self, entry, answer, error);
    }
  duo_command_queue_check_drained (self);
}

static void
send_entry (DuoCommandQueue *self, DuoQueueEntry *entry)
{
  DuoQueued *command = entry->command;
  Sending *sending = sending_new (self, entry);
  g_autofree char *body = duo_queued_dup_body (command);
  g_autofree char *path = duo_queued_dup_path (command);
  DuoHttpRequest request = {"POST", path, body, command->key, command->chat ? command->seen : 0, NULL};

  entry->state = DUO_QUEUE_ENTRY_SENDING;
  note_sent (self, command, TRUE);
  duo_http_send_async (self->http, &request, self->cancellable, sent_cb, sending);
}

/* "I am five minutes late" says something else, and about another moment, when it comes ten minutes later. What follows
 * saw the chat as it still is: it goes. What was sent may be done: only its key brings the answer. */
static gboolean
drop_if_past (DuoCommandQueue *self, DuoQueueEntry *entry)
{
  g_autoptr (GError) error = NULL;

  if (!duo_verb_is_of_the_moment (entry->command->verb) || entry->command->sent ||
      duo_clock_now (self->clock) - entry->command->created < MOMENT_SECONDS)
    return FALSE;
  error = g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "Its moment has passed");
  settle (self, entry, NULL, error);
  send_ready (self);
  return TRUE;
}

static gboolean
hold_if_old (DuoCommandQueue *self, DuoQueueEntry *entry)
{
  g_autoptr (GError) error = NULL;

  if (duo_clock_now (self->clock) - entry->command->created < DAY_SECONDS)
    return FALSE;
  entry->state = DUO_QUEUE_ENTRY_HELD;
  error = g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "It waited for a day");
  duo_queue_entry_tell (entry, NULL, error);
  if (self->owner.held)
    self->owner.held (entry->command, self->owner.data);
  return TRUE;
}

static void
send_ready (DuoCommandQueue *self)
{
  if (self->timer != 0 || !duo_http_has_token (self->http))
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      DuoQueueEntry *entry = self->entries->pdata[i];

      if (entry->state == DUO_QUEUE_ENTRY_WAITING && !entry->undo &&
          duo_queue_entries_is_first_of_record (self->entries, entry) && !drop_if_past (self, entry) &&
          !hold_if_old (self, entry))
        send_entry (self, entry);
    }
}

/* ── object ── */

static void
duo_command_queue_dispose (GObject *object)
{
  DuoCommandQueue *self = DUO_COMMAND_QUEUE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->entries, 0);
  G_OBJECT_CLASS (duo_command_queue_parent_class)->dispose (object);
}

static void
duo_command_queue_finalize (GObject *object)
{
  DuoCommandQueue *self = DUO_COMMAND_QUEUE (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->http);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (duo_command_queue_parent_class)->finalize (object);
}

static void
duo_command_queue_class_init (DuoCommandQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_command_queue_dispose;
  object_class->finalize = duo_command_queue_finalize;
}

static void
duo_command_queue_init (DuoCommandQueue *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_queue_entry_free);
  self->cancellable = g_cancellable_new ();
}

DuoCommandQueue *
duo_command_queue_new (DuoOutbox *outbox, DuoHttp *http, DuoClock *clock, const DuoCommandOwner *owner)
{
  DuoCommandQueue *self = g_object_new (DUO_TYPE_COMMAND_QUEUE, NULL);

  self->outbox = g_object_ref (outbox);
  self->http = g_object_ref (http);
  self->clock = duo_clock_ref (clock);
  self->owner = *owner;
  return self;
}

/* A full disk: what is not kept is not sent, or a crash would make it happen twice or not at all. */
static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sending) sending = data;
  g_autoptr (GError) error = NULL;
  gboolean kept = duo_outbox_put_finish (DUO_OUTBOX (source), result, &error);
  DuoQueueEntry *entry = duo_queue_entries_find (sending->queue->entries, sending->key);

  if (!entry)
    return;
  entry->state = DUO_QUEUE_ENTRY_WAITING;
  if (!kept)
    {
      fail (sending->queue, entry, NULL, error);
      duo_command_queue_check_drained (sending->queue);
      return;
    }
  if (sending->queue->owner.kept)
    sending->queue->owner.kept (entry->command, sending->queue->owner.data);
  /* A click is a reason to try now, whatever was waited for. */
  duo_command_queue_hurry (sending->queue);
  duo_command_queue_check_drained (sending->queue);
}

static void
append (DuoCommandQueue *self, DuoQueued *command, GTask *task, DuoQueueEntryState state)
{
  g_ptr_array_add (self->entries, duo_queue_entry_new (command, task, state));
  duo_command_queue_show_pending_of (self, command);
}

void
duo_command_queue_take (DuoCommandQueue *self, DuoQueued *command, GTask *task)
{
  append (self, command, task, DUO_QUEUE_ENTRY_WRITING);
  duo_outbox_put_async (self->outbox, command, put_cb,
                        sending_new (self, self->entries->pdata[self->entries->len - 1]));
}

void
duo_command_queue_take_left (DuoCommandQueue *self, GPtrArray *commands)
{
  g_autoptr (GPtrArray) owned = commands;

  g_ptr_array_set_free_func (commands, NULL);
  for (guint i = 0; i < commands->len; i++)
    {
      DuoQueued *command = commands->pdata[i];

      if (duo_queue_entries_find (self->entries, command->key))
        duo_queued_free (command);
      else
        append (self, command, NULL, DUO_QUEUE_ENTRY_WAITING);
    }
  send_ready (self);
}

void
duo_command_queue_hurry (DuoCommandQueue *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  send_ready (self);
}

gboolean
duo_command_queue_resolve (DuoCommandQueue *self, const char *key, gboolean send)
{
  DuoQueueEntry *entry = duo_queue_entries_find (self->entries, key);
  g_autoptr (GError) error = NULL;

  if (!entry || entry->state != DUO_QUEUE_ENTRY_HELD)
    return FALSE;
  entry->state = DUO_QUEUE_ENTRY_WAITING;
  if (send)
    {
      entry->command->created = duo_clock_now (self->clock);
      entry->command->asked = TRUE;
      duo_command_queue_hurry (self);
      return TRUE;
    }
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "It was not sent");
  fail (self, entry, NULL, error);
  return TRUE;
}

void
duo_command_queue_repeat_held (DuoCommandQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const DuoQueueEntry *entry = self->entries->pdata[i];

      if (entry->state == DUO_QUEUE_ENTRY_HELD && self->owner.held)
        self->owner.held (entry->command, self->owner.data);
    }
}

void
duo_command_queue_clear (DuoCommandQueue *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT, "The session has ended");
  g_autoptr (GPtrArray) entries = g_steal_pointer (&self->entries);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->tries = 0;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_queue_entry_free);
  for (guint i = 0; i < entries->len; i++)
    {
      DuoQueueEntry *entry = entries->pdata[i];

      duo_command_queue_show_pending_of (self, entry->command);
      duo_queue_entry_tell (entry, NULL, error);
    }
}

void
duo_command_queue_show_pending (DuoCommandQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    duo_command_queue_show_pending_of (self, ((DuoQueueEntry *) self->entries->pdata[i])->command);
}

guint
duo_command_queue_get_length (DuoCommandQueue *self)
{
  return self->entries->len;
}

void
duo_command_queue_disown (DuoCommandQueue *self)
{
  self->owner = (DuoCommandOwner) {NULL};
}
