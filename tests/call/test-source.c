/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-device-private.h"
#include "duo-errand.h"
#include "duo-frame-stamp.h"
#include "duo-media-source-private.h"
#include "duo-video-feed-private.h"
#include "pair.h"

#define PATIENCE 20

/* ── a call's end of a source: counts what comes out of it ────────────────────────────────────── */

typedef struct
{
  GstElement *pipeline;
  GstAppSrc *video;
  GstAppSrc *audio;
  gint pictures;
  gint sounds;
} Consumer;

static GstPadProbeReturn
on_buffer (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  g_atomic_int_inc ((gint *) data);
  return GST_PAD_PROBE_OK;
}

static GstAppSrc *
add_chain (Consumer *self, gint *counter)
{
  GstElement *source = gst_element_factory_make ("appsrc", NULL);
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");

  g_object_set (source, "format", GST_FORMAT_TIME, "is-live", TRUE, NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), source, sink, NULL);
  gst_element_link (source, sink);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_buffer, counter, NULL);
  return GST_APP_SRC (source);
}

static void
consumer_open (Consumer *self)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();

  *self = (Consumer) {.pipeline = gst_object_ref_sink (gst_pipeline_new (NULL))};
  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), clock);
  self->video = add_chain (self, &self->pictures);
  self->audio = add_chain (self, &self->sounds);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

static void
consumer_close (Consumer *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->pipeline);
}

static gboolean
has_pictures (gpointer data)
{
  return g_atomic_int_get (&((Consumer *) data)->pictures) >= 5;
}

static gboolean
has_sound (gpointer data)
{
  return g_atomic_int_get (&((Consumer *) data)->sounds) >= 10;
}

/* ── the source ───────────────────────────────────────────────────────────────────────────────── */

static DuoMediaSource *
new_source (void)
{
  return duo_media_source_new_drawn (DUO_PORTRAIT_TALENT, 320, 180, 30, TRUE);
}

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_off_until_asked (void)
{
  DuoMediaSource *source = new_source ();
  guint threads = pair_count_threads ();

  g_assert_false (duo_media_source_get_camera (source));
  g_assert_false (duo_media_source_get_microphone (source));
  g_assert_cmpuint (pair_count_threads (), ==, threads);
  g_assert_finalize_object (source);
}

static void
test_notifies_once (void)
{
  DuoMediaSource *source = new_source ();
  guint count = 0;

  g_signal_connect (source, "notify::camera", G_CALLBACK (on_notify), &count);
  duo_media_source_set_camera (source, TRUE);
  duo_media_source_set_camera (source, TRUE);
  g_assert_cmpuint (count, ==, 1);
  g_object_set (source, "camera", FALSE, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_finalize_object (source);
}

static gboolean
is_loud (gpointer data)
{
  return duo_media_source_get_level (data) > 0.05;
}

static void
test_level (void)
{
  DuoMediaSource *source = new_source ();

  g_assert_cmpfloat (duo_media_source_get_level (source), ==, 0);
  duo_media_source_set_microphone (source, TRUE);
  pair_wait (is_loud, source, PATIENCE);
  duo_media_source_set_microphone (source, FALSE);
  g_assert_cmpfloat (duo_media_source_get_level (source), ==, 0);
  g_assert_finalize_object (source);
}

/* Off is off: nothing is read any more, and the threads that read are gone. */
static void
test_off_reads_nothing (void)
{
  DuoMediaSource *source = new_source ();
  Consumer consumer;
  guint threads;
  gint pictures, sounds;

  consumer_open (&consumer);
  duo_media_source_plug (source, consumer.video, consumer.audio);
  duo_media_source_set_camera (source, TRUE);
  duo_media_source_set_microphone (source, TRUE);
  pair_wait (has_pictures, &consumer, PATIENCE);
  pair_wait (has_sound, &consumer, PATIENCE);
  threads = pair_count_threads ();
  duo_media_source_set_camera (source, FALSE);
  duo_media_source_set_microphone (source, FALSE);
  pair_wait_left (threads - 2, G_MAXUINT);
  gst_element_set_state (consumer.pipeline, GST_STATE_PAUSED);
  pictures = g_atomic_int_get (&consumer.pictures);
  sounds = g_atomic_int_get (&consumer.sounds);
  duo_media_source_set_camera (source, TRUE);
  duo_media_source_plug (source, NULL, NULL);
  gst_element_set_state (consumer.pipeline, GST_STATE_PLAYING);
  duo_media_source_set_camera (source, FALSE);
  g_assert_cmpint (g_atomic_int_get (&consumer.pictures) - pictures, <=, 1);
  g_assert_cmpint (g_atomic_int_get (&consumer.sounds) - sounds, <=, 10);
  g_assert_finalize_object (source);
  consumer_close (&consumer);
}

static void
test_on_again (void)
{
  DuoMediaSource *source = new_source ();
  Consumer consumer;

  consumer_open (&consumer);
  duo_media_source_plug (source, consumer.video, consumer.audio);
  for (guint i = 0; i < 3; i++)
    {
      g_atomic_int_set (&consumer.pictures, 0);
      duo_media_source_set_camera (source, TRUE);
      pair_wait (has_pictures, &consumer, PATIENCE);
      duo_media_source_set_camera (source, FALSE);
    }
  g_assert_finalize_object (source);
  consumer_close (&consumer);
}

/* ── the picture of oneself ───────────────────────────────────────────────────────────────────── */

static gboolean
has_frame (gpointer data)
{
  return duo_video_feed_get_frames (data) >= 3;
}

static void
read_sample (DuoVideoFeed *feed, GstVideoInfo *info, DuoFrameStamp *stamp, gboolean *stamped)
{
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (feed);
  GstVideoFrame frame;

  g_assert_nonnull (sample);
  g_assert_true (gst_video_info_from_caps (info, gst_sample_get_caps (sample)));
  g_assert_true (gst_video_frame_map (&frame, info, gst_sample_get_buffer (sample), GST_MAP_READ));
  *stamped = duo_frame_stamp_read (stamp, &frame);
  gst_video_frame_unmap (&frame);
}

static void
test_feed_scales_down (void)
{
  DuoMediaSource *source = new_source ();
  DuoVideoFeed *feed = duo_media_source_get_self_feed (source);
  DuoFrameStamp stamp;
  GstVideoInfo info;
  gboolean stamped;

  duo_video_feed_set_target (feed, 160, 160);
  duo_media_source_set_camera (source, TRUE);
  pair_wait (has_frame, feed, PATIENCE);
  read_sample (feed, &info, &stamp, &stamped);
  g_assert_cmpint (GST_VIDEO_INFO_FORMAT (&info), ==, GST_VIDEO_FORMAT_BGRA);
  /* It covers the target, so that a page may crop it. */
  g_assert_cmpint (info.height, ==, 160);
  g_assert_cmpint (info.width, ==, 284);
  g_assert_finalize_object (source);
}

static void
test_feed_never_scales_up (void)
{
  DuoMediaSource *source = new_source ();
  DuoVideoFeed *feed = duo_media_source_get_self_feed (source);
  DuoFrameStamp stamp;
  GstVideoInfo info;
  gboolean stamped;
  guint width = 0;

  duo_video_feed_set_target (feed, 4000, 4000);
  duo_media_source_set_camera (source, TRUE);
  pair_wait (has_frame, feed, PATIENCE);
  read_sample (feed, &info, &stamp, &stamped);
  g_assert_cmpint (info.width, ==, 320);
  g_assert_true (stamped);
  g_object_get (feed, "width", &width, NULL);
  g_assert_cmpuint (width, ==, 320);
  g_assert_finalize_object (source);
}

static gboolean
has_ten_pictures (gpointer data)
{
  return g_atomic_int_get (&((Consumer *) data)->pictures) >= 10;
}

static void
test_hidden_feed_converts_nothing (void)
{
  DuoMediaSource *source = new_source ();
  DuoVideoFeed *feed = duo_media_source_get_self_feed (source);
  Consumer consumer;
  guint64 frames;

  consumer_open (&consumer);
  duo_media_source_plug (source, consumer.video, consumer.audio);
  duo_video_feed_set_target (feed, 160, 90);
  duo_media_source_set_camera (source, TRUE);
  pair_wait (has_frame, feed, PATIENCE);
  duo_video_feed_set_target (feed, 0, 0);
  frames = duo_video_feed_get_frames (feed);
  g_atomic_int_set (&consumer.pictures, 0);
  pair_wait (has_ten_pictures, &consumer, PATIENCE);
  /* One may have been on its way. */
  g_assert_cmpuint (duo_video_feed_get_frames (feed), <=, frames + 1);
  g_assert_finalize_object (source);
  consumer_close (&consumer);
}

static void
test_feed_forgets (void)
{
  DuoMediaSource *source = new_source ();
  DuoVideoFeed *feed = duo_media_source_get_self_feed (source);

  duo_video_feed_set_target (feed, 160, 90);
  duo_media_source_set_camera (source, TRUE);
  pair_wait (has_frame, feed, PATIENCE);
  duo_media_source_set_camera (source, FALSE);
  g_assert_null (duo_video_feed_dup_sample (feed));
  g_assert_finalize_object (source);
}

/* ── devices ──────────────────────────────────────────────────────────────────────────────────── */

static void
test_ids (void)
{
  static const struct
  {
    DuoDeviceKind kind;
    const char *id;
    gboolean good;
  } ids[] = {
      {DUO_DEVICE_CAMERA, "v4l2src:/dev/video7", TRUE},
      {DUO_DEVICE_CAMERA, "pulsesrc:x", FALSE},
      {DUO_DEVICE_CAMERA, "filesrc:/etc/passwd", FALSE},
      {DUO_DEVICE_CAMERA, "v4l2src", FALSE},
      {DUO_DEVICE_CAMERA, "", FALSE},
      {DUO_DEVICE_MICROPHONE, "pulsesrc:a:b", TRUE},
      {DUO_DEVICE_MICROPHONE, "v4l2src:/dev/video7", FALSE},
      {DUO_DEVICE_MICROPHONE, "pipewiresrc:x", FALSE},
      {DUO_DEVICE_SPEAKER, "pulsesink:x", TRUE},
      {DUO_DEVICE_SPEAKER, "filesink:/tmp/x", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      GstElement *element = duo_device_create_element (ids[i].kind, ids[i].id, NULL, &error);

      g_assert_true ((element != NULL) == ids[i].good);
      if (element != NULL)
        gst_object_unref (gst_object_ref_sink (element));
      else
        g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_MISSING);
    }
}

/* The camera has been pulled out since it was chosen: said once, and the switch goes back. */
static gboolean
has_error (gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_object_get (data, "camera-problem", &error, NULL);
  return error != NULL;
}

static void
test_missing_device (void)
{
  DuoMediaSource *source = duo_media_source_new_devices ("v4l2src:/dev/no-such-video", "pulsesrc:none");
  g_autoptr (GError) error = NULL;

  duo_media_source_set_camera (source, TRUE);
  pair_wait (has_error, source, PATIENCE);
  g_assert_false (duo_media_source_get_camera (source));
  g_object_get (source, "camera-problem", &error, NULL);
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_MISSING);
  g_assert_nonnull (strstr (error->message, "camera"));
  g_assert_finalize_object (source);
}

static void
on_device_failed (DuoMediaSource *source, int kind, GString *kinds)
{
  g_assert_nonnull (duo_media_source_get_problem (source, (DuoDeviceKind) kind));
  g_string_append_c (kinds, kind == DUO_DEVICE_CAMERA ? 'c' : 'm');
}

/* Which of the two it was is no matter of words. */
static void
test_which_device_failed (void)
{
  DuoMediaSource *source = duo_media_source_new_devices (NULL, NULL);
  g_autoptr (GString) kinds = g_string_new (NULL);
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_DENIED, "no");

  g_signal_connect (source, "failed", G_CALLBACK (on_device_failed), kinds);
  duo_media_source_refuse_device (source, DUO_DEVICE_CAMERA, error);
  duo_media_source_refuse_device (source, DUO_DEVICE_MICROPHONE, error);
  duo_media_source_refuse_device (source, DUO_DEVICE_CAMERA, error);
  g_assert_cmpstr (kinds->str, ==, "cmc");
  g_assert_finalize_object (source);
}

/* What is wrong with one is so whatever becomes of the other. */
static void
test_problems_are_apart (void)
{
  DuoMediaSource *source = new_source ();
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_DENIED, "no");
  g_autoptr (GError) camera = NULL, microphone = NULL;
  guint cameras = 0, microphones = 0;

  g_signal_connect (source, "notify::camera-problem", G_CALLBACK (on_notify), &cameras);
  g_signal_connect (source, "notify::microphone-problem", G_CALLBACK (on_notify), &microphones);
  duo_media_source_refuse_device (source, DUO_DEVICE_MICROPHONE, error);
  g_assert_cmpuint (microphones, ==, 1);
  duo_media_source_set_camera (source, TRUE);
  g_assert_cmpuint (cameras, ==, 0);
  g_assert_cmpuint (microphones, ==, 1);
  duo_media_source_refuse_device (source, DUO_DEVICE_CAMERA, error);
  g_assert_cmpuint (cameras, ==, 1);
  duo_media_source_set_camera (source, TRUE);
  g_assert_cmpuint (cameras, ==, 2);
  g_object_get (source, "camera-problem", &camera, "microphone-problem", &microphone, NULL);
  g_assert_no_error (camera);
  g_assert_error (microphone, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_DENIED);
  g_assert_finalize_object (source);
}

static void
test_monitor (void)
{
  for (guint i = 0; i < 3; i++)
    {
      DuoDeviceMonitor *monitor = duo_device_monitor_new ();

      for (int kind = DUO_DEVICE_CAMERA; kind <= DUO_DEVICE_SPEAKER; kind++)
        g_assert_true (g_list_model_get_item_type (duo_device_monitor_get_devices (monitor, kind)) ==
                       DUO_TYPE_DEVICE);
      g_assert_finalize_object (monitor);
    }
}

/* As a sound server that hangs: it is asked and says nothing until it may. */
static struct
{
  GMutex mutex;
  GCond may;
  guint asked;
  gboolean answers;
  gboolean gave_up;
} stuck;

#define STUCK_TYPE_PROVIDER (stuck_provider_get_type ())
G_DECLARE_FINAL_TYPE (StuckProvider, stuck_provider, STUCK, PROVIDER, GstDeviceProvider)

struct _StuckProvider
{
  GstDeviceProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (StuckProvider, stuck_provider, GST_TYPE_DEVICE_PROVIDER)

static gboolean
stuck_provider_start (GstDeviceProvider *provider)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  g_mutex_lock (&stuck.mutex);
  stuck.asked++;
  while (!stuck.answers && !stuck.gave_up)
    stuck.gave_up = !g_cond_wait_until (&stuck.may, &stuck.mutex, deadline);
  g_mutex_unlock (&stuck.mutex);
  return TRUE;
}

static void
stuck_provider_class_init (StuckProviderClass *klass)
{
  GstDeviceProviderClass *provider_class = GST_DEVICE_PROVIDER_CLASS (klass);

  provider_class->start = stuck_provider_start;
  gst_device_provider_class_set_static_metadata (provider_class, "Stuck", "Source/Video", "Says nothing",
                                                 "Duologue");
}

static void
stuck_provider_init (StuckProvider *self)
{
}

static gboolean
is_asked (gpointer data)
{
  gboolean asked;

  g_mutex_lock (&stuck.mutex);
  asked = stuck.asked > 0;
  g_mutex_unlock (&stuck.mutex);
  return asked;
}

static void
stuck_begin (void)
{
  g_autoptr (GstDeviceProviderFactory) factory = gst_device_provider_factory_find ("stuckprovider");

  if (factory == NULL)
    g_assert_true (
        gst_device_provider_register (NULL, "stuckprovider", GST_RANK_PRIMARY, STUCK_TYPE_PROVIDER));
  stuck.asked = 0;
  stuck.answers = stuck.gave_up = FALSE;
}

static void
stuck_answer (void)
{
  g_mutex_lock (&stuck.mutex);
  stuck.answers = TRUE;
  g_cond_signal (&stuck.may);
  g_mutex_unlock (&stuck.mutex);
}

static void
stuck_end (void)
{
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
  g_assert_false (stuck.gave_up);
}

/* Nobody who leaves a room waits for it. */
static void
test_monitor_that_is_stuck (void)
{
  DuoDeviceMonitor *monitor;

  stuck_begin ();
  monitor = duo_device_monitor_new ();
  pair_wait (is_asked, NULL, PATIENCE);
  g_assert_finalize_object (monitor);
  stuck_answer ();
  stuck_end ();
}

static void
count_failure (DuoMediaSource *source, int kind, guint *failures)
{
  (*failures)++;
}

/* Nor whoever chooses another camera, which is the one that is told of then. */
static void
test_camera_that_is_stuck (void)
{
  DuoMediaSource *source = duo_media_source_new_devices (NULL, NULL);
  guint failures = 0;

  g_signal_connect (source, "failed", G_CALLBACK (count_failure), &failures);
  stuck_begin ();
  duo_media_source_set_camera (source, TRUE);
  pair_wait (is_asked, NULL, PATIENCE);
  duo_media_source_set_device (source, DUO_DEVICE_CAMERA, "v4l2src:/dev/no-such-video", NULL);
  stuck_answer ();
  pair_wait (has_error, source, PATIENCE);
  g_assert_nonnull (
      strstr (duo_media_source_get_problem (source, DUO_DEVICE_CAMERA)->message, "no-such-video"));
  g_assert_cmpuint (failures, ==, 1);
  g_assert_finalize_object (source);
  stuck_end ();
}

/* Where there is none, nobody who was told is kept waiting by a second look. */
static void
test_camera_is_looked_for_once (void)
{
  DuoMediaSource *source = duo_media_source_new_devices (NULL, NULL);

  stuck_begin ();
  duo_media_source_set_camera (source, TRUE);
  pair_wait (is_asked, NULL, PATIENCE);
  stuck_answer ();
  pair_wait (has_error, source, PATIENCE);
  g_assert_finalize_object (source);
  stuck_end ();
  g_assert_cmpuint (stuck.asked, ==, 1);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/source/off-until-asked", test_off_until_asked);
  g_test_add_func ("/call/source/notifies-once", test_notifies_once);
  g_test_add_func ("/call/source/level", test_level);
  g_test_add_func ("/call/source/off-reads-nothing", test_off_reads_nothing);
  g_test_add_func ("/call/source/on-again", test_on_again);
  g_test_add_func ("/call/feed/scales-down", test_feed_scales_down);
  g_test_add_func ("/call/feed/never-scales-up", test_feed_never_scales_up);
  g_test_add_func ("/call/feed/hidden-converts-nothing", test_hidden_feed_converts_nothing);
  g_test_add_func ("/call/feed/forgets", test_feed_forgets);
  g_test_add_func ("/call/device/ids", test_ids);
  g_test_add_func ("/call/device/missing", test_missing_device);
  g_test_add_func ("/call/device/which-failed", test_which_device_failed);
  g_test_add_func ("/call/device/problems-are-apart", test_problems_are_apart);
  g_test_add_func ("/call/device/monitor", test_monitor);
  g_test_add_func ("/call/device/monitor-that-is-stuck", test_monitor_that_is_stuck);
  g_test_add_func ("/call/device/camera-that-is-stuck", test_camera_that_is_stuck);
  g_test_add_func ("/call/device/camera-is-looked-for-once", test_camera_is_looked_for_once);
  return pair_run ();
}
