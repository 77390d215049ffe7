/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The app's session and call without windows, as the peer of a Chromium that `./run check chromium` drives.
 *
 *   chromium-peer ADDRESS E-MAIL PASSWORD CHAT offers|answers
 *
 * It signs in, enters the room of the chat as a drawn person who talks, and reads a line at a time:
 *
 *   write TEXT   to the other
 *   look         answered with a line of JSON: how the call is, what was seen, heard and read so far */

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duo-call.h"
#include "duo-json-writer.h"
#include "duo-media-format.h"
#include "duo-session.h"
#include "listening-sink.h"
#include "pair.h"

#define WIDTH 640
#define HEIGHT 360
#define RATE 15

/* Of the streaming thread and the main one. */
typedef struct
{
  GMutex mutex;
  double seconds;
  double energy; /* full scale for a second is 1 */
} Ear;

typedef struct
{
  DuoSession *session;
  DuoChat *chat;
  DuoClock *clock;
  DuoConversation *conversation;
  DuoMediaSource *source;
  DuoCall *call; /* (nullable): before the room is open */
  GDataInputStream *lines;
  GMainLoop *loop;
  const char *chat_id;
  DuoCallSide side;
  guint pictures; /* that differ from the one before */
  guint32 last;
  Ear ear;
} App;

static void read_line (App *self);

static void
on_sound (const ListeningSound *sound, gpointer data)
{
  Ear *ear = data;
  double energy = 0;

  for (gsize i = 0; i < sound->count; i++)
    energy += (double) sound->samples[i] * sound->samples[i] / (32768.0 * 32768.0);
  g_mutex_lock (&ear->mutex);
  ear->seconds += (double) sound->count / sound->channels / sound->rate;
  ear->energy += energy / sound->channels / sound->rate;
  g_mutex_unlock (&ear->mutex);
}

static guint32
sum_up (GstSample *sample)
{
  GstMapInfo map;
  guint32 sum = 0;

  if (!gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return 0;
  for (gsize i = 0; i < map.size; i++)
    sum = sum * 31 + map.data[i];
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  return sum;
}

static void
on_frame (DuoVideoFeed *feed, App *self)
{
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (feed);
  guint32 sum = sample != NULL ? sum_up (sample) : self->last;

  self->pictures += sum != self->last;
  self->last = sum;
}

/* ── what is told ─────────────────────────────────────────────────────────────────────────────── */

static void
write_words (App *self, DuoJsonWriter *writer)
{
  GListModel *messages = G_LIST_MODEL (self->conversation);
  guint delivered = 0;

  duo_json_writer_begin_array (writer, "heard");
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (DuoMessage) message = g_list_model_get_item (messages, i);

      if (!duo_message_is_mine (message))
        duo_json_writer_add_string (writer, NULL, duo_message_get_text (message));
      else
        delivered += duo_message_get_delivered (message);
    }
  duo_json_writer_end_array (writer);
  duo_json_writer_add_int (writer, "delivered", delivered);
}

static void
write_media (App *self, DuoJsonWriter *writer)
{
  DuoCallStats stats;
  double seconds, energy;

  duo_call_get_stats (self->call, &stats);
  g_mutex_lock (&self->ear.mutex);
  seconds = self->ear.seconds;
  energy = self->ear.energy;
  g_mutex_unlock (&self->ear.mutex);
  duo_json_writer_add_int (writer, "frames", (gint64) stats.video_frames);
  duo_json_writer_add_int (writer, "width", stats.received.width);
  duo_json_writer_add_int (writer, "height", stats.received.height);
  duo_json_writer_add_int (writer, "pictures", self->pictures);
  duo_json_writer_add_int (writer, "audio_ms", (gint64) stats.audio_ms);
  duo_json_writer_add_int (writer, "played_ms", (gint64) (seconds * 1000));
  duo_json_writer_add_int (writer, "energy_millionths", (gint64) (energy * 1e6));
}

static void
look (App *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const GError *error = self->call != NULL ? duo_call_get_error (self->call) : NULL;
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  duo_json_writer_add_boolean (&writer, "h264", duo_video_codec_is_there (DUO_VIDEO_CODEC_H264));
  if (self->call != NULL)
    {
      duo_json_writer_add_int (&writer, "state", duo_call_get_state (self->call));
      duo_json_writer_add_boolean (&writer, "talking", duo_call_get_state (self->call) == DUO_CALL_TALKING);
      duo_json_writer_add_boolean (&writer, "ended", duo_call_get_state (self->call) == DUO_CALL_ENDED);
      duo_json_writer_add_optional_string (&writer, "code", duo_call_get_code (self->call));
      duo_json_writer_add_optional_string (&writer, "error", error != NULL ? error->message : NULL);
      duo_json_writer_add_boolean (&writer, "peer_devices",
                                   duo_call_get_peer_camera (self->call) == DUO_PEER_DEVICE_ON &&
                                       duo_call_get_peer_microphone (self->call) == DUO_PEER_DEVICE_ON);
      write_media (self, &writer);
    }
  write_words (self, &writer);
  duo_json_writer_end_object (&writer);
  g_string_append_c (text, '\n');
  fputs (text->str, stdout);
  fflush (stdout);
}

static void
obey (App *self, const char *line)
{
  if (g_str_has_prefix (line, "write "))
    duo_conversation_write (self->conversation, line + strlen ("write "));
  else if (g_str_equal (line, "look"))
    look (self);
  else
    g_error ("not understood: %s", line);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  App *self = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->lines, result, NULL, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (self->loop);
      return;
    }
  obey (self, line);
  read_line (self);
}

static void
read_line (App *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}

/* ── into the room ────────────────────────────────────────────────────────────────────────────── */

static void
enter_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  App *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) pass = duo_session_enter_room_finish (self->session, result, &error);
  g_autoptr (DuoSignaling) signaling = NULL;

  if (pass == NULL)
    g_error ("the room: %s", error->message);
  signaling = duo_session_open_room (self->session, self->chat);
  self->call = duo_call_new (signaling, duo_session_get_signer (self->session), self->source, self->side,
                             (const char *const *) pass->ice_servers);
  duo_call_set_conversation (self->call, self->conversation);
  duo_video_feed_set_target (duo_call_get_remote_feed (self->call), WIDTH / 4, HEIGHT / 4);
  g_signal_connect (duo_call_get_remote_feed (self->call), "frame", G_CALLBACK (on_frame), self);
  duo_call_start (self->call);
}

/* The first state in which the chat is known and the live socket is there. */
static void
enter_if_ready (App *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (self->chat != NULL || event == NULL || duo_session_get_state (self->session) != DUO_SESSION_ONLINE)
    return;
  g_set_object (&self->chat, duo_event_find_chat (event, self->chat_id));
  if (self->chat != NULL)
    duo_session_enter_room_async (self->session, self->chat, NULL, enter_cb, self);
}

static gboolean
on_look_again (gpointer data)
{
  App *self = data;

  enter_if_ready (self);
  return self->chat == NULL;
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!duo_session_sign_in_finish (DUO_SESSION (source), result, &error))
    g_error ("signing in: %s", error->message);
  g_timeout_add (20, on_look_again, data);
}

static void
set_up (App *self, char **argv)
{
  DuoPortrait portrait;

  self->side = g_str_equal (argv[5], "offers") ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS;
  portrait = self->side == DUO_CALL_OFFERS ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT;
  self->chat_id = argv[4];
  self->clock = duo_clock_new ();
  self->session = duo_session_new ("chromium", self->clock, g_network_monitor_get_default ());
  duo_session_leave_keyring (self->session);
  self->conversation = duo_conversation_new (self->clock);
  self->source = duo_media_source_new_drawn (portrait, WIDTH, HEIGHT, RATE, TRUE);
  duo_media_source_set_camera (self->source, TRUE);
  duo_media_source_set_microphone (self->source, TRUE);
  duo_session_sign_in_async (self->session, argv[1], argv[2], argv[3], NULL, signed_in_cb, self);
}

static void
tear_down (App *self)
{
  if (self->call != NULL)
    {
      g_signal_handlers_disconnect_by_data (duo_call_get_remote_feed (self->call), self);
      duo_call_hang_up (self->call);
    }
  g_clear_object (&self->call);
  g_clear_object (&self->source);
  g_clear_object (&self->conversation);
  g_clear_object (&self->chat);
  g_clear_object (&self->session);
  duo_clock_unref (self->clock);
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  App self = {.lines = lines, .loop = loop};

  if (argc != 6)
    g_error ("chromium-peer ADDRESS E-MAIL PASSWORD CHAT offers|answers");
  g_log_writer_default_set_use_stderr (TRUE);
  duo_call_init ();
  g_mutex_init (&self.ear.mutex);
  listening_sink_install (on_sound, &self.ear);
  set_up (&self, argv);
  read_line (&self);
  g_main_loop_run (loop);
  tear_down (&self);
  pair_linger ();
  g_mutex_clear (&self.ear.mutex);
  return 0;
}
