/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-problem.h"

typedef struct
{
  guint status;
  const char *code;
  const char *title;
} DuoProblemKind;

static const DuoProblemKind kinds[DUO_N_PROBLEMS] = {
    [DUO_PROBLEM_MALFORMED] = {400, "malformed", "The request cannot be understood"},
    [DUO_PROBLEM_UNAUTHORIZED] = {401, "unauthorized", "Not signed in"},
    [DUO_PROBLEM_NOT_FOUND] = {404, "not-found", "There is no such thing here"},
    [DUO_PROBLEM_METHOD] = {405, "method", "This cannot be done with it"},
    [DUO_PROBLEM_TIMEOUT] = {408, "timeout", "Too slow"},
    [DUO_PROBLEM_STALE] = {412, "stale", "It has changed meanwhile"},
    [DUO_PROBLEM_PRECONDITION_REQUIRED] = {428, "precondition-required", "Say which revision was seen"},
    [DUO_PROBLEM_KEY_MISSING] = {400, "key-missing", "An idempotency key is needed"},
    [DUO_PROBLEM_KEY_REUSED] = {422, "key-reused", "This key belongs to another command"},
    [DUO_PROBLEM_SLOT_TAKEN] = {409, "slot-taken", "Somebody else has this time"},
    [DUO_PROBLEM_NOT_FREE] = {409, "not-free", "There is another chat then"},
    [DUO_PROBLEM_SLOT_UNKNOWN] = {409, "slot-unknown", "There is no such time"},
    [DUO_PROBLEM_ANSWER_MISSING] = {422, "answer-missing", "The question needs an answer"},
    [DUO_PROBLEM_TOO_LARGE] = {413, "too-large", "Too large"},
    [DUO_PROBLEM_HEADERS_TOO_LARGE] = {431, "headers-too-large", "Too large"},
    [DUO_PROBLEM_TOO_MANY] = {429, "too-many", "Too many requests"},
    [DUO_PROBLEM_UNAVAILABLE] = {503, "unavailable", "Not available now"},
    [DUO_PROBLEM_UPGRADE_REQUIRED] = {426, "upgrade-required", "This is a WebSocket"},
    [DUO_PROBLEM_NOT_ALLOWED] = {403, "not-allowed", "Not allowed"},
    [DUO_PROBLEM_REFUSED] = {409, "refused", "Not possible now"},
};

static const char *const refusal_details[DUO_N_REFUSALS] = {
    [DUO_REFUSAL_NONE] = "Nothing is wrong.",
    [DUO_REFUSAL_NOT_FOUND] = "It does not exist, or it is not yours to see.",
    [DUO_REFUSAL_NOT_ALLOWED] = "Your role never may do this.",
    [DUO_REFUSAL_WRONG_STATE] = "The chat is in a state in which this cannot be done.",
    [DUO_REFUSAL_TALENTS_EXCLUDED] = "In this event talents do not request or book: recruiters invite.",
    [DUO_REFUSAL_RECRUITERS_EXCLUDED] = "In this event recruiters do not invite: talents request.",
    [DUO_REFUSAL_SELECTIVE] = "This recruiter accepts requests before a time is booked.",
    [DUO_REFUSAL_DIRECT] = "This recruiter can be booked at once; no request is needed.",
    [DUO_REFUSAL_NOT_OPEN_YET] = "Booking opens later.",
    [DUO_REFUSAL_EVENT_CLOSED] = "The event is not open.",
    [DUO_REFUSAL_PAUSED] = "This recruiter takes no requests at present.",
    [DUO_REFUSAL_LIMIT_REACHED] = "The limit of open requests is reached.",
    [DUO_REFUSAL_COMPANY_FULL] = "The company has all the chats it may have.",
    [DUO_REFUSAL_PAIR_OPEN] = "The two have an open chat already.",
    [DUO_REFUSAL_DECLINED_TODAY] = "It was declined less than a day ago.",
    [DUO_REFUSAL_BEGUN] = "The chat has begun.",
    [DUO_REFUSAL_NOTICE_PASSED] = "It is too close to the chat's start.",
    [DUO_REFUSAL_ROOM_CLOSED] = "The room is not open now.",
    [DUO_REFUSAL_IN_PERSON] = "This chat is held in person.",
    [DUO_REFUSAL_TOO_LATE] = "It is too late for this.",
    [DUO_REFUSAL_NOT_FREE] = "Somebody has another chat then.",
};

const char *
duo_problem_to_code (DuoProblem problem)
{
  return kinds[problem].code;
}

guint
duo_problem_to_status (DuoProblem problem)
{
  return kinds[problem].status;
}

guint
duo_refusal_to_status (DuoRefusal refusal)
{
  return refusal == DUO_REFUSAL_NOT_FOUND ? 404 : 409;
}

const char *
duo_refusal_to_detail (DuoRefusal refusal)
{
  return refusal_details[refusal];
}

JsonObject *
duo_problem_begin_members (DuoProblem problem, const char *code, const char *detail)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "type", "about:blank");
  json_object_set_string_member (members, "title", kinds[problem].title);
  json_object_set_int_member (members, "status", kinds[problem].status);
  json_object_set_string_member (members, "code", code ? code : kinds[problem].code);
  json_object_set_string_member (members, "detail", detail);

  return members;
}

DuoHttpResponse *
duo_problem_new_take_members (JsonObject *members)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), members);
  guint status = json_object_get_int_member (members, "status");
  DuoHttpResponse *response;

  response = duo_http_response_new_json (status, json_to_string (node, FALSE));
  response->type = "application/problem+json";
  if (status == 401)
    duo_http_response_add_header (response, "WWW-Authenticate", "Bearer");
  json_object_unref (members);

  return response;
}

DuoHttpResponse *
duo_problem_new (DuoProblem problem, const char *detail, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, detail);
  text = g_strdup_vprintf (detail, arguments);
  va_end (arguments);

  return duo_problem_new_take_members (duo_problem_begin_members (problem, NULL, text));
}

DuoHttpResponse *
duo_problem_new_refusal (DuoRefusal refusal)
{
  DuoProblem problem = refusal == DUO_REFUSAL_NOT_FOUND ? DUO_PROBLEM_NOT_FOUND : DUO_PROBLEM_REFUSED;

  return duo_problem_new_take_members (
      duo_problem_begin_members (problem, duo_refusal_to_string (refusal), duo_refusal_to_detail (refusal)));
}

DuoHttpResponse *
duo_problem_new_too_many (gint64 wait_us)
{
  guint seconds = MAX (1, (wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  g_autofree char *text = g_strdup_printf ("%u", seconds);
  DuoHttpResponse *response = duo_problem_new (DUO_PROBLEM_TOO_MANY, "Try again in %u %s.", seconds,
                                               seconds == 1 ? "second" : "seconds");

  duo_http_response_add_header (response, "Retry-After", text);

  return response;
}
