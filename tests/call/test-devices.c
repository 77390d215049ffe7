/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Devices of a real sound server, PipeWire's: found, opened, closed, pulled out and plugged in again. */

#include "duo-call.h"
#include "duo-device-problem.h"
#include "duo-errand.h"
#include "duo-media-source.h"
#include "duo-sound-trial.h"
#include "pair.h"
#include "plug.h"

#include <gst/video/video.h>

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
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
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

  desk_open (&desk, "pipewiresrc:Eye", NULL);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  duo_media_source_set_camera (desk.source, TRUE);
  wait_for_picture (&desk);
  g_assert_cmpuint (plug_count_streams ("Stream/Input/Video"), ==, 1);
  duo_media_source_set_camera (desk.source, FALSE);
  pair_wait (is_filmed, GUINT_TO_POINTER (0), PATIENCE);
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
  DuoVideoFeed *feed;
  double light;
  Desk desk;

  desk_open (&desk, "pipewiresrc:Eye", NULL);
  feed = duo_media_source_get_self_feed (desk.source);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  duo_media_source_set_camera (desk.source, TRUE);
  wait_for_picture (&desk);
  light = measure_light (feed);
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
  duo_media_source_set_device (self->source, kind, id, -1);
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

  desk_open (&desk, "pipewiresrc:Eye", NULL);
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", TRUE);
  duo_media_source_set_camera (desk.source, TRUE);
  wait_for_picture (&desk);
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
  duo_media_source_set_device (desk.source, DUO_DEVICE_CAMERA, "pipewiresrc:Other", -1);
  plug_pull (g_steal_pointer (&camera));
  plug_wait (desk.monitor, DUO_DEVICE_CAMERA, "Eye", FALSE);
  wait_for_new_picture (&desk);
  g_assert_true (duo_media_source_get_camera (desk.source));
  g_assert_cmpuint (notified, ==, 0);
  g_assert_cmpuint (plug_count_streams ("Stream/Input/Video"), ==, 1);
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
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
}

static void
wait_heard (Talk *self, const char *speaker)
{
  g_autofree char *id = g_strdup_printf ("pulsesrc:%s.monitor", speaker);

  duo_media_source_set_device (self->ear, DUO_DEVICE_MICROPHONE, id, -1);
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
  duo_errand_settle (PATIENCE * G_USEC_PER_SEC);
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
  g_test_add_func ("/call/devices/microphone-comes-back", test_microphone_comes_back);
  g_test_add_func ("/call/devices/off-stays-off", test_off_stays_off);
  g_test_add_func ("/call/devices/another-takes-its-place", test_another_takes_its_place);
  g_test_add_func ("/call/devices/speaker-has-role", test_speaker_has_role);
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
