/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include "duo-json.h"
#include "duo-permissions.h"

/* What an organizer changes of an event (PRODUCT §2). */

static DuoHttpResponse *
answer_event (const DuoEventRecord *event)
{
  GString *text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_wire_write_event (&writer, NULL, event);

  return duo_http_response_new_json (200, g_string_free (text, FALSE));
}

/* As the asking account sees it: with who it is in the event. */
static DuoEventRecord *
dup_event (DuoApiCall *call, GError **error)
{
  return duo_store_get_event (call->api->store, call->path.first, duo_api_call_get_account (call), error);
}

static DuoHttpResponse *
answer_done (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) event = dup_event (call, &error);

  return event ? answer_event (event) : duo_problem_new_for_error (error);
}

static DuoHttpResponse *
answer_with_event (DuoApiCall *call, DuoProblem code, const char *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) event = dup_event (call, &error);
  DuoWireProblem *problem;

  if (event == NULL)
    return duo_problem_new_for_error (error);
  problem = duo_problem_begin (code, detail);
  problem->event = g_steal_pointer (&event);

  return duo_problem_new_take (problem);
}

static DuoHttpResponse *
answer_refused (DuoFormatFault fault)
{
  DuoWireProblem *problem =
      duo_problem_begin (DUO_PROBLEM_FORMAT_REFUSED, duo_format_fault_get_detail (fault));

  problem->member = g_strdup (duo_format_fault_get_member (fault));
  problem->fault = fault;

  return duo_problem_new_take (problem);
}

static GPtrArray *
dup_touched (DuoApiCall *call, const GPtrArray *chats, GError **error)
{
  DuoStore *store = call->api->store;
  g_autoptr (DuoPersonRecord) viewer =
      duo_store_find_participation (store, call->path.first, duo_api_call_get_account (call), error);
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_wire_chat_free);

  for (guint i = 0; viewer && i < chats->len; i++)
    {
      DuoWireChat *chat = duo_view_dup_chat (store, viewer, chats->pdata[i], error);

      if (chat == NULL)
        return NULL;
      g_ptr_array_add (touched, chat);
    }

  return viewer ? g_steal_pointer (&touched) : NULL;
}

static DuoHttpResponse *
answer_touches (DuoApiCall *call, const GPtrArray *chats)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) touched = dup_touched (call, chats, &error);
  DuoWireProblem *problem;

  if (touched == NULL)
    return duo_problem_new_for_error (error);
  problem = duo_problem_begin (DUO_PROBLEM_CHATS_TOUCHED,
                               "Say of each of these chats whether to keep or to cancel it.");
  problem->touched = g_steal_pointer (&touched);

  return duo_problem_new_take (problem);
}

static DuoHttpResponse *
answer_outcome (DuoApiCall *call, const DuoFormatOutcome *outcome)
{
  switch (outcome->code)
    {
    case DUO_FORMAT_DONE:
      return answer_done (call);
    case DUO_FORMAT_NOT_ALLOWED:
      return duo_problem_new_refusal (DUO_REFUSAL_NOT_ALLOWED);
    case DUO_FORMAT_STALE:
      return answer_with_event (call, DUO_PROBLEM_STALE, "The event has changed; look at it again.");
    case DUO_FORMAT_REFUSED:
      return answer_refused (outcome->fault);
    case DUO_FORMAT_TOUCHES:
      return answer_touches (call, outcome->touched);
    case DUO_FORMAT_NOT_FOUND:
    default:
      return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
    }
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApiCall) call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatOutcome) outcome = duo_store_change_format_finish (DUO_STORE (source), result, &error);

  duo_api_call_respond (call, outcome ? answer_outcome (call, outcome) : duo_problem_new_for_error (error));
}

/* (nullable): an answer to whoever may not do it, whatever the request says */
static DuoHttpResponse *
check_organizer (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoPersonRecord) viewer = duo_store_find_participation (call->api->store, call->path.first,
                                                                     duo_api_call_get_account (call), &error);

  if (viewer == NULL)
    return duo_problem_new_for_error (error);

  return duo_role_has_right (viewer->role, DUO_RIGHT_EDIT_FORMAT)
             ? NULL
             : duo_problem_new_refusal (DUO_REFUSAL_NOT_ALLOWED);
}

static DuoFormatChange *
read_change (DuoApiCall *call, GError **error)
{
  g_autoptr (JsonNode) node = duo_api_call_parse (call, error);
  DuoJson json;

  if (node == NULL)
    return NULL;
  json = duo_json_root (node, error);

  return duo_wire_read_format_change (&json);
}

DuoHttpResponse *
duo_api_put_format (DuoApiCall *call)
{
  const char *tag = duo_http_request_get_header (call->request, "If-Match");
  DuoHttpResponse *refusal = check_organizer (call);
  g_autoptr (GError) error = NULL;
  DuoFormatCommand *command;
  DuoFormatChange *change;
  gint64 seen = 0;

  if (refusal)
    return refusal;
  if (tag == NULL)
    return answer_with_event (call, DUO_PROBLEM_PRECONDITION_REQUIRED,
                              "Send If-Match with the event's “changed” in quotes.");
  if (!duo_api_parse_tag (tag, &seen))
    return duo_problem_new (DUO_PROBLEM_MALFORMED,
                            "If-Match: write the event's “changed” in quotes, as in \"17\".");
  change = read_change (call, &error);
  if (change == NULL)
    return duo_problem_new_for_error (error);
  command = duo_format_command_new (duo_api_call_get_account (call), call->path.first, change);
  command->seen = seen;
  duo_store_change_format_async (call->api->store, command, NULL, on_changed, duo_api_call_ref (call));

  return NULL;
}
