/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-demo-private.h"

#include "duo-hash-pool.h"

/* How many commands wait for the writer at a time. */
#define AT_ONCE 64

typedef struct
{
  DuoClock *clock;
  DuoDemoOptions options;
  DuoDemoCast *cast;
  GArray *plans;
  guint next;
  guint running;
  GError *error;
} Filling;

typedef struct
{
  GTask *task;
  DuoDemoPlan *plan;
} Step;

static void
filling_free (gpointer data)
{
  Filling *self = data;

  g_clear_pointer (&self->cast, duo_demo_cast_free);
  g_clear_pointer (&self->plans, g_array_unref);
  duo_clock_unref (self->clock);
  g_clear_error (&self->error);
  g_free (self);
}

void
duo_demo_result_free (DuoDemoResult *self)
{
  g_free (self->event);
  g_strfreev (self->talents);
  g_strfreev (self->recruiters);
  g_strfreev (self->talent_ids);
  g_strfreev (self->recruiter_ids);
  g_free (self->organizer);
  g_free (self);
}

static char **
list_emails (GPtrArray *people)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < people->len; i++)
    g_strv_builder_add (builder, ((DuoDemoPerson *) people->pdata[i])->email);

  return g_strv_builder_end (builder);
}

static char **
list_ids (GPtrArray *people)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < people->len; i++)
    g_strv_builder_add (builder, ((DuoDemoPerson *) people->pdata[i])->person);

  return g_strv_builder_end (builder);
}

static DuoDemoResult *
make_result (Filling *self)
{
  DuoDemoResult *result = g_new0 (DuoDemoResult, 1);

  result->event = g_strdup (self->cast->event->id);
  result->talents = list_emails (self->cast->talents);
  result->recruiters = list_emails (self->cast->recruiters);
  result->talent_ids = list_ids (self->cast->talents);
  result->recruiter_ids = list_ids (self->cast->recruiters);
  result->organizer = g_strdup (self->cast->organizer->email);

  return result;
}

static void run_plans (GTask *task);

static void
end_step (Step *step, GError *error)
{
  g_autoptr (GTask) task = step->task;
  Filling *self = g_task_get_task_data (task);

  self->running--;
  if (error && self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  g_free (step);
  run_plans (task);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Step *step = data;
  GError *error = NULL;
  g_autoptr (DuoOutcome) outcome = duo_store_command_finish (DUO_STORE (source), result, &error);

  if (outcome && outcome->code != DUO_OUTCOME_DONE)
    g_debug ("demo: an answer was refused: %s", duo_refusal_to_string (outcome->refusal));
  end_step (step, error);
}

static void
answer_request (DuoStore *store, Step *step, const DuoChatRecord *chat)
{
  DuoVerb verb = step->plan->story == DUO_DEMO_ACCEPTED ? DUO_VERB_ACCEPT : DUO_VERB_DECLINE;
  DuoCommand *command = duo_command_new (verb);

  command->account = g_strdup (step->plan->recruiter->account);
  command->chat = g_strdup (chat->id);
  command->message = g_strdup (step->plan->reply);
  duo_store_command_async (store, command, NULL, on_answered, step);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  Step *step = data;
  GError *error = NULL;
  g_autoptr (DuoOutcome) outcome = duo_store_command_finish (DUO_STORE (source), result, &error);

  if (outcome && outcome->code != DUO_OUTCOME_DONE)
    g_debug ("demo: a chat was refused: %d %s", outcome->code, duo_refusal_to_string (outcome->refusal));
  if (outcome && outcome->code == DUO_OUTCOME_DONE &&
      (step->plan->story == DUO_DEMO_ACCEPTED || step->plan->story == DUO_DEMO_DECLINED))
    answer_request (DUO_STORE (source), step, outcome->chat);
  else
    end_step (step, error);
}

static DuoCommand *
make_command (const DuoDemoPlan *plan, const char *event)
{
  gboolean invites = plan->story == DUO_DEMO_INVITED;
  DuoCommand *command = duo_command_new (invites                          ? DUO_VERB_INVITE
                                         : plan->story == DUO_DEMO_BOOKED ? DUO_VERB_BOOK
                                                                          : DUO_VERB_REQUEST);

  command->account = g_strdup (invites ? plan->recruiter->account : plan->talent->account);
  command->peer = g_strdup (invites ? plan->talent->person : plan->recruiter->person);
  command->event = g_strdup (event);
  command->range = plan->range;
  command->message = g_strdup (invites ? plan->reply : plan->message);
  if (plan->recruiter->asks && !invites)
    command->answer = g_strdup ("My thesis, and what I would do differently now.");

  return command;
}

static void
run_plans (GTask *task)
{
  Filling *self = g_task_get_task_data (task);
  DuoStore *store = g_task_get_source_object (task);

  while (self->error == NULL && self->running < AT_ONCE && self->next < self->plans->len)
    {
      Step *step = g_new0 (Step, 1);

      step->task = g_object_ref (task);
      step->plan = &g_array_index (self->plans, DuoDemoPlan, self->next++);
      self->running++;
      duo_store_command_async (store, make_command (step->plan, self->cast->event->id), NULL, on_begun, step);
    }
  if (self->running > 0)
    return;
  if (self->error)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, make_result (self), (GDestroyNotify) duo_demo_result_free);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Filling *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->plans = self->options.chats
                    ? duo_demo_plan_chats (self->cast, self->options.seed, duo_clock_now (self->clock))
                    : g_array_new (FALSE, FALSE, sizeof (DuoDemoPlan));
  run_plans (task);
}

void
duo_demo_fill_async (DuoStore *store,
                     DuoClock *clock,
                     const DuoDemoOptions *options,
                     const char *password,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, data);
  g_autoptr (DuoWrite) write = duo_write_new ();
  Filling *self = g_new0 (Filling, 1);
  GError *error = NULL;
  g_autofree char *hash = duo_password_hash (password, &error);

  g_task_set_source_tag (task, duo_demo_fill_async);
  self->clock = duo_clock_ref (clock);
  self->options = *options;
  g_task_set_task_data (task, self, filling_free);
  if (hash == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->cast = duo_demo_cast_new (options, duo_clock_now (clock), hash, write);
  duo_store_write_async (store, g_steal_pointer (&write), NULL, on_written, g_steal_pointer (&task));
}

DuoDemoResult *
duo_demo_fill_finish (DuoStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
