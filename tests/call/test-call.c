/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-frame-stamp.h"
#include "pair.h"

#define PATIENCE 30
#define HANG_UPS 12

/* ── talking ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_talked (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.video_frames >= 60 && stats.audio_ms >= 2000;
}

static void
test_talk (void)
{
  Pair pair;
  DuoCallStats stats;

  pair_set_up (&pair);
  g_assert_null (duo_call_get_code (pair.talent.call));
  pair_talk (&pair);
  pair_wait (has_talked, pair.recruiter.call, PATIENCE);
  pair_wait (has_talked, pair.talent.call, PATIENCE);
  g_assert_nonnull (duo_call_get_code (pair.talent.call));
  g_assert_cmpstr (duo_call_get_code (pair.recruiter.call), ==, duo_call_get_code (pair.talent.call));
  duo_call_get_stats (pair.talent.call, &stats);
  g_assert_cmpint (stats.first_frame_us, >, 0);
  g_assert_cmpuint (stats.packets_sent, >, 100);
  g_assert_cmpuint (stats.packets_received, >, 100);
  pair_tear_down (&pair);
}

static gboolean
is_measured (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.round_trip_ms >= 0 && stats.lost < 0.5 && stats.lost_here < 0.5 && stats.jitter_ms >= 0 &&
         stats.send_rate > 10000 && stats.receive_rate > 10000 && stats.sent.rate > 1 &&
         stats.received.rate > 1;
}

static gboolean
is_judged (gpointer data)
{
  return duo_call_get_quality (data) != DUO_CALL_QUALITY_UNKNOWN;
}

static void
test_quality (void)
{
  Pair pair;
  DuoCallStats stats;

  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (is_measured, pair.talent.call, PATIENCE);
  pair_wait (is_measured, pair.recruiter.call, PATIENCE);
  pair_wait (is_judged, pair.recruiter.call, PATIENCE);
  duo_call_get_stats (pair.recruiter.call, &stats);
  g_assert_cmpuint (stats.sent.width, ==, 320);
  g_assert_cmpuint (stats.sent.height, ==, 180);
  g_assert_cmpuint (stats.received.width, ==, 320);
  g_assert_cmpuint (stats.received.height, ==, 180);
  g_assert_cmpuint (stats.allowed_rate, >, 0);
  pair_tear_down (&pair);
}

/* What is shown is what was drawn a moment ago, and newer each time. */
typedef struct
{
  DuoVideoFeed *feed;
  DuoFrameStamp stamp;
  guint read;
  guint32 fastest; /* drawn to shown, in 10 µs */
} Watcher;

static void
on_frame (DuoVideoFeed *feed, Watcher *watcher)
{
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (feed);
  DuoFrameStamp stamp;
  GstVideoInfo info;
  GstVideoFrame frame;

  if (sample == NULL)
    return;
  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ));
  if (duo_frame_stamp_read (&stamp, &frame))
    {
      g_assert_true (watcher->read == 0 || stamp.number > watcher->stamp.number);
      watcher->stamp = stamp;
      watcher->fastest = MIN (watcher->fastest, (guint32) (g_get_monotonic_time () / 10) - stamp.time);
      watcher->read++;
    }
  gst_video_frame_unmap (&frame);
}

static gboolean
has_read (gpointer data)
{
  return ((Watcher *) data)->read >= 20;
}

static void
test_remote_feed (void)
{
  Pair pair;
  Watcher watcher = {.fastest = G_MAXUINT32};

  pair_set_up (&pair);
  watcher.feed = duo_call_get_remote_feed (pair.talent.call);
  g_signal_connect (watcher.feed, "frame", G_CALLBACK (on_frame), &watcher);
  duo_video_feed_set_target (watcher.feed, 320, 180);
  pair_talk (&pair);
  pair_wait (has_read, &watcher, PATIENCE);
  g_test_message ("drawn to shown: %.1f ms", watcher.fastest / 100.0);
  g_assert_cmpuint (watcher.fastest, <, 200 * 100);
  pair_tear_down (&pair);
}

/* ── devices ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
peer_is_on (gpointer data)
{
  return duo_call_get_peer_microphone (data) == DUO_PEER_DEVICE_ON &&
         duo_call_get_peer_camera (data) == DUO_PEER_DEVICE_ON;
}

static gboolean
peer_microphone_is_off (gpointer data)
{
  return duo_call_get_peer_microphone (data) == DUO_PEER_DEVICE_OFF;
}

static gboolean
peer_camera_is_off (gpointer data)
{
  return duo_call_get_peer_camera (data) == DUO_PEER_DEVICE_OFF;
}

typedef struct
{
  DuoCall *call;
  DuoCallStats base;
} Progress;

static gboolean
has_twenty_frames_more (gpointer data)
{
  Progress *progress = data;
  DuoCallStats stats;

  duo_call_get_stats (progress->call, &stats);
  return stats.video_frames >= progress->base.video_frames + 20;
}

static gboolean
has_a_second_more (gpointer data)
{
  Progress *progress = data;
  DuoCallStats stats;

  duo_call_get_stats (progress->call, &stats);
  return stats.audio_ms >= progress->base.audio_ms + 1000;
}

static Progress
progress_begin (DuoCall *call)
{
  Progress progress = {.call = call};

  duo_call_get_stats (call, &progress.base);
  return progress;
}

/* Some packets of the last syllable may still be on their way, more of them where the processor is busy; who goes on
 * sending has more than 600 ms and 12 frames to show. */
#define REST_MS 400
#define REST_FRAMES 6

static void
test_mute (void)
{
  Pair pair;
  Progress progress;
  DuoCallStats stats;

  pair_set_up (&pair);
  pair_talk (&pair);
  pair_wait (peer_is_on, pair.recruiter.call, PATIENCE);
  duo_call_set_microphone (pair.talent.call, FALSE);
  g_assert_false (duo_media_source_get_microphone (pair.talent.source));
  pair_wait (peer_microphone_is_off, pair.recruiter.call, PATIENCE);
  g_assert_true (duo_call_get_peer_camera (pair.recruiter.call) == DUO_PEER_DEVICE_ON);
  progress = progress_begin (pair.recruiter.call);
  pair_wait (has_twenty_frames_more, &progress, PATIENCE);
  duo_call_get_stats (pair.recruiter.call, &stats);
  g_assert_cmpuint (stats.audio_ms, <=, progress.base.audio_ms + REST_MS);
  duo_call_set_microphone (pair.talent.call, TRUE);
  pair_wait (peer_is_on, pair.recruiter.call, PATIENCE);
  pair_wait (has_a_second_more, &progress, PATIENCE);
  pair_tear_down (&pair);
}

static guint
get_width (DuoVideoFeed *feed)
{
  guint width;

  g_object_get (feed, "width", &width, NULL);
  return width;
}

static gboolean
has_size (gpointer data)
{
  return get_width (data) > 0;
}

static gboolean
is_small (gpointer data)
{
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (data);
  GstVideoInfo info;

  return sample != NULL && gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) &&
         info.width <= 160;
}

static void
test_camera_off_and_on (void)
{
  Pair pair;
  Progress progress;
  DuoCallStats stats;
  DuoVideoFeed *feed;

  pair_set_up (&pair);
  feed = duo_call_get_remote_feed (pair.talent.call);
  duo_video_feed_set_target (feed, 320, 180);
  pair_talk (&pair);
  pair_wait (peer_is_on, pair.talent.call, PATIENCE);
  pair_wait (has_size, feed, PATIENCE);
  duo_call_set_camera (pair.recruiter.call, FALSE);
  g_assert_false (duo_media_source_get_camera (pair.recruiter.source));
  pair_wait (peer_camera_is_off, pair.talent.call, PATIENCE);
  progress = progress_begin (pair.talent.call);
  pair_wait (has_a_second_more, &progress, PATIENCE);
  duo_call_get_stats (pair.talent.call, &stats);
  g_assert_cmpuint (stats.video_frames, <=, progress.base.video_frames + REST_FRAMES);
  g_assert_null (duo_video_feed_dup_sample (feed));
  g_assert_cmpuint (get_width (feed), ==, 0);
  duo_call_set_camera (pair.recruiter.call, TRUE);
  pair_wait (peer_is_on, pair.talent.call, PATIENCE);
  pair_wait (has_twenty_frames_more, &progress, PATIENCE);
  /* It has its size again, or it would be stretched, and follows the window's. */
  pair_wait (has_size, feed, PATIENCE);
  duo_video_feed_set_target (feed, 160, 90);
  pair_wait (is_small, feed, PATIENCE);
  pair_tear_down (&pair);
}

/* A packet of silence now and then, by which the peer knows that somebody is there: 20 ms of it, at most so often. */
#define GREETING_MS 20
#define GREETED_EACH_MS 200

/* Nobody is seen or heard who did not want to be from the beginning. */
static void
test_join_dark (void)
{
  Pair pair;
  Progress progress;
  DuoCallStats stats;
  gint64 started = g_get_monotonic_time ();
  gint64 greetings;

  pair_set_up (&pair);
  duo_media_source_set_camera (pair.talent.source, FALSE);
  duo_media_source_set_microphone (pair.talent.source, FALSE);
  pair_talk (&pair);
  pair_wait (has_talked, pair.talent.call, PATIENCE);
  duo_call_get_stats (pair.recruiter.call, &stats);
  g_assert_cmpuint (stats.video_frames, ==, 0);
  greetings = 1 + (g_get_monotonic_time () - started) / 1000 / GREETED_EACH_MS;
  g_assert_cmpint (stats.audio_ms, <=, greetings * GREETING_MS);
  g_assert_cmpint (stats.packets_received, <=, greetings);
  progress = progress_begin (pair.recruiter.call);
  duo_call_set_camera (pair.talent.call, TRUE);
  pair_wait (has_twenty_frames_more, &progress, PATIENCE);
  pair_tear_down (&pair);
}

/* What is not told yet is not off, and neither is what somebody had who has left. */
static void
on_peer_device (DuoCall *call, GParamSpec *pspec, guint *told)
{
  DuoPeerDevice microphone = duo_call_get_peer_microphone (call);
  gboolean together = duo_call_state_is_together (duo_call_get_state (call));

  g_assert_cmpint (microphone, ==, together ? DUO_PEER_DEVICE_ON : DUO_PEER_DEVICE_UNTOLD);
  g_assert_cmpint (duo_call_get_peer_camera (call), ==, microphone);
  (*told)++;
}

static void
test_devices_are_told_or_not (void)
{
  guint told = 0;
  Pair pair;

  pair_set_up (&pair);
  g_assert_cmpint (duo_call_get_peer_microphone (pair.recruiter.call), ==, DUO_PEER_DEVICE_UNTOLD);
  g_signal_connect (pair.recruiter.call, "notify::peer-microphone", G_CALLBACK (on_peer_device), &told);
  pair_talk (&pair);
  pair_wait (peer_is_on, pair.recruiter.call, PATIENCE);
  g_assert_cmpuint (told, ==, 1);
  duo_call_hang_up (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  g_assert_cmpuint (told, ==, 2);
  pair_tear_down (&pair);
}

/* ── coming and going ─────────────────────────────────────────────────────────────────────────── */

static void
test_wait_alone (void)
{
  Pair pair;

  pair_set_up (&pair);
  duo_call_start (pair.recruiter.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  duo_call_start (pair.talent.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_TALKING);
  pair_tear_down (&pair);
}

static void
test_leave (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  duo_call_hang_up (pair.talent.call);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_ENDED);
  g_assert_null (duo_call_get_error (pair.talent.call));
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  g_assert_null (duo_call_get_code (pair.recruiter.call));
  g_assert_cmpint (duo_call_get_peer_camera (pair.recruiter.call), ==, DUO_PEER_DEVICE_UNTOLD);
  g_assert_null (duo_video_feed_dup_sample (duo_call_get_remote_feed (pair.recruiter.call)));
  pair_tear_down (&pair);
}

typedef struct
{
  DuoCall *call;
  gboolean said;
} Farewell;

static char *
on_farewell (DuoSignal *signal, gpointer data)
{
  Farewell *farewell = data;

  if (duo_signal_get_kind (signal) == DUO_SIGNAL_BYE)
    {
      /* Nothing of it has been torn down yet. */
      g_assert_nonnull (farewell->call->peer);
      farewell->said = TRUE;
    }
  return g_strdup (duo_signal_get_text (signal));
}

/* Found: threads that are slow to join, as on a busy machine, kept the other side waiting for the word. */
static void
test_bye_comes_first (void)
{
  Farewell farewell = {0};
  Pair pair;

  pair_set_up (&pair);
  farewell.call = pair.talent.call;
  loopback_room_set_tamper (pair.talent.room, on_farewell, &farewell);
  pair_talk (&pair);
  duo_call_hang_up (pair.talent.call);
  g_assert_true (farewell.said);
  g_assert_null (pair.talent.call->peer);
  pair_tear_down (&pair);
}

static void
come_back (Party *party, DuoCallSide side, DuoCall *other)
{
  duo_call_hang_up (party->call);
  pair_wait_state (other, DUO_CALL_WAITING);
  party_renew (party, side);
  duo_call_start (party->call);
  pair_wait_state (party->call, DUO_CALL_TALKING);
  pair_wait_state (other, DUO_CALL_TALKING);
  pair_wait (has_talked, party->call, PATIENCE);
  pair_wait (has_talked, other, PATIENCE);
}

static void
test_come_back (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  come_back (&pair.talent, DUO_CALL_ANSWERS, pair.recruiter.call);
  come_back (&pair.recruiter, DUO_CALL_OFFERS, pair.talent.call);
  g_assert_cmpstr (duo_call_get_code (pair.recruiter.call), ==, duo_call_get_code (pair.talent.call));
  pair_tear_down (&pair);
}

/* The other app was killed and joins anew before the room has noticed: what there is of it stays until it is there. */
static void
test_back_without_leaving (void)
{
  Pair pair;
  DuoPeerHello hello;

  pair_set_up (&pair);
  duo_video_feed_set_target (duo_call_get_remote_feed (pair.recruiter.call), 320, 180);
  pair_talk (&pair);
  pair_wait (has_size, duo_call_get_remote_feed (pair.recruiter.call), PATIENCE);
  hello = *loopback_room_get_peer (pair.recruiter.room);
  hello.nonce[0] ^= 1;
  /* Who was killed reads no offer. */
  loopback_room_set_away (pair.recruiter.room, TRUE);
  duo_signaling_emit_peer_joined (DUO_SIGNALING (pair.recruiter.room), &hello);
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_TALKING);
  g_assert_nonnull (pair.recruiter.call->next);
  /* It follows the window while another may be coming. */
  duo_video_feed_set_target (duo_call_get_remote_feed (pair.recruiter.call), 160, 90);
  pair_wait (is_small, duo_call_get_remote_feed (pair.recruiter.call), PATIENCE);
  pair_tear_down (&pair);
}

/* Somebody with another key is somebody else, until it is proven. */
static void
test_back_with_another_key (void)
{
  Pair pair;
  DuoPeerHello hello;

  pair_set_up (&pair);
  pair_talk (&pair);
  hello = *loopback_room_get_peer (pair.recruiter.room);
  hello.key[0] ^= 1;
  hello.nonce[0] ^= 1;
  duo_signaling_emit_peer_joined (DUO_SIGNALING (pair.recruiter.room), &hello);
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_ASKING);
  g_assert_null (pair.recruiter.call->next);
  pair_tear_down (&pair);
}

/* The service says again what is known already, as after its own restart: nobody's picture stops for it. */
static void
test_same_joined_again (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  duo_signaling_emit_peer_joined (DUO_SIGNALING (pair.recruiter.room),
                                  loopback_room_get_peer (pair.recruiter.room));
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_TALKING);
  pair_tear_down (&pair);
}

static void
test_room_closes (void)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  duo_signaling_emit_closed (DUO_SIGNALING (pair.talent.room), NULL);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_ENDED);
  g_assert_null (duo_call_get_error (pair.talent.call));
  pair_wait_state (pair.recruiter.call, DUO_CALL_WAITING);
  pair_tear_down (&pair);
}

static gboolean
on_time_to_go (gpointer data)
{
  duo_call_hang_up (data);
  return G_SOURCE_REMOVE;
}

static gboolean
has_ended (gpointer data)
{
  return duo_call_get_state (data) == DUO_CALL_ENDED;
}

static void
hang_up_after (guint ms)
{
  Pair pair;
  Party *first;

  pair_set_up (&pair);
  first = g_random_boolean () ? &pair.talent : &pair.recruiter;
  pair_start (&pair);
  g_timeout_add (ms, on_time_to_go, first->call);
  pair_wait (has_ended, first->call, PATIENCE);
  pair_tear_down (&pair);
}

/* CALL §3: no thread and no descriptor is left. The first round is not counted: plugins and their tables stay. */
static void
test_hang_up_at_any_moment (void)
{
  guint threads, descriptors;

  hang_up_after (1500);
  hang_up_after (0);
  threads = pair_count_threads ();
  descriptors = pair_count_descriptors ();
  for (guint i = 0; i < HANG_UPS; i++)
    hang_up_after ((guint) g_test_rand_int_range (0, 900));
  pair_wait_left (threads, descriptors);
}

/* The peer's packets are here, but the main context has not heard of it: their threads wait for a link that never comes. */
static void
test_hang_up_before_reading (void)
{
  Pair pair;
  DuoCallStats stats = {0};
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  pair_set_up (&pair);
  pair_start (&pair);
  pair_wait_state (pair.recruiter.call, DUO_CALL_TALKING);
  while (stats.packets_received < 60 && g_get_monotonic_time () < end)
    duo_call_get_stats (pair.talent.call, &stats);
  g_assert_cmpuint (stats.packets_received, >=, 60);
  duo_call_hang_up (pair.talent.call);
  pair_tear_down (&pair);
}

static void
test_hang_up_twice (void)
{
  Pair pair;

  pair_set_up (&pair);
  duo_call_hang_up (pair.talent.call);
  duo_call_hang_up (pair.talent.call);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_ENDED);
  pair_tear_down (&pair);
}

static void
on_state_hang_up (DuoCall *call, GParamSpec *pspec, gpointer data)
{
  if (duo_call_get_state (call) == (DuoCallState) GPOINTER_TO_INT (data))
    duo_call_hang_up (call);
}

/* Whoever comes then is asked about. */
static void
know_somebody_else (DuoCall *call)
{
  g_autoptr (DuoSigner) signer = loopback_signer_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (keys, duo_signer_dup_public_key (signer));
  duo_call_set_known_keys (call, keys);
}

/* A page may leave in the very notification of any state. */
static void
test_hang_up_in_notification (void)
{
  for (int state = DUO_CALL_PREPARING; state <= DUO_CALL_TALKING; state++)
    {
      Pair pair;

      pair_set_up (&pair);
      if (state == DUO_CALL_ASKING)
        know_somebody_else (pair.talent.call);
      g_signal_connect (pair.talent.call, "notify::state", G_CALLBACK (on_state_hang_up),
                        GINT_TO_POINTER (state));
      pair_start (&pair);
      pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
      pair_tear_down (&pair);
    }
}

#define ADD(path, function) g_test_add_func ("/call/" path, function)

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("talk", test_talk);
  ADD ("quality", test_quality);
  ADD ("remote-feed", test_remote_feed);
  ADD ("mute", test_mute);
  ADD ("camera-off-and-on", test_camera_off_and_on);
  ADD ("join-dark", test_join_dark);
  ADD ("wait-alone", test_wait_alone);
  ADD ("devices-are-told-or-not", test_devices_are_told_or_not);
  ADD ("leave", test_leave);
  ADD ("bye-comes-first", test_bye_comes_first);
  ADD ("come-back", test_come_back);
  ADD ("back-without-leaving", test_back_without_leaving);
  ADD ("back-with-another-key", test_back_with_another_key);
  ADD ("same-joined-again", test_same_joined_again);
  ADD ("room-closes", test_room_closes);
  ADD ("hang-up-at-any-moment", test_hang_up_at_any_moment);
  ADD ("hang-up-before-reading", test_hang_up_before_reading);
  ADD ("hang-up-twice", test_hang_up_twice);
  ADD ("hang-up-in-notification", test_hang_up_in_notification);
  return pair_run ();
}
