/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-facts.h"

#define HOUR 3600
#define DAY (24 * HOUR)
#define START (100 * DAY)
#define END (START + 900)

/* PRODUCT §5: what the table asks for, each fact at the second in which it begins to be true, and the one before. */

static void
test_event (void)
{
  static const struct
  {
    const char *name;
    DuoEventState state;
    guint by;
    gint64 opens;
    gint64 now;
    guint facts;
  } cases[] = {
      {"open", DUO_EVENT_OPEN, DUO_REQUESTS_BY_TALENTS, 0, START,
       DUO_FACT_EVENT_OPEN | DUO_FACT_BOOKING_OPEN | DUO_FACT_TALENTS_MAY_REQUEST},
      {"recruiters only", DUO_EVENT_OPEN, DUO_REQUESTS_BY_RECRUITERS, 0, START,
       DUO_FACT_EVENT_OPEN | DUO_FACT_BOOKING_OPEN | DUO_FACT_RECRUITERS_MAY_REQUEST},
      {"a draft", DUO_EVENT_DRAFT, 0, 0, START, DUO_FACT_BOOKING_OPEN},
      {"closed", DUO_EVENT_CLOSED, 0, 0, START, DUO_FACT_BOOKING_OPEN},
      {"booking opens in a second", DUO_EVENT_OPEN, 0, START, START - 1, DUO_FACT_EVENT_OPEN},
      {"booking opens now", DUO_EVENT_OPEN, 0, START, START, DUO_FACT_EVENT_OPEN | DUO_FACT_BOOKING_OPEN},
      {"its last second", DUO_EVENT_OPEN, 0, 0, END - 1, DUO_FACT_EVENT_OPEN | DUO_FACT_BOOKING_OPEN},
      {"over", DUO_EVENT_OPEN, 0, 0, END, DUO_FACT_BOOKING_OPEN},
      {"outcomes to the last second", DUO_EVENT_OPEN, 0, 0, END + 7 * DAY, DUO_FACT_BOOKING_OPEN},
      {"and no longer", DUO_EVENT_OPEN, 0, 0, END + 7 * DAY + 1,
       DUO_FACT_BOOKING_OPEN | DUO_FACT_OUTCOME_CLOSED},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormat format = {.requests_by = (DuoRequestsBy) cases[i].by, .opens = cases[i].opens};

      g_test_message ("%s", cases[i].name);
      g_assert_cmphex (
          duo_facts_of_event (&format, cases[i].state, (DuoTimeRange) {START, END}, cases[i].now), ==,
          cases[i].facts);
    }
}

static void
test_recruiter (void)
{
  g_assert_cmphex (duo_facts_of_recruiter (FALSE, FALSE), ==, 0);
  g_assert_cmphex (duo_facts_of_recruiter (TRUE, FALSE), ==, DUO_FACT_DIRECT);
  g_assert_cmphex (duo_facts_of_recruiter (FALSE, TRUE), ==, DUO_FACT_PAUSED);
  g_assert_cmphex (duo_facts_of_recruiter (TRUE, TRUE), ==, DUO_FACT_DIRECT | DUO_FACT_PAUSED);
}

static void
test_limits (void)
{
  static const struct
  {
    guint per_talent, per_company, requests, chats;
    guint facts;
  } cases[] = {
      {DUO_NO_LIMIT, DUO_NO_LIMIT, 100, 100, 0},
      {3, 5, 2, 4, 0},
      {3, 5, 3, 4, DUO_FACT_LIMIT_REACHED},
      {3, 5, 2, 5, DUO_FACT_COMPANY_FULL},
      {3, 5, 4, 6, DUO_FACT_LIMIT_REACHED | DUO_FACT_COMPANY_FULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormat format = {.limit_per_talent = cases[i].per_talent, .limit_per_company = cases[i].per_company};

      g_assert_cmphex (duo_facts_of_limits (&format, cases[i].requests, cases[i].chats), ==, cases[i].facts);
    }
}

static void
test_what_counts (void)
{
  for (guint state = 0; state < DUO_CHAT_N_STATES; state++)
    {
      g_assert_cmpint (duo_chat_state_counts_for_limit (state), ==,
                       state == DUO_CHAT_REQUESTED || state == DUO_CHAT_ACCEPTED);
      g_assert_cmpint (duo_chat_state_counts_for_company (state), ==,
                       state == DUO_CHAT_CONFIRMED || state == DUO_CHAT_COMPLETED ||
                           state == DUO_CHAT_NO_SHOW);
    }
  for (guint verb = 0; verb < DUO_N_VERBS; verb++)
    g_assert_cmpint (duo_verb_seeks_chat (verb), ==,
                     verb == DUO_VERB_REQUEST || verb == DUO_VERB_BOOK || verb == DUO_VERB_PICK);
}

static void
test_pair (void)
{
  static const struct
  {
    DuoChatState state;
    gint64 now;
    guint facts;
  } cases[] = {
      {DUO_CHAT_REQUESTED, END, DUO_FACT_PAIR_OPEN},
      {DUO_CHAT_INVITED, END, DUO_FACT_PAIR_OPEN},
      {DUO_CHAT_ACCEPTED, END, DUO_FACT_PAIR_OPEN},
      {DUO_CHAT_CONFIRMED, START - 1, DUO_FACT_PAIR_OPEN},
      {DUO_CHAT_CONFIRMED, START, 0},
      {DUO_CHAT_COMPLETED, START - 1, 0},
      {DUO_CHAT_CANCELLED, START - 1, 0},
      {DUO_CHAT_EXPIRED, START - 1, 0},
      {DUO_CHAT_DECLINED, START - HOUR + DAY - 1, DUO_FACT_DECLINED_TODAY},
      {DUO_CHAT_DECLINED, START - HOUR + DAY, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoChatRecord other = {.state = cases[i].state, .range = {START, END}, .changed = START - HOUR};

      g_assert_cmphex (duo_facts_of_pair (&other, cases[i].now), ==, cases[i].facts);
    }
  g_assert_cmphex (duo_facts_of_decline (0, START), ==, 0);
}

static void
test_time (void)
{
  static const struct
  {
    const char *name;
    DuoTimeRange chat;
    gint64 now;
    gboolean in_person;
    guint facts;
  } cases[] = {
      {"no time", {0, 0}, START, TRUE, 0},
      {"an hour before", {START, END}, START - HOUR, FALSE, 0},
      {"the notice has passed", {START, END}, START - HOUR + 1, FALSE, DUO_FACT_NOTICE_PASSED},
      {"the room opens", {START, END}, START - 300, FALSE, DUO_FACT_NOTICE_PASSED | DUO_FACT_ROOM_OPEN},
      {"it begins", {START, END}, START, FALSE, DUO_FACT_NOTICE_PASSED | DUO_FACT_ROOM_OPEN | DUO_FACT_BEGUN},
      {"the room closes", {START, END}, END + 300, FALSE, DUO_FACT_NOTICE_PASSED | DUO_FACT_BEGUN},
      {"in person", {START, END}, START - HOUR, TRUE, DUO_FACT_IN_PERSON},
  };
  const DuoFormat format = {.notice = 60};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmphex (duo_facts_of_time (&format, cases[i].chat, (DuoTimeRange) {START - 300, END + 300},
                                          cases[i].in_person, cases[i].now),
                       ==, cases[i].facts);
    }
}

/* A recruiter, a colleague and an organizer are one side against the talent. */
static void
test_mover (void)
{
  for (guint moved_by = 0; moved_by < DUO_N_ROLES; moved_by++)
    for (guint role = 0; role < DUO_N_ROLES; role++)
      {
        gboolean other =
            moved_by != DUO_ROLE_STRANGER && (moved_by == DUO_ROLE_TALENT) != (role == DUO_ROLE_TALENT);

        g_assert_cmphex (duo_facts_of_mover (moved_by, role), ==, other ? DUO_FACT_MOVED_BY_OTHER : 0);
      }
}

/* PRODUCT §7: by whole ticks, and not by more than fifteen minutes in all. */
static void
test_extension (void)
{
  static const struct
  {
    guint minutes;
    gint64 end, planned;
    gboolean may;
  } cases[] = {
      {0, END, END, FALSE},        {5, END, END, TRUE},       {15, END, END, TRUE},
      {20, END, END, FALSE},       {7, END, END, FALSE},      {10, END + 300, END, TRUE},
      {10, END + 600, END, FALSE}, {5, END + 600, END, TRUE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoChatRecord chat = {.state = DUO_CHAT_CONFIRMED, .range = {START, cases[i].end}};

      g_assert_cmpint (duo_chat_record_may_extend (&chat, cases[i].minutes, cases[i].planned), ==,
                       cases[i].may);
    }
}

/* PRODUCT §7: three, five or ten minutes. */
static void
test_lateness (void)
{
  for (guint minutes = 0; minutes <= 120; minutes++)
    g_assert_cmpint (duo_chat_record_may_be_late (minutes), ==,
                     minutes == 3 || minutes == 5 || minutes == 10);

  /* All that is offered may be said. */
  for (const guint *lateness = duo_chat_record_get_latenesses (); *lateness > 0; lateness++)
    g_assert_true (duo_chat_record_may_be_late (*lateness));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/facts/event", test_event);
  g_test_add_func ("/domain/facts/recruiter", test_recruiter);
  g_test_add_func ("/domain/facts/limits", test_limits);
  g_test_add_func ("/domain/facts/what-counts", test_what_counts);
  g_test_add_func ("/domain/facts/pair", test_pair);
  g_test_add_func ("/domain/facts/time", test_time);
  g_test_add_func ("/domain/facts/mover", test_mover);
  g_test_add_func ("/domain/facts/extension", test_extension);
  g_test_add_func ("/domain/facts/lateness", test_lateness);
  return g_test_run ();
}
