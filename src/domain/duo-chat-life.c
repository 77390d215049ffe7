/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-chat-life.h"
#include "duo-names-private.h"

/* Sets of roles. A colleague may do all that the recruiter may, except join (PRODUCT §3). */
#define T (1 << DUO_ROLE_TALENT)
#define R (1 << DUO_ROLE_RECRUITER)
#define C (R | 1 << DUO_ROLE_COLLEAGUE)
#define O (1 << DUO_ROLE_ORGANIZER)
#define S (1 << DUO_ROLE_SERVICE)

/* Sets of facts that go together. */
#define LIVE DUO_FACT_EVENT_OPEN
#define OPENED (DUO_FACT_EVENT_OPEN | DUO_FACT_BOOKING_OPEN)
#define BLOCKED DUO_FACT_BLOCKED_PERSON
#define FULL (DUO_FACT_COMPANY_FULL | BLOCKED)

typedef struct
{
  DuoChatState state;
  DuoVerb verb;
  guint roles;
  guint needs;
  guint forbids;
  DuoChatState next;
} Transition;

/* PRODUCT §5, the whole of it. Rows of one state, verb and role are alternatives: one that allows it is enough; what
 * the last of them says is the reason why not. */
static const Transition transitions[] = {
    /* A new record. */
    {DUO_CHAT_NONE, DUO_VERB_REQUEST, T, OPENED | DUO_FACT_TALENTS_MAY_REQUEST,
     BLOCKED | DUO_FACT_DIRECT | DUO_FACT_PAUSED | DUO_FACT_PAIR_OPEN | DUO_FACT_DECLINED_TODAY |
         DUO_FACT_LIMIT_REACHED,
     DUO_CHAT_REQUESTED},
    {DUO_CHAT_NONE, DUO_VERB_INVITE, C, LIVE | DUO_FACT_RECRUITERS_MAY_REQUEST,
     BLOCKED | DUO_FACT_PAIR_OPEN | DUO_FACT_DECLINED_TODAY, DUO_CHAT_INVITED},
    {DUO_CHAT_NONE, DUO_VERB_BOOK, T, OPENED | DUO_FACT_TALENTS_MAY_REQUEST | DUO_FACT_DIRECT,
     FULL | DUO_FACT_PAUSED | DUO_FACT_PAIR_OPEN, DUO_CHAT_CONFIRMED},

    {DUO_CHAT_REQUESTED, DUO_VERB_ACCEPT, C, LIVE, BLOCKED, DUO_CHAT_ACCEPTED},
    {DUO_CHAT_REQUESTED, DUO_VERB_DECLINE, C, 0, 0, DUO_CHAT_DECLINED},
    {DUO_CHAT_REQUESTED, DUO_VERB_WITHDRAW, T, 0, 0, DUO_CHAT_CANCELLED},
    {DUO_CHAT_REQUESTED, DUO_VERB_BOOK, T, OPENED | DUO_FACT_TALENTS_MAY_REQUEST | DUO_FACT_DIRECT,
     FULL | DUO_FACT_PAUSED, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_REQUESTED, DUO_VERB_HAND_OVER, C, LIVE, BLOCKED | DUO_FACT_PAIR_OPEN, DUO_CHAT_REQUESTED},
    {DUO_CHAT_REQUESTED, DUO_VERB_EXPIRE, S, 0, 0, DUO_CHAT_EXPIRED},
    {DUO_CHAT_REQUESTED, DUO_VERB_REMOVE, S, 0, 0, DUO_CHAT_CANCELLED},

    {DUO_CHAT_INVITED, DUO_VERB_PICK, T, OPENED, FULL, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_INVITED, DUO_VERB_BOOK, T, OPENED | DUO_FACT_DIRECT, FULL, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_INVITED, DUO_VERB_DECLINE, T, 0, 0, DUO_CHAT_DECLINED},
    {DUO_CHAT_INVITED, DUO_VERB_WITHDRAW, C, 0, 0, DUO_CHAT_CANCELLED},
    {DUO_CHAT_INVITED, DUO_VERB_EXPIRE, S, 0, 0, DUO_CHAT_EXPIRED},
    {DUO_CHAT_INVITED, DUO_VERB_REMOVE, S, 0, 0, DUO_CHAT_CANCELLED},

    /* Stays pickable whatever becomes of the format or the mode. It expires with the event only. */
    {DUO_CHAT_ACCEPTED, DUO_VERB_PICK, T, LIVE, FULL, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_ACCEPTED, DUO_VERB_BOOK, T, LIVE | DUO_FACT_DIRECT, FULL, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_ACCEPTED, DUO_VERB_WITHDRAW, T | C, 0, 0, DUO_CHAT_CANCELLED},
    {DUO_CHAT_ACCEPTED, DUO_VERB_EXPIRE, S, 0, LIVE, DUO_CHAT_EXPIRED},
    {DUO_CHAT_ACCEPTED, DUO_VERB_REMOVE, S, 0, 0, DUO_CHAT_CANCELLED},

    /* Ahead. Whoever was moved by the other side may cancel despite the notice. */
    {DUO_CHAT_CONFIRMED, DUO_VERB_RESCHEDULE, T, LIVE, BLOCKED | DUO_FACT_BEGUN | DUO_FACT_NOTICE_PASSED,
     DUO_CHAT_CONFIRMED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_RESCHEDULE, C | O, LIVE, BLOCKED | DUO_FACT_BEGUN, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, T, DUO_FACT_MOVED_BY_OTHER, DUO_FACT_BEGUN, DUO_CHAT_CANCELLED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, T, 0, DUO_FACT_BEGUN | DUO_FACT_NOTICE_PASSED, DUO_CHAT_CANCELLED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, C, 0, DUO_FACT_BEGUN, DUO_CHAT_CANCELLED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_HAND_OVER, C, LIVE, BLOCKED | DUO_FACT_BEGUN | DUO_FACT_PAIR_OPEN,
     DUO_CHAT_CONFIRMED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_REASSIGN, O, LIVE, BLOCKED | DUO_FACT_BEGUN | DUO_FACT_PAIR_OPEN,
     DUO_CHAT_CONFIRMED},

    /* Ahead or begun. In person there is no room that could be closed already. */
    {DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, O, 0, 0, DUO_CHAT_CANCELLED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_LATE, T | C, 0, BLOCKED, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_EXTEND, T | C, DUO_FACT_IN_PERSON | DUO_FACT_BEGUN | DUO_FACT_BOTH_FREE,
     BLOCKED, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_EXTEND, T | C, DUO_FACT_ROOM_OPEN | DUO_FACT_BEGUN | DUO_FACT_BOTH_FREE,
     BLOCKED, DUO_CHAT_CONFIRMED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_JOIN, T | R, DUO_FACT_ROOM_OPEN, BLOCKED | DUO_FACT_IN_PERSON,
     DUO_CHAT_CONFIRMED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_CLOSE_ROOM, S, 0, 0, DUO_CHAT_COMPLETED},
    {DUO_CHAT_CONFIRMED, DUO_VERB_CLOSE_EMPTY_ROOM, S, 0, DUO_FACT_IN_PERSON, DUO_CHAT_NO_SHOW},
    {DUO_CHAT_CONFIRMED, DUO_VERB_REMOVE, S, 0, 0, DUO_CHAT_CANCELLED},

    {DUO_CHAT_COMPLETED, DUO_VERB_OUTCOME, C, 0, DUO_FACT_OUTCOME_CLOSED, DUO_CHAT_NO_SHOW},
    {DUO_CHAT_NO_SHOW, DUO_VERB_OUTCOME, C, 0, DUO_FACT_OUTCOME_CLOSED, DUO_CHAT_COMPLETED},
};

/* What it means that a fact is missing or in the way; the first that applies is the reason. */
static const struct
{
  DuoFacts fact;
  DuoRefusal missing;
  DuoRefusal in_the_way;
} reasons[] = {
    {DUO_FACT_BLOCKED_PERSON, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_NOT_FOUND},
    {DUO_FACT_EVENT_OPEN, DUO_REFUSAL_EVENT_CLOSED, DUO_REFUSAL_WRONG_STATE},
    {DUO_FACT_TALENTS_MAY_REQUEST, DUO_REFUSAL_TALENTS_EXCLUDED, DUO_REFUSAL_WRONG_STATE},
    {DUO_FACT_RECRUITERS_MAY_REQUEST, DUO_REFUSAL_RECRUITERS_EXCLUDED, DUO_REFUSAL_WRONG_STATE},
    {DUO_FACT_BOOKING_OPEN, DUO_REFUSAL_NOT_OPEN_YET, DUO_REFUSAL_WRONG_STATE},
    {DUO_FACT_PAIR_OPEN, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_PAIR_OPEN},
    {DUO_FACT_DIRECT, DUO_REFUSAL_SELECTIVE, DUO_REFUSAL_DIRECT},
    {DUO_FACT_PAUSED, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_PAUSED},
    {DUO_FACT_DECLINED_TODAY, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_DECLINED_TODAY},
    {DUO_FACT_LIMIT_REACHED, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_LIMIT_REACHED},
    {DUO_FACT_COMPANY_FULL, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_COMPANY_FULL},
    {DUO_FACT_BEGUN, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_BEGUN},
    {DUO_FACT_NOTICE_PASSED, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_NOTICE_PASSED},
    {DUO_FACT_MOVED_BY_OTHER, DUO_REFUSAL_NOTICE_PASSED, DUO_REFUSAL_WRONG_STATE},
    {DUO_FACT_OUTCOME_CLOSED, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_TOO_LATE},
    {DUO_FACT_BOTH_FREE, DUO_REFUSAL_NOT_FREE, DUO_REFUSAL_WRONG_STATE},
    {DUO_FACT_IN_PERSON, DUO_REFUSAL_WRONG_STATE, DUO_REFUSAL_IN_PERSON},
    {DUO_FACT_ROOM_OPEN, DUO_REFUSAL_ROOM_CLOSED, DUO_REFUSAL_WRONG_STATE},
};

static const char *const state_names[DUO_CHAT_N_STATES] = {
    [DUO_CHAT_NONE] = "none",         [DUO_CHAT_REQUESTED] = "requested", [DUO_CHAT_INVITED] = "invited",
    [DUO_CHAT_ACCEPTED] = "accepted", [DUO_CHAT_CONFIRMED] = "confirmed", [DUO_CHAT_COMPLETED] = "completed",
    [DUO_CHAT_NO_SHOW] = "no-show",   [DUO_CHAT_DECLINED] = "declined",   [DUO_CHAT_CANCELLED] = "cancelled",
    [DUO_CHAT_EXPIRED] = "expired",
};

static const char *const verb_names[DUO_N_VERBS] = {
    [DUO_VERB_REQUEST] = "request",
    [DUO_VERB_INVITE] = "invite",
    [DUO_VERB_BOOK] = "book",
    [DUO_VERB_ACCEPT] = "accept",
    [DUO_VERB_DECLINE] = "decline",
    [DUO_VERB_WITHDRAW] = "withdraw",
    [DUO_VERB_PICK] = "pick",
    [DUO_VERB_RESCHEDULE] = "reschedule",
    [DUO_VERB_CANCEL] = "cancel",
    [DUO_VERB_HAND_OVER] = "hand-over",
    [DUO_VERB_REASSIGN] = "reassign",
    [DUO_VERB_LATE] = "late",
    [DUO_VERB_EXTEND] = "extend",
    [DUO_VERB_OUTCOME] = "outcome",
    [DUO_VERB_JOIN] = "join",
    [DUO_VERB_EXPIRE] = "expire",
    [DUO_VERB_CLOSE_ROOM] = "close-room",
    [DUO_VERB_CLOSE_EMPTY_ROOM] = "close-empty-room",
    [DUO_VERB_REMOVE] = "remove",
};

static const char *const role_names[DUO_N_ROLES] = {
    [DUO_ROLE_STRANGER] = "stranger",   [DUO_ROLE_TALENT] = "talent",
    [DUO_ROLE_RECRUITER] = "recruiter", [DUO_ROLE_COLLEAGUE] = "colleague",
    [DUO_ROLE_ORGANIZER] = "organizer", [DUO_ROLE_SERVICE] = "service",
};

static const char *const absence_names[DUO_N_ABSENCES] = {
    [DUO_ABSENT_NOBODY] = "",
    [DUO_ABSENT_TALENT] = "talent",
    [DUO_ABSENT_RECRUITER] = "recruiter",
    [DUO_ABSENT_BOTH] = "both",
};

static const char *const refusal_names[DUO_N_REFUSALS] = {
    [DUO_REFUSAL_NONE] = "none",
    [DUO_REFUSAL_NOT_FOUND] = "not-found",
    [DUO_REFUSAL_NOT_ALLOWED] = "not-allowed",
    [DUO_REFUSAL_WRONG_STATE] = "wrong-state",
    [DUO_REFUSAL_TALENTS_EXCLUDED] = "talents-excluded",
    [DUO_REFUSAL_RECRUITERS_EXCLUDED] = "recruiters-excluded",
    [DUO_REFUSAL_SELECTIVE] = "selective",
    [DUO_REFUSAL_DIRECT] = "direct",
    [DUO_REFUSAL_NOT_OPEN_YET] = "not-open-yet",
    [DUO_REFUSAL_EVENT_CLOSED] = "event-closed",
    [DUO_REFUSAL_PAUSED] = "paused",
    [DUO_REFUSAL_LIMIT_REACHED] = "limit-reached",
    [DUO_REFUSAL_COMPANY_FULL] = "company-full",
    [DUO_REFUSAL_PAIR_OPEN] = "pair-open",
    [DUO_REFUSAL_DECLINED_TODAY] = "declined-today",
    [DUO_REFUSAL_BEGUN] = "begun",
    [DUO_REFUSAL_NOTICE_PASSED] = "notice-passed",
    [DUO_REFUSAL_ROOM_CLOSED] = "room-closed",
    [DUO_REFUSAL_IN_PERSON] = "in-person",
    [DUO_REFUSAL_TOO_LATE] = "too-late",
    [DUO_REFUSAL_NOT_FREE] = "not-free",
};

static DuoRefusal
weigh (const Transition *row, guint facts)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      guint fact = reasons[i].fact;

      if ((row->forbids & facts & fact) != 0)
        return reasons[i].in_the_way;
      if ((row->needs & ~facts & fact) != 0)
        return reasons[i].missing;
    }
  return DUO_REFUSAL_NONE;
}

DuoVerdict
duo_chat_life_judge (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts)
{
  DuoVerdict verdict = {DUO_REFUSAL_NOT_ALLOWED, state};

  if (role == DUO_ROLE_STRANGER || role >= DUO_N_ROLES)
    return (DuoVerdict) {DUO_REFUSAL_NOT_FOUND, state};

  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++)
    {
      const Transition *row = &transitions[i];

      if (row->verb != verb || (row->roles & (1u << role)) == 0)
        continue;
      if (row->state == state)
        verdict.refusal = weigh (row, facts);
      else if (verdict.refusal == DUO_REFUSAL_NOT_ALLOWED)
        verdict.refusal = DUO_REFUSAL_WRONG_STATE;
      if (row->state == state && verdict.refusal == DUO_REFUSAL_NONE)
        return (DuoVerdict) {DUO_REFUSAL_NONE, row->next};
    }
  return verdict;
}

gboolean
duo_chat_state_is_open (DuoChatState state)
{
  return state == DUO_CHAT_REQUESTED || state == DUO_CHAT_INVITED || state == DUO_CHAT_ACCEPTED ||
         state == DUO_CHAT_CONFIRMED;
}

gboolean
duo_chat_state_holds_time (DuoChatState state)
{
  return state == DUO_CHAT_CONFIRMED;
}

gboolean
duo_chat_state_counts_for_limit (DuoChatState state)
{
  return state == DUO_CHAT_REQUESTED || state == DUO_CHAT_ACCEPTED;
}

gboolean
duo_chat_state_counts_for_company (DuoChatState state)
{
  return state == DUO_CHAT_CONFIRMED || state == DUO_CHAT_COMPLETED || state == DUO_CHAT_NO_SHOW;
}

gboolean
duo_verb_seeks_chat (DuoVerb verb)
{
  return verb == DUO_VERB_REQUEST || verb == DUO_VERB_BOOK || verb == DUO_VERB_PICK;
}

gboolean
duo_verb_is_of_the_moment (DuoVerb verb)
{
  return verb == DUO_VERB_LATE || verb == DUO_VERB_EXTEND;
}

gboolean
duo_verb_needs_reason (DuoVerb verb, DuoRole role)
{
  return (verb == DUO_VERB_RESCHEDULE || verb == DUO_VERB_CANCEL) && ((1u << role) & (C | O)) != 0;
}

const char *
duo_chat_state_to_string (DuoChatState state)
{
  return duo_names_get (state_names, DUO_CHAT_N_STATES, state);
}

gboolean
duo_chat_state_from_string (const char *text, DuoChatState *state)
{
  return duo_names_find (state_names, DUO_CHAT_N_STATES, text, state);
}

const char *
duo_verb_to_string (DuoVerb verb)
{
  return duo_names_get (verb_names, DUO_N_VERBS, verb);
}

gboolean
duo_verb_from_string (const char *text, DuoVerb *verb)
{
  return duo_names_find (verb_names, DUO_N_VERBS, text, verb);
}

const char *
duo_role_to_string (DuoRole role)
{
  return duo_names_get (role_names, DUO_N_ROLES, role);
}

gboolean
duo_role_from_string (const char *text, DuoRole *role)
{
  return duo_names_find (role_names, DUO_N_ROLES, text, role);
}

const char *
duo_absence_to_string (DuoAbsence absence)
{
  return duo_names_get (absence_names, DUO_N_ABSENCES, absence);
}

gboolean
duo_absence_from_string (const char *text, DuoAbsence *absence)
{
  return duo_names_find (absence_names, DUO_N_ABSENCES, text, absence);
}

const char *
duo_refusal_to_string (DuoRefusal refusal)
{
  return duo_names_get (refusal_names, DUO_N_REFUSALS, refusal);
}

gboolean
duo_refusal_from_string (const char *text, DuoRefusal *refusal)
{
  return duo_names_find (refusal_names, DUO_N_REFUSALS, text, refusal);
}
