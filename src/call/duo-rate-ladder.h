/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoRung:
 * @height: of the picture; 0 for none
 * @rate: pictures a second; 0 for none
 */
typedef struct
{
  guint height;
  guint rate;
} DuoRung;

/**
 * DuoRateLadder:
 *
 * Which picture is worth sending at a bit rate (CALL §5). A picture gets smaller before it gets slower, and goes
 * altogether before the sound is touched. Down at once, since what is too much is already waiting somewhere; up only
 * with room to spare and after a while, since each change of size costs a key frame. Pure: time comes with the calls,
 * in µs.
 */
typedef struct _DuoRateLadder DuoRateLadder;

DuoRateLadder *duo_rate_ladder_new (void);
void duo_rate_ladder_free (DuoRateLadder *self);

/* @target: for the picture, bit/s, as duo_rate_control_get_target() has it. Returns the rung to stand on. */
DuoRung duo_rate_ladder_follow (DuoRateLadder *self, guint target, gint64 now);

/* The size of a picture of @width × @height on this rung: of the same shape, even, never larger than it is. */
void duo_rung_fit (DuoRung rung, guint *width, guint *height);
/* The most that is of use to such a picture, bit/s. */
guint duo_rung_get_use (guint width, guint height, guint rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRateLadder, duo_rate_ladder_free)

G_END_DECLS
