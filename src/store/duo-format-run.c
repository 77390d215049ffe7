/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-format-run-private.h"
#include "duo-audit-private.h"
#include "duo-command-run-private.h"
#include "duo-format-merge.h"
#include "duo-free-text.h"
#include "duo-permissions.h"
#include "duo-rows-private.h"
#include "duo-store.h"

typedef struct
{
  DuoDatabase *database;
  DuoEffects *effects;
  const DuoFormatCommand *command;
  gint64 now;
  DuoEventRecord *before;
  DuoEventRecord *after;
  GPtrArray *booked;
  GPtrArray *touched; /* of @booked */
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->before, duo_event_record_free);
  g_clear_pointer (&run->after, duo_event_record_free);
  g_clear_pointer (&run->touched, g_ptr_array_unref);
  g_clear_pointer (&run->booked, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static GPtrArray *
load_booked (DuoDatabase *database, const char *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "booked-chats");
  GPtrArray *booked = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);

  duo_query_bind_text (query, ":event", event);
  while (duo_query_next (query))
    g_ptr_array_add (booked, duo_rows_read_chat (query));
  return booked;
}

/* DUO_FORMAT_DONE where the account may. */
static DuoFormatCode
check_account (Run *run)
{
  const DuoFormatCommand *command = run->command;
  g_autoptr (DuoPersonRecord) me = NULL;

  if (command->account == NULL)
    return DUO_FORMAT_DONE;
  me = duo_rows_load_participation (run->database, command->event, command->account);
  if (me == NULL)
    return DUO_FORMAT_NOT_FOUND;
  return duo_role_has_right (me->role, DUO_RIGHT_EDIT_FORMAT) ? DUO_FORMAT_DONE : DUO_FORMAT_NOT_ALLOWED;
}

static DuoFormatOutcome *
end_with (const DuoEventRecord *event, DuoFormatCode code)
{
  DuoFormatOutcome *outcome = duo_format_outcome_new (code);

  outcome->event = event != NULL ? duo_event_record_copy (event) : NULL;
  return outcome;
}

static DuoFormatOutcome *
refuse (Run *run, DuoFormatFault fault)
{
  DuoFormatOutcome *outcome = end_with (run->before, DUO_FORMAT_REFUSED);

  outcome->fault = fault;
  return outcome;
}

static void
copy_touched (Run *run, DuoFormatOutcome *outcome)
{
  for (guint i = 0; i < run->touched->len; i++)
    g_ptr_array_add (outcome->touched, duo_chat_record_copy (run->touched->pdata[i]));
}

static DuoFormatOutcome *
ask (Run *run)
{
  DuoFormatOutcome *outcome = end_with (run->before, DUO_FORMAT_TOUCHES);

  copy_touched (run, outcome);
  return outcome;
}

static DuoFormatRest
find_answer (Run *run, const DuoChatRecord *chat)
{
  const DuoTouched *answer = duo_format_change_find_answer (run->command->change, chat);

  if (answer == NULL)
    return run->command->rest;
  return answer->cancel ? DUO_FORMAT_REST_CANCEL : DUO_FORMAT_REST_KEEP;
}

static gboolean
is_answered (Run *run, gboolean *cancels)
{
  for (guint i = 0; i < run->touched->len; i++)
    {
      DuoFormatRest answer = find_answer (run, run->touched->pdata[i]);

      if (answer == DUO_FORMAT_REST_ASK)
        return FALSE;
      *cancels = *cancels || answer == DUO_FORMAT_REST_CANCEL;
    }
  return TRUE;
}

/* (nullable): in whose name a chat is cancelled */
static char *
find_canceller (Run *run)
{
  g_autoptr (DuoQuery) query = NULL;

  if (run->command->account != NULL)
    return g_strdup (run->command->account);
  query = duo_database_query (run->database, "organizer-of-event");
  duo_query_bind_text (query, ":event", run->command->event);
  return duo_query_next (query) ? duo_query_dup_text (query, "account") : NULL;
}

/* Through the one table, as an organizer who presses the button. */
static void
cancel (Run *run, const DuoChatRecord *chat, const char *account)
{
  g_autoptr (DuoCommand) command = duo_command_new (DUO_VERB_CANCEL);
  g_autoptr (DuoOutcome) outcome = NULL;

  command->account = g_strdup (account);
  command->chat = g_strdup (chat->id);
  command->seen = chat->rev;
  command->message = g_strdup (run->command->change->reason);
  outcome = duo_command_run (run->database, run->effects, command, run->now);
  if (outcome->code != DUO_OUTCOME_DONE)
    duo_database_fail (run->database, DUO_STORE_ERROR_CONFLICT, "a chat could not be cancelled");
}

static void
cancel_touched (Run *run)
{
  g_autofree char *account = find_canceller (run);

  for (guint i = 0; i < run->touched->len; i++)
    {
      const DuoChatRecord *chat = run->touched->pdata[i];

      if (find_answer (run, chat) != DUO_FORMAT_REST_CANCEL)
        continue;
      if (account == NULL)
        duo_database_fail (run->database, DUO_STORE_ERROR_CONFLICT,
                           "the event has no organizer in whose name a chat could be cancelled");
      else
        cancel (run, chat, account);
    }
}

/* What it was changed to the event itself says; who is not an account has the database in hand. */
static void
note (Run *run)
{
  g_autofree char *names = duo_event_record_name_changes (run->before, run->after);
  g_autofree char *detail = g_strdup_printf ("%s %s", run->command->event, names);

  duo_audit_add (run->database, run->now, run->command->account, "format", detail);
}

static DuoFormatOutcome *
carry_out (Run *run)
{
  DuoFormatOutcome *outcome;

  if (!run->command->dry && !duo_event_record_equal (run->before, run->after))
    {
      duo_rows_save_event (run->database, run->after, run->effects);
      note (run);
      cancel_touched (run);
      g_clear_pointer (&run->after, duo_event_record_free);
      run->after = duo_rows_load_event (run->database, run->command->event);
    }
  outcome = end_with (run->after, DUO_FORMAT_DONE);
  copy_touched (run, outcome);
  return outcome;
}

DuoFormatOutcome *
duo_format_run (DuoDatabase *database, DuoEffects *effects, const DuoFormatCommand *command, gint64 now)
{
  g_auto (Run) run = {.database = database, .effects = effects, .command = command, .now = now};
  DuoFormatCode code = check_account (&run);
  DuoFormatFault fault;
  gboolean cancels = FALSE;

  run.before = duo_rows_load_event (database, command->event);
  if (run.before == NULL || code == DUO_FORMAT_NOT_FOUND)
    return end_with (NULL, DUO_FORMAT_NOT_FOUND);
  if (code != DUO_FORMAT_DONE)
    return end_with (NULL, code);
  if (command->seen != 0 && command->seen != run.before->changed)
    return end_with (run.before, DUO_FORMAT_STALE);

  run.after = duo_format_change_apply (command->change, run.before);
  run.booked = load_booked (database, command->event);
  fault = duo_format_change_judge (run.before, run.after, run.booked, now);
  if (fault != DUO_FORMAT_FINE)
    return refuse (&run, fault);
  run.touched = duo_format_change_find_touched (run.before, run.after, run.booked, now);
  if (!is_answered (&run, &cancels))
    return ask (&run);
  if (cancels && duo_free_text_is_blank (command->change->reason))
    return refuse (&run, DUO_FORMAT_REASON);
  return carry_out (&run);
}
