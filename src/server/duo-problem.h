/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"
#include "duo-http-response.h"
#include "duo-wire.h"

G_BEGIN_DECLS

/* What can be wrong with a request, beside the refusals of the chat's life. */
typedef enum
{
  DUO_PROBLEM_MALFORMED,
  DUO_PROBLEM_UNAUTHORIZED,
  DUO_PROBLEM_NOT_FOUND,
  DUO_PROBLEM_METHOD,
  DUO_PROBLEM_TIMEOUT,
  DUO_PROBLEM_GONE,
  DUO_PROBLEM_STALE,
  DUO_PROBLEM_PRECONDITION_REQUIRED,
  DUO_PROBLEM_KEY_MISSING,
  DUO_PROBLEM_KEY_REUSED,
  DUO_PROBLEM_SLOT_TAKEN,
  DUO_PROBLEM_NOT_FREE,
  DUO_PROBLEM_SLOT_UNKNOWN,
  DUO_PROBLEM_ANSWER_MISSING,
  DUO_PROBLEM_REASON_MISSING,
  DUO_PROBLEM_TOO_LARGE,
  DUO_PROBLEM_UNSUPPORTED_TYPE,
  DUO_PROBLEM_NOT_A_PDF,
  DUO_PROBLEM_NOT_SIGNED,
  DUO_PROBLEM_HEADERS_TOO_LARGE,
  DUO_PROBLEM_TOO_MANY,
  DUO_PROBLEM_UNAVAILABLE,
  DUO_PROBLEM_UPGRADE_REQUIRED,
  DUO_PROBLEM_CONFLICT,
  DUO_PROBLEM_FORMAT_REFUSED,
  DUO_PROBLEM_CHATS_TOUCHED,
  DUO_N_PROBLEMS,
} DuoProblem;

/* The stable word of the wire, and the one place that knows each one's HTTP status. */
const char *duo_problem_to_code (DuoProblem problem);
guint duo_problem_to_status (DuoProblem problem);
/* A sentence for logs and for people who read the wire; the app has its own. */
const char *duo_refusal_to_detail (DuoRefusal refusal);

/* The document as a value, for those that say more; @detail may be NULL. */
DuoWireProblem *duo_problem_begin (DuoProblem problem, const char *detail);
DuoWireProblem *duo_problem_begin_refusal (DuoRefusal refusal);
DuoHttpResponse *duo_problem_new_take (DuoWireProblem *problem);

/* An RFC 9457 problem document. */
DuoHttpResponse *duo_problem_new (DuoProblem problem, const char *detail, ...) G_GNUC_PRINTF (2, 3);
DuoHttpResponse *duo_problem_new_refusal (DuoRefusal refusal);
/* @wait_us: 0: it may come again at once */
DuoHttpResponse *duo_problem_new_timeout (gint64 wait_us);
/* Both say when to come back. */
DuoHttpResponse *duo_problem_new_too_many (gint64 wait_us);
DuoHttpResponse *duo_problem_new_unavailable (gint64 wait_us);
/* What an error of the store, the protocol or this layer means to a client. */
DuoHttpResponse *duo_problem_new_for_error (const GError *error);

G_END_DECLS
