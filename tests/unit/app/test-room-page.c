/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-call.h"
#include "fake-room.h"
#include "fake-sign-in.h"
#include "made-up.h"
#include "page-test.h"
#include "room/duo-room-page.h"

#define BEGINS "The chat begins at 14:15 (08:15\u00a0New\u00a0York)"

/* PRODUCT §8: where it says that something is encrypted, it says what is not. */
#define LIMIT                                                                                                \
  "If it is your first chat, compare the code in the room: only that shows that not even the service "       \
  "stands between you. Whoever runs the service can read profiles, requests and what is sent before "        \
  "joining."

/* The way of one chat through its page: check, room, what follows. The call is real; nobody else is in its room. */

typedef struct
{
  MadeUp *made_up;
  DuoDeviceMonitor *monitor;
  FakeRoom *room;
  FakeSigner *signer;
  DuoChat *chat;
  GtkWidget *view;
  GtkWidget *window;
  GtkWidget *page;
} Visit;

static void
prepare_as (Visit *visit, DuoRole role, gboolean drawn)
{
  static const DuoTestSource test = {320, 180, 15};

  *visit = (Visit) {0};
  fake_window_set_test_source (drawn ? &test : NULL);
  visit->made_up = made_up_new_peopled (role);
  made_up_set_now (visit->made_up, "2026-11-03T13:12:10Z");
  made_up_add_usual_chats (visit->made_up);
  visit->monitor = duo_device_monitor_new ();
  visit->room = fake_room_new ();
  visit->signer = fake_signer_new ();
  fake_session_set_room (visit->made_up->session, DUO_SIGNALING (visit->room), DUO_SIGNER (visit->signer));
  visit->chat = duo_event_find_chat (visit->made_up->event, "c-ada");
}

static void
prepare (Visit *visit, gboolean drawn)
{
  prepare_as (visit, DUO_ROLE_TALENT, drawn);
}

static void
open_page (Visit *visit)
{
  visit->view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (visit->view),
                           adw_navigation_page_new (gtk_label_new ("Home"), "Home"));
  visit->page = GTK_WIDGET (duo_room_page_new (visit->made_up->session, visit->chat, visit->monitor));
  g_object_add_weak_pointer (G_OBJECT (visit->page), (gpointer *) &visit->page);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (visit->view), ADW_NAVIGATION_PAGE (visit->page));
  visit->window = page_window_new (visit->view, 1280, 840);
}

static void
start (Visit *visit)
{
  prepare (visit, TRUE);
  open_page (visit);
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
end (Visit *visit)
{
  page_wait_until (is_null, &visit->page);
  g_assert_false (fake_room_is_joined (visit->room));
  g_object_run_dispose (G_OBJECT (visit->made_up->session));
  made_up_free (visit->made_up);
  g_object_unref (visit->monitor);
  g_assert_finalize_object (visit->signer);
  g_assert_finalize_object (visit->room);
}

static void
finish (Visit *visit)
{
  adw_window_set_content (ADW_WINDOW (visit->window), NULL);
  page_window_close (visit->window);
  end (visit);
}

static gboolean
says (Visit *visit, const char *text)
{
  return page_says (visit->page, text);
}

static GtkWidget *
get_button (Visit *visit, const char *name)
{
  return page_get (visit->page, GTK_TYPE_BUTTON, name);
}

static gboolean
has_button (Visit *visit, const char *name)
{
  return page_find (visit->page, GTK_TYPE_BUTTON, name) != NULL;
}

typedef struct
{
  Visit *visit;
  const char *text;
} Words;

static gboolean
are_said (gpointer data)
{
  Words *words = data;

  return page_says (words->visit->page, words->text);
}

static void
wait_for (Visit *visit, const char *text)
{
  page_wait_until (are_said, &(Words) {visit, text});
}

static void
join (Visit *visit)
{
  page_press (get_button (visit, "_Join"));
  g_assert_true (fake_session_is_entering (visit->made_up->session));
  fake_session_admit (visit->made_up->session);
  wait_for (visit, "You will hear a chime.\nThe room is open until 14:35 (08:35\u00a0New\u00a0York).");
}

/* The other one has a chat that I am not told of. */
static void
start_told (Visit *visit)
{
  prepare (visit, TRUE);
  fake_session_tell_room (visit->made_up->session, made_up_range ("2026-11-03T13:10:00Z", 20));
  open_page (visit);
  page_press (get_button (visit, "_Join"));
  fake_session_admit (visit->made_up->session);
  wait_for (visit, "You will hear a chime.\nThe room is open until 14:30 (08:30\u00a0New\u00a0York).");
}

static void
test_the_service_says_when_it_closes (void)
{
  Visit visit;

  start_told (&visit);
  /* It is over, or put off, while I wait. */
  fake_session_tell_room (visit.made_up->session, made_up_range ("2026-11-03T13:10:00Z", 22));
  fake_session_set_state (visit.made_up->session, DUO_SESSION_OFFLINE);
  fake_session_set_state (visit.made_up->session, DUO_SESSION_ONLINE);
  wait_for (&visit, "You will hear a chime.\nThe room is open until 14:32 (08:32\u00a0New\u00a0York).");
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, "The room is open until 14:32 (08:32\u00a0New\u00a0York)");
  finish (&visit);
}

static void
test_everything_is_off_at_first (void)
{
  gboolean microphone = TRUE, camera = TRUE;
  Visit visit;

  start (&visit);
  g_object_get (visit.page, "microphone", &microphone, "camera", &camera, NULL);
  g_assert_false (microphone || camera);
  g_assert_true (says (&visit, "1-1 Chat with Ada Lindqvist"));
  g_assert_true (says (
      &visit,
      "Today, \u206614:15\u2060–\u206014:30\u2069 Stockholm · \u206608:15\u2060–\u206008:30\u2069 New York"));
  g_assert_true (says (&visit, "Camera Is Off"));
  g_assert_true (says (&visit, "Ada sees your initials until you turn it on"));
  g_assert_true (says (&visit, "Ada will neither see nor hear you"));
  g_assert_true (says (&visit, "Turn the microphone on to see it"));
  g_assert_true (says (&visit, "Starts in 3 minutes"));
  g_assert_true (says (&visit, "End to end, checked when Ada joins\n" LIMIT));
  wait_for (&visit, "Good");
  finish (&visit);
}

static void
test_devices_go_on_when_asked (void)
{
  gboolean camera = FALSE;
  Visit visit;

  start (&visit);
  page_press (get_button (&visit, "Turn On Camera"));
  g_object_get (visit.page, "camera", &camera, NULL);
  g_assert_true (camera);
  g_assert_false (says (&visit, "Camera Is Off"));
  page_press (get_button (&visit, "Turn Off Camera"));
  g_assert_true (says (&visit, "Camera Is Off"));
  page_press (get_button (&visit, "Turn On Microphone"));
  g_assert_true (says (&visit, "Say a few words"));
  g_assert_true (says (&visit, "Ada will hear you, but not see you"));
  page_press (get_button (&visit, "Turn On Camera"));
  g_assert_true (says (&visit, "Ada will see and hear you"));
  finish (&visit);
}

static void
test_without_devices (void)
{
  Visit visit;

  prepare (&visit, FALSE);
  open_page (&visit);
  if (g_list_model_get_n_items (duo_device_monitor_get_devices (visit.monitor, DUO_DEVICE_CAMERA)) > 0)
    {
      finish (&visit);
      g_test_skip ("this machine has a camera");
      return;
    }
  g_assert_true (says (&visit, "No Camera Found"));
  g_assert_true (says (&visit, "No microphone found. Plug one in"));
  g_assert_true (says (&visit, "Ada sees your initials. You can still write to each other"));
  g_assert_true (says (&visit, "No speakers found. Plug some in"));
  g_assert_false (gtk_widget_is_sensitive (get_button (&visit, "Turn On Camera")));
  g_assert_false (gtk_widget_is_sensitive (get_button (&visit, "_Play")));
  /* However much its rows have to say. */
  g_assert_cmpint (gtk_widget_get_width (page_get (visit.page, ADW_TYPE_COMBO_ROW, "Camera")), <=, 400);
  /* One can come all the same. */
  g_assert_true (gtk_widget_is_sensitive (get_button (&visit, "_Join")));
  finish (&visit);
}

static void
test_too_early (void)
{
  Visit visit;

  prepare (&visit, TRUE);
  made_up_set_now (visit.made_up, "2026-11-03T13:02:00Z");
  open_page (&visit);
  g_assert_true (says (&visit, "Starts in 13 minutes. The room opens at 14:10 (08:10\u00a0New\u00a0York)"));
  g_assert_false (gtk_widget_is_sensitive (get_button (&visit, "_Join")));
  made_up_set_now (visit.made_up, "2026-11-03T13:10:01Z");
  wait_for (&visit, "Starts in 5 minutes");
  g_assert_true (gtk_widget_is_sensitive (get_button (&visit, "_Join")));
  finish (&visit);
}

static void
test_offline (void)
{
  Visit visit;

  start (&visit);
  fake_session_set_state (visit.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_true (says (&visit, "No connection to the service. It is tried again by itself"));
  g_assert_false (gtk_widget_is_sensitive (get_button (&visit, "_Join")));
  fake_session_set_state (visit.made_up->session, DUO_SESSION_ONLINE);
  g_assert_true (gtk_widget_is_sensitive (get_button (&visit, "_Join")));
  finish (&visit);
}

/* What was known of the other is said no longer. */
static void
test_offline_hides_the_peer (void)
{
  Visit visit;

  start (&visit);
  duo_chat_set_peer_present (visit.chat, TRUE);
  g_assert_true (says (&visit, "Ada is here"));
  fake_session_set_state (visit.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_false (says (&visit, "Ada is here"));
  g_assert_false (says (&visit, "Waiting in the room"));
  g_assert_false (says (&visit, "You will hear a chime"));
  g_assert_true (says (&visit, "Ada Lindqvist"));
  fake_session_set_state (visit.made_up->session, DUO_SESSION_ONLINE);
  g_assert_true (says (&visit, "Ada is here"));
  g_assert_true (says (&visit, "Waiting in the room"));
  finish (&visit);
}

/* A service that answers is not waited for; one that does not is tried again by itself. */
static void
test_answering_service_is_reconnected (void)
{
  Visit visit;

  prepare (&visit, TRUE);
  fake_session_set_state (visit.made_up->session, DUO_SESSION_OFFLINE);
  open_page (&visit);
  wait_for (&visit, "Good");
  /* With each look at the network, of which a slow machine may have two by then. */
  g_assert_cmpuint (fake_session_get_n_reconnects (visit.made_up->session), >, 0);
  finish (&visit);

  start (&visit);
  wait_for (&visit, "Good");
  g_assert_cmpuint (fake_session_get_n_reconnects (visit.made_up->session), ==, 0);
  finish (&visit);

  prepare (&visit, TRUE);
  fake_session_set_silent (visit.made_up->session);
  fake_session_set_state (visit.made_up->session, DUO_SESSION_OFFLINE);
  open_page (&visit);
  wait_for (&visit, "The service does not answer");
  g_assert_cmpuint (fake_session_get_n_reconnects (visit.made_up->session), ==, 0);
  finish (&visit);
}

static void
test_silent_service (void)
{
  Visit visit;

  prepare (&visit, TRUE);
  fake_session_set_silent (visit.made_up->session);
  open_page (&visit);
  wait_for (&visit, "The service does not answer");
  g_assert_false (says (&visit, "Good"));
  finish (&visit);
}

static void
test_peer_comes_and_goes (void)
{
  Visit visit;

  start (&visit);
  g_assert_true (says (&visit, "Ada has not joined yet"));
  g_assert_true (says (&visit, "You will hear a chime"));
  duo_chat_set_peer_present (visit.chat, TRUE);
  g_assert_true (says (&visit, "Ada is here"));
  g_assert_true (says (&visit, "End to end, checked when you join\n" LIMIT));
  duo_chat_set_peer_present (visit.chat, FALSE);
  g_assert_true (says (&visit, "Ada has not joined yet"));
  g_assert_true (says (&visit, "End to end, checked when Ada joins\n" LIMIT));
  finish (&visit);
}

static void
test_turned_away (void)
{
  Visit visit;

  start (&visit);
  page_press (get_button (&visit, "_Join"));
  g_assert_true (says (&visit, "Entering the room…"));
  /* A second press would ask twice. */
  g_assert_false (gtk_widget_is_sensitive (get_button (&visit, "_Join")));
  fake_session_turn_away (visit.made_up->session, DUO_CLIENT_ERROR_BUSY, "too many");
  page_wait_until ((PageCondition) gtk_widget_is_sensitive, get_button (&visit, "_Join"));
  g_assert_false (says (&visit, "Entering the room…"));
  g_assert_false (fake_room_is_joined (visit.room));
  finish (&visit);
}

static gboolean
is_joined (gpointer data)
{
  return fake_room_is_joined (data);
}

static void
test_join_wait_leave (void)
{
  Visit visit;

  start (&visit);
  page_press (get_button (&visit, "Turn On Camera"));
  join (&visit);
  page_wait_until (is_joined, visit.room);
  /* What was tried out goes over as it was. */
  g_assert_true (has_button (&visit, "Turn Off Camera"));
  g_assert_true (has_button (&visit, "Turn On Microphone"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (visit.window)) == get_button (&visit, "Turn On Microphone"));
  /* Back and Escape would hang up by accident. */
  g_assert_false (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (visit.page)));

  page_press (get_button (&visit, "Leave"));
  g_assert_false (fake_room_is_joined (visit.room));
  wait_for (&visit, BEGINS);
  g_assert_true (has_button (&visit, "_Join Again"));
  finish (&visit);
}

static void
test_coming_back_goes_straight_in (void)
{
  gboolean microphone = TRUE, camera = FALSE;
  Visit visit;

  start (&visit);
  page_press (get_button (&visit, "Turn On Camera"));
  join (&visit);
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, BEGINS);
  /* Nobody is filmed who is not in the room. */
  g_object_get (visit.page, "camera", &camera, NULL);
  g_assert_false (camera);
  page_press (get_button (&visit, "_Join Again"));
  g_assert_true (fake_session_is_entering (visit.made_up->session));
  g_assert_false (gtk_widget_is_sensitive (get_button (&visit, "_Join Again")));
  fake_session_admit (visit.made_up->session);
  page_wait_until (is_joined, visit.room);
  g_assert_true (has_button (&visit, "Turn Off Camera"));
  g_object_get (visit.page, "microphone", &microphone, NULL);
  g_assert_false (microphone);
  finish (&visit);
}

/* Who is not let in stands at the door again. */
static void
test_coming_back_refused (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, BEGINS);
  page_press (get_button (&visit, "_Join Again"));
  fake_session_turn_away (visit.made_up->session, DUO_CLIENT_ERROR_BUSY, "too many");
  wait_for (&visit, "Camera Is Off");
  g_assert_true (has_button (&visit, "_Join"));
  finish (&visit);
}

/* The page knows of both visits, so it counts both. */
static void
test_visits_add_up (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  made_up_set_now (visit.made_up, "2026-11-03T13:21:10Z");
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, "\u206614:12\u2060–\u206014:21\u2069 (\u206608:12\u2060–\u206008:21\u2069 New York) · "
                    "you waited 9 minutes · Ada did not join");
  page_press (get_button (&visit, "_Join Again"));
  fake_session_admit (visit.made_up->session);
  page_wait_until (is_joined, visit.room);
  made_up_set_now (visit.made_up, "2026-11-03T13:24:10Z");
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, "\u206614:12\u2060–\u206014:24\u2069 (\u206608:12\u2060–\u206008:24\u2069 New York) · "
                    "you waited 12 minutes · Ada did not join");
  finish (&visit);
}

static void
change_chat (Visit *visit, DuoRole acted, guint late, guint extended)
{
  g_autoptr (DuoChatRecord) record = duo_chat_record_copy (duo_chat_get_record (visit->chat));

  record->acted = acted;
  record->late = late;
  record->changed = duo_clock_now (visit->made_up->clock);
  record->range.end += (gint64) (extended - record->extended) * 60;
  record->extended = extended;
  duo_chat_update (visit->chat, record);
}

/* An end that moves moves the room's, which only the service knows: it is asked at once, not with the next look. */
static void
test_another_end_is_looked_at (void)
{
  Visit visit;

  start_told (&visit);
  fake_session_tell_room (visit.made_up->session, made_up_range ("2026-11-03T13:10:00Z", 23));
  change_chat (&visit, DUO_ROLE_RECRUITER, 0, 5);
  page_settle (visit.window);
  g_assert_true (
      says (&visit, "You will hear a chime.\nThe room is open until 14:33 (08:33\u00a0New\u00a0York)."));
  finish (&visit);
}

static void
test_running_late (void)
{
  const FakeCommand *command;
  Visit visit;

  start (&visit);
  g_assert_true (says (&visit, "Running Late"));
  g_assert_true (gtk_widget_activate_action (visit.page, "room.late", "u", 5));
  command = fake_session_get_command (visit.made_up->session);
  g_assert_cmpint (command->verb, ==, DUO_VERB_LATE);
  g_assert_true (command->chat == visit.chat);
  g_assert_cmpuint (command->minutes, ==, 5);
  change_chat (&visit, DUO_ROLE_TALENT, 5, 0);
  g_assert_true (says (&visit, "You said: 5 minutes late"));
  g_assert_true (says (&visit, "Ada has not joined yet"));
  fake_session_answer (visit.made_up->session, visit.chat);
  finish (&visit);
}

/* Whoever waits reads it wherever they are, until the minutes are over. */
static void
test_the_other_is_late (void)
{
  Visit visit;

  start (&visit);
  change_chat (&visit, DUO_ROLE_RECRUITER, 3, 0);
  g_assert_true (says (&visit, "Ada is 3 minutes late"));
  g_assert_true (says (&visit, "Expected at 14:18 (08:18\u00a0New\u00a0York)"));
  duo_chat_set_peer_present (visit.chat, TRUE);
  g_assert_true (says (&visit, "Ada is here"));
  duo_chat_set_peer_present (visit.chat, FALSE);
  page_press (get_button (&visit, "_Join"));
  fake_session_admit (visit.made_up->session);
  wait_for (&visit, "Expected at 14:18 (08:18\u00a0New\u00a0York)\nYou will hear a chime.\n"
                    "The room is open until 14:35 (08:35\u00a0New\u00a0York).");
  made_up_set_now (visit.made_up, "2026-11-03T13:18:00Z");
  wait_for (&visit, "Ada has not joined yet");
  g_assert_false (says (&visit, "Ada is 3 minutes late"));
  finish (&visit);
}

static gboolean
offers_another_time (gpointer data)
{
  return has_button (data, "_Book Another Time…");
}

/* A third of the slot is what one waits; then another time is one step away. */
static void
test_who_waits_books_again (void)
{
  g_autofree char *action = NULL;
  Visit visit;

  start (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  made_up_set_now (visit.made_up, "2026-11-03T13:19:58Z");
  page_settle (visit.window);
  g_assert_false (has_button (&visit, "_Book Another Time…"));
  made_up_set_now (visit.made_up, "2026-11-03T13:20:00Z");
  page_wait_until (offers_another_time, &visit);
  page_press (get_button (&visit, "_Book Another Time…"));
  action = page_window_steal_action (visit.window);
  g_assert_cmpstr (action, ==, "win.pick-time ada");
  g_assert_false (fake_room_is_joined (visit.room));
  finish (&visit);
}

/* In the waiting room, too, somebody has a next chat; nothing ends because of it. */
static void
test_the_next_chat_presses (void)
{
  static const MadeUpChat next = {.id = "next",
                                  .peer = "chen",
                                  .state = DUO_CHAT_CONFIRMED,
                                  .start = "2026-11-03T13:30:00Z",
                                  .minutes = 15};
  Visit visit;

  prepare (&visit, TRUE);
  made_up_add_chats (visit.made_up, &next, 1);
  open_page (&visit);
  page_press (get_button (&visit, "_Join"));
  fake_session_admit (visit.made_up->session);
  page_wait_until (is_joined, visit.room);
  made_up_set_now (visit.made_up, "2026-11-03T13:27:00Z");
  wait_for (&visit, "Your next chat, with Chen, begins in 3 min");
  made_up_set_now (visit.made_up, "2026-11-03T13:31:00Z");
  wait_for (&visit, "Your next chat, with Chen, has begun");
  g_assert_true (fake_room_is_joined (visit.room));
  /* One who waits alone has nobody to have five more minutes with. */
  g_assert_false (has_button (&visit, "5 More Minutes"));
  finish (&visit);
}

static void
test_a_new_end_is_said (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  change_chat (&visit, DUO_ROLE_RECRUITER, 0, 5);
  g_assert_true (says (&visit, "Ada extended the chat. It now ends at 14:35 (08:35\u00a0New\u00a0York)"));
  change_chat (&visit, DUO_ROLE_TALENT, 0, 10);
  g_assert_true (says (&visit, "The chat now ends at 14:40 (08:40\u00a0New\u00a0York)"));
  made_up_set_now (visit.made_up, "2026-11-03T13:12:40Z");
  wait_for (&visit, "Starts in 3 min");
  page_settle (visit.window);
  finish (&visit);
}

static gboolean
is_home (gpointer data)
{
  Visit *visit = data;

  return visit->page == NULL;
}

/* Book Again is an invitation where a recruiter presses it. */
static void
test_a_recruiter_invites_again (void)
{
  g_autofree char *action = NULL;
  Visit visit;

  prepare_as (&visit, DUO_ROLE_RECRUITER, TRUE);
  made_up_set_now (visit.made_up, "2026-11-03T13:16:00Z");
  open_page (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, "You did not meet Ada Lindqvist");
  page_press (get_button (&visit, "_Book Again"));
  action = page_window_steal_action (visit.window);
  g_assert_cmpstr (action, ==, "win.request ada");
  finish (&visit);
}

static void
test_done_goes_home (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, BEGINS);
  page_press (get_button (&visit, "_Done"));
  page_wait_until (is_home, &visit);
  finish (&visit);
}

/* The room is open, yet not for this device: another one of the same person went in. */
static void
test_joined_elsewhere (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  duo_signaling_emit_closed (DUO_SIGNALING (visit.room), NULL);
  wait_for (&visit, "You joined on another device");
  g_assert_false (says (&visit, "The room is closed"));
  finish (&visit);
}

/* Whoever is sent out when the time is over can ask for another one from there. */
static void
test_closed_room_offers_another_time (void)
{
  g_autofree char *action = NULL;
  Visit visit;

  prepare_as (&visit, DUO_ROLE_RECRUITER, TRUE);
  open_page (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  g_assert_false (has_button (&visit, "_Invite Again…"));
  made_up_set_now (visit.made_up, "2026-11-03T13:36:00Z");
  duo_signaling_emit_closed (DUO_SIGNALING (visit.room), NULL);
  wait_for (&visit, "The room is closed");
  g_assert_true (has_button (&visit, "_Close"));
  g_assert_false (has_button (&visit, "_Join Again"));
  page_press (get_button (&visit, "_Invite Again…"));
  action = page_window_steal_action (visit.window);
  g_assert_cmpstr (action, ==, "win.request ada");
  finish (&visit);
}

static void
test_closed_room_says_why (void)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE, "closed");
  Visit visit;

  start (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  duo_signaling_emit_closed (DUO_SIGNALING (visit.room), error);
  wait_for (&visit, "No connection to Ada");
  g_assert_true (has_button (&visit, "_Join Again"));
  g_assert_false (has_button (&visit, "Leave"));
  page_press (get_button (&visit, "_Close"));
  page_wait_until (is_home, &visit);
  finish (&visit);
}

static void
test_going_back_while_entering (void)
{
  Visit visit;

  start (&visit);
  page_press (get_button (&visit, "_Join"));
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (visit.view));
  page_wait_until (is_home, &visit);
  /* The answer that comes too late lets nobody in. */
  fake_session_admit (visit.made_up->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (fake_room_is_joined (visit.room));
  finish (&visit);
}

static void
test_closing_the_window_hangs_up (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  finish (&visit);
}

static GtkWidget *
find_question (Visit *visit)
{
  return page_find (visit->window, ADW_TYPE_ALERT_DIALOG, NULL);
}

static gboolean
is_not_asking (gpointer data)
{
  return find_question (data) == NULL;
}

static void
start_elsewhere (Visit *visit)
{
  start (visit);
  fake_session_set_elsewhere (visit->made_up->session, TRUE);
  page_press (get_button (visit, "Turn On Camera"));
  page_press (get_button (visit, "_Join"));
  fake_session_admit (visit->made_up->session);
  page_settle (visit->window);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (find_question (visit))), ==,
                   "Move the Chat to This Device?");
  g_assert_false (fake_room_is_joined (visit->room));
}

static void
test_joining_moves_from_another_device (void)
{
  Visit visit;

  start_elsewhere (&visit);
  page_press (page_get (visit.window, GTK_TYPE_BUTTON, "_Join Here"));
  page_wait_until (is_joined, visit.room);
  g_assert_true (has_button (&visit, "Turn Off Camera"));
  /* Whoever is taken out of the room there is not asked before they come back. */
  duo_signaling_emit_closed (DUO_SIGNALING (visit.room), NULL);
  wait_for (&visit, "You joined on another device");
  page_press (get_button (&visit, "_Join Again"));
  fake_session_admit (visit.made_up->session);
  page_wait_until (is_joined, visit.room);
  finish (&visit);
}

static void
test_joining_leaves_another_device_alone (void)
{
  gboolean camera = FALSE;
  Visit visit;

  start_elsewhere (&visit);
  page_press (page_get (visit.window, GTK_TYPE_BUTTON, "_Cancel"));
  page_wait_until (is_not_asking, &visit);
  g_assert_false (fake_room_is_joined (visit.room));
  page_wait_until ((PageCondition) gtk_widget_is_sensitive, get_button (&visit, "_Join"));
  g_object_get (visit.page, "camera", &camera, NULL);
  g_assert_true (camera);
  finish (&visit);
}

/* By its key, which lies beside those of camera and microphone, or by its button */
static void
test_closing_asks_in_a_room (void)
{
  GtkWidget *window;
  Visit visit;

  start (&visit);
  join (&visit);
  page_wait_until (is_joined, visit.room);
  gtk_window_close (GTK_WINDOW (visit.window));
  page_settle (visit.window);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (find_question (&visit))), ==,
                   "Leave the Chat?");
  g_assert_true (duo_room_page_ask_to_close (DUO_ROOM_PAGE (visit.page)));
  page_press (page_get (visit.window, GTK_TYPE_BUTTON, "_Stay"));
  page_wait_until (is_not_asking, &visit);
  g_assert_true (fake_room_is_joined (visit.room));

  gtk_window_close (GTK_WINDOW (visit.window));
  page_settle (visit.window);
  window = visit.window;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  page_press (page_get (visit.window, GTK_TYPE_BUTTON, "_Leave and Close"));
  page_wait_until (is_null, &window);
  g_assert_false (fake_room_is_joined (visit.room));
  end (&visit);
}

static void
assert_panel (Visit *visit, gboolean text, gboolean notes, gboolean panel)
{
  gboolean shows_text, shows_notes, shows_panel;

  g_object_get (visit->page, "text-shown", &shows_text, "notes-shown", &shows_notes, "panel-shown",
                &shows_panel, NULL);
  g_assert_cmpint (shows_text, ==, text);
  g_assert_cmpint (shows_notes, ==, notes);
  g_assert_cmpint (shows_panel, ==, panel);
}

/* Beside the picture there is one thing at a time, and what was there last comes back. */
static void
test_panel (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  assert_panel (&visit, FALSE, FALSE, FALSE);
  page_press (get_button (&visit, "Show Profile and Notes"));
  assert_panel (&visit, FALSE, FALSE, TRUE);
  page_settle (visit.window);
  g_assert_true (says (&visit, "About Ada"));
  page_press (get_button (&visit, "Show Text"));
  assert_panel (&visit, TRUE, FALSE, FALSE);
  gtk_widget_activate_action (visit.page, "room.notes", NULL);
  assert_panel (&visit, FALSE, TRUE, TRUE);
  page_settle (visit.window);
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (visit.window))));
  g_assert_true (has_button (&visit, "Show Text"));
  page_press (get_button (&visit, "Hide Profile and Notes"));
  assert_panel (&visit, FALSE, FALSE, FALSE);
  page_press (get_button (&visit, "Show Profile and Notes"));
  assert_panel (&visit, FALSE, TRUE, TRUE);
  page_settle (visit.window);
  page_press (get_button (&visit, "Close the Panel"));
  assert_panel (&visit, FALSE, FALSE, FALSE);
  finish (&visit);
}

static void
resize (Visit *visit, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (visit->window), width, height);
  page_settle (visit->window);
}

/* Whether what is named @name is inside the window and large enough to be hit. */
static void
assert_in_sight (Visit *visit, GtkWidget *root, const char *name)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (page_get (root, GTK_TYPE_BUTTON, name), visit->window, &place));
  g_assert_cmpfloat (place.origin.x, >=, 0);
  g_assert_cmpfloat (place.origin.x + place.size.width, <=, gtk_widget_get_width (visit->window));
  g_assert_cmpfloat (place.size.width, >=, 24);
}

static GtkWidget *
get_panel (Visit *visit)
{
  return page_get (visit->page, g_type_from_name ("DuoRoomPanel"), NULL);
}

static gboolean
has_window_buttons (GtkWidget *root)
{
  g_autoptr (GPtrArray) found = page_find_all (root, GTK_TYPE_WINDOW_CONTROLS);

  for (guint i = 0; i < found->len; i++)
    if (!gtk_window_controls_get_empty (found->pdata[i]))
      return TRUE;
  return FALSE;
}

/* What covers the talk has the ways out itself; beside it the window can be closed still. */
static void
test_panel_has_ways_out (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  gtk_widget_activate_action (visit.page, "room.notes", NULL);
  page_settle (visit.window);
  g_assert_true (has_window_buttons (get_panel (&visit)));
  g_assert_null (page_find (get_panel (&visit), GTK_TYPE_BUTTON, "Leave"));
  resize (&visit, 360, 648);
  g_assert_true (has_window_buttons (get_panel (&visit)));
  assert_in_sight (&visit, get_panel (&visit), "Close the Panel");
  assert_in_sight (&visit, get_panel (&visit), "Leave");
  page_press (page_get (get_panel (&visit), GTK_TYPE_BUTTON, "Leave"));
  wait_for (&visit, BEGINS);
  finish (&visit);
}

/* Text twice as large on the narrowest window: what does not fit is a warning, and a warning ends the test. */
static void
test_fits_large_text (void)
{
  Visit visit;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  start (&visit);
  join (&visit);
  resize (&visit, 360, 648);
  g_assert_cmpint (gtk_widget_get_width (visit.page), <=, 360);
  assert_in_sight (&visit, visit.page, "Leave");
  gtk_widget_activate_action (visit.page, "room.notes", NULL);
  page_settle (visit.window);
  g_assert_cmpint (gtk_widget_get_width (get_panel (&visit)), <=, 360);
  assert_in_sight (&visit, get_panel (&visit), "Leave");
  finish (&visit);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

/* What is noted in the room is there afterwards. */
static void
test_notes_after (void)
{
  Visit visit;
  GtkWidget *focus;

  start (&visit);
  join (&visit);
  gtk_widget_activate_action (visit.page, "room.notes", NULL);
  page_settle (visit.window);
  focus = gtk_root_get_focus (GTK_ROOT (visit.window));
  g_assert_true (GTK_IS_TEXT_VIEW (focus));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)), "Ask about the team", -1);
  g_assert_cmpuint (fake_session_get_n_noted (visit.made_up->session), ==, 1);
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, BEGINS);
  g_assert_true (says (&visit, "Saving…"));
  fake_session_save_note (visit.made_up->session,
                          duo_event_get_note (visit.made_up->event, duo_chat_get_id (visit.chat)), 7);
  g_assert_true (says (&visit, "Saved"));
  finish (&visit);
}

static void
test_the_peer_is_renamed (void)
{
  Visit visit;

  start (&visit);
  join (&visit);
  page_press (get_button (&visit, "Show Text"));
  page_settle (visit.window);
  g_assert_true (says (&visit, "Write to Ada"));
  duo_chat_set_peer (visit.chat, NULL);
  duo_chat_set_peer_names (visit.chat, "Alma Lindqvist", NULL, NULL);
  g_assert_true (says (&visit, "Write to Alma"));
  finish (&visit);
}

static void
test_closing_does_not_ask_before_and_after (void)
{
  Visit visit;

  start (&visit);
  g_assert_false (duo_room_page_ask_to_close (DUO_ROOM_PAGE (visit.page)));
  join (&visit);
  page_wait_until (is_joined, visit.room);
  page_press (get_button (&visit, "Leave"));
  wait_for (&visit, BEGINS);
  g_assert_false (duo_room_page_ask_to_close (DUO_ROOM_PAGE (visit.page)));
  finish (&visit);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/page/the-service-says-when-it-closes", test_the_service_says_when_it_closes);
  g_test_add_func ("/room/page/another-end-is-looked-at", test_another_end_is_looked_at);
  g_test_add_func ("/room/page/everything-is-off-at-first", test_everything_is_off_at_first);
  g_test_add_func ("/room/page/devices-go-on-when-asked", test_devices_go_on_when_asked);
  g_test_add_func ("/room/page/without-devices", test_without_devices);
  g_test_add_func ("/room/page/too-early", test_too_early);
  g_test_add_func ("/room/page/offline", test_offline);
  g_test_add_func ("/room/page/offline-hides-the-peer", test_offline_hides_the_peer);
  g_test_add_func ("/room/page/answering-service-is-reconnected", test_answering_service_is_reconnected);
  g_test_add_func ("/room/page/silent-service", test_silent_service);
  g_test_add_func ("/room/page/peer-comes-and-goes", test_peer_comes_and_goes);
  g_test_add_func ("/room/page/turned-away", test_turned_away);
  g_test_add_func ("/room/page/join-wait-leave", test_join_wait_leave);
  g_test_add_func ("/room/page/visits-add-up", test_visits_add_up);
  g_test_add_func ("/room/page/coming-back-goes-straight-in", test_coming_back_goes_straight_in);
  g_test_add_func ("/room/page/coming-back-refused", test_coming_back_refused);
  g_test_add_func ("/room/page/running-late", test_running_late);
  g_test_add_func ("/room/page/the-other-is-late", test_the_other_is_late);
  g_test_add_func ("/room/page/who-waits-books-again", test_who_waits_books_again);
  g_test_add_func ("/room/page/the-next-chat-presses", test_the_next_chat_presses);
  g_test_add_func ("/room/page/a-new-end-is-said", test_a_new_end_is_said);
  g_test_add_func ("/room/page/a-recruiter-invites-again", test_a_recruiter_invites_again);
  g_test_add_func ("/room/page/done-goes-home", test_done_goes_home);
  g_test_add_func ("/room/page/joined-elsewhere", test_joined_elsewhere);
  g_test_add_func ("/room/page/closed-room-offers-another-time", test_closed_room_offers_another_time);
  g_test_add_func ("/room/page/closed-room-says-why", test_closed_room_says_why);
  g_test_add_func ("/room/page/going-back-while-entering", test_going_back_while_entering);
  g_test_add_func ("/room/page/closing-the-window-hangs-up", test_closing_the_window_hangs_up);
  g_test_add_func ("/room/page/joining-moves-from-another-device", test_joining_moves_from_another_device);
  g_test_add_func ("/room/page/joining-leaves-another-device-alone",
                   test_joining_leaves_another_device_alone);
  g_test_add_func ("/room/page/closing-asks-in-a-room", test_closing_asks_in_a_room);
  g_test_add_func ("/room/page/panel", test_panel);
  g_test_add_func ("/room/page/panel-has-ways-out", test_panel_has_ways_out);
  g_test_add_func ("/room/page/fits-large-text", test_fits_large_text);
  g_test_add_func ("/room/page/notes-after", test_notes_after);
  g_test_add_func ("/room/page/the-peer-is-renamed", test_the_peer_is_renamed);
  g_test_add_func ("/room/page/closing-does-not-ask-before-and-after",
                   test_closing_does_not_ask_before_and_after);
  return page_test_run_calls ();
}
