/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The chain of machines with a graphics card, here on Mesa's, which is the processor: slow, and the same way. */

#include "duo-call.h"
#include "duo-video-feed-private.h"
#include "page-test.h"
#include "room/duo-video-paintable.h"
#include "room/duo-video-view.h"

#define SOURCE(pattern)                                                                                      \
  "videotestsrc is-live=true pattern=" pattern                                                               \
  " ! video/x-raw,format=I420,width=320,height=180,framerate=15/1 ! identity"

typedef struct
{
  GstElement *pipeline;
  GstElement *sink; /* of the pipeline */
  DuoVideoFeed *feed;
  DuoVideoView *view;
  GtkWidget *window;
} Studio;

/* (transfer full): not running yet */
static GstElement *
make_pipeline (DuoVideoFeed *feed, const char *source, GstElement **sink)
{
  GstElement *made = gst_parse_bin_from_description (source, TRUE, NULL);
  GstElement *pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));

  *sink = duo_video_feed_new_sink (feed);
  gst_bin_add_many (GST_BIN (pipeline), made, *sink, NULL);
  g_assert_true (gst_element_link (made, *sink));
  return pipeline;
}

static void
studio_open (Studio *studio)
{
  studio->feed = duo_video_feed_new ();
  studio->view = duo_video_view_new ();
  studio->window = page_window_new (GTK_WIDGET (studio->view), 320, 180);
  duo_video_view_set_feed (studio->view, studio->feed);
  studio->pipeline = make_pipeline (studio->feed, SOURCE ("red"), &studio->sink);
  gst_element_set_state (studio->pipeline, GST_STATE_PLAYING);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
studio_close (Studio *studio)
{
  duo_video_view_set_feed (studio->view, NULL);
  page_window_close (studio->window);
  gst_element_set_state (studio->pipeline, GST_STATE_NULL);
  gst_clear_object (&studio->pipeline);
  settle ();
  g_assert_finalize_object (studio->feed);
}

/* The pixel in the middle of @widget as it is painted. */
static void
read_middle (GtkWidget *widget, guint8 *pixel)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint8 *pixels = g_malloc0 ((gsize) width * height * 4);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));

  memset (pixel, 0, 4);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (!node)
    return;
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  memcpy (pixel, pixels + ((gsize) (height / 2) * width + width / 2) * 4, 4);
}

static gboolean
is_red (gpointer data)
{
  guint8 pixel[4];

  read_middle (data, pixel);
  return pixel[2] > 200 && pixel[1] < 60 && pixel[0] < 60;
}

static gboolean
is_not_red (gpointer data)
{
  return !is_red (data);
}

static gboolean
is_blue (gpointer data)
{
  guint8 pixel[4];

  read_middle (data, pixel);
  return pixel[0] > 200 && pixel[1] < 60 && pixel[2] < 60;
}

/* As a call does with another connection: made behind the one in use, which goes before there is a picture of it. */
static void
test_last_picture_stays (void)
{
  GstElement *next, *sink;
  Studio studio;

  studio_open (&studio);
  page_wait_until (is_red, studio.view);
  next = make_pipeline (studio.feed, SOURCE ("blue"), &sink);
  g_assert_true (is_red (studio.view));
  duo_video_feed_use_sink (studio.feed, studio.sink);
  page_wait_until (is_red, studio.view);
  duo_video_feed_use_sink (studio.feed, sink);
  gst_element_set_state (studio.pipeline, GST_STATE_NULL);
  gst_clear_object (&studio.pipeline);
  settle ();
  g_assert_true (is_red (studio.view));
  gst_element_set_state (next, GST_STATE_PLAYING);
  page_wait_until (is_blue, studio.view);
  studio.pipeline = next;
  studio_close (&studio);
}

static void
test_shows_frames (void)
{
  guint width;
  Studio studio;

  studio_open (&studio);
  g_assert_true (GDK_IS_PAINTABLE (duo_video_feed_get_surface (studio.feed)));
  page_wait_until (is_red, studio.view);
  g_object_get (studio.feed, "width", &width, NULL);
  g_assert_cmpuint (width, ==, 320);
  g_assert_cmpuint (duo_video_feed_get_frames (studio.feed), >, 0);
  /* A camera that is off shows nothing, though the surface still has its last picture. */
  duo_video_feed_set_live (studio.feed, FALSE);
  page_wait_until (is_not_red, studio.view);
  studio_close (&studio);
}

int
main (int argc, char **argv)
{
  /* A desktop of tests has none of this. */
  g_unsetenv ("GDK_DISABLE");
  g_setenv ("GSK_RENDERER", "ngl", TRUE);
  duo_call_init ();
  page_test_init_test (&argc, &argv);
  if (!duo_video_feed_choose_gl (TRUE))
    {
      g_print ("1..0 # SKIP no GL sink here\n");
      return 0;
    }
  g_test_add_func ("/room/gl/shows-frames", test_shows_frames);
  g_test_add_func ("/room/gl/last-picture-stays", test_last_picture_stays);
  return page_test_run_calls ();
}
