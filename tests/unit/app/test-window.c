/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "page-test.h"
#include "session-fixture.h"
#include "shell/duo-window.h"

/* The real window around a real session, in front of a service that says what it is told to say. */

#define LOST "What was kept on this computer could not be read. It is fetched again"
#define LOST_COMMAND                                                                                         \
  "A file on this computer was damaged. What you did last may not have been sent: look at your chats"

typedef struct
{
  FakeService *service;
  DuoSession *session;
  GtkWidget *window;
} Fixture;

static void
show_window (Fixture *f)
{
  f->window = GTK_WIDGET (duo_window_new (NULL, f->session, NULL, NULL));
  duo_window_settle (DUO_WINDOW (f->window), NULL);
  gtk_window_present (GTK_WINDOW (f->window));
  page_settle (f->window);
}

static void
set_up (Fixture *f, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;

  f->service = fake_service_new ();
  fake_service_furnish (f->service);
  f->session = session_of (profile);
  sign_in (f->session, fake_service_get_address (f->service), "amara@example.org", "a password", &error);
  g_assert_no_error (error);
  wait_state (f->session, DUO_SESSION_ONLINE);
  show_window (f);
}

static void
tear_down (Fixture *f, gconstpointer profile)
{
  page_window_close (f->window);
  finish_session (f->session);
  fake_service_free (f->service);
}

static gboolean
says_that_it_ended (Fixture *f)
{
  page_settle (f->window);
  return page_says (f->window, "You were signed out. Sign in again to continue.");
}

/* The service hangs up the live socket before it answers. */
static void
test_signing_out_on_purpose (Fixture *f, gconstpointer profile)
{
  fake_service_hold (f->service, "DELETE", "/v1/sessions/current");
  gtk_widget_activate_action (f->window, "win.sign-out", NULL);
  fake_service_wait_request (f->service, "DELETE", "/v1/sessions/current", 0);
  fake_service_drop_socket (f->service);
  wait_state (f->session, DUO_SESSION_OFFLINE);
  fake_service_let_go (f->service);
  wait_state (f->session, DUO_SESSION_SIGNED_OUT);
  g_assert_false (says_that_it_ended (f));
}

/* Who signed out once is told the next time that somebody else did it. */
static void
test_signed_out_by_the_service (Fixture *f, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;

  gtk_widget_activate_action (f->window, "win.sign-out", NULL);
  wait_state (f->session, DUO_SESSION_SIGNED_OUT);
  sign_in (f->session, fake_service_get_address (f->service), "amara@example.org", "a password", &error);
  g_assert_no_error (error);
  wait_state (f->session, DUO_SESSION_ONLINE);

  fake_service_refuse_live (f->service, 401);
  fake_service_drop_socket (f->service);
  wait_state (f->session, DUO_SESSION_SIGNED_OUT);
  g_assert_true (says_that_it_ended (f));
}

/* The next start, with a file that nobody can read. */
static void
test_a_lost_cache_is_said (Fixture *f, gconstpointer profile)
{
  g_autofree char *path =
      g_build_filename (g_get_user_cache_dir (), "duologue", (const char *) profile, "cache.sqlite", NULL);
  g_autofree char *rubbish = g_strnfill (8192, 'x');

  g_assert_false (page_says (f->window, LOST));
  wait_for_token (profile, "Amara Okafor");
  page_window_close (f->window);
  finish_session (f->session);

  g_assert_true (g_file_set_contents (path, rubbish, -1, NULL));
  f->session = session_of (profile);
  g_assert_true (restore (f->session));
  show_window (f);
  g_assert_true (page_says (f->window, LOST));
}

/* … and with an outbox that nobody can read: it works again, and what may be gone is said once. */
static void
test_a_lost_command_is_said (Fixture *f, gconstpointer profile)
{
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "duologue", (const char *) profile, "outbox.sqlite", NULL);
  g_autofree char *rubbish = g_strnfill (8192, 'x');

  wait_for_token (profile, "Amara Okafor");
  page_window_close (f->window);
  finish_session (f->session);

  g_assert_true (g_file_set_contents (path, rubbish, -1, NULL));
  f->session = session_of (profile);
  g_assert_true (restore (f->session));
  show_window (f);
  wait_until (page_says (f->window, LOST_COMMAND));
  g_assert_cmpint (duo_session_take_lost (f->session), ==, 0);
}

/* What somebody did is answered at once, whoever did something else before. */
static void
test_an_answer_goes_before_news (Fixture *f, gconstpointer profile)
{
  duo_window_open_link (DUO_WINDOW (f->window), "https://other.example");
  page_settle (f->window);
  g_assert_true (page_says (f->window, "This link is for https://other.example. Sign out first to open it"));
  duo_window_add_toast (f->window, adw_toast_new ("Booked Ada"));
  page_settle (f->window);
  g_assert_true (page_says (f->window, "Booked Ada"));
}

static void
test_a_return_is_said_once (Fixture *f, gconstpointer profile)
{
  page_settle (f->window);
  g_assert_false (page_says (f->window, "The service can be reached again"));
  fake_service_drop_socket (f->service);
  wait_state (f->session, DUO_SESSION_OFFLINE);
  duo_session_reconnect (f->session);
  wait_state (f->session, DUO_SESSION_ONLINE);
  wait_until (page_says (f->window, "The service can be reached again"));
}

#define ADD(name, function) g_test_add ("/window/" name, Fixture, "window-" name, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  char *directory;
  int status;

  page_test_init_test (&argc, &argv);
  directory = begin_directories ();
  ADD ("signing-out-on-purpose", test_signing_out_on_purpose);
  ADD ("signed-out-by-the-service", test_signed_out_by_the_service);
  ADD ("a-lost-cache-is-said", test_a_lost_cache_is_said);
  ADD ("a-lost-command-is-said", test_a_lost_command_is_said);
  ADD ("an-answer-goes-before-news", test_an_answer_goes_before_news);
  ADD ("a-return-is-said-once", test_a_return_is_said_once);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
