/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-picture-guard.h"

#include <gst/codecparsers/gsth264parser.h>
#include <string.h>

/* RFC 6386 §9.1: a bit that is none in a key frame, and behind the frame's tag a code, the width and the height. */
#define VP8_KEY_HEAD 10
#define VP8_SIZE 0x3fff

struct _DuoPictureGuard
{
  DuoVideoCodec codec;
  GstH264NalParser *parser; /* (nullable): of H.264 */
  gboolean refusing;
  gboolean told;
};

typedef enum
{
  SAYS_NOTHING,
  FITS,
  TOO_LARGE, /* or cannot be read */
} Size;

static Size
judge (guint64 width, guint64 height)
{
  return MAX (width, height) <= DUO_PICTURE_MAX_SIDE && width * height <= DUO_PICTURE_MAX_PIXELS ? FITS
                                                                                                 : TOO_LARGE;
}

/* ── VP8 ──────────────────────────────────────────────────────────────────────────────────────── */

static Size
read_vp8 (const guint8 *frame, gsize size)
{
  static const guint8 code[] = {0x9d, 0x01, 0x2a};

  if (size == 0 || frame[0] & 1)
    return SAYS_NOTHING;
  if (size < VP8_KEY_HEAD || memcmp (frame + 3, code, sizeof code) != 0)
    return TOO_LARGE;
  return judge (GST_READ_UINT16_LE (frame + 6) & VP8_SIZE, GST_READ_UINT16_LE (frame + 8) & VP8_SIZE);
}

/* ── H.264 ────────────────────────────────────────────────────────────────────────────────────── */

static Size
read_parameters (GstH264NalParser *parser, GstH264NalUnit *unit)
{
  GstH264SPS sps = {0};
  Size size;

  if (gst_h264_parser_parse_sps (parser, unit, &sps) != GST_H264_PARSER_OK)
    return TOO_LARGE;
  size = judge ((guint64) MAX (sps.width, 0), (guint64) MAX (sps.height, 0));
  gst_h264_sps_clear (&sps);
  return size;
}

/* The decoder reads parameters of a layered picture, too, which no constrained baseline has. */
static Size
read_unit (GstH264NalParser *parser, GstH264NalUnit *unit)
{
  if (unit->type == GST_H264_NAL_SUBSET_SPS)
    return TOO_LARGE;
  return unit->type == GST_H264_NAL_SPS ? read_parameters (parser, unit) : SAYS_NOTHING;
}

/* There may be several: the largest counts. Behind one that is broken the decoder may find more than we do. */
static Size
read_h264 (GstH264NalParser *parser, const guint8 *frame, gsize size)
{
  GstH264ParserResult result = GST_H264_PARSER_OK;
  GstH264NalUnit unit = {0};
  Size most = SAYS_NOTHING;

  for (guint at = 0; result == GST_H264_PARSER_OK; at = unit.offset + unit.size)
    {
      result = gst_h264_parser_identify_nalu (parser, frame, at, size, &unit);
      if (result == GST_H264_PARSER_BROKEN_DATA)
        return TOO_LARGE;
      if (result == GST_H264_PARSER_OK || result == GST_H264_PARSER_NO_NAL_END)
        most = MAX (most, read_unit (parser, &unit));
    }
  return most;
}

/* ── any ──────────────────────────────────────────────────────────────────────────────────────── */

gboolean
duo_picture_guard_take (DuoPictureGuard *self, const guint8 *frame, gsize size)
{
  Size says =
      self->codec == DUO_VIDEO_CODEC_H264 ? read_h264 (self->parser, frame, size) : read_vp8 (frame, size);

  if (says == TOO_LARGE && !self->told)
    g_message ("call: a picture larger than is decoded");
  self->told |= says == TOO_LARGE;
  if (says != SAYS_NOTHING)
    self->refusing = says == TOO_LARGE;
  return !self->refusing;
}

DuoPictureGuard *
duo_picture_guard_new (DuoVideoCodec codec)
{
  DuoPictureGuard *self = g_new0 (DuoPictureGuard, 1);

  self->codec = codec;
  if (codec == DUO_VIDEO_CODEC_H264)
    self->parser = gst_h264_nal_parser_new ();
  return self;
}

void
duo_picture_guard_free (DuoPictureGuard *self)
{
  g_clear_pointer (&self->parser, gst_h264_nal_parser_free);
  g_free (self);
}

/* ── on the way ───────────────────────────────────────────────────────────────────────────────── */

/* Streaming thread. */
static GstPadProbeReturn
on_frame (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBuffer *frame = GST_PAD_PROBE_INFO_BUFFER (info);
  GstMapInfo map;
  gboolean taken;

  if (!gst_buffer_map (frame, &map, GST_MAP_READ))
    return GST_PAD_PROBE_DROP;
  taken = duo_picture_guard_take (data, map.data, map.size);
  gst_buffer_unmap (frame, &map);
  return taken ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

static void
free_guard (gpointer data)
{
  duo_picture_guard_free (data);
}

void
duo_picture_guard_watch (GstElement *decoder, DuoVideoCodec codec)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (decoder, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_frame, duo_picture_guard_new (codec), free_guard);
}
