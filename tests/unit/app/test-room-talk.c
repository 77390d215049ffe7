/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The room's page while somebody else comes and goes. Both calls are real; the other one's is the test's. */

#include "announced.h"
#include "duo-vouch.h"
#include "fake-room.h"
#include "made-up.h"
#include "page-test.h"
#include "pair.h"
#include "room/duo-chime.h"
#include "room/duo-room-page.h"

#define WAITING "You will hear a chime.\nThe room is open until 14:35 (08:35\u00a0New\u00a0York)."
#define HINT "Your microphone is off. Ctrl+D turns it on"

typedef struct
{
  MadeUp *made_up;
  DuoDeviceMonitor *monitor;
  DuoSigner *signer;
  LoopbackRoom *mine;
  Party ada; /* without a call while she is not there */
  GtkWidget *view;
  GtkWidget *window;
  GtkWidget *page;
} Room;

/* ── what the page asks of others ─────────────────────────────────────────────────────────────── */

static guint n_chimes;
static GtkApplicationInhibitFlags inhibited;

void
duo_chime_play (const char *speaker)
{
  n_chimes++;
}

DuoSoundPlayer *
duo_chime_try (const char *speaker, DuoSoundPlayed played, gpointer data)
{
  g_assert_not_reached ();
}

guint
gtk_application_inhibit (GtkApplication *application,
                         GtkWindow *window,
                         GtkApplicationInhibitFlags flags,
                         const char *reason)
{
  g_assert_cmpint (inhibited, ==, 0);
  g_assert_cmpstr (reason, ==, "In a 1-1 chat");
  inhibited = flags;
  return 7;
}

void
gtk_application_uninhibit (GtkApplication *application, guint cookie)
{
  g_assert_cmpuint (cookie, ==, 7);
  inhibited = 0;
}

/* ── the room ─────────────────────────────────────────────────────────────────────────────────── */

/* One for all tests: a program has no second one on its bus. */
static GtkApplication *
get_application (void)
{
  static GtkApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = gtk_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static void
open_room (Room *room)
{
  static const DuoTestSource test = {320, 180, 15};

  *room = (Room) {.made_up = made_up_new_peopled (DUO_ROLE_TALENT)};
  fake_window_set_test_source (&test);
  made_up_set_now (room->made_up, "2026-11-03T13:16:00Z");
  made_up_add_usual_chats (room->made_up);
  room->monitor = duo_device_monitor_new ();
  loopback_room_new_pair (&room->mine, &room->ada.room);
  room->signer = loopback_signer_new ();
  room->ada.signer = loopback_signer_new ();
  room->ada.source = duo_media_source_new_drawn (DUO_PORTRAIT_RECRUITER, 320, 180, 15, FALSE);
  fake_session_set_room (room->made_up->session, DUO_SIGNALING (room->mine), room->signer);
  room->view = adw_navigation_view_new ();
  room->page = GTK_WIDGET (duo_room_page_new (
      room->made_up->session, duo_event_find_chat (room->made_up->event, "c-ada"), room->monitor));
  g_object_add_weak_pointer (G_OBJECT (room->page), (gpointer *) &room->page);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (room->view), ADW_NAVIGATION_PAGE (room->page));
  room->window = page_window_new (room->view, 1280, 840);
  gtk_window_set_application (GTK_WINDOW (room->window), get_application ());
  n_chimes = 0;
  g_free (fake_window_steal_toast ());
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
close_room (Room *room)
{
  adw_window_set_content (ADW_WINDOW (room->window), NULL);
  page_window_close (room->window);
  page_wait_until (is_null, &room->page);
  g_object_run_dispose (G_OBJECT (room->made_up->session));
  made_up_free (room->made_up);
  g_object_unref (room->monitor);
  /* News under way hold the rooms. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (room->ada.source);
  g_assert_finalize_object (room->ada.signer);
  g_assert_finalize_object (room->signer);
  g_assert_finalize_object (room->ada.room);
  g_assert_finalize_object (room->mine);
}

typedef struct
{
  Room *room;
  const char *text;
} Words;

static gboolean
are_said (gpointer data)
{
  Words *words = data;

  return page_says (words->room->page, words->text);
}

static void
wait_for (Room *room, const char *text)
{
  page_wait_until (are_said, &(Words) {room, text});
}

static gboolean
was_announced (gpointer data)
{
  return announced_has (data);
}

static void
wait_to_hear (const char *text)
{
  page_wait_until (was_announced, (gpointer) text);
}

static void
press (Room *room, const char *name)
{
  page_press (page_get (room->page, GTK_TYPE_BUTTON, name));
}

static void
enter (Room *room, const char *button)
{
  press (room, button);
  fake_session_admit (room->made_up->session);
  wait_for (room, WAITING);
}

static void
ada_begins (Room *room)
{
  room->ada.call = duo_call_new (DUO_SIGNALING (room->ada.room), room->ada.signer, room->ada.source,
                                 DUO_CALL_OFFERS, NULL);
  duo_call_start (room->ada.call);
}

static void
ada_starts (Room *room)
{
  ada_begins (room);
  pair_wait_state (room->ada.call, DUO_CALL_TALKING);
}

static void
ada_comes (Room *room)
{
  ada_starts (room);
  wait_for (room, "Ada is muted");
}

static void
ada_goes (Room *room)
{
  duo_call_hang_up (room->ada.call);
  g_assert_finalize_object (g_steal_pointer (&room->ada.call));
}

static void
test_the_computer_stays_awake (void)
{
  Room room;

  open_room (&room);
  g_assert_cmpint (inhibited, ==, 0);
  press (&room, "_Join");
  g_assert_cmpint (inhibited, ==, 0);
  fake_session_admit (room.made_up->session);
  wait_for (&room, WAITING);
  /* Who waits has nothing to do with the mouse either. */
  g_assert_cmpint (inhibited, ==, GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_SUSPEND);
  press (&room, "Leave");
  g_assert_cmpint (inhibited, ==, 0);
  close_room (&room);
}

static void
test_a_chime_says_who_comes (void)
{
  Room room;

  open_room (&room);
  enter (&room, "_Join");
  g_assert_cmpuint (n_chimes, ==, 0);
  ada_comes (&room);
  g_assert_cmpuint (n_chimes, ==, 1);
  ada_goes (&room);
  wait_for (&room, "Ada has left");
  g_assert_cmpuint (n_chimes, ==, 1);
  ada_comes (&room);
  g_assert_cmpuint (n_chimes, ==, 2);
  ada_goes (&room);
  wait_for (&room, "Ada has left");
  close_room (&room);
}

/* Once, and not before there is somebody to hear. */
static void
test_a_hint_says_that_one_is_muted (void)
{
  Room room;

  open_room (&room);
  enter (&room, "_Join");
  g_assert_false (fake_window_has_toast ());
  ada_comes (&room);
  fake_window_assert_toast (HINT);
  ada_goes (&room);
  wait_for (&room, "Ada has left");
  ada_comes (&room);
  g_assert_false (fake_window_has_toast ());
  ada_goes (&room);
  close_room (&room);
}

static void
test_screen_readers_hear_who_comes_and_goes (void)
{
  Room room;

  open_room (&room);
  enter (&room, "_Join");
  g_assert_true (announced_has ("Ada has not joined yet"));
  announced_forget ();
  ada_comes (&room);
  g_assert_true (announced_has ("Ada is here"));
  g_assert_true (announced_has ("You are connected to Ada"));
  g_assert_true (announced_has ("Ada is muted"));
  g_assert_false (announced_has ("Ada has left"));
  duo_call_set_microphone (room.ada.call, TRUE);
  wait_to_hear ("Ada is not muted any more");
  ada_goes (&room);
  wait_for (&room, "Ada has left");
  g_assert_true (announced_has ("Ada has left"));
  close_room (&room);
}

/* Neither before it is told nor while she goes. */
static void
test_nobody_is_called_muted_who_is_not (void)
{
  Room room;

  open_room (&room);
  duo_media_source_set_microphone (room.ada.source, TRUE);
  enter (&room, "_Join");
  announced_forget ();
  ada_starts (&room);
  wait_for (&room, "Ada’s camera is off");
  ada_goes (&room);
  wait_for (&room, "Ada has left");
  g_assert_true (announced_has ("You are connected to Ada"));
  g_assert_false (announced_has ("Ada is muted"));
  g_assert_false (announced_has ("Ada is not muted any more"));
  close_room (&room);
}

/* ── whose key is it? ─────────────────────────────────────────────────────────────────────────── */

static gboolean
is_ada_known (Room *room)
{
  return fake_session_knows_key (room->made_up->session, room->ada.signer);
}

static void
test_a_first_key_is_remembered (void)
{
  Room room;

  open_room (&room);
  enter (&room, "_Join");
  ada_comes (&room);
  g_assert_true (is_ada_known (&room));
  ada_goes (&room);
  close_room (&room);
}

/* It counts for this stay until the two have compared the code. */
static void
test_what_one_goes_on_with_is_not_remembered (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  Room room;

  open_room (&room);
  fake_session_know_key (room.made_up->session, old);
  enter (&room, "_Join");
  ada_begins (&room);
  wait_for (&room, "Ada has a new key");
  press (&room, "_Continue Anyway");
  pair_wait_state (room.ada.call, DUO_CALL_TALKING);
  wait_for (&room, "Ada is muted");
  g_assert_false (is_ada_known (&room));
  gtk_widget_activate_action (room.page, "room.code-same", NULL);
  g_assert_true (is_ada_known (&room));
  fake_window_assert_toast ("The code is the same. Ada’s key is remembered");
  ada_goes (&room);
  close_room (&room);
}

static void
test_another_code_ends_it (void)
{
  Room room;

  open_room (&room);
  enter (&room, "_Join");
  ada_comes (&room);
  g_assert_true (is_ada_known (&room));
  gtk_widget_activate_action (room.page, "room.code-different", NULL);
  g_assert_false (is_ada_known (&room));
  wait_for (&room, "Ada could not be verified");
  wait_for (&room,
            "Somebody may stand between you and Ada, so the call was ended. Whoever it is may have seen "
            "and heard you both.\nJoin again; if this happens again, tell the event’s organizer.");
  pair_wait_state (room.ada.call, DUO_CALL_ENDED);
  ada_goes (&room);
  close_room (&room);
}

/* Nothing has to be decided, and still it is said. */
static void
test_a_new_device_is_said (void)
{
  g_autoptr (DuoSigner) old = loopback_signer_new ();
  g_autoptr (GBytes) key = NULL;
  DuoVouches vouches = {.n = 1};
  Room room;

  open_room (&room);
  key = duo_signer_dup_public_key (room.ada.signer);
  duo_vouch_sign (&vouches.vouches[0], old, g_bytes_get_data (key, NULL));
  loopback_room_set_vouches (room.ada.room, &vouches);
  fake_session_know_key (room.made_up->session, old);
  gtk_widget_activate_action (room.page, "room.microphone", NULL);
  enter (&room, "_Join");
  g_assert_false (fake_window_has_toast ());
  ada_comes (&room);
  fake_window_assert_toast ("Ada is on a new device, confirmed by an older one of theirs.");
  g_assert_true (is_ada_known (&room));
  ada_goes (&room);
  close_room (&room);
}

#define TALKED                                                                                               \
  "\u206614:16\u2060–\u206014:19\u2069 (\u206608:16\u2060–\u206008:19\u2069 New York) · less than a minute"

/* Whoever looked in once more and met nobody has talked no longer. */
static void
test_a_visit_alone_adds_nothing (void)
{
  Room room;

  open_room (&room);
  enter (&room, "_Join");
  ada_comes (&room);
  made_up_set_now (room.made_up, "2026-11-03T13:19:00Z");
  press (&room, "Leave");
  ada_goes (&room);
  wait_for (&room, "You talked with Ada Lindqvist");
  wait_for (&room, TALKED);
  enter (&room, "_Join Again");
  made_up_set_now (room.made_up, "2026-11-03T13:24:00Z");
  press (&room, "Leave");
  wait_for (&room, TALKED);
  close_room (&room);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/talk/the-computer-stays-awake", test_the_computer_stays_awake);
  g_test_add_func ("/room/talk/a-chime-says-who-comes", test_a_chime_says_who_comes);
  g_test_add_func ("/room/talk/a-hint-says-that-one-is-muted", test_a_hint_says_that_one_is_muted);
  g_test_add_func ("/room/talk/screen-readers", test_screen_readers_hear_who_comes_and_goes);
  g_test_add_func ("/room/talk/nobody-is-called-muted-who-is-not", test_nobody_is_called_muted_who_is_not);
  g_test_add_func ("/room/talk/a-first-key", test_a_first_key_is_remembered);
  g_test_add_func ("/room/talk/what-one-goes-on-with", test_what_one_goes_on_with_is_not_remembered);
  g_test_add_func ("/room/talk/another-code", test_another_code_ends_it);
  g_test_add_func ("/room/talk/a-new-device", test_a_new_device_is_said);
  g_test_add_func ("/room/talk/a-visit-alone-adds-nothing", test_a_visit_alone_adds_nothing);
  return pair_run ();
}
