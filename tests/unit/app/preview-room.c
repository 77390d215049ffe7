/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-room.h"
#include "made-up.h"
#include "page-preview.h"
#include "page-test.h"
#include "duo-call.h"
#include "duo-video-feed-private.h"
#include "room/duo-room-after.h"
#include "room/duo-room-page.h"
#include "room/duo-room-stage.h"
#include "room/duo-room-panel.h"
#include "room/duo-text-panel.h"

#include <string.h>

/* Shows one view of the room of the made-up event in a window, to be looked at:
 *
 *   preview-room check|check-late|devices|waiting|late|talking|over|camera-off|muted|poor|sound-only|watching|watching-off|sharing|verifying|ended|text|text-empty|person|notes|after [WIDTHxHEIGHT]
 *                [dark] [rtl] [long] [large] [recruiter] [check]
 *
 * More: page-preview.h */

static void
say_late (DuoChat *chat, DuoRole who, guint minutes)
{
  g_autoptr (DuoChatRecord) record = duo_chat_record_copy (duo_chat_get_record (chat));

  record->late = minutes;
  record->acted = who;
  duo_chat_update (chat, record);
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
  gboolean waits = g_str_equal (name, "sound-only");
  gboolean poor = g_str_equal (name, "poor");
  gboolean talking =
      muted || waits || poor || g_str_equal (name, "talking") || g_str_equal (name, "camera-off");

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
  duo_room_stage_set_quality (stage,
                              waits     ? DUO_CALL_QUALITY_SOUND_ONLY
                              : poor    ? DUO_CALL_QUALITY_POOR
                              : talking ? DUO_CALL_QUALITY_GOOD
                                        : DUO_CALL_QUALITY_UNKNOWN,
                              "38 ms there and back, 0 % lost\nYou send 640×360, 20 a second");
  duo_room_stage_set_picture_waits (stage, waits);
  return GTK_WIDGET (stage);
}

/* Three minutes over, with somebody who waits, and room for five more. */
static GtkWidget *
make_over (gboolean long_names)
{
  DuoRoomStage *stage = DUO_ROOM_STAGE (make_stage ("talking", long_names));
  DuoTimeRange chat = made_up_range ("2026-11-03T13:15:00Z", 15);
  g_autofree char *next =
      duo_room_next_text (long_names ? "Maximiliane-Alexandra" : "Bo",
                          (DuoTimeRange) {chat.end + 300, chat.end + 900}, chat.end + 130);

  duo_room_stage_set_time (stage, chat, chat.end + 130);
  duo_room_time_set_next (duo_room_stage_get_time (stage), next);
  duo_room_time_set_more (duo_room_stage_get_time (stage), TRUE, NULL);
  return GTK_WIDGET (stage);
}

/* Late, and waited for longer than a third of the slot. */
static GtkWidget *
make_late (gboolean long_names)
{
  DuoRoomStage *stage = DUO_ROOM_STAGE (make_stage ("waiting", long_names));

  duo_room_stage_set_scene (
      stage, DUO_ROOM_SCENE_WAITING, "Ada is 10 minutes late",
      "Expected at 14:25 (08:25 New York)\nYou will hear a chime.\nThe room is open until 14:35.");
  duo_room_stage_set_again (stage, "_Book Another Time…");
  return GTK_WIDGET (stage);
}

static void
add_cv (DuoEvent *event, DuoChat *chat)
{
  g_autoptr (DuoCvRecord) cv =
      duo_cv_record_new ("Curriculum vitae, with all publications, in English.pdf", 214000, 1793700000);

  duo_event_set_peer_cv (event, chat, cv);
}

static DuoChat *
add_chat (MadeUp *made_up)
{
  const MadeUpChat chat = {.id = "c-room",
                           .peer = "ada",
                           .state = DUO_CHAT_CONFIRMED,
                           .start = "2026-11-03T13:15:00Z",
                           .minutes = 15,
                           .message = "I would like to hear how the archive moves.",
                           .answer = "The log-structured store from my thesis"};

  made_up_add_chats (made_up, &chat, 1);
  if (duo_event_get_role (made_up->event) == DUO_ROLE_RECRUITER)
    add_cv (made_up->event, duo_event_find_chat (made_up->event, chat.id));
  return duo_event_find_chat (made_up->event, chat.id);
}

static void
note_something (MadeUp *made_up, DuoChat *chat)
{
  DuoNote *note = duo_event_get_note (made_up->event, duo_chat_get_id (chat));
  g_autoptr (DuoNoteRecord) wanted = duo_note_record_copy (duo_note_get_record (note));
  g_autoptr (DuoNoteRecord) theirs = NULL;
  g_autoptr (GPtrArray) shared = g_ptr_array_new ();

  g_set_str (&wanted->text,
             "Explains compaction trade-offs without a prompt. Owned the benchmark harness, knew "
             "where it lied.\n\nWants Uppsala from December.\n\nAsked about on-call.");
  if (duo_event_get_role (made_up->event) == DUO_ROLE_RECRUITER)
    {
      made_up_add_colleague (made_up, "kai", "Kai Nowak");
      made_up_add_colleague (made_up, "marta", "Marta Wolska");
      wanted->mark = DUO_MARK_YES;
      wanted->shared = TRUE;
      g_set_str (&wanted->next_step, "Technical interview with Kai");
    }
  wanted->rev = 7;
  duo_note_set_saved (note, wanted);
  if (duo_event_get_role (made_up->event) != DUO_ROLE_RECRUITER)
    return;
  theirs = duo_note_record_new (duo_event_get_id (made_up->event), duo_chat_get_id (chat), "kai");
  g_set_str (&theirs->text, "I would like to hear how the archive moves.");
  theirs->mark = DUO_MARK_STRONG_YES;
  theirs->shared = TRUE;
  theirs->rev = 6;
  g_ptr_array_add (shared, theirs);
  duo_event_take_notes (made_up->event, shared);
}

static void
stop (gpointer data)
{
  g_autoptr (GstElement) pipeline = data;

  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Something as large as a screen. */
static DuoVideoFeed *
draw_screen (DuoRoomStage *stage)
{
  DuoVideoFeed *feed = duo_video_feed_new_sharp ();
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
  return feed;
}

static GtkWidget *
make_sharing (const char *name, gboolean long_names)
{
  DuoRoomStage *stage = DUO_ROOM_STAGE (make_stage ("talking", long_names));
  gboolean off = g_str_equal (name, "watching-off");
  g_autoptr (DuoVideoFeed) feed = NULL;

  if (g_str_equal (name, "sharing"))
    {
      duo_room_stage_set_sharing (stage, TRUE);
      return GTK_WIDGET (stage);
    }
  feed = draw_screen (stage);
  duo_room_stage_set_mine (stage, TRUE, !off);
  duo_room_stage_set_peers (stage, TRUE, !off);
  duo_room_stage_set_screen (stage, feed);
  return GTK_WIDGET (stage);
}

static GtkWidget *
make_after (MadeUp *made_up)
{
  DuoRoomAfter *after = g_object_new (DUO_TYPE_ROOM_AFTER, NULL);
  DuoChat *chat = add_chat (made_up);

  note_something (made_up, chat);
  duo_room_after_set_chat (after, duo_chat_get_peer_name (chat), 16 * 60, 960,
                           made_up_range ("2026-11-03T13:15:00Z", 16), "14:15–14:31");
  duo_room_after_set_next (after, "14:35", TRUE);
  duo_room_after_set_note (after, made_up->session, made_up->event, chat);
  return GTK_WIDGET (after);
}

static void
write_some (DuoConversation *conversation)
{
  static const char *const words[] = {
      "{\"message\": {\"number\": 1, \"text\": \"Hello Amara! Can you hear me?\"}}",
      "{\"message\": {\"number\": 2, \"text\": \"The post I spoke of: "
      "https://example.org/jobs/distributed-systems\"}, \"got\": 1}",
      "{\"draft\": \"And the team that you would\"}",
  };

  duo_conversation_set_open (conversation, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = duo_json_parse (words[i], strlen (words[i]), 4096, &error);
      DuoJson root = duo_json_root (node, &error);

      if (i == 1)
        duo_conversation_write (conversation, "Yes, but your microphone is very quiet");
      if (i == 2)
        duo_conversation_write (conversation, "Thank you, I'll read it tonight");
      duo_conversation_hear (conversation, &root);
    }
}

/* The stage with the panel beside it, as the page has them. */
static GtkWidget *
make_panel (MadeUp *made_up, const PagePreview *preview)
{
  g_autoptr (DuoConversation) conversation = duo_conversation_new (duo_session_get_clock (made_up->session));
  GtkWidget *split;
  DuoRoomPanel *panel = g_object_new (DUO_TYPE_ROOM_PANEL, NULL);
  DuoTextPanel *text = duo_room_panel_get_text (panel);
  DuoChat *chat = add_chat (made_up);
  gboolean long_names = page_preview_has (preview, "long");
  gboolean writes = g_str_has_prefix (preview->name, "text");

  note_something (made_up, chat);
  duo_room_panel_set_chat (panel, made_up->session, made_up->event, chat);
  duo_room_panel_set_page (panel, writes ? DUO_ROOM_PANEL_TEXT : preview->name);
  duo_text_panel_set_conversation (text, conversation, long_names ? "Maximiliane-Alexandra" : "Ada",
                                   duo_event_get_zone (made_up->event));
  if (page_preview_is (preview, "text"))
    write_some (conversation);
  else
    duo_text_panel_set_peer_here (text, FALSE);
  /* The shadow of what lies over the picture reaches out of the window. */
  if (page_preview_has (preview, "check"))
    return GTK_WIDGET (panel);
  split = adw_overlay_split_view_new ();
  adw_overlay_split_view_set_sidebar_position (ADW_OVERLAY_SPLIT_VIEW (split), GTK_PACK_END);
  adw_overlay_split_view_set_max_sidebar_width (ADW_OVERLAY_SPLIT_VIEW (split), 360);
  adw_overlay_split_view_set_collapsed (ADW_OVERLAY_SPLIT_VIEW (split), preview->width < 760);
  adw_overlay_split_view_set_content (ADW_OVERLAY_SPLIT_VIEW (split), make_stage ("talking", long_names));
  adw_overlay_split_view_set_sidebar (ADW_OVERLAY_SPLIT_VIEW (split), GTK_WIDGET (panel));
  adw_overlay_split_view_set_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split), TRUE);
  return split;
}

static gboolean
has_panel (const char *name)
{
  return g_str_has_prefix (name, "text") || g_str_equal (name, DUO_ROOM_PANEL_PERSON) ||
         g_str_equal (name, DUO_ROOM_PANEL_NOTES);
}

static GtkWidget *
make_view (const PagePreview *preview, MadeUp *made_up)
{
  const char *name = preview->name;

  if (g_str_equal (name, "check") || g_str_equal (name, "devices"))
    return make_check (made_up, g_str_equal (name, "devices"));
  if (g_str_equal (name, "check-late"))
    {
      GtkWidget *check = make_check (made_up, FALSE);

      say_late (duo_event_find_chat (made_up->event, "c-ada"),
                page_preview_has (preview, "long") ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT, 5);
      return check;
    }
  if (g_str_equal (name, "after"))
    return make_after (made_up);
  if (g_str_equal (name, "over"))
    return make_over (page_preview_has (preview, "long"));
  if (g_str_equal (name, "late"))
    return make_late (page_preview_has (preview, "long"));

  if (g_str_has_prefix (name, "watching") || g_str_equal (name, "sharing"))
    return make_sharing (name, page_preview_has (preview, "long"));

  if (has_panel (name))
    return make_panel (made_up, preview);

  return make_stage (name, page_preview_has (preview, "long"));
}

static GtkWidget *
show (const PagePreview *preview, MadeUp **made_up)
{
  GtkWidget *window = adw_window_new ();

  *made_up =
      made_up_new_peopled (page_preview_has (preview, "recruiter") ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT);
  made_up_set_now (*made_up, "2026-11-03T13:12:10Z");
  adw_window_set_content (ADW_WINDOW (window), make_view (preview, *made_up));
  page_preview_present (preview, window);
  return window;
}

int
main (int argc, char **argv)
{
  int status;

  duo_call_init ();
  status = page_preview_run (argc, argv, show);
  duo_call_settle ();
  return status;
}
