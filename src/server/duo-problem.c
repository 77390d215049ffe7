/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-problem.h"

#include "duo-server-error.h"
#include "duo-store.h"

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
    [DUO_PROBLEM_GONE] = {410, "gone", "Start over"},
    [DUO_PROBLEM_STALE] = {412, "stale", "It has changed meanwhile"},
    [DUO_PROBLEM_PRECONDITION_REQUIRED] = {428, "precondition-required", "Say which revision was seen"},
    [DUO_PROBLEM_KEY_MISSING] = {400, "key-missing", "An idempotency key is needed"},
    [DUO_PROBLEM_KEY_REUSED] = {422, "key-reused", "This key belongs to another command"},
    [DUO_PROBLEM_SLOT_TAKEN] = {409, "slot-taken", "Somebody else has this time"},
    [DUO_PROBLEM_NOT_FREE] = {409, "not-free", "There is another chat then"},
    [DUO_PROBLEM_SLOT_UNKNOWN] = {409, "slot-unknown", "There is no such time"},
    [DUO_PROBLEM_ANSWER_MISSING] = {422, "answer-missing", "The question needs an answer"},
    [DUO_PROBLEM_REASON_MISSING] = {422, "reason-missing", "A reason is needed"},
    [DUO_PROBLEM_TOO_LARGE] = {413, "too-large", "Too large"},
    [DUO_PROBLEM_UNSUPPORTED_TYPE] = {415, "unsupported-type", "Another kind of file is needed"},
    [DUO_PROBLEM_NOT_A_PDF] = {422, "not-a-pdf", "This is no PDF"},
    [DUO_PROBLEM_NOT_SIGNED] = {422, "not-signed", "This device has not signed it"},
    [DUO_PROBLEM_HEADERS_TOO_LARGE] = {431, "headers-too-large", "Too large"},
    [DUO_PROBLEM_TOO_MANY] = {429, "too-many", "Too many requests"},
    [DUO_PROBLEM_UNAVAILABLE] = {503, "unavailable", "Not available now"},
    [DUO_PROBLEM_UPGRADE_REQUIRED] = {426, "upgrade-required", "This is a WebSocket"},
    [DUO_PROBLEM_CONFLICT] = {409, "conflict", "It contradicts what is there"},
    [DUO_PROBLEM_FORMAT_REFUSED] = {422, "format-refused", "The event cannot be so"},
    [DUO_PROBLEM_CHATS_TOUCHED] = {409, "chats-touched", "Booked chats are touched"},
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

const char *
duo_refusal_to_detail (DuoRefusal refusal)
{
  return refusal_details[refusal];
}

DuoWireProblem *
duo_problem_begin (DuoProblem problem, const char *detail)
{
  DuoWireProblem *self =
      duo_wire_problem_new (kinds[problem].status, kinds[problem].code, kinds[problem].title);

  self->detail = g_strdup (detail);

  return self;
}

DuoWireProblem *
duo_problem_begin_refusal (DuoRefusal refusal)
{
  gboolean hidden = refusal == DUO_REFUSAL_NOT_FOUND;
  DuoWireProblem *self =
      duo_wire_problem_new (hidden ? 404 : 409, duo_refusal_to_string (refusal),
                            hidden ? kinds[DUO_PROBLEM_NOT_FOUND].title : "Not possible now");

  self->detail = g_strdup (refusal_details[refusal]);

  return self;
}

DuoHttpResponse *
duo_problem_new_take (DuoWireProblem *problem)
{
  GString *text = g_string_new (NULL);
  DuoJsonWriter writer;
  DuoHttpResponse *response;

  duo_json_writer_init (&writer, text);
  duo_wire_write_problem (&writer, problem);
  response =
      duo_http_response_new (problem->status, "application/problem+json", g_string_free_to_bytes (text));
  if (problem->status == 401)
    duo_http_response_add_header (response, "WWW-Authenticate", "Bearer");
  duo_wire_problem_free (problem);

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

  return duo_problem_new_take (duo_problem_begin (problem, text));
}

DuoHttpResponse *
duo_problem_new_refusal (DuoRefusal refusal)
{
  return duo_problem_new_take (duo_problem_begin_refusal (refusal));
}

static DuoHttpResponse *
add_retry (DuoHttpResponse *response, guint seconds)
{
  g_autofree char *text = g_strdup_printf ("%u", seconds);

  duo_http_response_add_header (response, "Retry-After", text);

  return response;
}

static guint
get_seconds (gint64 wait_us)
{
  return MAX (1, (wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

DuoHttpResponse *
duo_problem_new_timeout (gint64 wait_us)
{
  DuoHttpResponse *response =
      duo_problem_new (DUO_PROBLEM_TIMEOUT, "The request did not come in whole in time.");

  return wait_us > 0 ? add_retry (response, get_seconds (wait_us)) : response;
}

DuoHttpResponse *
duo_problem_new_too_many (gint64 wait_us)
{
  guint seconds = get_seconds (wait_us);

  return add_retry (duo_problem_new (DUO_PROBLEM_TOO_MANY, "Try again in %u %s.", seconds,
                                     seconds == 1 ? "second" : "seconds"),
                    seconds);
}

DuoHttpResponse *
duo_problem_new_unavailable (gint64 wait_us)
{
  return add_retry (duo_problem_new (DUO_PROBLEM_UNAVAILABLE, "The service cannot do this at the moment."),
                    get_seconds (wait_us));
}

DuoHttpResponse *
duo_problem_new_for_error (const GError *error)
{
  if (g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  if (g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_CONFLICT))
    return duo_problem_new (DUO_PROBLEM_CONFLICT, "%s", error->message);
  if (g_error_matches (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_TOO_LARGE))
    return duo_problem_new (DUO_PROBLEM_TOO_LARGE, "%s", error->message);
  if (error->domain == DUO_PROTOCOL_ERROR)
    return duo_problem_new (DUO_PROBLEM_MALFORMED, "%s", error->message);
  if (g_error_matches (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_BUSY))
    return duo_problem_new_too_many (G_USEC_PER_SEC);
  if (!g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_BUSY))
    g_warning ("a request failed: %s", error->message);

  return duo_problem_new_unavailable (G_USEC_PER_SEC);
}
