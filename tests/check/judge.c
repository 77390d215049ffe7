/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the table of the chat's life says: reads lines of "STATE VERB ROLE FACT,FACT,…" and answers each with
 * "REFUSAL STATE". `./run check life` holds the service against it. */

#include <stdio.h>
#include <string.h>

#include "duo-chat-life.h"

static const struct
{
  const char *name;
  DuoFacts fact;
} names[] = {
    {"direct", DUO_FACT_DIRECT},
    {"talents", DUO_FACT_TALENTS_MAY_REQUEST},
    {"recruiters", DUO_FACT_RECRUITERS_MAY_REQUEST},
    {"booking", DUO_FACT_BOOKING_OPEN},
    {"open", DUO_FACT_EVENT_OPEN},
    {"paused", DUO_FACT_PAUSED},
    {"limit", DUO_FACT_LIMIT_REACHED},
    {"full", DUO_FACT_COMPANY_FULL},
    {"pair", DUO_FACT_PAIR_OPEN},
    {"declined", DUO_FACT_DECLINED_TODAY},
    {"begun", DUO_FACT_BEGUN},
    {"notice", DUO_FACT_NOTICE_PASSED},
    {"moved", DUO_FACT_MOVED_BY_OTHER},
    {"room", DUO_FACT_ROOM_OPEN},
    {"in-person", DUO_FACT_IN_PERSON},
    {"outcome", DUO_FACT_OUTCOME_CLOSED},
    {"free", DUO_FACT_BOTH_FREE},
};

static guint
find_fact (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      return names[i].fact;
  g_error ("there is no fact called %s", name);
}

static guint
parse_facts (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint facts = 0;

  for (guint i = 0; words[i]; i++)
    if (words[i][0])
      facts |= find_fact (words[i]);

  return facts;
}

static void
judge (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  DuoChatState state = DUO_CHAT_NONE;
  DuoVerb verb = DUO_N_VERBS;
  DuoRole role = DUO_ROLE_STRANGER;
  DuoVerdict verdict;

  if (g_strv_length (words) != 4 || !duo_chat_state_from_string (words[0], &state) ||
      !duo_verb_from_string (words[1], &verb) || !duo_role_from_string (words[2], &role))
    g_error ("not a question: %s", line);
  verdict = duo_chat_life_judge (state, verb, role, parse_facts (words[3]));
  g_print ("%s %s\n", duo_refusal_to_string (verdict.refusal), duo_chat_state_to_string (verdict.next));
}

int
main (void)
{
  char line[512];

  while (fgets (line, sizeof line, stdin))
    judge (g_strchomp (line));

  return 0;
}
