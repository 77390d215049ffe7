/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-feedback.h"

/* Found: the size that is told is without RTP's header, its extension and what SRTP adds. */
#define AROUND 30

static gboolean
read_packet (const GValue *value, DuoRatePacket *packet)
{
  const GstStructure *told = GST_VALUE_HOLDS_STRUCTURE (value) ? gst_value_get_structure (value) : NULL;
  guint64 sent = GST_CLOCK_TIME_NONE, arrived = GST_CLOCK_TIME_NONE;
  guint number;

  if (told == NULL || !gst_structure_get (told, "seqnum", G_TYPE_UINT, &number, "local-ts", G_TYPE_UINT64,
                                          &sent, "remote-ts", G_TYPE_UINT64, &arrived, "size", G_TYPE_UINT,
                                          &packet->size, "lost", G_TYPE_BOOLEAN, &packet->lost, NULL))
    return FALSE;
  packet->sent = (gint64) (sent / GST_USECOND);
  packet->arrived = (gint64) (arrived / GST_USECOND);
  packet->size += AROUND;
  packet->number = (guint16) number;
  return GST_CLOCK_TIME_IS_VALID (sent) && (packet->lost || GST_CLOCK_TIME_IS_VALID (arrived));
}

/* It comes as the one kind of array that GLib has given up; its name is not. */
static const GValueArray *
get_list (const GstStructure *event)
{
  const GValue *list = gst_structure_get_value (event, "packets");

  return list != NULL && G_VALUE_HOLDS (list, g_type_from_name ("GValueArray")) ? g_value_get_boxed (list)
                                                                                : NULL;
}

GBytes *
duo_rate_feedback_read (const GstStructure *event)
{
  const GValueArray *list =
      event != NULL && gst_structure_has_name (event, "RTPTWCCPackets") ? get_list (event) : NULL;
  g_autoptr (GArray) packets = g_array_new (FALSE, TRUE, sizeof (DuoRatePacket));

  for (guint i = 0; list != NULL && i < list->n_values; i++)
    {
      DuoRatePacket packet = {0};

      if (read_packet (&list->values[i], &packet))
        g_array_append_val (packets, packet);
    }
  if (packets->len == 0)
    return NULL;
  return g_bytes_new (packets->data, packets->len * sizeof (DuoRatePacket));
}

/* Streaming thread. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  g_autoptr (GBytes) packets = NULL;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CUSTOM_UPSTREAM)
    return GST_PAD_PROBE_OK;
  packets = duo_rate_feedback_read (gst_event_get_structure (event));
  if (packets != NULL)
    duo_mailbox_queue (
        data, &(DuoLetter) {.kind = DUO_LETTER_FEEDBACK, .bytes = packets, .time = g_get_monotonic_time ()});
  return GST_PAD_PROBE_OK;
}

static void
release_box (gpointer data)
{
  duo_mailbox_unref (data);
}

void
duo_rate_feedback_watch (GstPad *pad, DuoMailbox *box)
{
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_event, duo_mailbox_ref (box), release_box);
}
