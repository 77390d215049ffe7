/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-picture-guard.h"
#include "duo-bucket.h"

#include <gst/codecparsers/gsth264parser.h>
#include <string.h>

/* RFC 6386 §9.1: a bit that is none in a key frame, and behind the frame's tag a code, the width and the height. */
#define VP8_KEY_HEAD 10
#define VP8_SIZE 0x3fff

static const DuoBucketSize pixels = {DUO_PICTURE_PIXELS, DUO_PICTURE_PIXELS};
static const DuoBucketSize changes = {DUO_PICTURE_CHANGES, 2 * DUO_PICTURE_CHANGES};

struct _DuoPictureGuard
{
  DuoVideoCodec codec;
  GstH264NalParser *parser; /* (nullable): of H.264 */
  guint64 width, height;    /* of what is decoded; 0 before any */
  DuoBucket pixels;
  DuoBucket changes; /* of size */
  gboolean refusing;
  gboolean told;
};

typedef enum
{
  SAYS_NOTHING,
  FITS,
  TOO_LARGE, /* or cannot be read */
  TOO_MUCH,
} Verdict;

typedef struct
{
  Verdict says;
  guint64 width, height; /* from its end on */
  guint64 area;          /* of the largest that it can be of */
  guint changes;
  guint pictures;
} Frame;

static void
judge (Frame *self, guint64 width, guint64 height)
{
  gboolean fits = MAX (width, height) <= DUO_PICTURE_MAX_SIDE && width * height <= DUO_PICTURE_MAX_PIXELS;

  self->says = MAX (self->says, fits ? FITS : TOO_LARGE);
  self->changes += width != self->width || height != self->height;
  self->area = MAX (self->area, width * height);
  self->width = width;
  self->height = height;
}

/* ── VP8 ──────────────────────────────────────────────────────────────────────────────────────── */

static void
read_vp8 (Frame *self, const guint8 *frame, gsize size)
{
  static const guint8 code[] = {0x9d, 0x01, 0x2a};

  self->pictures = 1;
  if (size == 0 || frame[0] & 1)
    return;
  if (size < VP8_KEY_HEAD || memcmp (frame + 3, code, sizeof code) != 0)
    self->says = TOO_LARGE;
  else
    judge (self, GST_READ_UINT16_LE (frame + 6) & VP8_SIZE, GST_READ_UINT16_LE (frame + 8) & VP8_SIZE);
}

/* ── H.264 ────────────────────────────────────────────────────────────────────────────────────── */

static void
read_parameters (Frame *self, GstH264NalParser *parser, GstH264NalUnit *unit)
{
  GstH264SPS sps = {0};

  if (gst_h264_parser_parse_sps (parser, unit, &sps) != GST_H264_PARSER_OK)
    {
      self->says = TOO_LARGE;
      return;
    }
  judge (self, (guint64) MAX (sps.width, 0), (guint64) MAX (sps.height, 0));
  gst_h264_sps_clear (&sps);
}

/* A picture begins with the first of its blocks, whose number is one bit; and however many there are, who sends them says
 * where a frame ends. */
static gboolean
begins_picture (const GstH264NalUnit *unit)
{
  return unit->type >= GST_H264_NAL_SLICE && unit->type <= GST_H264_NAL_SLICE_IDR &&
         unit->size > unit->header_bytes && unit->data[unit->offset + unit->header_bytes] & 0x80;
}

/* The decoder reads parameters of a layered picture, too, which no constrained baseline has. */
static void
read_unit (Frame *self, GstH264NalParser *parser, GstH264NalUnit *unit)
{
  if (unit->type == GST_H264_NAL_SUBSET_SPS)
    self->says = TOO_LARGE;
  else if (unit->type == GST_H264_NAL_SPS)
    read_parameters (self, parser, unit);
  else
    self->pictures += begins_picture (unit);
}

/* There may be several: the largest counts. Behind one that is broken the decoder may find more than we do. */
static void
read_h264 (Frame *self, GstH264NalParser *parser, const guint8 *frame, gsize size)
{
  GstH264ParserResult result = GST_H264_PARSER_OK;
  GstH264NalUnit unit = {0};

  for (guint at = 0; result == GST_H264_PARSER_OK; at = unit.offset + unit.size)
    {
      result = gst_h264_parser_identify_nalu (parser, frame, at, size, &unit);
      if (result == GST_H264_PARSER_BROKEN_DATA)
        self->says = TOO_LARGE;
      else if (result == GST_H264_PARSER_OK || result == GST_H264_PARSER_NO_NAL_END)
        read_unit (self, parser, &unit);
    }
}

/* ── any ──────────────────────────────────────────────────────────────────────────────────────── */

/* Decoders make room anew for each size. */
static gboolean
afford (DuoPictureGuard *self, const Frame *frame, gint64 now)
{
  double area = (double) frame->pictures * (double) frame->area;
  gboolean has_pixels = duo_bucket_has (&self->pixels, &pixels, area, now);

  if (!duo_bucket_has (&self->changes, &changes, frame->changes, now) || !has_pixels)
    return FALSE;
  duo_bucket_take (&self->pixels, area);
  duo_bucket_take (&self->changes, frame->changes);
  self->width = frame->width;
  self->height = frame->height;
  return TRUE;
}

static void
tell (DuoPictureGuard *self, Verdict says)
{
  if (says < TOO_LARGE || self->told)
    return;
  g_message ("call: %s", says == TOO_LARGE ? "a picture larger than is decoded"
                                           : "more pictures, or sizes of them, than are decoded");
  self->told = TRUE;
}

gboolean
duo_picture_guard_take (DuoPictureGuard *self, const guint8 *data, gsize size, gint64 now)
{
  Frame frame = {.width = self->width, .height = self->height, .area = self->width * self->height};

  if (self->codec == DUO_VIDEO_CODEC_H264)
    read_h264 (&frame, self->parser, data, size);
  else
    read_vp8 (&frame, data, size);
  if (frame.says != SAYS_NOTHING)
    self->refusing = frame.says == TOO_LARGE;
  if (!self->refusing && !afford (self, &frame, now))
    {
      frame.says = TOO_MUCH;
      self->refusing = TRUE;
    }
  tell (self, frame.says);
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
  taken = duo_picture_guard_take (data, map.data, map.size, g_get_monotonic_time ());
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
