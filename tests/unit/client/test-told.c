/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "session-fixture.h"

/* What somebody was told of each chat outlives the session, by account. */

typedef struct
{
  FakeService *service;
  DuoSession *session;
} Fixture;

static void
begin_session (Fixture *f, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;

  f->session = session_of (profile);
  sign_in (f->session, fake_service_get_address (f->service), "amara@example.org", "a password", &error);
  g_assert_no_error (error);
  wait_state (f->session, DUO_SESSION_ONLINE);
}

static void
set_up (Fixture *f, gconstpointer profile)
{
  f->service = fake_service_new ();
  fake_service_furnish (f->service);
  begin_session (f, profile);
}

static void
tear_down (Fixture *f, gconstpointer profile)
{
  finish_session (f->session);
  fake_service_free (f->service);
}

static DuoChatMarks *
load (DuoSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_load_told_async (session, NULL, take_result, &result);
  wait_result (result);
  return duo_session_load_told_finish (session, result, error);
}

static void
keep (DuoSession *session, const char *chat, DuoChatState state, gint64 reminded)
{
  g_autoptr (DuoChatMark) mark = duo_chat_mark_new (chat);

  mark->state = state;
  mark->range = (DuoTimeRange) {1000, 1900};
  mark->recruiter = g_strdup ("ada");
  mark->changed = 500;
  mark->reminded = reminded;
  mark->shown = TRUE;
  duo_session_keep_told (session, mark);
}

static void
test_kept (Fixture *f, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChatMarks) first = load (f->session, &error);
  g_autoptr (DuoChatMarks) later = NULL;
  const DuoChatMark *mark;

  g_assert_no_error (error);
  g_assert_cmpuint (first->marks->len, ==, 0);
  g_assert_cmpint (first->since, >, 0);
  keep (f->session, "c1", DUO_CHAT_REQUESTED, 0);
  keep (f->session, "c1", DUO_CHAT_CONFIRMED, 400);
  finish_session (f->session);

  /* Another start: the same beginning, and the last that was kept. */
  begin_session (f, profile);
  later = load (f->session, &error);
  g_assert_no_error (error);
  g_assert_cmpint (later->since, ==, first->since);
  g_assert_cmpuint (later->marks->len, ==, 1);
  mark = later->marks->pdata[0];
  g_assert_cmpstr (mark->chat, ==, "c1");
  g_assert_cmpint (mark->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpint (mark->range.start, ==, 1000);
  g_assert_cmpint (mark->range.end, ==, 1900);
  g_assert_cmpstr (mark->recruiter, ==, "ada");
  g_assert_cmpint (mark->changed, ==, 500);
  g_assert_cmpint (mark->reminded, ==, 400);
  g_assert_true (mark->shown);
}

static void
test_nobody (Fixture *f, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChatMarks) marks = NULL;

  sign_out (f->session);
  wait_state (f->session, DUO_SESSION_SIGNED_OUT);
  keep (f->session, "c1", DUO_CHAT_REQUESTED, 0);
  marks = load (f->session, &error);
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT);
  g_assert_null (marks);
}

#define ADD(name, function) g_test_add ("/told/" name, Fixture, "told-" name, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  char *directory;
  int status;

  g_test_init (&argc, &argv, NULL);
  directory = begin_directories ();
  ADD ("kept", test_kept);
  ADD ("nobody", test_nobody);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
