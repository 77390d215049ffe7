/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-peer-private.h"
#include "duo-media-source-private.h"
#include "duo-parts.h"
#include "duo-standstill.h"
#include "duo-timer.h"
#include "duo-tuning.h"

#include <string.h>

#define MAX_HELD 16

/* So long a picture's packet is waited for; nothing else waits with it (CALL §4, DuoPlayout). */
#define LATENCY_MS 500

/* Found: the sound's times are earlier by DUO_MEDIA_SINK_SOUND_EARLY (duo-peer-playout.c), and what would be before the
 * pipeline began becomes its beginning: that of the first third of a second waited to be played at once. */
#define HEAD_START GST_SECOND

/* What is not out by then will not be missed: the service tells the peer, too. */
#define LAST_WORDS_US (100 * 1000)

enum
{
  DESCRIBED,
  CANDIDATE,
  CONNECTED,
  PATH,
  CHANNEL_OPEN,
  HEARD,
  SPEAKER,
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DuoPeer, duo_peer, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

void
duo_peer_fail (DuoPeer *self, DuoCallError code, const char *why)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, (int) code, why);

  g_signal_emit (self, signals[FAILED], 0, error);
}

/* ── connection ───────────────────────────────────────────────────────────────────────────────── */

static void
on_transport (DuoPeer *self)
{
  GstWebRTCDTLSTransportState state;

  g_object_get (self->transport, "state", &state, NULL);
  if (state == GST_WEBRTC_DTLS_TRANSPORT_STATE_CONNECTED)
    {
      self->connected = TRUE;
      g_signal_emit (self, signals[CONNECTED], 0);
    }
  else if (state == GST_WEBRTC_DTLS_TRANSPORT_STATE_FAILED)
    duo_peer_fail (self, DUO_CALL_ERROR_UNREACHABLE, "the secure connection failed");
}

/* A line is one transceiver, which sends through our pad and receives through the peer's. */
static gboolean
find_line (DuoPeer *self, GstPad *pad, DuoLine *line)
{
  g_autoptr (GstWebRTCRTPTransceiver) received = NULL;

  g_object_get (pad, "transceiver", &received, NULL);
  for (guint i = 0; i < DUO_N_LINES; i++)
    {
      g_autoptr (GstWebRTCRTPTransceiver) sent = NULL;

      g_object_get (self->pads[i], "transceiver", &sent, NULL);
      *line = (DuoLine) i;
      if (received != NULL && sent == received)
        return TRUE;
    }
  return FALSE;
}

/* A pad of a line that we do not show goes on waiting: nothing of it is decoded. */
static void
on_pad (DuoPeer *self, GstPad *pad)
{
  DuoLine line;

  if (!find_line (self, pad, &line) || !duo_media_sink_link (self->sink, line, pad))
    return;
  duo_tuning_repair (self->webrtcbin, pad);
  duo_peer_watch_buffer (self, line, pad);
  if (self->opened)
    duo_pad_hold_release (self->hold, pad);
  else
    g_ptr_array_add (self->linked, gst_object_ref (pad));
}

static void
let_flow (DuoPeer *self)
{
  for (guint i = 0; i < self->linked->len; i++)
    duo_pad_hold_release (self->hold, g_ptr_array_index (self->linked, i));
  g_ptr_array_set_size (self->linked, 0);
}

/* ── words ────────────────────────────────────────────────────────────────────────────────────── */

static void
on_channel_state (DuoPeer *self)
{
  GstWebRTCDataChannelState state = GST_WEBRTC_DATA_CHANNEL_STATE_CLOSED;

  if (self->channel != NULL)
    g_object_get (self->channel, "ready-state", &state, NULL);
  if (state == GST_WEBRTC_DATA_CHANNEL_STATE_OPEN)
    g_signal_emit (self, signals[CHANNEL_OPEN], 0);
}

static void
on_channel (DuoPeer *self, GObject *channel)
{
  if (self->channel != NULL)
    return;
  self->channel = g_object_ref (GST_WEBRTC_DATA_CHANNEL (channel));
  on_channel_state (self);
}

static void
on_heard (DuoPeer *self, const char *text)
{
  if (strlen (text) > DUO_PEER_MAX_WORDS || self->held->len >= MAX_HELD)
    duo_peer_fail (self, DUO_CALL_ERROR_PEER, "more words than allowed");
  else if (self->opened)
    g_signal_emit (self, signals[HEARD], 0, text);
  else
    g_ptr_array_add (self->held, g_strdup (text));
}

static void
let_hear (DuoPeer *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < held->len; i++)
    g_signal_emit (self, signals[HEARD], 0, g_ptr_array_index (held, i));
}

/* ── ways ──────────────────────────────────────────────────────────────────────────────────────── */

static void
on_candidate (DuoPeer *self, guint mline, const char *candidate)
{
  g_autofree char *shown = duo_relays_dup_shown (self->relays, candidate);

  duo_relays_take_candidate (self->relays, candidate);
  self->found = TRUE;
  g_signal_emit (self, signals[CANDIDATE], 0, mline, shown);
}

static gboolean
on_no_relay (gpointer data)
{
  g_autoptr (DuoPeer) self = g_object_ref (DUO_PEER (data));

  if (!self->found && !duo_relays_go_on (self->relays))
    duo_peer_fail (self, DUO_CALL_ERROR_NO_RELAY, "no relay answers");
  return G_SOURCE_REMOVE;
}

static void
on_gathering (DuoPeer *self)
{
  GstWebRTCICEGatheringState state;

  g_object_get (self->webrtcbin, "ice-gathering-state", &state, NULL);
  if (state == GST_WEBRTC_ICE_GATHERING_STATE_GATHERING)
    duo_relays_begin (self->relays);
  else if (state == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE && !duo_relays_go_on (self->relays) &&
           self->relay_only && !self->found)
    duo_timer_start (&self->no_relay, duo_relays_get_patience (self->relays), on_no_relay, self);
}

/* ── letters ──────────────────────────────────────────────────────────────────────────────────── */

static void
read_letter (DuoPeer *self, const DuoLetter *letter)
{
  switch (letter->kind)
    {
    case DUO_LETTER_CAPS:
      duo_peer_describe_when_ready (self);
      break;
    case DUO_LETTER_CREATED:
      duo_peer_set_own_description (self, letter->text);
      break;
    case DUO_LETTER_LOCAL_SET:
      duo_peer_on_local_set (self);
      break;
    case DUO_LETTER_REMOTE_SET:
      duo_peer_on_remote_set (self);
      break;
    case DUO_LETTER_CANDIDATE:
      on_candidate (self, (guint) letter->number, letter->text);
      break;
    case DUO_LETTER_GATHERING:
      on_gathering (self);
      break;
    case DUO_LETTER_TRANSPORT:
      on_transport (self);
      break;
    case DUO_LETTER_CONNECTION:
      duo_peer_on_connection (self);
      break;
    case DUO_LETTER_PAD:
      on_pad (self, GST_PAD (letter->object));
      break;
    case DUO_LETTER_CHANNEL:
      on_channel (self, letter->object);
      break;
    case DUO_LETTER_CHANNEL_STATE:
      on_channel_state (self);
      break;
    case DUO_LETTER_HEARD:
      on_heard (self, letter->text);
      break;
    case DUO_LETTER_STATS:
      duo_peer_on_report (self, letter->bytes);
      break;
    case DUO_LETTER_FEEDBACK:
      duo_peer_on_feedback (self, letter->bytes, letter->time);
      break;
    case DUO_LETTER_FAILED:
      duo_peer_fail (self, DUO_CALL_ERROR_PEER, letter->text);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
on_letter (const DuoLetter *letter, gpointer data)
{
  g_autoptr (DuoPeer) self = g_object_ref (DUO_PEER (data));

  read_letter (self, letter);
}

/* What breaks within webrtcbin is the way to the peer. Camera and microphone have pipelines of their own: what is left are
 * the parts that encode and decode. */
static void
take_error (DuoPeer *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->sink != NULL && duo_speaker_take_error (duo_media_sink_get_speaker (self->sink), message))
    return;
  gst_message_parse_error (message, &error, NULL);
  text = g_strdup_printf ("%s: %s", GST_MESSAGE_SRC_NAME (message), error->message);
  if (gst_object_has_as_ancestor (GST_MESSAGE_SRC (message), GST_OBJECT (self->webrtcbin)))
    duo_peer_fail (self, DUO_CALL_ERROR_UNREACHABLE, text);
  else
    duo_peer_fail (self, DUO_CALL_ERROR_PART, text);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  g_autoptr (DuoPeer) self = g_object_ref (DUO_PEER (data));

  /* Found (CALL §1): done where the message is posted, it freezes the picture. */
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_LATENCY)
    gst_bin_recalculate_latency (GST_BIN (self->pipeline));
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    take_error (self, message);
  return G_SOURCE_CONTINUE;
}

/* ── building ─────────────────────────────────────────────────────────────────────────────────── */

static void
link_to_network (DuoPeer *self, DuoLine line)
{
  g_autoptr (GstPad) from = duo_media_sender_dup_pad (self->sender, line);
  GstPad *pad = gst_element_request_pad_simple (self->webrtcbin, "sink_%u");

  duo_peer_watch (G_OBJECT (pad), "caps", self->mailbox, DUO_LETTER_CAPS);
  gst_pad_link (from, pad);
  self->pads[line] = pad;
}

static void
ask_for_repair (GstPad *pad)
{
  g_autoptr (GstWebRTCRTPTransceiver) transceiver = NULL;

  g_object_get (pad, "transceiver", &transceiver, NULL);
  g_object_set (transceiver, "do-nack", TRUE, NULL);
}

/* (transfer full) (nullable): the name of what listens to the loudspeaker; NULL where no echo is cancelled */
static char *
name_probe (DuoPeer *self, DuoMediaSource *source)
{
  if (!duo_media_source_has_echo (source))
    return NULL;
  if (duo_parts_have_echo ())
    return g_strdup_printf ("echo-%p", (void *) self);
  g_message ("call: this installation cancels no echo and suppresses no noise: it has no webrtcdsp");
  return NULL;
}

static void
on_speaker (gpointer data)
{
  g_autoptr (DuoPeer) self = g_object_ref (DUO_PEER (data));

  g_signal_emit (self, signals[SPEAKER], 0);
}

static void
build (DuoPeer *self, DuoMediaSource *source, DuoVideoFeed *feed, const char *speaker)
{
  g_autofree char *probe = name_probe (self, source);

  gst_bin_add (GST_BIN (self->pipeline), self->webrtcbin);
  self->sink = duo_media_sink_new (GST_BIN (self->pipeline), feed, speaker, probe);
  duo_speaker_watch (duo_media_sink_get_speaker (self->sink), on_speaker, self);
  self->sender = duo_media_sender_new (GST_BIN (self->pipeline), source, probe);
  for (guint i = 0; i < DUO_N_LINES; i++)
    link_to_network (self, (DuoLine) i);
  ask_for_repair (self->pads[DUO_LINE_CAMERA]);
  ask_for_repair (self->pads[DUO_LINE_SCREEN]);
  duo_peer_watch_rate (self);
}

static void
add_channel (DuoPeer *self)
{
  if (self->side != DUO_CALL_OFFERS)
    {
      duo_peer_await_channel (self->webrtcbin, self->mailbox);
      return;
    }
  g_signal_emit_by_name (self->webrtcbin, "create-data-channel", DUO_PEER_CHANNEL, NULL, &self->channel);
  if (self->channel != NULL)
    duo_peer_watch_channel (G_OBJECT (self->channel), self->mailbox);
}

static void
begin_earlier (GstElement *pipeline, GstClock *clock)
{
  gst_element_set_start_time (pipeline, GST_CLOCK_TIME_NONE);
  gst_element_set_base_time (pipeline, gst_clock_get_time (clock) - HEAD_START);
}

static gboolean
run (DuoPeer *self, GError **error)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), clock);
  begin_earlier (self->pipeline, clock);
  /* What is in front of a sink does not make it wait: how long it does says DuoPlayout. */
  gst_pipeline_set_latency (GST_PIPELINE (self->pipeline), 0);
  gst_bus_add_watch (bus, on_message, self);
  duo_peer_watch (G_OBJECT (self->webrtcbin), "ice-connection-state", self->mailbox, DUO_LETTER_CONNECTION);
  duo_peer_watch (G_OBJECT (self->webrtcbin), "ice-gathering-state", self->mailbox, DUO_LETTER_GATHERING);
  duo_peer_watch_webrtcbin (self->webrtcbin, self->mailbox, self->hold);
  gst_element_set_state (self->pipeline, GST_STATE_READY);
  add_channel (self);
  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    return TRUE;
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PART, "the call's pipeline does not start");
  return FALSE;
}

static void
duo_peer_dispose (GObject *object)
{
  duo_peer_close (DUO_PEER (object));
  G_OBJECT_CLASS (duo_peer_parent_class)->dispose (object);
}

static void
duo_peer_finalize (GObject *object)
{
  DuoPeer *self = DUO_PEER (object);

  g_free (self->told);
  g_ptr_array_unref (self->candidates);
  g_array_unref (self->mlines);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->linked);
  duo_pad_hold_unref (self->hold);
  duo_rate_control_free (self->rate);
  duo_playout_free (self->playout);
  duo_rate_ladder_free (self->ladder);
  duo_packet_counter_unref (self->counter);
  duo_mailbox_unref (self->mailbox);
  G_OBJECT_CLASS (duo_peer_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint count, GType first, GType second)
{
  return g_signal_new (name, DUO_TYPE_PEER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, count, first,
                       second);
}

static void
duo_peer_class_init (DuoPeerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_peer_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_peer_finalize;
  signals[DESCRIBED] = new_signal ("described", 1, G_TYPE_STRING, G_TYPE_NONE);
  signals[CANDIDATE] = new_signal ("candidate", 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[CONNECTED] = new_signal ("connected", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[PATH] = new_signal ("path", 1, G_TYPE_BOOLEAN, G_TYPE_NONE);
  signals[CHANNEL_OPEN] = new_signal ("channel-open", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[HEARD] = new_signal ("heard", 1, G_TYPE_STRING, G_TYPE_NONE);
  signals[SPEAKER] = new_signal ("speaker", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[FAILED] = new_signal ("failed", 1, G_TYPE_ERROR, G_TYPE_NONE);
}

static void
duo_peer_init (DuoPeer *self)
{
  self->mailbox = duo_mailbox_new (on_letter, self);
  self->counter = duo_packet_counter_new ();
  self->candidates = g_ptr_array_new_with_free_func (g_free);
  self->mlines = g_array_new (FALSE, FALSE, sizeof (guint));
  self->held = g_ptr_array_new_with_free_func (g_free);
  self->linked = g_ptr_array_new_with_free_func (gst_object_unref);
  self->hold = duo_pad_hold_new ();
  self->rate = duo_rate_control_new ();
  self->playout = duo_playout_new ();
  self->ladder = duo_rate_ladder_new ();
  self->report.round_trip_ms = -1;
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

DuoPeer *
duo_peer_new (DuoCallSide side,
              DuoMediaSource *source,
              DuoVideoFeed *feed,
              const char *speaker,
              const char *const *ice_servers,
              gboolean relay_only,
              GError **error)
{
  g_autoptr (DuoPeer) self = NULL;

  if (!duo_parts_check (error))
    return NULL;
  self = g_object_new (DUO_TYPE_PEER, NULL);
  self->side = side;
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  self->webrtcbin = gst_element_factory_make ("webrtcbin", NULL);
  gst_util_set_object_arg (G_OBJECT (self->webrtcbin), "bundle-policy", "max-bundle");
  g_object_set (self->webrtcbin, "latency", LATENCY_MS, NULL);
  duo_tuning_watch (self->webrtcbin, self->counter);
  duo_tuning_set_agent (self->webrtcbin);
  duo_tuning_set_name (self->webrtcbin);
  duo_tuning_part_streams (self->webrtcbin);
  self->relay_only = relay_only;
  self->relays = duo_relays_new (ice_servers, relay_only);
  duo_relays_tell (self->relays, self->webrtcbin);
  build (self, source, feed, speaker);
  if (!run (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
duo_peer_has_way (DuoPeer *self)
{
  return self->found;
}

/* What the peer has said may be the reason to end it all. */
void
duo_peer_open (DuoPeer *self)
{
  g_autoptr (DuoPeer) alive = g_object_ref (self);

  if (self->opened || self->pipeline == NULL)
    return;
  self->opened = TRUE;
  self->heard_at = g_get_monotonic_time ();
  duo_media_sink_open (self->sink);
  let_flow (self);
  duo_media_sender_open (self->sender);
  duo_peer_start_playout (self);
  let_hear (self);
}

DuoSpeaker *
duo_peer_get_speaker (DuoPeer *self)
{
  g_return_val_if_fail (DUO_IS_PEER (self), NULL);
  return self->sink != NULL ? duo_media_sink_get_speaker (self->sink) : NULL;
}

void
duo_peer_set_screen_feed (DuoPeer *self, DuoVideoFeed *feed)
{
  duo_media_sink_set_screen_feed (self->sink, feed);
}

void
duo_peer_share (DuoPeer *self, DuoScreen *screen)
{
  if (self->sender == NULL)
    return;
  self->sharing = screen != NULL;
  duo_peer_share_rate (self, g_get_monotonic_time ());
  duo_media_sender_share (self->sender, screen);
}

void
duo_peer_show (DuoPeer *self, DuoVideoFeed *feed)
{
  if (self->sink != NULL)
    duo_media_sink_show (self->sink, feed);
}

void
duo_peer_request_key_frame (DuoPeer *self)
{
  if (self->sender != NULL)
    duo_media_sender_request_key_frame (self->sender);
}

void
duo_peer_request_key_frames (DuoPeer *self)
{
  if (self->sender != NULL)
    duo_media_sender_request_key_frames (self->sender);
}

gboolean
duo_peer_say (DuoPeer *self, const char *text)
{
  GstWebRTCDataChannelState state = GST_WEBRTC_DATA_CHANNEL_STATE_CLOSED;

  if (!self->opened || self->channel == NULL)
    return FALSE;
  g_object_get (self->channel, "ready-state", &state, NULL);
  return state == GST_WEBRTC_DATA_CHANNEL_STATE_OPEN &&
         gst_webrtc_data_channel_send_string_full (self->channel, text, NULL);
}

void
duo_peer_say_last (DuoPeer *self, const char *text)
{
  duo_packet_counter_expect_words (self->counter, strlen (text));
  if (duo_peer_say (self, text) && !duo_packet_counter_await_words (self->counter, LAST_WORDS_US))
    g_info ("call: the last words have not left");
}

/* In the order of CALL §3: sources, bus, signals, NULL (which joins the threads), unref. */
void
duo_peer_close (DuoPeer *self)
{
  g_autoptr (GObject) transport = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GObject) ice = NULL;

  if (self->pipeline == NULL)
    return;
  duo_peer_stop_playout (self);
  duo_timer_stop (&self->no_relay);
  if (self->sender != NULL)
    duo_media_sender_stop (self->sender);
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_remove_watch (bus);
  gst_bus_set_flushing (bus, TRUE);
  duo_mailbox_shut (self->mailbox);
  g_clear_pointer (&self->names, duo_local_names_free);
  duo_pad_hold_give_up (self->hold);
  g_ptr_array_set_size (self->linked, 0);
  transport = G_OBJECT (duo_peer_find_transport (self->webrtcbin));
  duo_tuning_calm (self->webrtcbin, transport);
  g_object_get (self->webrtcbin, "ice-agent", &ice, NULL);
  duo_standstill (GST_BIN (self->pipeline), DUO_STANDSTILL_PATIENCE);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->pads); i++)
    gst_clear_object (&self->pads[i]);
  gst_clear_object (&self->transport);
  gst_clear_object (&self->channel);
  g_clear_pointer (&self->sender, duo_media_sender_free);
  g_clear_pointer (&self->sink, duo_media_sink_free);
  self->webrtcbin = NULL;
  gst_clear_object (&self->pipeline);
  duo_relays_give_back (g_steal_pointer (&self->relays), ice);
}
