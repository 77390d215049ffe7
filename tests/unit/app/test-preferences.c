/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-session-devices.h"
#include "fake-session.h"
#include "page-test.h"
#include "shell/duo-preferences-dialog.h"

typedef struct
{
  DuoSession *session;
  GtkWidget *window;
  AdwDialog *dialog;
} Fixture;

static void
open_dialog (Fixture *f, GSettings *settings)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();

  f->window = page_window_new (adw_bin_new (), 800, 900);
  if (!f->session)
    f->session = fake_session_new (clock, NULL);
  f->dialog = duo_preferences_dialog_new (settings, f->session);
  adw_dialog_present (f->dialog, f->window);
  page_settle (f->window);
}

/* With it goes everything: what waited, too. */
static void
close_dialog (Fixture *f)
{
  page_window_close (f->window);
  g_assert_finalize_object (f->session);
}

static GtkWidget *
get_row (Fixture *f, GType type, const char *title)
{
  return page_get (GTK_WIDGET (f->dialog), type, title);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *title;
    const char *key;
  } rows[] = {
      {"Requests and Answers", "notify-requests"},
      {"Bookings and Changes", "notify-changes"},
      {"Reminders", "notify-reminders"},
  };
  g_autoptr (GSettings) settings = page_settings_new ();
  Fixture f = {0};

  open_dialog (&f, settings);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      AdwSwitchRow *row = ADW_SWITCH_ROW (get_row (&f, ADW_TYPE_SWITCH_ROW, rows[i].title));

      g_assert_true (adw_switch_row_get_active (row));
      adw_switch_row_set_active (row, FALSE);
      g_assert_false (g_settings_get_boolean (settings, rows[i].key));
    }
  close_dialog (&f);
}

static void
test_quiet_hours (void)
{
  g_autoptr (GSettings) settings = page_settings_new ();
  Fixture f = {0};
  AdwComboRow *from, *to;

  open_dialog (&f, settings);
  from = ADW_COMBO_ROW (get_row (&f, ADW_TYPE_COMBO_ROW, "From"));
  to = ADW_COMBO_ROW (get_row (&f, ADW_TYPE_COMBO_ROW, "To"));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (from)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (get_row (&f, ADW_TYPE_SWITCH_ROW, "Hold Back Notifications")),
                             TRUE);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (from)));
  g_assert_true (g_settings_get_boolean (settings, "quiet-hours"));

  /* Half an hour each: from 22:00 to 7:00 as it is, then from 20:30. */
  g_assert_cmpuint (adw_combo_row_get_selected (from), ==, 44);
  g_assert_cmpuint (adw_combo_row_get_selected (to), ==, 14);
  adw_combo_row_set_selected (from, 41);
  g_assert_cmpuint (g_settings_get_uint (settings, "quiet-from"), ==, 20 * 60 + 30);
  close_dialog (&f);
}

static gboolean
is_on (gpointer settings)
{
  return g_settings_get_boolean (settings, "background");
}

/* Where there is no portal nobody has to be asked, and nobody would end the program. */
static void
test_background (void)
{
  g_autoptr (GSettings) settings = page_settings_new ();
  Fixture f = {0};
  AdwSwitchRow *row;

  open_dialog (&f, settings);
  row = ADW_SWITCH_ROW (get_row (&f, ADW_TYPE_SWITCH_ROW, "Run in the Background"));
  g_assert_false (adw_switch_row_get_active (row));
  adw_switch_row_set_active (row, TRUE);
  page_wait_until (is_on, settings);
  adw_switch_row_set_active (row, FALSE);
  g_assert_false (g_settings_get_boolean (settings, "background"));
  close_dialog (&f);
}

static void
test_hide_address (void)
{
  g_autoptr (GSettings) settings = page_settings_new ();
  Fixture f = {0};
  AdwSwitchRow *row;

  open_dialog (&f, settings);
  row = ADW_SWITCH_ROW (get_row (&f, ADW_TYPE_SWITCH_ROW, "Hide My Address"));
  g_assert_false (adw_switch_row_get_active (row));
  adw_switch_row_set_active (row, TRUE);
  g_assert_true (g_settings_get_boolean (settings, "hide-address"));
  close_dialog (&f);
}

static void
test_nothing_can_be_kept (void)
{
  Fixture f = {0};

  open_dialog (&f, NULL);
  g_assert_false (gtk_widget_is_sensitive (get_row (&f, ADW_TYPE_SWITCH_ROW, "Reminders")));
  g_assert_true (page_says (f.window, "Duologue is not installed completely: nothing can be changed here."));
  close_dialog (&f);
}

/* ── my devices ── */

static void
open_devices (Fixture *f)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (GSettings) settings = page_settings_new ();

  f->session = fake_session_new (clock, NULL);
  fake_session_add_device (f->session, 0, "This one");
  fake_session_add_device (f->session, 2, "Other one");
  fake_session_add_device (f->session, 3, "Third one");
  fake_session_vouch (f->session, 0, 3);
  open_dialog (f, settings);
}

static const char *
get_state (Fixture *f, const char *name)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (f, ADW_TYPE_ACTION_ROW, name)));
}

/* The state with the code of that device. */
static void
assert_state (Fixture *f, const char *name, const char *words, guint8 number)
{
  g_autofree char *code = fake_device_dup_code (number);
  g_autofree char *expected = g_strdup_printf ("%s\nCode: %s", words, code);

  g_assert_cmpstr (get_state (f, name), ==, expected);
}

static gboolean
can_confirm (Fixture *f, const char *name)
{
  g_autofree char *label = g_strconcat ("It Is Mine: ", name, NULL);

  return page_find (f->window, GTK_TYPE_BUTTON, label) != NULL;
}

/* As after the network was away. */
static void
look_again (Fixture *f)
{
  fake_session_set_state (f->session, DUO_SESSION_OFFLINE);
  fake_session_set_state (f->session, DUO_SESSION_ONLINE);
  page_settle (f->window);
}

static gboolean
has_focus (Fixture *f, GtkWidget *widget)
{
  return gtk_window_get_focus (GTK_WINDOW (f->window)) == widget;
}

static gboolean
asks (gpointer fixture)
{
  return page_find (((Fixture *) fixture)->window, ADW_TYPE_ALERT_DIALOG, NULL) != NULL;
}

static gboolean
asks_no_more (gpointer fixture)
{
  return !asks (fixture);
}

static void
answer (Fixture *f, const char *button)
{
  page_press (page_get (page_get (f->window, ADW_TYPE_ALERT_DIALOG, NULL), GTK_TYPE_BUTTON, button));
  page_wait_until (asks_no_more, f);
}

static gboolean
is_vouching (gpointer fixture)
{
  return fake_session_is_vouching (((Fixture *) fixture)->session, 2);
}

static void
press_confirm (Fixture *f)
{
  page_press (get_row (f, GTK_TYPE_BUTTON, "It Is Mine: Other one"));
  page_wait_until (asks, f);
  page_settle (f->window);
}

static void
say_it_is_mine (Fixture *f)
{
  press_confirm (f);
  answer (f, "It Is _Mine");
  page_wait_until (is_vouching, f);
}

/* As it is after the service has answered. */
static void
answer_vouch (Fixture *f, GError *error)
{
  fake_session_answer_vouch (f->session, error);
  page_settle (f->window);
}

static void
test_confirm (void)
{
  g_autofree char *code = fake_device_dup_code (2);
  AdwAlertDialog *question;
  Fixture f = {0};

  open_devices (&f);
  assert_state (&f, "This one", "This device", 0);
  assert_state (&f, "Other one", "Not confirmed", 2);
  g_assert_cmpstr (get_state (&f, "Third one"), ==, "Confirmed");
  g_assert_false (can_confirm (&f, "Third one"));
  g_assert_false (can_confirm (&f, "This one"));

  /* Nothing is said without an answer. */
  press_confirm (&f);
  question = ADW_ALERT_DIALOG (page_get (f.window, ADW_TYPE_ALERT_DIALOG, NULL));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (question), code));
  answer (&f, "_Cancel");
  g_assert_false (is_vouching (&f));
  say_it_is_mine (&f);
  fake_session_vouch (f.session, 0, 2);
  answer_vouch (&f, NULL);
  g_assert_cmpstr (get_state (&f, "Other one"), ==, "Confirmed");
  g_assert_false (can_confirm (&f, "Other one"));
  g_assert_true (page_says (f.window, "The device is confirmed"));
  close_dialog (&f);
}

/* What the list says counts, and not what was asked for. */
static void
test_confirmed_by_the_list (void)
{
  Fixture f = {0};

  open_devices (&f);
  say_it_is_mine (&f);
  answer_vouch (&f, NULL);
  assert_state (&f, "Other one", "Not confirmed", 2);
  g_assert_true (can_confirm (&f, "Other one"));
  close_dialog (&f);
}

/* The service's word is none: only what leads to this device's own key is known here. */
static void
test_confirmed_by_another (void)
{
  DuoDeviceRecord *device;
  Fixture f = {0};

  open_devices (&f);
  fake_session_vouch (f.session, 7, 2);
  look_again (&f);
  assert_state (&f, "Other one", "Confirmed by another device", 2);
  g_assert_true (can_confirm (&f, "Other one"));

  device = fake_session_get_devices (f.session)->pdata[1];
  device->vouches.n = 0;
  fake_session_vouch (f.session, 0, 2);
  device->vouches.vouches[0].signature[0] ^= 1;
  look_again (&f);
  assert_state (&f, "Other one", "Not confirmed", 2);
  g_assert_true (can_confirm (&f, "Other one"));

  /* By one that this one has confirmed. */
  device->vouches.n = 0;
  fake_session_vouch (f.session, 3, 2);
  device->vouches.vouches[device->vouches.n++] =
      ((DuoDeviceRecord *) fake_session_get_devices (f.session)->pdata[2])->vouches.vouches[0];
  look_again (&f);
  g_assert_cmpstr (get_state (&f, "Other one"), ==, "Confirmed");
  close_dialog (&f);
}

/* Who has the password has the public key of this device, too, which is no secret. */
static void
test_same_key (void)
{
  Fixture f = {0};

  open_devices (&f);
  fake_session_add_device (f.session, 0, "Somebody");
  look_again (&f);
  assert_state (&f, "This one", "This device", 0);
  g_assert_cmpstr (get_state (&f, "Somebody"), ==,
                   "Signed in once more with the key of this device. If that was not you, ask the organizer "
                   "for a new password.");
  g_assert_false (can_confirm (&f, "Somebody"));
  close_dialog (&f);
}

static void
test_confirming_fails (void)
{
  Fixture f = {0};

  open_devices (&f);
  say_it_is_mine (&f);
  answer_vouch (&f, g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "away"));
  g_assert_true (page_says (f.window, "The service cannot be reached. Check the connection and try again."));
  g_assert_true (gtk_widget_is_sensitive (get_row (&f, GTK_TYPE_BUTTON, "It Is Mine: Other one")));
  /* Closed before there is an answer. */
  say_it_is_mine (&f);
  page_window_close (f.window);
  fake_session_answer_vouch (f.session, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f.session);
}

/* What the service says about it is not in the user's language. */
static void
test_too_many (void)
{
  Fixture f = {0};

  open_devices (&f);
  say_it_is_mine (&f);
  answer_vouch (&f, g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE, "Conflict"));
  g_assert_true (
      page_says (f.window, "Your devices cannot confirm any more. Ask the organizer for a new password."));
  g_assert_true (can_confirm (&f, "Other one"));
  close_dialog (&f);
}

/* … and the list is not as it was. */
static void
test_too_late (void)
{
  Fixture f = {0};

  open_devices (&f);
  say_it_is_mine (&f);
  fake_session_remove_device (f.session, 1);
  answer_vouch (&f, g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED,
                                         duo_refusal_to_string (DUO_REFUSAL_NOT_FOUND)));
  g_assert_true (page_says (f.window, "That device is no longer signed in"));
  g_assert_null (page_find (f.window, ADW_TYPE_ACTION_ROW, "Other one"));
  g_assert_nonnull (page_find (f.window, ADW_TYPE_ACTION_ROW, "Third one"));
  close_dialog (&f);
}

/* Who waits for an answer does something else, and is left there; who does not is not left nowhere. */
static void
test_focus (void)
{
  GtkWidget *elsewhere;
  Fixture f = {0};

  open_devices (&f);
  elsewhere = get_row (&f, ADW_TYPE_ACTION_ROW, "Third one");
  say_it_is_mine (&f);
  g_assert_true (gtk_widget_grab_focus (elsewhere));
  fake_session_vouch (f.session, 0, 2);
  answer_vouch (&f, NULL);
  g_assert_cmpstr (get_state (&f, "Other one"), ==, "Confirmed");
  g_assert_true (has_focus (&f, elsewhere));
  ((DuoDeviceRecord *) fake_session_get_devices (f.session)->pdata[1])->vouches.n = 0;
  look_again (&f);
  g_assert_true (gtk_widget_grab_focus (get_row (&f, GTK_TYPE_BUTTON, "It Is Mine: Other one")));
  say_it_is_mine (&f);
  fake_session_vouch (f.session, 0, 2);
  answer_vouch (&f, NULL);
  g_assert_true (has_focus (&f, get_row (&f, ADW_TYPE_ACTION_ROW, "Other one")));
  close_dialog (&f);
}

static gboolean
is_inactive (gpointer window)
{
  return !gtk_window_is_active (window);
}

static gboolean
has_fourth (gpointer fixture)
{
  return page_find (((Fixture *) fixture)->window, ADW_TYPE_ACTION_ROW, "Fourth one") != NULL;
}

/* Somebody signs in on the new computer while this dialog is open, and comes back to it. */
static void
test_looks_again (void)
{
  GtkWidget *elsewhere, *row;
  Fixture f = {0};

  open_devices (&f);
  row = get_row (&f, ADW_TYPE_ACTION_ROW, "Third one");
  gtk_widget_grab_focus (row);
  elsewhere = page_window_new (adw_bin_new (), 300, 300);
  page_wait_until (is_inactive, f.window);
  fake_session_add_device (f.session, 4, "Fourth one");
  page_window_close (elsewhere);
  gtk_window_present (GTK_WINDOW (f.window));
  page_wait_until (has_fourth, &f);
  assert_state (&f, "Fourth one", "Not confirmed", 4);
  g_assert_true (get_row (&f, ADW_TYPE_ACTION_ROW, "Third one") == row);
  g_assert_true (has_focus (&f, row));
  close_dialog (&f);
}

/* What one was asked about is what one says: a list that comes meanwhile with another key is about another device. */
static void
test_asked_about (void)
{
  DuoDeviceRecord *device;
  Fixture f = {0};

  open_devices (&f);
  press_confirm (&f);
  device = fake_session_get_devices (f.session)->pdata[1];
  fake_session_add_device (f.session, 5, "Another");
  memcpy (device->key, ((DuoDeviceRecord *) fake_session_get_devices (f.session)->pdata[3])->key,
          sizeof device->key);
  look_again (&f);
  assert_state (&f, "Other one", "Not confirmed", 5);
  answer (&f, "It Is _Mine");
  page_wait_until (is_vouching, &f);
  answer_vouch (&f, NULL);
  close_dialog (&f);
}

static void
test_devices_come_later (void)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (GSettings) settings = page_settings_new ();
  Fixture f = {.session = fake_session_new (clock, NULL)};

  fake_session_set_state (f.session, DUO_SESSION_OFFLINE);
  fake_session_add_device (f.session, 0, NULL);
  open_dialog (&f, settings);
  g_assert_true (page_says (f.window, "The list is there once you are connected."));
  fake_session_set_state (f.session, DUO_SESSION_ONLINE);
  page_settle (f.window);
  g_assert_false (page_says (f.window, "The list is there once you are connected."));
  g_assert_cmpstr (get_state (&f, "Device Without a Name"), ==, "This device");
  fake_session_set_state (f.session, DUO_SESSION_SIGNED_OUT);
  page_settle (f.window);
  g_assert_false (page_says (f.window, "Signed-In Devices"));
  close_dialog (&f);
}

static void
test_no_devices (void)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (GSettings) settings = page_settings_new ();
  Fixture f = {.session = fake_session_new (clock, NULL)};

  fake_session_fail_devices (f.session,
                             g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_BUSY, "slowly"));
  open_dialog (&f, settings);
  g_assert_true (page_says (f.window, "Too many attempts. Wait a minute, then try again."));
  close_dialog (&f);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/preferences/kinds", test_kinds);
  g_test_add_func ("/preferences/quiet-hours", test_quiet_hours);
  g_test_add_func ("/preferences/background", test_background);
  g_test_add_func ("/preferences/hide-address", test_hide_address);
  g_test_add_func ("/preferences/nothing-can-be-kept", test_nothing_can_be_kept);
  g_test_add_func ("/preferences/devices/confirm", test_confirm);
  g_test_add_func ("/preferences/devices/confirming-fails", test_confirming_fails);
  g_test_add_func ("/preferences/devices/confirmed-by-the-list", test_confirmed_by_the_list);
  g_test_add_func ("/preferences/devices/confirmed-by-another", test_confirmed_by_another);
  g_test_add_func ("/preferences/devices/same-key", test_same_key);
  g_test_add_func ("/preferences/devices/too-many", test_too_many);
  g_test_add_func ("/preferences/devices/too-late", test_too_late);
  g_test_add_func ("/preferences/devices/focus", test_focus);
  g_test_add_func ("/preferences/devices/looks-again", test_looks_again);
  g_test_add_func ("/preferences/devices/asked-about", test_asked_about);
  g_test_add_func ("/preferences/devices/come-later", test_devices_come_later);
  g_test_add_func ("/preferences/devices/none", test_no_devices);
  return g_test_run ();
}
