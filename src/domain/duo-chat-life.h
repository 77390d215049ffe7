/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The life of a chat (PRODUCT §5): one table of state × verb × role × conditions → state, for service and app. */

typedef enum
{
  DUO_CHAT_NONE,
  DUO_CHAT_REQUESTED,
  DUO_CHAT_INVITED,
  DUO_CHAT_ACCEPTED,
  DUO_CHAT_CONFIRMED,
  DUO_CHAT_COMPLETED,
  DUO_CHAT_NO_SHOW,
  DUO_CHAT_DECLINED,
  DUO_CHAT_CANCELLED,
  DUO_CHAT_EXPIRED,
  DUO_CHAT_N_STATES,
} DuoChatState;

typedef enum
{
  DUO_VERB_REQUEST,
  DUO_VERB_INVITE,
  DUO_VERB_BOOK,
  DUO_VERB_ACCEPT,
  DUO_VERB_DECLINE,
  DUO_VERB_WITHDRAW,
  DUO_VERB_PICK,
  DUO_VERB_RESCHEDULE,
  DUO_VERB_CANCEL,
  DUO_VERB_HAND_OVER,
  DUO_VERB_REASSIGN,
  DUO_VERB_LATE,
  DUO_VERB_EXTEND,
  DUO_VERB_OUTCOME,
  DUO_VERB_JOIN, /* not a transition: who may enter the room */
  DUO_VERB_EXPIRE,
  DUO_VERB_CLOSE_ROOM,       /* both were there together for 30 s, or it was in person */
  DUO_VERB_CLOSE_EMPTY_ROOM, /* they were not: somebody did not show */
  DUO_VERB_REMOVE,           /* account deleted, participant removed, or blocked */
  DUO_N_VERBS,
} DuoVerb;

typedef enum
{
  DUO_ROLE_STRANGER,
  DUO_ROLE_TALENT,
  DUO_ROLE_RECRUITER,
  DUO_ROLE_COLLEAGUE,
  DUO_ROLE_ORGANIZER,
  DUO_ROLE_SERVICE, /* the scheduler */
  DUO_N_ROLES,
} DuoRole;

/* What is true of the chat, the pair and the event at this moment. Whoever asks collects them; the table decides. */
typedef enum
{
  DUO_FACT_DIRECT = 1 << 0,              /* the recruiter is in Direct Booking now */
  DUO_FACT_TALENTS_MAY_REQUEST = 1 << 1, /* the event's format */
  DUO_FACT_RECRUITERS_MAY_REQUEST = 1 << 2,
  DUO_FACT_BOOKING_OPEN = 1 << 3,    /* the booking window has opened */
  DUO_FACT_EVENT_OPEN = 1 << 4,      /* the event is open: not draft, closed or over */
  DUO_FACT_PAUSED = 1 << 5,          /* the recruiter pauses requests */
  DUO_FACT_LIMIT_REACHED = 1 << 6,   /* the talent's open requests */
  DUO_FACT_COMPANY_FULL = 1 << 7,    /* the company's chats */
  DUO_FACT_PAIR_OPEN = 1 << 8,       /* another open chat of this pair */
  DUO_FACT_DECLINED_TODAY = 1 << 9,  /* this pair had a decline less than a day ago */
  DUO_FACT_BEGUN = 1 << 10,          /* the chat's start has come */
  DUO_FACT_NOTICE_PASSED = 1 << 11,  /* less than the notice is left before the start */
  DUO_FACT_MOVED_BY_OTHER = 1 << 12, /* the other side moved it or handed it over last */
  DUO_FACT_ROOM_OPEN = 1 << 13,
  DUO_FACT_IN_PERSON = 1 << 14,
  DUO_FACT_OUTCOME_CLOSED = 1 << 15, /* more than 7 days after the event */
  DUO_FACT_BLOCKED_PERSON = 1 << 16, /* one of the two blocked the other */
  DUO_FACT_BOTH_FREE = 1 << 17,      /* nobody has a chat where an extension would lie */
} DuoFacts;

/* Who is missed in a chat that is DUO_CHAT_NO_SHOW. */
typedef enum
{
  DUO_ABSENT_NOBODY,
  DUO_ABSENT_TALENT,
  DUO_ABSENT_RECRUITER,
  DUO_ABSENT_BOTH,
  DUO_N_ABSENCES,
} DuoAbsence;

/* Why not. The text of each (duo_refusal_to_string()) is the `code` of the problem document. */
typedef enum
{
  DUO_REFUSAL_NONE,
  DUO_REFUSAL_NOT_FOUND,   /* a stranger cannot tell "not yours" from "not there" */
  DUO_REFUSAL_NOT_ALLOWED, /* this role never may */
  DUO_REFUSAL_WRONG_STATE,
  DUO_REFUSAL_TALENTS_EXCLUDED,
  DUO_REFUSAL_RECRUITERS_EXCLUDED,
  DUO_REFUSAL_SELECTIVE,    /* must be requested and accepted first */
  DUO_REFUSAL_DIRECT,       /* no request needed: book */
  DUO_REFUSAL_NOT_OPEN_YET, /* booking opens later */
  DUO_REFUSAL_EVENT_CLOSED,
  DUO_REFUSAL_PAUSED,
  DUO_REFUSAL_LIMIT_REACHED,
  DUO_REFUSAL_COMPANY_FULL,
  DUO_REFUSAL_PAIR_OPEN,
  DUO_REFUSAL_DECLINED_TODAY,
  DUO_REFUSAL_BEGUN,
  DUO_REFUSAL_NOTICE_PASSED,
  DUO_REFUSAL_ROOM_CLOSED,
  DUO_REFUSAL_IN_PERSON,
  DUO_REFUSAL_TOO_LATE,
  DUO_REFUSAL_NOT_FREE,
  DUO_N_REFUSALS,
} DuoRefusal;

typedef struct
{
  DuoRefusal refusal; /* DUO_REFUSAL_NONE where it is allowed */
  DuoChatState next;  /* the state afterwards; the same state where nothing is allowed or nothing changes */
} DuoVerdict;

/**
 * duo_chat_life_judge:
 *
 * The only place that decides whether @role may do @verb to a chat in @state, and what becomes of it.
 */
DuoVerdict duo_chat_life_judge (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts);

/* Requested, invited, accepted, or confirmed and not begun: at most one of these a pair (PRODUCT §5). */
gboolean duo_chat_state_is_open (DuoChatState state);
/* Whether a chat in @state occupies its time. */
gboolean duo_chat_state_holds_time (DuoChatState state);
/* Whether it counts against the talent's limit of open requests: own pending and accepted ones. */
gboolean duo_chat_state_counts_for_limit (DuoChatState state);

/* Whether it counts against the company's limit of chats: those that were booked, whatever became of them. */
gboolean duo_chat_state_counts_for_company (DuoChatState state);
/* Whether @verb is how a talent comes to a chat: request, book or pick. */
gboolean duo_verb_seeks_chat (DuoVerb verb);
/* Whether @verb is about this moment, so that it must not come later: late and extend (PRODUCT §7). */
gboolean duo_verb_is_of_the_moment (DuoVerb verb);
/* Whether @role does @verb with a reason only (PRODUCT §2, notice): whoever moves or cancels a talent's chat says why. */
gboolean duo_verb_needs_reason (DuoVerb verb, DuoRole role);

const char *duo_chat_state_to_string (DuoChatState state);
gboolean duo_chat_state_from_string (const char *text, DuoChatState *state);
const char *duo_verb_to_string (DuoVerb verb); /* as in the path: "hand-over" */
gboolean duo_verb_from_string (const char *text, DuoVerb *verb);
const char *duo_role_to_string (DuoRole role);
gboolean duo_role_from_string (const char *text, DuoRole *role);
const char *duo_absence_to_string (DuoAbsence absence); /* "" of DUO_ABSENT_NOBODY */
gboolean duo_absence_from_string (const char *text, DuoAbsence *absence);
const char *duo_refusal_to_string (DuoRefusal refusal); /* "limit-reached" */
gboolean duo_refusal_from_string (const char *text, DuoRefusal *refusal);

G_END_DECLS
