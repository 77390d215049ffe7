/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Devices of a real sound server, PipeWire's: found, opened, closed, pulled out and plugged in again. */

#include "duo-call.h"
#include "duo-device-problem.h"
#include "duo-errand.h"
#include "duo-media-source.h"
#include "duo-sound-player.h"
#include "duo-sound-trial.h"
#include "pair.h"
#include "plug.h"

#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <gst/gsttracer.h>
#include <gst/video/video.h>
#include <sys/socket.h>

#define PATIENCE 60

/* PRODUCT §6.5: how long it may take until a device that is back is used. A machine that is loaded takes longer. */
#define SOON (2 * G_USEC_PER_SEC)

typedef struct
{
  DuoDeviceMonitor *monitor;
  DuoMediaSource *source;
} Desk;

static void
desk_open (Desk *self, const char *camera, const char *microphone)
{
  self->monitor = duo_device_monitor_new ();
  self->source = duo_media_source_new_devices (camera, microphone);
}

static void
desk_close (Desk *self)
{
  g_assert_finalize_object (self->source);
  g_assert_finalize_object (self->monitor);
  g_assert_true (duo_errand_settle (PATIENCE * G_USEC_PER_SEC));
}

static guint
count (Desk *self, DuoDeviceKind kind)
{
  return g_list_model_get_n_items (duo_device_monitor_get_devices (self->monitor, kind));
}

static gboolean
has_picture (gpointer data)
{
  return duo_video_feed_get_frames (data) >= 3;
}

static void
wait_for_picture (Desk *self)
{
  DuoVideoFeed *feed = duo_media_source_get_self_feed (self->source);

  duo_video_feed_set_target (feed, 160, 90);
  pair_wait (has_picture, feed, PATIENCE);
}

/* Through the camera that is called so. */
static void
desk_open_eye (Desk *self)
{
  desk_open (self, "pipewiresrc:Eye", NULL);
  plug_wait (self->monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  duo_media_source_set_camera (self->source, TRUE);
  wait_for_picture (self);
}

static void
count_up (guint *count)
{
  (*count)++;
}

typedef struct
{
  DuoVideoFeed *feed;
  guint64 before;
} Since;

static gboolean
has_new_picture (gpointer data)
{
  Since *since = data;

  return duo_video_feed_get_frames (since->feed) >= since->before + 3;
}

static void
wait_for_new_picture (Desk *self)
{
  DuoVideoFeed *feed = duo_media_source_get_self_feed (self->source);
  Since since = {feed, duo_video_feed_get_frames (feed)};

  pair_wait (has_new_picture, &since, PATIENCE);
}

static gboolean
is_loud (gpointer data)
{
  return duo_media_source_get_level (data) > 0.05;
}

/* As loud as it gets, for as long. */
static GBytes *
noise_new (guint seconds)
{
  gsize n = seconds * 48000;
  gint16 *samples = g_new (gint16, n);

  for (gsize i = 0; i < n; i++)
    samples[i] = i / 24 % 2 == 0 ? G_MAXINT16 : G_MININT16;
  return g_bytes_new_take (samples, n * sizeof (gint16));
}

static gboolean
is_recorded (gpointer data)
{
  return plug_count_streams ("Stream/Input/Audio") == GPOINTER_TO_UINT (data);
}

static gboolean
is_filmed (gpointer data)
{
  return plug_count_streams ("Stream/Input/Video") == GPOINTER_TO_UINT (data);
}

static int
connect_to_pipewire (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "pipewire-0", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);

  g_assert_no_error (error);
  return fcntl (g_socket_get_fd (g_socket_connection_get_socket (connection)), F_DUPFD_CLOEXEC, 0);
}

static gboolean
is_quiet (gpointer data)
{
  return plug_count_streams ("Stream/Output/Audio") == 0;
}

/* ── found ────────────────────────────────────────────────────────────────────────────────────── */

/* Once each, and no loudspeaker as a microphone, through which the other would hear itself. */
static void
test_found_once (void)
{
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  g_autoptr (Plug) microphone = plug_in (DUO_DEVICE_MICROPHONE, "Ear");
  Desk desk;

  desk_open (&desk, NULL, NULL);
  plug_wait (desk.monitor, DUO_DEVICE_SPEAKER, "Desk", TRUE);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  plug_wait (desk.monitor, DUO_DEVICE_MICROPHONE, "Ear", TRUE);
  g_assert_cmpuint (count (&desk, DUO_DEVICE_SPEAKER), ==, 1);
  g_assert_cmpuint (count (&desk, DUO_DEVICE_CAMERA), ==, 1);
  g_assert_cmpuint (count (&desk, DUO_DEVICE_MICROPHONE), ==, 1);
  desk_close (&desk);
}

/* ── off is closed ────────────────────────────────────────────────────────────────────────────── */

/* The server itself says that nobody reads. */
static void
test_microphone_off_is_closed (void)
{
  g_autoptr (Plug) microphone = plug_in_tone ("Ear");
  Desk desk;

  desk_open (&desk, NULL, "pulsesrc:Ear");
  plug_wait (desk.monitor, DUO_DEVICE_MICROPHONE, "Ear", TRUE);
  g_assert_cmpuint (plug_count_streams ("Stream/Input/Audio"), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      duo_media_source_set_microphone (desk.source, TRUE);
      pair_wait (is_loud, desk.source, PATIENCE);
      g_assert_cmpuint (plug_count_streams ("Stream/Input/Audio"), ==, 1);
      duo_media_source_set_microphone (desk.source, FALSE);
      pair_wait (is_recorded, GUINT_TO_POINTER (0), PATIENCE);
    }
  desk_close (&desk);
}

static void
test_camera_off_is_closed (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  Desk desk;

  desk_open_eye (&desk);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (plug_count_streams ("Stream/Input/Video"), ==, 1);
      duo_media_source_set_camera (desk.source, FALSE);
      pair_wait (is_filmed, GUINT_TO_POINTER (0), PATIENCE);
      duo_media_source_set_camera (desk.source, TRUE);
      wait_for_new_picture (&desk);
    }
  desk_close (&desk);
}

/* How much of the picture is brighter than half. */
static double
measure_light (DuoVideoFeed *feed)
{
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (feed);
  GstVideoInfo info;
  GstVideoFrame frame;
  guint bright = 0;

  g_assert_nonnull (sample);
  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ));
  for (int y = 0; y < info.height; y++)
    for (int x = 0; x < info.width; x++)
      {
        const guint8 *pixel = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) +
                              y * GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0) + x * 4;

        /* White, not a colour: what is read in the wrong format is green. */
        bright += pixel[0] > 128 && pixel[1] > 128 && pixel[2] > 128;
      }
  gst_video_frame_unmap (&frame);
  return bright / (double) (info.width * info.height);
}

/* A white ball on black: not a line of it, nor something green. */
static void
test_camera_shows_what_is_there (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  double light;
  Desk desk;

  desk_open_eye (&desk);
  light = measure_light (duo_media_source_get_self_feed (desk.source));
  g_test_message ("%.4f of it is bright", light);
  g_assert_cmpfloat (light, >, 0.001);
  g_assert_cmpfloat (light, <, 0.05);
  desk_close (&desk);
}

/* ── they come and go ─────────────────────────────────────────────────────────────────────────── */

static void
pull (Desk *self, Plug **plug, DuoDeviceKind kind, const char *name)
{
  plug_pull (g_steal_pointer (plug));
  plug_wait (self->monitor, kind, name, FALSE);
  duo_media_source_lose_device (self->source, kind);
}

static void
assert_missing (Desk *self, DuoDeviceKind kind)
{
  g_assert_error (duo_media_source_get_problem (self->source, kind), DUO_CALL_ERROR,
                  DUO_CALL_ERROR_DEVICE_MISSING);
}

static void
plug_again (Desk *self, Plug **plug, DuoDeviceKind kind, const char *name, const char *id)
{
  *plug = kind == DUO_DEVICE_MICROPHONE ? plug_in_tone (name) : plug_in (kind, name);
  plug_wait (self->monitor, kind, name, TRUE);
  duo_media_source_set_device (self->source, kind, id, NULL);
}

/* How long it took since @started; the promise is kept on a machine that has nothing else to do. */
static void
say_how_soon (gint64 started)
{
  gint64 took = g_get_monotonic_time () - started;

  g_test_message ("back after %" G_GINT64_FORMAT " ms (%s)", took / 1000, took <= SOON ? "in time" : "late");
  g_assert_cmpint (took, <=, PATIENCE * G_USEC_PER_SEC);
}

static void
test_camera_comes_back (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  gint64 started;
  Desk desk;

  desk_open_eye (&desk);
  pull (&desk, &camera, DUO_DEVICE_CAMERA, "Eye");
  g_assert_false (duo_media_source_get_camera (desk.source));
  g_assert_true (duo_media_source_is_awaited (desk.source, DUO_DEVICE_CAMERA));
  assert_missing (&desk, DUO_DEVICE_CAMERA);

  plug_again (&desk, &camera, DUO_DEVICE_CAMERA, "Eye", "pipewiresrc:Eye");
  started = g_get_monotonic_time ();
  g_assert_true (duo_media_source_get_camera (desk.source));
  g_assert_null (duo_media_source_get_problem (desk.source, DUO_DEVICE_CAMERA));
  wait_for_new_picture (&desk);
  say_how_soon (started);
  desk_close (&desk);
}

/* Its stream may break before it is known to be gone: who was seen until then is seen again all the same. */
static void
test_broken_camera_comes_back (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  g_autoptr (GError) broken =
      g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "camera: Internal data stream error.");
  Desk desk;

  desk_open_eye (&desk);
  duo_media_source_refuse_device (desk.source, DUO_DEVICE_CAMERA, broken);
  g_assert_false (duo_media_source_get_camera (desk.source));
  g_assert_false (duo_media_source_is_awaited (desk.source, DUO_DEVICE_CAMERA));
  duo_media_source_lose_device (desk.source, DUO_DEVICE_CAMERA);
  g_assert_true (duo_media_source_is_awaited (desk.source, DUO_DEVICE_CAMERA));
  assert_missing (&desk, DUO_DEVICE_CAMERA);
  duo_media_source_set_device (desk.source, DUO_DEVICE_CAMERA, "pipewiresrc:Eye", NULL);
  g_assert_true (duo_media_source_get_camera (desk.source));
  wait_for_new_picture (&desk);

  /* Nobody who has turned it off meanwhile, ... */
  duo_media_source_refuse_device (desk.source, DUO_DEVICE_CAMERA, broken);
  duo_media_source_set_camera (desk.source, FALSE);
  duo_media_source_lose_device (desk.source, DUO_DEVICE_CAMERA);
  g_assert_false (duo_media_source_is_awaited (desk.source, DUO_DEVICE_CAMERA));

  /* ... and not through one that has shown nothing, which would break again and again. */
  duo_media_source_set_camera (desk.source, TRUE);
  duo_media_source_refuse_device (desk.source, DUO_DEVICE_CAMERA, broken);
  duo_media_source_lose_device (desk.source, DUO_DEVICE_CAMERA);
  g_assert_false (duo_media_source_is_awaited (desk.source, DUO_DEVICE_CAMERA));
  desk_close (&desk);
}

static gboolean
has_failed (gpointer data)
{
  return duo_media_source_get_problem (data, DUO_DEVICE_CAMERA) != NULL;
}

/* It ends nothing and says nothing, so whoever looks at it would stand still for the other without a word. */
static void
test_camera_that_hangs (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  Desk desk;

  desk_open_eye (&desk);
  plug_hang (camera);
  pair_wait (has_failed, desk.source, PATIENCE);
  g_assert_error (duo_media_source_get_problem (desk.source, DUO_DEVICE_CAMERA), DUO_CALL_ERROR,
                  DUO_CALL_ERROR_DEVICE);
  g_assert_false (duo_media_source_get_camera (desk.source));
  /* Whoever unplugs it finds it by itself; one that hangs is not waited for. */
  g_assert_false (duo_media_source_is_awaited (desk.source, DUO_DEVICE_CAMERA));
  desk_close (&desk);
}

/* ── who is slow in looking ───────────────────────────────────────────────────────────────────── */

/* What is between the camera and whoever looks: held up until the camera has given @wanted pictures. */
static struct
{
  GMutex mutex;
  GCond given;
  gboolean armed;
  guint pictures, wanted;
} hold;

/* GStreamer tells of each picture that is handed on. */
typedef GstTracer Watcher;
typedef GstTracerClass WatcherClass;

GType watcher_get_type (void);
G_DEFINE_TYPE (Watcher, watcher, GST_TYPE_TRACER)

static void
watcher_class_init (WatcherClass *class)
{
}

static void
watcher_init (Watcher *self)
{
}

static gboolean
is_made_by (GstPad *pad, const char *factory)
{
  g_autoptr (GstElement) element = gst_pad_get_parent_element (pad);

  return element != NULL && gst_element_get_factory (element) != NULL &&
         g_str_equal (GST_OBJECT_NAME (gst_element_get_factory (element)), factory);
}

static void
on_push (GObject *tracer, GstClockTime when, GstPad *pad, GstBuffer *buffer)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  g_mutex_lock (&hold.mutex);
  if (hold.armed && is_made_by (pad, "pipewiresrc"))
    {
      hold.pictures++;
      g_cond_broadcast (&hold.given);
    }
  else if (hold.armed && is_made_by (pad, "videoconvert"))
    {
      hold.pictures = 0;
      while (hold.pictures < hold.wanted && g_cond_wait_until (&hold.given, &hold.mutex, deadline))
        ;
      hold.armed = FALSE;
    }
  g_mutex_unlock (&hold.mutex);
}

static gboolean
has_gone_on (gpointer data)
{
  gboolean armed;

  g_mutex_lock (&hold.mutex);
  armed = hold.armed;
  g_mutex_unlock (&hold.mutex);
  return !armed;
}

/* Twice as many as lie between a camera and its reader, which is not held up with what comes after. */
static void
test_camera_is_not_held_up (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  g_autoptr (GstTracer) watcher = gst_object_ref_sink (g_object_new (watcher_get_type (), NULL));
  Desk desk;

  hold.armed = TRUE;
  hold.pictures = 0;
  hold.wanted = 32;
  gst_tracing_register_hook (watcher, "pad-push-pre", G_CALLBACK (on_push));
  desk_open (&desk, "pipewiresrc:Eye", NULL);
  duo_video_feed_set_target (duo_media_source_get_self_feed (desk.source), 160, 90);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  duo_media_source_set_camera (desk.source, TRUE);
  pair_wait (has_gone_on, NULL, PATIENCE);
  g_assert_cmpuint (hold.pictures, >=, hold.wanted);
  wait_for_new_picture (&desk);
  desk_close (&desk);
}

static void
test_microphone_comes_back (void)
{
  g_autoptr (Plug) microphone = plug_in_tone ("Ear");
  gint64 started;
  Desk desk;

  desk_open (&desk, NULL, "pulsesrc:Ear");
  plug_wait (desk.monitor, DUO_DEVICE_MICROPHONE, "Ear", TRUE);
  duo_media_source_set_microphone (desk.source, TRUE);
  pair_wait (is_loud, desk.source, PATIENCE);
  pull (&desk, &microphone, DUO_DEVICE_MICROPHONE, "Ear");
  g_assert_false (duo_media_source_get_microphone (desk.source));
  g_assert_true (duo_media_source_is_awaited (desk.source, DUO_DEVICE_MICROPHONE));
  assert_missing (&desk, DUO_DEVICE_MICROPHONE);

  plug_again (&desk, &microphone, DUO_DEVICE_MICROPHONE, "Ear", "pulsesrc:Ear");
  started = g_get_monotonic_time ();
  pair_wait (is_loud, desk.source, PATIENCE);
  say_how_soon (started);
  desk_close (&desk);
}

/* Whoever turned it off, before it was pulled out or after, finds it off. */
static void
test_off_stays_off (void)
{
  g_autoptr (Plug) microphone = plug_in_tone ("Ear");
  Desk desk;

  desk_open (&desk, NULL, "pulsesrc:Ear");
  plug_wait (desk.monitor, DUO_DEVICE_MICROPHONE, "Ear", TRUE);
  pull (&desk, &microphone, DUO_DEVICE_MICROPHONE, "Ear");
  g_assert_null (duo_media_source_get_problem (desk.source, DUO_DEVICE_MICROPHONE));
  plug_again (&desk, &microphone, DUO_DEVICE_MICROPHONE, "Ear", "pulsesrc:Ear");
  g_assert_false (duo_media_source_get_microphone (desk.source));

  duo_media_source_set_microphone (desk.source, TRUE);
  pair_wait (is_loud, desk.source, PATIENCE);
  pull (&desk, &microphone, DUO_DEVICE_MICROPHONE, "Ear");
  duo_media_source_stop_awaiting (desk.source, DUO_DEVICE_MICROPHONE);
  plug_again (&desk, &microphone, DUO_DEVICE_MICROPHONE, "Ear", "pulsesrc:Ear");
  g_assert_false (duo_media_source_get_microphone (desk.source));
  desk_close (&desk);
}

/* The next best takes its place without a word of it being off. */
static void
test_another_takes_its_place (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  g_autoptr (Plug) other = plug_in (DUO_DEVICE_CAMERA, "Other");
  guint notified = 0;
  Desk desk;

  desk_open (&desk, "pipewiresrc:Eye", NULL);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Other", TRUE);
  duo_media_source_set_camera (desk.source, TRUE);
  wait_for_picture (&desk);
  g_signal_connect_swapped (desk.source, "notify::camera", G_CALLBACK (count_up), &notified);
  duo_media_source_set_device (desk.source, DUO_DEVICE_CAMERA, "pipewiresrc:Other", NULL);
  plug_pull (g_steal_pointer (&camera));
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", FALSE);
  wait_for_new_picture (&desk);
  g_assert_true (duo_media_source_get_camera (desk.source));
  g_assert_cmpuint (notified, ==, 0);
  g_assert_cmpuint (plug_count_streams ("Stream/Input/Video"), ==, 1);
  desk_close (&desk);
}

/* As a desktop's portal gives it: one connection for as long as the window, and sources that overlap. */
static void
test_camera_of_a_sandbox (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  DuoMediaSource *before = duo_media_source_new_devices (NULL, NULL);
  Desk desk;

  desk_open (&desk, DUO_DEVICE_REMOTE_CAMERA, NULL);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  duo_device_monitor_admit_camera (desk.monitor, connect_to_pipewire ());
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Camera", TRUE);
  for (guint i = 0; i < 2; i++)
    {
      duo_media_source_set_device (i == 0 ? before : desk.source, DUO_DEVICE_CAMERA, DUO_DEVICE_REMOTE_CAMERA,
                                   duo_device_monitor_get_remote (desk.monitor));
      duo_media_source_set_camera (i == 0 ? before : desk.source, TRUE);
    }
  wait_for_picture (&desk);
  g_assert_finalize_object (before);
  wait_for_new_picture (&desk);
  desk_close (&desk);
}

/* Whoever leaves a room and enters the next sees what is plugged in then, with the camera of the first still open. */
static void
test_watched_again (void)
{
  g_autoptr (Plug) camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  g_autoptr (Plug) other = NULL;
  Desk desk;

  desk_open_eye (&desk);
  g_assert_finalize_object (desk.monitor);
  g_assert_true (duo_errand_settle (PATIENCE * G_USEC_PER_SEC));

  desk.monitor = duo_device_monitor_new ();
  other = plug_in (DUO_DEVICE_CAMERA, "Other");
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Other", TRUE);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  wait_for_new_picture (&desk);
  desk_close (&desk);
}

/* How many descriptors of ours lead to where @fd does. */
static guint
count_alike (int fd)
{
  g_autoptr (GDir) all = g_dir_open ("/proc/self/fd", 0, NULL);
  g_autofree char *own = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *target = g_file_read_link (own, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (all)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *other = g_file_read_link (path, NULL);

      count += g_strcmp0 (target, other) == 0;
    }
  return count;
}

static gboolean
is_let_go (gpointer data)
{
  return count_alike (GPOINTER_TO_INT (data)) == 1;
}

/* PipeWire was started anew since the last room. */
static void
test_watched_after_a_break (void)
{
  g_autoptr (GstDeviceProvider) provider = gst_device_provider_factory_get_by_name ("pipewiredeviceprovider");
  g_autoptr (Plug) camera = NULL;
  int fd;
  Desk desk;

  desk_open (&desk, NULL, NULL);
  desk_close (&desk);
  g_object_get (provider, "fd", &fd, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_assert_no_errno (shutdown (fd, SHUT_RDWR));
  pair_wait (is_let_go, GINT_TO_POINTER (fd), PATIENCE);

  camera = plug_in (DUO_DEVICE_CAMERA, "Eye");
  desk_open (&desk, NULL, NULL);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  desk_close (&desk);
}

/* ── loudspeakers, in a call ──────────────────────────────────────────────────────────────────── */

/* Two who talk, of whom the talent listens through @speaker, and an ear at what a loudspeaker plays. */
typedef struct
{
  Pair pair;
  DuoDeviceMonitor *monitor;
  DuoMediaSource *ear;
  guint64 sound; /* ms that the talent had got at a moment */
} Talk;

static void
talk_open (Talk *self, const char *speaker)
{
  self->monitor = duo_device_monitor_new ();
  self->ear = duo_media_source_new_devices (NULL, NULL);
  pair_set_up (&self->pair);
  duo_call_set_speaker (self->pair.talent.call, speaker);
  duo_media_source_set_microphone (self->pair.talent.source, FALSE);
  pair_talk (&self->pair);
}

static void
talk_close (Talk *self)
{
  g_assert_finalize_object (self->ear);
  g_assert_finalize_object (self->monitor);
  pair_tear_down (&self->pair);
  g_assert_true (duo_errand_settle (PATIENCE * G_USEC_PER_SEC));
}

static void
wait_heard (Talk *self, const char *speaker)
{
  g_autofree char *id = g_strdup_printf ("pulsesrc:%s.monitor", speaker);

  duo_media_source_set_device (self->ear, DUO_DEVICE_MICROPHONE, id, NULL);
  duo_media_source_set_microphone (self->ear, TRUE);
  pair_wait (is_loud, self->ear, PATIENCE);
  duo_media_source_set_microphone (self->ear, FALSE);
}

/* Desktops lower other sounds for this role. */
static void
test_speaker_has_role (void)
{
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  g_autofree char *role = NULL;
  Talk talk;

  talk_open (&talk, "pulsesink:Desk");
  wait_heard (&talk, "Desk");
  role = plug_dup_role ("Stream/Output/Audio");
  g_assert_cmpstr (role, ==, "Communication");
  talk_close (&talk);
}

static void
test_speaker_changes (void)
{
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  g_autoptr (Plug) other = plug_in (DUO_DEVICE_SPEAKER, "Head");
  Talk talk;

  talk_open (&talk, "pulsesink:Desk");
  wait_heard (&talk, "Desk");
  duo_call_set_speaker (talk.pair.talent.call, "pulsesink:Head");
  wait_heard (&talk, "Head");
  g_assert_cmpint (duo_call_get_state (talk.pair.talent.call), ==, DUO_CALL_TALKING);
  talk_close (&talk);
}

static gboolean
has_more_sound (gpointer data)
{
  Talk *talk = data;
  DuoCallStats stats;

  duo_call_get_stats (talk->pair.talent.call, &stats);
  return stats.audio_ms >= talk->sound + 500;
}

/* The only one is pulled out: the peer's sound does not pile up before it, and is heard when it is back. */
static void
test_speaker_comes_back (void)
{
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  DuoCallStats stats;
  gint64 started;
  Talk talk;

  talk_open (&talk, "pulsesink:Desk");
  wait_heard (&talk, "Desk");
  plug_pull (g_steal_pointer (&speaker));
  plug_wait (talk.monitor, DUO_DEVICE_SPEAKER, "Desk", FALSE);
  duo_call_lose_speaker (talk.pair.talent.call);
  duo_call_get_stats (talk.pair.talent.call, &stats);
  talk.sound = stats.audio_ms;
  pair_wait (has_more_sound, &talk, PATIENCE);
  g_assert_cmpint (duo_call_get_state (talk.pair.talent.call), ==, DUO_CALL_TALKING);

  speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  plug_wait (talk.monitor, DUO_DEVICE_SPEAKER, "Desk", TRUE);
  started = g_get_monotonic_time ();
  duo_call_set_speaker (talk.pair.talent.call, "pulsesink:Desk");
  wait_heard (&talk, "Desk");
  say_how_soon (started);
  talk_close (&talk);
}

/* The sound server drops the stream: not the end of the call, nor of the sound. */
static void
test_speaker_fails (void)
{
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  Talk talk;

  talk_open (&talk, "pulsesink:Desk");
  wait_heard (&talk, "Desk");
  /* The recruiter has one of its own, and hears nobody. */
  for (guint i = 0; i < 2; i++)
    plug_kill_stream ("Stream/Output/Audio");
  wait_heard (&talk, "Desk");
  g_assert_cmpint (duo_call_get_state (talk.pair.talent.call), ==, DUO_CALL_TALKING);
  talk_close (&talk);
}

static void
on_played (const GError *error, gpointer data)
{
}

/* Nothing else is lowered for a chime, as it is for who talks; also for one that is only tried. */
static void
test_ringing_has_another_role (gconstpointer tried)
{
  DuoSoundPlayer *player = NULL;
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  g_autoptr (GBytes) noise = noise_new (30);
  g_autofree char *role = NULL;
  Desk desk;

  desk_open (&desk, NULL, "pulsesrc:Desk.monitor");
  plug_wait (desk.monitor, DUO_DEVICE_SPEAKER, "Desk", TRUE);
  duo_media_source_set_microphone (desk.source, TRUE);
  if (GPOINTER_TO_INT (tried))
    player = duo_sound_player_new_ringing (noise, "pulsesink:Desk", on_played, NULL);
  else
    duo_sound_player_ring (noise, "pulsesink:Desk");
  pair_wait (is_loud, desk.source, PATIENCE);
  role = plug_dup_role ("Stream/Output/Audio");
  g_assert_cmpstr (role, ==, "Notification");
  g_clear_pointer (&player, duo_sound_player_free);
  /* Whoever closes the program does not hear it to its end. */
  desk_close (&desk);
  pair_wait (is_quiet, NULL, SOON / G_USEC_PER_SEC);
}

/* ── the voice ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
hears_more (gpointer data)
{
  Talk *talk = data;
  DuoCallStats stats;

  duo_call_get_stats (talk->pair.recruiter.call, &stats);
  return stats.audio_ms >= talk->sound + 500;
}

static void
wait_until_recruiter_hears (Talk *talk)
{
  DuoCallStats stats;

  duo_call_get_stats (talk->pair.recruiter.call, &stats);
  talk->sound = stats.audio_ms;
  pair_wait (hears_more, talk, PATIENCE);
}

/* Each way the other goes on hearing it; how loud, says a loudspeaker of its own. */
static void
test_voice_changes_in_a_call (void)
{
  static const DuoVoice voices[] = {DUO_VOICE_PLAIN, DUO_VOICE_ECHO_CANCELLED, DUO_VOICE_NOISE_SUPPRESSED,
                                    DUO_VOICE_USUAL, DUO_VOICE_PLAIN};
  g_autoptr (Plug) microphone = plug_in_tone ("Ear");
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  Talk talk = {.monitor = duo_device_monitor_new ()};
  DuoMediaSource *source = duo_media_source_new_devices (NULL, "pulsesrc:Ear");

  plug_wait (talk.monitor, DUO_DEVICE_MICROPHONE, "Ear", TRUE);
  plug_wait (talk.monitor, DUO_DEVICE_SPEAKER, "Desk", TRUE);
  talk.ear = duo_media_source_new_devices (NULL, NULL);
  pair_set_up (&talk.pair);
  g_set_object (&talk.pair.talent.source, source);
  party_renew (&talk.pair.talent, DUO_CALL_ANSWERS);
  duo_media_source_set_microphone (source, TRUE);
  pair_talk (&talk.pair);
  for (gsize i = 0; i < G_N_ELEMENTS (voices); i++)
    {
      duo_media_source_set_voice (source, voices[i]);
      wait_until_recruiter_hears (&talk);
    }
  /* A tone that goes on for ever is noise: only plain it is heard for sure. */
  duo_media_source_set_microphone (talk.pair.recruiter.source, FALSE);
  wait_heard (&talk, "Desk");
  g_assert_cmpint (duo_call_get_state (talk.pair.talent.call), ==, DUO_CALL_TALKING);
  g_object_unref (source);
  talk_close (&talk);
}

/* ── hearing oneself ──────────────────────────────────────────────────────────────────────────── */

static gboolean
is_playing (gpointer data)
{
  return duo_sound_trial_get_state (data) == DUO_SOUND_TRIAL_PLAYING;
}

static gboolean
is_idle (gpointer data)
{
  return duo_sound_trial_get_state (data) == DUO_SOUND_TRIAL_IDLE;
}

static gboolean
is_silent (gpointer data)
{
  /* One is what plays the tone. */
  return plug_count_streams ("Stream/Input/Audio") == 0 && plug_count_streams ("Stream/Output/Audio") == 1;
}

/* What the microphone heard, and after it is closed, the loudspeaker plays; then nothing is open. */
static void
test_trial (void)
{
  g_autoptr (Plug) microphone = plug_in_tone ("Ear");
  g_autoptr (Plug) speaker = plug_in (DUO_DEVICE_SPEAKER, "Desk");
  DuoSoundTrial *trial = duo_sound_trial_new ();
  DuoDeviceKind culprit;
  Desk desk;

  desk_open (&desk, NULL, "pulsesrc:Desk.monitor");
  plug_wait (desk.monitor, DUO_DEVICE_MICROPHONE, "Ear", TRUE);
  plug_wait (desk.monitor, DUO_DEVICE_SPEAKER, "Desk", TRUE);
  duo_sound_trial_start (trial, "pulsesrc:Ear", "pulsesink:Desk");
  g_assert_cmpint (duo_sound_trial_get_state (trial), ==, DUO_SOUND_TRIAL_RECORDING);
  g_assert_cmpint (duo_sound_trial_get_seconds_left (trial), ==, DUO_SOUND_TRIAL_SECONDS);
  duo_media_source_set_microphone (desk.source, TRUE);
  pair_wait (is_playing, trial, PATIENCE);
  pair_wait (is_loud, desk.source, PATIENCE);
  duo_media_source_set_microphone (desk.source, FALSE);
  pair_wait (is_idle, trial, PATIENCE);
  g_assert_null (duo_sound_trial_get_problem (trial, &culprit));
  pair_wait (is_silent, NULL, PATIENCE);
  g_assert_finalize_object (trial);
  desk_close (&desk);
}

static gboolean
counts_down (gpointer data)
{
  return duo_sound_trial_get_seconds_left (data) < DUO_SOUND_TRIAL_SECONDS;
}

static void
test_trial_stops (void)
{
  g_autoptr (Plug) microphone = plug_in_tone ("Ear");
  DuoSoundTrial *trial = duo_sound_trial_new ();
  Desk desk;

  desk_open (&desk, NULL, NULL);
  plug_wait (desk.monitor, DUO_DEVICE_MICROPHONE, "Ear", TRUE);
  duo_sound_trial_start (trial, "pulsesrc:Ear", NULL);
  pair_wait (counts_down, trial, PATIENCE);
  g_assert_cmpuint (plug_count_streams ("Stream/Input/Audio"), ==, 1);
  duo_sound_trial_stop (trial);
  g_assert_cmpint (duo_sound_trial_get_state (trial), ==, DUO_SOUND_TRIAL_IDLE);
  pair_wait (is_silent, NULL, PATIENCE);

  /* Left in the middle, it is as if it was stopped. */
  duo_sound_trial_start (trial, "pulsesrc:Ear", NULL);
  pair_wait (counts_down, trial, PATIENCE);
  g_assert_finalize_object (trial);
  pair_wait (is_silent, NULL, PATIENCE);
  desk_close (&desk);
}

/* Without a word from it nobody would know why nothing is heard. */
static void
test_trial_without_microphone (void)
{
  DuoSoundTrial *trial = duo_sound_trial_new ();
  DuoDeviceKind culprit;

  duo_sound_trial_start (trial, "alsasrc:nobody", NULL);
  pair_wait (is_idle, trial, PATIENCE);
  g_assert_nonnull (duo_sound_trial_get_problem (trial, &culprit));
  g_assert_cmpint (culprit, ==, DUO_DEVICE_MICROPHONE);
  g_assert_finalize_object (trial);
  g_assert_true (duo_errand_settle (PATIENCE * G_USEC_PER_SEC));
}

/* ── what is wrong ────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_problem (gpointer data)
{
  return duo_media_source_get_problem (data, DUO_DEVICE_CAMERA) != NULL;
}

static void
test_never_there (void)
{
  Desk desk;

  desk_open (&desk, "pipewiresrc:nobody", NULL);
  duo_media_source_set_camera (desk.source, TRUE);
  pair_wait (has_problem, desk.source, PATIENCE);
  assert_missing (&desk, DUO_DEVICE_CAMERA);
  g_assert_false (duo_media_source_get_camera (desk.source));
  desk_close (&desk);
}

static void
test_problems (void)
{
  static const struct
  {
    int code;
    const char *message;
    const char *debug;
    DuoCallError problem;
  } cases[] = {
      {GST_RESOURCE_ERROR_BUSY, "Device '/dev/video0' is busy", NULL, DUO_CALL_ERROR_DEVICE_BUSY},
      {GST_RESOURCE_ERROR_OPEN_READ_WRITE, "Could not open device '/dev/video0' for reading and writing.",
       "v4l2_calls.c(639): gst_v4l2_open (): /GstPipeline:p/GstV4l2Src:s:\nsystem error: Permission denied",
       DUO_CALL_ERROR_DEVICE_DENIED},
      {GST_RESOURCE_ERROR_FAILED, "Failed to allocate required memory.",
       "gstv4l2src.c: system error: Device or resource busy", DUO_CALL_ERROR_DEVICE_BUSY},
      {GST_RESOURCE_ERROR_READ, "Could not read from device '/dev/video0'.", "system error: No such device",
       DUO_CALL_ERROR_DEVICE_MISSING},
      {GST_RESOURCE_ERROR_NOT_FOUND, "Cannot identify device '/dev/video7'.", NULL,
       DUO_CALL_ERROR_DEVICE_MISSING},
      {GST_RESOURCE_ERROR_FAILED, "stream error: no target node available", NULL,
       DUO_CALL_ERROR_DEVICE_MISSING},
      {GST_RESOURCE_ERROR_FAILED, "Failed to connect: Access denied", NULL, DUO_CALL_ERROR_DEVICE_DENIED},
      {GST_RESOURCE_ERROR_FAILED, "Something else", "of which nothing is known", DUO_CALL_ERROR_DEVICE},
      {GST_RESOURCE_ERROR_SETTINGS, "Something else", NULL, DUO_CALL_ERROR_DEVICE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (GST_RESOURCE_ERROR, cases[i].code, cases[i].message);

      g_assert_cmpint (duo_device_problem_judge (error, cases[i].debug), ==, cases[i].problem);
    }
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/devices/found-once", test_found_once);
  g_test_add_func ("/call/devices/microphone-off-is-closed", test_microphone_off_is_closed);
  g_test_add_func ("/call/devices/camera-off-is-closed", test_camera_off_is_closed);
  g_test_add_func ("/call/devices/camera-shows", test_camera_shows_what_is_there);
  g_test_add_func ("/call/devices/camera-comes-back", test_camera_comes_back);
  g_test_add_func ("/call/devices/broken-camera-comes-back", test_broken_camera_comes_back);
  g_test_add_func ("/call/devices/camera-that-hangs", test_camera_that_hangs);
  g_test_add_func ("/call/devices/camera-is-not-held-up", test_camera_is_not_held_up);
  g_test_add_func ("/call/devices/microphone-comes-back", test_microphone_comes_back);
  g_test_add_func ("/call/devices/off-stays-off", test_off_stays_off);
  g_test_add_func ("/call/devices/another-takes-its-place", test_another_takes_its_place);
  g_test_add_func ("/call/devices/camera-of-a-sandbox", test_camera_of_a_sandbox);
  g_test_add_func ("/call/devices/watched-again", test_watched_again);
  g_test_add_func ("/call/devices/watched-after-a-break", test_watched_after_a_break);
  g_test_add_func ("/call/devices/speaker-has-role", test_speaker_has_role);
  g_test_add_data_func ("/call/devices/ringing-has-another-role", GINT_TO_POINTER (FALSE),
                        test_ringing_has_another_role);
  g_test_add_data_func ("/call/devices/ringing-to-try-it", GINT_TO_POINTER (TRUE),
                        test_ringing_has_another_role);
  g_test_add_func ("/call/devices/speaker-changes", test_speaker_changes);
  g_test_add_func ("/call/devices/speaker-comes-back", test_speaker_comes_back);
  g_test_add_func ("/call/devices/speaker-fails", test_speaker_fails);
  g_test_add_func ("/call/devices/voice-changes", test_voice_changes_in_a_call);
  g_test_add_func ("/call/devices/trial", test_trial);
  g_test_add_func ("/call/devices/trial-stops", test_trial_stops);
  g_test_add_func ("/call/devices/trial-without-microphone", test_trial_without_microphone);
  g_test_add_func ("/call/devices/never-there", test_never_there);
  g_test_add_func ("/call/devices/problems", test_problems);
  return pair_run ();
}
