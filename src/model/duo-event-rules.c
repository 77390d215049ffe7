/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-event-private.h"

#define DAY_SECONDS (24 * 60 * 60)
#define OUTCOME_DAYS 7
#define EXTENSION_SECONDS (5 * 60)

/* What is asked about: the two sides and the record there is, whichever of them the caller named. */
typedef struct
{
  DuoEvent *event;
  DuoPerson *person;
  DuoChat *chat;
  const char *peer;
  gint64 now;
} Question;

static Question
make_question (DuoEvent *self, DuoPerson *person, DuoChat *chat)
{
  Question question = {self, person, chat, NULL, duo_clock_now (self->clock)};

  if (chat)
    question.peer = duo_chat_get_peer_id (chat);
  else if (person)
    question.peer = duo_person_get_id (person);
  if (!question.person && question.peer)
    question.person = duo_event_find_person (self, question.peer);
  return question;
}

/* Only my own lists can say it: what the other side has besides is the service's knowledge. */
static DuoChat *
find_mine (DuoEvent *self, DuoTimeRange range, DuoChat *except)
{
  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (self->chats, i);

      if (chat != except && duo_chat_state_holds_time (duo_chat_get_state (chat)) &&
          duo_time_range_overlaps (duo_chat_get_range (chat), range))
        return chat;
    }
  return NULL;
}

static DuoFacts
facts_of_event (const Question *question)
{
  const DuoEventRecord *record = question->event->record;
  const DuoFormat *format = &record->format;
  gint64 end = duo_event_record_get_span (record).end;
  DuoFacts facts = 0;

  if (format->requests_by & DUO_REQUESTS_BY_TALENTS)
    facts |= DUO_FACT_TALENTS_MAY_REQUEST;
  if (format->requests_by & DUO_REQUESTS_BY_RECRUITERS)
    facts |= DUO_FACT_RECRUITERS_MAY_REQUEST;
  if (question->now >= format->opens)
    facts |= DUO_FACT_BOOKING_OPEN;
  if (record->state == DUO_EVENT_OPEN && question->now < end)
    facts |= DUO_FACT_EVENT_OPEN;
  if (question->now > end + OUTCOME_DAYS * DAY_SECONDS)
    facts |= DUO_FACT_OUTCOME_CLOSED;
  return facts;
}

static DuoFacts
facts_of_recruiter (const Question *question)
{
  DuoEvent *self = question->event;
  DuoPerson *recruiter = question->person;
  DuoFacts facts = 0;

  if (self->record->role == DUO_ROLE_RECRUITER)
    recruiter = duo_event_find_person (self, self->record->me);
  if (recruiter && duo_person_get_direct (recruiter))
    facts |= DUO_FACT_DIRECT;
  if (recruiter && duo_person_get_paused (recruiter))
    facts |= DUO_FACT_PAUSED;
  return facts;
}

static gboolean
is_open_pair (const Question *question, DuoChat *chat)
{
  DuoChatState state = duo_chat_get_state (chat);

  if (chat == question->chat || !duo_chat_state_is_open (state))
    return FALSE;
  return state != DUO_CHAT_CONFIRMED || duo_chat_get_range (chat).start > question->now;
}

static DuoFacts
facts_of_pair (const Question *question)
{
  DuoEvent *self = question->event;
  guint limit = self->record->format.limit_per_talent;
  guint counted = 0;
  DuoFacts facts = 0;

  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (self->chats, i);
      const DuoChatRecord *record = duo_chat_get_record (chat);

      counted += duo_chat_state_counts_for_limit (record->state);
      if (g_strcmp0 (duo_chat_get_peer_id (chat), question->peer) != 0)
        continue;
      if (is_open_pair (question, chat))
        facts |= DUO_FACT_PAIR_OPEN;
      if (record->state == DUO_CHAT_DECLINED && record->changed > question->now - DAY_SECONDS)
        facts |= DUO_FACT_DECLINED_TODAY;
    }
  if (self->record->role == DUO_ROLE_TALENT && limit != DUO_NO_LIMIT && counted >= limit)
    facts |= DUO_FACT_LIMIT_REACHED;
  return facts;
}

static gboolean
is_in_person (DuoEvent *self, DuoTimeRange range)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (range.start);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, self->zone) : NULL;
  g_autofree char *date = local ? g_date_time_format (local, "%F") : NULL;
  DuoDay *day = date ? duo_event_record_find_day (self->record, date) : NULL;

  return day && duo_day_get_kind (day) == DUO_DAY_IN_PERSON;
}

static DuoFacts
facts_of_time (const Question *question)
{
  DuoEvent *self = question->event;
  DuoTimeRange range = duo_chat_get_range (question->chat);
  DuoTimeRange extension = {range.end, range.end + EXTENSION_SECONDS};
  DuoFacts facts = 0;

  if (range.start >= range.end)
    return 0;
  if (question->now >= range.start)
    facts |= DUO_FACT_BEGUN;
  if (question->now > range.start - 60 * (gint64) self->record->format.notice)
    facts |= DUO_FACT_NOTICE_PASSED;
  if (duo_time_range_contains (duo_event_get_room (self, question->chat), question->now))
    facts |= DUO_FACT_ROOM_OPEN;
  if (is_in_person (self, range))
    facts |= DUO_FACT_IN_PERSON;
  if (!find_mine (self, extension, question->chat))
    facts |= DUO_FACT_BOTH_FREE;
  return facts;
}

static DuoFacts
facts_of_chat (const Question *question)
{
  const DuoChatRecord *record = duo_chat_get_record (question->chat);
  DuoFacts facts = facts_of_time (question);

  if (record->moved_by != DUO_ROLE_STRANGER && record->moved_by != duo_chat_get_my_role (question->chat))
    facts |= DUO_FACT_MOVED_BY_OTHER;
  return facts;
}

DuoFacts
duo_event_get_facts (DuoEvent *self, DuoPerson *person, DuoChat *chat)
{
  Question question;
  DuoFacts facts;

  g_return_val_if_fail (DUO_IS_EVENT (self), 0);

  question = make_question (self, person, chat);
  facts = facts_of_event (&question) | facts_of_recruiter (&question) | facts_of_pair (&question);
  return chat ? facts | facts_of_chat (&question) : facts;
}

/* Booking promotes the pair's open record (PRODUCT §5), so it is judged from there. */
static DuoChat *
find_promoted (DuoEvent *self, DuoVerb verb, DuoPerson *person)
{
  DuoChat *chat = person ? duo_person_get_chat (person) : NULL;

  if (verb != DUO_VERB_BOOK || !chat || duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED)
    return NULL;
  return chat;
}

DuoVerdict
duo_event_judge (DuoEvent *self, DuoVerb verb, DuoPerson *person, DuoChat *chat)
{
  DuoChatState state = DUO_CHAT_NONE;
  DuoRole role;

  g_return_val_if_fail (DUO_IS_EVENT (self), ((DuoVerdict) {DUO_REFUSAL_NOT_FOUND, DUO_CHAT_NONE}));

  role = self->record->role;
  if (!chat)
    chat = find_promoted (self, verb, person);
  if (chat)
    {
      state = duo_chat_get_state (chat);
      role = duo_chat_get_my_role (chat);
    }
  return duo_chat_life_judge (state, verb, role, duo_event_get_facts (self, person, chat));
}

DuoTimeRange
duo_event_get_room (DuoEvent *self, DuoChat *chat)
{
  DuoTimeRange range = {0, 0};
  gint64 next = G_MAXINT64;

  g_return_val_if_fail (DUO_IS_EVENT (self), range);
  g_return_val_if_fail (DUO_IS_CHAT (chat), range);

  range = duo_chat_get_range (chat);
  if (range.start >= range.end)
    return range;
  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *other = duo_keyed_list_get (self->chats, i);
      gint64 start = duo_chat_get_range (other).start;

      if (other != chat && duo_chat_state_holds_time (duo_chat_get_state (other)) && start >= range.end)
        next = MIN (next, start);
    }
  return duo_format_get_room (&self->record->format, range, next);
}

gint64
duo_event_refresh (DuoEvent *self)
{
  gint64 next = G_MAXINT64;
  gint64 now;

  g_return_val_if_fail (DUO_IS_EVENT (self), next);

  now = duo_clock_now (self->clock);
  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (self->chats, i);
      gboolean held = duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED;
      DuoTimeRange room = held ? duo_event_get_room (self, chat) : (DuoTimeRange) {0, 0};

      duo_chat_set_room_open (chat, duo_time_range_contains (room, now));
      if (!duo_chat_get_room_open (chat))
        duo_chat_set_peer_present (chat, FALSE);
      if (room.start > now)
        next = MIN (next, room.start);
      else if (room.end > now)
        next = MIN (next, room.end);
    }
  return next;
}

DuoChat *
duo_event_find_conflict (DuoEvent *self, DuoTimeRange range, DuoChat *moved)
{
  DuoChat *overlapping;

  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);

  overlapping = find_mine (self, range, moved);
  if (overlapping || self->record->role != DUO_ROLE_TALENT)
    return overlapping;
  return find_mine (self, duo_format_get_clear (&self->record->format, range), moved);
}
