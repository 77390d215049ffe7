/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-tuning.h"

#include "duo-cipher-guard.h"
#include "duo-feedback-guard.h"
#include "duo-prompt-start.h"
#include "duo-repair-guard.h"

#include <sodium.h>

#define NAME_BYTES 12
#define RTCP_MIN_INTERVAL (20 * GST_MSECOND)
#define RTCP_BANDWIDTH 2000000.0
#define FEEDBACK_INTERVAL (50 * GST_MSECOND)
#define FULL_RATE 1000000.0
#define STUN_PACING_MS 5
/* Found: after a cut all of it was sent once more, and there was no room for anything else. No buffer waits for so long. */
#define REPAIRED_FOR_MS 1000
/* Found: a gap is believed after half the time between two pictures, and the repair comes later by as much. Packets that
 * change their places do so within this. */
#define REORDERED_BY_MS 5
/* Three lines, two with repairs, and a few that begin anew: for each stream there is a thread, before anybody is verified. */
#define MAX_STREAMS 16

static gboolean
is_made_by (GstElement *element, const char *factory)
{
  GstElementFactory *made_by = gst_element_get_factory (element);

  return made_by != NULL && g_str_equal (GST_OBJECT_NAME (made_by), factory);
}

/* Found (CALL §3): with the default of five seconds between reports lost packets stay lost. And the default of feedback
 * is once a picture, so the peer would hear nothing of its sound alone, and never learn that there is room again. */
static void
tune_session (GstElement *element)
{
  g_autoptr (GObject) session = NULL;

  g_object_get (element, "internal-session", &session, NULL);
  g_object_set (session, "rtcp-min-interval", (guint64) RTCP_MIN_INTERVAL, "bandwidth", RTCP_BANDWIDTH,
                "rtcp-reduced-size", TRUE, "twcc-feedback-interval", (guint64) FEEDBACK_INTERVAL, NULL);
}

static void
tune_jitterbuffer (GstElement *element)
{
  g_object_set (element, "rtx-next-seqnum", FALSE, "rtx-delay", REORDERED_BY_MS, NULL);
  duo_prompt_start_watch (element);
}

static void
tune_repairs (GstElement *element)
{
  g_object_set (element, "max-size-time", REPAIRED_FOR_MS, NULL);
  duo_repair_guard_watch (element);
}

static void
watch_decrypted (GstElement *element, DuoPacketCounter *counter)
{
  duo_cipher_guard_watch (element);
  duo_packet_counter_hear (counter, element);
  duo_feedback_guard_watch (element);
}

/* Whatever thread adds it; an element has to be set before its first buffer, so this cannot wait for the main context. */
static void
on_element_added (GstBin *webrtcbin, GstBin *bin, GstElement *element, gpointer data)
{
  if (is_made_by (element, "clocksync"))
    g_object_set (element, "sync", FALSE, NULL);
  else if (is_made_by (element, "rtpsession"))
    tune_session (element);
  else if (is_made_by (element, "rtpjitterbuffer"))
    tune_jitterbuffer (element);
  else if (is_made_by (element, "rtprtxsend"))
    tune_repairs (element);
  else if (is_made_by (element, "srtpdec"))
    watch_decrypted (element, data);
  else if (is_made_by (element, "nicesrc") || is_made_by (element, "nicesink"))
    duo_packet_counter_watch (data, element);
}

static void
release_counter (gpointer data, GClosure *closure)
{
  duo_packet_counter_unref (data);
}

void
duo_tuning_watch (GstElement *webrtcbin, DuoPacketCounter *counter)
{
  g_signal_connect_data (webrtcbin, "deep-element-added", G_CALLBACK (on_element_added),
                         duo_packet_counter_ref (counter), release_counter, G_CONNECT_DEFAULT);
}

void
duo_tuning_set_agent (GstElement *webrtcbin)
{
  g_autoptr (GObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;

  g_object_get (webrtcbin, "ice-agent", &ice, NULL);
  g_object_set (ice, "ice-tcp", FALSE, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  if (agent != NULL)
    g_object_set (agent, "upnp", FALSE, "stun-pacing-timer", STUN_PACING_MS, "keepalive-conncheck", TRUE,
                  NULL);
}

/* 96 random bits, as RFC 7022 §4.2 has it for a name that nobody can tell a person by. */
void
duo_tuning_set_name (GstElement *webrtcbin)
{
  g_autoptr (GstElement) rtpbin = gst_bin_get_by_name (GST_BIN (webrtcbin), "rtpbin");
  g_autoptr (GstStructure) names = NULL;
  g_autofree char *name = NULL;
  guint8 bytes[NAME_BYTES];

  randombytes_buf (bytes, sizeof bytes);
  name = g_base64_encode (bytes, sizeof bytes);
  names = gst_structure_new ("application/x-rtp-source-sdes", "cname", G_TYPE_STRING, name, NULL);
  g_object_set (rtpbin, "sdes", names, NULL);
}

/* Found: reports that crossed a busy link move the picture by hundreds of milliseconds, to and fro. Sound and picture
 * leave at the same time, and take the same way. */
void
duo_tuning_part_streams (GstElement *webrtcbin)
{
  g_autoptr (GstElement) rtpbin = gst_bin_get_by_name (GST_BIN (webrtcbin), "rtpbin");

  gst_util_set_object_arg (G_OBJECT (rtpbin), "rtcp-sync", "never");
  g_object_set (rtpbin, "max-streams", MAX_STREAMS, NULL);
}

/* Found: at what repairs are quickest with, reports take 85 kbit/s, which is as much as the smallest picture. */
void
duo_tuning_set_rate (GstElement *webrtcbin, guint rate)
{
  g_autoptr (GstElement) rtpbin = gst_bin_get_by_name (GST_BIN (webrtcbin), "rtpbin");
  g_autoptr (GObject) session = NULL;

  g_signal_emit_by_name (rtpbin, "get-internal-session", 0, &session);
  if (session != NULL)
    g_object_set (session, "bandwidth", RTCP_BANDWIDTH * MIN (1, rate / FULL_RATE), NULL);
}

/* The SSRC of what flows there, 0 where nothing says it. */
static guint
read_source (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  guint source = 0;

  if (caps != NULL)
    gst_structure_get_uint (gst_caps_get_structure (caps, 0), "ssrc", &source);
  return source;
}

static gboolean
is_picture (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);

  return caps != NULL &&
         g_strcmp0 (gst_structure_get_string (gst_caps_get_structure (caps, 0), "media"), "video") == 0;
}

/* 0 where it is the one. */
static int
compare_buffer (gconstpointer value, gconstpointer data)
{
  GstElement *element = g_value_get_object (value);
  g_autoptr (GstPad) pad = NULL;

  if (!is_made_by (element, "rtpjitterbuffer"))
    return 1;
  pad = gst_element_get_static_pad (element, "src");
  return read_source (pad) == GPOINTER_TO_UINT (data) ? 0 : 1;
}

GstElement *
duo_tuning_dup_buffer (GstElement *webrtcbin, GstPad *pad)
{
  guint source = read_source (pad);
  GstIterator *elements = gst_bin_iterate_recurse (GST_BIN (webrtcbin));
  g_auto (GValue) value = G_VALUE_INIT;
  GstElement *found = NULL;

  if (source != 0 && gst_iterator_find_custom (elements, compare_buffer, &value, GUINT_TO_POINTER (source)))
    found = g_value_dup_object (&value);
  gst_iterator_free (elements);
  return found;
}

/* Found (CALL §3): with BUNDLE the last transceiver's wish is given to all, so it is set again where it belongs; and the
 * caps of a jitter buffer name its source, and not whether that is a picture. */
void
duo_tuning_repair (GstElement *webrtcbin, GstPad *pad)
{
  g_autoptr (GstElement) buffer = duo_tuning_dup_buffer (webrtcbin, pad);

  if (buffer != NULL)
    g_object_set (buffer, "do-retransmission", is_picture (pad), NULL);
}

static void
deafen (const GValue *value, gpointer data)
{
  GObject *element = g_value_get_object (value);

  if (g_str_equal (G_OBJECT_TYPE_NAME (element), "TransportReceiveBin"))
    g_signal_handlers_disconnect_by_data (data, element);
}

void
duo_tuning_calm (GstElement *webrtcbin, GObject *transport)
{
  g_autoptr (GObject) ice = NULL;
  GstIterator *elements;

  if (transport == NULL)
    return;
  g_object_get (transport, "transport", &ice, NULL);
  elements = gst_bin_iterate_elements (GST_BIN (webrtcbin));
  while (ice != NULL && gst_iterator_foreach (elements, deafen, ice) == GST_ITERATOR_RESYNC)
    gst_iterator_resync (elements);
  gst_iterator_free (elements);
}
