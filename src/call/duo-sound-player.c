/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-sound-player.h"
#include "duo-device-private.h"
#include "duo-device-problem.h"
#include "duo-errand.h"
#include "duo-post.h"
#include "duo-sound-format.h"

#include <gst/app/gstappsrc.h>

/* How often the thread looks whether it is to end, and how long it waits for a loudspeaker beyond the sound. */
#define GLANCE (50 * GST_MSECOND)
#define PATIENCE (10 * GST_SECOND)

/* What the thread and the main context share. */
typedef struct
{
  GMainContext *context;
  GBytes *sound;
  char *speaker;
  gboolean rings;         /* as what a desktop notices */
  gboolean awaited;       /* by a player */
  gint given_up;          /* atomic */
  GError *error;          /* the thread's, then the main context's */
  DuoSoundPlayer *player; /* main context only, NULL once it is gone */
} Play;

struct _DuoSoundPlayer
{
  Play *play;
  DuoSoundPlayed played;
  gpointer data;
};

static void
clear_play (gpointer data)
{
  Play *play = data;

  g_bytes_unref (play->sound);
  g_free (play->speaker);
  g_clear_error (&play->error);
  g_main_context_unref (play->context);
}

static void
release_play (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_play);
}

static gboolean
on_played (gpointer data)
{
  Play *play = data;
  DuoSoundPlayer *self = play->player;

  if (self != NULL)
    self->played (play->error, self->data);
  return G_SOURCE_REMOVE;
}

static void
push_all (GstAppSrc *to, GBytes *sound)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (DUO_SOUND_FORMAT_MONO);
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (sound);

  GST_BUFFER_PTS (buffer) = 0;
  GST_BUFFER_DURATION (buffer) =
      gst_util_uint64_scale (g_bytes_get_size (sound) / sizeof (gint16), GST_SECOND, DUO_SOUND_RATE);
  g_object_set (to, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0, NULL);
  gst_app_src_set_caps (to, caps);
  gst_app_src_push_buffer (to, buffer);
  gst_app_src_end_of_stream (to);
}

static GstElement *
build (Play *play, GError **error)
{
  GstElement *speaker = duo_device_create_element (DUO_DEVICE_SPEAKER, play->speaker, NULL, error);
  GstElement *pipeline, *from, *convert, *resample;

  if (speaker == NULL)
    return NULL;
  if (play->rings)
    duo_device_set_role (speaker, "event");
  pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  from = gst_element_factory_make ("appsrc", NULL);
  convert = gst_element_factory_make ("audioconvert", NULL);
  resample = gst_element_factory_make ("audioresample", NULL);
  gst_bin_add_many (GST_BIN (pipeline), from, convert, resample, speaker, NULL);
  gst_element_link_many (from, convert, resample, speaker, NULL);
  push_all (GST_APP_SRC (from), play->sound);
  return pipeline;
}

static GError *
judge (GstMessage *message)
{
  if (message == NULL)
    return g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "speaker: it does not answer");
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return NULL;
  return duo_device_problem_read (message, DUO_DEVICE_SPEAKER);
}

static GError *
listen (Play *play, GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  gsize frames = g_bytes_get_size (play->sound) / sizeof (gint16);
  guint64 patience = gst_util_uint64_scale (frames, GST_SECOND, DUO_SOUND_RATE) + PATIENCE;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  for (guint64 waited = 0; message == NULL && waited < patience; waited += GLANCE)
    {
      if (g_atomic_int_get (&play->given_up) || duo_errand_is_awaited ())
        return NULL;
      message = gst_bus_timed_pop_filtered (bus, GLANCE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    }
  return judge (message);
}

/* Thread. */
static void
on_play (gpointer data)
{
  Play *play = data;
  g_autoptr (GstElement) pipeline = build (play, &play->error);

  if (pipeline != NULL)
    {
      play->error = listen (play, pipeline);
      gst_element_set_state (pipeline, GST_STATE_NULL);
    }
  if (play->awaited)
    duo_post (play->context, on_played, g_atomic_rc_box_acquire (play), release_play);
  else if (play->error != NULL)
    g_info ("%s", play->error->message);
}

static Play *
play_new (GBytes *sound, const char *speaker, gboolean rings)
{
  Play *play = g_atomic_rc_box_new0 (Play);

  play->context = g_main_context_ref_thread_default ();
  play->sound = g_bytes_ref (sound);
  play->speaker = g_strdup (speaker);
  play->rings = rings;
  return play;
}

static DuoSoundPlayer *
player_new (Play *play, DuoSoundPlayed played, gpointer data)
{
  DuoSoundPlayer *self = g_new0 (DuoSoundPlayer, 1);

  *self = (DuoSoundPlayer) {play, played, data};
  play->player = self;
  play->awaited = TRUE;
  duo_errand_run (on_play, g_atomic_rc_box_acquire (play), release_play);
  return self;
}

DuoSoundPlayer *
duo_sound_player_new (GBytes *sound, const char *speaker, DuoSoundPlayed played, gpointer data)
{
  return player_new (play_new (sound, speaker, FALSE), played, data);
}

DuoSoundPlayer *
duo_sound_player_new_ringing (GBytes *sound, const char *speaker, DuoSoundPlayed played, gpointer data)
{
  return player_new (play_new (sound, speaker, TRUE), played, data);
}

void
duo_sound_player_free (DuoSoundPlayer *self)
{
  self->play->player = NULL;
  g_atomic_int_set (&self->play->given_up, TRUE);
  release_play (self->play);
  g_free (self);
}

void
duo_sound_player_ring (GBytes *sound, const char *speaker)
{
  duo_errand_run (on_play, play_new (sound, speaker, TRUE), release_play);
}
