/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-notifier-private.h"

#include <glib/gi18n.h>

#include "duo-sentence.h"

/* One that was given on the desktop, while it can be taken back. */
typedef struct
{
  DuoNotifier *notifier; /* borrowed: it owns the answer */
  char *chat;
  char *key;
  DuoVerb verb;
  guint timer;
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_handle_id (&answer->timer, g_source_remove);
  g_free (answer->chat);
  g_free (answer->key);
  g_free (answer);
}

GHashTable *
duo_notifier_new_answers (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) answer_free);
}

static void
on_time_over (gpointer data)
{
  Answer *answer = data;
  DuoNotifier *self = answer->notifier;
  g_autofree char *chat = g_strdup (answer->chat);

  answer->timer = 0;
  g_hash_table_remove (self->answers, chat);
  duo_notifier_withdraw (self, chat);
}

static void
hold (DuoNotifier *self, DuoChat *chat, DuoVerb verb, char *key)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer) {self, g_strdup (duo_chat_get_id (chat)), key, verb, 0};
  answer->timer = g_timeout_add_once (DUO_SESSION_UNDO_SECONDS * 1000, on_time_over, answer);
  g_hash_table_replace (self->answers, answer->chat, answer);
}

static const Answer *
find_answer (DuoNotifier *self, const char *key)
{
  GHashTableIter iter;
  gpointer answer;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    if (g_str_equal (((const Answer *) answer)->key, key))
      return answer;
  return NULL;
}

/* Not before it is on disk: what is said to be accepted will be. */
void
duo_notifier_say_answered (DuoNotifier *self, const char *key)
{
  const Answer *answer = find_answer (self, key);
  DuoChat *chat = answer ? duo_notifier_find_chat (self, answer->chat, NULL) : NULL;
  g_autoptr (DuoNotice) notice = chat ? duo_notice_new_answered (chat, answer->verb) : NULL;

  if (notice)
    duo_notifier_tell (self, notice);
}

void
duo_notifier_drop_answer (DuoNotifier *self, DuoChat *chat)
{
  if (g_hash_table_remove (self->answers, duo_chat_get_id (chat)))
    duo_notifier_withdraw (self, duo_chat_get_id (chat));
}

static void
tell_failure (DuoNotifier *self, DuoChat *chat, const char *sentence)
{
  g_autoptr (DuoNotice) notice = duo_notice_new_failure (chat, sentence);

  duo_notifier_tell (self, notice);
}

gboolean
duo_notifier_answer (DuoNotifier *self, const char *id, DuoVerb verb)
{
  DuoEvent *event = NULL;
  DuoChat *chat;
  DuoRefusal refusal;
  char *key;

  g_return_val_if_fail (DUO_IS_NOTIFIER (self), FALSE);

  chat = duo_notifier_find_chat (self, id, &event);
  refusal = chat ? duo_event_judge (event, verb, NULL, chat).refusal : DUO_REFUSAL_NOT_FOUND;
  if (refusal != DUO_REFUSAL_NONE)
    {
      tell_failure (self, chat, duo_sentence_for_refusal (refusal, DUO_ROLE_RECRUITER));
      return FALSE;
    }

  /* Answered already, perhaps in the window: one answer is enough. */
  key = duo_chat_get_pending (chat) ? NULL
                                    : duo_session_command_undoable (self->session, verb, chat, NULL, NULL);
  if (key)
    hold (self, chat, verb, key);
  return key != NULL;
}

/* Its request waits again, and says so. */
void
duo_notifier_undo (DuoNotifier *self, const char *id)
{
  const Answer *answer;
  DuoEvent *event = NULL;
  DuoChat *chat;
  gboolean undone;

  g_return_if_fail (DUO_IS_NOTIFIER (self));

  answer = g_hash_table_lookup (self->answers, id);
  chat = duo_notifier_find_chat (self, id, &event);
  undone = answer && duo_session_undo (self->session, answer->key);
  g_hash_table_remove (self->answers, id);
  if (undone && chat)
    {
      g_autoptr (DuoChatMark) nothing = duo_chat_mark_new (id);
      g_autoptr (DuoNotice) notice = duo_notice_new_news (DUO_CHAT_NEWS_REQUESTED, nothing, event, chat);

      duo_notifier_tell (self, notice);
    }
  else if (!undone)
    tell_failure (self, chat, _ ("Too late to undo: it was already sent"));
}
