/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a peer connection is built like: the offer, and one test for each work-around of CALL §3, so that one can go
 * when upstream's fix has come. */

#include "duo-peer-private.h"
#include "pair.h"

#include <string.h>

#define PATIENCE 20

typedef struct
{
  DuoMediaSource *source;
  DuoVideoFeed *feed;
  DuoPeer *peer;
  char *sdp;
  GstClockTime age; /* of its pipeline, once it was made */
} Fixture;

static void
on_described (Fixture *self, const char *sdp)
{
  g_assert_null (self->sdp);
  self->sdp = g_strdup (sdp);
}

static gboolean
is_described (gpointer data)
{
  return ((Fixture *) data)->sdp != NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->source = duo_media_source_new_drawn (DUO_PORTRAIT_RECRUITER, 320, 180, 15, FALSE);
  self->feed = g_object_new (DUO_TYPE_VIDEO_FEED, NULL);
  self->peer = duo_peer_new (DUO_CALL_OFFERS, self->source, self->feed, NULL, NULL, FALSE, NULL);
  g_assert_nonnull (self->peer);
  self->age = gst_element_get_current_running_time (self->peer->pipeline);
  g_signal_connect_swapped (self->peer, "described", G_CALLBACK (on_described), self);
  pair_wait (is_described, self, PATIENCE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  duo_peer_close (self->peer);
  duo_peer_close (self->peer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->peer);
  g_assert_finalize_object (self->feed);
  g_assert_finalize_object (self->source);
  g_free (self->sdp);
}

static char *
section (const char *sdp, const char *media)
{
  g_autofree char *head = g_strdup_printf ("m=%s ", media);
  const char *begin = strstr (sdp, head);
  const char *end;

  g_assert_nonnull (begin);
  end = strstr (begin + 1, "\r\nm=");
  return end != NULL ? g_strndup (begin, (gsize) (end - begin)) : g_strdup (begin);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no \"%s\" in %s", part, text);
}

/* ── the offer ────────────────────────────────────────────────────────────────────────────────── */

/* Found: made at the first on-negotiation-needed it has neither extmap nor ssrc. */
static void
test_offer_is_whole (Fixture *self, gconstpointer data)
{
  g_autofree char *video = section (self->sdp, "video");
  g_autofree char *audio = section (self->sdp, "audio");

  assert_has (self->sdp, "a=group:BUNDLE");
  assert_has (self->sdp, "m=application ");
  assert_has (video, "VP8/90000");
  assert_has (audio, "OPUS/48000");
  assert_has (video, "a=sendrecv");
  assert_has (audio, "a=sendrecv");
  assert_has (video, "a=ssrc:");
  assert_has (audio, "a=ssrc:");
  assert_has (video, "a=fingerprint:sha-256 ");
  assert_has (video, "a=extmap:1 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01");
  assert_has (audio, "a=extmap:1 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01");
  g_assert_cmpuint (strlen (self->sdp), <, DUO_PEER_MAX_SDP);
}

/* Found: Chromium refuses an offer that asks for repair of both media. */
static void
test_repair_of_video_only (Fixture *self, gconstpointer data)
{
  g_autofree char *video = section (self->sdp, "video");
  g_autofree char *audio = section (self->sdp, "audio");

  assert_has (video, "nack");
  g_assert_null (strstr (audio, "nack"));
}

static void
test_own_certificate (Fixture *self, gconstpointer data)
{
  DuoDigest said, shown;

  g_assert_true (duo_certificate_digest_sdp (self->sdp, &said, NULL));
  g_assert_true (duo_peer_get_own_certificate (self->peer, &shown, NULL));
  g_assert_true (duo_digest_equal (&said, &shown));
}

/* Nobody is there yet, nothing has left. */
static void
test_shut (Fixture *self, gconstpointer data)
{
  DuoCallStats stats = {0};

  duo_peer_get_stats (self->peer, &stats);
  g_assert_cmpuint (stats.packets_sent, ==, 0);
  g_assert_false (duo_peer_say (self->peer, "hello"));
}

/* What is set again is not described again, nor kept. */
static void
test_described_once (Fixture *self, gconstpointer data)
{
  duo_peer_on_local_set (self->peer);
  g_assert_nonnull (self->sdp);
}

/* ── what is inside ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *factory;
  void (*check) (GstElement *element);
  guint count;
} Inspection;

static void
inspect_one (const GValue *value, gpointer data)
{
  GstElement *element = g_value_get_object (value);
  GstElementFactory *factory = gst_element_get_factory (element);
  Inspection *inspection = data;

  if (factory == NULL || strcmp (GST_OBJECT_NAME (factory), inspection->factory) != 0)
    return;
  inspection->check (element);
  inspection->count++;
}

static void
inspect (Fixture *self, const char *factory, void (*check) (GstElement *element))
{
  Inspection inspection = {factory, check, 0};
  GstIterator *elements = gst_bin_iterate_recurse (GST_BIN (self->peer->pipeline));

  gst_iterator_foreach (elements, inspect_one, &inspection);
  gst_iterator_free (elements);
  g_assert_cmpuint (inspection.count, >, 0);
}

static void
check_clock_sync (GstElement *element)
{
  gboolean sync = TRUE;

  g_object_get (element, "sync", &sync, NULL);
  g_assert_false (sync);
}

/* Found: it adds 33 ms to synchronised sinks. */
static void
test_clock_sync (Fixture *self, gconstpointer data)
{
  inspect (self, "clocksync", check_clock_sync);
}

static void
check_session (GstElement *element)
{
  g_autoptr (GObject) session = NULL;
  guint64 interval = 0, feedback = 0;
  double bandwidth = 0;
  gboolean reduced = FALSE;

  g_object_get (element, "internal-session", &session, NULL);
  g_object_get (session, "rtcp-min-interval", &interval, "bandwidth", &bandwidth, "rtcp-reduced-size",
                &reduced, "twcc-feedback-interval", &feedback, NULL);
  g_assert_cmpuint (feedback, ==, 50 * GST_MSECOND);
  g_assert_cmpuint (interval, ==, 20 * GST_MSECOND);
  g_assert_cmpfloat (bandwidth, ==, 2000000);
  g_assert_true (reduced);
}

/* Found: at 5 % loss 19 to 27 packets stay lost with the default interval of five seconds. */
static void
test_reports (Fixture *self, gconstpointer data)
{
  inspect (self, "rtpsession", check_session);
}

static void
check_encoder (GstElement *element)
{
  int threads = 0;

  g_object_get (element, "threads", &threads, NULL);
  if (g_get_num_processors () < 4)
    g_assert_cmpint (threads, ==, 1);
  else
    g_assert_cmpint (threads, >=, 2);
}

/* Found: two threads on two cores spin, and half the frames are lost. */
static void
test_encoder (Fixture *self, gconstpointer data)
{
  inspect (self, "vp8enc", check_encoder);
}

static void
check_gate (GstElement *element)
{
  gboolean drop = FALSE;

  g_object_get (element, "drop", &drop, NULL);
  g_assert_true (drop);
}

/* Two towards the network, two from it; the fifth is the hidden feed's. */
static void
test_gates (Fixture *self, gconstpointer data)
{
  inspect (self, "valve", check_gate);
}

static void
test_agent (Fixture *self, gconstpointer data)
{
  g_autoptr (GObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;
  gboolean upnp = TRUE, keepalive = FALSE, tcp = TRUE;
  guint pacing = 0;

  g_object_get (self->peer->webrtcbin, "ice-agent", &ice, NULL);
  g_object_get (ice, "agent", &agent, "ice-tcp", &tcp, NULL);
  g_assert_false (tcp);
  g_object_get (agent, "upnp", &upnp, "keepalive-conncheck", &keepalive, "stun-pacing-timer", &pacing, NULL);
  g_assert_false (upnp);
  g_assert_true (keepalive);
  g_assert_cmpuint (pacing, ==, 5);
}

/* ── what the peer may say ────────────────────────────────────────────────────────────────────── */

static void
test_unreadable_answer (Fixture *self, gconstpointer data)
{
  g_autofree char *large = g_strnfill (DUO_PEER_MAX_SDP + 1, 'v');
  g_autoptr (GError) error = NULL;

  g_assert_false (duo_peer_take_answer (self->peer, large, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
}

/* Signed, and still no answer to what was offered. */
static void
test_answer_to_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      duo_peer_take_answer (self->peer, "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n", &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
}

static void
on_failed (DuoPeer *peer, const GError *error, GError **first)
{
  if (*first == NULL)
    *first = g_error_copy (error);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static char *
replace (const char *text, const char *part, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (text, part, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (by, parts);
}

/* It is in order as far as we look, and webrtcbin wants more of it. */
static void
test_answer_without_a_way (Fixture *self, gconstpointer data)
{
  g_autofree char *answer = replace (self->sdp, "a=setup:actpass", "a=setup:active");
  g_autofree char *nameless = replace (answer, "a=ice-ufrag:", "a=x-ufrag:");
  g_autofree char *wayless = replace (nameless, "a=ice-pwd:", "a=x-pwd:");
  g_autoptr (GError) failure = NULL;

  g_signal_connect (self->peer, "failed", G_CALLBACK (on_failed), &failure);
  g_assert_true (duo_peer_take_answer (self->peer, wayless, NULL));
  pair_wait (is_set, &failure, PATIENCE);
  g_assert_error (failure, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
}

static void
fail_in (Fixture *self, GstElement *element, DuoCallError code)
{
  g_autoptr (GError) error = g_error_new_literal (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ, "it broke");
  g_autoptr (GError) failure = NULL;
  gulong id = g_signal_connect (self->peer, "failed", G_CALLBACK (on_failed), &failure);

  gst_element_post_message (element, gst_message_new_error (GST_OBJECT (element), error, NULL));
  pair_wait (is_set, &failure, PATIENCE);
  g_assert_error (failure, DUO_CALL_ERROR, (int) code);
  g_signal_handler_disconnect (self->peer, id);
}

/* A handshake that breaks is no encoder that does: they have sentences of their own. */
static void
test_whose_failure (Fixture *self, gconstpointer data)
{
  g_autoptr (GstElement) inner = gst_bin_get_by_name (GST_BIN (self->peer->webrtcbin), "rtpbin");
  GstElement *outer = gst_element_factory_make ("fakesink", NULL);

  gst_bin_add (GST_BIN (self->peer->pipeline), outer);
  fail_in (self, inner, DUO_CALL_ERROR_UNREACHABLE);
  fail_in (self, outer, DUO_CALL_ERROR_PART);
}

/* Nothing is said, and those that follow are heard. */
static void
test_candidates_that_are_none (Fixture *self, gconstpointer data)
{
  g_assert_true (duo_peer_add_candidate (self->peer, 0, "candidate:1 2 UDP 1 192.0.2.1 9 typ host", NULL));
  g_assert_true (duo_peer_add_candidate (self->peer, 0, "nonsense", NULL));
  g_assert_cmpuint (self->peer->candidates->len, ==, 0);
  g_assert_true (duo_peer_add_candidate (self->peer, 0, "candidate:1 1 UDP 1 192.0.2.1 9 typ host", NULL));
  g_assert_cmpuint (self->peer->candidates->len, ==, 1);
}

/* An answer to what was offered, with @candidates in it. */
static char *
answer_with (Fixture *self, const char *candidates)
{
  g_autofree char *answer = replace (self->sdp, "a=setup:actpass", "a=setup:active");

  return g_strconcat (answer, candidates, NULL);
}

static gboolean
is_remote_set (gpointer data)
{
  return ((Fixture *) data)->peer->remote_set;
}

/* In a description they are as good as by themselves, and no better. */
static void
test_candidates_in_an_answer (Fixture *self, gconstpointer data)
{
  g_autofree char *answer = answer_with (self, "a=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\n"
                                               "a=candidate:2 1 UDP 1 224.0.0.251 5353 typ host\r\n"
                                               "a=candidate:3 1 UDP 1 255.255.255.255 9 typ host\r\n"
                                               "a=end-of-candidates\r\n");
  GstWebRTCSessionDescription *remote = NULL;
  g_autofree char *told = NULL;

  g_assert_true (duo_peer_take_answer (self->peer, answer, NULL));
  g_assert_cmpuint (self->peer->candidates->len, ==, 1);
  g_assert_cmpuint (self->peer->taken, ==, 3);
  pair_wait (is_remote_set, self, PATIENCE);
  g_object_get (self->peer->webrtcbin, "remote-description", &remote, NULL);
  told = gst_sdp_message_as_text (remote->sdp);
  g_assert_null (strstr (told, "candidate"));
  gst_webrtc_session_description_free (remote);
}

static void
test_too_many_in_an_answer (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) candidates = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (candidates, "a=candidate:%u 1 UDP 1 192.0.2.1 %u typ host\r\n", i, 1000 + i);
  answer = answer_with (self, candidates->str);
  g_assert_false (duo_peer_take_answer (self->peer, answer, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
}

/* Found: a time before the pipeline's beginning becomes its beginning, and sound's are set back. By twice as much, so that
 * one that only takes its time to be made is told from one that begins earlier. */
static void
test_head_start (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (self->age, >=, 2 * DUO_MEDIA_SINK_SOUND_EARLY * GST_USECOND);
}

#define ADD(path, function) g_test_add ("/call/peer/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("offer-is-whole", test_offer_is_whole);
  ADD ("repair-of-video-only", test_repair_of_video_only);
  ADD ("own-certificate", test_own_certificate);
  ADD ("shut", test_shut);
  ADD ("described-once", test_described_once);
  ADD ("clock-sync", test_clock_sync);
  ADD ("reports", test_reports);
  ADD ("encoder", test_encoder);
  ADD ("gates", test_gates);
  ADD ("agent", test_agent);
  ADD ("head-start", test_head_start);
  ADD ("unreadable-answer", test_unreadable_answer);
  ADD ("answer-to-nothing", test_answer_to_nothing);
  ADD ("answer-without-a-way", test_answer_without_a_way);
  ADD ("whose-failure", test_whose_failure);
  ADD ("candidates-that-are-none", test_candidates_that_are_none);
  ADD ("candidates-in-an-answer", test_candidates_in_an_answer);
  ADD ("too-many-in-an-answer", test_too_many_in_an_answer);
  return pair_run ();
}
