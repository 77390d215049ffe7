/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-client-error-private.h"
#include "duo-http-private.h"
#include "duo-reader-private.h"
#include "duo-wire.h"

/* What each `code` of a problem document means for the caller; refusals of the table are in duo-chat-life. */
#define TOO_MANY_REQUESTS 429 /* RFC 6585; libsoup has no name for it */

static const struct
{
  const char *code;
  DuoClientError error;
} codes[] = {
    {"slot-taken", DUO_CLIENT_ERROR_SLOT_TAKEN},
    {"slot-unknown", DUO_CLIENT_ERROR_SLOT_TAKEN},
    {"stale", DUO_CLIENT_ERROR_STALE},
    {"too-many", DUO_CLIENT_ERROR_BUSY},
};

static const struct
{
  guint status;
  DuoClientError error;
} statuses[] = {
    {SOUP_STATUS_UNAUTHORIZED, DUO_CLIENT_ERROR_SIGNED_OUT},
    {SOUP_STATUS_PRECONDITION_FAILED, DUO_CLIENT_ERROR_STALE},
    {TOO_MANY_REQUESTS, DUO_CLIENT_ERROR_BUSY},
};

static DuoClientError
choose_error (guint status, const char *code, DuoRefusal refusal)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i].code, code) == 0)
      return codes[i].error;
  if (refusal != DUO_REFUSAL_NONE)
    return DUO_CLIENT_ERROR_REFUSED;
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return statuses[i].error;
  return status >= 500 ? DUO_CLIENT_ERROR_OFFLINE : DUO_CLIENT_ERROR_FAILED;
}

DUO_DEFINE_READER (DuoWireProblem, read_problem, duo_wire_read_problem)

/* No answer is longer than its request allows: what came may be read. */
DuoWireProblem *
duo_http_answer_dup_problem (const DuoHttpAnswer *answer)
{
  gsize length = 0;
  const char *text = answer->body ? g_bytes_get_data (answer->body, &length) : NULL;

  return text ? read_problem (text, length, length, NULL) : NULL;
}

gboolean
duo_http_answer_check (const DuoHttpAnswer *answer, GError **error)
{
  g_autoptr (DuoWireProblem) problem = NULL;
  g_autoptr (GError) made = NULL;
  DuoRefusal refusal = DUO_REFUSAL_NONE;
  const char *code = NULL;
  const char *detail = NULL;
  DuoClientErrorPrivate *details;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) || answer->status == SOUP_STATUS_NOT_MODIFIED)
    return TRUE;

  problem = duo_http_answer_dup_problem (answer);
  if (problem)
    {
      refusal = duo_wire_problem_get_refusal (problem);
      code = problem->code;
      detail = problem->detail ? problem->detail : problem->title;
    }
  made =
      g_error_new (DUO_CLIENT_ERROR, choose_error (answer->status, code, refusal), "%s (%u %s)",
                   detail ? detail : "The service refused", answer->status, code ? code : "without a code");
  details = duo_client_error_get_details (made);
  details->retry_after = answer->retry_after;
  details->refusal = refusal;
  g_propagate_error (error, g_steal_pointer (&made));
  return FALSE;
}
