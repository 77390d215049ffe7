/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "page-test.h"
#include "room/duo-room-fader.h"
#include "room/duo-screen-reader.h"
#include "screen-reader-bus.h"

/* When the controls over a picture go, and what keeps them. */

#define DELAY 60

typedef struct
{
  ScreenReaderBus bus;
  DuoScreenReader *reader;
  DuoRoomFader *fader;
  GtkWidget *window;
  GtkWidget *stage;
  GtkWidget *button;
  GtkWidget *elsewhere;
} Scene;

static gboolean
is_faded (gpointer data)
{
  return !duo_room_fader_get_shown (data);
}

static gboolean
is_active (gpointer data)
{
  return duo_screen_reader_get_active (data);
}

static gboolean
is_inactive (gpointer data)
{
  return !duo_screen_reader_get_active (data);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

/* Well beyond the delay: what has not gone by now stays. */
static void
let_delay_pass (void)
{
  gint64 end = g_get_monotonic_time () + 4 * DELAY * 1000;

  page_wait_until (is_over, &end);
}

static void
open_slow_scene (Scene *scene, gboolean screen_reader, guint first_delay)
{
  screen_reader_bus_up (&scene->bus, screen_reader);
  scene->reader = duo_screen_reader_new (scene->bus.connection);
  if (screen_reader)
    page_wait_until (is_active, scene->reader);
  scene->stage = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  scene->button = gtk_button_new_with_label ("Leave");
  scene->elsewhere = gtk_entry_new ();
  gtk_box_append (GTK_BOX (scene->stage), scene->elsewhere);
  gtk_box_append (GTK_BOX (scene->stage), scene->button);
  scene->fader = duo_room_fader_new (scene->stage, scene->reader, DELAY, first_delay);
  duo_room_fader_add_controls (scene->fader, scene->button);
  scene->window = page_window_new (scene->stage, 400, 300);
  gtk_widget_grab_focus (scene->elsewhere);
}

static void
open_scene (Scene *scene, gboolean screen_reader)
{
  open_slow_scene (scene, screen_reader, DELAY);
}

static void
close_scene (Scene *scene)
{
  g_assert_finalize_object (scene->fader);
  page_window_close (scene->window);
  g_assert_finalize_object (scene->reader);
  screen_reader_bus_down (&scene->bus);
}

static GtkEventController *
get_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller;
    }
  g_assert_not_reached ();
}

static GtkEventController *
get_named_controller (GtkWidget *widget, const char *name)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), name) == 0)
        return controller;
    }
  return NULL;
}

static void
move_pointer (Scene *scene, double x, double y)
{
  g_signal_emit_by_name (get_controller (scene->stage, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x, y);
}

static void
test_stay_until_they_may_go (void)
{
  Scene scene;

  open_scene (&scene, FALSE);
  let_delay_pass ();
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  duo_room_fader_set_may_fade (scene.fader, TRUE);
  page_wait_until (is_faded, scene.fader);
  duo_room_fader_set_may_fade (scene.fader, FALSE);
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  close_scene (&scene);
}

static void
test_movement_brings_them_back (void)
{
  Scene scene;

  open_scene (&scene, FALSE);
  duo_room_fader_set_may_fade (scene.fader, TRUE);
  page_wait_until (is_faded, scene.fader);
  move_pointer (&scene, 40, 40);
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  page_wait_until (is_faded, scene.fader);
  /* The same place again is no movement. */
  move_pointer (&scene, 40, 40);
  g_assert_false (duo_room_fader_get_shown (scene.fader));
  close_scene (&scene);
}

static void
test_touch_and_keys_bring_them_back (void)
{
  Scene scene;
  gboolean handled = TRUE;

  open_scene (&scene, FALSE);
  duo_room_fader_set_may_fade (scene.fader, TRUE);
  page_wait_until (is_faded, scene.fader);
  g_signal_emit_by_name (get_controller (scene.stage, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 5.0, 5.0);
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  page_wait_until (is_faded, scene.fader);
  /* Where nothing has the focus a key goes no further than the window. */
  g_signal_emit_by_name (get_named_controller (scene.window, "room-keys"), "key-pressed", 65u, 0u, 0,
                         &handled);
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  /* The key still does what it does. */
  g_assert_false (handled);
  close_scene (&scene);
}

static void
test_focus_keeps_them (void)
{
  Scene scene;

  open_scene (&scene, FALSE);
  duo_room_fader_set_may_fade (scene.fader, TRUE);
  gtk_widget_grab_focus (scene.button);
  let_delay_pass ();
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  gtk_widget_grab_focus (scene.elsewhere);
  page_wait_until (is_faded, scene.fader);
  close_scene (&scene);
}

/* The page put the focus there: only who comes there by himself keeps them. */
static void
test_focus_of_the_page_keeps_nothing (void)
{
  Scene scene;

  open_scene (&scene, FALSE);
  duo_room_fader_set_may_fade (scene.fader, TRUE);
  gtk_widget_grab_focus (scene.button);
  duo_room_fader_overlook_focus (scene.fader, scene.button);
  page_wait_until (is_faded, scene.fader);
  gtk_widget_grab_focus (scene.elsewhere);
  gtk_widget_grab_focus (scene.button);
  let_delay_pass ();
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  close_scene (&scene);
}

/* Moving does not cut the first showing short. */
static void
test_first_showing_lasts_longer (void)
{
  Scene scene;
  gint64 begun;

  open_slow_scene (&scene, FALSE, 6 * DELAY);
  begun = g_get_monotonic_time ();
  duo_room_fader_set_may_fade (scene.fader, TRUE);
  move_pointer (&scene, 40, 40);
  let_delay_pass ();
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  page_wait_until (is_faded, scene.fader);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 5 * DELAY * 1000);
  close_scene (&scene);
}

static void
test_screen_reader_keeps_them (void)
{
  Scene scene;

  open_scene (&scene, TRUE);
  duo_room_fader_set_may_fade (scene.fader, TRUE);
  let_delay_pass ();
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  screen_reader_bus_set_enabled (&scene.bus, FALSE);
  page_wait_until (is_inactive, scene.reader);
  page_wait_until (is_faded, scene.fader);
  /* Switched on in the middle of a call, it brings them back at once. */
  screen_reader_bus_set_enabled (&scene.bus, TRUE);
  page_wait_until (is_active, scene.reader);
  g_assert_true (duo_room_fader_get_shown (scene.fader));
  close_scene (&scene);
}

static void
test_reader_given_up_early (void)
{
  ScreenReaderBus bus;
  DuoScreenReader *reader;

  screen_reader_bus_up (&bus, TRUE);
  reader = duo_screen_reader_new (bus.connection);
  g_assert_finalize_object (reader);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  screen_reader_bus_down (&bus);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/fader/stay-until-they-may-go", test_stay_until_they_may_go);
  g_test_add_func ("/room/fader/movement-brings-them-back", test_movement_brings_them_back);
  g_test_add_func ("/room/fader/touch-and-keys-bring-them-back", test_touch_and_keys_bring_them_back);
  g_test_add_func ("/room/fader/focus-keeps-them", test_focus_keeps_them);
  g_test_add_func ("/room/fader/focus-of-the-page-keeps-nothing", test_focus_of_the_page_keeps_nothing);
  g_test_add_func ("/room/fader/first-showing-lasts-longer", test_first_showing_lasts_longer);
  g_test_add_func ("/room/fader/screen-reader-keeps-them", test_screen_reader_keeps_them);
  g_test_add_func ("/room/fader/reader-given-up-early", test_reader_given_up_early);
  return g_test_run ();
}
