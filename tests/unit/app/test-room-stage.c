/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "announced.h"
#include "duo-call.h"
#include "duo-video-feed-private.h"
#include "page-test.h"
#include "room/duo-room-after.h"
#include "room/duo-room-code.h"
#include "room/duo-room-stage.h"
#include "room/duo-video-view.h"

/* The room as it looks in each of its scenes. */

static const DuoTimeRange chat = {100 * 300, 103 * 300};

typedef struct
{
  DuoRoomStage *stage;
  GtkWidget *window;
  DuoVideoFeed *remote;
  DuoVideoFeed *own;
} Room;

static void
open_room (Room *room, int width, int height)
{
  room->stage = g_object_ref_sink (g_object_new (DUO_TYPE_ROOM_STAGE, NULL));
  room->remote = duo_video_feed_new ();
  room->own = duo_video_feed_new ();
  duo_room_stage_set_people (room->stage, "Ada Lindqvist", "Kvarken Systems", "Amara Okafor");
  duo_room_stage_set_feeds (room->stage, room->remote, room->own);
  duo_room_stage_set_time (room->stage, chat, chat.start + 200);
  duo_room_stage_set_mine (room->stage, TRUE, TRUE);
  room->window = page_window_new (GTK_WIDGET (room->stage), width, height);
}

static void
show (Room *room, DuoRoomScene scene)
{
  g_autofree char *title = duo_room_scene_title (scene, "Ada");
  g_autofree char *body = duo_room_scene_body (scene, "Ada", "14:35", TRUE);

  duo_room_stage_set_scene (room->stage, scene, title, body);
  page_settle (room->window);
}

static void
show_talking (Room *room, DuoPeerDevice microphone, DuoPeerDevice camera)
{
  show (room, DUO_ROOM_SCENE_TALKING);
  duo_room_stage_set_peers (room->stage, microphone, camera);
  page_settle (room->window);
}

static void
close_room (Room *room)
{
  adw_window_set_content (ADW_WINDOW (room->window), NULL);
  page_window_close (room->window);
  g_assert_finalize_object (room->stage);
  g_assert_finalize_object (room->remote);
  g_assert_finalize_object (room->own);
}

static gboolean
says (Room *room, const char *text)
{
  return page_says (GTK_WIDGET (room->stage), text);
}

static gboolean
has (Room *room, const char *name)
{
  return page_find (GTK_WIDGET (room->stage), GTK_TYPE_WIDGET, name) != NULL;
}

static DuoVideoFeed *
get_feed (Room *room, const char *name)
{
  DuoVideoFeed *feed;

  g_object_get (page_get (GTK_WIDGET (room->stage), DUO_TYPE_VIDEO_VIEW, name), "feed", &feed, NULL);
  if (feed)
    g_object_unref (feed);
  return feed;
}

static void
assert_icon (Room *room, const char *button, const char *icon)
{
  GtkWidget *found = page_get (GTK_WIDGET (room->stage), GTK_TYPE_BUTTON, button);

  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (found)), ==, icon);
}

static void
test_waiting (void)
{
  Room room;

  open_room (&room, 1280, 840);
  show (&room, DUO_ROOM_SCENE_WAITING);
  g_assert_true (says (&room, "Ada has not joined yet"));
  g_assert_true (says (&room, "You will hear a chime.\nThe room is open until 14:35."));
  g_assert_true (says (&room, "11 min left"));
  g_assert_true (says (&room, "Kvarken Systems"));
  g_assert_null (get_feed (&room, "Picture of Ada Lindqvist"));
  g_assert_true (get_feed (&room, "Your camera’s picture") == room.own);
  g_assert_true (has (&room, "Leave"));
  g_assert_false (has (&room, "Join Again"));
  close_room (&room);
}

/* What is seen at a glance has words for whoever sees nothing, once for each time that it becomes so. */
static void
test_screen_readers_hear_the_connection (void)
{
  static const struct
  {
    DuoRoomScene scene;
    const char *announced; /* NULL: nothing */
  } steps[] = {
      {DUO_ROOM_SCENE_WAITING, "Ada has not joined yet"},
      {DUO_ROOM_SCENE_WAITING, NULL},
      {DUO_ROOM_SCENE_CONNECTING, "Ada is here"},
      {DUO_ROOM_SCENE_TALKING, "You are connected to Ada"},
      {DUO_ROOM_SCENE_TALKING, NULL},
      {DUO_ROOM_SCENE_RECONNECTING, "The connection is interrupted"},
      {DUO_ROOM_SCENE_TALKING, "The connection is back"},
      {DUO_ROOM_SCENE_PEER_LEFT, "Ada has left"},
  };
  Room room;

  open_room (&room, 1280, 840);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      announced_forget ();
      show (&room, steps[i].scene);
      g_assert_cmpuint (announced_count (), ==, steps[i].announced != NULL ? 1 : 0);
      if (steps[i].announced != NULL)
        g_assert_cmpstr (announced_get_last (), ==, steps[i].announced);
    }
  close_room (&room);
}

/* Whoever is early waits for the start; two who are early talk until the end. */
static void
test_early (void)
{
  Room room;

  open_room (&room, 1280, 840);
  duo_room_stage_set_time (room.stage, chat, chat.start - 121);
  show (&room, DUO_ROOM_SCENE_WAITING);
  g_assert_true (says (&room, "Starts in 3 min"));
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_true (says (&room, "17 min left"));
  show (&room, DUO_ROOM_SCENE_PEER_LEFT);
  g_assert_true (says (&room, "Starts in 3 min"));
  close_room (&room);
}

static void
test_screen_readers_hear_who_is_muted (void)
{
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_false (announced_has ("Ada is muted"));
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_ON);
  g_assert_cmpstr (announced_get_last (), ==, "Ada is muted");
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_cmpstr (announced_get_last (), ==, "Ada is not muted any more");
  announced_forget ();
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_ON);
  show (&room, DUO_ROOM_SCENE_PEER_LEFT);
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_OFF);
  g_assert_false (announced_has ("Ada is not muted any more"));
  close_room (&room);
}

/* Nobody is called muted, or without a camera, who has said nothing of either. */
static void
test_nothing_is_said_that_is_not_told (void)
{
  Room room;

  open_room (&room, 1280, 840);
  announced_forget ();
  show_talking (&room, DUO_PEER_DEVICE_UNTOLD, DUO_PEER_DEVICE_UNTOLD);
  g_assert_false (says (&room, "Ada is muted"));
  g_assert_false (says (&room, "Ada’s camera is off"));
  g_assert_true (says (&room, "Ada Lindqvist"));
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_OFF);
  g_assert_true (says (&room, "Ada’s camera is off"));
  show_talking (&room, DUO_PEER_DEVICE_UNTOLD, DUO_PEER_DEVICE_UNTOLD);
  g_assert_cmpuint (announced_count (), ==, 1);
  g_assert_cmpstr (announced_get_last (), ==, "You are connected to Ada");
  close_room (&room);
}

/* What a switch does, and a picture of how it stands. */
static void
test_switches (void)
{
  static const struct
  {
    gboolean on;
    const char *microphone, *microphone_icon, *camera, *camera_icon;
  } cases[] = {
      {TRUE, "Turn Off Microphone", "microphone-sensitivity-high-symbolic", "Turn Off Camera",
       "camera-video-symbolic"},
      {FALSE, "Turn On Microphone", "microphone-disabled-symbolic", "Turn On Camera",
       "camera-disabled-symbolic"},
  };
  Room room;

  open_room (&room, 1280, 840);
  show (&room, DUO_ROOM_SCENE_WAITING);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      duo_room_stage_set_mine (room.stage, cases[i].on, !cases[i].on);
      assert_icon (&room, cases[i].microphone, cases[i].microphone_icon);
      assert_icon (&room, cases[1 - i].camera, cases[1 - i].camera_icon);
    }
  close_room (&room);
}

/* Said plainly, and both ways out are there; the code is what helps then, so the words name it. */
static void
test_new_key (void)
{
  Room room;

  open_room (&room, 360, 600);
  show (&room, DUO_ROOM_SCENE_WAITING);
  g_assert_false (has (&room, "_Continue Anyway"));
  show (&room, DUO_ROOM_SCENE_NEW_KEY);
  g_assert_true (says (&room, "Ada has a new key"));
  g_assert_true (has (&room, "_Continue Anyway"));
  g_assert_true (has (&room, "Leave"));
  g_assert_null (get_feed (&room, "Picture of Ada Lindqvist"));
  show (&room, DUO_ROOM_SCENE_CONNECTING);
  g_assert_false (has (&room, "_Continue Anyway"));
  close_room (&room);
}

static void
test_talking (void)
{
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_true (get_feed (&room, "Picture of Ada Lindqvist") == room.remote);
  g_assert_false (says (&room, "Ada’s camera is off"));
  g_assert_false (says (&room, "Ada is muted"));
  close_room (&room);
}

static void
test_peers_devices_are_said (void)
{
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_OFF);
  g_assert_true (says (&room, "Ada is muted"));
  g_assert_true (says (&room, "Ada’s camera is off"));
  g_assert_null (get_feed (&room, "Picture of Ada Lindqvist"));
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_false (says (&room, "Ada is muted"));
  g_assert_false (says (&room, "Ada’s camera is off"));
  close_room (&room);
}

/* One's own silence stays in view when the controls have faded. */
static void
test_own_silence_is_said (void)
{
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_false (has (&room, "Your microphone is off"));
  duo_room_stage_set_mine (room.stage, FALSE, TRUE);
  g_assert_true (has (&room, "Your microphone is off"));
  g_assert_false (says (&room, "Ada is muted"));
  close_room (&room);
}

static void
test_last_frame_stays_while_reconnecting (void)
{
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  show (&room, DUO_ROOM_SCENE_RECONNECTING);
  g_assert_true (says (&room, "The connection is interrupted"));
  /* Words over a picture are read where it is dark. */
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (room.stage), "interrupted"));
  g_assert_true (get_feed (&room, "Picture of Ada Lindqvist") == room.remote);
  show (&room, DUO_ROOM_SCENE_PEER_LEFT);
  g_assert_null (get_feed (&room, "Picture of Ada Lindqvist"));
  close_room (&room);
}

static void
test_ended (void)
{
  Room room;

  open_room (&room, 1280, 840);
  duo_room_stage_set_scene (room.stage, DUO_ROOM_SCENE_ENDED, "Ada could not be verified",
                            "Nothing was sent.");
  page_settle (room.window);
  g_assert_true (says (&room, "Ada could not be verified"));
  g_assert_true (says (&room, "Nothing was sent."));
  g_assert_true (has (&room, "_Join Again"));
  g_assert_true (has (&room, "_Close"));
  g_assert_false (has (&room, "Leave"));
  g_assert_false (has (&room, "Your camera’s picture"));
  /* Nobody is asked to come back to a room that is closed. */
  duo_room_stage_set_end (room.stage, FALSE, DUO_ROOM_RETURN_NONE);
  page_settle (room.window);
  g_assert_false (has (&room, "_Join Again"));
  g_assert_true (has (&room, "_Close"));
  close_room (&room);
}

static void
test_own_switches (void)
{
  Room room;

  open_room (&room, 1280, 840);
  g_assert_true (has (&room, "Turn Off Microphone"));
  g_assert_true (has (&room, "Turn Off Camera"));
  g_assert_false (says (&room, "Camera off"));
  duo_room_stage_set_mine (room.stage, FALSE, FALSE);
  g_assert_true (has (&room, "Turn On Microphone"));
  g_assert_true (has (&room, "Turn On Camera (Ctrl+E)"));
  g_assert_true (says (&room, "Camera off"));
  g_assert_null (get_feed (&room, "Your camera’s picture"));
  close_room (&room);
}

static void
test_code_and_quality (void)
{
  Room room;

  open_room (&room, 1280, 840);
  duo_room_stage_set_code (room.stage, NULL, DUO_KEY_TRUST_NONE);
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_UNKNOWN, "");
  page_settle (room.window);
  g_assert_null (page_find (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, NULL));

  duo_room_stage_set_code (room.stage, "R7K2MQ", DUO_KEY_TRUST_NEW);
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_GOOD, "38 ms round trip, 0 % lost");
  page_settle (room.window);
  g_assert_true (says (&room, "R7K 2MQ"));
  g_assert_true (has (&room, "Code to compare: R, 7, K, 2, M, Q"));
  g_assert_nonnull (page_find (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, "Good connection"));
  close_room (&room);
}

/* PRODUCT §8: where it says that something is encrypted, it says what is not. */
static void
test_code_says_what_it_does_not_hide (void)
{
  GtkWidget *code;
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  duo_room_stage_set_code (room.stage, "R7K2MQ", DUO_KEY_TRUST_NEW);
  code = page_get (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, "Code to compare: R, 7, K, 2, M, Q");
  gtk_menu_button_popup (GTK_MENU_BUTTON (code));
  page_settle (room.window);
  g_assert_true (
      says (&room, "Whoever runs the service can read profiles, requests and what is sent before joining."));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (code));
  close_room (&room);
}

static gboolean
code_says (Room *room, DuoKeyTrust trust, const char *text)
{
  duo_room_stage_set_code (room->stage, "R7K2MQ", trust);
  page_settle (room->window);
  return says (room, text);
}

/* Which key the code stands for, and what the user can say of it; a key that is pressed once too often says nothing. */
static void
test_code_has_answers (gconstpointer data)
{
  GtkWidget *code;
  Room room;

  open_room (&room, GPOINTER_TO_INT (data), 648);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  duo_room_stage_set_code (room.stage, "R7K2MQ", DUO_KEY_TRUST_AGREED);
  code = page_get (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, "Code to compare: R, 7, K, 2, M, Q");
  gtk_menu_button_popup (GTK_MENU_BUTTON (code));
  page_settle (room.window);
  g_assert_true (code_says (&room, DUO_KEY_TRUST_AGREED,
                            "Ada has a new key. Compare the code: until you say that it is the same, the key "
                            "is good for this call only."));
  g_assert_true (has (&room, "The Code Is the _Same"));
  g_assert_true (has (&room, "_Different: End Call"));
  g_assert_true (DUO_IS_ROOM_CODE (gtk_root_get_focus (GTK_ROOT (room.window))));
  g_assert_true (code_says (&room, DUO_KEY_TRUST_NEW,
                            "You have not talked to Ada from this device before. Compare the code."));
  g_assert_true (has (&room, "The Code Is the _Same"));
  g_assert_true (code_says (&room, DUO_KEY_TRUST_VOUCHED,
                            "Ada is on a new device, confirmed by an older one of theirs."));
  g_assert_true (code_says (&room, DUO_KEY_TRUST_KNOWN, "Ada is on a device that you know."));
  g_assert_false (has (&room, "The Code Is the _Same"));
  g_assert_true (has (&room, "_Different: End Call"));
  /* What is compared is gone with who is gone. */
  duo_room_stage_set_code (room.stage, NULL, DUO_KEY_TRUST_NONE);
  g_assert_false (gtk_menu_button_get_active (GTK_MENU_BUTTON (code)));
  close_room (&room);
}

/* Bars say that something is wrong to those who can read bars; words say it to everybody. */
static void
test_quality_has_words (void)
{
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_GOOD, "");
  page_settle (room.window);
  g_assert_false (says (&room, "Poor"));
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_POOR, "900 ms round trip, 12 % lost");
  page_settle (room.window);
  g_assert_true (says (&room, "Poor"));
  g_assert_nonnull (page_find (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, "Poor connection"));
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_SOUND_ONLY, "");
  page_settle (room.window);
  g_assert_true (says (&room, "Sound only"));
  g_assert_nonnull (page_find (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, "Connection for sound only"));
  close_room (&room);
}

/* No frozen picture without a word. */
static void
test_picture_waits (void)
{
  const char *words = "The connection is too slow for Ada’s picture. You can still hear each other.";
  Room room;

  open_room (&room, 1280, 840);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_true (get_feed (&room, "Picture of Ada Lindqvist") == room.remote);
  duo_room_stage_set_picture_waits (room.stage, TRUE);
  page_settle (room.window);
  g_assert_true (says (&room, words));
  g_assert_null (get_feed (&room, "Picture of Ada Lindqvist"));
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_OFF);
  page_settle (room.window);
  g_assert_true (says (&room, "Ada’s camera is off"));
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  duo_room_stage_set_picture_waits (room.stage, FALSE);
  page_settle (room.window);
  g_assert_false (says (&room, words));
  g_assert_true (get_feed (&room, "Picture of Ada Lindqvist") == room.remote);
  close_room (&room);
}

static graphene_rect_t
get_place (Room *room, GtkWidget *widget)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (room->stage), &place));
  return place;
}

static void
test_nothing_covers_a_control (gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);
  GtkWidget *controls, *own;
  graphene_rect_t a, b;
  Room room;

  open_room (&room, width, 648);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  page_settle (room.window);
  controls = gtk_widget_get_parent (page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Leave"));
  own = page_get (GTK_WIDGET (room.stage), DUO_TYPE_VIDEO_VIEW, "Your camera’s picture");
  a = get_place (&room, controls);
  b = get_place (&room, own);
  g_assert_false (graphene_rect_intersection (&a, &b, NULL));
  /* Both are wholly inside. */
  g_assert_cmpfloat (a.origin.x, >=, 0);
  g_assert_cmpfloat (a.origin.x + a.size.width, <=, gtk_widget_get_width (GTK_WIDGET (room.stage)));
  g_assert_cmpfloat (b.origin.y + b.size.height, <=, gtk_widget_get_height (GTK_WIDGET (room.stage)));
  close_room (&room);
}

/* What is asked before anything is sent has the place; one's own picture is back with the other's. */
static void
test_nothing_covers_a_question (void)
{
  GtkWidget *message, *controls;
  graphene_rect_t words, bar;
  Room room;

  open_room (&room, 360, 648);
  show (&room, DUO_ROOM_SCENE_NEW_KEY);
  g_assert_true (has (&room, "_Continue Anyway"));
  g_assert_false (has (&room, "Your camera’s picture"));
  /* In less height than its words have, they are scrolled and lie on nothing else. */
  message = page_get (GTK_WIDGET (room.stage), GTK_TYPE_SCROLLED_WINDOW, NULL);
  controls = page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Turn Off Microphone");
  gtk_window_set_default_size (GTK_WINDOW (room.window), 360, 360);
  page_settle (room.window);
  words = get_place (&room, message);
  bar = get_place (&room, controls);
  g_assert_cmpfloat (words.origin.y + words.size.height, <=, bar.origin.y);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_true (has (&room, "Your camera’s picture"));
  close_room (&room);
}

/* Whether there is more of the words than is in sight */
static gboolean
is_scrolled (Room *room)
{
  GtkWidget *words = page_get (GTK_WIDGET (room->stage), GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *height = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (words));

  return gtk_adjustment_get_upper (height) > gtk_adjustment_get_page_size (height);
}

static float
get_end (Room *room, const char *name)
{
  graphene_rect_t place = get_place (room, page_get (GTK_WIDGET (room->stage), GTK_TYPE_BUTTON, name));

  return place.origin.y + place.size.height;
}

/* However large the text is, nobody has to find out that there is more below. */
static void
test_answers_are_in_sight (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  Room room;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  open_room (&room, 360, 648);
  show (&room, DUO_ROOM_SCENE_NEW_KEY);
  g_assert_cmpfloat (get_end (&room, "_Continue Anyway"), <=, get_end (&room, "Turn Off Microphone") - 44);
  duo_room_stage_set_again (room.stage, "_Book Another Time…");
  show (&room, DUO_ROOM_SCENE_WAITING);
  g_assert_cmpfloat (get_end (&room, "_Book Another Time…"), <=, get_end (&room, "Turn Off Microphone") - 44);
  g_assert_false (has (&room, "Your camera’s picture"));
  g_assert_false (is_scrolled (&room));
  duo_room_stage_set_again (room.stage, NULL);
  show (&room, DUO_ROOM_SCENE_VERIFYING);
  g_assert_true (has (&room, "Your camera’s picture"));
  g_assert_false (is_scrolled (&room));
  duo_room_stage_set_end (room.stage, TRUE, DUO_ROOM_RETURN_SUGGESTED);
  duo_room_stage_set_scene (room.stage, DUO_ROOM_SCENE_ENDED, "Ada could not be verified",
                            "The other side could not be verified, so the call was ended. Nothing was sent "
                            "or shown. Join again; if this happens again, tell the event’s organizer.");
  page_settle (room.window);
  g_assert_cmpfloat (get_end (&room, "_Join Again"), <=, gtk_widget_get_height (GTK_WIDGET (room.stage)));
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  close_room (&room);
}

static gboolean
has_focus (Room *room, const char *name)
{
  return gtk_root_get_focus (GTK_ROOT (room->window)) ==
         page_get (GTK_WIDGET (room->stage), GTK_TYPE_BUTTON, name);
}

/* Where one has to decide, the keys do what cannot do harm. */
static void
test_focus_is_on_the_safe_answer (void)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  static const char *const names[] = {"microphone", "leave", "close", "rejoin", "accept-key"};
  Room room;

  open_room (&room, 1280, 840);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (room.window, "room", G_ACTION_GROUP (actions));
  show (&room, DUO_ROOM_SCENE_WAITING);
  duo_room_stage_focus (room.stage);
  g_assert_true (has_focus (&room, "Turn Off Microphone"));
  show (&room, DUO_ROOM_SCENE_NEW_KEY);
  g_assert_true (has_focus (&room, "_Leave"));
  duo_room_stage_set_end (room.stage, TRUE, DUO_ROOM_RETURN_SUGGESTED);
  duo_room_stage_set_scene (room.stage, DUO_ROOM_SCENE_ENDED, "No connection to Ada", "You can join again.");
  g_assert_true (has_focus (&room, "_Join Again"));
  show (&room, DUO_ROOM_SCENE_WAITING);
  duo_room_stage_set_end (room.stage, TRUE, DUO_ROOM_RETURN_OFFERED);
  duo_room_stage_set_scene (room.stage, DUO_ROOM_SCENE_ENDED, "Ada could not be verified",
                            "You can join again.");
  g_assert_true (has_focus (&room, "_Close"));
  close_room (&room);
}

/* A bad connection takes a second line of the header. */
static void
test_nothing_covers_the_header (void)
{
  graphene_rect_t code, stop;
  Room room;

  open_room (&room, 360, 648);
  show_talking (&room, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_ON);
  duo_room_stage_set_code (room.stage, "R7K2MQ", DUO_KEY_TRUST_NEW);
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_POOR, "");
  duo_room_stage_set_sharing (room.stage, TRUE);
  page_settle (room.window);
  code = get_place (
      &room, page_get (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, "Code to compare: R, 7, K, 2, M, Q"));
  stop = get_place (&room, page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Stop Sharing"));
  g_assert_cmpfloat (stop.origin.y, >=, code.origin.y + code.size.height);
  close_room (&room);
}

static void
test_narrow (void)
{
  Room room;
  GtkWidget *own, *leave;

  open_room (&room, 360, 648);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  page_settle (room.window);
  own = page_get (GTK_WIDGET (room.stage), DUO_TYPE_VIDEO_VIEW, "Your camera’s picture");
  leave = page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Leave");
  g_assert_true (says (&room, "11 min"));
  g_assert_cmpint (gtk_widget_get_width (own), ==, 112);
  g_assert_cmpint (gtk_widget_get_height (own), ==, 140);
  g_assert_cmpint (gtk_widget_get_height (leave), ==, 44);
  close_room (&room);
}

/* The two talk without the service; who waits needs it. */
static void
test_service_away_is_said (void)
{
  const char *goes_on = "The service cannot be reached; your call goes on";
  Room room;

  open_room (&room, 1280, 900);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  g_assert_false (page_says (GTK_WIDGET (room.stage), goes_on));
  duo_room_stage_set_service_away (room.stage, TRUE);
  g_assert_true (page_says (GTK_WIDGET (room.stage), goes_on));
  show (&room, DUO_ROOM_SCENE_PEER_LEFT);
  g_assert_true (page_says (GTK_WIDGET (room.stage), "The service cannot be reached. Trying again…"));
  duo_room_stage_set_service_away (room.stage, FALSE);
  g_assert_true (page_says (GTK_WIDGET (room.stage), "Kvarken Systems"));
  close_room (&room);
}

static void
test_long_names_fit (void)
{
  Room room;
  int minimum;

  open_room (&room, 360, 648);
  duo_room_stage_set_people (room.stage, "Maximiliane-Alexandra Friederike von Hohenstein-Wittelsbacher",
                             "Gesellschaft für wissenschaftliche Datenverarbeitung und Archivierung",
                             "Amara Okafor");
  duo_room_stage_set_code (room.stage, "R7K2MQ", DUO_KEY_TRUST_NEW);
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_POOR, "900 ms round trip, 12 % lost");
  duo_room_stage_set_scene (room.stage, DUO_ROOM_SCENE_WAITING, "Maximiliane-Alexandra has not joined yet",
                            "You will hear a chime.\nThe room is open until 14:35.");
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_OFF);
  page_settle (room.window);
  gtk_widget_measure (GTK_WIDGET (room.stage), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (room.stage)), <=, 360);
  close_room (&room);
}

static gboolean
is_whole (Room *room, const char *text)
{
  GtkWidget *label = page_get (GTK_WIDGET (room->stage), GTK_TYPE_LABEL, text);
  graphene_rect_t place = get_place (room, label);

  return !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))) &&
         place.origin.x + place.size.width <= gtk_widget_get_width (GTK_WIDGET (room->stage));
}

/* All there can be in the line of a narrow call; that the other is muted is an icon then, with a name. */
static void
test_narrow_line_is_whole (void)
{
  GtkWidget *muted, *quality;
  graphene_rect_t place;
  Room room;

  /* The frame of a window takes 10 px here. */
  open_room (&room, 370, 648);
  show_talking (&room, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_ON);
  duo_room_stage_set_time (room.stage, chat, chat.end + 12 * 60);
  duo_room_stage_set_code (room.stage, "W7K2MQ", DUO_KEY_TRUST_NEW);
  duo_room_stage_set_quality (room.stage, DUO_CALL_QUALITY_POOR, "900 ms round trip, 12 % lost");
  page_settle (room.window);
  g_assert_true (is_whole (&room, "12 min over"));
  g_assert_true (is_whole (&room, "W7K 2MQ"));
  g_assert_false (says (&room, "Ada is muted"));
  muted = page_get (GTK_WIDGET (room.stage), GTK_TYPE_BOX, "Ada is muted");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (muted), ==, "Ada is muted");

  quality = page_get (GTK_WIDGET (room.stage), GTK_TYPE_MENU_BUTTON, "Poor connection");
  place = get_place (&room, quality);
  g_assert_cmpfloat (place.origin.x + place.size.width, <=, 360 - 12);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (room.stage)), ==, 360);
  close_room (&room);
}

static gboolean
is_faded (gpointer data)
{
  return duo_room_stage_get_faded (data);
}

/* What is said of the time is whole beside everything else, and does not fade with it. */
static void
test_time_is_whole (gconstpointer data)
{
  static const char *const next = "Your next chat, with Maximiliane-Alexandra, begins in 3 min";
  static const char *const note =
      "Maximiliane-Alexandra extended the chat. It now ends at 14:40 (08:40 New York)";
  DuoScreenReader *reader = duo_screen_reader_new (NULL);
  DuoRoomTime *time;
  GtkWidget *more;
  graphene_rect_t code, first, last, own;
  Room room;

  open_room (&room, GPOINTER_TO_INT (data), 648);
  duo_room_stage_start_fading (room.stage, reader, 20, 20);
  show_talking (&room, DUO_PEER_DEVICE_OFF, DUO_PEER_DEVICE_ON);
  time = duo_room_stage_get_time (room.stage);
  duo_room_stage_set_time (room.stage, chat, chat.end + 12 * 60);
  duo_room_stage_set_code (room.stage, "W7K2MQ", DUO_KEY_TRUST_NEW);
  duo_room_time_set_next (time, next);
  duo_room_time_set_note (time, note);
  duo_room_time_set_more (time, TRUE, "The chat then ends at 14:45");
  page_settle (room.window);
  more = page_get (GTK_WIDGET (time), GTK_TYPE_BUTTON, "5 More Minutes");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (more), ==, "The chat then ends at 14:45");
  g_assert_true (is_whole (&room, next));
  g_assert_true (is_whole (&room, note));
  code = get_place (&room, page_get (GTK_WIDGET (room.stage), GTK_TYPE_LABEL, "W7K 2MQ"));
  first = get_place (&room, page_get (GTK_WIDGET (time), GTK_TYPE_LABEL, next));
  last = get_place (&room, more);
  own = get_place (&room, page_get (GTK_WIDGET (room.stage), DUO_TYPE_VIDEO_VIEW, "Your camera’s picture"));
  g_assert_cmpfloat (first.origin.y, >=, code.origin.y + code.size.height);
  g_assert_cmpfloat (own.origin.y, >=, last.origin.y + last.size.height);
  page_wait_until (is_faded, room.stage);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (time), "room-chrome"));
  duo_room_time_set_next (time, NULL);
  duo_room_time_set_more (time, FALSE, NULL);
  g_assert_false (says (&room, next));
  g_assert_null (page_find (GTK_WIDGET (time), GTK_TYPE_BUTTON, "5 More Minutes"));
  close_room (&room);
  g_assert_finalize_object (reader);
}

static void
test_another_time_is_not_covered (void)
{
  graphene_rect_t button, own;
  GtkWidget *again;
  Room room;

  open_room (&room, 370, 648);
  duo_room_stage_set_scene (room.stage, DUO_ROOM_SCENE_WAITING, "Ada is 10 minutes late",
                            "Expected at 14:25 (08:25 New York)\nYou will hear a chime.\n"
                            "The room is open until 14:35 (08:35 New York).");
  g_assert_null (page_find (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "_Book Another Time…"));
  duo_room_stage_set_again (room.stage, "_Book Another Time…");
  page_settle (room.window);
  again = page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "_Book Another Time…");
  button = get_place (&room, again);
  own = get_place (&room, page_get (GTK_WIDGET (room.stage), DUO_TYPE_VIDEO_VIEW, "Your camera’s picture"));
  g_assert_cmpfloat (own.origin.y, >=, button.origin.y + button.size.height);
  duo_room_stage_set_again (room.stage, NULL);
  g_assert_null (page_find (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "_Book Another Time…"));
  close_room (&room);
}

static void
test_controls_fade_over_a_picture_only (void)
{
  DuoScreenReader *reader = duo_screen_reader_new (NULL);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) microphone = g_simple_action_new ("microphone", NULL);
  GtkWidget *controls;
  Room room;

  open_room (&room, 1280, 840);
  duo_room_stage_start_fading (room.stage, reader, 20, 20);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  controls = gtk_widget_get_parent (page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Leave"));
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (microphone));
  gtk_widget_insert_action_group (room.window, "room", G_ACTION_GROUP (actions));
  duo_room_stage_focus (room.stage);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (room.window)) ==
                 page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Turn Off Microphone"));
  page_wait_until (is_faded, room.stage);
  /* A touch on what cannot be seen must not hang up. */
  g_assert_false (gtk_widget_get_can_target (controls));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (room.stage), "faded"));

  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_OFF);
  g_assert_false (duo_room_stage_get_faded (room.stage));
  g_assert_true (gtk_widget_get_can_target (controls));

  /* Nor is what waits to be read hidden with its button. */
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  page_wait_until (is_faded, room.stage);
  duo_room_stage_set_text (room.stage, FALSE, 1);
  g_assert_false (duo_room_stage_get_faded (room.stage));
  duo_room_stage_set_text (room.stage, TRUE, 0);
  page_wait_until (is_faded, room.stage);
  close_room (&room);
  g_assert_finalize_object (reader);
}

/* How far above the lower edge a toast over pages ends */
static float
measure_toast (int width)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *window = page_window_new (overlay, width, 648);
  graphene_rect_t said;

  gtk_widget_add_css_class (overlay, "over-pages");
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new ("Makena Odhiambo booked Sun 29"));
  page_settle (window);
  g_assert_true (gtk_widget_compute_bounds (page_get (overlay, g_type_from_name ("AdwToastWidget"), NULL),
                                            overlay, &said));
  said.origin.y = gtk_widget_get_height (overlay) - said.origin.y - said.size.height;
  page_window_close (window);
  return said.origin.y;
}

/* What is said over a page does not lie on what one presses there. */
static void
test_toasts_keep_off_the_controls (gconstpointer data)
{
  graphene_rect_t controls;
  Room room;

  open_room (&room, GPOINTER_TO_INT (data), 648);
  show_talking (&room, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  controls =
      get_place (&room, gtk_widget_get_parent (page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Leave")));
  g_assert_cmpfloat (measure_toast (GPOINTER_TO_INT (data)), >=,
                     gtk_widget_get_height (GTK_WIDGET (room.stage)) - controls.origin.y);
  close_room (&room);
}

static void
test_after (void)
{
  GtkWidget *after = g_object_ref_sink (g_object_new (DUO_TYPE_ROOM_AFTER, NULL));
  DuoTimeRange span = {0, 16 * 60};
  GtkWidget *window = page_window_new (after, 360, 648);

  duo_room_after_set_chat (DUO_ROOM_AFTER (after), "Ada Lindqvist", 3 * 60, 20 * 60, span, "14:15–14:31");
  g_assert_true (page_says (after, "14:15–14:31 · about 3 minutes"));
  duo_room_after_set_chat (DUO_ROOM_AFTER (after), "Ada Lindqvist", 16 * 60, 20 * 60, span, "14:15–14:31");
  duo_room_after_set_next (DUO_ROOM_AFTER (after), "14:35", TRUE);
  page_settle (window);
  g_assert_true (page_says (after, "You talked with Ada Lindqvist"));
  g_assert_true (page_says (after, "14:15–14:31"));
  g_assert_true (page_says (after, "The room is open until 14:35"));
  g_assert_nonnull (page_find (after, GTK_TYPE_BUTTON, "_Book Again"));

  duo_room_after_set_chat (DUO_ROOM_AFTER (after), "Ada Lindqvist", 0, 5 * 60, span, "14:15–14:20");
  duo_room_after_set_next (DUO_ROOM_AFTER (after), NULL, FALSE);
  page_settle (window);
  g_assert_true (page_says (after, "You did not meet Ada Lindqvist"));
  g_assert_true (page_says (after, "14:15–14:20 · you waited 5 minutes · Ada did not join"));
  g_assert_null (page_find (after, GTK_TYPE_BUTTON, "_Book Again"));
  g_assert_null (page_find (after, GTK_TYPE_BUTTON, "_Join Again"));
  g_assert_true (page_says (after, "After the Chat"));

  duo_room_after_set_ahead (DUO_ROOM_AFTER (after), "Ada Lindqvist", "14:15");
  g_assert_true (page_says (after, "Before the Chat"));
  g_assert_true (page_says (after, "The chat begins at 14:15"));
  g_assert_false (page_says (after, "You did not meet Ada Lindqvist"));
  adw_window_set_content (ADW_WINDOW (window), NULL);
  page_window_close (window);
  g_assert_finalize_object (after);
}

int
main (int argc, char **argv)
{
  static const int widths[] = {360, 480, 561, 700, 790, 801, 850, 901, 1000, 1280};

  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/stage/screen-readers-hear-the-connection", test_screen_readers_hear_the_connection);
  g_test_add_func ("/room/stage/screen-readers-hear-who-is-muted", test_screen_readers_hear_who_is_muted);
  g_test_add_func ("/room/stage/nothing-is-said-that-is-not-told", test_nothing_is_said_that_is_not_told);
  g_test_add_func ("/room/stage/waiting", test_waiting);
  g_test_add_func ("/room/stage/early", test_early);
  g_test_add_func ("/room/stage/switches", test_switches);
  g_test_add_func ("/room/stage/new-key", test_new_key);
  g_test_add_func ("/room/stage/talking", test_talking);
  g_test_add_func ("/room/stage/peers-devices-are-said", test_peers_devices_are_said);
  g_test_add_func ("/room/stage/own-silence-is-said", test_own_silence_is_said);
  g_test_add_func ("/room/stage/last-frame-stays-while-reconnecting",
                   test_last_frame_stays_while_reconnecting);
  g_test_add_func ("/room/stage/ended", test_ended);
  g_test_add_func ("/room/stage/own-switches", test_own_switches);
  g_test_add_func ("/room/stage/code-and-quality", test_code_and_quality);
  g_test_add_func ("/room/stage/code-says-what-it-does-not-hide", test_code_says_what_it_does_not_hide);
  g_test_add_data_func ("/room/stage/code-has-answers/360", GINT_TO_POINTER (360), test_code_has_answers);
  g_test_add_data_func ("/room/stage/code-has-answers/1280", GINT_TO_POINTER (1280), test_code_has_answers);
  g_test_add_func ("/room/stage/quality-has-words", test_quality_has_words);
  g_test_add_func ("/room/stage/picture-waits", test_picture_waits);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *path = g_strdup_printf ("/room/stage/nothing-covers-a-control/%d", widths[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (widths[i]), test_nothing_covers_a_control);
    }
  g_test_add_func ("/room/stage/nothing-covers-a-question", test_nothing_covers_a_question);
  g_test_add_func ("/room/stage/answers-are-in-sight", test_answers_are_in_sight);
  g_test_add_func ("/room/stage/focus-is-on-the-safe-answer", test_focus_is_on_the_safe_answer);
  g_test_add_func ("/room/stage/nothing-covers-the-header", test_nothing_covers_the_header);
  g_test_add_data_func ("/room/stage/toasts/360", GINT_TO_POINTER (360), test_toasts_keep_off_the_controls);
  g_test_add_data_func ("/room/stage/toasts/1280", GINT_TO_POINTER (1280), test_toasts_keep_off_the_controls);
  g_test_add_data_func ("/room/stage/time/370", GINT_TO_POINTER (370), test_time_is_whole);
  g_test_add_data_func ("/room/stage/time/1280", GINT_TO_POINTER (1280), test_time_is_whole);
  g_test_add_func ("/room/stage/another-time", test_another_time_is_not_covered);
  g_test_add_func ("/room/stage/narrow", test_narrow);
  g_test_add_func ("/room/stage/narrow-line", test_narrow_line_is_whole);
  g_test_add_func ("/room/stage/long-names-fit", test_long_names_fit);
  g_test_add_func ("/room/stage/service-away-is-said", test_service_away_is_said);
  g_test_add_func ("/room/stage/controls-fade-over-a-picture-only", test_controls_fade_over_a_picture_only);
  g_test_add_func ("/room/after", test_after);
  return page_test_run_calls ();
}
