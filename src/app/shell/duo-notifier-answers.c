/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-notifier-private.h"

#include "duo-held-answer.h"
#include "duo-sentence.h"

GHashTable *
duo_notifier_new_answers (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) duo_held_answer_free);
}

static void
on_time_over (DuoHeldAnswer *answer, gpointer data)
{
  DuoNotifier *self = data;
  g_autofree char *chat = g_strdup (duo_chat_get_id (duo_held_answer_get_chat (answer)));

  g_hash_table_remove (self->answers, chat);
  duo_notifier_withdraw (self, chat);
}

static DuoHeldAnswer *
find_answer (DuoNotifier *self, const char *key)
{
  GHashTableIter iter;
  gpointer answer;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    if (g_str_equal (duo_held_answer_get_key (answer), key))
      return answer;
  return NULL;
}

/* Not before it is on disk: what is said to be accepted will be. */
void
duo_notifier_say_answered (DuoNotifier *self, const char *key)
{
  DuoHeldAnswer *answer = find_answer (self, key);
  DuoChat *held = answer ? duo_held_answer_get_chat (answer) : NULL;
  DuoChat *chat = held ? duo_notifier_find_chat (self, duo_chat_get_id (held), NULL) : NULL;
  g_autoptr (DuoNotice) notice =
      chat ? duo_notice_new_answered (chat, duo_held_answer_get_verb (answer)) : NULL;

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
  const DuoAnswer what = {verb, NULL, NULL};
  DuoHeldAnswer *answer;
  DuoEvent *event = NULL;
  DuoChat *chat;
  DuoRefusal refusal;

  g_return_val_if_fail (DUO_IS_NOTIFIER (self), FALSE);

  chat = duo_notifier_find_chat (self, id, &event);
  refusal = chat ? duo_event_judge (event, verb, NULL, chat).refusal : DUO_REFUSAL_NOT_FOUND;
  if (refusal != DUO_REFUSAL_NONE)
    {
      tell_failure (self, chat, duo_sentence_for_refusal (refusal, DUO_ROLE_RECRUITER));
      return FALSE;
    }

  /* Answered already, perhaps in the window: one answer is enough. */
  if (duo_chat_get_pending (chat))
    return FALSE;
  answer = duo_held_answer_new (self->session, chat, &what, on_time_over, self);
  if (answer)
    g_hash_table_replace (self->answers, g_strdup (id), answer);
  return answer != NULL;
}

/* Its request waits again, and says so. */
void
duo_notifier_undo (DuoNotifier *self, const char *id)
{
  DuoHeldAnswer *answer;
  DuoEvent *event = NULL;
  DuoChat *chat;
  gboolean undone;

  g_return_if_fail (DUO_IS_NOTIFIER (self));

  answer = g_hash_table_lookup (self->answers, id);
  chat = duo_notifier_find_chat (self, id, &event);
  undone = answer && duo_held_answer_undo (answer);
  g_hash_table_remove (self->answers, id);
  if (undone && chat)
    {
      g_autoptr (DuoChatMark) nothing = duo_chat_mark_new (id);
      g_autoptr (DuoNotice) notice = duo_notice_new_news (DUO_CHAT_NEWS_REQUESTED, nothing, event, chat);

      duo_notifier_tell (self, notice);
    }
  else if (!undone)
    tell_failure (self, chat, duo_held_answer_get_too_late ());
}
