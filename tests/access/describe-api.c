/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes what the service has, as one JSON object: its routes, verbs, words and codes. data/openapi.yaml is compared
 * with it when it is built, so that nobody adds a call without a description. */

#include <stdio.h>

#include "duo-event-record.h"
#include "duo-json-writer.h"
#include "duo-live.h"
#include "duo-problem.h"
#include "duo-routes.h"
#include "duo-slot-grid.h"

static void
write_routes (DuoJsonWriter *writer)
{
  gsize n_routes;
  const DuoRoute *routes = duo_routes_get_all (&n_routes);

  duo_json_writer_begin_array (writer, "routes");
  for (gsize i = 0; i < n_routes; i++)
    {
      duo_json_writer_begin_object (writer, NULL);
      duo_json_writer_add_string (writer, "method", routes[i].method);
      duo_json_writer_add_string (writer, "path", duo_path_get_pattern (routes[i].path));
      duo_json_writer_add_boolean (writer, "open", (routes[i].flags & DUO_ROUTE_OPEN) != 0);
      duo_json_writer_end_object (writer);
    }
  duo_json_writer_end_array (writer);
}

/* Whether the table has any row of it: what this role never may is refused as such in every state. */
static gboolean
ever_may (DuoVerb verb, DuoRole role)
{
  return duo_chat_life_judge (DUO_CHAT_EXPIRED, verb, role, 0).refusal == DUO_REFUSAL_WRONG_STATE;
}

static gboolean
makes_a_chat (DuoVerb verb)
{
  return verb == DUO_VERB_REQUEST || verb == DUO_VERB_INVITE || verb == DUO_VERB_BOOK;
}

static void
write_verb (DuoJsonWriter *writer, DuoVerb verb)
{
  duo_json_writer_begin_array (writer, duo_verb_to_string (verb));
  for (DuoRole role = DUO_ROLE_TALENT; role <= DUO_ROLE_ORGANIZER; role++)
    if (ever_may (verb, role))
      duo_json_writer_add_string (writer, NULL, duo_role_to_string (role));
  duo_json_writer_end_array (writer);
}

static void
write_verbs (DuoJsonWriter *writer)
{
  duo_json_writer_begin_object (writer, "verbs");
  for (DuoVerb verb = 0; verb < DUO_N_VERBS; verb++)
    if (duo_api_takes_verb (verb))
      write_verb (writer, verb);
  duo_json_writer_end_object (writer);

  duo_json_writer_begin_object (writer, "beginnings");
  for (DuoVerb verb = 0; verb < DUO_N_VERBS; verb++)
    if (makes_a_chat (verb))
      write_verb (writer, verb);
  duo_json_writer_end_object (writer);
}

static void
write_codes (DuoJsonWriter *writer)
{
  duo_json_writer_begin_object (writer, "problems");
  for (DuoProblem problem = 0; problem < DUO_N_PROBLEMS; problem++)
    if (problem != DUO_PROBLEM_NOT_FREE &&
        problem != DUO_PROBLEM_NOT_FOUND) /* refusals have these words too */
      duo_json_writer_add_int (writer, duo_problem_to_code (problem), duo_problem_to_status (problem));
  for (DuoRefusal refusal = DUO_REFUSAL_NONE + 1; refusal < DUO_N_REFUSALS; refusal++)
    {
      g_autoptr (DuoWireProblem) problem = duo_problem_begin_refusal (refusal);

      duo_json_writer_add_int (writer, problem->code, problem->status);
    }
  duo_json_writer_end_object (writer);
}

static void
write_live (DuoJsonWriter *writer)
{
  duo_json_writer_begin_array (writer, "live");
  for (DuoLiveType type = 0; type < DUO_LIVE_UNKNOWN; type++)
    {
      DuoLiveWay way = duo_live_type_get_way (type);

      duo_json_writer_begin_object (writer, NULL);
      duo_json_writer_add_string (writer, "type", duo_live_type_get_word (type));
      duo_json_writer_add_optional_string (writer, "op", duo_live_type_get_op (type));
      duo_json_writer_add_boolean (writer, "to_service", (way & DUO_LIVE_TO_SERVICE) != 0);
      duo_json_writer_add_boolean (writer, "from_service", (way & DUO_LIVE_FROM_SERVICE) != 0);
      duo_json_writer_end_object (writer);
    }
  duo_json_writer_end_array (writer);
}

static void
write_words (DuoJsonWriter *writer)
{
  duo_json_writer_begin_array (writer, "states");
  for (DuoChatState state = DUO_CHAT_NONE + 1; state < DUO_CHAT_N_STATES; state++)
    duo_json_writer_add_string (writer, NULL, duo_chat_state_to_string (state));
  duo_json_writer_end_array (writer);

  duo_json_writer_begin_array (writer, "slots");
  for (DuoSlotState state = DUO_SLOT_OPEN; state <= DUO_SLOT_PAST; state++)
    duo_json_writer_add_string (writer, NULL, duo_slot_state_to_string (state));
  duo_json_writer_end_array (writer);
}

int
main (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  write_routes (&writer);
  write_verbs (&writer);
  write_codes (&writer);
  write_live (&writer);
  write_words (&writer);
  duo_json_writer_end_object (&writer);

  return puts (text->str) < 0;
}
