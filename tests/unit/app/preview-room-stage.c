/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "preview-room.h"

#include <glib/gi18n.h>

#include "duo-call.h"
#include "duo-media-source.h"
#include "duo-video-feed-private.h"
#include "room/duo-room-stage.h"

typedef struct
{
  const char *name;
  DuoRoomScene scene;
  int second; /* of the chat */
  DuoCallQuality quality;
  gboolean my_microphone, my_camera, peer_microphone, peer_camera;
  void (*more) (DuoRoomStage *stage, const char *first_name);
} State;

#define CHAT_MINUTES 15

static void
say_ended (DuoRoomStage *stage, const char *first_name, const GError *error, DuoRoomEnd end)
{
  g_autofree char *title = duo_room_ended_title (error, end, first_name);
  g_autofree char *body = duo_room_ended_body (error, end, first_name);

  duo_room_stage_set_end (stage, error != NULL, duo_room_ended_return (error, end));
  duo_room_stage_set_scene (stage, DUO_ROOM_SCENE_ENDED, title, body);
}

static void
end_unverified (DuoRoomStage *stage, const char *first_name)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED, "other key");

  say_ended (stage, first_name, error, DUO_ROOM_END_OPEN);
}

static void
end_with (DuoRoomStage *stage, const char *first_name, DuoCallError code)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, (int) code, "not there");

  say_ended (stage, first_name, error, DUO_ROOM_END_OPEN);
}

static void
end_unreachable (DuoRoomStage *stage, const char *first_name)
{
  end_with (stage, first_name, DUO_CALL_ERROR_UNREACHABLE);
}

static void
end_without_relay (DuoRoomStage *stage, const char *first_name)
{
  end_with (stage, first_name, DUO_CALL_ERROR_NO_RELAY);
}

static void
end_misunderstood (DuoRoomStage *stage, const char *first_name)
{
  end_with (stage, first_name, DUO_CALL_ERROR_PEER);
}

static void
end_lost (DuoRoomStage *stage, const char *first_name)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE, "no path");

  say_ended (stage, first_name, error, DUO_ROOM_END_OPEN | DUO_ROOM_END_TALKED);
}

static void
end_elsewhere (DuoRoomStage *stage, const char *first_name)
{
  say_ended (stage, first_name, NULL, DUO_ROOM_END_OPEN);
}

static void
end_closed (DuoRoomStage *stage, const char *first_name)
{
  say_ended (stage, first_name, NULL, 0);
  duo_room_stage_set_again (stage, _ ("_Book Another Time…"));
}

/* Late, and waited for longer than a third of the slot. */
static void
say_late (DuoRoomStage *stage, const char *first_name)
{
  duo_room_stage_set_scene (
      stage, DUO_ROOM_SCENE_WAITING, "Ada is 10 minutes late",
      "Expected at 14:25 (08:25 New York)\nYou will hear a chime.\nThe room is open until 14:35.");
  duo_room_stage_set_again (stage, "_Book Another Time…");
}

static void
offer_more (DuoRoomStage *stage, const char *first_name)
{
  duo_room_time_set_more (duo_room_stage_get_time (stage), TRUE, NULL);
}

/* With somebody who waits. */
static void
say_next (DuoRoomStage *stage, const char *first_name)
{
  DuoTimeRange chat = made_up_range ("2026-11-03T13:15:00Z", CHAT_MINUTES);
  const char *next_name = g_str_equal (first_name, "Ada") ? "Chen" : first_name;
  g_autofree char *next =
      duo_room_next_text (next_name, (DuoTimeRange) {chat.end + 300, chat.end + 900}, chat.end + 130);

  duo_room_time_set_next (duo_room_stage_get_time (stage), next);
  offer_more (stage, first_name);
}

/* All that is ever said at once below the header. */
static void
say_all (DuoRoomStage *stage, const char *first_name)
{
  duo_room_stage_set_sharing (stage, TRUE);
  say_next (stage, first_name);
}

static void
lose_service (DuoRoomStage *stage, const char *first_name)
{
  duo_room_stage_set_service_away (stage, TRUE);
}

static void
wait_for_picture (DuoRoomStage *stage, const char *first_name)
{
  duo_room_stage_set_picture_waits (stage, TRUE);
}

static void
leave_unread (DuoRoomStage *stage, const char *first_name)
{
  duo_room_stage_set_text (stage, FALSE, 2);
}

static void
share (DuoRoomStage *stage, const char *first_name)
{
  duo_room_stage_set_sharing (stage, TRUE);
}

static void
stop (gpointer data)
{
  g_autoptr (GstElement) pipeline = data;

  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Something as large as a screen. */
static void
watch (DuoRoomStage *stage, const char *first_name)
{
  g_autoptr (DuoVideoFeed) feed = duo_video_feed_new_sharp ();
  GstElement *sink = duo_video_feed_new_sink (feed);
  GstElement *source =
      gst_parse_bin_from_description ("videotestsrc is-live=true pattern=smpte ! "
                                      "video/x-raw,format=I420,width=1920,height=1080,framerate=5/1 "
                                      "! identity",
                                      TRUE, NULL);
  GstElement *pipeline = gst_pipeline_new (NULL);

  gst_bin_add_many (GST_BIN (pipeline), source, sink, NULL);
  gst_element_link (source, sink);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_object_set_data_full (G_OBJECT (stage), "screen", gst_object_ref_sink (pipeline), stop);
  duo_room_stage_set_screen (stage, feed);
}

#define WAITS(scene) scene, 200, DUO_CALL_QUALITY_UNKNOWN, TRUE, FALSE, FALSE, FALSE
#define TALKS DUO_ROOM_SCENE_TALKING, 200, DUO_CALL_QUALITY_GOOD
#define ENDED DUO_ROOM_SCENE_ENDED, 200, DUO_CALL_QUALITY_UNKNOWN, FALSE, FALSE, FALSE, FALSE

static const State states[] = {
    {"preparing", WAITS (DUO_ROOM_SCENE_PREPARING), NULL},
    {"waiting", WAITS (DUO_ROOM_SCENE_WAITING), NULL},
    {"late", WAITS (DUO_ROOM_SCENE_WAITING), say_late},
    {"left", WAITS (DUO_ROOM_SCENE_PEER_LEFT), NULL},
    {"new-key", WAITS (DUO_ROOM_SCENE_NEW_KEY), NULL},
    {"connecting", WAITS (DUO_ROOM_SCENE_CONNECTING), NULL},
    {"verifying", WAITS (DUO_ROOM_SCENE_VERIFYING), NULL},
    {"reconnecting", DUO_ROOM_SCENE_RECONNECTING, 200, DUO_CALL_QUALITY_UNKNOWN, TRUE, TRUE, TRUE, TRUE,
     NULL},
    {"talking", TALKS, TRUE, TRUE, TRUE, TRUE, NULL},
    {"camera-off", TALKS, TRUE, TRUE, TRUE, FALSE, NULL},
    {"my-camera-off", TALKS, TRUE, FALSE, TRUE, TRUE, NULL},
    {"muted", TALKS, TRUE, TRUE, FALSE, TRUE, NULL},
    {"my-microphone-off", TALKS, FALSE, TRUE, TRUE, TRUE, NULL},
    {"unread", TALKS, TRUE, TRUE, TRUE, TRUE, leave_unread},
    {"away", TALKS, TRUE, TRUE, TRUE, TRUE, lose_service},
    {"poor", DUO_ROOM_SCENE_TALKING, 200, DUO_CALL_QUALITY_POOR, TRUE, TRUE, TRUE, TRUE, NULL},
    {"sound-only", DUO_ROOM_SCENE_TALKING, 200, DUO_CALL_QUALITY_SOUND_ONLY, TRUE, TRUE, TRUE, TRUE,
     wait_for_picture},
    {"sharing", TALKS, TRUE, TRUE, TRUE, TRUE, share},
    {"watching", TALKS, TRUE, TRUE, TRUE, TRUE, watch},
    {"watching-off", TALKS, TRUE, FALSE, TRUE, FALSE, watch},
    {"watching-interrupted", DUO_ROOM_SCENE_RECONNECTING, 200, DUO_CALL_QUALITY_UNKNOWN, TRUE, TRUE, TRUE,
     TRUE, watch},
    {"more", DUO_ROOM_SCENE_TALKING, 831, DUO_CALL_QUALITY_GOOD, TRUE, TRUE, TRUE, TRUE, offer_more},
    {"over", DUO_ROOM_SCENE_TALKING, 1030, DUO_CALL_QUALITY_GOOD, TRUE, TRUE, TRUE, TRUE, say_next},
    {"crowded", DUO_ROOM_SCENE_TALKING, 1030, DUO_CALL_QUALITY_POOR, TRUE, TRUE, FALSE, TRUE, say_all},
    {"ended", ENDED, end_unverified},
    {"ended-lost", ENDED, end_lost},
    {"ended-unreachable", ENDED, end_unreachable},
    {"ended-relay", ENDED, end_without_relay},
    {"ended-peer", ENDED, end_misunderstood},
    {"ended-elsewhere", ENDED, end_elsewhere},
    {"ended-closed", ENDED, end_closed},
};

static void
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
}

static DuoPeerDevice
to_device (gboolean on)
{
  return on ? DUO_PEER_DEVICE_ON : DUO_PEER_DEVICE_OFF;
}

static void
show_state (DuoRoomStage *stage, const State *state, const char *first_name)
{
  DuoTimeRange chat = made_up_range ("2026-11-03T13:15:00Z", CHAT_MINUTES);
  gboolean talking = state->scene == DUO_ROOM_SCENE_TALKING;
  g_autofree char *title = duo_room_scene_title (state->scene, first_name);
  g_autofree char *body = duo_room_scene_body (state->scene, first_name, "14:35", TRUE);

  duo_room_stage_set_time (stage, chat, chat.start + state->second);
  duo_room_stage_set_mine (stage, state->my_microphone, state->my_camera);
  duo_room_stage_set_scene (stage, state->scene, title, body);
  duo_room_stage_set_peers (stage, to_device (state->peer_microphone), to_device (state->peer_camera));
  duo_room_stage_set_code (stage, talking ? "W7Q2MX" : NULL, DUO_KEY_TRUST_NEW);
  duo_room_stage_set_quality (stage, state->quality,
                              "38 ms round trip, 0 % lost\nYou send 640×360, 20 a second");
  if (state->more != NULL)
    state->more (stage, first_name);
}

static const State *
find_state (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_str_equal (states[i].name, name))
        return &states[i];
    }
  return NULL;
}

GtkWidget *
preview_room_stage_new (const char *name, gboolean long_names)
{
  const State *state = find_state (name);
  DuoRoomStage *stage;

  if (state == NULL)
    return NULL;
  stage = g_object_new (DUO_TYPE_ROOM_STAGE, NULL);
  duo_room_stage_set_people (
      stage, long_names ? "Maximiliane-Alexandra von Hohenstein-Wittelsbacher" : "Ada Lindqvist",
      long_names ? "Gesellschaft für Wissenschaftliche Datenverarbeitung" : "Kvarken Systems",
      "Amara Okafor");
  add_feeds (stage);
  show_state (stage, state, long_names ? "Maximiliane-Alexandra" : "Ada");
  return GTK_WIDGET (stage);
}
