/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "call-show.h"
#include "page-test.h"
#include "room/duo-room-stage.h"

#define WIDTH 1280
#define HEIGHT 800

void
call_show_init (int *argc, char ***argv)
{
  page_test_init (argc, argv);
}

/* The stage of the room with both pictures and every control, as while two talk. */
void
call_show_begin (DuoCall *call, DuoMediaSource *source)
{
  GtkWidget *window = adw_window_new ();
  DuoRoomStage *stage = g_object_new (DUO_TYPE_ROOM_STAGE, NULL);

  duo_room_stage_set_people (stage, "Ada Lindqvist", "Kvarken Systems", "Amara Okafor");
  duo_room_stage_set_feeds (stage, duo_call_get_remote_feed (call), duo_media_source_get_self_feed (source));
  duo_room_stage_set_mine (stage, TRUE, TRUE);
  duo_room_stage_set_peers (stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  duo_room_stage_set_scene (stage, DUO_ROOM_SCENE_TALKING, NULL, NULL);
  duo_room_stage_set_code (stage, "W7Q2MX", DUO_KEY_TRUST_KNOWN);
  duo_room_stage_set_quality (stage, DUO_CALL_QUALITY_GOOD, "38 ms round trip");
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (stage));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}
