/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

/* What one notes on a chat, from the keyboard to the service: on disk first, and nothing lost on the way. */

#define NOTE "/v1/chats/" FAKE_CHAT "/note"
#define ANOTHER_CHAT "MORECHATMORECHATMORECH"
#define ANOTHER_NOTE "/v1/chats/" ANOTHER_CHAT "/note"

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

/* (transfer full): JSON of a note */
static char *
note_of (const char *author, const char *text, gint64 rev)
{
  return g_strdup_printf (
      "{\"chat\":\"" FAKE_CHAT "\",\"author\":\"%s\",\"text\":\"%s\",\"next_step\":\"\","
      "\"mark\":\"none\",\"shared\":false,\"changed\":\"2026-11-03T08:00:00Z\",\"rev\":%d}",
      author, text, (int) rev);
}

static void
let_save (Fixture *f, const char *text, gint64 rev)
{
  g_autofree char *note = note_of (FAKE_ME, text, rev);

  fake_service_answer (f->service, "PUT", NOTE, 200, note);
}

static void
bring (Fixture *f, const char *chats, const char *notes, const char *gone)
{
  g_autofree char *text =
      g_strdup_printf ("{\"type\":\"changes\",\"event\":\"" FAKE_EVENT "\",\"since\":5,\"upto\":6,"
                       "\"more\":false,\"chats\":[%s],\"notes\":[%s],\"gone\":[%s]}",
                       chats, notes, gone);

  fake_service_wait_text (f->service, "hello", 0);
  fake_service_say (f->service, text);
}

static DuoNote *
bring_chat (Fixture *f)
{
  g_autofree char *chat = fake_chat ("confirmed", 6);
  DuoEvent *event = duo_session_get_event (f->session);

  bring (f, chat, "", "");
  wait_until (duo_event_find_chat (event, FAKE_CHAT) != NULL);
  return duo_event_get_note (event, FAKE_CHAT);
}

static void
note_down (Fixture *f, DuoNote *note, const char *text)
{
  g_autoptr (DuoNoteRecord) wanted = duo_note_record_copy (duo_note_get_record (note));

  g_set_str (&wanted->text, text);
  duo_session_write_note (f->session, note, wanted);
}

static void
wait_note (DuoNote *note, DuoNoteState state)
{
  wait_until (duo_note_get_state (note) == state);
}

static void
test_saves_itself (Fixture *f, gconstpointer data)
{
  DuoNote *note = bring_chat (f);
  const FakeRequest *request;

  let_save (f, "Knows compaction", 7);
  g_assert_cmpint (duo_note_get_state (note), ==, DUO_NOTE_SAVED);
  note_down (f, note, "Knows com");
  note_down (f, note, "Knows compaction");
  g_assert_cmpint (duo_note_get_state (note), ==, DUO_NOTE_EDITED);
  g_assert_cmpstr (duo_note_get_record (note)->text, ==, "Knows compaction");
  request = fake_service_wait_request (f->service, "PUT", NOTE, 0);
  g_assert_nonnull (strstr (request->body, "\"text\":\"Knows compaction\""));
  g_assert_null (request->seen);
  wait_note (note, DUO_NOTE_SAVED);
  g_assert_cmpint (duo_note_get_record (note)->rev, ==, 7);
  g_assert_cmpuint (fake_service_count (f->service, "PUT", NOTE), ==, 1);
}

/* Written while the service is away, and the program ends: it is sent by the next one. */
static void
test_survives_the_program (Fixture *f, gconstpointer profile)
{
  DuoNote *note = bring_chat (f);

  wait_for_token (profile, "Amara Okafor");
  fake_service_hide (f->service);
  note_down (f, note, "Wants Uppsala");
  wait_note (note, DUO_NOTE_KEPT);
  note_down (f, note, "Wants Uppsala in May");
  finish_session (f->session);

  let_save (f, "Wants Uppsala in May", 7);
  f->session = session_of (profile);
  g_assert_true (restore (f->session));
  note = duo_event_get_note (duo_session_get_event (f->session), FAKE_CHAT);
  wait_until (g_str_equal (duo_note_get_record (note)->text, "Wants Uppsala in May"));
  g_assert_cmpint (duo_note_get_state (note), ==, DUO_NOTE_KEPT);
  fake_service_show (f->service);
  duo_session_reconnect (f->session);
  wait_note (note, DUO_NOTE_SAVED);
}

static void
test_what_is_typed_on_the_way (Fixture *f, gconstpointer data)
{
  DuoNote *note = bring_chat (f);

  let_save (f, "One", 7);
  let_save (f, "One and two", 8);
  fake_service_hold (f->service, "PUT", NOTE);
  note_down (f, note, "One");
  fake_service_wait_request (f->service, "PUT", NOTE, 0);
  note_down (f, note, "One and two");
  fake_service_let_go (f->service);
  g_assert_cmpstr (fake_service_wait_request (f->service, "PUT", NOTE, 1)->seen, ==, "\"7\"");
  wait_note (note, DUO_NOTE_SAVED);
  g_assert_cmpstr (duo_note_get_record (note)->text, ==, "One and two");
}

/* The same person on another device: nothing of either is lost. */
static void
test_two_devices (Fixture *f, gconstpointer data)
{
  DuoNote *note = bring_chat (f);
  g_autofree char *theirs = note_of (FAKE_ME, "From the phone", 9);
  g_autofree char *problem =
      g_strdup_printf ("{\"type\":\"about:blank\",\"title\":\"Changed\",\"status\":412,"
                       "\"code\":\"stale\",\"note\":%s}",
                       theirs);
  const FakeRequest *request;

  fake_service_answer (f->service, "PUT", NOTE, 412, problem);
  let_save (f, "From the phone\\n\\nFrom the desk", 10);
  note_down (f, note, "From the desk");
  request = fake_service_wait_request (f->service, "PUT", NOTE, 1);
  g_assert_cmpstr (request->seen, ==, "\"9\"");
  g_assert_nonnull (strstr (request->body, "From the phone\\n\\nFrom the desk"));
  wait_note (note, DUO_NOTE_SAVED);
}

static void
on_outcome (DuoSession *session, DuoChat *chat, const GError *error, GError **kept)
{
  *kept = g_error_copy (error);
}

/* The chat went to another company meanwhile: it is said, and what was typed stays on screen. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  DuoNote *note = bring_chat (f);
  g_autoptr (GError) error = NULL;

  g_signal_connect (f->session, "outcome", G_CALLBACK (on_outcome), &error);
  fake_service_answer (f->service, "PUT", NOTE, 404,
                       "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":404,\"code\":\"not-found\"}");
  note_down (f, note, "Too late");
  wait_note (note, DUO_NOTE_GONE);
  g_assert_nonnull (error);
  g_assert_cmpstr (duo_note_get_record (note)->text, ==, "Too late");
  g_signal_handlers_disconnect_by_data (f->session, &error);
}

static void
restart (Fixture *f, const char *profile)
{
  wait_for_token (profile, "Amara Okafor");
  fake_service_hide (f->service);
  finish_session (f->session);
  f->session = session_of (profile);
  g_assert_true (restore (f->session));
}

static DuoNote *
get_note (Fixture *f)
{
  return duo_event_get_note (duo_session_get_event (f->session), FAKE_CHAT);
}

static void
on_counted_outcome (DuoSession *session, DuoChat *chat, const GError *error, guint *n)
{
  (*n)++;
}

static void
let_forbid (Fixture *f)
{
  fake_service_answer (f->service, "PUT", NOTE, 403,
                       "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":403,\"code\":\"not-allowed\"}");
}

/* Said once, however often it is changed, not sent again by itself, and there after a restart. */
static void
test_forbidden (Fixture *f, gconstpointer profile)
{
  DuoNote *note = bring_chat (f);
  guint n = 0;

  g_signal_connect (f->session, "outcome", G_CALLBACK (on_counted_outcome), &n);
  let_forbid (f);
  let_forbid (f);
  let_save (f, "Of my own", 7);
  note_down (f, note, "My");
  wait_note (note, DUO_NOTE_FORBIDDEN);
  g_assert_cmpuint (fake_service_count (f->service, "PUT", NOTE), ==, 1);
  note_down (f, note, "Mine");
  fake_service_wait_request (f->service, "PUT", NOTE, 1);
  wait_note (note, DUO_NOTE_FORBIDDEN);
  g_assert_cmpuint (n, ==, 1);
  restart (f, profile);
  wait_until (g_str_equal (duo_note_get_record (get_note (f))->text, "Mine"));
  g_assert_cmpint (duo_note_get_state (get_note (f)), ==, DUO_NOTE_FORBIDDEN);
  fake_service_show (f->service);
  duo_session_reconnect (f->session);
  wait_state (f->session, DUO_SESSION_ONLINE);
  settle ();
  g_assert_cmpuint (fake_service_count (f->service, "PUT", NOTE), ==, 2);
  /* The control: changed, it goes. */
  note_down (f, get_note (f), "Of my own");
  wait_note (get_note (f), DUO_NOTE_SAVED);
  g_assert_cmpuint (fake_service_count (f->service, "PUT", NOTE), ==, 3);
}

/* An answer that makes no sense says nothing of the note. */
static void
test_service_is_broken (Fixture *f, gconstpointer data)
{
  DuoNote *note = bring_chat (f);

  fake_service_answer (f->service, "PUT", NOTE, 200, "<html>a captive portal</html>");
  let_save (f, "Knows compaction", 7);
  note_down (f, note, "Knows compaction");
  wait_note (note, DUO_NOTE_NOT_TAKEN);
  g_assert_cmpstr (duo_note_get_record (note)->text, ==, "Knows compaction");
  wait_note (note, DUO_NOTE_SAVED);
  g_assert_cmpuint (fake_service_count (f->service, "PUT", NOTE), ==, 2);
}

static DuoNote *
bring_another_chat (Fixture *f)
{
  g_autofree char *chat = fake_chat ("confirmed", 6);
  g_autoptr (GString) other = g_string_new (chat);
  DuoEvent *event = duo_session_get_event (f->session);

  g_string_replace (other, FAKE_CHAT, ANOTHER_CHAT, 1);
  bring (f, other->str, "", "");
  wait_until (duo_event_find_chat (event, ANOTHER_CHAT) != NULL);
  return duo_event_get_note (event, ANOTHER_CHAT);
}

/* Whatever the service has against one note, the others do not wait for it. */
static void
test_one_waits_alone (Fixture *f, gconstpointer data)
{
  DuoNote *note = bring_chat (f);
  DuoNote *another = bring_another_chat (f);
  static const char *const texts[] = {"One", "One and two", "One and two and three"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      fake_service_answer (f->service, "PUT", NOTE, 200, "<html>a captive portal</html>");
      note_down (f, note, texts[i]);
      wait_note (note, DUO_NOTE_NOT_TAKEN);
    }
  /* After the third time it waits for two seconds and more. */
  let_save (f, "One and two and three", 8);
  note_down (f, another, "Another");
  duo_session_flush (f->session);
  fake_service_wait_request (f->service, "PUT", ANOTHER_NOTE, 0);
  g_assert_cmpuint (fake_service_count (f->service, "PUT", NOTE), ==, 3);
  wait_note (note, DUO_NOTE_SAVED);
}

/* What two devices wrote is too long together: nothing is cut, nothing is sent, and it is said. */
static void
test_too_long_together (Fixture *f, gconstpointer data)
{
  DuoNote *note = bring_chat (f);
  g_autofree char *most = g_strnfill (DUO_MAX_NOTE, 'x');
  g_autofree char *theirs = note_of (FAKE_ME, most, 9);
  g_autofree char *problem =
      g_strdup_printf ("{\"type\":\"about:blank\",\"title\":\"Changed\",\"status\":412,"
                       "\"code\":\"stale\",\"note\":%s}",
                       theirs);
  g_autoptr (GError) error = NULL;
  const FakeRequest *request;

  g_signal_connect (f->session, "outcome", G_CALLBACK (on_outcome), &error);
  fake_service_answer (f->service, "PUT", NOTE, 412, problem);
  let_save (f, "Short", 10);
  note_down (f, note, "From the desk");
  wait_until (error != NULL);
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_TOO_LONG);
  wait_note (note, DUO_NOTE_KEPT);
  g_assert_true (g_str_has_suffix (duo_note_get_record (note)->text, "From the desk"));
  g_assert_cmpuint (fake_service_count (f->service, "PUT", NOTE), ==, 1);
  note_down (f, note, "Short");
  request = fake_service_wait_request (f->service, "PUT", NOTE, 1);
  g_assert_cmpstr (request->seen, ==, "\"9\"");
  g_assert_nonnull (strstr (request->body, "\"text\":\"Short\""));
  wait_note (note, DUO_NOTE_SAVED);
  g_signal_handlers_disconnect_by_data (f->session, &error);
}

static void
test_comes_live_and_from_the_cache (Fixture *f, gconstpointer profile)
{
  DuoNote *note = bring_chat (f);
  g_autofree char *mine = note_of (FAKE_ME, "From the phone", 7);
  g_autofree char *theirs = note_of (FAKE_BEN, "Of a colleague", 8);
  g_autofree char *both = g_strconcat (mine, ",", theirs, NULL);
  DuoEvent *event = duo_session_get_event (f->session);
  g_autoptr (GPtrArray) shared = NULL;

  bring (f, "", both, "");
  wait_until (duo_note_get_record (note)->rev == 7);
  g_assert_cmpstr (duo_note_get_record (note)->text, ==, "From the phone");
  shared = duo_event_dup_shared_notes (event, duo_event_find_chat (event, FAKE_CHAT));
  g_assert_cmpuint (shared->len, ==, 1);
  bring (f, "", "", "\"note:" FAKE_CHAT "/" FAKE_BEN "\"");
  wait_until (g_list_model_get_n_items (duo_event_get_notes (event)) == 1);

  wait_for_token (profile, "Amara Okafor");
  fake_service_hide (f->service);
  finish_session (f->session);
  f->session = session_of (profile);
  g_assert_true (restore (f->session));
  event = duo_session_get_event (f->session);
  wait_until (duo_event_get_complete (event));
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_notes (event)), ==, 1);
  note = duo_event_get_note (event, FAKE_CHAT);
  g_assert_cmpstr (duo_note_get_record (note)->text, ==, "From the phone");
}

#define ADD(name, func) g_test_add ("/client/notes/" name, Fixture, "notes-" name, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("saves-itself", test_saves_itself);
  ADD ("survives-the-program", test_survives_the_program);
  ADD ("typed-on-the-way", test_what_is_typed_on_the_way);
  ADD ("two-devices", test_two_devices);
  ADD ("refused", test_refused);
  ADD ("forbidden", test_forbidden);
  ADD ("service-is-broken", test_service_is_broken);
  ADD ("one-waits-alone", test_one_waits_alone);
  ADD ("too-long-together", test_too_long_together);
  ADD ("live-and-cached", test_comes_live_and_from_the_cache);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
