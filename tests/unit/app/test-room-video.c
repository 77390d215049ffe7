/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/app/app.h>
#include <gst/video/video.h>

#include "duo-call.h"
#include "duo-video-feed-private.h"
#include "page-test.h"
#include "room/duo-video-fit.h"
#include "room/duo-video-paintable.h"
#include "room/duo-video-view.h"

/* Frames on their way from a feed to the screen. A real feed is fed from a pipeline of one colour. */

static const guint8 RED[4] = {0x10, 0x20, 0xe0, 0xff}; /* blue, green, red, alpha */

static GstSample *
new_sample (const char *format, guint width, guint height, const guint8 pixel[4])
{
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, format, "width", G_TYPE_INT, (int) width,
                           "height", G_TYPE_INT, (int) height, "framerate", GST_TYPE_FRACTION, 0, 1, NULL);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, (gsize) width * height * 4, NULL);

  for (guint i = 0; i < width * height; i++)
    gst_buffer_fill (buffer, i * 4, pixel, 4);
  return gst_sample_new (buffer, caps, NULL, NULL);
}

static void
test_texture_shows_the_frame (void)
{
  g_autoptr (GstSample) sample = new_sample ("BGRx", 4, 2, RED);
  g_autoptr (GdkTexture) texture = duo_video_texture_new (sample);
  guint8 pixels[4 * 4 * 2];

  g_assert_nonnull (texture);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 4);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 2);
  gdk_texture_download (texture, pixels, 16);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpmem (pixels + i * 4, 3, RED, 3);
}

static void
test_texture_keeps_alpha (void)
{
  g_autoptr (GstSample) sample = new_sample ("BGRA", 2, 2, RED);
  g_autoptr (GdkTexture) texture = duo_video_texture_new (sample);

  g_assert_cmpint (gdk_texture_get_format (texture), ==, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED);
}

static void
test_texture_shares_memory (void)
{
  g_autoptr (GstSample) sample = new_sample ("BGRA", 2, 2, RED);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GdkTexture *texture = duo_video_texture_new (sample);

  /* Whoever holds the texture holds the buffer, and lets it go with it. */
  g_assert_cmpint (GST_MINI_OBJECT_REFCOUNT_VALUE (buffer), ==, 2);
  g_assert_finalize_object (texture);
  g_assert_cmpint (GST_MINI_OBJECT_REFCOUNT_VALUE (buffer), ==, 1);
}

static void
test_texture_of_something_else (void)
{
  g_autoptr (GstSample) other = new_sample ("RGBA", 2, 2, RED);
  g_autoptr (GstSample) empty = gst_sample_new (NULL, NULL, NULL, NULL);

  g_assert_null (duo_video_texture_new (other));
  g_assert_null (duo_video_texture_new (empty));
}

/* A pipeline that feeds, and the feed. */
typedef struct
{
  GstElement *pipeline;
  DuoVideoFeed *feed;
} Studio;

static void
studio_open (Studio *studio, const char *source)
{
  g_autofree char *line = g_strdup_printf ("%s name=source", source);
  g_autoptr (GstElement) made = gst_parse_bin_from_description (line, TRUE, NULL);
  GstElement *sink;

  studio->feed = duo_video_feed_new ();
  sink = duo_video_feed_new_sink (studio->feed);
  studio->pipeline = gst_pipeline_new (NULL);
  gst_bin_add_many (GST_BIN (studio->pipeline), gst_object_ref (made), sink, NULL);
  g_assert_true (gst_element_link (made, sink));
  gst_element_set_state (studio->pipeline, GST_STATE_PLAYING);
}

static void
studio_close (Studio *studio)
{
  gst_element_set_state (studio->pipeline, GST_STATE_NULL);
  gst_clear_object (&studio->pipeline);
  g_assert_finalize_object (studio->feed);
}

static const char LIVE[] = "videotestsrc is-live=true pattern=red ! "
                           "video/x-raw,format=I420,width=640,height=360,framerate=30/1 ! identity";

static gboolean
has_frames (gpointer data)
{
  return duo_video_feed_get_frames (data) >= 2;
}

static gboolean
has_size (gpointer data)
{
  return gdk_paintable_get_intrinsic_width (data) == 640 && gdk_paintable_get_intrinsic_height (data) == 360;
}

static void
on_invalidated (GdkPaintable *paintable, guint *count)
{
  (*count)++;
}

static void
test_paintable_follows_its_feed (void)
{
  DuoVideoPaintable *paintable = duo_video_paintable_new ();
  Studio studio;
  guint painted = 0;

  g_signal_connect (paintable, "invalidate-contents", G_CALLBACK (on_invalidated), &painted);
  studio_open (&studio, LIVE);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (paintable)), ==, 0);
  duo_video_paintable_set_feed (paintable, studio.feed);
  duo_video_feed_set_target (studio.feed, 160, 90);
  page_wait_until (has_size, paintable);
  page_wait_until (has_frames, studio.feed);
  g_assert_cmpuint (painted, >=, 2);

  duo_video_paintable_set_feed (paintable, NULL);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (paintable)), ==, 0);
  g_assert_null (duo_video_paintable_get_feed (paintable));
  g_assert_finalize_object (paintable);
  studio_close (&studio);
}

typedef struct
{
  GtkWidget *view;
  DuoVideoFeed *feed;
} Shown;

/* The pipeline scaled the newest frame to what covers the view, and not to more. */
static gboolean
is_scaled_to_view (gpointer data)
{
  Shown *shown = data;
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (shown->feed);
  graphene_rect_t place =
      duo_video_fit (gtk_widget_get_width (shown->view), gtk_widget_get_height (shown->view), 640, 360,
                     DUO_VIDEO_FIT_LARGEST_CUT);
  GstVideoInfo info;

  return sample && gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) &&
         GST_VIDEO_INFO_WIDTH (&info) < 640 && ABS (GST_VIDEO_INFO_WIDTH (&info) - place.size.width) <= 2 &&
         ABS (GST_VIDEO_INFO_HEIGHT (&info) - place.size.height) <= 2;
}

/* What came to the feed's bin, and what of it was converted. */
typedef struct
{
  DuoVideoFeed *feed;
  gint came; /* atomic */
  gint wanted;
  guint64 converted;
} Traffic;

static GstPadProbeReturn
on_came (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  g_atomic_int_inc (&((Traffic *) data)->came);
  return GST_PAD_PROBE_OK;
}

static void
watch_traffic (Traffic *traffic, Studio *studio)
{
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (studio->pipeline), "source");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");

  *traffic = (Traffic) {.feed = studio->feed};
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_came, traffic, NULL);
}

static gboolean
has_come (gpointer data)
{
  Traffic *traffic = data;

  return g_atomic_int_get (&traffic->came) >= traffic->wanted;
}

static gboolean
is_converted (gpointer data)
{
  Traffic *traffic = data;

  return duo_video_feed_get_frames (traffic->feed) > traffic->converted;
}

static void
let_come (Traffic *traffic, int count)
{
  traffic->wanted = g_atomic_int_get (&traffic->came) + count;
  page_wait_until (has_come, traffic);
}

/* What was on its way when the valve was shut may still have been converted. */
static void
assert_nothing_converted (Traffic *traffic)
{
  let_come (traffic, 2);
  traffic->converted = duo_video_feed_get_frames (traffic->feed);
  let_come (traffic, 15);
  g_assert_cmpuint (duo_video_feed_get_frames (traffic->feed), ==, traffic->converted);
}

static void
test_view_asks_for_what_it_shows (void)
{
  DuoVideoView *view = duo_video_view_new ();
  GtkWidget *window;
  Traffic traffic;
  Studio studio;

  studio_open (&studio, LIVE);
  watch_traffic (&traffic, &studio);
  duo_video_view_set_feed (view, studio.feed);
  window = page_window_new (GTK_WIDGET (view), 480, 270);
  page_wait_until (is_scaled_to_view, &(Shown) {GTK_WIDGET (view), studio.feed});

  gtk_widget_set_visible (GTK_WIDGET (view), FALSE);
  page_settle (window);
  assert_nothing_converted (&traffic);
  gtk_widget_set_visible (GTK_WIDGET (view), TRUE);
  page_wait_until (is_converted, &traffic);
  duo_video_view_set_feed (view, NULL);
  page_window_close (window);
  studio_close (&studio);
}

/* As a desktop's window manager does it; this desktop has none. */
static void
minimize (gboolean minimized)
{
  g_autofree char *command = g_strdup_printf ("sh -c 'xdotool %s $(xdotool search %s --pid %d | tail -n 1)'",
                                              minimized ? "windowunmap" : "windowmap",
                                              minimized ? "--onlyvisible" : "", (int) getpid ());

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static gboolean
is_minimized (gpointer data)
{
  GdkSurface *surface = gtk_native_get_surface (data);

  return (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) != 0;
}

static void
test_hidden_window (void)
{
  DuoVideoView *view = duo_video_view_new ();
  GtkWidget *window;
  Traffic traffic;
  Studio studio;

  studio_open (&studio, LIVE);
  watch_traffic (&traffic, &studio);
  duo_video_view_set_feed (view, studio.feed);
  window = page_window_new (GTK_WIDGET (view), 480, 270);
  page_wait_until (is_converted, &traffic);
  minimize (TRUE);
  page_wait_until (is_minimized, window);
  assert_nothing_converted (&traffic);
  minimize (FALSE);
  page_wait_until (is_converted, &traffic);
  duo_video_view_set_feed (view, NULL);
  page_window_close (window);
  studio_close (&studio);
}

static gboolean
has_odd_shape (gpointer data)
{
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (data);
  GstVideoInfo info;

  /* 336 × 189, made even. */
  return sample && gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) &&
         GST_VIDEO_INFO_WIDTH (&info) == 336 && GST_VIDEO_INFO_HEIGHT (&info) == 190;
}

/* Sizes are even, shapes are not always: no line of black makes up for the difference. */
static void
test_scaled_to_the_edge (void)
{
  g_autoptr (GstSample) sample = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint8 *pixels = g_malloc (336 * 190 * 4);
  Studio studio;

  studio_open (&studio, LIVE);
  duo_video_feed_set_target (studio.feed, 336, 189);
  page_wait_until (has_odd_shape, studio.feed);
  sample = duo_video_feed_dup_sample (studio.feed);
  texture = duo_video_texture_new (sample);
  gdk_texture_download (texture, pixels, 336 * 4);
  for (guint i = 0; i < 336 * 190; i++)
    g_assert_cmpuint (pixels[i * 4 + 2], >, 200);
  studio_close (&studio);
}

static void
test_view_of_a_ratio (void)
{
  DuoVideoView *view = g_object_ref_sink (duo_video_view_new ());
  int minimum, natural;

  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_VERTICAL, 320, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 0);
  g_object_set (view, "ratio", 16.0 / 9.0, NULL);
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_VERTICAL, 320, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 180);
  g_assert_cmpint (natural, ==, 180);
  g_assert_finalize_object (view);
}

static void
on_notified (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_view_notifies_changes_only (void)
{
  DuoVideoView *view = g_object_ref_sink (duo_video_view_new ());
  gboolean mirrored, always_covers;
  guint count = 0;

  g_signal_connect (view, "notify", G_CALLBACK (on_notified), &count);
  g_object_set (view, "mirrored", TRUE, "ratio", 1.5, "always-covers", TRUE, NULL);
  g_assert_cmpuint (count, ==, 3);
  g_object_set (view, "mirrored", TRUE, "ratio", 1.5, "always-covers", TRUE, "feed", NULL, NULL);
  g_assert_cmpuint (count, ==, 3);
  g_object_get (view, "mirrored", &mirrored, "always-covers", &always_covers, NULL);
  g_assert_true (mirrored && always_covers);
  g_assert_finalize_object (view);
}

/* The first and the last pixel of a row of @widget as it is painted. */
static void
read_ends (GtkWidget *widget, guint8 *first, guint8 *last)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint8 *pixels = g_malloc0 ((gsize) width * height * 4);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  memset (first, 0, 4);
  memset (last, 0, 4);
  if (!node)
    return;
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  memcpy (first, pixels + (gsize) (height / 2) * width * 4 + 8, 4);
  memcpy (last, pixels + (gsize) (height / 2 + 1) * width * 4 - 12, 4);
}

/* Bars: the left one is white, the right one blue. */
static const char BARS[] = "videotestsrc is-live=true pattern=smpte75 ! "
                           "video/x-raw,format=I420,width=640,height=360,framerate=30/1 ! identity";

static gboolean
is_painted (gpointer data)
{
  guint8 first[4], last[4];

  read_ends (data, first, last);
  return first[1] != last[1];
}

static void
test_view_as_in_a_mirror (void)
{
  DuoVideoView *view = duo_video_view_new ();
  guint8 first[4], last[4];
  GtkWidget *window;
  Studio studio;

  studio_open (&studio, BARS);
  duo_video_view_set_feed (view, studio.feed);
  window = page_window_new (GTK_WIDGET (view), 480, 270);
  page_wait_until (is_painted, view);
  read_ends (GTK_WIDGET (view), first, last);
  g_assert_cmpuint (first[1], >, last[1]);

  g_object_set (view, "mirrored", TRUE, NULL);
  page_settle (window);
  read_ends (GTK_WIDGET (view), first, last);
  g_assert_cmpuint (first[1], <, last[1]);

  duo_video_view_set_feed (view, NULL);
  page_window_close (window);
  studio_close (&studio);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/video/texture-shows-the-frame", test_texture_shows_the_frame);
  g_test_add_func ("/room/video/texture-keeps-alpha", test_texture_keeps_alpha);
  g_test_add_func ("/room/video/texture-shares-memory", test_texture_shares_memory);
  g_test_add_func ("/room/video/texture-of-something-else", test_texture_of_something_else);
  g_test_add_func ("/room/video/paintable-follows-its-feed", test_paintable_follows_its_feed);
  g_test_add_func ("/room/video/view-asks-for-what-it-shows", test_view_asks_for_what_it_shows);
  g_test_add_func ("/room/video/hidden-window", test_hidden_window);
  g_test_add_func ("/room/video/view-of-a-ratio", test_view_of_a_ratio);
  g_test_add_func ("/room/video/to-the-edge", test_scaled_to_the_edge);
  g_test_add_func ("/room/video/view-notifies-changes-only", test_view_notifies_changes_only);
  g_test_add_func ("/room/video/view-as-in-a-mirror", test_view_as_in_a_mirror);
  return page_test_run_calls ();
}
