/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-chat-life.h"

/* PRODUCT §5 once more, written down without looking at the code: who may do what, with which facts all is well, and
 * which single fact, turned round, leads to which refusal. Every fact that is not named must make no difference, and
 * whatever has no line here must be refused. */

#define T (1 << DUO_ROLE_TALENT)
#define R (1 << DUO_ROLE_RECRUITER)
#define C (1 << DUO_ROLE_COLLEAGUE)
#define O (1 << DUO_ROLE_ORGANIZER)
#define S (1 << DUO_ROLE_SERVICE)
#define ALL_FACTS 18

#define EVENT DUO_FACT_EVENT_OPEN
#define OPENED DUO_FACT_BOOKING_OPEN
#define BY_TALENTS DUO_FACT_TALENTS_MAY_REQUEST
#define BY_RECRUITERS DUO_FACT_RECRUITERS_MAY_REQUEST
#define DIRECT DUO_FACT_DIRECT

#define CLOSED {EVENT, DUO_REFUSAL_EVENT_CLOSED}
#define HIDDEN {DUO_FACT_BLOCKED_PERSON, DUO_REFUSAL_NOT_FOUND}
#define NOT_YET {OPENED, DUO_REFUSAL_NOT_OPEN_YET}
#define FULL {DUO_FACT_COMPANY_FULL, DUO_REFUSAL_COMPANY_FULL}
#define PAIR {DUO_FACT_PAIR_OPEN, DUO_REFUSAL_PAIR_OPEN}
#define BEGUN {DUO_FACT_BEGUN, DUO_REFUSAL_BEGUN}
#define DECLINED {DUO_FACT_DECLINED_TODAY, DUO_REFUSAL_DECLINED_TODAY}

typedef struct
{
  DuoFacts fact;
  DuoRefusal refusal;
} Turn;

typedef struct
{
  DuoChatState state;
  DuoVerb verb;
  guint roles;
  DuoChatState next;
  guint facts;
  Turn turns[10];
} Line;

static const Line lines[] = {
    /* – | request (talent) · invite (recruiter) · book (talent, Direct) */
    {DUO_CHAT_NONE,
     DUO_VERB_REQUEST,
     T,
     DUO_CHAT_REQUESTED,
     EVENT | OPENED | BY_TALENTS,
     {CLOSED,
      NOT_YET,
      HIDDEN,
      PAIR,
      DECLINED,
      {BY_TALENTS, DUO_REFUSAL_TALENTS_EXCLUDED},
      {DIRECT, DUO_REFUSAL_DIRECT},
      {DUO_FACT_PAUSED, DUO_REFUSAL_PAUSED},
      {DUO_FACT_LIMIT_REACHED, DUO_REFUSAL_LIMIT_REACHED}}},
    {DUO_CHAT_NONE,
     DUO_VERB_INVITE,
     R | C,
     DUO_CHAT_INVITED,
     EVENT | BY_RECRUITERS,
     {CLOSED, HIDDEN, PAIR, DECLINED, {BY_RECRUITERS, DUO_REFUSAL_RECRUITERS_EXCLUDED}}},
    {DUO_CHAT_NONE,
     DUO_VERB_BOOK,
     T,
     DUO_CHAT_CONFIRMED,
     EVENT | OPENED | BY_TALENTS | DIRECT,
     {CLOSED,
      NOT_YET,
      HIDDEN,
      PAIR,
      FULL,
      {BY_TALENTS, DUO_REFUSAL_TALENTS_EXCLUDED},
      {DIRECT, DUO_REFUSAL_SELECTIVE},
      {DUO_FACT_PAUSED, DUO_REFUSAL_PAUSED}}},

    /* REQUESTED | accept · decline (recruiter) · withdraw (talent); book, if Direct by then; hand over */
    {DUO_CHAT_REQUESTED, DUO_VERB_ACCEPT, R | C, DUO_CHAT_ACCEPTED, EVENT, {CLOSED, HIDDEN}},
    {DUO_CHAT_REQUESTED, DUO_VERB_DECLINE, R | C, DUO_CHAT_DECLINED, 0, {}},
    {DUO_CHAT_REQUESTED, DUO_VERB_WITHDRAW, T, DUO_CHAT_CANCELLED, 0, {}},
    {DUO_CHAT_REQUESTED,
     DUO_VERB_BOOK,
     T,
     DUO_CHAT_CONFIRMED,
     EVENT | OPENED | BY_TALENTS | DIRECT,
     {CLOSED,
      NOT_YET,
      HIDDEN,
      FULL,
      {BY_TALENTS, DUO_REFUSAL_TALENTS_EXCLUDED},
      {DIRECT, DUO_REFUSAL_SELECTIVE},
      {DUO_FACT_PAUSED, DUO_REFUSAL_PAUSED}}},
    {DUO_CHAT_REQUESTED, DUO_VERB_HAND_OVER, R | C, DUO_CHAT_REQUESTED, EVENT, {CLOSED, HIDDEN, PAIR}},
    {DUO_CHAT_REQUESTED, DUO_VERB_EXPIRE, S, DUO_CHAT_EXPIRED, 0, {}},
    {DUO_CHAT_REQUESTED, DUO_VERB_REMOVE, S, DUO_CHAT_CANCELLED, 0, {}},

    /* INVITED | pick · decline (talent) · withdraw (recruiter) */
    {DUO_CHAT_INVITED, DUO_VERB_PICK, T, DUO_CHAT_CONFIRMED, EVENT | OPENED, {CLOSED, NOT_YET, HIDDEN, FULL}},
    {DUO_CHAT_INVITED,
     DUO_VERB_BOOK,
     T,
     DUO_CHAT_CONFIRMED,
     EVENT | OPENED | DIRECT,
     {CLOSED, NOT_YET, HIDDEN, FULL, {DIRECT, DUO_REFUSAL_SELECTIVE}}},
    {DUO_CHAT_INVITED, DUO_VERB_DECLINE, T, DUO_CHAT_DECLINED, 0, {}},
    {DUO_CHAT_INVITED, DUO_VERB_WITHDRAW, R | C, DUO_CHAT_CANCELLED, 0, {}},
    {DUO_CHAT_INVITED, DUO_VERB_EXPIRE, S, DUO_CHAT_EXPIRED, 0, {}},
    {DUO_CHAT_INVITED, DUO_VERB_REMOVE, S, DUO_CHAT_CANCELLED, 0, {}},

    /* ACCEPTED | pick (talent) · withdraw (either); pickable whatever the format becomes; expires with the event only */
    {DUO_CHAT_ACCEPTED, DUO_VERB_PICK, T, DUO_CHAT_CONFIRMED, EVENT, {CLOSED, HIDDEN, FULL}},
    {DUO_CHAT_ACCEPTED,
     DUO_VERB_BOOK,
     T,
     DUO_CHAT_CONFIRMED,
     EVENT | DIRECT,
     {CLOSED, HIDDEN, FULL, {DIRECT, DUO_REFUSAL_SELECTIVE}}},
    {DUO_CHAT_ACCEPTED, DUO_VERB_WITHDRAW, T | R | C, DUO_CHAT_CANCELLED, 0, {}},
    {DUO_CHAT_ACCEPTED, DUO_VERB_EXPIRE, S, DUO_CHAT_EXPIRED, 0, {{EVENT, DUO_REFUSAL_WRONG_STATE}}},
    {DUO_CHAT_ACCEPTED, DUO_VERB_REMOVE, S, DUO_CHAT_CANCELLED, 0, {}},

    /* CONFIRMED, ahead */
    {DUO_CHAT_CONFIRMED,
     DUO_VERB_RESCHEDULE,
     T,
     DUO_CHAT_CONFIRMED,
     EVENT,
     {CLOSED, HIDDEN, BEGUN, {DUO_FACT_NOTICE_PASSED, DUO_REFUSAL_NOTICE_PASSED}}},
    {DUO_CHAT_CONFIRMED, DUO_VERB_RESCHEDULE, R | C | O, DUO_CHAT_CONFIRMED, EVENT, {CLOSED, HIDDEN, BEGUN}},
    {DUO_CHAT_CONFIRMED,
     DUO_VERB_CANCEL,
     T,
     DUO_CHAT_CANCELLED,
     0,
     {BEGUN, {DUO_FACT_NOTICE_PASSED, DUO_REFUSAL_NOTICE_PASSED}}},
    {DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, R | C, DUO_CHAT_CANCELLED, 0, {BEGUN}},
    {DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, O, DUO_CHAT_CANCELLED, 0, {}},
    {DUO_CHAT_CONFIRMED, DUO_VERB_HAND_OVER, R | C, DUO_CHAT_CONFIRMED, EVENT, {CLOSED, HIDDEN, BEGUN, PAIR}},
    {DUO_CHAT_CONFIRMED, DUO_VERB_REASSIGN, O, DUO_CHAT_CONFIRMED, EVENT, {CLOSED, HIDDEN, BEGUN, PAIR}},

    /* CONFIRMED, begun or in the room */
    {DUO_CHAT_CONFIRMED, DUO_VERB_LATE, T | R | C, DUO_CHAT_CONFIRMED, 0, {HIDDEN}},
    {DUO_CHAT_CONFIRMED,
     DUO_VERB_EXTEND,
     T | R | C,
     DUO_CHAT_CONFIRMED,
     DUO_FACT_BEGUN | DUO_FACT_ROOM_OPEN | DUO_FACT_BOTH_FREE,
     {HIDDEN,
      {DUO_FACT_BEGUN, DUO_REFUSAL_WRONG_STATE},
      {DUO_FACT_ROOM_OPEN, DUO_REFUSAL_ROOM_CLOSED},
      {DUO_FACT_BOTH_FREE, DUO_REFUSAL_NOT_FREE}}},
    {DUO_CHAT_CONFIRMED,
     DUO_VERB_JOIN,
     T | R,
     DUO_CHAT_CONFIRMED,
     DUO_FACT_ROOM_OPEN,
     {HIDDEN, {DUO_FACT_ROOM_OPEN, DUO_REFUSAL_ROOM_CLOSED}, {DUO_FACT_IN_PERSON, DUO_REFUSAL_IN_PERSON}}},

    /* CONFIRMED | room closes; any open | removed */
    {DUO_CHAT_CONFIRMED, DUO_VERB_CLOSE_ROOM, S, DUO_CHAT_COMPLETED, 0, {}},
    {DUO_CHAT_CONFIRMED,
     DUO_VERB_CLOSE_EMPTY_ROOM,
     S,
     DUO_CHAT_NO_SHOW,
     0,
     {{DUO_FACT_IN_PERSON, DUO_REFUSAL_IN_PERSON}}},
    {DUO_CHAT_CONFIRMED, DUO_VERB_REMOVE, S, DUO_CHAT_CANCELLED, 0, {}},

    /* COMPLETED, NO_SHOW | outcome (recruiter, until 7 days after the event) | the other of the two */
    {DUO_CHAT_COMPLETED,
     DUO_VERB_OUTCOME,
     R | C,
     DUO_CHAT_NO_SHOW,
     0,
     {{DUO_FACT_OUTCOME_CLOSED, DUO_REFUSAL_TOO_LATE}}},
    {DUO_CHAT_NO_SHOW,
     DUO_VERB_OUTCOME,
     R | C,
     DUO_CHAT_COMPLETED,
     0,
     {{DUO_FACT_OUTCOME_CLOSED, DUO_REFUSAL_TOO_LATE}}},
};

typedef DuoVerdict (*Judge) (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts);

static const Line *
find_line (DuoChatState state, DuoVerb verb, DuoRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (lines[i].state == state && lines[i].verb == verb && (lines[i].roles & (1u << role)) != 0)
        return &lines[i];
    }
  return NULL;
}

/* Whether @role has @verb in any state at all. */
static gboolean
ever_may (DuoVerb verb, DuoRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (lines[i].verb == verb && (lines[i].roles & (1u << role)) != 0)
        return TRUE;
    }
  return FALSE;
}

static DuoRefusal
turned (const Line *line, guint fact)
{
  for (guint i = 0; i < G_N_ELEMENTS (line->turns); i++)
    {
      if ((guint) line->turns[i].fact == fact)
        return line->turns[i].refusal;
    }
  return DUO_REFUSAL_NONE;
}

static gboolean
agrees (DuoVerdict verdict, DuoRefusal refusal, DuoChatState next)
{
  return verdict.refusal == refusal && verdict.next == next;
}

static guint
count_errors_of_line (Judge judge, const Line *line, DuoRole role)
{
  guint errors = !agrees (judge (line->state, line->verb, role, line->facts), DUO_REFUSAL_NONE, line->next);

  for (guint i = 0; i < ALL_FACTS; i++)
    {
      guint fact = 1u << i;
      DuoRefusal refusal = turned (line, fact);
      DuoChatState next = refusal == DUO_REFUSAL_NONE ? line->next : line->state;

      errors += !agrees (judge (line->state, line->verb, role, line->facts ^ fact), refusal, next);
    }
  return errors;
}

static guint
count_errors_of_cell (Judge judge, DuoChatState state, DuoVerb verb, DuoRole role)
{
  const Line *line = find_line (state, verb, role);
  DuoRefusal refusal = role == DUO_ROLE_STRANGER ? DUO_REFUSAL_NOT_FOUND
                       : ever_may (verb, role)   ? DUO_REFUSAL_WRONG_STATE
                                                 : DUO_REFUSAL_NOT_ALLOWED;
  guint errors = 0;

  if (line != NULL)
    return count_errors_of_line (judge, line, role);
  for (guint i = 0; i < ALL_FACTS; i++)
    errors += !agrees (judge (state, verb, role, 1u << i), refusal, state);
  return errors + !agrees (judge (state, verb, role, (1u << ALL_FACTS) - 1), refusal, state);
}

static void
test_every_cell (void)
{
  for (guint state = 0; state < DUO_CHAT_N_STATES; state++)
    for (guint verb = 0; verb < DUO_N_VERBS; verb++)
      for (guint role = 0; role < DUO_N_ROLES; role++)
        {
          guint errors = count_errors_of_cell (duo_chat_life_judge, state, verb, role);

          if (errors > 0)
            g_test_message ("%s, %s by %s", duo_chat_state_to_string (state), duo_verb_to_string (verb),
                            duo_role_to_string (role));
          g_assert_cmpuint (errors, ==, 0);
        }
}

/* A judge who errs in one cell. */
static struct
{
  DuoChatState state;
  DuoVerb verb;
  DuoRole role;
  gboolean in_next;
} lie;

static DuoVerdict
lying_judge (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts)
{
  DuoVerdict verdict = duo_chat_life_judge (state, verb, role, facts);

  if (state != lie.state || verb != lie.verb || role != lie.role)
    return verdict;
  if (lie.in_next)
    verdict.next = (verdict.next + 1) % DUO_CHAT_N_STATES;
  else
    verdict.refusal = verdict.refusal == DUO_REFUSAL_NONE ? DUO_REFUSAL_NOT_ALLOWED : DUO_REFUSAL_NONE;
  return verdict;
}

/* The negative control: wherever a judge errs, the lines above notice. */
static void
test_every_lie_is_noticed (void)
{
  for (lie.state = 0; lie.state < DUO_CHAT_N_STATES; lie.state++)
    for (lie.verb = 0; lie.verb < DUO_N_VERBS; lie.verb++)
      for (lie.role = 0; lie.role < DUO_N_ROLES; lie.role++)
        {
          lie.in_next = FALSE;
          g_assert_cmpuint (count_errors_of_cell (lying_judge, lie.state, lie.verb, lie.role), >, 0);
          lie.in_next = TRUE;
          g_assert_cmpuint (count_errors_of_cell (lying_judge, lie.state, lie.verb, lie.role), >, 0);
        }
}

static guint blind_to;

static DuoVerdict
blind_judge (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts)
{
  return duo_chat_life_judge (state, verb, role, facts & ~blind_to);
}

/* Whoever overlooks a fact that some line depends on is noticed too. */
static void
test_every_overlooked_fact_is_noticed (void)
{
  for (guint i = 0; i < ALL_FACTS; i++)
    {
      guint errors = 0;

      blind_to = 1u << i;
      for (guint j = 0; j < G_N_ELEMENTS (lines); j++)
        for (guint role = 0; role < DUO_N_ROLES; role++)
          if ((lines[j].roles & (1u << role)) != 0)
            errors += count_errors_of_line (blind_judge, &lines[j], role);
      /* That somebody else moved it matters only together with the notice: the next test. */
      if (blind_to != DUO_FACT_MOVED_BY_OTHER)
        g_assert_cmpuint (errors, >, 0);
    }
}

/* "if the other side moved it, a talent may cancel despite the notice" — and only that. */
static void
test_moved_by_the_other_side (void)
{
  const DuoFacts late = DUO_FACT_EVENT_OPEN | DUO_FACT_NOTICE_PASSED | DUO_FACT_MOVED_BY_OTHER;
  DuoVerdict verdict = duo_chat_life_judge (DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, DUO_ROLE_TALENT, late);

  g_assert_cmpint (verdict.refusal, ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (verdict.next, ==, DUO_CHAT_CANCELLED);
  verdict = duo_chat_life_judge (DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, DUO_ROLE_TALENT, late | DUO_FACT_BEGUN);
  g_assert_cmpint (verdict.refusal, ==, DUO_REFUSAL_BEGUN);
  verdict = duo_chat_life_judge (DUO_CHAT_CONFIRMED, DUO_VERB_RESCHEDULE, DUO_ROLE_TALENT, late);
  g_assert_cmpint (verdict.refusal, ==, DUO_REFUSAL_NOTICE_PASSED);
}

/* In person there is no room that could be open. */
static void
test_extend_in_person (void)
{
  const DuoFacts begun = DUO_FACT_IN_PERSON | DUO_FACT_BEGUN;

  g_assert_cmpint (
      duo_chat_life_judge (DUO_CHAT_CONFIRMED, DUO_VERB_EXTEND, DUO_ROLE_TALENT, begun | DUO_FACT_BOTH_FREE)
          .refusal,
      ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (duo_chat_life_judge (DUO_CHAT_CONFIRMED, DUO_VERB_EXTEND, DUO_ROLE_TALENT, begun).refusal,
                   ==, DUO_REFUSAL_NOT_FREE);
}

/* Of several reasons the one is told that helps: a blocked person looks absent, a closed event comes before a limit. */
static void
test_first_reason (void)
{
  DuoFacts facts = DUO_FACT_BLOCKED_PERSON | DUO_FACT_PAUSED | DUO_FACT_LIMIT_REACHED;

  g_assert_cmpint (duo_chat_life_judge (DUO_CHAT_NONE, DUO_VERB_REQUEST, DUO_ROLE_TALENT, facts).refusal, ==,
                   DUO_REFUSAL_NOT_FOUND);
  facts &= ~(guint) DUO_FACT_BLOCKED_PERSON;
  g_assert_cmpint (duo_chat_life_judge (DUO_CHAT_NONE, DUO_VERB_REQUEST, DUO_ROLE_TALENT, facts).refusal, ==,
                   DUO_REFUSAL_EVENT_CLOSED);
}

static void
test_foreign_values (void)
{
  g_assert_cmpint (duo_chat_life_judge (DUO_CHAT_NONE, DUO_VERB_BOOK, DUO_N_ROLES, 0).refusal, ==,
                   DUO_REFUSAL_NOT_FOUND);
  g_assert_cmpint (duo_chat_life_judge (DUO_CHAT_NONE, DUO_N_VERBS, DUO_ROLE_TALENT, 0).refusal, ==,
                   DUO_REFUSAL_NOT_ALLOWED);
  g_assert_cmpint (duo_chat_life_judge (DUO_CHAT_N_STATES, DUO_VERB_BOOK, DUO_ROLE_TALENT, 0).refusal, ==,
                   DUO_REFUSAL_WRONG_STATE);
}

static void
test_state_sets (void)
{
  for (guint state = 0; state < DUO_CHAT_N_STATES; state++)
    {
      gboolean pending = state == DUO_CHAT_REQUESTED || state == DUO_CHAT_ACCEPTED;

      g_assert_cmpint (duo_chat_state_counts_for_limit (state), ==, pending);
      g_assert_cmpint (duo_chat_state_holds_time (state), ==, state == DUO_CHAT_CONFIRMED);
      g_assert_cmpint (duo_chat_state_is_open (state), ==,
                       pending || state == DUO_CHAT_INVITED || state == DUO_CHAT_CONFIRMED);
    }
}

static void
test_words (void)
{
  DuoChatState state;
  DuoVerb verb;
  DuoRole role;
  DuoRefusal refusal;

  for (guint i = 0; i < DUO_CHAT_N_STATES; i++)
    g_assert_true (duo_chat_state_from_string (duo_chat_state_to_string (i), &state) && state == i);
  for (guint i = 0; i < DUO_N_VERBS; i++)
    g_assert_true (duo_verb_from_string (duo_verb_to_string (i), &verb) && verb == i);
  for (guint i = 0; i < DUO_N_ROLES; i++)
    g_assert_true (duo_role_from_string (duo_role_to_string (i), &role) && role == i);
  for (guint i = 0; i < DUO_N_REFUSALS; i++)
    g_assert_true (duo_refusal_from_string (duo_refusal_to_string (i), &refusal) && refusal == i);

  g_assert_cmpstr (duo_verb_to_string (DUO_VERB_HAND_OVER), ==, "hand-over");
  g_assert_cmpstr (duo_refusal_to_string (DUO_REFUSAL_LIMIT_REACHED), ==, "limit-reached");
}

static void
test_unknown_words (void)
{
  DuoChatState state = DUO_CHAT_INVITED;

  g_assert_false (duo_chat_state_from_string ("Invited", &state));
  g_assert_false (duo_chat_state_from_string ("", &state));
  g_assert_false (duo_chat_state_from_string (NULL, &state));
  g_assert_cmpint (state, ==, DUO_CHAT_INVITED);
  g_assert_cmpstr (duo_verb_to_string (DUO_N_VERBS), ==, "unknown");
}

static void
test_reasons (void)
{
  for (DuoVerb verb = 0; verb < DUO_N_VERBS; verb++)
    {
      gboolean told = verb == DUO_VERB_RESCHEDULE || verb == DUO_VERB_CANCEL;

      g_assert_false (duo_verb_needs_reason (verb, DUO_ROLE_TALENT));
      g_assert_cmpint (duo_verb_needs_reason (verb, DUO_ROLE_RECRUITER), ==, told);
      g_assert_cmpint (duo_verb_needs_reason (verb, DUO_ROLE_COLLEAGUE), ==, told);
      g_assert_cmpint (duo_verb_needs_reason (verb, DUO_ROLE_ORGANIZER), ==, told);
      g_assert_false (duo_verb_needs_reason (verb, DUO_ROLE_SERVICE));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/chat-life/every-cell", test_every_cell);
  g_test_add_func ("/domain/chat-life/every-lie-is-noticed", test_every_lie_is_noticed);
  g_test_add_func ("/domain/chat-life/every-overlooked-fact-is-noticed",
                   test_every_overlooked_fact_is_noticed);
  g_test_add_func ("/domain/chat-life/moved-by-the-other-side", test_moved_by_the_other_side);
  g_test_add_func ("/domain/chat-life/extend-in-person", test_extend_in_person);
  g_test_add_func ("/domain/chat-life/first-reason", test_first_reason);
  g_test_add_func ("/domain/chat-life/foreign-values", test_foreign_values);
  g_test_add_func ("/domain/chat-life/state-sets", test_state_sets);
  g_test_add_func ("/domain/chat-life/words", test_words);
  g_test_add_func ("/domain/chat-life/unknown-words", test_unknown_words);
  g_test_add_func ("/domain/chat-life/reasons", test_reasons);
  return g_test_run ();
}
