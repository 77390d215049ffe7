/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-media-format.h"
#include "duo-rate-share.h"
#include "duo-screen.h"

G_BEGIN_DECLS

/**
 * DuoScreenLine:
 *
 * The line of a call on which a screen can be shared. Before one is, there is nothing but the caps of its packets, which
 * the offer needs. From then on its encoder stays, since the numbers of its packets must go on where they were: who
 * began anew under the same key would use it twice (RFC 3711 §9.1). Between two shares its gate is shut.
 *
 *     appsrc ─ gate ─▶        appsrc ─ scale ─ encoder ─ payloader ─ pacer ─ gate ─▶
 */
typedef struct _DuoScreenLine DuoScreenLine;

/* @gate: in @bin; @source: SSRC */
DuoScreenLine *
duo_screen_line_new (GstBin *bin, GstElement *gate, guint32 source, const DuoMediaFormat *format);
void duo_screen_line_free (DuoScreenLine *self);

/* Before it is opened. */
void duo_screen_line_set_format (DuoScreenLine *self, const DuoMediaFormat *format);
/* The peer is verified: what is shared may be sent. */
void duo_screen_line_open (DuoScreenLine *self);
/* @screen: (nullable): NULL ends it */
void duo_screen_line_share (DuoScreenLine *self, DuoScreen *screen);
void duo_screen_line_set_rate (DuoScreenLine *self, const DuoRateShare *share);
/* Where one is shared. */
void duo_screen_line_request_key_frame (DuoScreenLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoScreenLine, duo_screen_line_free)

G_END_DECLS
