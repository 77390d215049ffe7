/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-held-questions.h"

#include <glib/gi18n.h>

struct _DuoHeldQuestions
{
  GObject parent_instance;

  DuoSession *session;
  GtkWidget *window; /* weak */
  GQueue waiting;    /* of Question */
  AdwDialog *dialog; /* (nullable): the one on screen; weak */
  gboolean begun;
};

typedef struct
{
  char *key;
  char *body;
} Question;

G_DEFINE_FINAL_TYPE (DuoHeldQuestions, duo_held_questions, G_TYPE_OBJECT)

static void ask_next (DuoHeldQuestions *self);

static void
question_free (Question *question)
{
  g_free (question->key);
  g_free (question->body);
  g_free (question);
}

static const char *
get_subject (DuoVerb verb)
{
  static const char *const subjects[DUO_N_VERBS] = {
      [DUO_VERB_REQUEST] = N_ ("Your request to %s"),
      [DUO_VERB_INVITE] = N_ ("Your invitation to %s"),
      [DUO_VERB_BOOK] = N_ ("The chat that you booked with %s"),
      [DUO_VERB_PICK] = N_ ("The time that you picked with %s"),
      [DUO_VERB_RESCHEDULE] = N_ ("The new time that you chose with %s"),
      [DUO_VERB_ACCEPT] = N_ ("Your yes to %s"),
      [DUO_VERB_DECLINE] = N_ ("Your no to %s"),
      [DUO_VERB_WITHDRAW] = N_ ("That you withdrew what you had with %s"),
      [DUO_VERB_HAND_OVER] = N_ ("That you handed over the chat with %s"),
      [DUO_VERB_CANCEL] = N_ ("That you cancelled the chat with %s"),
  };

  return subjects[verb] ? subjects[verb] : N_ ("What you asked for with %s");
}

char *
duo_held_questions_say (DuoVerb verb, const char *name)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *subject = NULL;

  g_return_val_if_fail (verb < DUO_N_VERBS, NULL);

  parts = g_strsplit (_ (get_subject (verb)), "%s", 2);
  subject = g_strjoinv (name ? name : _ ("somebody"), parts);
  /* TRANSLATORS: the placeholder is what was clicked: "Your request to Ada Lindqvist" */
  return g_strdup_printf (_ ("%s has waited for more than a day, because the service could not be reached. "
                             "Nobody has seen it yet."),
                          subject);
}

static void
on_response (DuoHeldQuestions *self, const char *response)
{
  Question *question = g_queue_pop_head (&self->waiting);

  g_clear_weak_pointer (&self->dialog);
  if (!g_str_equal (response, "later"))
    duo_session_resolve_held (self->session, question->key, g_str_equal (response, "send"));
  question_free (question);
  ask_next (self);
}

static void
ask_next (DuoHeldQuestions *self)
{
  Question *question = g_queue_peek_head (&self->waiting);
  AdwDialog *dialog;

  if (!self->begun || self->dialog || !question || !self->window)
    return;
  dialog = adw_alert_dialog_new (_ ("Send It Now?"), question->body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "drop", _ ("_Do Not Send"), "send",
                                  _ ("_Send Now"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "send", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "later");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, dialog);
  adw_dialog_present (dialog, self->window);
}

static gboolean
is_waiting (DuoHeldQuestions *self, const char *key)
{
  for (GList *l = self->waiting.head; l; l = l->next)
    if (g_str_equal (((Question *) l->data)->key, key))
      return TRUE;
  return FALSE;
}

static void
on_held (DuoHeldQuestions *self, const char *key, int verb, DuoChat *chat, DuoPerson *person)
{
  const char *name = chat ? duo_chat_get_peer_name (chat) : person ? duo_person_get_name (person) : NULL;
  Question *question;

  if (is_waiting (self, key))
    return;
  question = g_new0 (Question, 1);
  question->key = g_strdup (key);
  question->body = duo_held_questions_say ((DuoVerb) verb, name);
  g_queue_push_tail (&self->waiting, question);
  ask_next (self);
}

static void
duo_held_questions_dispose (GObject *object)
{
  DuoHeldQuestions *self = DUO_HELD_QUESTIONS (object);
  AdwDialog *dialog = self->dialog;

  g_clear_weak_pointer (&self->dialog);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) question_free);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->session);
  if (dialog)
    {
      g_signal_handlers_disconnect_by_data (dialog, self);
      adw_dialog_force_close (dialog);
    }

  G_OBJECT_CLASS (duo_held_questions_parent_class)->dispose (object);
}

static void
duo_held_questions_class_init (DuoHeldQuestionsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_held_questions_dispose;
}

static void
duo_held_questions_init (DuoHeldQuestions *self)
{
}

DuoHeldQuestions *
duo_held_questions_new (DuoSession *session, GtkWidget *window)
{
  DuoHeldQuestions *self = g_object_new (DUO_TYPE_HELD_QUESTIONS, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->window, window);
  g_signal_connect_object (session, "held", G_CALLBACK (on_held), self, G_CONNECT_SWAPPED);
  return self;
}

void
duo_held_questions_begin (DuoHeldQuestions *self)
{
  g_return_if_fail (DUO_IS_HELD_QUESTIONS (self));

  if (self->begun)
    return;
  self->begun = TRUE;
  /* What was held before anybody listened. */
  duo_session_repeat_held (self->session);
  ask_next (self);
}
