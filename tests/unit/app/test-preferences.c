/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "page-test.h"
#include "shell/duo-preferences-dialog.h"

typedef struct
{
  GSettings *settings;
  GtkWidget *window;
  AdwDialog *dialog;
} Fixture;

static void
open_dialog (Fixture *f, GSettings *settings)
{
  f->window = page_window_new (adw_bin_new (), 800, 900);
  f->dialog = duo_preferences_dialog_new (settings);
  adw_dialog_present (f->dialog, f->window);
  page_settle (f->window);
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
  page_window_close (f.window);
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
  page_window_close (f.window);
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
  page_window_close (f.window);
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
  page_window_close (f.window);
}

static void
test_nothing_can_be_kept (void)
{
  Fixture f = {0};

  open_dialog (&f, NULL);
  g_assert_false (gtk_widget_is_sensitive (get_row (&f, ADW_TYPE_SWITCH_ROW, "Reminders")));
  g_assert_true (page_says (f.window, "Duologue is not installed completely: nothing can be changed here."));
  page_window_close (f.window);
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
  return g_test_run ();
}
