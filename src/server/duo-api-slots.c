/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include "duo-json.h"
#include "duo-permissions.h"

/* What the asking account is to the recruiter in the path, if it may do @right; else an answer. */
static DuoHttpResponse *
find_recruiter (DuoApiCall *call, DuoRight right, DuoPersonRecord **person, DuoRole *role)
{
  DuoStore *store = call->api->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoPersonRecord) viewer =
      duo_store_find_participation (store, call->path.first, duo_api_call_get_account (call), &error);
  g_autoptr (DuoPersonRecord) found = viewer ? duo_store_get_person (store, call->path.second, &error) : NULL;

  if (found == NULL)
    return duo_problem_new_for_error (error);
  *role = duo_person_record_get_role (viewer, found);
  if (!duo_role_has_right (*role, DUO_RIGHT_SEE_SLOTS))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  if (!duo_role_has_right (*role, right))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_ALLOWED);
  *person = g_steal_pointer (&found);

  return NULL;
}

DuoHttpResponse *
duo_api_get_slots (DuoApiCall *call)
{
  const char *day = duo_http_request_get_query (call->request, "day");
  g_autoptr (DuoPersonRecord) recruiter = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  DuoRole role;
  DuoHttpResponse *refusal = find_recruiter (call, DUO_RIGHT_SEE_SLOTS, &recruiter, &role);
  DuoJsonWriter writer;

  if (refusal)
    return refusal;
  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  if (!duo_view_write_slots (call->api->store, recruiter->id, day, role, &writer, &error))
    return duo_problem_new_for_error (error);
  duo_json_writer_end_object (&writer);

  return duo_http_response_new_json (200, g_string_free (g_steal_pointer (&text), FALSE));
}

/* The whole of it, as who set it sees it. */
static DuoHttpResponse *
refuse_stale_calendar (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWireSlots) slots = duo_view_dup_slots (call->api->store, call->path.second, &error);
  DuoWireProblem *problem;

  if (slots == NULL)
    return duo_problem_new_for_error (error);
  problem =
      duo_problem_begin (DUO_PROBLEM_STALE, "Somebody else has set this day meanwhile. Look at it again.");
  problem->calendar = g_steal_pointer (&slots);

  return duo_problem_new_take (problem);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApiCall) call = data;
  g_autoptr (GError) error = NULL;
  DuoHttpResponse *response;

  if (duo_store_write_finish (DUO_STORE (source), result, &error))
    response = duo_api_get_slots (call);
  else if (g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_STALE))
    response = refuse_stale_calendar (call);
  else
    response = duo_problem_new_for_error (error);
  duo_api_call_respond (call, response);
}

/* ── availability ──────────────────────────────────────────────────────────────────────────── */

static gboolean
check_opening (DuoEventRecord *event, DuoOpening *opening, const DuoJson *json)
{
  DuoDay *day = duo_event_record_find_day (event, opening->date);

  if (day == NULL)
    duo_json_fail_member (json, "date", "not a day of this event");
  else if (!duo_format_allows_duration (&event->format, opening->minutes))
    duo_json_fail_member (json, "minutes", "not a duration that this event allows");
  else if (duo_day_get_kind (day) == DUO_DAY_IN_PERSON && opening->place == NULL)
    duo_json_fail_member (json, "place", "needed on a day in person");

  return !duo_json_failed (json);
}

static void
add_opening (DuoWrite *write, const char *person, DuoOpening *opening, gint64 seen)
{
  DuoAvailability *day = duo_availability_new (opening->date, opening->minutes);

  day->place = g_strdup (opening->place);
  g_clear_pointer (&day->blocked, g_array_unref);
  day->blocked = g_array_ref (opening->blocked);
  duo_write_change_availability (write, person, day, seen);
}

static DuoWrite *
read_availability (DuoApiCall *call, DuoEventRecord *event, const char *person, gint64 seen, GError **error)
{
  g_autoptr (JsonNode) node = duo_api_call_parse (call, error);
  g_autoptr (GPtrArray) openings = NULL;
  g_autoptr (DuoWrite) write = duo_write_new ();
  DuoJson json, days;

  if (node == NULL)
    return NULL;
  json = duo_json_root (node, error);
  openings = duo_wire_read_availability (&json);
  if (openings == NULL)
    return NULL;
  days = duo_json_get_array (&json, "days");
  for (guint i = 0; i < openings->len; i++)
    {
      DuoJson place = duo_json_get_element (&days, i);

      if (!check_opening (event, openings->pdata[i], &place))
        return NULL;
      add_opening (write, person, openings->pdata[i], seen);
    }

  return g_steal_pointer (&write);
}

DuoHttpResponse *
duo_api_put_availability (DuoApiCall *call)
{
  g_autoptr (DuoPersonRecord) recruiter = NULL;
  g_autoptr (DuoEventRecord) event = NULL;
  g_autoptr (DuoWrite) write = NULL;
  g_autoptr (GError) error = NULL;
  DuoRole role;
  gint64 seen = G_MAXINT64;
  DuoHttpResponse *refusal = find_recruiter (call, DUO_RIGHT_EDIT_AVAILABILITY, &recruiter, &role);

  if (!refusal)
    refusal = duo_api_read_seen (call, &seen);
  if (refusal)
    return refusal;
  event = duo_store_get_event (call->api->store, call->path.first, NULL, &error);
  if (event)
    write = read_availability (call, event, recruiter->id, seen, &error);
  if (write == NULL)
    return duo_problem_new_for_error (error);
  duo_store_write_async (call->api->store, g_steal_pointer (&write), NULL, on_written,
                         duo_api_call_ref (call));

  return NULL;
}

/* ── settings ──────────────────────────────────────────────────────────────────────────────── */

static DuoHttpResponse *
refuse_stale (const DuoPersonRecord *recruiter)
{
  DuoWireProblem *problem = duo_problem_begin (
      DUO_PROBLEM_STALE, "Somebody else changed these settings meanwhile. Look at them again.");

  problem->person = duo_person_record_copy (recruiter);

  return duo_problem_new_take (problem);
}

/* (nullable): an answer where what the client saw is no longer what is there */
static DuoHttpResponse *
check_seen (DuoApiCall *call, const DuoPersonRecord *recruiter)
{
  gint64 seen = 0;
  DuoHttpResponse *refusal = duo_api_read_seen (call, &seen);

  if (refusal || !duo_http_request_get_header (call->request, "If-Match"))
    return refusal;

  return seen == recruiter->rev ? NULL : refuse_stale (recruiter);
}

/* Two who change different things at once both get their way: the second is laid over what the first left. Who said
 * what was seen is told what is there instead. */
static void
on_settings_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApiCall) call = data;
  g_autoptr (GError) error = NULL;
  DuoHttpResponse *response;

  if (duo_store_write_finish (DUO_STORE (source), result, &error))
    response = duo_http_response_new (204, NULL, NULL);
  else if (!g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_STALE))
    response = duo_problem_new_for_error (error);
  else
    response = duo_api_put_settings (call);
  if (response)
    duo_api_call_respond (call, response);
}

DuoHttpResponse *
duo_api_put_settings (DuoApiCall *call)
{
  g_autoptr (DuoPersonRecord) recruiter = NULL;
  g_autoptr (DuoWireSettings) settings = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (DuoWrite) write = duo_write_new ();
  g_autoptr (GError) error = NULL;
  DuoRole role;
  DuoHttpResponse *refusal = find_recruiter (call, DUO_RIGHT_EDIT_AVAILABILITY, &recruiter, &role);
  DuoJson json;

  if (!refusal)
    refusal = check_seen (call, recruiter);
  if (refusal)
    return refusal;
  node = duo_api_call_parse (call, &error);
  if (node)
    {
      json = duo_json_root (node, &error);
      settings = duo_wire_read_settings (&json);
    }
  if (settings == NULL)
    return duo_problem_new_for_error (error);
  duo_wire_settings_apply (settings, recruiter);
  duo_write_change_person (write, g_steal_pointer (&recruiter));
  duo_store_write_async (call->api->store, g_steal_pointer (&write), NULL, on_settings_written,
                         duo_api_call_ref (call));

  return NULL;
}
