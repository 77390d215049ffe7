/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-event-private.h"

#include "duo-facts.h"
#include "duo-visits.h"

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

  return duo_facts_of_event (&record->format, record->state, duo_event_record_get_span (record),
                             question->now);
}

static DuoFacts
facts_of_recruiter (const Question *question)
{
  DuoEvent *self = question->event;
  DuoPerson *recruiter = question->person;

  if (self->record->role == DUO_ROLE_RECRUITER)
    recruiter = duo_event_find_person (self, self->record->me);
  if (!recruiter)
    return (DuoFacts) 0;
  return duo_facts_of_recruiter (duo_person_get_direct (recruiter), duo_person_get_paused (recruiter));
}

guint
duo_event_count_for_limit (DuoEvent *self)
{
  guint n = 0;

  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    n += duo_chat_state_counts_for_limit (duo_chat_get_state (duo_keyed_list_get (self->chats, i)));
  return n;
}

static DuoFacts
facts_of_pair (const Question *question)
{
  DuoEvent *self = question->event;
  guint facts = 0;

  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (self->chats, i);
      const DuoChatRecord *record = duo_chat_get_record (chat);

      if (chat != question->chat && g_strcmp0 (duo_chat_get_peer_id (chat), question->peer) == 0)
        facts |= duo_facts_of_pair (record, question->now);
    }
  if (self->record->role == DUO_ROLE_TALENT)
    facts |= duo_facts_of_limits (&self->record->format, duo_event_count_for_limit (self), 0);
  return (DuoFacts) facts;
}

static DuoFacts
facts_of_time (const Question *question)
{
  DuoEvent *self = question->event;
  DuoTimeRange range = duo_chat_get_range (question->chat);
  DuoTimeRange extension = {range.end, range.end + DUO_TICK_SECONDS};
  guint facts = duo_facts_of_time (&self->record->format, range, duo_event_get_room (self, question->chat),
                                   duo_event_record_is_in_person (self->record, range.start), question->now);

  if (!find_mine (self, extension, question->chat))
    facts |= DUO_FACT_BOTH_FREE;
  return (DuoFacts) facts;
}

static DuoFacts
facts_of_chat (const Question *question)
{
  const DuoChatRecord *record = duo_chat_get_record (question->chat);

  return (DuoFacts) (facts_of_time (question) |
                     duo_facts_of_mover (record->moved_by, duo_chat_get_my_role (question->chat)));
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

gboolean
duo_event_lacks_slots (DuoEvent *self, DuoVerb verb, DuoPerson *person)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), FALSE);

  return (verb == DUO_VERB_BOOK || verb == DUO_VERB_PICK) && person &&
         duo_person_get_role (person) == DUO_ROLE_RECRUITER && duo_person_get_open_slots (person) == 0;
}

gint64
duo_event_get_decline_end (DuoEvent *self, DuoPerson *person)
{
  gint64 end = 0;

  g_return_val_if_fail (DUO_IS_EVENT (self), 0);
  g_return_val_if_fail (DUO_IS_PERSON (person), 0);

  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (self->chats, i);

      if (duo_chat_get_state (chat) == DUO_CHAT_DECLINED &&
          g_strcmp0 (duo_chat_get_peer_id (chat), duo_person_get_id (person)) == 0)
        end = MAX (end, duo_chat_get_record (chat)->changed + DUO_DECLINE_SECONDS);
    }
  return end;
}

static gboolean
is_of (DuoChat *chat, DuoPerson *recruiter)
{
  return g_strcmp0 (duo_chat_get_record (chat)->recruiter, duo_person_get_id (recruiter)) == 0;
}

DuoChat *
duo_event_find_colleague_conflict (DuoEvent *self, DuoPerson *colleague, DuoTimeRange range)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  g_return_val_if_fail (DUO_IS_PERSON (colleague), NULL);

  for (guint i = 0; i < duo_keyed_list_get_length (self->other_chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (self->other_chats, i);

      if (is_of (chat, colleague) && duo_chat_state_holds_time (duo_chat_get_state (chat)) &&
          duo_time_range_overlaps (duo_chat_get_range (chat), range))
        return chat;
    }
  return NULL;
}

/* What the talent has with the colleague, rather than with me. */
static DuoFacts
facts_of_successor (DuoEvent *self, DuoChat *chat, DuoPerson *colleague)
{
  guint facts = 0;

  for (guint i = 0; i < duo_keyed_list_get_length (self->other_chats); i++)
    {
      DuoChat *other = duo_keyed_list_get (self->other_chats, i);
      const DuoChatRecord *record = duo_chat_get_record (other);

      if (is_of (other, colleague) && g_strcmp0 (record->talent, duo_chat_get_record (chat)->talent) == 0)
        facts |= duo_facts_of_pair (record, duo_clock_now (self->clock));
    }
  return (DuoFacts) facts;
}

DuoRefusal
duo_event_judge_hand_over (DuoEvent *self, DuoChat *chat, DuoPerson *colleague)
{
  DuoFacts facts;
  DuoRefusal refusal;

  g_return_val_if_fail (DUO_IS_EVENT (self), DUO_REFUSAL_NOT_FOUND);
  g_return_val_if_fail (DUO_IS_CHAT (chat), DUO_REFUSAL_NOT_FOUND);
  g_return_val_if_fail (DUO_IS_PERSON (colleague), DUO_REFUSAL_NOT_FOUND);

  facts = duo_event_get_facts (self, NULL, chat) & ~DUO_FACT_PAIR_OPEN;
  facts |= facts_of_successor (self, chat, colleague);
  refusal =
      duo_chat_life_judge (duo_chat_get_state (chat), DUO_VERB_HAND_OVER, duo_chat_get_my_role (chat), facts)
          .refusal;
  if (refusal == DUO_REFUSAL_NONE && duo_chat_state_holds_time (duo_chat_get_state (chat)) &&
      duo_event_find_colleague_conflict (self, colleague, duo_chat_get_range (chat)))
    return DUO_REFUSAL_NOT_FREE;
  return refusal;
}

/* Of @chats, with what is on its way to the service as if it were done. */
static guint
count_waiting (DuoKeyedList *chats, const char *recruiter)
{
  guint waiting = 0;

  for (guint i = 0; i < duo_keyed_list_get_length (chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (chats, i);
      DuoVerb verb = duo_chat_get_pending_verb (chat);

      waiting += g_strcmp0 (duo_chat_get_record (chat)->recruiter, recruiter) == 0 &&
                 (verb == DUO_VERB_ACCEPT ||
                  (verb == DUO_N_VERBS && duo_chat_get_state (chat) == DUO_CHAT_ACCEPTED));
    }
  return waiting;
}

DuoCapacity
duo_event_get_capacity (DuoEvent *self, const char *recruiter, DuoSlots *slots)
{
  DuoCapacity capacity = {0, DUO_CAPACITY_UNKNOWN};

  g_return_val_if_fail (DUO_IS_EVENT (self), capacity);

  if (slots && duo_slots_get_loaded (slots))
    capacity.open = duo_slots_count_open (slots, self->record->format.closes, duo_clock_now (self->clock));
  capacity.waiting = count_waiting (self->chats, recruiter) + count_waiting (self->other_chats, recruiter);
  return capacity;
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

guint
duo_event_get_extension (DuoEvent *self, DuoChat *chat, gboolean together)
{
  const DuoChatRecord *record;
  DuoTimeRange extension, room;
  guint facts, minutes;

  g_return_val_if_fail (DUO_IS_EVENT (self), 0);
  g_return_val_if_fail (DUO_IS_CHAT (chat), 0);

  record = duo_chat_get_record (chat);
  minutes = duo_chat_record_get_extension (record, duo_clock_now (self->clock));
  extension = (DuoTimeRange) {record->range.end, record->range.end + (gint64) minutes * 60};
  if (minutes == 0 || duo_event_find_conflict (self, extension, chat))
    return 0;
  facts = duo_event_get_facts (self, NULL, chat);
  room = duo_visits_stretch (duo_event_get_room (self, chat), record->range);
  if (together && duo_time_range_contains (room, duo_clock_now (self->clock)))
    facts |= DUO_FACT_ROOM_OPEN;
  return duo_chat_life_judge (record->state, DUO_VERB_EXTEND, duo_chat_get_my_role (chat), (DuoFacts) facts)
                     .refusal == DUO_REFUSAL_NONE
             ? minutes
             : 0;
}

DuoChat *
duo_event_find_pressing (DuoEvent *self, DuoChat *chat)
{
  gint64 now, best = G_MAXINT64;
  DuoChat *found = NULL;

  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  g_return_val_if_fail (DUO_IS_CHAT (chat), NULL);

  now = duo_clock_now (self->clock);
  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *other = duo_keyed_list_get (self->chats, i);
      gint64 start = duo_chat_get_range (other).start;

      if (start < duo_chat_get_range (chat).end || start >= best ||
          !duo_chat_record_presses (duo_chat_get_record (other), now))
        continue;
      best = start;
      found = other;
    }
  return found;
}
