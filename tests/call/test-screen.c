/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A shared screen, through two whole calls. */

#include "duo-call-private.h"
#include "duo-media-source.h"
#include "duo-peer-private.h"
#include "rough.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <gst/video/video.h>
#include <sys/socket.h>

#define PATIENCE 60
#define SHAPE "video/x-raw,format=BGRx,width=%d,height=%d,framerate=10/1"

/* (transfer full) */
static DuoScreen *
draw (const char *source, GstElement **bin)
{
  g_autofree char *shape = g_strdup_printf (SHAPE, 800, 600);
  g_autofree char *text = g_strdup_printf ("%s ! capsfilter name=shape caps=%s", source, shape);
  GstElement *drawn = gst_parse_bin_from_description (text, TRUE, NULL);

  g_autoptr (GError) error = NULL;
  DuoScreen *screen;

  g_assert_nonnull (drawn);
  if (bin != NULL)
    *bin = drawn;
  screen = duo_screen_new_drawn (drawn, &error);
  g_assert_no_error (error);
  return screen;
}

#define ENDLESS "videotestsrc is-live=true pattern=smpte75"

static guint64
count_screen (Party *party)
{
  DuoCallStats stats;

  duo_call_get_stats (party->call, &stats);
  return stats.screen_frames;
}

static guint64
count_camera (Party *party)
{
  DuoCallStats stats;

  duo_call_get_stats (party->call, &stats);
  return stats.video_frames;
}

/* What is waited for: @party sees so many pictures of the screen, and of the camera, or none. */
typedef struct
{
  Party *party;
  guint64 screen;
  guint64 camera;
} Seen;

static gboolean
has_seen (gpointer data)
{
  Seen *seen = data;

  return count_screen (seen->party) >= seen->screen && count_camera (seen->party) >= seen->camera;
}

static void
see_more (Party *party)
{
  pair_wait (has_seen, &(Seen) {party, count_screen (party) + 5, count_camera (party) + 5}, PATIENCE);
}

static gboolean
is_shown_one (gpointer data)
{
  return duo_call_get_peer_screen (((Party *) data)->call);
}

static gboolean
is_shown_none (gpointer data)
{
  return !is_shown_one (data);
}

static gboolean
has_picture (gpointer data)
{
  g_autoptr (GstSample) sample =
      duo_video_feed_dup_sample (duo_call_get_screen_feed (((Party *) data)->call));

  return sample != NULL;
}

static void
set_up (Pair *pair)
{
  pair_set_up (pair);
  pair_talk (pair);
  duo_video_feed_set_target (duo_call_get_screen_feed (pair->talent.call), 400, 300);
}

static void
test_share_stop_and_again (void)
{
  Pair pair;

  set_up (&pair);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DuoScreen) screen = draw (ENDLESS, NULL);

      duo_call_share_screen (pair.recruiter.call, screen);
      g_assert_true (duo_call_get_screen (pair.recruiter.call));
      pair_wait (is_shown_one, &pair.talent, PATIENCE);
      see_more (&pair.talent);
      pair_wait (has_picture, &pair.talent, PATIENCE);
      g_assert_false (duo_call_get_peer_screen (pair.recruiter.call));

      duo_call_stop_screen (pair.recruiter.call);
      g_assert_false (duo_call_get_screen (pair.recruiter.call));
      pair_wait (is_shown_none, &pair.talent, PATIENCE);
      g_assert_false (has_picture (&pair.talent));
      /* Nothing of the capture is left behind. */
      g_assert_finalize_object (g_steal_pointer (&screen));
    }
  g_assert_cmpuint (count_screen (&pair.recruiter), ==, 0);
  pair_tear_down (&pair);
}

static GstPadProbeReturn
on_asked (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  if (gst_video_event_is_force_key_unit (GST_PAD_PROBE_INFO_EVENT (info)))
    g_atomic_int_inc ((gint *) data);
  return GST_PAD_PROBE_OK;
}

/* @party's: its screen's encoder is the one whose packets leave by an element of that name. */
static void
watch_screen_encoder (Party *party, gint *asked)
{
  g_autoptr (GstElement) last = gst_bin_get_by_name (GST_BIN (party->call->peer->pipeline), "last");
  g_autoptr (GstObject) chain = gst_object_get_parent (GST_OBJECT (last));
  g_autoptr (GstElement) encoder = gst_bin_get_by_name (GST_BIN (chain), "encoder");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (encoder, "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_asked, asked, NULL);
}

/* Nobody has seen what was lost while the path was broken, and of a desk that rests nothing comes anew. */
static void
test_after_a_break (void)
{
  g_autoptr (DuoScreen) screen = draw (ENDLESS, NULL);
  Pair pair;
  gint asked = 0;

  set_up (&pair);
  duo_call_share_screen (pair.recruiter.call, screen);
  see_more (&pair.talent);
  watch_screen_encoder (&pair.recruiter, &asked);
  duo_call_on_path (pair.recruiter.call, FALSE);
  g_assert_cmpint (g_atomic_int_get (&asked), ==, 0);
  duo_call_on_path (pair.recruiter.call, TRUE);
  g_assert_cmpint (g_atomic_int_get (&asked), ==, 1);
  see_more (&pair.talent);
  pair_tear_down (&pair);
}

/* Both at once: each line is its own. */
static void
test_both_share (void)
{
  g_autoptr (DuoScreen) one = draw (ENDLESS, NULL);
  g_autoptr (DuoScreen) two = draw (ENDLESS, NULL);
  Pair pair;

  set_up (&pair);
  duo_call_share_screen (pair.recruiter.call, one);
  duo_call_share_screen (pair.talent.call, two);
  see_more (&pair.talent);
  see_more (&pair.recruiter);
  pair_tear_down (&pair);
}

/* Pressed before there is anybody: it begins once they are verified. */
static void
test_share_early (void)
{
  g_autoptr (DuoScreen) screen = draw (ENDLESS, NULL);
  Pair pair;

  pair_set_up (&pair);
  duo_call_share_screen (pair.talent.call, screen);
  pair_talk (&pair);
  pair_wait (is_shown_one, &pair.recruiter, PATIENCE);
  see_more (&pair.recruiter);
  pair_tear_down (&pair);
}

static gboolean
shares_none (gpointer data)
{
  return !duo_call_get_screen (((Party *) data)->call);
}

static void
on_ended (DuoScreen *screen, const GError *error, gboolean *said)
{
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_MISSING);
  *said = TRUE;
}

/* The desktop takes it away: nobody is left to believe that it is still shared. */
static void
test_end_of_the_stream (void)
{
  g_autoptr (DuoScreen) screen = draw (ENDLESS " num-buffers=20", NULL);
  gboolean said = FALSE;
  Pair pair;

  g_signal_connect (screen, "ended", G_CALLBACK (on_ended), &said);
  set_up (&pair);
  duo_call_share_screen (pair.recruiter.call, screen);
  pair_wait (shares_none, &pair.recruiter, PATIENCE);
  g_assert_true (said);
  pair_wait (is_shown_none, &pair.talent, PATIENCE);
  pair_tear_down (&pair);
}

/* Who sends without a word is decoded, and not shown. */
static void
test_not_said (void)
{
  g_autoptr (DuoScreen) screen = draw (ENDLESS, NULL);
  Pair pair;

  set_up (&pair);
  duo_peer_share (pair.recruiter.call->peer, screen);
  see_more (&pair.talent);
  g_assert_false (duo_call_get_peer_screen (pair.talent.call));
  g_assert_false (has_picture (&pair.talent));
  pair_tear_down (&pair);
}

typedef struct
{
  Party *party;
  double shape;
} Shape;

static gboolean
has_shape (gpointer data)
{
  Shape *wanted = data;
  DuoVideoFeed *feed = duo_call_get_screen_feed (wanted->party->call);
  guint width, height;

  g_object_get (feed, "width", &width, "height", &height, NULL);
  return height > 0 && ABS ((double) width / height - wanted->shape) < 0.02;
}

/* A window that is shared is given another shape: it is shown in that, and not pressed into the old one. */
static void
test_another_shape (void)
{
  GstElement *drawn;
  g_autoptr (DuoScreen) screen = draw (ENDLESS, &drawn);
  g_autoptr (GstElement) shape = gst_bin_get_by_name (GST_BIN (drawn), "shape");
  g_autofree char *text = g_strdup_printf (SHAPE, 300, 600);
  g_autoptr (GstCaps) tall = gst_caps_from_string (text);
  Pair pair;

  set_up (&pair);
  duo_call_share_screen (pair.recruiter.call, screen);
  pair_wait (has_shape, &(Shape) {&pair.talent, 800.0 / 600}, PATIENCE);
  g_object_set (shape, "caps", tall, NULL);
  pair_wait (has_shape, &(Shape) {&pair.talent, 300.0 / 600}, PATIENCE);
  pair_tear_down (&pair);
}

static gboolean
waits (gpointer data)
{
  return duo_call_get_state (((Party *) data)->call) == DUO_CALL_WAITING;
}

/* Who comes back is not shown what was begun for who left. */
static void
test_peer_leaves (void)
{
  g_autoptr (DuoScreen) screen = draw (ENDLESS, NULL);
  Pair pair;

  set_up (&pair);
  duo_call_share_screen (pair.recruiter.call, screen);
  see_more (&pair.talent);
  duo_call_hang_up (pair.talent.call);
  pair_wait (waits, &pair.recruiter, PATIENCE);
  g_assert_false (duo_call_get_screen (pair.recruiter.call));
  party_renew (&pair.talent, DUO_CALL_ANSWERS);
  duo_call_start (pair.talent.call);
  pair_wait_state (pair.talent.call, DUO_CALL_TALKING);
  pair_wait (has_seen, &(Seen) {&pair.talent, 0, 10}, PATIENCE);
  g_assert_false (duo_call_get_peer_screen (pair.talent.call));
  g_assert_cmpuint (count_screen (&pair.talent), ==, 0);
  pair_tear_down (&pair);
}

/* The connection before stays for a moment, and shares nothing any more: who stops is not recorded for longer. */
static void
test_stop_at_the_change (void)
{
  g_autoptr (DuoScreen) screen = draw (ENDLESS, NULL);
  Rough rough;
  DuoCall *call;
  RoughLink link;

  rough_set_up (&rough);
  rough_talk (&rough);
  call = rough.pair.recruiter.call;
  duo_call_share_screen (call, screen);
  pair_wait (is_shown_one, &rough.pair.talent, PATIENCE);
  see_more (&rough.pair.talent);
  link = (RoughLink) {call, call->peer};
  told_network_change (rough.networks[0], "198.51.100.10");
  pair_wait (rough_is_over, &link, PATIENCE);
  g_assert_nonnull (call->old);
  duo_call_stop_screen (call);
  g_assert_finalize_object (g_steal_pointer (&screen));
  rough_tear_down (&rough);
}

static gboolean
is_closed (gpointer data)
{
  return fcntl (GPOINTER_TO_INT (data), F_GETFD) < 0;
}

static gboolean
is_asked (gpointer data)
{
  return g_poll (&(GPollFD) {GPOINTER_TO_INT (data), G_IO_IN, 0}, 1, 0) > 0;
}

/* PipeWire that does not answer holds up the thread that asks it, which has the connection until it is done. */
static void
test_connection_is_closed_last (void)
{
  g_autoptr (GError) error = NULL;
  int ends[2];
  DuoScreen *screen;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  screen = duo_screen_new (ends[0], 1, &error);
  g_assert_no_error (error);
  pair_wait (is_asked, GINT_TO_POINTER (ends[1]), PATIENCE);
  g_assert_finalize_object (screen);
  g_assert_false (is_closed (GINT_TO_POINTER (ends[0])));
  g_clear_fd (&ends[1], NULL);
  pair_wait (is_closed, GINT_TO_POINTER (ends[0]), PATIENCE);
}

/* The same with a camera of a sandbox: who leaves the room lets go of everything at once. */
static void
test_camera_connection_is_closed_last (void)
{
  DuoDeviceMonitor *monitor = duo_device_monitor_new ();
  DuoMediaSource *source = duo_media_source_new_devices (DUO_DEVICE_REMOTE_CAMERA, NULL);
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  duo_device_monitor_admit_camera (monitor, ends[0]);
  duo_media_source_set_device (source, DUO_DEVICE_CAMERA, DUO_DEVICE_REMOTE_CAMERA,
                               duo_device_monitor_get_remote (monitor));
  duo_media_source_set_camera (source, TRUE);
  pair_wait (is_asked, GINT_TO_POINTER (ends[1]), PATIENCE);
  g_assert_finalize_object (source);
  g_assert_finalize_object (monitor);
  g_assert_false (is_closed (GINT_TO_POINTER (ends[0])));
  g_clear_fd (&ends[1], NULL);
  pair_wait (is_closed, GINT_TO_POINTER (ends[0]), PATIENCE);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/screen/share-stop-and-again", test_share_stop_and_again);
  g_test_add_func ("/call/screen/after-a-break", test_after_a_break);
  g_test_add_func ("/call/screen/both", test_both_share);
  g_test_add_func ("/call/screen/early", test_share_early);
  g_test_add_func ("/call/screen/end-of-the-stream", test_end_of_the_stream);
  g_test_add_func ("/call/screen/not-said", test_not_said);
  g_test_add_func ("/call/screen/another-shape", test_another_shape);
  g_test_add_func ("/call/screen/peer-leaves", test_peer_leaves);
  g_test_add_func ("/call/screen/stop-at-the-change", test_stop_at_the_change);
  g_test_add_func ("/call/pipewire/is-closed-last", test_connection_is_closed_last);
  g_test_add_func ("/call/portal/camera-is-closed-last", test_camera_connection_is_closed_last);
  return pair_run ();
}
