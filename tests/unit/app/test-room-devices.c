/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which devices the check page takes, and that the next chat takes them again. Devices come and go in a monitor's lists
 * as on a machine that has some. */

#include "duo-call.h"
#include "fake-room.h"
#include "made-up.h"
#include "page-test.h"
#include "room/duo-devices-dialog.h"
#include "room/duo-room-check.h"
#include "room/duo-room-page.h"

typedef struct
{
  MadeUp *made_up;
  DuoDeviceMonitor *monitor;
  GSettings *settings;
  GtkWidget *view;
  GtkWidget *window;
  GtkWidget *page;
} Visit;

static GListStore *
list (Visit *visit, DuoDeviceKind kind)
{
  return G_LIST_STORE (duo_device_monitor_get_devices (visit->monitor, kind));
}

static void
plug (Visit *visit, DuoDeviceKind kind, const char *id, const char *name)
{
  g_autoptr (DuoDevice) device =
      g_object_new (DUO_TYPE_DEVICE, "id", id, "name", name, "kind", (int) kind, NULL);

  g_list_store_append (list (visit, kind), device);
}

static void
plug_usual (Visit *visit)
{
  plug (visit, DUO_DEVICE_CAMERA, "v4l2src:/dev/null", "Built-in Camera");
  plug (visit, DUO_DEVICE_CAMERA, "v4l2src:/dev/zero", "Desk Camera");
  plug (visit, DUO_DEVICE_SPEAKER, "pulsesink:desk", "Desk Speakers");
  plug (visit, DUO_DEVICE_SPEAKER, "pulsesink:head", "Headphones");
}

static void
open_page (Visit *visit)
{
  DuoChat *chat = duo_event_find_chat (visit->made_up->event, "c-ada");

  visit->monitor = duo_device_monitor_new ();
  visit->view = adw_navigation_view_new ();
  visit->page = GTK_WIDGET (duo_room_page_new (visit->made_up->session, chat, visit->monitor));
  g_object_add_weak_pointer (G_OBJECT (visit->page), (gpointer *) &visit->page);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (visit->view), ADW_NAVIGATION_PAGE (visit->page));
  visit->window = page_window_new (visit->view, 1280, 840);
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
close_page (Visit *visit)
{
  adw_window_set_content (ADW_WINDOW (visit->window), NULL);
  page_window_close (visit->window);
  page_wait_until (is_null, &visit->page);
  g_clear_object (&visit->monitor);
}

/* FALSE on a machine that has devices of its own: these would come between ours. */
static gboolean
start (Visit *visit)
{
  *visit = (Visit) {.settings = page_settings_new (), .made_up = made_up_new_peopled (DUO_ROLE_TALENT)};
  made_up_set_now (visit->made_up, "2026-11-03T13:12:10Z");
  made_up_add_usual_chats (visit->made_up);
  fake_window_set_test_source (NULL);
  fake_window_set_settings (visit->settings);
  open_page (visit);
  plug_usual (visit);
  return g_list_model_get_n_items (G_LIST_MODEL (list (visit, DUO_DEVICE_CAMERA))) == 2 &&
         g_list_model_get_n_items (G_LIST_MODEL (list (visit, DUO_DEVICE_SPEAKER))) == 2;
}

static void
finish (Visit *visit)
{
  close_page (visit);
  fake_window_set_settings (NULL);
  g_object_run_dispose (G_OBJECT (visit->made_up->session));
  made_up_free (visit->made_up);
  g_object_unref (visit->settings);
}

static AdwComboRow *
row (Visit *visit, const char *title)
{
  return ADW_COMBO_ROW (page_get (visit->page, ADW_TYPE_COMBO_ROW, title));
}

static void
assert_selected (Visit *visit, const char *title, const char *id)
{
  GObject *item = adw_combo_row_get_selected_item (row (visit, title));

  g_assert_cmpstr (DUO_IS_DEVICE (item) ? duo_device_get_id (DUO_DEVICE (item)) : "", ==, id);
}

static void
assert_remembered (Visit *visit, const char *setting, const char *id)
{
  g_autofree char *found = g_settings_get_string (visit->settings, setting);

  g_assert_cmpstr (found, ==, id);
}

static void
test_nothing_chosen (void)
{
  Visit visit;

  if (!start (&visit))
    {
      finish (&visit);
      g_test_skip ("this machine has devices");
      return;
    }
  assert_selected (&visit, "Camera", "v4l2src:/dev/null");
  /* The system's own, which follows what is plugged in. */
  assert_selected (&visit, "Speakers", "");
  assert_remembered (&visit, "camera", "");
  assert_remembered (&visit, "speaker", "");
  finish (&visit);
}

static void
test_chosen_again_next_time (void)
{
  Visit visit;

  if (!start (&visit))
    {
      finish (&visit);
      g_test_skip ("this machine has devices");
      return;
    }
  adw_combo_row_set_selected (row (&visit, "Camera"), 1);
  adw_combo_row_set_selected (row (&visit, "Speakers"), 2);
  assert_remembered (&visit, "camera", "v4l2src:/dev/zero");
  assert_remembered (&visit, "speaker", "pulsesink:head");
  close_page (&visit);

  open_page (&visit);
  plug_usual (&visit);
  assert_selected (&visit, "Camera", "v4l2src:/dev/zero");
  assert_selected (&visit, "Speakers", "pulsesink:head");
  adw_combo_row_set_selected (row (&visit, "Speakers"), 0);
  assert_remembered (&visit, "speaker", "");
  finish (&visit);
}

/* Unplugged for a while is not chosen anew: it is taken again when it comes back. */
static void
test_unplugged_is_not_forgotten (void)
{
  Visit visit;

  if (!start (&visit))
    {
      finish (&visit);
      g_test_skip ("this machine has devices");
      return;
    }
  adw_combo_row_set_selected (row (&visit, "Camera"), 1);
  g_list_store_remove (list (&visit, DUO_DEVICE_CAMERA), 1);
  assert_selected (&visit, "Camera", "v4l2src:/dev/null");
  assert_remembered (&visit, "camera", "v4l2src:/dev/zero");
  plug (&visit, DUO_DEVICE_CAMERA, "v4l2src:/dev/zero", "Desk Camera");
  assert_selected (&visit, "Camera", "v4l2src:/dev/zero");
  g_list_store_remove (list (&visit, DUO_DEVICE_CAMERA), 0);
  assert_selected (&visit, "Camera", "v4l2src:/dev/zero");
  assert_remembered (&visit, "camera", "v4l2src:/dev/zero");
  finish (&visit);
}

static void
test_chime_needs_speakers (void)
{
  Visit visit;

  if (!start (&visit))
    {
      finish (&visit);
      g_test_skip ("this machine has devices");
      return;
    }
  g_assert_true (page_says (visit.page, "You will hear a chime"));
  g_list_store_remove_all (list (&visit, DUO_DEVICE_SPEAKER));
  g_assert_true (page_says (visit.page, "No speakers found. Plug some in"));
  g_assert_false (page_says (visit.page, "You will hear a chime"));
  plug (&visit, DUO_DEVICE_SPEAKER, "pulsesink:head", "Headphones");
  g_assert_true (page_says (visit.page, "You will hear a chime"));
  finish (&visit);
}

/* Whether the first label that is shown and says so says all of it. */
static gboolean
is_whole (GtkWidget *widget, const char *name)
{
  GtkWidget *label = page_get (widget, GTK_TYPE_LABEL, name);

  return !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)));
}

/* Two of one make differ at their end. */
static void
test_long_names_are_whole (void)
{
  static const char name[] = "Bang & Olufsen Conferencing Camera 4K Ultra HD (0bda:58f4:01)";
  GtkWidget *camera, *popover;
  Visit visit;

  if (!start (&visit))
    {
      finish (&visit);
      g_test_skip ("this machine has devices");
      return;
    }
  plug (&visit, DUO_DEVICE_CAMERA, "v4l2src:/dev/full", name);
  camera = GTK_WIDGET (row (&visit, "Camera"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (camera), 2);
  gtk_window_set_default_size (GTK_WINDOW (visit.window), 360, 648);
  page_settle (visit.window);
  g_assert_true (is_whole (camera, name));
  adw_combo_row_set_selected (ADW_COMBO_ROW (camera), 0);
  adw_action_row_activate (ADW_ACTION_ROW (camera));
  page_settle (visit.window);
  popover = page_get (camera, GTK_TYPE_POPOVER, NULL);
  g_assert_true (is_whole (popover, name));
  gtk_popover_popdown (GTK_POPOVER (popover));
  finish (&visit);
}

static void
assert_voice (gboolean can_filter)
{
  g_autoptr (DuoDeviceMonitor) monitor = duo_device_monitor_new ();
  g_autoptr (DuoDeviceChoices) choices = duo_device_choices_new (monitor);
  g_autoptr (GSettings) settings = page_settings_new ();
  GtkWidget *window = page_window_new (adw_bin_new (), 1280, 840);
  AdwDialog *dialog = duo_devices_dialog_new (choices, settings);
  GtkWidget *echo, *noise;

  adw_dialog_present (dialog, window);
  page_settle (window);
  echo = page_get (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW, "Cancel Echo");
  noise = page_get (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW, "Suppress Noise");
  g_assert_cmpint (gtk_widget_get_sensitive (echo), ==, can_filter);
  g_assert_cmpint (gtk_widget_get_sensitive (noise), ==, can_filter);
  g_assert_cmpint (page_says (GTK_WIDGET (dialog), "A part that this needs is not installed: webrtcdsp"), !=,
                   can_filter);
  page_window_close (window);
}

/* In a process of its own, since what is gone is gone for all of it. */
static void
test_says_that_no_echo_is_cancelled (void)
{
  g_autoptr (GstPlugin) plugin = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  plugin = gst_registry_find_plugin (gst_registry_get (), "webrtcdsp");
  g_assert_nonnull (plugin);
  assert_voice (TRUE);
  gst_registry_remove_plugin (gst_registry_get (), plugin);
  assert_voice (FALSE);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/devices/nothing-chosen", test_nothing_chosen);
  g_test_add_func ("/room/devices/chosen-again-next-time", test_chosen_again_next_time);
  g_test_add_func ("/room/devices/unplugged-is-not-forgotten", test_unplugged_is_not_forgotten);
  g_test_add_func ("/room/devices/chime-needs-speakers", test_chime_needs_speakers);
  g_test_add_func ("/room/devices/long-names-are-whole", test_long_names_are_whole);
  g_test_add_func ("/room/devices/says-that-no-echo-is-cancelled", test_says_that_no_echo_is_cancelled);
  return page_test_run_calls ();
}
