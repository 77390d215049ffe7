/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-problem.h"

#include <string.h>

#include "duo-server-error.h"
#include "duo-store.h"

static DuoWireProblem *
read_problem (DuoHttpResponse *response)
{
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = duo_json_parse (text, length, DUO_MAX_BODY, &error);
  DuoJson json = duo_json_root (node, &error);
  DuoWireProblem *problem = duo_wire_read_problem (&json);

  g_assert_no_error (error);
  g_assert_cmpstr (response->type, ==, "application/problem+json");
  g_assert_cmpuint (problem->status, ==, response->status);

  return problem;
}

static const char *
get_header (const DuoHttpResponse *response, const char *name)
{
  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    if (g_str_equal (response->headers->pdata[i], name))
      return response->headers->pdata[i + 1];

  return NULL;
}

/* The words and numbers of the wire, which clients depend on. */
static void
test_codes (void)
{
  static const struct
  {
    DuoProblem problem;
    guint status;
    const char *code;
  } cases[] = {
      {DUO_PROBLEM_MALFORMED, 400, "malformed"},
      {DUO_PROBLEM_UNAUTHORIZED, 401, "unauthorized"},
      {DUO_PROBLEM_NOT_FOUND, 404, "not-found"},
      {DUO_PROBLEM_METHOD, 405, "method"},
      {DUO_PROBLEM_TIMEOUT, 408, "timeout"},
      {DUO_PROBLEM_GONE, 410, "gone"},
      {DUO_PROBLEM_STALE, 412, "stale"},
      {DUO_PROBLEM_PRECONDITION_REQUIRED, 428, "precondition-required"},
      {DUO_PROBLEM_KEY_MISSING, 400, "key-missing"},
      {DUO_PROBLEM_KEY_REUSED, 422, "key-reused"},
      {DUO_PROBLEM_SLOT_TAKEN, 409, "slot-taken"},
      {DUO_PROBLEM_NOT_FREE, 409, "not-free"},
      {DUO_PROBLEM_SLOT_UNKNOWN, 409, "slot-unknown"},
      {DUO_PROBLEM_ANSWER_MISSING, 422, "answer-missing"},
      {DUO_PROBLEM_REASON_MISSING, 422, "reason-missing"},
      {DUO_PROBLEM_TOO_LARGE, 413, "too-large"},
      {DUO_PROBLEM_UNSUPPORTED_TYPE, 415, "unsupported-type"},
      {DUO_PROBLEM_NOT_A_PDF, 422, "not-a-pdf"},
      {DUO_PROBLEM_NOT_SIGNED, 422, "not-signed"},
      {DUO_PROBLEM_HEADERS_TOO_LARGE, 431, "headers-too-large"},
      {DUO_PROBLEM_TOO_MANY, 429, "too-many"},
      {DUO_PROBLEM_UNAVAILABLE, 503, "unavailable"},
      {DUO_PROBLEM_UPGRADE_REQUIRED, 426, "upgrade-required"},
      {DUO_PROBLEM_CONFLICT, 409, "conflict"},
      {DUO_PROBLEM_FORMAT_REFUSED, 422, "format-refused"},
      {DUO_PROBLEM_CHATS_TOUCHED, 409, "chats-touched"},
  };

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, DUO_N_PROBLEMS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoHttpResponse) response = duo_problem_new (cases[i].problem, "It is %s.", "so");
      g_autoptr (DuoWireProblem) problem = read_problem (response);

      g_assert_cmpuint (response->status, ==, cases[i].status);
      g_assert_cmpstr (problem->code, ==, cases[i].code);
      g_assert_cmpstr (problem->detail, ==, "It is so.");
      g_assert_cmpuint (strlen (problem->title), >, 3);
    }
}

static void
test_every_refusal_has_words (void)
{
  for (DuoRefusal refusal = DUO_REFUSAL_NOT_FOUND; refusal < DUO_N_REFUSALS; refusal++)
    {
      g_autoptr (DuoHttpResponse) response = duo_problem_new_refusal (refusal);
      g_autoptr (DuoWireProblem) problem = read_problem (response);

      g_assert_cmpuint (response->status, ==, refusal == DUO_REFUSAL_NOT_FOUND ? 404 : 409);
      g_assert_cmpint (duo_wire_problem_get_refusal (problem), ==, refusal);
      g_assert_true (g_str_has_suffix (problem->detail, "."));
    }
}

/* "Not yours" and "not there" are one document, to the byte. */
static void
test_not_found_is_one_document (void)
{
  g_autoptr (GError) error =
      g_error_new (DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND, "chat X of account Y is not there");
  g_autoptr (DuoHttpResponse) one = duo_problem_new_for_error (error);
  g_autoptr (DuoHttpResponse) other = duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);

  g_assert_true (g_bytes_equal (one->body, other->body));
  g_assert_cmpuint (one->status, ==, other->status);
}

static void
test_errors (void)
{
  static const struct
  {
    int code;
    guint status;
    gboolean told;
  } cases[] = {
      {DUO_STORE_ERROR_CONFLICT, 409, TRUE},
      {DUO_STORE_ERROR_BUSY, 503, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new (DUO_STORE_ERROR, cases[i].code, "row 17 of /var/secret.db");
      g_autoptr (DuoHttpResponse) response = duo_problem_new_for_error (error);
      g_autoptr (DuoWireProblem) problem = read_problem (response);

      g_assert_cmpuint (response->status, ==, cases[i].status);
      g_assert_true ((strstr (problem->detail, "row 17") != NULL) == cases[i].told);
    }
}

static void
test_a_broken_disk_is_not_told_to_clients (void)
{
  g_autoptr (GError) error =
      g_error_new (DUO_STORE_ERROR, DUO_STORE_ERROR_IO, "disk I/O error in /var/secret.db");
  g_autoptr (DuoHttpResponse) response = NULL;
  g_autoptr (DuoWireProblem) problem = NULL;

  g_test_expect_message ("duo-server", G_LOG_LEVEL_WARNING, "*disk I/O error*");
  response = duo_problem_new_for_error (error);
  g_test_assert_expected_messages ();
  problem = read_problem (response);
  g_assert_cmpuint (response->status, ==, 503);
  g_assert_null (strstr (problem->detail, "secret"));
  g_assert_cmpstr (get_header (response, "Retry-After"), ==, "1");
}

static void
test_protocol_errors_name_the_path (void)
{
  g_autoptr (GError) error =
      g_error_new (DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED, "days[0].date: not a date");
  g_autoptr (DuoHttpResponse) response = duo_problem_new_for_error (error);
  g_autoptr (DuoWireProblem) problem = read_problem (response);

  g_assert_cmpuint (response->status, ==, 400);
  g_assert_cmpstr (problem->detail, ==, "days[0].date: not a date");
}

static void
test_when_to_come_back (void)
{
  static const struct
  {
    gint64 wait_us;
    const char *seconds;
  } cases[] = {{1, "1"}, {1000000, "1"}, {1000001, "2"}, {59500000, "60"}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoHttpResponse) response = duo_problem_new_too_many (cases[i].wait_us);

      g_assert_cmpuint (response->status, ==, 429);
      g_assert_cmpstr (get_header (response, "Retry-After"), ==, cases[i].seconds);
    }
}

/* Who was slow and holds nobody up may come again at once. */
static void
test_what_came_too_slowly (void)
{
  g_autoptr (DuoHttpResponse) paused = duo_problem_new_timeout (30 * G_USEC_PER_SEC);
  g_autoptr (DuoHttpResponse) late = duo_problem_new_timeout (0);

  g_assert_cmpuint (paused->status, ==, 408);
  g_assert_cmpstr (get_header (paused, "Retry-After"), ==, "30");
  g_assert_cmpuint (late->status, ==, 408);
  g_assert_null (get_header (late, "Retry-After"));
}

static void
test_unauthorized_says_how (void)
{
  g_autoptr (DuoHttpResponse) response = duo_problem_new (DUO_PROBLEM_UNAUTHORIZED, "x");

  g_assert_cmpstr (get_header (response, "WWW-Authenticate"), ==, "Bearer");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem/codes", test_codes);
  g_test_add_func ("/problem/refusals", test_every_refusal_has_words);
  g_test_add_func ("/problem/not-found", test_not_found_is_one_document);
  g_test_add_func ("/problem/errors", test_errors);
  g_test_add_func ("/problem/disk", test_a_broken_disk_is_not_told_to_clients);
  g_test_add_func ("/problem/protocol", test_protocol_errors_name_the_path);
  g_test_add_func ("/problem/retry-after", test_when_to_come_back);
  g_test_add_func ("/problem/too-slowly", test_what_came_too_slowly);
  g_test_add_func ("/problem/unauthorized", test_unauthorized_says_how);

  return g_test_run ();
}
