/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-video-codec.h"

G_BEGIN_DECLS

/* The m-lines of a call, in the order of the offer. The screen's is there from the first offer on, or sharing one would
 * need another (CALL §3). */
typedef enum
{
  DUO_LINE_CAMERA,
  DUO_LINE_SOUND,
  DUO_LINE_SCREEN,
} DuoLine;

#define DUO_N_LINES 3

/**
 * DuoMediaFormat:
 * @codec: of both pictures
 * @video: payload type of both pictures
 * @audio: payload type of the sound
 * @twcc: id of the transport-wide sequence number, 0 for none
 *
 * What is sent, and by which numbers: the offerer's (CALL §3).
 */
typedef struct
{
  DuoVideoCodec codec;
  guint video;
  guint audio;
  guint twcc;
} DuoMediaFormat;

#define DUO_TWCC "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

/* Ours, where we offer. */
extern const DuoMediaFormat duo_media_format_ours;

gboolean duo_media_format_equal (const DuoMediaFormat *a, const DuoMediaFormat *b);

/* The first that is in @sdp and that we have, of an offer or of an answer. Errors: DUO_CALL_ERROR_PEER */
gboolean duo_media_format_read (DuoMediaFormat *format, const char *sdp, GError **error);

/* The offer with H.264 after VP8, where this installation has it. webrtcbin itself names only what its pads carry. */
char *duo_media_format_extend (const char *offer);

/* Whether packets with @caps are those of @line in this format. */
gboolean duo_media_format_has (const DuoMediaFormat *self, DuoLine line, GstCaps *caps);
/* Caps of a picture's packets in this format. */
GstCaps *duo_media_format_new_caps (const DuoMediaFormat *format, guint32 source);

G_END_DECLS
