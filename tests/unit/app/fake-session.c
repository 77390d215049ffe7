/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-session.h"

struct _DuoSession
{
  GObject parent_instance;

  DuoClock *clock;
  DuoEvent *event;
  DuoSessionState state;
  gint64 synced_at;
  DuoSlots *slots;
  FakeCommand command;
  guint n_commands;
  GTask *waiting;
  DuoFormatChange *change; /* the last that was asked for */
  guint n_changes;
  guint n_noted;
  GTask *changing;
  gboolean no_keyring;
  char *address;
  char *account_name;
  char *account_email;
  GListStore *events;
  GString *resolved;    /* what was said about held commands */
  GHashTable *undoable; /* key → DuoChat of what can still be taken back */
  gint64 told_since;
  gboolean told_lost;
  GHashTable *told; /* chat → DuoChatMark */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_EVENT,
  PROP_SYNCED_AT,
  PROP_ACCOUNT_NAME,
  PROP_ACCOUNT_EMAIL,
  PROP_KEYRING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoSession, duo_session, G_TYPE_OBJECT)
G_DEFINE_QUARK (fake - client - error, duo_client_error)

static void
clear_command (DuoSession *self)
{
  g_clear_pointer (&self->command.message, g_free);
  g_clear_pointer (&self->command.answer, g_free);
  self->command = (FakeCommand) {0};
}

static void
duo_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoSession *self = DUO_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_SYNCED_AT:
      g_value_set_int64 (value, self->synced_at);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->account_name);
      break;
    case PROP_ACCOUNT_EMAIL:
      g_value_set_string (value, self->account_email);
      break;
    case PROP_KEYRING:
      g_value_set_boolean (value, !self->no_keyring);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_session_dispose (GObject *object)
{
  DuoSession *self = DUO_SESSION (object);

  g_assert_null (self->waiting);
  g_assert_null (self->changing);
  clear_command (self);
  g_clear_pointer (&self->change, duo_format_change_free);
  g_clear_object (&self->event);
  g_clear_object (&self->slots);
  g_clear_object (&self->events);
  g_clear_pointer (&self->undoable, g_hash_table_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  if (self->resolved)
    g_string_free (g_steal_pointer (&self->resolved), TRUE);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->account_name, g_free);
  g_clear_pointer (&self->account_email, g_free);

  G_OBJECT_CLASS (duo_session_parent_class)->dispose (object);
}

static void
duo_session_class_init (DuoSessionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = duo_session_get_property;
  object_class->dispose = duo_session_dispose;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READABLE);
  properties[PROP_EVENT] = g_param_spec_object ("event", NULL, NULL, DUO_TYPE_EVENT, G_PARAM_READABLE);
  properties[PROP_SYNCED_AT] =
      g_param_spec_int64 ("synced-at", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE);
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, NULL, G_PARAM_READABLE);
  properties[PROP_ACCOUNT_EMAIL] = g_param_spec_string ("account-email", NULL, NULL, NULL, G_PARAM_READABLE);
  properties[PROP_KEYRING] = g_param_spec_boolean ("keyring", NULL, NULL, TRUE, G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /* A queued command that failed after its page was left. */
  g_signal_new ("outcome", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                DUO_TYPE_CHAT, G_TYPE_ERROR);
  g_signal_new ("kept", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("me-changed", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("held", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                G_TYPE_STRING, G_TYPE_INT, DUO_TYPE_CHAT, DUO_TYPE_PERSON);
}

static void
duo_session_init (DuoSession *self)
{
  self->state = DUO_SESSION_ONLINE;
  self->address = g_strdup ("https://made.up");
  self->account_name = g_strdup ("Amara Okafor");
  self->account_email = g_strdup ("amara.okafor@mail.example");
  self->events = g_list_store_new (DUO_TYPE_EVENT);
  self->resolved = g_string_new (NULL);
  self->undoable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) duo_chat_mark_free);
}

DuoSession *
fake_session_new (DuoClock *clock, DuoEvent *event)
{
  DuoSession *self = g_object_new (DUO_TYPE_SESSION, NULL);

  self->clock = duo_clock_ref (clock);
  self->event = event ? g_object_ref (event) : NULL;
  if (event)
    g_list_store_append (self->events, event);
  self->synced_at = duo_clock_now (clock);
  return self;
}

void
fake_session_set_synced (DuoSession *self, gint64 synced_at)
{
  self->synced_at = synced_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNCED_AT]);
}

void
fake_session_set_state (DuoSession *self, DuoSessionState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
fake_session_set_keyring (DuoSession *self, gboolean keyring)
{
  self->no_keyring = !keyring;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING]);
}

void
fake_session_add_event (DuoSession *self, DuoEvent *event)
{
  g_list_store_append (self->events, event);
}

const char *
duo_session_get_address (DuoSession *self)
{
  return self->address;
}

const char *
duo_session_get_account_name (DuoSession *self)
{
  return self->account_name;
}

GListModel *
duo_session_get_events (DuoSession *self)
{
  return G_LIST_MODEL (self->events);
}

guint
fake_session_get_n_commands (DuoSession *self)
{
  return self->n_commands;
}

const FakeCommand *
fake_session_get_command (DuoSession *self)
{
  return self->n_commands > 0 ? &self->command : NULL;
}

void
fake_session_answer (DuoSession *self, DuoChat *chat)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

  g_assert_nonnull (task);
  g_task_return_pointer (task, g_object_ref (chat), g_object_unref);
}

void
fake_session_fail (DuoSession *self, DuoClientError code, DuoRefusal refusal)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

  g_assert_nonnull (task);
  g_task_return_new_error (task, DUO_CLIENT_ERROR, code, "%s", duo_refusal_to_string (refusal));
}

DuoSlots *
fake_session_get_slots (DuoSession *self)
{
  return self->slots;
}

void
fake_session_set_slots (DuoSession *self, DuoSlots *slots)
{
  g_set_object (&self->slots, slots);
}

DuoRefusal
duo_client_error_get_refusal (const GError *error)
{
  DuoRefusal refusal = DUO_REFUSAL_NONE;

  duo_refusal_from_string (error->message, &refusal);
  return refusal;
}

DuoSessionState
duo_session_get_state (DuoSession *self)
{
  return self->state;
}

DuoClock *
duo_session_get_clock (DuoSession *self)
{
  return self->clock;
}

DuoEvent *
duo_session_get_event (DuoSession *self)
{
  return self->event;
}

void
duo_session_set_event (DuoSession *self, DuoEvent *event)
{
  if (g_set_object (&self->event, event))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVENT]);
}

gint64
duo_session_get_synced_at (DuoSession *self)
{
  return self->synced_at;
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
  g_assert_null (self->waiting);
  clear_command (self);
  self->command = (FakeCommand) {verb, person, chat, range, g_strdup (message), g_strdup (answer), 0};
  self->n_commands++;
  self->waiting = g_task_new (self, cancellable, callback, data);
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
  duo_session_command_async (self, verb, NULL, chat, (DuoTimeRange) {0, 0}, NULL, NULL, cancellable, callback,
                             data);
  self->command.minutes = minutes;
}

DuoChat *
duo_session_command_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
duo_session_resolve_held (DuoSession *self, const char *key, gboolean send)
{
  g_string_append_printf (self->resolved, "%s%s %s", self->resolved->len > 0 ? ", " : "",
                          send ? "send" : "drop", key);
  return TRUE;
}

/* One that waited before anybody listened. */
void
duo_session_repeat_held (DuoSession *self)
{
  g_signal_emit_by_name (self, "held", "early", (int) DUO_VERB_REQUEST, NULL, NULL);
}

const char *
fake_session_get_resolved (DuoSession *self)
{
  return self->resolved->str;
}

char *
duo_session_command_undoable (
    DuoSession *self, DuoVerb verb, DuoChat *chat, DuoPerson *colleague, const char *message)
{
  g_autofree char *whom =
      colleague ? g_strconcat (" to ", duo_person_get_id (colleague), NULL) : g_strdup ("");
  g_autofree char *words = message ? g_strdup_printf (" “%s”", message) : g_strdup ("");
  char *key = g_strdup_printf ("%s %s%s%s", duo_verb_to_string (verb), duo_chat_get_id (chat), whom, words);

  g_assert_true (g_hash_table_insert (self->undoable, g_strdup (key), g_object_ref (chat)));
  duo_chat_set_pending_verb (chat, verb);
  return key;
}

void
fake_session_keep (DuoSession *self, const char *key)
{
  g_signal_emit_by_name (self, "kept", key);
}

gboolean
duo_session_hold_back (DuoSession *self, const char *key)
{
  return g_hash_table_contains (self->undoable, key);
}

gboolean
duo_session_undo (DuoSession *self, const char *key)
{
  DuoChat *chat = g_hash_table_lookup (self->undoable, key);

  if (!chat)
    return FALSE;
  duo_chat_set_pending (chat, FALSE);
  return g_hash_table_remove (self->undoable, key);
}

char *
fake_session_dup_undoable (DuoSession *self)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->undoable), (GCompareFunc) strcmp);
  GString *text = g_string_new (NULL);

  for (GList *key = keys; key; key = key->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", (char *) key->data);
  return g_string_free_and_steal (text);
}

void
fake_session_assert_undoable (DuoSession *self, const char *expected)
{
  g_autofree char *undoable = fake_session_dup_undoable (self);

  g_assert_cmpstr (undoable, ==, expected);
}

void
fake_session_let_go (DuoSession *self)
{
  g_hash_table_remove_all (self->undoable);
}

DuoSlots *
duo_session_watch_slots (DuoSession *self, DuoPerson *recruiter)
{
  if (!self->slots)
    self->slots = duo_slots_new (duo_person_get_id (recruiter));
  return g_object_ref (self->slots);
}

void
duo_session_set_bookmarked (DuoSession *self, DuoPerson *person, gboolean bookmarked)
{
  duo_person_set_bookmarked (person, bookmarked);
}

void
duo_format_answer_free (DuoFormatAnswer *answer)
{
  g_ptr_array_unref (answer->touched);
  g_free (answer);
}

void
duo_session_change_format_async (DuoSession *self,
                                 DuoEvent *event,
                                 const DuoFormatChange *change,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_assert_null (self->changing);
  g_clear_pointer (&self->change, duo_format_change_free);
  self->change = duo_format_change_copy (change);
  self->n_changes++;
  self->changing = g_task_new (self, cancellable, callback, data);
}

DuoFormatAnswer *
duo_session_change_format_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fake_session_set_told_since (DuoSession *self, gint64 since)
{
  self->told_since = since;
}

void
fake_session_lose_told (DuoSession *self)
{
  self->told_lost = TRUE;
}

void
duo_session_load_told_async (DuoSession *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  DuoChatMarks *told = duo_chat_marks_new (self->told_since);
  GHashTableIter iter;
  gpointer mark;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, NULL, &mark))
    g_ptr_array_add (told->marks, duo_chat_mark_copy (mark));
  if (!self->told_lost)
    {
      g_task_return_pointer (task, told, (GDestroyNotify) duo_chat_marks_free);
      return;
    }
  duo_chat_marks_free (told);
  g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_NEWER, "a newer program was here");
}

DuoChatMarks *
duo_session_load_told_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

guint
fake_session_get_n_changes (DuoSession *self)
{
  return self->n_changes;
}

const DuoFormatChange *
fake_session_get_change (DuoSession *self)
{
  return self->change;
}

void
fake_session_answer_change (DuoSession *self, DuoFormatFault fault, DuoChat *touched)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->changing);
  DuoFormatAnswer *answer = g_new0 (DuoFormatAnswer, 1);

  g_assert_nonnull (task);
  answer->fault = fault;
  answer->touched = g_ptr_array_new_with_free_func (g_object_unref);
  if (touched)
    g_ptr_array_add (answer->touched, g_object_ref (touched));
  if (fault == DUO_FORMAT_FINE && !touched)
    {
      g_autoptr (DuoEventRecord) after =
          duo_format_change_apply (self->change, duo_event_get_record (self->event));

      after->changed++;
      duo_event_update (self->event, after);
    }
  g_task_return_pointer (task, answer, (GDestroyNotify) duo_format_answer_free);
}

void
fake_session_fail_change (DuoSession *self, DuoClientError code)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->changing);

  g_assert_nonnull (task);
  g_task_return_new_error (task, DUO_CLIENT_ERROR, code, "none");
}

void
duo_session_keep_told (DuoSession *self, const DuoChatMark *mark)
{
  g_hash_table_replace (self->told, g_strdup (mark->chat), duo_chat_mark_copy (mark));
}

gboolean
duo_session_get_keyring (DuoSession *self)
{
  return !self->no_keyring;
}

void
duo_session_write_note (DuoSession *self, DuoNote *note, const DuoNoteRecord *wanted)
{
  self->n_noted++;
  duo_note_set_draft (note, wanted, DUO_NOTE_KEPT);
}

guint
fake_session_get_n_noted (DuoSession *self)
{
  return self->n_noted;
}

void
fake_session_save_note (DuoSession *self, DuoNote *note, gint64 rev)
{
  g_autoptr (DuoNoteRecord) saved = duo_note_record_copy (duo_note_get_record (note));

  saved->rev = rev;
  duo_note_set_saved (note, saved);
}
