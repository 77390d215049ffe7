/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * DuoPacer:
 *
 * Lets packets pass no quicker than at a rate. A screen's key frame is some 20 to 40 kB, all of which would be in the
 * narrowest queue of the path at once, and the sound behind it. It holds up the thread that brings the packets: that
 * must be one of their own, behind a queue, and bring them one by one.
 */
typedef struct _DuoPacer DuoPacer;

DuoPacer *duo_pacer_new (void);
void duo_pacer_unref (DuoPacer *self);

void duo_pacer_watch (DuoPacer *self, GstPad *pad);
/* Any thread. @rate: bit/s, more than 0 */
void duo_pacer_set_rate (DuoPacer *self, guint rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPacer, duo_pacer_unref)

G_END_DECLS
