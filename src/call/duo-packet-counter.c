/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-packet-counter.h"

struct _DuoPacketCounter
{
  GMutex mutex;
  GCond said;
  gsize expected; /* bytes that a packet with the words has at least; 0: none is expected any more */
  DuoPacketCounts counts;
};

static void
clear (gpointer data)
{
  DuoPacketCounter *self = data;

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->said);
}

static void
release (gpointer data)
{
  duo_packet_counter_unref (data);
}

gboolean
duo_packet_counter_is_rtp (const guint8 *data, gsize size)
{
  return size > 0 && data[0] >= 128 && data[0] <= 191;
}

gboolean
duo_packet_counter_is_report (const guint8 *data, gsize size)
{
  return duo_packet_counter_is_rtp (data, size) && size >= 2 && data[1] >= 192 && data[1] <= 223;
}

gboolean
duo_packet_counter_is_media (const guint8 *data, gsize size)
{
  return size >= 12 && duo_packet_counter_is_rtp (data, size) && !duo_packet_counter_is_report (data, size);
}

/* DTLS by RFC 7983. */
static gboolean
is_words (const guint8 *data, gsize size)
{
  return size > 0 && data[0] >= 20 && data[0] <= 63;
}

/* What is around the words: the head of a packet of SCTP and of its chunk (RFC 9260 §3, §3.3.1), the head of a record of
 * DTLS (RFC 6347 §4.1) and what proves it (RFC 7905 §2, the shortest of those in use). */
#define AROUND_WORDS (12 + 16 + 13 + 16)

static void
count_received (DuoPacketCounter *self, GstBuffer *buffer)
{
  guint8 head[12];
  gsize size = gst_buffer_extract (buffer, 0, head, sizeof head);

  if (!duo_packet_counter_is_media (head, size))
    return;
  self->counts.received++;
  self->counts.received_bytes += gst_buffer_get_size (buffer);
}

static void
count_sent (DuoPacketCounter *self, GstBuffer *buffer)
{
  guint8 head[12];
  gsize size = gst_buffer_extract (buffer, 0, head, sizeof head);

  if (self->expected > 0 && is_words (head, size) && gst_buffer_get_size (buffer) >= self->expected)
    {
      self->expected = 0;
      g_cond_broadcast (&self->said);
    }
  if (!duo_packet_counter_is_media (head, size))
    return;
  self->counts.sent++;
  self->counts.sent_bytes += gst_buffer_get_size (buffer);
}

static void
count_heard (DuoPacketCounter *self, GstBuffer *buffer)
{
  self->counts.heard++;
}

static void
count_packets (DuoPacketCounter *self,
               GstPadProbeInfo *info,
               void (*count) (DuoPacketCounter *self, GstBuffer *buffer))
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GstBufferList *list;

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    {
      count (self, GST_PAD_PROBE_INFO_BUFFER (info));
      return;
    }
  list = GST_PAD_PROBE_INFO_BUFFER_LIST (info);
  for (guint i = 0; i < gst_buffer_list_length (list); i++)
    count (self, gst_buffer_list_get (list, i));
}

static GstPadProbeReturn
on_received (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  count_packets (data, info, count_received);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_sent (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  count_packets (data, info, count_sent);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_heard (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  count_packets (data, info, count_heard);
  return GST_PAD_PROBE_OK;
}

DuoPacketCounter *
duo_packet_counter_new (void)
{
  DuoPacketCounter *self = g_atomic_rc_box_new0 (DuoPacketCounter);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->said);
  return self;
}

DuoPacketCounter *
duo_packet_counter_ref (DuoPacketCounter *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
duo_packet_counter_unref (DuoPacketCounter *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
duo_packet_counter_watch (DuoPacketCounter *self, GstElement *element)
{
  g_autoptr (GstPad) source = gst_element_get_static_pad (element, "src");
  g_autoptr (GstPad) sink = gst_element_get_static_pad (element, "sink");
  GstPadProbeType type = GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST;

  if (source != NULL)
    gst_pad_add_probe (source, type, on_received, duo_packet_counter_ref (self), release);
  else if (sink != NULL)
    gst_pad_add_probe (sink, type, on_sent, duo_packet_counter_ref (self), release);
}

void
duo_packet_counter_hear (DuoPacketCounter *self, GstElement *decrypter)
{
  static const char *const names[] = {"rtp_src", "rtcp_src"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GstPad) pad = gst_element_get_static_pad (decrypter, names[i]);

      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_heard,
                         duo_packet_counter_ref (self), release);
    }
}

void
duo_packet_counter_get (DuoPacketCounter *self, DuoPacketCounts *counts)
{
  g_mutex_lock (&self->mutex);
  *counts = self->counts;
  g_mutex_unlock (&self->mutex);
}

void
duo_packet_counter_expect_words (DuoPacketCounter *self, gsize size)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->expected = size + AROUND_WORDS;
}

gboolean
duo_packet_counter_await_words (DuoPacketCounter *self, gint64 patience)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 until = g_get_monotonic_time () + patience;

  while (self->expected > 0)
    if (!g_cond_wait_until (&self->said, &self->mutex, until))
      return FALSE;
  return TRUE;
}
