/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-call.h"
#include "duo-video-feed-private.h"
#include "page-test.h"
#include "room/duo-room-stage.h"
#include "room/duo-video-view.h"

#define SCREEN "Screen of Ada Lindqvist"
#define LARGE "Picture of Ada Lindqvist"
#define SMALL "Small picture of Ada Lindqvist"
#define OWN "Your camera’s picture"
#define SHARING "You are sharing your screen"

/* A stage on which the two talk. */
typedef struct
{
  DuoRoomStage *stage;
  GtkWidget *window;
  DuoVideoFeed *remote, *own, *screen;
} Room;

static void
open_room (Room *room, int width)
{
  room->stage = g_object_ref_sink (g_object_new (DUO_TYPE_ROOM_STAGE, NULL));
  room->remote = duo_video_feed_new ();
  room->own = duo_video_feed_new ();
  room->screen = duo_video_feed_new_sharp ();
  duo_room_stage_set_people (room->stage, "Ada Lindqvist", "Kvarken Systems", "Amara Okafor");
  duo_room_stage_set_feeds (room->stage, room->remote, room->own);
  duo_room_stage_set_mine (room->stage, TRUE, TRUE);
  duo_room_stage_set_scene (room->stage, DUO_ROOM_SCENE_TALKING, NULL, NULL);
  duo_room_stage_set_peers (room->stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_ON);
  room->window = page_window_new (GTK_WIDGET (room->stage), width, 648);
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
  g_assert_finalize_object (room->screen);
}

static void
watch (Room *room, gboolean shared)
{
  duo_room_stage_set_screen (room->stage, shared ? room->screen : NULL);
  page_settle (room->window);
}

/* The feed that the view of this name shows; NULL where there is no such view. */
static DuoVideoFeed *
get_feed (Room *room, const char *name)
{
  GtkWidget *view = page_find (GTK_WIDGET (room->stage), DUO_TYPE_VIDEO_VIEW, name);
  g_autoptr (DuoVideoFeed) feed = NULL;

  if (view != NULL)
    g_object_get (view, "feed", &feed, NULL);
  return feed;
}

static gboolean
says (Room *room, const char *text)
{
  return page_says (GTK_WIDGET (room->stage), text);
}

static void
test_watching (void)
{
  Room room;

  open_room (&room, 1280);
  g_assert_null (get_feed (&room, SCREEN));
  g_assert_true (get_feed (&room, LARGE) == room.remote);
  watch (&room, TRUE);
  g_assert_true (get_feed (&room, SCREEN) == room.screen);
  g_assert_true (get_feed (&room, SMALL) == room.remote);
  /* Nothing is scaled and converted twice. */
  g_assert_null (get_feed (&room, LARGE));
  g_assert_true (says (&room, "Ada is sharing a screen"));
  watch (&room, FALSE);
  g_assert_null (get_feed (&room, SCREEN));
  g_assert_true (get_feed (&room, LARGE) == room.remote);
  g_assert_false (says (&room, "Ada is sharing a screen"));
  close_room (&room);
}

/* A screen is a picture: no words about the missing other one lie on it, and what shows nothing takes no place. */
static void
test_watching_without_cameras (void)
{
  GtkWidget *view;
  Room room;

  open_room (&room, 1280);
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_OFF);
  duo_room_stage_set_mine (room.stage, TRUE, FALSE);
  g_assert_true (says (&room, "Ada’s camera is off"));
  watch (&room, TRUE);
  g_assert_false (says (&room, "Ada’s camera is off"));
  g_assert_null (page_find (GTK_WIDGET (room.stage), DUO_TYPE_VIDEO_VIEW, SMALL));
  view = page_get (GTK_WIDGET (room.stage), DUO_TYPE_VIDEO_VIEW, SCREEN);
  g_assert_cmpint (gtk_widget_get_width (view), ==, gtk_widget_get_width (GTK_WIDGET (room.stage)));
  watch (&room, FALSE);
  g_assert_true (says (&room, "Ada’s camera is off"));
  close_room (&room);
}

static int
measure_screen (Room *room)
{
  return gtk_widget_get_width (page_get (GTK_WIDGET (room->stage), DUO_TYPE_VIDEO_VIEW, SCREEN));
}

/* The buttons fade over a screen, so one's own silence needs a place beside it. */
static void
test_watching_muted (void)
{
  Room room;
  int whole;

  open_room (&room, 1280);
  duo_room_stage_set_peers (room.stage, DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_OFF);
  duo_room_stage_set_mine (room.stage, TRUE, FALSE);
  watch (&room, TRUE);
  whole = measure_screen (&room);
  g_assert_null (page_find (GTK_WIDGET (room.stage), GTK_TYPE_IMAGE, "Your microphone is off"));
  duo_room_stage_set_mine (room.stage, FALSE, FALSE);
  page_settle (room.window);
  g_assert_nonnull (page_find (GTK_WIDGET (room.stage), GTK_TYPE_IMAGE, "Your microphone is off"));
  g_assert_cmpint (measure_screen (&room), <, whole);
  close_room (&room);
}

/* The camera had to make room for the screen: a picture that stands still is no picture. */
static void
test_camera_makes_room (void)
{
  Room room;

  open_room (&room, 1280);
  watch (&room, TRUE);
  duo_room_stage_set_picture_waits (room.stage, TRUE);
  page_settle (room.window);
  g_assert_null (get_feed (&room, SMALL));
  g_assert_true (get_feed (&room, SCREEN) == room.screen);
  close_room (&room);
}

static void
test_nobody_to_watch (void)
{
  Room room;

  open_room (&room, 1280);
  watch (&room, TRUE);
  duo_room_stage_set_scene (room.stage, DUO_ROOM_SCENE_PEER_LEFT, "Ada has left", NULL);
  page_settle (room.window);
  g_assert_null (get_feed (&room, SCREEN));
  close_room (&room);
}

static graphene_rect_t
get_place (Room *room, GType type, const char *name)
{
  GtkWidget *widget = page_get (GTK_WIDGET (room->stage), type, name);
  graphene_rect_t place;

  if (type == GTK_TYPE_BUTTON)
    widget = gtk_widget_get_parent (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (room->stage), &place));
  return place;
}

static gboolean
overlap (const graphene_rect_t *one, const graphene_rect_t *two)
{
  return graphene_rect_intersection (one, two, NULL);
}

/* Nothing small lies on the screen or on a control, at any width. */
static void
test_nothing_covers_the_screen (gconstpointer data)
{
  graphene_rect_t screen, small, own, controls;
  Room room;

  open_room (&room, GPOINTER_TO_INT (data));
  watch (&room, TRUE);
  page_settle (room.window);
  screen = get_place (&room, DUO_TYPE_VIDEO_VIEW, SCREEN);
  small = get_place (&room, DUO_TYPE_VIDEO_VIEW, SMALL);
  own = get_place (&room, DUO_TYPE_VIDEO_VIEW, OWN);
  controls = get_place (&room, GTK_TYPE_BUTTON, "Leave");
  g_assert_false (overlap (&small, &own));
  g_assert_false (overlap (&small, &screen));
  g_assert_false (overlap (&own, &screen));
  g_assert_false (overlap (&small, &controls));
  g_assert_false (overlap (&own, &controls));
  g_assert_cmpfloat (small.origin.x, >=, 0);
  g_assert_cmpfloat (screen.size.width, >=, 0.75 * gtk_widget_get_width (GTK_WIDGET (room.stage)));
  close_room (&room);
}

static gboolean
is_faded (gpointer data)
{
  return duo_room_stage_get_faded (data);
}

/* Whoever shares sees it for as long as that is so, whatever else goes away. */
static void
test_sharing_stays_said (void)
{
  g_autoptr (DuoScreenReader) reader = duo_screen_reader_new (NULL);
  GtkWidget *stop;
  Room room;

  open_room (&room, 360);
  g_assert_false (says (&room, SHARING));
  g_assert_nonnull (page_find (GTK_WIDGET (room.stage), GTK_TYPE_TOGGLE_BUTTON, "Share Your Screen…"));
  duo_room_stage_set_sharing (room.stage, TRUE);
  duo_room_stage_start_fading (room.stage, reader, 50, 50);
  page_wait_until (is_faded, room.stage);
  g_assert_true (says (&room, SHARING));
  stop = page_get (GTK_WIDGET (room.stage), GTK_TYPE_BUTTON, "Stop Sharing");
  for (GtkWidget *at = stop; at != NULL; at = gtk_widget_get_parent (at))
    {
      g_assert_false (gtk_widget_has_css_class (at, "room-chrome"));
      g_assert_true (gtk_widget_get_can_target (at));
    }
  g_assert_nonnull (page_find (GTK_WIDGET (room.stage), GTK_TYPE_TOGGLE_BUTTON, "Stop Sharing Your Screen"));
  duo_room_stage_set_sharing (room.stage, FALSE);
  page_settle (room.window);
  g_assert_false (says (&room, SHARING));
  close_room (&room);
}

int
main (int argc, char **argv)
{
  static const int widths[] = {360, 480, 561, 700, 801, 1000, 1280};

  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/screen/watching", test_watching);
  g_test_add_func ("/room/screen/watching-without-cameras", test_watching_without_cameras);
  g_test_add_func ("/room/screen/watching-muted", test_watching_muted);
  g_test_add_func ("/room/screen/camera-makes-room", test_camera_makes_room);
  g_test_add_func ("/room/screen/nobody-to-watch", test_nobody_to_watch);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *path = g_strdup_printf ("/room/screen/nothing-covers-the-screen/%d", widths[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (widths[i]), test_nothing_covers_the_screen);
    }
  g_test_add_func ("/room/screen/sharing-stays-said", test_sharing_stays_said);
  return page_test_run_calls ();
}
