/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-protocol-error.h"
#include "session-fixture.h"

/* An organizer's change of an event, as it leaves and as it is answered. */

#define PATH "/v1/events/" FAKE_EVENT "/format"
#define EVENT(changed, gap)                                                                                  \
  "\"id\":\"" FAKE_EVENT "\",\"name\":\"Nordic Careers\",\"zone\":\"Europe/Stockholm\",\"state\":\"open\","  \
  "\"rev\":9,\"changed\":" changed                                                                           \
  ",\"days\":[],\"format\":{\"requests_by\":[\"talents\"],\"durations\":[15],"                               \
  "\"gap\":" gap "}"
#define MINE ",\"role\":\"organizer\",\"me\":\"" FAKE_ME "\""
#define PROBLEM(status, code, more)                                                                          \
  "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":" status ",\"code\":\"" code "\"," more "}"

typedef struct
{
  FakeService *service;
  DuoSession *session;
} Fixture;

static void
set_up (Fixture *f, gconstpointer profile)
{
  f->service = fake_service_new ();
  fake_service_furnish (f->service);
  f->session = online_session_of (profile, f->service);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  finish_session (f->session);
  fake_service_free (f->service);
}

static const DuoEventRecord *
get_record (Fixture *f)
{
  return duo_event_get_record (duo_session_get_event (f->session));
}

/* (nullable) */
static DuoFormatAnswer *
change_gap_seen (Fixture *f, gint64 seen, guint status, const char *body, GError **error)
{
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();
  g_autoptr (GAsyncResult) result = NULL;

  change->has_format = TRUE;
  duo_format_init (&change->format);
  change->format.requests_by = DUO_REQUESTS_BY_TALENTS;
  change->format.gap = 10;
  change->seen = seen;
  fake_service_answer (f->service, "PUT", PATH, status, body);
  duo_session_change_format_async (f->session, duo_session_get_event (f->session), change, NULL, take_result,
                                   &result);
  wait_result (result);
  return duo_session_change_format_finish (f->session, result, error);
}

static DuoFormatAnswer *
change_gap (Fixture *f, guint status, const char *body, GError **error)
{
  return change_gap_seen (f, get_record (f)->changed, status, body, error);
}

static void
test_done (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatAnswer) answer = change_gap (f, 200, "{" EVENT ("9", "10") MINE "}", &error);
  const FakeRequest *request = fake_service_wait_request (f->service, "PUT", PATH, 0);

  g_assert_no_error (error);
  g_assert_cmpint (answer->fault, ==, DUO_FORMAT_FINE);
  g_assert_cmpuint (answer->touched->len, ==, 0);
  g_assert_cmpuint (get_record (f)->format.gap, ==, 10);
  g_assert_cmpint (get_record (f)->changed, ==, 9);
  g_assert_nonnull (strstr (request->body, "\"gap\":10"));
  g_assert_cmpstr (request->bearer, ==, "Bearer a-secret-token");
}

/* A change names what it was made from, whatever came meanwhile. */
static void
test_seen (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatAnswer) first = change_gap (f, 200, "{" EVENT ("9", "10") MINE "}", &error);
  g_autoptr (DuoFormatAnswer) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (get_record (f)->changed, ==, 9);
  second = change_gap_seen (f, 8, 200, "{" EVENT ("12", "10") MINE "}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fake_service_wait_request (f->service, "PUT", PATH, 1)->seen, ==, "\"8\"");
}

static void
test_stale (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatAnswer) answer =
      change_gap (f, 412, PROBLEM ("412", "stale", "\"event\":{" EVENT ("11", "25") MINE "}"), &error);

  g_assert_null (answer);
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE);
  g_assert_cmpuint (get_record (f)->format.gap, ==, 25); /* as it is now */
}

/* The answer to a first try was lost, and the HTTP library's second meets what that has done. */
static void
test_meets_itself (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatAnswer) answer =
      change_gap (f, 412, PROBLEM ("412", "stale", "\"event\":{" EVENT ("11", "10") MINE "}"), &error);

  g_assert_no_error (error);
  g_assert_cmpint (answer->fault, ==, DUO_FORMAT_FINE);
  g_assert_cmpuint (answer->touched->len, ==, 0);
  g_assert_cmpint (get_record (f)->changed, ==, 11);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatAnswer) answer = change_gap (
      f, 422,
      PROBLEM ("422", "format-refused", "\"member\":\"limit_per_talent\",\"fault\":\"limit-lowered\""),
      &error);

  g_assert_no_error (error);
  g_assert_cmpint (answer->fault, ==, DUO_FORMAT_LIMIT_LOWERED);
}

static void
test_touched (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 8);
  g_autofree char *body = g_strdup_printf (PROBLEM ("409", "chats-touched", "\"touched\":[%s]"), chat);
  g_autoptr (DuoFormatAnswer) answer = change_gap (f, 409, body, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer->touched->len, ==, 1);
  g_assert_cmpstr (duo_chat_get_id (answer->touched->pdata[0]), ==, FAKE_CHAT);
  g_assert_cmpint (duo_chat_get_rev (answer->touched->pdata[0]), ==, 8);
}

/* A whole fair may lie in the way: one chat has some four hundred bytes. */
static void
test_touched_by_thousands (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 8);
  g_autoptr (GString) chats = g_string_new (chat);
  g_autofree char *body = NULL;
  g_autoptr (DuoFormatAnswer) answer = NULL;
  guint n = 1;

  for (; chats->len <= 2 * DUO_MAX_BODY; n++)
    g_string_append_printf (chats, ",%s", chat);
  body = g_strdup_printf (PROBLEM ("409", "chats-touched", "\"touched\":[%s]"), chats->str);
  answer = change_gap (f, 409, body, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->touched->len, ==, n);
}

static void
test_not_mine (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (change_gap (f, 409, PROBLEM ("409", "not-allowed", "\"detail\":\"No.\""), &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED);
  g_assert_cmpint (duo_client_error_get_refusal (error), ==, DUO_REFUSAL_NOT_ALLOWED);
}

static void
test_not_understood (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (change_gap (f, 200, "{\"id\":5}", &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE);
}

/* Whoever is signed in hears of it from the live socket, and stays who they are. */
static void
test_told (Fixture *f, gconstpointer data)
{
  fake_service_wait_text (f->service, "hello", 0);
  fake_service_say (f->service,
                    "{\"type\":\"changes\",\"event\":\"" FAKE_EVENT
                    "\",\"since\":5,\"upto\":9,\"more\":false,\"details\":{" EVENT ("9", "20") "}}");
  wait_until (get_record (f)->format.gap == 20);
  g_assert_cmpint (get_record (f)->role, ==, DUO_ROLE_TALENT);
  g_assert_cmpstr (get_record (f)->me, ==, FAKE_ME);
}

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, path + 1, set_up, test, tear_down)
  ADD ("/format-done", test_done);
  ADD ("/format-seen", test_seen);
  ADD ("/format-stale", test_stale);
  ADD ("/format-meets-itself", test_meets_itself);
  ADD ("/format-refused", test_refused);
  ADD ("/format-touched", test_touched);
  ADD ("/format-touched-by-thousands", test_touched_by_thousands);
  ADD ("/format-not-mine", test_not_mine);
  ADD ("/format-not-understood", test_not_understood);
  ADD ("/format-told", test_told);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
