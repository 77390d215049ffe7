/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile.h"

#include "duo-call-private.h"
#include "duo-feedback-guard.h"
#include "duo-peer-private.h"
#include "mutate.h"
#include "relay.h"

#include <gst/rtp/gstrtcpbuffer.h>
#include <string.h>

#define TALK_SECONDS 8
#define MOST_MS 1500

typedef struct
{
  GMutex mutex; /* packets have threads of their own */
  GRand *chance;
  guint lies;
  guint most_told;
  guint pace;      /* one packet in so many is a lie */
  gboolean spares; /* DTLS */
} Lies;

static void
lies_set_up (Lies *self, GRand *chance, guint pace)
{
  *self = (Lies) {.chance = g_rand_new_with_seed (g_rand_int (chance)), .pace = pace};
  g_mutex_init (&self->mutex);
}

static void
lies_tear_down (Lies *self, HostileSum *sum)
{
  sum->lies += self->lies;
  sum->most_told = MAX (sum->most_told, self->most_told);
  g_rand_free (self->chance);
  g_mutex_clear (&self->mutex);
}

/* ── what a call comes to ─────────────────────────────────────────────────────────────────────── */

static gboolean
is_over (gpointer data)
{
  Pair *pair = data;

  return duo_call_get_state (pair->recruiter.call) == DUO_CALL_ENDED ||
         duo_call_get_state (pair->talent.call) == DUO_CALL_ENDED;
}

static gboolean
talk_or_over (gpointer data)
{
  Pair *pair = data;

  return is_over (data) || (duo_call_get_state (pair->recruiter.call) == DUO_CALL_TALKING &&
                            duo_call_get_state (pair->talent.call) == DUO_CALL_TALKING);
}

void
hostile_hang_up (HostileSum *sum, Party *party, gboolean refused)
{
  gint64 begun = g_get_monotonic_time ();

  sum->calls++;
  if (refused)
    sum->refused++;
  else if (duo_call_get_state (party->call) == DUO_CALL_ENDED)
    sum->failed++;
  else
    sum->survived++;
  duo_call_hang_up (party->call);
  lateness_add (&sum->ends, (g_get_monotonic_time () - begun) / 1000);
}

/* ── the network ──────────────────────────────────────────────────────────────────────────────── */

/* RFC 7983: what the first byte says that it is. */
static guint8
first_byte (GRand *chance)
{
  static const guint8 kinds[][2] = {{0, 3}, {16, 19}, {20, 63}, {64, 79}, {128, 191}, {0, 255}};
  const guint8 *kind = kinds[g_rand_int_range (chance, 0, G_N_ELEMENTS (kinds))];

  return (guint8) g_rand_int_range (chance, kind[0], kind[1] + 1);
}

static void
make_short_report (GRand *chance, guint8 *data)
{
  data[0] = (guint8) g_rand_int_range (chance, 128, 132);
  data[1] = (guint8) g_rand_int_range (chance, GST_RTCP_TYPE_SR, GST_RTCP_TYPE_XR + 1);
  data[2] = 0;
  data[3] = (guint8) g_rand_int_range (chance, 0, 8);
}

static void
make_nonsense (GRand *chance, guint8 *data, gsize *size)
{
  *size = (gsize) g_rand_int_range (chance, 0, 1400);
  for (gsize i = 0; i < *size; i++)
    data[i] = (guint8) g_rand_int (chance);
  if (*size > 1)
    data[0] = first_byte (chance);
  /* As many of reports as of pictures; half of these are of a known kind, count few things or none, and are short. */
  if (*size > 3 && g_rand_boolean (chance))
    {
      data[1] = (guint8) g_rand_int_range (chance, 192, 224);
      if (g_rand_boolean (chance))
        make_short_report (chance, data);
    }
}

static gboolean
on_packet (guint8 *data, gsize *size, gpointer user_data)
{
  Lies *lies = user_data;

  if (g_rand_int_range (lies->chance, 0, (gint32) lies->pace) != 0)
    return FALSE;
  lies->lies++;
  if (g_rand_boolean (lies->chance))
    make_nonsense (lies->chance, data, size);
  else
    mutate_bytes (lies->chance, data, size, RELAY_MAX_PACKET);
  return TRUE;
}

/* What a handshake is told before its end nobody can have signed: it may end by that, and there everything else must not. */
static gboolean
on_packet_but_dtls (guint8 *data, gsize *size, gpointer user_data)
{
  guint8 kind = *size > 0 ? data[0] : 0;

  if ((kind >= 20 && kind <= 63) || !on_packet (data, size, user_data))
    return FALSE;
  if (*size > 0 && data[0] >= 20 && data[0] <= 63)
    data[0] = 128;
  return TRUE;
}

/* Through the set-up and a while into the talk, where it comes to that. */
static void
talk_awhile (GRand *chance, Pair *pair, guint milliseconds)
{
  pair_wait_or (talk_or_over, pair, TALK_SECONDS);
  pair_wait_ms (is_over, pair, milliseconds);
}

static void
hang_up_both (HostileSum *sum, Pair *pair)
{
  hostile_hang_up (sum, &pair->talent, FALSE);
  hostile_hang_up (sum, &pair->recruiter, FALSE);
  pair_tear_down (pair);
}

/* @early: from the first packet on, or once they talk */
static void
disturb (HostileSum *sum, GRand *chance, RelayNoise noise, gboolean early)
{
  Pair pair;
  Relay *relay;
  Lies lies;

  lies_set_up (&lies, chance, 2);
  pair_set_up (&pair);
  relay = relay_new (&pair);
  if (early)
    relay_set_noise (relay, noise, &lies);
  pair_start (&pair);
  talk_awhile (chance, &pair, 0);
  relay_set_noise (relay, noise, &lies);
  talk_awhile (chance, &pair, (guint) g_rand_int_range (chance, 0, MOST_MS));
  hang_up_both (sum, &pair);
  relay_free (relay);
  lies_tear_down (&lies, sum);
}

void
hostile_handshake (HostileSum *sum, GRand *chance, guint count)
{
  while (count-- > 0)
    disturb (sum, chance, on_packet, TRUE);
}

void
hostile_path (HostileSum *sum, GRand *chance, guint count)
{
  while (count-- > 0)
    disturb (sum, chance, on_packet_but_dtls, TRUE);
}

void
hostile_network (HostileSum *sum, GRand *chance, guint count)
{
  while (count-- > 0)
    disturb (sum, chance, on_packet, FALSE);
}

/* ── the peer ─────────────────────────────────────────────────────────────────────────────────── */

/* Feedback that tells of 65,535 lost packets, in eight runs and a rest. */
static void
make_feedback (GRand *chance, guint8 *data, gsize *size)
{
  static const guint8 head[] = {0x80, 201, 0, 1, 0, 0, 0, 1, 0x8f, 205, 0, 9, 0, 0, 0, 1, 0, 0, 0, 1};

  memset (data, 0, 48);
  memcpy (data, head, sizeof head);
  data[20] = (guint8) g_rand_int (chance);
  data[21] = (guint8) g_rand_int (chance);
  data[22] = data[23] = 0xff;
  data[27] = (guint8) g_rand_int (chance);
  for (guint i = 0; i < 9; i++)
    memcpy (&data[28 + 2 * i], (guint8[]) {0x1f, 0xff}, 2);
  *size = 48;
}

static GstBuffer *
lie (Lies *lies, GstBuffer *buffer, gboolean report)
{
  guint8 data[RELAY_MAX_PACKET] = {0};
  gsize size = gst_buffer_extract (buffer, 0, data, sizeof data);
  GstBuffer *changed;

  lies->lies++;
  if (report && g_rand_boolean (lies->chance))
    make_feedback (lies->chance, data, &size);
  else
    mutate_bytes (lies->chance, data, &size, 1400);
  /* What the liar's own encryption refuses would end its call by itself: no version, too many sources, an extension. */
  size = MAX (size, 12);
  data[0] = report ? (guint8) (data[0] | 0x80) : 0x80;
  data[0] &= 0xbf;
  changed = gst_buffer_new_memdup (data, size);
  gst_buffer_copy_into (changed, buffer, GST_BUFFER_COPY_TIMESTAMPS, 0, -1);
  gst_buffer_unref (buffer);
  return changed;
}

/* Streaming threads. */
static GstPadProbeReturn
on_plain (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Lies *lies = data;
  g_autofree char *name = gst_pad_get_name (pad);
  gboolean report = g_str_has_prefix (name, "rtcp");

  g_mutex_lock (&lies->mutex);
  if (g_rand_int_range (lies->chance, 0, (gint32) lies->pace) == 0)
    GST_PAD_PROBE_INFO_DATA (info) = lie (lies, GST_PAD_PROBE_INFO_BUFFER (info), report);
  g_mutex_unlock (&lies->mutex);
  return GST_PAD_PROBE_OK;
}

static void
watch_pad (GstElement *element, GstPad *pad, gpointer data)
{
  if (GST_PAD_DIRECTION (pad) == GST_PAD_SINK)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_plain, data, NULL);
}

static gboolean
watch_each_pad (GstElement *element, GstPad *pad, gpointer data)
{
  watch_pad (element, pad, data);
  return TRUE;
}

static void
on_element (GstBin *bin, GstBin *sub_bin, GstElement *element, gpointer data)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  if (factory == NULL || !g_str_equal (GST_OBJECT_NAME (factory), "srtpenc"))
    return;
  gst_element_foreach_sink_pad (element, watch_each_pad, data);
  g_signal_connect (element, "pad-added", G_CALLBACK (watch_pad), data);
}

/* How much of a feedback reaches those who read it. */
static GstPadProbeReturn
on_told (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Lies *lies = data;
  const GstStructure *event = gst_event_get_structure (GST_PAD_PROBE_INFO_EVENT (info));
  const GValue *list = event != NULL && gst_structure_has_name (event, "RTPTWCCPackets")
                           ? gst_structure_get_value (event, "packets")
                           : NULL;

  if (list == NULL)
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&lies->mutex);
  lies->most_told = MAX (lies->most_told, ((GValueArray *) g_value_get_boxed (list))->n_values);
  g_mutex_unlock (&lies->mutex);
  return GST_PAD_PROBE_OK;
}

static void
corrupt (Party *liar, Party *victim, Lies *lies)
{
  g_signal_connect (liar->call->peer->webrtcbin, "deep-element-added", G_CALLBACK (on_element), lies);
  gst_pad_add_probe (victim->call->peer->pads[DUO_LINE_CAMERA], GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_told,
                     lies, NULL);
}

void
hostile_peer (HostileSum *sum, GRand *chance, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      gboolean recruiter = g_rand_boolean (chance);
      Pair pair;
      Party *liar = recruiter ? &pair.recruiter : &pair.talent;
      Party *victim = recruiter ? &pair.talent : &pair.recruiter;
      Lies lies;

      lies_set_up (&lies, chance, 3);
      pair_set_up (&pair);
      pair_start (&pair);
      corrupt (liar, victim, &lies);
      pair_wait_or (talk_or_over, &pair, TALK_SECONDS);
      pair_wait_ms (is_over, &pair, (guint) g_rand_int_range (chance, 200, MOST_MS + 1));
      hostile_hang_up (sum, victim, FALSE);
      duo_call_hang_up (liar->call);
      pair_tear_down (&pair);
      lies_tear_down (&lies, sum);
    }
}
