/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which devices the check page takes, and that the next chat takes them again. Devices come and go in a monitor's lists
 * as on a machine that has some. */

#include "duo-call.h"
#include "fake-room.h"
#include "made-up.h"
#include "page-test.h"
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

int
main (int argc, char **argv)
{
  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/devices/nothing-chosen", test_nothing_chosen);
  g_test_add_func ("/room/devices/chosen-again-next-time", test_chosen_again_next_time);
  g_test_add_func ("/room/devices/unplugged-is-not-forgotten", test_unplugged_is_not_forgotten);
  g_test_add_func ("/room/devices/chime-needs-speakers", test_chime_needs_speakers);
  return page_test_run_calls ();
}
