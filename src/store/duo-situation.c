/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-situation-private.h"
#include "duo-rows-private.h"
#include "duo-visits.h"

#define DAY_SECONDS 86400
#define OUTCOME_DAYS 7

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

static gboolean
has_begun (DuoSituation *self, const DuoChatRecord *chat)
{
  return chat->state == DUO_CHAT_CONFIRMED && chat->range.start <= self->now;
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
  return has_begun (self, chat) ? NULL : g_steal_pointer (&chat);
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
  if (g_str_equal (me->id, self->recruiter->id))
    return DUO_ROLE_RECRUITER;
  if (g_str_equal (me->id, self->talent->id))
    return DUO_ROLE_TALENT;
  if (duo_person_record_is_colleague (me, self->recruiter))
    return DUO_ROLE_COLLEAGUE;
  return me->role == DUO_ROLE_ORGANIZER ? DUO_ROLE_ORGANIZER : DUO_ROLE_STRANGER;
}

static gboolean
day_contains (DuoDay *day, GTimeZone *zone, gint64 moment)
{
  g_autoptr (GArray) ranges = duo_day_dup_ranges (day, zone);

  for (guint i = 0; i < ranges->len; i++)
    {
      if (duo_time_range_contains (g_array_index (ranges, DuoTimeRange, i), moment))
        return TRUE;
    }
  return FALSE;
}

DuoDay *
duo_situation_find_day (DuoSituation *self, gint64 moment)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (self->event);

  for (guint i = 0; i < self->event->days->len; i++)
    {
      DuoDay *day = g_ptr_array_index (self->event->days, i);

      if (day_contains (day, zone, moment))
        return day;
    }
  return NULL;
}

gboolean
duo_situation_is_in_person (DuoSituation *self)
{
  DuoDay *day = duo_situation_find_day (self, self->chat->range.start);

  return day != NULL && duo_day_get_kind (day) == DUO_DAY_IN_PERSON;
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

      if (duo_chat_state_from_string (duo_query_get_text (query, "state"), &state) && counts (state))
        number += (guint) duo_query_get_int (query, "number");
    }
  return number;
}

static gboolean
counts_for_company (DuoChatState state)
{
  return state == DUO_CHAT_CONFIRMED || state == DUO_CHAT_COMPLETED || state == DUO_CHAT_NO_SHOW;
}

static DuoFacts
collect_limits (DuoSituation *self)
{
  const DuoFormat *format = &self->event->format;
  guint facts = 0;

  if (format->limit_per_talent != DUO_NO_LIMIT &&
      count_states (self, "states-of-talent", ":talent", self->talent->id, duo_chat_state_counts_for_limit) >=
          format->limit_per_talent)
    facts |= DUO_FACT_LIMIT_REACHED;
  if (format->limit_per_company != DUO_NO_LIMIT && self->recruiter->company != NULL &&
      count_states (self, "states-of-company", ":company", self->recruiter->company, counts_for_company) >=
          format->limit_per_company)
    facts |= DUO_FACT_COMPANY_FULL;
  return (DuoFacts) facts;
}

static DuoFacts
collect_event (DuoSituation *self)
{
  const DuoFormat *format = &self->event->format;
  gint64 end = duo_event_record_get_span (self->event).end;
  guint facts = 0;

  if ((format->requests_by & DUO_REQUESTS_BY_TALENTS) != 0)
    facts |= DUO_FACT_TALENTS_MAY_REQUEST;
  if ((format->requests_by & DUO_REQUESTS_BY_RECRUITERS) != 0)
    facts |= DUO_FACT_RECRUITERS_MAY_REQUEST;
  if (self->now >= format->opens)
    facts |= DUO_FACT_BOOKING_OPEN;
  if (self->event->state == DUO_EVENT_OPEN && self->now < end)
    facts |= DUO_FACT_EVENT_OPEN;
  if (self->now > end + OUTCOME_DAYS * DAY_SECONDS)
    facts |= DUO_FACT_OUTCOME_CLOSED;
  return (DuoFacts) facts;
}

static gboolean
declined_today (DuoSituation *self)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "last-decline");

  duo_query_bind_text (query, ":recruiter", self->recruiter->id);
  duo_query_bind_text (query, ":talent", self->talent->id);
  return duo_query_next (query) && duo_query_get_int (query, "declined") > self->now - DAY_SECONDS;
}

/* Another open chat of the pair that is, or would be. */
static gboolean
pair_is_open (DuoSituation *self, const DuoPersonRecord *successor)
{
  const char *recruiter = successor != NULL ? successor->id : self->recruiter->id;
  g_autoptr (DuoChatRecord) other = duo_situation_load_open_chat (self, recruiter);

  return other != NULL && (self->chat == NULL || !g_str_equal (other->id, self->chat->id));
}

static DuoFacts
collect_pair (DuoSituation *self, const DuoPersonRecord *successor)
{
  guint facts = 0;

  if (self->recruiter->direct)
    facts |= DUO_FACT_DIRECT;
  if (self->recruiter->paused)
    facts |= DUO_FACT_PAUSED;
  if ((self->chat == NULL || successor != NULL) && pair_is_open (self, successor))
    facts |= DUO_FACT_PAIR_OPEN;
  if (self->chat == NULL && declined_today (self))
    facts |= DUO_FACT_DECLINED_TODAY;
  return (DuoFacts) facts;
}

static gboolean
moved_by_other (const DuoChatRecord *chat, DuoRole role)
{
  if (chat->moved_by == DUO_ROLE_STRANGER)
    return FALSE;
  return (chat->moved_by == DUO_ROLE_TALENT) != (role == DUO_ROLE_TALENT);
}

static DuoFacts
collect_time (DuoSituation *self, DuoRole role)
{
  const DuoChatRecord *chat = self->chat;
  guint facts = 0;

  if (has_begun (self, chat))
    facts |= DUO_FACT_BEGUN;
  if (self->now > chat->range.start - (gint64) self->event->format.notice * 60)
    facts |= DUO_FACT_NOTICE_PASSED;
  if (moved_by_other (chat, role))
    facts |= DUO_FACT_MOVED_BY_OTHER;
  if (duo_time_range_contains (duo_situation_get_room (self), self->now))
    facts |= DUO_FACT_ROOM_OPEN;
  if (duo_situation_is_in_person (self))
    facts |= DUO_FACT_IN_PERSON;
  /* Whether both are free is for the constraint to say, when the ticks are taken. */
  facts |= DUO_FACT_BOTH_FREE;
  return (DuoFacts) facts;
}

DuoFacts
duo_situation_collect_facts (DuoSituation *self, DuoVerb verb, DuoRole role, const DuoPersonRecord *successor)
{
  guint facts = collect_event (self) | collect_pair (self, successor);
  gboolean confirms = verb == DUO_VERB_REQUEST || verb == DUO_VERB_BOOK || verb == DUO_VERB_PICK;

  if (confirms)
    facts |= collect_limits (self);
  if (self->chat != NULL && self->chat->state == DUO_CHAT_CONFIRMED)
    facts |= collect_time (self, role);
  return (DuoFacts) facts;
}
