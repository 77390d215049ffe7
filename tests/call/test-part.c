/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A part of a connection that fails, such as an encoder: the two go on over another connection; where that fails, too, it is
 * said what has. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "pair.h"
#include "told-network.h"

#define PATIENCE 60
#define GIVE_UP (121 * G_USEC_PER_SEC)
/* For a machine that others use. */
#define BUSY_SECONDS 20

static GstPadProbeReturn
on_buffer (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  g_autoptr (GstElement) part = gst_pad_get_parent_element (pad);

  GST_ELEMENT_ERROR (part, STREAM, FAILED, ("It broke"), (NULL));
  gst_buffer_unref (GST_PAD_PROBE_INFO_BUFFER (info));
  GST_PAD_PROBE_INFO_DATA (info) = NULL;
  GST_PAD_PROBE_INFO_FLOW_RETURN (info) = GST_FLOW_ERROR;
  return GST_PAD_PROBE_HANDLED;
}

/* From its next buffer on @name takes none and says so, and so does what is in front of it, as GStreamer's do. */
static void
break_part (DuoCall *call, const char *name)
{
  g_autoptr (GstElement) part = gst_bin_get_by_name (GST_BIN (call->peer->pipeline), name);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (part, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_buffer, NULL, NULL);
}

typedef struct
{
  DuoCall *call;
  DuoPeer *before;
} Change;

static gboolean
has_changed (gpointer data)
{
  Change *change = data;

  return change->call->peer != change->before && change->call->next == NULL && change->call->old == NULL;
}

typedef struct
{
  DuoCall *call;
  guint64 frames;
} Seen;

static guint64
count_frames (DuoCall *call)
{
  DuoCallStats stats;

  duo_call_get_stats (call, &stats);
  return stats.video_frames;
}

static gboolean
has_more (gpointer data)
{
  Seen *seen = data;

  return count_frames (seen->call) > seen->frames + 5;
}

static void
wait_for_more (DuoCall *call)
{
  pair_wait (has_more, &(Seen) {call, count_frames (call)}, PATIENCE);
}

static void
goes_on (Pair *pair, const char *part)
{
  Change change = {pair->talent.call, pair->talent.call->peer};

  break_part (pair->talent.call, part);
  pair_wait (has_changed, &change, PATIENCE);
  wait_for_more (pair->recruiter.call);
  wait_for_more (pair->talent.call);
}

static void
goes_on_once (const char *part)
{
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  goes_on (&pair, part);
  /* The control: more of the same is no way on. */
  break_part (pair.talent.call, part);
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.talent.call), DUO_CALL_ERROR, DUO_CALL_ERROR_PART);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.recruiter.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE);
  pair_tear_down (&pair);
}

static void
test_encoder (void)
{
  goes_on_once ("encoder");
}

static void
test_decoder (void)
{
  goes_on_once ("decoder");
}

static void
on_state (DuoCall *call, GParamSpec *pspec, guint *left)
{
  *left += duo_call_get_state (call) != DUO_CALL_TALKING ? 1 : 0;
}

/* One that fails once an hour may do so again and again; nobody is told of an interruption, since the sound has none. A
 * machine that others use takes its time to replace it. */
static void
test_now_and_then (void)
{
  Pair pair;
  guint left = 0;

  pair_set_up (&pair);
  pair.talent.call->grace = BUSY_SECONDS * 1000;
  pair_talk (&pair);
  g_signal_connect (pair.talent.call, "notify::state", G_CALLBACK (on_state), &left);
  goes_on (&pair, "encoder");
  pair.talent.call->part_failed_at -= 61 * G_USEC_PER_SEC;
  goes_on (&pair, "encoder");
  g_assert_cmpuint (left, ==, 0);
  /* The control. */
  pair.talent.call->part_failed_at -= 61 * G_USEC_PER_SEC;
  pair.talent.call->grace = 1;
  goes_on (&pair, "encoder");
  g_assert_cmpuint (left, ==, 1);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_TALKING);
  pair_tear_down (&pair);
}

/* As if the encoder did. */
static void
complain (DuoPeer *peer)
{
  g_autoptr (GError) error = g_error_new_literal (GST_STREAM_ERROR, GST_STREAM_ERROR_ENCODE, "it broke");
  g_autoptr (GstElement) encoder = gst_bin_get_by_name (GST_BIN (peer->pipeline), "encoder");

  gst_element_post_message (encoder, gst_message_new_error (GST_OBJECT (encoder), error, NULL));
}

/* ── another connection that does not come about ──────────────────────────────────────────────── */

/* That something was done about it, and is to be again. */
static gboolean
has_tried (gpointer data)
{
  DuoCall *call = data;

  return g_source_get_ready_time (call->mend) > call->broken_at + 2 * G_USEC_PER_SEC;
}

/* The recruiter's encoder fails, and the service does not say so to the talent. */
static void
fail_alone (Pair *pair)
{
  DuoCall *call;
  gint64 since;

  pair_set_up (pair);
  call = pair->recruiter.call;
  pair_talk (pair);
  wait_for_more (pair->talent.call);
  loopback_room_set_away (pair->recruiter.room, TRUE);
  break_part (call, "encoder");
  since = g_get_monotonic_time ();
  pair_wait_state (call, DUO_CALL_RECONNECTING);
  g_assert_cmpint (g_get_monotonic_time () - since, <, BUSY_SECONDS * G_USEC_PER_SEC);
  pair_wait (has_tried, call, PATIENCE);
  /* A path was never missing: new credentials are of no use, and that it is there is no news. */
  g_assert_null (loopback_room_get_sent (pair->recruiter.room, DUO_SIGNAL_RESTART));
  duo_call_on_path (call, TRUE);
  g_assert_cmpint (duo_call_get_state (call), ==, DUO_CALL_RECONNECTING);
}

/* Until it can be said. */
static void
test_said_late (void)
{
  Pair pair;

  fail_alone (&pair);
  loopback_room_set_away (pair.recruiter.room, FALSE);
  pair_wait_state (pair.recruiter.call, DUO_CALL_TALKING);
  wait_for_more (pair.talent.call);
  wait_for_more (pair.recruiter.call);
  pair_tear_down (&pair);
}

/* Or for as long as any break is mended. */
static void
test_never_said (void)
{
  Pair pair;

  fail_alone (&pair);
  pair.recruiter.call->broken_at -= GIVE_UP;
  pair_wait_state (pair.recruiter.call, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.recruiter.call), DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE);
  pair_wait_state (pair.talent.call, DUO_CALL_ENDED);
  pair_tear_down (&pair);
}

static char *
lose_offer (DuoSignal *signal, gpointer data)
{
  gboolean *loses = data;

  return *loses && duo_signal_get_kind (signal) == DUO_SIGNAL_OFFER ? NULL
                                                                    : g_strdup (duo_signal_get_text (signal));
}

static gboolean
has_next (gpointer data)
{
  return ((DuoCall *) data)->next != NULL;
}

/* One that gets nowhere has its time, and then there is another one. */
static void
test_next_gets_nowhere (void)
{
  Pair pair;
  Change change;
  gboolean loses = TRUE;

  pair_set_up (&pair);
  pair_talk (&pair);
  change = (Change) {pair.recruiter.call, pair.recruiter.call->peer};
  loopback_room_set_tamper (pair.recruiter.room, lose_offer, &loses);
  complain (pair.recruiter.call->peer);
  pair_wait (has_next, pair.recruiter.call, PATIENCE);
  /* As if its time were up. */
  g_source_set_ready_time (pair.recruiter.call->next->deadline, 0);
  pair_wait_state (pair.recruiter.call, DUO_CALL_RECONNECTING);
  loses = FALSE;
  pair_wait (has_changed, &change, PATIENCE);
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_TALKING);
  wait_for_more (pair.talent.call);
  wait_for_more (pair.recruiter.call);
  pair_tear_down (&pair);
}

static gboolean
has_no_next (gpointer data)
{
  return !has_next (data);
}

/* A part of one that is not in use yet: it is given up, and what is in use has nothing to do with that. */
static void
test_next_fails (void)
{
  Pair pair;
  DuoCall *call;
  ToldNetwork *network = told_network_new ("192.0.2.20");
  gboolean loses = TRUE;
  guint left = 0;

  pair_set_up (&pair);
  call = pair.talent.call;
  duo_call_set_network (call, DUO_NETWORK (network));
  pair_talk (&pair);
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), &left);
  loopback_room_set_tamper (pair.recruiter.room, lose_offer, &loses);
  told_network_change (network, "198.51.100.20");
  pair_wait (has_next, call, PATIENCE);
  /* Not by its time. */
  g_source_set_ready_time (call->next->deadline, -1);
  complain (call->next->peer);
  pair_wait (has_no_next, call, PATIENCE);
  g_assert_false (call->link->failed);
  wait_for_more (pair.recruiter.call);
  g_assert_cmpuint (left, ==, 0);
  pair_tear_down (&pair);
  g_assert_finalize_object (network);
}

/* ── before they talk ─────────────────────────────────────────────────────────────────────────── */

static gboolean
has_offered (gpointer data)
{
  return loopback_room_get_sent (data, DUO_SIGNAL_OFFER) != NULL;
}

/* What the two are about to agree on is begun again. */
static void
test_while_negotiating (void)
{
  Pair pair;
  gboolean loses = TRUE;

  pair_set_up (&pair);
  loopback_room_set_tamper (pair.recruiter.room, lose_offer, &loses);
  pair_start (&pair);
  pair_wait (has_offered, pair.recruiter.room, PATIENCE);
  g_assert_cmpint (duo_call_get_state (pair.recruiter.call), ==, DUO_CALL_NEGOTIATING);
  complain (pair.recruiter.call->peer);
  loses = FALSE;
  pair_wait_state (pair.recruiter.call, DUO_CALL_TALKING);
  pair_wait_state (pair.talent.call, DUO_CALL_TALKING);
  wait_for_more (pair.talent.call);
  pair_tear_down (&pair);
}

/* What is prepared for who comes is prepared anew. */
static void
test_while_waiting (void)
{
  Pair pair;
  DuoCall *call;
  Change change;

  pair_set_up (&pair);
  call = pair.talent.call;
  duo_call_start (call);
  pair_wait_state (call, DUO_CALL_WAITING);
  change = (Change) {call, call->peer};
  complain (call->peer);
  pair_wait (has_changed, &change, PATIENCE);
  g_assert_cmpint (duo_call_get_state (call), ==, DUO_CALL_WAITING);
  duo_call_start (pair.recruiter.call);
  pair_wait_state (call, DUO_CALL_TALKING);
  pair_wait_state (pair.recruiter.call, DUO_CALL_TALKING);
  wait_for_more (pair.recruiter.call);
  pair_tear_down (&pair);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/part/encoder", test_encoder);
  g_test_add_func ("/call/part/decoder", test_decoder);
  g_test_add_func ("/call/part/now-and-then", test_now_and_then);
  g_test_add_func ("/call/part/said-late", test_said_late);
  g_test_add_func ("/call/part/never-said", test_never_said);
  g_test_add_func ("/call/part/next-gets-nowhere", test_next_gets_nowhere);
  g_test_add_func ("/call/part/next-fails", test_next_fails);
  g_test_add_func ("/call/part/while-negotiating", test_while_negotiating);
  g_test_add_func ("/call/part/while-waiting", test_while_waiting);
  return pair_run ();
}
