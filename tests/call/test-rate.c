/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is sent follows what the network carries (CALL §5): over a relay with a narrow link, and in the sender alone. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "duo-rate-feedback.h"
#include "relay.h"

#define PATIENCE 30
#define NARROW 500000

/* ── what the peer says ───────────────────────────────────────────────────────────────────────── */

static void
add_packet (GValueArray *list, guint64 sent, guint64 arrived, gboolean lost)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, gst_structure_new ("RTPTWCCPacket", "seqnum", G_TYPE_UINT, 7, "local-ts",
                                                 G_TYPE_UINT64, sent, "remote-ts", G_TYPE_UINT64, arrived,
                                                 "payload-type", G_TYPE_UCHAR, 96, "size", G_TYPE_UINT, 1000,
                                                 "lost", G_TYPE_BOOLEAN, lost, NULL));
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_value_array_append (list, &value);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

static GstStructure *
new_event (const char *name, GValueArray *list)
{
  GstStructure *event = gst_structure_new_empty (name);
  GValue value = G_VALUE_INIT;

  g_value_init (&value, g_type_from_name ("GValueArray"));
  g_value_take_boxed (&value, list);
  gst_structure_take_value (event, "packets", &value);
  return event;
}

static GValueArray *
new_list (void)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  return g_value_array_new (0);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

static void
test_read_feedback (void)
{
  GValueArray *list = new_list ();
  g_autoptr (GstStructure) event = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const DuoRatePacket *packets;
  gsize size;

  add_packet (list, 5 * GST_MSECOND, 9 * GST_MSECOND, FALSE);
  add_packet (list, GST_CLOCK_TIME_NONE, 9 * GST_MSECOND, FALSE); /* we know nothing of it */
  add_packet (list, 6 * GST_MSECOND, GST_CLOCK_TIME_NONE, TRUE);
  add_packet (list, 7 * GST_MSECOND, GST_CLOCK_TIME_NONE, FALSE); /* it says nothing */
  event = new_event ("RTPTWCCPackets", list);
  bytes = duo_rate_feedback_read (event);
  packets = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, ==, 2 * sizeof *packets);
  g_assert_cmpint (packets[0].sent, ==, 5000);
  g_assert_cmpint (packets[0].arrived, ==, 9000);
  g_assert_cmpuint (packets[0].size, >, 1000);
  g_assert_false (packets[0].lost);
  g_assert_cmpint (packets[1].sent, ==, 6000);
  g_assert_true (packets[1].lost);
}

static void
test_other_events (void)
{
  g_autoptr (GstStructure) other = new_event ("SomethingElse", new_list ());
  g_autoptr (GstStructure) none = new_event ("RTPTWCCPackets", new_list ());
  g_autoptr (GstStructure) empty = gst_structure_new_empty ("RTPTWCCPackets");
  g_autoptr (GstStructure) odd = gst_structure_new ("RTPTWCCPackets", "packets", G_TYPE_INT, 3, NULL);

  g_assert_null (duo_rate_feedback_read (NULL));
  g_assert_null (duo_rate_feedback_read (other));
  g_assert_null (duo_rate_feedback_read (none));
  g_assert_null (duo_rate_feedback_read (empty));
  g_assert_null (duo_rate_feedback_read (odd));
}

/* ── the sender ───────────────────────────────────────────────────────────────────────────────── */

/* What comes out of the encoder; on its thread. */
typedef struct
{
  GMutex mutex;
  int width, height;
  gboolean began_with_key_frame; /* in this size */
  guint frames;
  guint64 bytes;
  GstClockTime duration; /* of the last one */
} Encoded;

static GstPadProbeReturn
on_encoded (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Encoded *encoded = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  int width = 0, height = 0;

  gst_structure_get (gst_caps_get_structure (caps, 0), "width", G_TYPE_INT, &width, "height", G_TYPE_INT,
                     &height, NULL);
  g_mutex_lock (&encoded->mutex);
  if (width != encoded->width)
    encoded->began_with_key_frame = !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  encoded->width = width;
  encoded->height = height;
  encoded->frames++;
  encoded->bytes += gst_buffer_get_size (buffer);
  encoded->duration = GST_BUFFER_DURATION (buffer);
  g_mutex_unlock (&encoded->mutex);
  return GST_PAD_PROBE_OK;
}

typedef struct
{
  DuoMediaSource *source;
  GstElement *pipeline;
  DuoMediaSender *sender;
  Encoded encoded;
  int wanted_width;
  guint wanted_frames;
} Fixture;

static const DuoMediaFormat h264 = {DUO_VIDEO_CODEC_H264, 102, 97, 1};

/* @data: (nullable): the format, where it is not the first one */
static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  g_autoptr (GstElement) encoder = NULL;
  g_autoptr (GstPad) pad = NULL;

  g_mutex_init (&self->encoded.mutex);
  self->source = duo_media_source_new_drawn (DUO_PORTRAIT_TALENT, 640, 360, 30, FALSE);
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), clock);
  self->sender = duo_media_sender_new (GST_BIN (self->pipeline), self->source, NULL);
  for (guint i = 0; i < DUO_N_LINES; i++)
    {
      g_autoptr (GstPad) from = duo_media_sender_dup_pad (self->sender, (DuoLine) i);
      GstElement *sink = gst_element_factory_make ("fakesink", NULL);
      g_autoptr (GstPad) to = gst_element_get_static_pad (sink, "sink");

      g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
      gst_bin_add (GST_BIN (self->pipeline), sink);
      gst_pad_link (from, to);
    }
  if (data != NULL)
    duo_media_sender_set_format (self->sender, data);
  encoder = gst_bin_get_by_name (GST_BIN (self->pipeline), "encoder");
  pad = gst_element_get_static_pad (encoder, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_encoded, &self->encoded, NULL);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  /* Who speaks moves. */
  duo_media_source_set_microphone (self->source, TRUE);
  duo_media_source_set_camera (self->source, TRUE);
  duo_media_sender_open (self->sender);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  duo_media_sender_stop (self->sender);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  duo_media_sender_free (self->sender);
  g_assert_finalize_object (self->source);
  gst_object_unref (self->pipeline);
  g_mutex_clear (&self->encoded.mutex);
}

static gboolean
has_encoded (gpointer data)
{
  Fixture *self = data;
  gboolean has;

  g_mutex_lock (&self->encoded.mutex);
  has = self->encoded.width == self->wanted_width && self->encoded.frames >= self->wanted_frames;
  g_mutex_unlock (&self->encoded.mutex);
  return has;
}

/* Waits for so many more, all in this size by then. */
static void
wait_encoded (Fixture *self, int width, guint more)
{
  g_mutex_lock (&self->encoded.mutex);
  self->wanted_frames = self->encoded.frames + more;
  g_mutex_unlock (&self->encoded.mutex);
  self->wanted_width = width;
  pair_wait (has_encoded, self, PATIENCE);
}

static void
test_sizes (Fixture *self, gconstpointer data)
{
  static const struct
  {
    DuoRung rung;
    int width;
  } steps[] = {{{180, 20}, 320}, {{360, 30}, 640}, {{540, 30}, 640}, {{180, 20}, 320}, {{720, 30}, 640}};
  g_autoptr (GstPad) pad = duo_media_sender_dup_pad (self->sender, DUO_LINE_CAMERA);
  g_autoptr (GstCaps) before = NULL;
  g_autoptr (GstCaps) after = NULL;

  wait_encoded (self, 640, 5);
  before = gst_pad_get_current_caps (pad);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      duo_media_sender_set_rate (self->sender, 300000, steps[i].rung);
      wait_encoded (self, steps[i].width, 8);
      g_assert_true (self->encoded.began_with_key_frame);
    }
  /* Nothing of it is the network's business. */
  after = gst_pad_get_current_caps (pad);
  g_assert_true (gst_caps_is_equal (before, after));
}

static guint64
count_bytes (Fixture *self, guint bitrate)
{
  guint64 before, after;

  duo_media_sender_set_rate (self->sender, bitrate, (DuoRung) {360, 30});
  wait_encoded (self, 640, 20);
  before = self->encoded.bytes;
  wait_encoded (self, 640, 60);
  after = self->encoded.bytes;
  return after - before;
}

static void
test_bitrate (Fixture *self, gconstpointer data)
{
  guint64 much = count_bytes (self, 800000);
  guint64 little = count_bytes (self, 80000);

  g_test_message ("%" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT " bytes", much, little);
  g_assert_cmpuint (3 * little, <, 2 * much);
}

/* Two of three pictures go on; and none at all, until they come back with a key frame. */
static void
test_fewer_and_none (Fixture *self, gconstpointer data)
{
  DuoSent sent;
  gint64 begun;

  duo_media_sender_set_rate (self->sender, 300000, (DuoRung) {360, 20});
  wait_encoded (self, 640, 3);
  begun = g_get_monotonic_time ();
  wait_encoded (self, 640, 40);
  g_assert_cmpint (g_get_monotonic_time () - begun, >, 1700 * 1000);
  /* Or the encoder would take them for thirty. */
  g_assert_cmpuint (self->encoded.duration, ==, GST_SECOND / 20);
  duo_media_sender_set_rate (self->sender, 0, (DuoRung) {0, 0});
  sent = duo_media_sender_get_sent (self->sender);
  g_assert_cmpuint (sent.height, ==, 0);
  self->wanted_frames = G_MAXUINT;
  g_assert_false (pair_wait_or (has_encoded, self, 1));
  g_assert_cmpuint (duo_media_sender_get_sent (self->sender).pictures, <=, sent.pictures + 2);
  duo_media_sender_set_rate (self->sender, 90000, (DuoRung) {180, 20});
  wait_encoded (self, 320, 5);
  g_assert_true (self->encoded.began_with_key_frame);
}

/* ── the whole of it ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoCall *call;
  gint64 since;
  DuoCallStats last;
  gint64 heard; /* when there was sound last */
  gint64 silence;
  gint64 end;
} Listener;

static gboolean
has_listened (gpointer data)
{
  Listener *self = data;
  gint64 now = g_get_monotonic_time ();
  DuoCallStats stats;

  duo_call_get_stats (self->call, &stats);
  if (stats.audio_ms > self->last.audio_ms)
    self->heard = now;
  self->silence = MAX (self->silence, now - self->heard);
  self->last = stats;
  return now >= self->end;
}

/* Returns the longest silence, in µs. */
static gint64
listen_for (DuoCall *call, guint seconds)
{
  gint64 now = g_get_monotonic_time ();
  Listener listener = {.call = call, .heard = now, .end = now + seconds * G_USEC_PER_SEC};

  duo_call_get_stats (call, &listener.last);
  pair_wait (has_listened, &listener, seconds + PATIENCE);
  return listener.silence;
}

static gboolean
is_heard (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.audio_ms > 500 && stats.video_frames > 5;
}

static void
set_up_narrow (Pair *pair, Relay **relay)
{
  pair_set_up_large (pair, 640, 360, 30);
  *relay = relay_new (pair);
  relay_set_path (*relay, &pair->recruiter, &(RelayPath) {.rate = NARROW, .queue_ms = 400, .delay_ms = 20});
  relay_set_path (*relay, &pair->talent, &(RelayPath) {.delay_ms = 20});
  pair_talk (pair);
  pair_wait (is_heard, pair->talent.call, PATIENCE);
}

static void
tear_down_narrow (Pair *pair, Relay *relay)
{
  pair_tear_down (pair);
  relay_free (relay);
}

/* Pictures' packets that were asked for again, so far. */
static guint64
count_asked (DuoPeer *peer)
{
  g_autoptr (GstStructure) stats = NULL;
  guint64 asked = 0;

  g_object_get (peer->picture_buffer, "stats", &stats, NULL);
  gst_structure_get (stats, "rtx-count", G_TYPE_UINT64, &asked, NULL);
  return asked;
}

/* What waits is not lost: were it sent again, there would be even less room. */
#define FEW_ASKED 20

/* It begins with more than the link carries, finds that out, and both picture and sound go on. */
static void
test_narrow (void)
{
  Pair pair;
  Relay *relay;
  DuoCallStats before, after;
  guint64 asked;
  gint64 silence;

  set_up_narrow (&pair, &relay);
  silence = listen_for (pair.talent.call, 4);
  g_assert_cmpint (silence, <, G_USEC_PER_SEC);
  g_assert_cmpuint (duo_rate_control_get_target (pair.recruiter.call->peer->rate), <, DUO_RATE_START);
  duo_call_get_stats (pair.talent.call, &before);
  asked = count_asked (pair.talent.call->peer);
  silence = listen_for (pair.talent.call, 6);
  g_assert_cmpint (silence, <, G_USEC_PER_SEC);
  duo_call_get_stats (pair.talent.call, &after);
  asked = count_asked (pair.talent.call->peer) - asked;
  g_test_message ("%u bit/s, %" G_GUINT64_FORMAT " pictures, %" G_GUINT64_FORMAT " asked for again",
                  duo_rate_control_get_target (pair.recruiter.call->peer->rate),
                  after.video_frames - before.video_frames, asked);
  g_assert_cmpuint (asked, <=, FEW_ASKED);
  g_assert_cmpuint (duo_rate_control_get_target (pair.recruiter.call->peer->rate) + DUO_RATE_SOUND, <=,
                    NARROW);
  g_assert_cmpuint (after.video_frames - before.video_frames, >=, 30);
  g_assert_cmpuint (relay_get_bytes (relay, &pair.recruiter), >, 100000);
  tear_down_narrow (&pair, relay);
}

/* The control of the one above: where the network is cut, the silence is found. Nothing is heard of what is sent, so
 * ever less is. */
static void
test_cut (void)
{
  Pair pair;
  Relay *relay;
  guint before;

  set_up_narrow (&pair, &relay);
  relay_set_path (relay, &pair.recruiter, &(RelayPath) {.cut = TRUE});
  g_assert_cmpint (listen_for (pair.talent.call, 2), >=, G_USEC_PER_SEC);
  before = duo_rate_control_get_target (pair.recruiter.call->peer->rate);
  listen_for (pair.talent.call, 1);
  g_assert_cmpuint (duo_rate_control_get_target (pair.recruiter.call->peer->rate), <, before);
  relay_set_path (relay, &pair.recruiter, &(RelayPath) {0});
  pair_wait (is_heard, pair.talent.call, PATIENCE);
  tear_down_narrow (&pair, relay);
}

#define ADD(path, function) g_test_add ("/call/rate/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/rate/read-feedback", test_read_feedback);
  g_test_add_func ("/call/rate/other-events", test_other_events);
  ADD ("sizes", test_sizes);
  if (duo_video_codec_is_there (DUO_VIDEO_CODEC_H264))
    g_test_add ("/call/rate/sizes-h264", Fixture, &h264, set_up, test_sizes, tear_down);
  ADD ("bitrate", test_bitrate);
  ADD ("fewer-and-none", test_fewer_and_none);
  g_test_add_func ("/call/rate/narrow", test_narrow);
  g_test_add_func ("/call/rate/cut", test_cut);
  return pair_run ();
}
