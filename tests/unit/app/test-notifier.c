/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "made-up.h"
#include "page-test.h"
#include "shell/duo-notifier.h"

/* A desktop that writes down what it is told, in front of a session without a service. */

typedef struct
{
  MadeUp *made_up;
  GSettings *settings;
  DuoNotifier *notifier;
  GString *told; /* "title / body [Button, Button]" a line */
  GString *withdrawn;
  gint64 rev;
  const char *seen; /* the chat that is looked at, or "" for the program alone; NULL for nothing */
} Fixture;

static gboolean
looks (DuoChat *chat, gpointer data)
{
  Fixture *f = data;

  if (!chat)
    return f->seen != NULL;
  return g_strcmp0 (f->seen, duo_chat_get_id (chat)) == 0;
}

static void
on_tell (Fixture *f, DuoNotice *notice)
{
  const char *glue = " [";

  g_string_append (f->told, notice->title);
  if (*notice->body)
    g_string_append_printf (f->told, " / %s", notice->body);
  for (gsize i = 0; i < G_N_ELEMENTS (notice->buttons) && notice->buttons[i].action; i++)
    {
      g_string_append_printf (f->told, "%s%s", glue, notice->buttons[i].label);
      glue = ", ";
    }
  g_string_append_printf (f->told, "%s%s\n", notice->buttons[0].action ? "]" : "", notice->urgent ? "!" : "");
}

static void
on_withdraw (Fixture *f, const char *id)
{
  g_string_append_printf (f->withdrawn, "%s ", id);
}

/* Everything that was asked for is done. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
begin (Fixture *f)
{
  f->notifier = duo_notifier_new (f->made_up->session, f->settings, looks, f);
  g_signal_connect_swapped (f->notifier, "tell", G_CALLBACK (on_tell), f);
  g_signal_connect_swapped (f->notifier, "withdraw", G_CALLBACK (on_withdraw), f);
  settle ();
}

static void
end (Fixture *f)
{
  settle ();
  g_assert_finalize_object (f->notifier);
}

static void
set_up (Fixture *f, gconstpointer role)
{
  f->made_up = made_up_new_peopled (GPOINTER_TO_INT (role));
  f->settings = page_settings_new ();
  f->told = g_string_new (NULL);
  f->withdrawn = g_string_new (NULL);
  fake_session_set_told_since (f->made_up->session, duo_clock_now (f->made_up->clock) - 3600);
  begin (f);
}

static void
tear_down (Fixture *f, gconstpointer role)
{
  end (f);
  g_string_free (f->told, TRUE);
  g_string_free (f->withdrawn, TRUE);
  g_assert_finalize_object (f->settings);
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
}

/* One look, and what came of it since the last one. */
static void
assert_told (Fixture *f, const char *expected)
{
  duo_notifier_look_again (f->notifier);
  settle ();
  g_assert_cmpstr (f->told->str, ==, expected);
  g_string_truncate (f->told, 0);
}

static void
assert_withdrawn (Fixture *f, const char *expected)
{
  settle ();
  g_assert_cmpstr (f->withdrawn->str, ==, expected);
  g_string_truncate (f->withdrawn, 0);
}

static void
set (Fixture *f, const char *id, const char *peer, DuoChatState state, const char *start, const char *words)
{
  MadeUpChat chat = {id, peer, state, start, 15, .message = words, .reason = words, .rev = ++f->rev};

  made_up_add_chats (f->made_up, &chat, 1);
}

#define REQUEST "Kofi Mensah requests a chat / “Sensors!” [Accept, Decline]\n"

static void
add_kofi (Fixture *f)
{
  static const MadeUpPerson kofi = {"kofi", "Kofi Mensah", "Student", NULL, "Rust", "English"};

  made_up_add_people (f->made_up, &kofi, 1);
}

static void
test_request (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  assert_told (f, "");
  assert_withdrawn (f, "");
}

/* Nobody asks it to look: that a chat is another is enough. */
static void
test_looks_by_itself (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  settle ();
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  settle ();
  g_assert_cmpstr (f->told->str, ==, REQUEST);
}

/* Another start of the program: nothing twice, and what came meanwhile. */
static void
test_restart (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  end (f);
  begin (f);
  assert_told (f, "");

  end (f);
  set (f, "c", "kofi", DUO_CHAT_CANCELLED, NULL, "Found a job");
  begin (f);
  assert_told (f, "Kofi Mensah withdrew / “Found a job”\n");
}

static void
test_old_things (Fixture *f, gconstpointer role)
{
  const MadeUpChat old = {
      "c", "kofi", DUO_CHAT_REQUESTED, NULL, 0, "Sensors!", .changed = "2026-11-03T12:00:00Z"};

  add_kofi (f);
  made_up_add_chats (f->made_up, &old, 1);
  assert_told (f, "");
}

/* (transfer full): the chat as it is a second later */
static DuoChatRecord *
dup_next (Fixture *f)
{
  DuoChatRecord *record =
      duo_chat_record_copy (duo_chat_get_record (duo_event_find_chat (f->made_up->event, "c")));

  record->changed++;
  record->rev = ++f->rev;
  return record;
}

static void
take (Fixture *f, DuoChatRecord *record)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);

  g_ptr_array_add (records, record);
  duo_event_take_chats (f->made_up->event, records);
}

static void
change (Fixture *f, DuoChatState state, DuoRole acted, guint late)
{
  DuoChatRecord *record = dup_next (f);

  record->state = state;
  record->acted = acted;
  record->late = late;
  take (f, record);
}

static void
take_own (Fixture *f, DuoChatState state)
{
  change (f, state, DUO_ROLE_RECRUITER, 0);
}

/* Answered in the window, or on another device: it is not news, and what asked for it goes. */
static void
test_own_deed (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  take_own (f, DUO_CHAT_DECLINED);
  assert_told (f, "");
  assert_withdrawn (f, "chat-c ");
}

/* A colleague has it now: there is nothing to answer here any more. */
static void
test_handed_away (Fixture *f, gconstpointer role)
{
  DuoChatRecord *record;

  made_up_add_colleague (f->made_up, "lucia", "Lucia Ferreira");
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  record = dup_next (f);
  g_set_str (&record->recruiter, "lucia");
  take (f, record);
  assert_withdrawn (f, "chat-c ");
  g_assert_cmpstr (f->told->str, ==, "");
}

static void
test_seen (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  f->seen = "c";
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, "");
  f->seen = NULL;
  assert_told (f, "");

  set (f, "d", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  f->seen = "d";
  assert_told (f, "");
  assert_withdrawn (f, "chat-d ");
}

static void
test_accept (Fixture *f, gconstpointer role)
{
  g_autofree char *sent = NULL;

  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  g_assert_true (duo_notifier_answer (f->notifier, "c", DUO_VERB_ACCEPT));
  assert_told (f, "");
  fake_session_keep (f->made_up->session, "accept c");
  assert_told (f, "You accepted Kofi Mensah [Undo]\n");
  assert_withdrawn (f, "");
  sent = fake_session_dup_undoable (f->made_up->session);
  g_assert_cmpstr (sent, ==, "accept c");
  /* A second press is no second answer. */
  g_assert_false (duo_notifier_answer (f->notifier, "c", DUO_VERB_ACCEPT));
  assert_told (f, "");
}

static void
test_undo (Fixture *f, gconstpointer role)
{
  g_autofree char *sent = NULL;

  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  duo_notifier_answer (f->notifier, "c", DUO_VERB_DECLINE);
  fake_session_keep (f->made_up->session, "decline c");
  assert_told (f, "You declined Kofi Mensah [Undo]\n");
  duo_notifier_undo (f->notifier, "c");
  assert_told (f, REQUEST);
  sent = fake_session_dup_undoable (f->made_up->session);
  g_assert_cmpstr (sent, ==, "");

  duo_notifier_answer (f->notifier, "c", DUO_VERB_ACCEPT);
  fake_session_let_go (f->made_up->session);
  g_string_truncate (f->told, 0);
  duo_notifier_undo (f->notifier, "c");
  assert_told (f, "Kofi Mensah / Too late to undo: it was already sent\n");
}

/* What cannot be kept is not said to be done, and can be answered again. */
static void
test_not_kept (Fixture *f, gconstpointer role)
{
  g_autoptr (GError) error =
      g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED, "the disk is full");
  DuoChat *chat;

  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  g_assert_true (duo_notifier_answer (f->notifier, "c", DUO_VERB_ACCEPT));
  chat = duo_notifier_find_chat (f->notifier, "c", NULL);
  duo_chat_set_pending (chat, FALSE);
  fake_session_let_go (f->made_up->session);
  g_signal_emit_by_name (f->made_up->session, "outcome", chat, error);
  assert_told (f, "Kofi Mensah / This did not work: the disk is full\n");
  duo_notifier_undo (f->notifier, "c");
  assert_told (f, "Kofi Mensah / Too late to undo: it was already sent\n");
  g_assert_true (duo_notifier_answer (f->notifier, "c", DUO_VERB_ACCEPT));
}

/* Where it cannot be read what was told, everything from now on is news. */
static void
test_told_cannot_be_read (Fixture *f, gconstpointer role)
{
  end (f);
  fake_session_lose_told (f->made_up->session);
  g_test_expect_message ("duo-app", G_LOG_LEVEL_MESSAGE, "What was told cannot be read, so it begins now*");
  begin (f);
  g_test_assert_expected_messages ();
  g_string_truncate (f->told, 0);
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
}

static void
test_too_late (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_CANCELLED, NULL, NULL);
  assert_told (f, "Kofi Mensah withdrew\n");
  g_assert_false (duo_notifier_answer (f->notifier, "c", DUO_VERB_ACCEPT));
  g_assert_true (g_str_has_prefix (f->told->str, "Kofi Mensah / "));
  g_string_truncate (f->told, 0);
  g_assert_false (duo_notifier_answer (f->notifier, "nobody", DUO_VERB_ACCEPT));
  g_assert_cmpuint (f->told->len, >, 0);
}

static void
test_moved_and_cancelled (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_CONFIRMED, "2026-11-05T13:15:00Z", NULL);
  assert_told (f, "Kofi Mensah booked a chat / Thursday 5 November, \u206614:15\u2060–\u206014:30\u2069\n");
  set (f, "c", "kofi", DUO_CHAT_CONFIRMED, "2026-11-05T14:00:00Z", "The train is late");
  assert_told (f, "The chat with Kofi Mensah was moved / From Thursday 5 November, "
                  "\u206614:15\u2060–\u206014:30\u2069 to "
                  "Thursday 5 November, \u206615:00\u2060–\u206015:15\u2069\n“The train is late”\n");
  set (f, "c", "kofi", DUO_CHAT_CANCELLED, "2026-11-05T14:00:00Z", "I am ill");
  assert_told (
      f,
      "The chat with Kofi Mensah was cancelled / Thursday 5 November, \u206615:00\u2060–\u206015:15\u2069\n"
      "“I am ill”\n");
}

/* Where I am it is Friday by then. */
static void
test_elsewhere (Fixture *f, gconstpointer role)
{
  g_setenv ("TZ", "Pacific/Auckland", TRUE);
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_CONFIRMED, "2026-11-05T13:15:00Z", NULL);
  assert_told (f, "Kofi Mensah booked a chat / Thursday 5 November, \u206614:15\u2060–\u206014:30\u2069 in "
                  "Stockholm, Fri \u206602:15\u2060–\u206002:30\u2069 here\n");
  set (f, "c", "kofi", DUO_CHAT_CONFIRMED, "2026-11-05T09:00:00Z", NULL);
  assert_told (f, "The chat with Kofi Mensah was moved / From Thursday 5 November, "
                  "\u206614:15\u2060–\u206014:30\u2069 (Fri \u206602:15\u2060–\u206002:30\u2069 Auckland) to "
                  "Thursday 5 November, \u206610:00\u2060–\u206010:15\u2069 "
                  "(\u206622:00\u2060–\u206022:15\u2069 Auckland)\n");
  g_setenv ("TZ", "Europe/Stockholm", TRUE);
}

static void
test_talent (Fixture *f, gconstpointer role)
{
  set (f, "c", "ada", DUO_CHAT_INVITED, NULL, "Rust?");
  assert_told (f, "Ada Lindqvist invites you to a chat / “Rust?” [Pick a Time]\n");
  set (f, "c", "ada", DUO_CHAT_CANCELLED, NULL, NULL);
  assert_told (f, "Ada Lindqvist withdrew\n");
  set (f, "d", "ingrid", DUO_CHAT_ACCEPTED, NULL, "Take any slot.");
  assert_told (f, "Ingrid Solberg accepted: pick a time / “Take any slot.” [Pick a Time]\n");
  set (f, "e", "yuki", DUO_CHAT_DECLINED, NULL, "We are full.");
  assert_told (f, "Yuki Tanabe declined / “We are full.”\n");
}

/* Up to three are told, more are one. */
static void
test_summary (Fixture *f, gconstpointer role)
{
  static const char *const ids[] = {"a", "b", "c", "d", "e"};

  add_kofi (f);
  for (gsize i = 0; i < 3; i++)
    set (f, ids[i], "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST REQUEST REQUEST);
  end (f);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    set (f, ids[i], "kofi", DUO_CHAT_CANCELLED, NULL, NULL);
  begin (f);
  assert_told (f, "5 things happened meanwhile / Kofi Mensah withdrew\nKofi Mensah withdrew\n"
                  "Kofi Mensah withdrew\nKofi Mensah withdrew\nand 1 more\n");
  g_string_truncate (f->withdrawn, 0);
  f->seen = "a";
  assert_told (f, "");
  assert_withdrawn (f, "summary ");
}

static void
test_turned_off (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  g_settings_set_boolean (f->settings, "notify-requests", FALSE);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  set (f, "d", "kofi", DUO_CHAT_CONFIRMED, "2026-11-05T13:15:00Z", NULL);
  assert_told (f, "Kofi Mensah booked a chat / Thursday 5 November, \u206614:15\u2060–\u206014:30\u2069\n");
  g_settings_set_boolean (f->settings, "notify-requests", TRUE);
  assert_told (f, "");
}

static void
set_quiet (Fixture *f, guint from, guint to)
{
  g_settings_set_uint (f->settings, "quiet-from", from);
  g_settings_set_uint (f->settings, "quiet-to", to);
  g_settings_set_boolean (f->settings, "quiet-hours", TRUE);
}

/* It is 14:17 where this test is. */
static void
test_quiet_hours (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set_quiet (f, 13 * 60, 15 * 60);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  set (f, "d", "kofi", DUO_CHAT_REQUESTED, NULL, "Robots!");
  assert_told (f, "");
  take_own (f, DUO_CHAT_DECLINED);
  assert_told (f, "");
  made_up_set_now (f->made_up, "2026-11-03T14:00:01Z");
  assert_told (f, "Kofi Mensah requests a chat / “Robots!” [Accept, Decline]\n");
}

/* What it said before is no longer so; what is so now can wait. */
static void
test_quiet_hours_leave_nothing_stale (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  set_quiet (f, 13 * 60, 15 * 60);
  set (f, "c", "kofi", DUO_CHAT_CANCELLED, NULL, NULL);
  assert_told (f, "");
  assert_withdrawn (f, "chat-c ");
  made_up_set_now (f->made_up, "2026-11-03T14:00:01Z");
  assert_told (f, "Kofi Mensah withdrew\n");
}

static void
test_not_before_the_service_was_asked (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  fake_session_set_state (f->made_up->session, DUO_SESSION_CONNECTING);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, "");
  fake_session_set_state (f->made_up->session, DUO_SESSION_OFFLINE);
  assert_told (f, REQUEST);
}

static void
test_signing_out (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  fake_session_set_state (f->made_up->session, DUO_SESSION_SIGNED_OUT);
  assert_withdrawn (f, "chat-c ");
  assert_told (f, "");
}

static void
test_end (Fixture *f, gconstpointer role)
{
  add_kofi (f);
  set (f, "c", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, REQUEST);
  duo_notifier_end (f->notifier);
  assert_withdrawn (f, "chat-c ");
  set (f, "d", "kofi", DUO_CHAT_REQUESTED, NULL, "Sensors!");
  assert_told (f, "");
}

#define BOOKED "Ada Lindqvist booked a chat / Thursday 5 November, \u206614:15\u2060–\u206014:30\u2069\n"
#define WHEN " / Thursday 5 November, \u206614:15\u2060–\u206014:30\u2069"

static void
test_late_and_handed_over (Fixture *f, gconstpointer role)
{
  set (f, "c", "ada", DUO_CHAT_CONFIRMED, "2026-11-05T13:15:00Z", NULL);
  assert_told (f, BOOKED);
  change (f, DUO_CHAT_CONFIRMED, DUO_ROLE_RECRUITER, 5);
  assert_told (f, "Ada Lindqvist is running late / 5 minutes late for Thursday 5 November, "
                  "\u206614:15\u2060–\u206014:30\u2069\n");
  set (f, "c", "ingrid", DUO_CHAT_CONFIRMED, "2026-11-05T13:15:00Z", NULL);
  assert_told (f, "You talk with Ingrid Solberg instead" WHEN "\n");
}

/* The clock leaps, as after a sleep: only what counts now is told. */
static void
test_reminders (Fixture *f, gconstpointer role)
{
  set (f, "c", "ada", DUO_CHAT_CONFIRMED, "2026-11-05T13:15:00Z", NULL);
  assert_told (f, BOOKED);
  made_up_set_now (f->made_up, "2026-11-04T13:15:00Z");
  assert_told (f, "Chat with Ada Lindqvist in 1 day" WHEN "\n");
  assert_told (f, "");
  made_up_set_now (f->made_up, "2026-11-05T13:05:00Z");
  assert_told (f, "Chat with Ada Lindqvist in 10 min" WHEN "!\n");
  made_up_set_now (f->made_up, "2026-11-05T13:10:00Z");
  assert_told (f, "Chat with Ada Lindqvist in 5 min" WHEN " [Join]!\n");
  end (f);
  begin (f);
  assert_told (f, "");
  made_up_set_now (f->made_up, "2026-11-05T13:15:00Z");
  assert_told (f, "Your chat with Ada Lindqvist begins" WHEN " [Join]!\n");
  made_up_set_now (f->made_up, "2026-11-05T13:30:00Z");
  assert_told (f, "");
}

static gboolean
has_told (gpointer data)
{
  return ((Fixture *) data)->told->len > 0;
}

/* Nobody asks it to look: its own timer does. */
static void
test_reminder_by_itself (Fixture *f, gconstpointer role)
{
  set (f, "c", "ada", DUO_CHAT_CONFIRMED, "2026-11-05T13:15:00Z", NULL);
  assert_told (f, BOOKED);
  made_up_set_now (f->made_up, "2026-11-05T13:04:59Z");
  assert_told (f, "Chat with Ada Lindqvist in 11 min" WHEN "\n");
  page_wait_until (has_told, f);
  g_assert_cmpstr (f->told->str, ==, "Chat with Ada Lindqvist in 10 min" WHEN "!\n");
}

static void
test_pick (Fixture *f, gconstpointer role)
{
  set (f, "c", "ada", DUO_CHAT_ACCEPTED, NULL, NULL);
  assert_told (f, "Ada Lindqvist accepted: pick a time / 14 open slots [Pick a Time]\n");
  made_up_set_now (f->made_up, "2026-11-04T01:17:00Z");
  assert_told (f, "Pick a time with Ada Lindqvist / 14 open slots [Pick a Time]\n");
  made_up_set_now (f->made_up, "2026-11-05T01:17:00Z");
  assert_told (f, "Pick a time with Ada Lindqvist / 14 open slots [Pick a Time]\n");
  made_up_set_now (f->made_up, "2026-11-05T20:17:00Z");
  assert_told (f, "");
}

#define ADD(role, name, function)                                                                            \
  g_test_add ("/notifier/" name, Fixture, GINT_TO_POINTER (role), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Stockholm", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ADD (DUO_ROLE_RECRUITER, "request", test_request);
  ADD (DUO_ROLE_RECRUITER, "looks-by-itself", test_looks_by_itself);
  ADD (DUO_ROLE_RECRUITER, "handed-away", test_handed_away);
  ADD (DUO_ROLE_RECRUITER, "elsewhere", test_elsewhere);
  ADD (DUO_ROLE_RECRUITER, "restart", test_restart);
  ADD (DUO_ROLE_RECRUITER, "old-things", test_old_things);
  ADD (DUO_ROLE_RECRUITER, "own-deed", test_own_deed);
  ADD (DUO_ROLE_RECRUITER, "seen", test_seen);
  ADD (DUO_ROLE_RECRUITER, "accept", test_accept);
  ADD (DUO_ROLE_RECRUITER, "undo", test_undo);
  ADD (DUO_ROLE_RECRUITER, "not-kept", test_not_kept);
  ADD (DUO_ROLE_RECRUITER, "told-cannot-be-read", test_told_cannot_be_read);
  ADD (DUO_ROLE_RECRUITER, "too-late", test_too_late);
  ADD (DUO_ROLE_RECRUITER, "moved-and-cancelled", test_moved_and_cancelled);
  ADD (DUO_ROLE_TALENT, "talent", test_talent);
  ADD (DUO_ROLE_RECRUITER, "summary", test_summary);
  ADD (DUO_ROLE_RECRUITER, "turned-off", test_turned_off);
  ADD (DUO_ROLE_RECRUITER, "quiet-hours", test_quiet_hours);
  ADD (DUO_ROLE_RECRUITER, "quiet-hours-leave-nothing-stale", test_quiet_hours_leave_nothing_stale);
  ADD (DUO_ROLE_RECRUITER, "not-before-the-service-was-asked", test_not_before_the_service_was_asked);
  ADD (DUO_ROLE_RECRUITER, "signing-out", test_signing_out);
  ADD (DUO_ROLE_RECRUITER, "end", test_end);
  ADD (DUO_ROLE_TALENT, "late-and-handed-over", test_late_and_handed_over);
  ADD (DUO_ROLE_TALENT, "reminders", test_reminders);
  ADD (DUO_ROLE_TALENT, "reminder-by-itself", test_reminder_by_itself);
  ADD (DUO_ROLE_TALENT, "pick", test_pick);
  return g_test_run ();
}
