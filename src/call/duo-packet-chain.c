/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-packet-chain.h"

#include <gst/rtp/rtp.h>

static GstElement *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GstElement *bin = gst_parse_bin_from_description (text, FALSE, &error);

  if (bin == NULL)
    g_error ("%s: %s", text, error->message);
  return bin;
}

/* All media count on one sequence for the rate control, so all carry it with one id. */
static void
add_twcc (GstElement *payloader, guint id)
{
  g_autoptr (GstRTPHeaderExtension) extension =
      id != 0 ? gst_rtp_header_extension_create_from_uri (DUO_TWCC) : NULL;

  if (extension == NULL)
    return;
  gst_rtp_header_extension_set_id (extension, id);
  g_signal_emit_by_name (payloader, "add-extension", extension);
}

static void
free_caps (gpointer data)
{
  gst_caps_unref (data);
}

/* What the encoder says of its own level and parameter sets, or a payloader of where it begins, is in no offer: the caps
 * are those that were negotiated. */
static GstPadProbeReturn
on_packet_caps (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstCaps *caps = data;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;
  GST_PAD_PROBE_INFO_DATA (info) = gst_event_new_caps (caps);
  gst_event_unref (event);
  return GST_PAD_PROBE_OK;
}

static gboolean
needs_caps (const DuoMediaFormat *format, DuoLine line)
{
  return line == DUO_LINE_SCREEN || (line == DUO_LINE_CAMERA && format->codec == DUO_VIDEO_CODEC_H264);
}

static void
add_pad (GstElement *chain, GstElement *payloader)
{
  g_autoptr (GstElement) last = gst_bin_get_by_name (GST_BIN (chain), "last");
  g_autoptr (GstPad) end = gst_element_get_static_pad (last != NULL ? last : payloader, "src");

  gst_element_add_pad (chain, gst_ghost_pad_new ("src", end));
}

GstElement *
duo_packet_chain_new (const char *text, const DuoMediaFormat *format, DuoLine line, guint32 source)
{
  GstElement *chain = parse (text);
  g_autoptr (GstElement) payloader = gst_bin_get_by_name (GST_BIN (chain), "payloader");
  g_autoptr (GstPad) from = gst_element_get_static_pad (payloader, "src");

  g_object_set (payloader, "pt", line == DUO_LINE_SOUND ? format->audio : format->video, "ssrc", source,
                NULL);
  add_twcc (payloader, format->twcc);
  if (needs_caps (format, line))
    gst_pad_add_probe (from, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_packet_caps,
                       duo_media_format_new_caps (format, source), free_caps);
  add_pad (chain, payloader);
  return chain;
}
