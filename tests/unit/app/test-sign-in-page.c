/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-sign-in.h"
#include "made-up.h"
#include "page-test.h"
#include "shell/duo-sign-in-page.h"

typedef struct
{
  DuoClock *clock;
  DuoSession *session;
  GSettings *settings;
  DuoSignInPage *page;
  GtkWidget *window;
  char *role; /* that the demo was asked for */
  guint demo_ends;
  guint incompatible;
} Fixture;

static void
on_try_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  g_set_str (&fixture->role, g_variant_get_string (parameter, NULL));
}

static void
on_end_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  fixture->demo_ends++;
}

static void
on_incompatible (Fixture *fixture)
{
  fixture->incompatible++;
}

static void
add_app_actions (Fixture *fixture)
{
  static const GActionEntry entries[] = {
      {"try-demo", on_try_demo, "s"},
      {"end-demo", on_end_demo},
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (fixture->window, "app", G_ACTION_GROUP (group));
}

static void
open_page_of (Fixture *fixture, int width)
{
  GtkWidget *view = adw_navigation_view_new ();

  fixture->page = duo_sign_in_page_new (fixture->session, fixture->settings);
  g_signal_connect_swapped (fixture->page, "incompatible", G_CALLBACK (on_incompatible), fixture);
  fixture->window = page_window_new (view, width, 860);
  add_app_actions (fixture);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  page_settle (fixture->window);
}

static void
open_page (Fixture *fixture)
{
  open_page_of (fixture, 900);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = duo_clock_new ();
  fixture->session = duo_session_new ("test", fixture->clock, g_network_monitor_get_default ());
  fixture->settings = page_settings_new ();
  open_page (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  page_window_close (fixture->window);
  g_assert_null (fixture->page);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->settings);
  duo_clock_unref (fixture->clock);
  g_free (fixture->role);
}

static GtkEditable *
get_row (Fixture *fixture, const char *title)
{
  return GTK_EDITABLE (page_get (GTK_WIDGET (fixture->page), ADW_TYPE_ENTRY_ROW, title));
}

static void
fill (Fixture *fixture)
{
  gtk_editable_set_text (get_row (fixture, "Service address"), "chats.example.org");
  gtk_editable_set_text (get_row (fixture, "Email"), "amara.okafor@mail.example");
  gtk_editable_set_text (get_row (fixture, "Password"), "secret");
}

static GtkWidget *
get_button (Fixture *fixture, const char *label)
{
  return page_get (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, label);
}

static gboolean
says (Fixture *fixture, const char *part)
{
  g_autoptr (GPtrArray) labels = page_find_all (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_label (labels->pdata[i]), part))
      return TRUE;

  return FALSE;
}

static void
press_sign_in (Fixture *fixture)
{
  page_press (get_button (fixture, "Sign In"));
  page_settle (fixture->window);
}

static gboolean
is_found (gpointer data)
{
  Fixture *fixture = data;

  return page_find (GTK_WIDGET (fixture->page), GTK_TYPE_IMAGE, "Found: Made Up") != NULL;
}

static gboolean
says_no_answer (gpointer data)
{
  return says (data, "chats.example.org does not answer");
}

static void
test_nothing_can_be_pressed_before_it_is_filled (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_is_sensitive (get_button (fixture, "Sign In")));
  gtk_editable_set_text (get_row (fixture, "Service address"), "chats.example.org");
  gtk_editable_set_text (get_row (fixture, "Email"), "amara.okafor@mail.example");
  g_assert_false (gtk_widget_is_sensitive (get_button (fixture, "Sign In")));
  gtk_editable_set_text (get_row (fixture, "Password"), "secret");
  g_assert_true (gtk_widget_is_sensitive (get_button (fixture, "Sign In")));
}

static void
test_signs_in_with_what_was_typed (Fixture *fixture, gconstpointer data)
{
  const FakeSignIn *asked;
  g_autofree char *address = NULL;
  g_autofree char *email = NULL;

  fill (fixture);
  press_sign_in (fixture);
  asked = fake_session_get_sign_in (fixture->session);
  g_assert_nonnull (asked);
  g_assert_cmpstr (asked->address, ==, "chats.example.org");
  g_assert_cmpstr (asked->email, ==, "amara.okafor@mail.example");
  g_assert_cmpstr (asked->password, ==, "secret");

  fake_session_let_in (fixture->session, NULL);
  page_settle (fixture->window);
  address = g_settings_get_string (fixture->settings, "address");
  email = g_settings_get_string (fixture->settings, "email");
  g_assert_cmpstr (address, ==, "chats.example.org");
  g_assert_cmpstr (email, ==, "amara.okafor@mail.example");
  /* The password is nobody's any more. */
  g_assert_cmpstr (gtk_editable_get_text (get_row (fixture, "Password")), ==, "");
}

static void
test_progress_has_a_word_and_a_way_out (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  press_sign_in (fixture);
  g_assert_true (says (fixture, "Signing in…"));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_row (fixture, "Email"))));

  page_press (get_button (fixture, "Cancel"));
  page_settle (fixture->window);
  g_assert_null (fake_session_get_sign_in (fixture->session));
  g_assert_false (says (fixture, "Signing in…"));
  g_assert_false (says (fixture, "not"));
  g_assert_true (gtk_widget_is_sensitive (get_button (fixture, "Sign In")));
  g_assert_cmpstr (gtk_editable_get_text (get_row (fixture, "Password")), ==, "secret");
}

static void
test_wrong_credentials_mark_both_rows (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  press_sign_in (fixture);
  fake_session_keep_out (fixture->session, DUO_CLIENT_ERROR_CREDENTIALS);
  page_settle (fixture->window);
  g_assert_true (says (fixture, "The email or password is not right"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, "Email")), "error"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, "Password")), "error"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, "Service address")), "error"));

  /* Typing takes the blame away. */
  gtk_editable_set_text (get_row (fixture, "Password"), "another");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, "Email")), "error"));
}

static void
test_another_address_takes_the_blame_away (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  press_sign_in (fixture);
  fake_session_keep_out (fixture->session, DUO_CLIENT_ERROR_CREDENTIALS);
  page_settle (fixture->window);
  g_assert_true (says (fixture, "The email or password is not right"));

  /* What one service refused says nothing about another. */
  gtk_editable_set_text (get_row (fixture, "Service address"), "https://other.example.org");
  page_settle (fixture->window);
  g_assert_false (says (fixture, "The email or password is not right"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, "Password")), "error"));
}

static void
test_an_absent_service_marks_the_address (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  press_sign_in (fixture);
  fake_session_keep_out (fixture->session, DUO_CLIENT_ERROR_OFFLINE);
  page_settle (fixture->window);
  g_assert_true (says_no_answer (fixture));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, "Service address")), "error"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, "Password")), "error"));
}

static void
test_another_version_is_told_to_the_window (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  press_sign_in (fixture);
  fake_session_keep_out (fixture->session, DUO_CLIENT_ERROR_INCOMPATIBLE);
  page_settle (fixture->window);
  g_assert_cmpuint (fixture->incompatible, ==, 1);
}

static void
test_an_address_is_asked_who_it_is (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (get_row (fixture, "Service address"), "chats.example.org");
  g_assert_false (is_found (fixture));
  page_wait_until (is_found, fixture);
}

static void
test_a_silent_address_is_said_and_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "silent");

  fake_session_set_probe_error (fixture->session, error);
  gtk_editable_set_text (get_row (fixture, "Service address"), "chats.example.org");
  page_wait_until (says_no_answer, fixture);

  fake_session_set_probe_error (fixture->session, NULL);
  gtk_editable_set_text (get_row (fixture, "Service address"), "chats.example.com");
  g_assert_false (says_no_answer (fixture));
  page_wait_until (is_found, fixture);
}

static void
test_remembered_rows_are_filled (Fixture *fixture, gconstpointer data)
{
  g_settings_set_string (fixture->settings, "address", "chats.example.org");
  g_settings_set_string (fixture->settings, "email", "ada@kvarken.example");
  page_window_close (fixture->window);
  open_page (fixture);

  g_assert_cmpstr (gtk_editable_get_text (get_row (fixture, "Service address")), ==, "chats.example.org");
  g_assert_cmpstr (gtk_editable_get_text (get_row (fixture, "Email")), ==, "ada@kvarken.example");
  /* What is left to type has the focus. */
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (get_row (fixture, "Password"))));
  page_wait_until (is_found, fixture);
}

static void
test_enter_goes_on_and_signs_in (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (get_row (fixture, "Service address"), "chats.example.org");
  g_signal_emit_by_name (get_row (fixture, "Service address"), "entry-activated");
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (get_row (fixture, "Email"))));
  g_assert_null (fake_session_get_sign_in (fixture->session));

  fill (fixture);
  g_signal_emit_by_name (get_row (fixture, "Password"), "entry-activated");
  g_assert_nonnull (fake_session_get_sign_in (fixture->session));
  fake_session_keep_out (fixture->session, DUO_CLIENT_ERROR_BUSY);
  page_settle (fixture->window);
  g_assert_true (says (fixture, "Wait a minute"));
}

/* Whoever leaves while the service thinks is not called back into a page that is gone. */
static void
test_leaving_ends_what_is_asked (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  press_sign_in (fixture);
  page_window_close (fixture->window);
  g_assert_null (fake_session_get_sign_in (fixture->session));
  open_page (fixture);
}

static GtkWidget *
get_dialog (Fixture *fixture)
{
  GtkWidget *dialog = page_get (fixture->window, ADW_TYPE_ALERT_DIALOG, NULL);

  page_settle (fixture->window);
  return dialog;
}

static void
start_demo (Fixture *fixture, const char *role)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sign-in.demo", NULL);
  page_settle (fixture->window);
  page_press (page_get (get_dialog (fixture), GTK_TYPE_BUTTON, role));
  page_settle (fixture->window);
}

static void
test_demo_asks_for_a_role (Fixture *fixture, gconstpointer data)
{
  start_demo (fixture, "_Recruiter");
  g_assert_cmpstr (fixture->role, ==, "recruiter");
  g_assert_true (says (fixture, "Starting the demo event…"));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_row (fixture, "Email"))));

  duo_sign_in_page_say (fixture->page, "The demo event did not start: no room");
  page_settle (fixture->window);
  g_assert_true (says (fixture, "no room"));
  g_assert_false (says (fixture, "Starting"));
}

static void
test_demo_can_be_called_off (Fixture *fixture, gconstpointer data)
{
  start_demo (fixture, "_Cancel");
  g_assert_null (fixture->role);
  g_assert_false (says (fixture, "Starting"));

  start_demo (fixture, "_Talent");
  g_assert_cmpstr (fixture->role, ==, "talent");
  page_press (get_button (fixture, "Cancel"));
  page_settle (fixture->window);
  g_assert_cmpuint (fixture->demo_ends, ==, 1);
  g_assert_false (says (fixture, "Starting"));
}

static gboolean
has_focus (gpointer row)
{
  return gtk_widget_get_focus_child (row) != NULL;
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (data) < 500;
}

/* The breakpoint takes the page's content away for a frame: what is typed next goes where it would have gone. */
static void
test_narrow_keeps_the_focus (Fixture *fixture, gconstpointer data)
{
  g_settings_set_string (fixture->settings, "address", "chats.example.org");
  page_window_close (fixture->window);
  open_page_of (fixture, 360);
  page_settle (fixture->window);
  page_settle (fixture->window);
  g_assert_true (is_narrow (fixture->window));
  g_assert_true (has_focus (get_row (fixture, "Email")));
  g_assert_false (has_focus (get_row (fixture, "Service address")));
}

static void
test_turning_keeps_the_focus (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (fixture, "Password")));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 860);
  page_wait_until (is_narrow, fixture->window);
  page_settle (fixture->window);
  page_settle (fixture->window);
  g_assert_true (has_focus (get_row (fixture, "Password")));
}

#define ADD(name, function) g_test_add ("/sign-in/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);

  ADD ("nothing-before-it-is-filled", test_nothing_can_be_pressed_before_it_is_filled);
  ADD ("signs-in", test_signs_in_with_what_was_typed);
  ADD ("progress", test_progress_has_a_word_and_a_way_out);
  ADD ("wrong-credentials", test_wrong_credentials_mark_both_rows);
  ADD ("another-address", test_another_address_takes_the_blame_away);
  ADD ("absent-service", test_an_absent_service_marks_the_address);
  ADD ("another-version", test_another_version_is_told_to_the_window);
  ADD ("address-is-asked", test_an_address_is_asked_who_it_is);
  ADD ("silent-address", test_a_silent_address_is_said_and_forgotten);
  ADD ("remembered", test_remembered_rows_are_filled);
  ADD ("enter", test_enter_goes_on_and_signs_in);
  ADD ("narrow-keeps-the-focus", test_narrow_keeps_the_focus);
  ADD ("turning-keeps-the-focus", test_turning_keeps_the_focus);
  ADD ("leaving", test_leaving_ends_what_is_asked);
  ADD ("demo-asks-for-a-role", test_demo_asks_for_a_role);
  ADD ("demo-can-be-called-off", test_demo_can_be_called_off);

  return g_test_run ();
}
