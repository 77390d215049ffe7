/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-facts.h"

#define DAY_SECONDS (24 * 60 * 60)

DuoFacts
duo_facts_of_event (const DuoFormat *format, DuoEventState state, DuoTimeRange span, gint64 now)
{
  guint facts = 0;

  if (format->requests_by & DUO_REQUESTS_BY_TALENTS)
    facts |= DUO_FACT_TALENTS_MAY_REQUEST;
  if (format->requests_by & DUO_REQUESTS_BY_RECRUITERS)
    facts |= DUO_FACT_RECRUITERS_MAY_REQUEST;
  if (now >= format->opens)
    facts |= DUO_FACT_BOOKING_OPEN;
  if (state == DUO_EVENT_OPEN && now < span.end)
    facts |= DUO_FACT_EVENT_OPEN;
  if (now > span.end + DUO_OUTCOME_DAYS * DAY_SECONDS)
    facts |= DUO_FACT_OUTCOME_CLOSED;
  return (DuoFacts) facts;
}

DuoFacts
duo_facts_of_recruiter (gboolean direct, gboolean paused)
{
  return (DuoFacts) ((direct ? DUO_FACT_DIRECT : 0u) | (paused ? DUO_FACT_PAUSED : 0u));
}

static gboolean
is_reached (guint limit, guint number)
{
  return limit != DUO_NO_LIMIT && number >= limit;
}

DuoFacts
duo_facts_of_limits (const DuoFormat *format, guint requests, guint chats)
{
  guint facts = 0;

  if (is_reached (format->limit_per_talent, requests))
    facts |= DUO_FACT_LIMIT_REACHED;
  if (is_reached (format->limit_per_company, chats))
    facts |= DUO_FACT_COMPANY_FULL;
  return (DuoFacts) facts;
}

DuoFacts
duo_facts_of_pair (const DuoChatRecord *other, gint64 now)
{
  if (duo_chat_record_is_open (other, now))
    return DUO_FACT_PAIR_OPEN;
  return other->state == DUO_CHAT_DECLINED ? duo_facts_of_decline (other->changed, now) : (DuoFacts) 0;
}

DuoFacts
duo_facts_of_decline (gint64 declined, gint64 now)
{
  return declined > now - DUO_DECLINE_SECONDS ? DUO_FACT_DECLINED_TODAY : (DuoFacts) 0;
}

DuoFacts
duo_facts_of_time (
    const DuoFormat *format, DuoTimeRange chat, DuoTimeRange room, gboolean in_person, gint64 now)
{
  guint facts = 0;

  if (chat.start >= chat.end)
    return (DuoFacts) 0;
  if (now >= chat.start)
    facts |= DUO_FACT_BEGUN;
  if (now > chat.start - (gint64) format->notice * 60)
    facts |= DUO_FACT_NOTICE_PASSED;
  if (duo_time_range_contains (room, now))
    facts |= DUO_FACT_ROOM_OPEN;
  if (in_person)
    facts |= DUO_FACT_IN_PERSON;
  return (DuoFacts) facts;
}

DuoFacts
duo_facts_of_mover (DuoRole moved_by, DuoRole role)
{
  gboolean other = (moved_by == DUO_ROLE_TALENT) != (role == DUO_ROLE_TALENT);

  return moved_by != DUO_ROLE_STRANGER && other ? DUO_FACT_MOVED_BY_OTHER : (DuoFacts) 0;
}
