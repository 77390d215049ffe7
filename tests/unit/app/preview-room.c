/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-room.h"
#include "made-up.h"
#include "page-test.h"
#include "page-words.h"
#include "duo-call.h"
#include "room/duo-room-after.h"
#include "room/duo-room-page.h"
#include "room/duo-room-stage.h"

#include <stdio.h>
#include <unistd.h>

/* Shows one view of the room of the made-up event in a window, to be looked at:
 *
 *   preview-room check|devices|waiting|talking|camera-off|muted|verifying|ended|after [WIDTHxHEIGHT] [dark] [rtl] [long] [large] [check]
 *
 * With check it says what is wrong with its words instead, and ends with 1 where anything is. */

static gboolean
has_argument (char **arguments, const char *word)
{
  return g_strv_contains ((const char *const *) arguments, word);
}

static GtkWidget *
make_check (MadeUp *made_up, gboolean devices)
{
  static const DuoTestSource test = {640, 360, 15};
  g_autoptr (DuoDeviceMonitor) monitor = duo_device_monitor_new ();
  GtkWidget *view = adw_navigation_view_new ();

  fake_window_set_test_source (devices ? NULL : &test);
  made_up_add_usual_chats (made_up);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view),
                           adw_navigation_page_new (gtk_label_new (NULL), "Duologue"));
  adw_navigation_view_push (
      ADW_NAVIGATION_VIEW (view),
      duo_room_page_new (made_up->session, duo_event_find_chat (made_up->event, "c-ada"), monitor));
  return view;
}

static void
show_scene (DuoRoomStage *stage, DuoRoomScene scene, const char *first_name)
{
  g_autofree char *title = duo_room_scene_title (scene, first_name);
  g_autofree char *body = duo_room_scene_body (scene, first_name, "14:35", TRUE);

  duo_room_stage_set_scene (stage, scene, title, body);
}

static void
show_ended (DuoRoomStage *stage, const char *first_name)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED, "other key");
  g_autofree char *title = duo_room_ended_title (error, 0, first_name);
  g_autofree char *body = duo_room_ended_body (error, 0, first_name);

  duo_room_stage_set_scene (stage, DUO_ROOM_SCENE_ENDED, title, body);
}

static DuoMediaSource *
add_feeds (DuoRoomStage *stage)
{
  DuoMediaSource *other = duo_media_source_new_drawn (DUO_PORTRAIT_RECRUITER, 1280, 720, 15, FALSE);
  DuoMediaSource *mine = duo_media_source_new_drawn (DUO_PORTRAIT_TALENT, 640, 360, 15, FALSE);

  duo_media_source_set_camera (other, TRUE);
  duo_media_source_set_camera (mine, TRUE);
  duo_room_stage_set_feeds (stage, duo_media_source_get_self_feed (other),
                            duo_media_source_get_self_feed (mine));
  g_object_set_data_full (G_OBJECT (stage), "mine", mine, g_object_unref);
  g_object_set_data_full (G_OBJECT (stage), "other", other, g_object_unref);
  return mine;
}

static GtkWidget *
make_stage (const char *name, gboolean long_names)
{
  DuoRoomStage *stage = g_object_new (DUO_TYPE_ROOM_STAGE, NULL);
  DuoTimeRange chat = made_up_range ("2026-11-03T13:15:00Z", 15);
  gboolean muted = g_str_equal (name, "muted");
  gboolean talking = muted || g_str_equal (name, "talking") || g_str_equal (name, "camera-off");

  duo_room_stage_set_people (
      stage, long_names ? "Maximiliane-Alexandra von Hohenstein-Wittelsbacher" : "Ada Lindqvist",
      long_names ? "Gesellschaft für Wissenschaftliche Datenverarbeitung" : "Kvarken Systems",
      "Amara Okafor");
  duo_room_stage_set_time (stage, chat, chat.start + 200);
  add_feeds (stage);
  duo_room_stage_set_mine (stage, !talking, talking);
  if (talking)
    duo_room_stage_set_scene (stage, DUO_ROOM_SCENE_TALKING, NULL, NULL);
  else if (g_str_equal (name, "ended"))
    show_ended (stage, "Ada");
  else
    show_scene (stage, g_str_equal (name, "verifying") ? DUO_ROOM_SCENE_VERIFYING : DUO_ROOM_SCENE_WAITING,
                "Ada");
  duo_room_stage_set_peers (stage, !muted && !g_str_equal (name, "camera-off"),
                            !g_str_equal (name, "camera-off"));
  duo_room_stage_set_code (stage, talking ? "W7Q2MX" : NULL);
  duo_room_stage_set_quality (stage, talking ? DUO_QUALITY_GOOD : DUO_QUALITY_UNKNOWN,
                              "38 ms there and back, 0 % lost");
  return GTK_WIDGET (stage);
}

static GtkWidget *
make_after (void)
{
  DuoRoomAfter *after = g_object_new (DUO_TYPE_ROOM_AFTER, NULL);

  duo_room_after_set_chat (after, "Ada Lindqvist", 16 * 60, 960, "14:15–14:31");
  duo_room_after_set_next (after, "14:35", TRUE);
  return GTK_WIDGET (after);
}

static GtkWidget *
make_view (const char *name, MadeUp *made_up, gboolean long_names)
{
  if (g_str_equal (name, "check") || g_str_equal (name, "devices"))
    return make_check (made_up, g_str_equal (name, "devices"));
  if (g_str_equal (name, "after"))
    return make_after ();

  return make_stage (name, long_names);
}

/* The engine's threads are still making their parts, and must not meet a program that takes itself apart. */
static void
end_at_once (int status)
{
  fflush (stdout);
  _exit (status);
}

int
main (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "check";
  int width = 1280, height = 900;
  g_autoptr (MadeUp) made_up = NULL;
  GtkWidget *window;

  duo_call_init ();
  page_test_init (&argc, &argv);
  if (argc > 2)
    sscanf (argv[2], "%dx%d", &width, &height);
  if (has_argument (argv, "dark"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  if (has_argument (argv, "large"))
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  if (has_argument (argv, "rtl"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (made_up, "2026-11-03T13:12:10Z");
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window),
                               width + (has_argument (argv, "check") ? PAGE_WORDS_BORDER : 0), height);
  adw_window_set_content (ADW_WINDOW (window), make_view (name, made_up, has_argument (argv, "long")));
  gtk_window_present (GTK_WINDOW (window));
  if (has_argument (argv, "check"))
    end_at_once (page_words_tell (window, made_up, width));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
