/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

/* Answers that can be taken back for a while, as a page asks for them. */

#define WITHDRAW "/v1/chats/" FAKE_CHAT "/withdraw"

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
  if (f->session)
    finish_session (f->session);
  fake_service_free (f->service);
}

static DuoChat *
bring_chat (Fixture *f)
{
  g_autofree char *chat = fake_chat ("requested", 6);
  g_autofree char *text = g_strdup_printf (
      "{\"type\":\"changes\",\"event\":\"" FAKE_EVENT "\",\"since\":5,\"upto\":6,\"more\":false,"
      "\"companies\":[],\"people\":[],\"chats\":[%s],\"gone\":[],\"counts\":[]}",
      chat);
  DuoEvent *event = duo_session_get_event (f->session);

  fake_service_wait_text (f->service, "hello", 0);
  fake_service_say (f->service, text);
  wait_until (duo_event_find_chat (event, FAKE_CHAT) != NULL);
  return duo_event_find_chat (event, FAKE_CHAT);
}

static void
on_kept (DuoSession *session, const char *key, char **kept)
{
  g_set_str (kept, key);
}

/* It is said when it is on disk, which is before it goes. */
static void
test_kept_is_said (Fixture *f, gconstpointer data)
{
  DuoChat *chat = bring_chat (f);
  g_autofree char *kept = NULL;
  g_autofree char *key = NULL;

  g_signal_connect (f->session, "kept", G_CALLBACK (on_kept), &kept);
  key = duo_session_command_undoable (f->session, DUO_VERB_WITHDRAW, chat, NULL, NULL);
  g_assert_null (kept);
  wait_until (kept != NULL);
  g_assert_cmpstr (kept, ==, key);
  g_assert_cmpuint (fake_service_count (f->service, "POST", WITHDRAW), ==, 0);
  g_assert_true (duo_session_undo (f->session, key));
  g_signal_handlers_disconnect_by_data (f->session, &kept);
}

static void
let_withdraw (Fixture *f)
{
  g_autofree char *chat = fake_chat ("cancelled", 7);

  fake_service_answer (f->service, "POST", WITHDRAW, 200, chat);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  DuoChat *chat = bring_chat (f);
  g_autofree char *key = duo_session_command_undoable (f->session, DUO_VERB_WITHDRAW, chat, NULL, NULL);

  g_assert_true (duo_chat_get_pending (chat));
  g_assert_cmpuint (duo_session_get_n_pending (f->session), ==, 1);
  duo_session_reconnect (f->session);
  g_assert_true (duo_session_hold_back (f->session, key));
  g_assert_true (duo_session_undo (f->session, key));
  g_assert_false (duo_chat_get_pending (chat));
  g_assert_false (duo_session_undo (f->session, key));
  g_assert_cmpuint (duo_session_get_n_pending (f->session), ==, 0);
  g_assert_cmpuint (fake_service_count (f->service, "POST", WITHDRAW), ==, 0);
}

/* What is neither on its way nor answered waits for an answer, and pages would lead to it. */
static void
on_pending (DuoChat *chat, GParamSpec *pspec, DuoChatState *settled)
{
  if (!duo_chat_get_pending (chat))
    *settled = duo_chat_get_state (chat);
}

static void
test_goes_after_five_seconds (Fixture *f, gconstpointer data)
{
  DuoChat *chat = bring_chat (f);
  gint64 began = g_get_monotonic_time ();
  DuoChatState settled = DUO_CHAT_NONE;
  g_autofree char *key = NULL;

  let_withdraw (f);
  g_signal_connect (chat, "notify::pending", G_CALLBACK (on_pending), &settled);
  key = duo_session_command_undoable (f->session, DUO_VERB_WITHDRAW, chat, NULL, NULL);
  fake_service_wait_request (f->service, "POST", WITHDRAW, 0);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, DUO_SESSION_UNDO_SECONDS * G_USEC_PER_SEC);
  g_assert_false (duo_session_undo (f->session, key));
  wait_until (duo_chat_get_state (chat) == DUO_CHAT_CANCELLED && !duo_chat_get_pending (chat));
  g_assert_cmpint (settled, ==, DUO_CHAT_CANCELLED);
  g_signal_handlers_disconnect_by_data (chat, &settled);
}

static void
test_quit_sends_it (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *key = NULL;

  let_withdraw (f);
  key = duo_session_command_undoable (f->session, DUO_VERB_WITHDRAW, bring_chat (f), NULL, NULL);
  duo_session_drain_async (f->session, 10000, take_result, &result);
  wait_result (result);
  g_assert_true (duo_session_drain_finish (f->session, result));
  g_assert_cmpuint (fake_service_count (f->service, "POST", WITHDRAW), ==, 1);
  g_assert_cmpuint (duo_session_get_n_pending (f->session), ==, 0);
}

static void
test_signing_out_sends_it (Fixture *f, gconstpointer data)
{
  g_autofree char *key = NULL;

  let_withdraw (f);
  key = duo_session_command_undoable (f->session, DUO_VERB_WITHDRAW, bring_chat (f), NULL, NULL);
  sign_out (f->session);
  g_assert_cmpuint (fake_service_count (f->service, "POST", WITHDRAW), ==, 1);
  g_assert_null (duo_session_get_event (f->session));
}

/* The program ends without a word while Undo is on screen. */
static void
test_next_start_sends_it (Fixture *f, gconstpointer profile)
{
  g_autofree char *key =
      duo_session_command_undoable (f->session, DUO_VERB_WITHDRAW, bring_chat (f), NULL, NULL);
  DuoSession *session = f->session;

  wait_for_token (profile, "Amara Okafor");
  finish_session (session);
  g_assert_cmpuint (fake_service_count (f->service, "POST", WITHDRAW), ==, 0);
  let_withdraw (f);
  f->session = session_of (profile);
  g_assert_true (restore (f->session));
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", WITHDRAW, 0)->key, ==, key);
  wait_until (duo_session_get_n_pending (f->session) == 0);
  g_assert_cmpuint (fake_service_count (f->service, "POST", WITHDRAW), ==, 1);
}

static void
on_outcome (DuoSession *session, DuoChat *chat, const GError *error, int *code)
{
  g_assert_cmpstr (duo_chat_get_id (chat), ==, FAKE_CHAT);
  *code = error->code;
}

/* The other side was faster within the five seconds. */
static void
test_refusal_is_told (Fixture *f, gconstpointer data)
{
  DuoChat *chat = bring_chat (f);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *key = NULL;
  int code = -1;

  g_signal_connect (f->session, "outcome", G_CALLBACK (on_outcome), &code);
  fake_service_answer (f->service, "POST", WITHDRAW, 412,
                       "{\"title\":\"x\",\"status\":412,\"code\":\"stale\"}");
  key = duo_session_command_undoable (f->session, DUO_VERB_WITHDRAW, chat, NULL, NULL);
  duo_session_drain_async (f->session, 10000, take_result, &result);
  wait_result (result);
  g_assert_true (duo_session_drain_finish (f->session, result));
  g_assert_cmpint (code, ==, DUO_CLIENT_ERROR_STALE);
  g_assert_false (duo_chat_get_pending (chat));
}

/* What is said with an answer, and to whom a chat goes, is held back with it. */
static void
test_words_and_colleague_go_along (Fixture *f, gconstpointer data)
{
  static const char *const path = "/v1/chats/" FAKE_CHAT "/hand-over";
  g_autoptr (DuoPersonRecord) record = duo_person_record_new ();
  g_autoptr (DuoPerson) piotr = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *answer = fake_chat ("requested", 7);
  g_autofree char *key = NULL;
  const FakeRequest *request;

  record->id = g_strdup ("piotr");
  piotr = duo_person_new (record, NULL);
  fake_service_answer (f->service, "POST", path, 200, answer);
  key = duo_session_command_undoable (f->session, DUO_VERB_HAND_OVER, bring_chat (f), piotr, "He knows Rust");
  g_assert_cmpuint (fake_service_count (f->service, "POST", path), ==, 0);
  duo_session_drain_async (f->session, 10000, take_result, &result);
  wait_result (result);
  g_assert_true (duo_session_drain_finish (f->session, result));
  request = fake_service_wait_request (f->service, "POST", path, 0);
  g_assert_cmpstr (request->body, ==, "{\"with\":\"piotr\",\"message\":\"He knows Rust\"}");
  g_assert_cmpstr (request->key, ==, key);
}

#define ADD(name, function) g_test_add ("/undo/" name, Fixture, "undo-" name, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("undo", test_undo);
  ADD ("kept", test_kept_is_said);
  ADD ("five-seconds", test_goes_after_five_seconds);
  ADD ("quit", test_quit_sends_it);
  ADD ("sign-out", test_signing_out_sends_it);
  ADD ("next-start", test_next_start_sends_it);
  ADD ("refusal", test_refusal_is_told);
  ADD ("words-and-colleague", test_words_and_colleague_go_along);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
