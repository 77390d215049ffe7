/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * DuoPulse:
 *
 * Whether anything still comes through a pad. Found (PipeWire 1.4.2): a camera whose program hangs ends nothing and says
 * nothing, it only gives no picture any more.
 */
typedef struct _DuoPulse DuoPulse;

/* On the thread's own context, once; duo_pulse_stop() or _free() from within is fine. */
typedef void (*DuoPulseStopped) (gpointer data);

DuoPulse *duo_pulse_new (GstPad *pad, DuoPulseStopped stopped, gpointer data);
void duo_pulse_free (DuoPulse *self);

/* Anew. @first: seconds that the first buffer may take; @next: those between two */
void duo_pulse_start (DuoPulse *self, guint first, guint next);
void duo_pulse_stop (DuoPulse *self);
/* Whether one has come since it was last started. */
gboolean duo_pulse_has_come (DuoPulse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPulse, duo_pulse_free)

G_END_DECLS
