/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of a connection between two peers, and what they carry: either codec, and nothing on the spare one. */

#include "duo-peer-private.h"
#include "pair.h"

#include <string.h>

#define PATIENCE 60

/* Two connections without a call: what one says is changed here on its way to the other. */
typedef struct _End End;
struct _End
{
  End *other;
  DuoCallSide side;
  DuoMediaSource *source;
  DuoVideoFeed *feed;
  DuoPeer *peer;
  char *(*change) (const char *sdp);
  char *sdp;
  GString *whole; /* (nullable): candidates, which are said with the description and not by themselves */
  gboolean connected;
};

static void
tell (End *self)
{
  g_autofree char *changed = self->change != NULL ? self->change (self->sdp) : g_strdup (self->sdp);

  if (self->side == DUO_CALL_OFFERS)
    g_assert_true (duo_peer_take_offer (self->other->peer, changed, NULL));
  else if (!duo_peer_take_answer (self->other->peer, changed, NULL))
    g_error ("%s", changed);
}

static void
on_described (End *self, const char *sdp)
{
  self->sdp = g_strdup (sdp);
  if (self->whole == NULL)
    tell (self);
}

static void
on_candidate (End *self, guint mline, const char *candidate)
{
  if (self->whole != NULL)
    {
      g_string_append_printf (self->whole, "a=%s\r\n", candidate);
      return;
    }
  g_assert_true (duo_peer_add_candidate (self->other->peer, mline, candidate, NULL));
}

static void
on_connected (End *self)
{
  self->connected = TRUE;
}

static void
on_failed (End *self, const GError *error)
{
  g_error ("%s", error->message);
}

static void
end_open (End *self, End *other, DuoCallSide side)
{
  *self = (End) {.other = other, .side = side};
  self->source = duo_media_source_new_drawn (
      side == DUO_CALL_OFFERS ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT, 320, 180, 15, FALSE);
  self->feed = g_object_new (DUO_TYPE_VIDEO_FEED, NULL);
  duo_media_source_set_camera (self->source, TRUE);
  self->peer = duo_peer_new (side, self->source, self->feed, NULL, NULL, FALSE, NULL);
  g_assert_nonnull (self->peer);
  g_signal_connect_swapped (self->peer, "described", G_CALLBACK (on_described), self);
  g_signal_connect_swapped (self->peer, "candidate", G_CALLBACK (on_candidate), self);
  g_signal_connect_swapped (self->peer, "connected", G_CALLBACK (on_connected), self);
  g_signal_connect_swapped (self->peer, "failed", G_CALLBACK (on_failed), self);
}

static void
end_close (End *self)
{
  duo_peer_close (self->peer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->peer);
  g_assert_finalize_object (self->feed);
  g_assert_finalize_object (self->source);
  g_free (self->sdp);
}

static gboolean
are_connected (gpointer data)
{
  End *ends = data;

  return ends[0].connected && ends[1].connected;
}

static gboolean
see_each_other (gpointer data)
{
  End *ends = data;
  DuoCallStats stats[2] = {0};

  for (guint i = 0; i < 2; i++)
    duo_peer_get_stats (ends[i].peer, &stats[i]);
  return stats[0].video_frames >= 20 && stats[1].video_frames >= 20;
}

/* Both open; nothing is verified here. */
static void
connect_ends (End *ends, char *(*change) (const char *sdp))
{
  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  ends[0].change = change;
  pair_wait (are_connected, ends, PATIENCE);
  duo_peer_open (ends[0].peer);
  duo_peer_open (ends[1].peer);
}

static void
close_ends (End *ends)
{
  end_close (&ends[0]);
  end_close (&ends[1]);
}

/* ── codecs ───────────────────────────────────────────────────────────────────────────────────── */

/* As somebody offers who has no VP8. */
static char *
without_vp8 (const char *sdp)
{
  g_autoptr (GRegex) formats = g_regex_new ("(m=video [^\r]*SAVPF) [0-9 ]*102", 0, 0, NULL);
  g_autofree char *text = g_regex_replace (formats, sdp, -1, 0, "\\1 102", 0, NULL);

  g_assert_cmpstr (text, !=, sdp);
  return g_steal_pointer (&text);
}

/* As somebody answers who counts extensions otherwise. */
static char *
with_other_extension (const char *sdp)
{
  g_autoptr (GString) text = g_string_new (sdp);

  g_assert_cmpuint (g_string_replace (text, "extmap:1 ", "extmap:5 ", 0), >, 0);
  return g_strdup (text->str);
}

static gboolean
has_taken (gpointer data)
{
  return ((End *) data)->peer->remote_set;
}

/* An answer is taken when what we send has come to be as it says: caps on their way would meet it in webrtcbin. */
static void
test_answer_in_its_time (void)
{
  End ends[2];

  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  ends[1].change = with_other_extension;
  pair_wait (has_taken, &ends[0], PATIENCE);
  for (guint i = 0; i < DUO_N_LINES; i++)
    {
      g_autoptr (GstCaps) caps = gst_pad_get_current_caps (ends[0].peer->pads[i]);

      g_assert_nonnull (caps);
      g_assert_true (
          duo_media_format_has (duo_media_sender_get_format (ends[0].peer->sender), (DuoLine) i, caps));
    }
  close_ends (ends);
}

static gboolean
has_part (GstElement *bin, const char *factory)
{
  g_autoptr (GstElementFactory) wanted = gst_element_factory_find (factory);
  g_autoptr (GstIterator) all = gst_bin_iterate_all_by_element_factory_name (GST_BIN (bin), factory);
  GValue value = G_VALUE_INIT;
  gboolean found = gst_iterator_next (all, &value) == GST_ITERATOR_OK;

  g_value_unset (&value);
  return wanted != NULL && found;
}

static gboolean
has_element (DuoPeer *peer, const char *factory)
{
  return has_part (peer->pipeline, factory);
}

static void
test_vp8 (void)
{
  End ends[2];

  connect_ends (ends, NULL);
  pair_wait (see_each_other, ends, PATIENCE);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (has_element (ends[i].peer, "vp8enc"));
      g_assert_true (has_element (ends[i].peer, "vp8dec"));
      g_assert_false (has_element (ends[i].peer, "openh264enc"));
    }
  g_assert_null (strstr (ends[1].sdp, "H264"));
  close_ends (ends);
}

static void
test_h264 (void)
{
  End ends[2];

  if (!duo_video_codec_is_there (DUO_VIDEO_CODEC_H264))
    {
      g_test_skip ("no openh264 here");
      return;
    }
  connect_ends (ends, without_vp8);
  pair_wait (see_each_other, ends, PATIENCE);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (has_element (ends[i].peer, "openh264enc"));
      g_assert_true (has_element (ends[i].peer, "openh264dec"));
      g_assert_false (has_element (ends[i].peer, "vp8enc"));
    }
  g_assert_nonnull (strstr (ends[1].sdp, "a=rtpmap:102 H264/90000"));
  g_assert_null (strstr (ends[1].sdp, "VP8"));
  close_ends (ends);
}

static gboolean
is_shut (DuoPeer *peer, DuoLine line)
{
  g_autoptr (GstPad) outer = gst_pad_get_peer (peer->pads[line]);
  g_autoptr (GstElement) gate = gst_pad_get_parent_element (outer);
  gboolean drop = FALSE;

  g_object_get (gate, "drop", &drop, NULL);
  return drop;
}

/* ── a screen ─────────────────────────────────────────────────────────────────────────────────── */

static DuoScreen *
draw (void)
{
  GstElement *source = gst_parse_bin_from_description (
      "videotestsrc is-live=true ! video/x-raw,format=BGRx,width=640,height=480,framerate=10/1", TRUE, NULL);
  DuoScreen *screen = duo_screen_new_drawn (source, NULL);

  g_assert_nonnull (screen);
  return screen;
}

static gboolean
sees_screen (gpointer data)
{
  DuoCallStats stats = {0};

  duo_peer_get_stats (((End *) data)->peer, &stats);
  return stats.screen_frames >= 10;
}

static void
test_screen_in_h264 (void)
{
  g_autoptr (DuoScreen) screen = NULL;
  End ends[2];

  if (!duo_video_codec_is_there (DUO_VIDEO_CODEC_H264))
    {
      g_test_skip ("no openh264 here");
      return;
    }
  screen = draw ();
  connect_ends (ends, without_vp8);
  duo_peer_set_screen_feed (ends[1].peer, ends[1].feed);
  duo_peer_share (ends[0].peer, screen);
  pair_wait (sees_screen, &ends[1], PATIENCE);
  pair_wait (see_each_other, ends, PATIENCE);
  g_assert_false (has_element (ends[0].peer, "vp8enc"));
  close_ends (ends);
}

/* What is shared before the other is verified stays here. */
static void
test_screen_behind_its_gate (void)
{
  g_autoptr (DuoScreen) screen = draw ();
  End ends[2];

  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  duo_peer_set_screen_feed (ends[1].peer, ends[1].feed);
  duo_peer_share (ends[0].peer, screen);
  pair_wait (are_connected, ends, PATIENCE);
  duo_peer_open (ends[1].peer);
  g_assert_false (pair_wait_or (sees_screen, &ends[1], 2));
  g_assert_true (is_shut (ends[0].peer, DUO_LINE_SCREEN));
  duo_peer_open (ends[0].peer);
  g_assert_false (is_shut (ends[0].peer, DUO_LINE_SCREEN));
  pair_wait (sees_screen, &ends[1], PATIENCE);
  duo_peer_share (ends[0].peer, NULL);
  g_assert_true (is_shut (ends[0].peer, DUO_LINE_SCREEN));
  close_ends (ends);
}

/* ── numbers ──────────────────────────────────────────────────────────────────────────────────── */

/* As a browser numbers them. */
static char *
renumbered (const char *sdp)
{
  g_autoptr (GString) text = g_string_new (sdp);

  g_string_replace (text, "SAVPF 97", "SAVPF 111", 0);
  g_string_replace (text, ":97 ", ":111 ", 0);
  g_string_replace (text, "SAVPF 96", "SAVPF 120", 0);
  g_string_replace (text, ":96 ", ":120 ", 0);
  g_string_replace (text, "apt=96", "apt=120", 0);
  g_string_replace (text, "extmap:1 ", "extmap:5 ", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_answered (gpointer data)
{
  return ((End *) data)->sdp != NULL;
}

static void
test_numbers_of_the_offerer (void)
{
  End ends[2];

  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  ends[0].change = renumbered;
  pair_wait (has_answered, &ends[1], PATIENCE);
  g_assert_nonnull (strstr (ends[1].sdp, "a=rtpmap:120 VP8/90000"));
  g_assert_nonnull (strstr (ends[1].sdp, "a=rtpmap:111 "));
  g_assert_nonnull (strstr (ends[1].sdp, "a=extmap:5 " DUO_TWCC));
  g_assert_null (strstr (ends[1].sdp, "rtpmap:96"));
  g_assert_null (strstr (ends[1].sdp, "extmap:1 "));
  close_ends (ends);
}

/* ── all at once ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_whole (gpointer data)
{
  End *self = data;

  return self->sdp != NULL && self->whole->len > 0;
}

static void
tell_whole (End *self)
{
  g_autofree char *sdp = NULL;

  pair_wait (is_whole, self, PATIENCE);
  sdp = g_strconcat (self->sdp, self->whole->str, "a=end-of-candidates\r\n", NULL);
  g_set_str (&self->sdp, sdp);
  tell (self);
}

/* Who says nothing before he knows all his addresses. */
static void
test_whole_descriptions (void)
{
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  End ends[2];

  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  ends[0].whole = one;
  ends[1].whole = other;
  tell_whole (&ends[0]);
  tell_whole (&ends[1]);
  pair_wait (are_connected, ends, PATIENCE);
  close_ends (ends);
}

/* ── the spare line ───────────────────────────────────────────────────────────────────────────── */

static guint
count_lines (const char *sdp, const char *part)
{
  guint count = 0;

  for (const char *at = strstr (sdp, part); at != NULL; at = strstr (at + 1, part))
    count++;
  return count;
}

static void
test_spare_line (void)
{
  End ends[2];

  connect_ends (ends, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (count_lines (ends[i].sdp, "m=video "), ==, 2);
      g_assert_cmpuint (count_lines (ends[i].sdp, "m=audio "), ==, 1);
      /* Two pictures and sound, both ways: not one of them waits for another offer. */
      g_assert_cmpuint (count_lines (ends[i].sdp, "a=sendrecv"), ==, 3);
      g_assert_cmpuint (count_lines (ends[i].sdp, "a=inactive"), ==, 0);
      g_assert_false (is_shut (ends[i].peer, DUO_LINE_CAMERA));
      g_assert_false (is_shut (ends[i].peer, DUO_LINE_SOUND));
      g_assert_true (is_shut (ends[i].peer, DUO_LINE_SCREEN));
    }
  close_ends (ends);
}

static gboolean
has_received (gpointer data)
{
  DuoCallStats stats = {0};

  duo_peer_get_stats (((End *) data)->peer, &stats);
  return stats.packets_received >= 40;
}

static GstBuffer *
renamed (GstBuffer *buffer, guint source)
{
  GstBuffer *own = gst_buffer_copy_deep (buffer);

  source = GUINT32_TO_BE (source);
  gst_buffer_fill (own, 8, &source, sizeof source);
  return own;
}

/* The camera's packets, as if they were the screen's. */
static GstPadProbeReturn
on_packets (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  guint source = GPOINTER_TO_UINT (data);
  GstBufferList *list, *own;

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    {
      g_autoptr (GstBuffer) buffer = GST_PAD_PROBE_INFO_BUFFER (info);

      info->data = renamed (buffer, source);
      return GST_PAD_PROBE_OK;
    }
  list = GST_PAD_PROBE_INFO_BUFFER_LIST (info);
  own = gst_buffer_list_new ();
  for (guint i = 0; i < gst_buffer_list_length (list); i++)
    gst_buffer_list_add (own, renamed (gst_buffer_list_get (list, i), source));
  info->data = own;
  gst_buffer_list_unref (list);
  return GST_PAD_PROBE_OK;
}

static guint
source_of (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  guint source = 0;

  g_assert_true (gst_structure_get_uint (gst_caps_get_structure (caps, 0), "ssrc", &source));
  return source;
}

/* Somebody who is verified and sends on the line that nobody shows: nothing of it is decoded. */
static void
test_words_on_the_spare_line (void)
{
  End ends[2];
  DuoCallStats stats = {0};
  guint source;

  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  pair_wait (are_connected, ends, PATIENCE);
  source = source_of (ends[0].peer->pads[DUO_LINE_SCREEN]);
  g_assert_cmpuint (source, !=, source_of (ends[0].peer->pads[DUO_LINE_CAMERA]));
  gst_pad_add_probe (ends[0].peer->pads[DUO_LINE_CAMERA],
                     GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_packets,
                     GUINT_TO_POINTER (source), NULL);
  duo_peer_open (ends[0].peer);
  duo_peer_open (ends[1].peer);
  pair_wait (has_received, &ends[1], PATIENCE);
  duo_peer_get_stats (ends[1].peer, &stats);
  g_assert_cmpuint (stats.video_frames, ==, 0);
  close_ends (ends);
}

/* ── one pad a line ───────────────────────────────────────────────────────────────────────────── */

/* (transfer full): as webrtcbin shows one of the peer's */
static GstPad *
new_pad (const char *name, const char *encoding)
{
  GstPad *pad = gst_object_ref_sink (gst_pad_new (name, GST_PAD_SRC));
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("application/x-rtp", "encoding-name", G_TYPE_STRING, encoding, NULL);

  gst_pad_set_active (pad, TRUE);
  gst_pad_push_event (pad, gst_event_new_stream_start (name));
  gst_pad_push_event (pad, gst_event_new_caps (caps));
  return pad;
}

/* Who says a second sound or picture on a line is not heard, and does not take the first one's place. */
static void
test_second_pad (void)
{
  static const struct
  {
    DuoLine line;
    const char *first, *second;
  } cases[] = {
      {DUO_LINE_SOUND, "OPUS", "OPUS"},
      {DUO_LINE_CAMERA, "VP8", "VP8"},
      {DUO_LINE_CAMERA, "VP8", "H264"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GstElement) bin = gst_object_ref_sink (gst_pipeline_new (NULL));
      g_autoptr (DuoVideoFeed) feed = g_object_new (DUO_TYPE_VIDEO_FEED, NULL);
      DuoMediaSink *sink = duo_media_sink_new (GST_BIN (bin), feed, NULL, NULL);
      g_autoptr (GstPad) first = new_pad ("first", cases[i].first);
      g_autoptr (GstPad) second = new_pad ("second", cases[i].second);

      g_assert_true (duo_media_sink_link (sink, cases[i].line, first));
      g_assert_false (duo_media_sink_link (sink, cases[i].line, second));
      g_assert_true (gst_pad_is_linked (first));
      g_assert_false (gst_pad_is_linked (second));
      g_assert_true (has_part (bin, "vp8dec"));
      gst_element_set_state (bin, GST_STATE_NULL);
      duo_media_sink_free (sink);
    }
}

/* ── what waits for packets ───────────────────────────────────────────────────────────────────── */

/* What the jitter buffer of each of the other's streams is set to. */
typedef struct
{
  guint video, audio; /* the sources */
  guint looked_at;
} Buffers;

static void
look_at_buffer (const GValue *value, gpointer data)
{
  GstElement *element = g_value_get_object (value);
  Buffers *buffers = data;
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "src");
  gboolean repair = FALSE;
  guint packets = 0;
  guint source;

  /* One through which nothing has come. */
  if (!gst_pad_has_current_caps (pad))
    return;
  source = source_of (pad);
  g_object_get (element, "faststart-min-packets", &packets, "do-retransmission", &repair, NULL);
  g_assert_true (source == buffers->video || source == buffers->audio);
  g_assert_cmpuint (packets, ==, 2);
  g_assert_true (repair == (source == buffers->video));
  buffers->looked_at++;
}

static gboolean
hear_each_other (gpointer data)
{
  End *ends = data;
  DuoCallStats stats[2] = {0};

  for (guint i = 0; i < 2; i++)
    duo_peer_get_stats (ends[i].peer, &stats[i]);
  return stats[0].audio_ms > 0 && stats[1].audio_ms > 0 && see_each_other (data);
}

/* Found: with BUNDLE the last line's wish for repair is given to all; sound that waits for repairs comes late. */
static void
test_repair_where_it_belongs (void)
{
  End ends[2];

  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  pair_wait (are_connected, ends, PATIENCE);
  for (guint i = 0; i < 2; i++)
    {
      duo_media_source_set_microphone (ends[i].source, TRUE);
      duo_peer_open (ends[i].peer);
    }
  pair_wait (hear_each_other, ends, PATIENCE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GstIterator) all =
          gst_bin_iterate_all_by_element_factory_name (GST_BIN (ends[i].peer->webrtcbin), "rtpjitterbuffer");
      GstPad **sent = ends[1 - i].peer->pads;
      Buffers buffers = {source_of (sent[DUO_LINE_CAMERA]), source_of (sent[DUO_LINE_SOUND]), 0};

      gst_iterator_foreach (all, look_at_buffer, &buffers);
      g_assert_cmpuint (buffers.looked_at, ==, 2);
    }
  close_ends (ends);
}

/* ── words that came early ────────────────────────────────────────────────────────────────────── */

static gboolean
has_said (gpointer data)
{
  return duo_peer_say (((End *) data)->peer, "{}");
}

static gboolean
has_two_words (gpointer data)
{
  return ((End *) data)->peer->held->len >= 2;
}

/* As a call ends. */
static void
on_heard (End *self)
{
  g_signal_handlers_disconnect_by_data (self->peer, self);
  duo_peer_close (self->peer);
  g_clear_object (&self->peer);
}

/* Said before it was verified, and not what anybody of ours says: the first word ends the call, and the second one is
 * said to nobody. */
static void
test_first_word_is_the_last (void)
{
  End ends[2];

  end_open (&ends[0], &ends[1], DUO_CALL_OFFERS);
  end_open (&ends[1], &ends[0], DUO_CALL_ANSWERS);
  pair_wait (are_connected, ends, PATIENCE);
  duo_peer_open (ends[0].peer);
  pair_wait (has_said, &ends[0], PATIENCE);
  g_assert_true (has_said (&ends[0]));
  pair_wait (has_two_words, &ends[1], PATIENCE);
  g_signal_connect_swapped (ends[1].peer, "heard", G_CALLBACK (on_heard), &ends[1]);
  duo_peer_open (ends[1].peer);
  g_assert_null (ends[1].peer);
  end_close (&ends[0]);
  ends[1].peer = duo_peer_new (DUO_CALL_ANSWERS, ends[1].source, ends[1].feed, NULL, NULL, FALSE, NULL);
  end_close (&ends[1]);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/lines/answer-in-its-time", test_answer_in_its_time);
  g_test_add_func ("/call/lines/vp8", test_vp8);
  g_test_add_func ("/call/lines/h264", test_h264);
  g_test_add_func ("/call/lines/screen-in-h264", test_screen_in_h264);
  g_test_add_func ("/call/lines/screen-behind-its-gate", test_screen_behind_its_gate);
  g_test_add_func ("/call/lines/numbers-of-the-offerer", test_numbers_of_the_offerer);
  g_test_add_func ("/call/lines/spare", test_spare_line);
  g_test_add_func ("/call/lines/words-on-the-spare", test_words_on_the_spare_line);
  g_test_add_func ("/call/lines/second-pad", test_second_pad);
  g_test_add_func ("/call/lines/repair-where-it-belongs", test_repair_where_it_belongs);
  g_test_add_func ("/call/lines/first-word-is-the-last", test_first_word_is_the_last);
  g_test_add_func ("/call/lines/whole-descriptions", test_whole_descriptions);
  return pair_run ();
}
