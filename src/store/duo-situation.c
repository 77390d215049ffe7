/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-situation-private.h"
#include "duo-rows-private.h"
#include "duo-facts.h"
#include "duo-visits.h"

DuoSituation *
duo_situation_load_chat (DuoDatabase *database, gint64 now, const char *chat)
{
  g_autoptr (DuoSituation) self = g_new0 (DuoSituation, 1);

  self->database = database;
  self->now = now;
  self->chat = duo_rows_load_chat (database, chat, &self->planned);
  if (self->chat == NULL)
    return NULL;
  self->event = duo_rows_load_event (database, self->chat->event);
  self->recruiter = duo_rows_load_person (database, self->chat->recruiter);
  self->talent = duo_rows_load_person (database, self->chat->talent);
  /* Only a failing disk hides one of them: foreign keys hold them in place. */
  if (self->event == NULL || self->recruiter == NULL || self->talent == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

DuoSituation *
duo_situation_load_pair (DuoDatabase *database,
                         gint64 now,
                         DuoPersonRecord *recruiter,
                         DuoPersonRecord *talent)
{
  g_autoptr (DuoSituation) self = g_new0 (DuoSituation, 1);

  self->database = database;
  self->now = now;
  self->recruiter = recruiter;
  self->talent = talent;
  self->event = duo_rows_load_event (database, recruiter->event);
  return self->event != NULL ? g_steal_pointer (&self) : NULL;
}

void
duo_situation_free (DuoSituation *self)
{
  g_clear_pointer (&self->event, duo_event_record_free);
  g_clear_pointer (&self->recruiter, duo_person_record_free);
  g_clear_pointer (&self->talent, duo_person_record_free);
  g_clear_pointer (&self->chat, duo_chat_record_free);
  g_free (self);
}

DuoChatRecord *
duo_situation_load_open_chat (DuoSituation *self, const char *recruiter)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "open-chat-of-pair");
  g_autoptr (DuoChatRecord) chat = NULL;

  duo_query_bind_text (query, ":recruiter", recruiter);
  duo_query_bind_text (query, ":talent", self->talent->id);
  if (!duo_query_next (query))
    return NULL;
  chat = duo_rows_read_chat (query);
  return duo_chat_record_is_open (chat, self->now) ? g_steal_pointer (&chat) : NULL;
}

DuoRole
duo_situation_get_role (DuoSituation *self, const char *account)
{
  g_autoptr (DuoPersonRecord) me = NULL;

  if (account == NULL)
    return DUO_ROLE_SERVICE;
  me = duo_rows_load_participation (self->database, self->event->id, account);
  if (me == NULL)
    return DUO_ROLE_STRANGER;
  return duo_chat_record_get_role (self->chat, me->id, me->role,
                                   duo_person_record_is_colleague (me, self->recruiter));
}

gboolean
duo_situation_is_in_person (DuoSituation *self)
{
  return duo_event_record_is_in_person (self->event, self->chat->range.start);
}

/* When either side's next chat begins, from the ticks that they hold. */
static gint64
find_next_start (DuoSituation *self)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "next-tick");
  gint64 tick;

  duo_query_bind_text (query, ":recruiter", self->recruiter->account);
  duo_query_bind_text (query, ":talent", self->talent->account);
  duo_query_bind_int (query, ":first", duo_time_range_get_end_tick (self->chat->range));
  duo_query_bind_text (query, ":chat", self->chat->id);
  if (!duo_query_next (query))
    return G_MAXINT64;
  tick = duo_query_get_int (query, "tick");
  return tick != 0 ? tick * DUO_TICK_SECONDS : G_MAXINT64;
}

DuoTimeRange
duo_situation_get_room (DuoSituation *self)
{
  g_autoptr (GArray) visits = duo_rows_load_visits (self->database, self->chat->id);
  DuoTimeRange room = duo_format_get_room (&self->event->format, self->chat->range, find_next_start (self));

  return duo_visits_stretch_room (visits, room, self->chat->range);
}

static guint
count_states (DuoSituation *self,
              const char *statement,
              const char *parameter,
              const char *id,
              gboolean (*counts) (DuoChatState state))
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, statement);
  guint number = 0;

  duo_query_bind_text (query, parameter, id);
  while (duo_query_next (query))
    {
      DuoChatState state;

      if (!duo_chat_state_from_string (duo_query_get_text (query, "state"), &state))
        duo_query_fail (query, "state");
      else if (counts (state))
        number += (guint) duo_query_get_int (query, "number");
    }
  return number;
}

static DuoFacts
collect_limits (DuoSituation *self)
{
  const DuoFormat *format = &self->event->format;
  guint requests = 0, chats = 0;

  if (format->limit_per_talent != DUO_NO_LIMIT)
    requests =
        count_states (self, "states-of-talent", ":talent", self->talent->id, duo_chat_state_counts_for_limit);
  if (format->limit_per_company != DUO_NO_LIMIT && self->recruiter->company != NULL)
    chats = count_states (self, "states-of-company", ":company", self->recruiter->company,
                          duo_chat_state_counts_for_company);
  return duo_facts_of_limits (format, requests, chats);
}

static DuoFacts
collect_event (DuoSituation *self)
{
  return duo_facts_of_event (&self->event->format, self->event->state,
                             duo_event_record_get_span (self->event), self->now);
}

static gint64
load_last_decline (DuoSituation *self)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "last-decline");

  duo_query_bind_text (query, ":recruiter", self->recruiter->id);
  duo_query_bind_text (query, ":talent", self->talent->id);
  return duo_query_next (query) ? duo_query_get_int (query, "declined") : 0;
}

/* Of another open chat of the pair that is, or would be. */
static DuoFacts
collect_other (DuoSituation *self, const DuoPersonRecord *successor)
{
  const char *recruiter = successor != NULL ? successor->id : self->recruiter->id;
  g_autoptr (DuoChatRecord) other = duo_situation_load_open_chat (self, recruiter);

  if (other == NULL || (self->chat != NULL && g_str_equal (other->id, self->chat->id)))
    return (DuoFacts) 0;
  return duo_facts_of_pair (other, self->now);
}

static DuoFacts
collect_pair (DuoSituation *self, const DuoPersonRecord *successor)
{
  guint facts = duo_facts_of_recruiter (self->recruiter->direct, self->recruiter->paused);

  if (self->chat == NULL || successor != NULL)
    facts |= collect_other (self, successor);
  if (self->chat == NULL)
    facts |= duo_facts_of_decline (load_last_decline (self), self->now);
  return (DuoFacts) facts;
}

static DuoFacts
collect_time (DuoSituation *self, DuoRole role)
{
  const DuoChatRecord *chat = self->chat;
  guint facts = duo_facts_of_time (&self->event->format, chat->range, duo_situation_get_room (self),
                                   duo_situation_is_in_person (self), self->now);

  /* Whether both are free is for the constraint to say, when the ticks are taken. */
  return (DuoFacts) (facts | duo_facts_of_mover (chat->moved_by, role) | DUO_FACT_BOTH_FREE);
}

DuoFacts
duo_situation_collect_facts (DuoSituation *self, DuoVerb verb, DuoRole role, const DuoPersonRecord *successor)
{
  guint facts = collect_event (self) | collect_pair (self, successor);

  if (duo_verb_seeks_chat (verb))
    facts |= collect_limits (self);
  if (self->chat != NULL && self->chat->state == DUO_CHAT_CONFIRMED)
    facts |= collect_time (self, role);
  return (DuoFacts) facts;
}
