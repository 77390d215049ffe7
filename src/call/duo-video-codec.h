/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef enum
{
  DUO_VIDEO_CODEC_VP8,
  DUO_VIDEO_CODEC_H264, /* constrained baseline, packetization mode 1 */
} DuoVideoCodec;

/* Constrained baseline, level 3.1: as every browser has it. */
#define DUO_H264_PROFILE "42e01f"

/* Whether this installation both encodes and decodes it. */
gboolean duo_video_codec_is_there (DuoVideoCodec codec);
/* As in a description. */
const char *duo_video_codec_get_name (DuoVideoCodec codec);
/* FALSE where @name, of packets' caps, is none of ours. */
gboolean duo_video_codec_from_name (const char *name, DuoVideoCodec *codec);

/* For gst_parse: raw pictures to packets; its elements `encoder` and `payloader` are named so. @bitrate: bit/s */
char *duo_video_codec_describe_encoder (DuoVideoCodec codec, guint bitrate);
/* The same for a screen: letters stay sharp, and what does not fit comes less often. */
char *duo_video_codec_describe_screen_encoder (DuoVideoCodec codec, guint bitrate);
/* On such an encoder while it runs. @bitrate: bit/s */
void duo_video_codec_set_bitrate (DuoVideoCodec codec, GstElement *encoder, guint bitrate);
/* For gst_parse: packets to raw pictures; its element `decoder` takes whole frames. */
const char *duo_video_codec_describe_decoder (DuoVideoCodec codec);

G_END_DECLS
