/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-room.h"
#include "made-up.h"
#include "page-preview.h"
#include "page-test.h"
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
 * More: page-preview.h */

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

static GtkWidget *
show (const PagePreview *preview, MadeUp **made_up)
{
  GtkWidget *window = adw_window_new ();

  *made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (*made_up, "2026-11-03T13:12:10Z");
  adw_window_set_content (ADW_WINDOW (window),
                          make_view (preview->name, *made_up, page_preview_has (preview, "long")));
  page_preview_present (preview, window);
  return window;
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
  duo_call_init ();
  end_at_once (page_preview_run (argc, argv, show));
}
