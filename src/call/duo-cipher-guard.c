/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cipher-guard.h"
#include "duo-packet-counter.h"

#include <gst/rtp/gstrtcpbuffer.h>

/* A report's head and name, and what proves them: RFC 3711 §3.4, with 80 bits of authentication. */
#define LEAST (8 + 4 + 10)
/* Of RTP: RFC 3550 §5.1, §5.3.1. */
#define HEAD 12
#define MAX_NAMES 15
#define EXTENSION 4
#define MAX_HEAD (HEAD + 4 * MAX_NAMES + EXTENSION)

static gboolean
take_report (const guint8 *data, gsize size)
{
  if (size < LEAST || (data[2] == 0 && data[3] == 0))
    return FALSE;
  switch (data[1])
    {
    case GST_RTCP_TYPE_BYE:
      return (data[0] & 0x1f) > 0;
    case GST_RTCP_TYPE_SR:
    case GST_RTCP_TYPE_RR:
    case GST_RTCP_TYPE_APP:
    case GST_RTCP_TYPE_RTPFB:
    case GST_RTCP_TYPE_PSFB:
      return TRUE;
    default:
      return FALSE;
    }
}

/* What cannot be read as RTP is read as a report, and so are types that RFC 5761 §4 leaves unused. */
static gboolean
take_media (const guint8 *data, gsize size)
{
  guint type = data[1] & 0x7f;
  gsize head = HEAD + 4 * (gsize) (data[0] & 0x0f);

  if (type >= 64 && type <= 95)
    return FALSE;
  if ((data[0] & 0x10) == 0)
    return size >= head;
  return size >= head + EXTENSION &&
         size >= head + EXTENSION + 4 * (gsize) GST_READ_UINT16_BE (data + head + 2);
}

gboolean
duo_cipher_guard_take (const guint8 *data, gsize size)
{
  if (!duo_packet_counter_is_rtp (data, size))
    return TRUE;
  if (duo_packet_counter_is_report (data, size))
    return take_report (data, size);
  return size >= HEAD && take_media (data, size);
}

/* ── on the way ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
take_buffer (GstBuffer *buffer)
{
  guint8 head[MAX_HEAD];

  gst_buffer_extract (buffer, 0, head, sizeof head);
  return duo_cipher_guard_take (head, gst_buffer_get_size (buffer));
}

static gboolean
keep (GstBuffer **buffer, guint i, gpointer data)
{
  if (!take_buffer (*buffer))
    gst_clear_buffer (buffer);
  return TRUE;
}

/* Streaming thread. */
static GstPadProbeReturn
on_packet (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBufferList *list;

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    return take_buffer (GST_PAD_PROBE_INFO_BUFFER (info)) ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
  list = gst_buffer_list_make_writable (GST_PAD_PROBE_INFO_BUFFER_LIST (info));
  gst_buffer_list_foreach (list, keep, NULL);
  info->data = list;
  return GST_PAD_PROBE_OK;
}

void
duo_cipher_guard_watch (GstElement *element)
{
  static const char *const names[] = {"rtp_sink", "rtcp_sink"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GstPad) pad = gst_element_get_static_pad (element, names[i]);

      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_packet, NULL,
                         NULL);
    }
}
