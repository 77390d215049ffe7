/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * DuoPadHold:
 *
 * Pads whose packets wait. A new pad has to wait from the very thread that it comes from, until the main context has
 * linked it; and whoever tears a pipeline down has to be able to let go of a pad that the main context has not heard
 * of yet, since a waiting thread would never let the pipeline stop.
 */
typedef struct _DuoPadHold DuoPadHold;

DuoPadHold *duo_pad_hold_new (void);
DuoPadHold *duo_pad_hold_ref (DuoPadHold *self);
void duo_pad_hold_unref (DuoPadHold *self);

/* Any thread; does nothing once given up. */
void duo_pad_hold_add (DuoPadHold *self, GstPad *pad);
void duo_pad_hold_release (DuoPadHold *self, GstPad *pad);
/* Lets all go, and holds none from now on. */
void duo_pad_hold_give_up (DuoPadHold *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPadHold, duo_pad_hold_unref)

G_END_DECLS
