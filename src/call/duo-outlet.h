/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

G_BEGIN_DECLS

/**
 * DuoOutlet:
 *
 * Where the pipeline of a device ends and that of a peer may begin: whatever comes into the sink goes to the
 * #GstAppSrc that is plugged in, with its time kept, or nowhere. So a source outlives the calls it is used in. Both
 * pipelines must run on the system clock. Any thread.
 */
typedef struct _DuoOutlet DuoOutlet;

/* Shut. */
DuoOutlet *duo_outlet_new (void);
DuoOutlet *duo_outlet_ref (DuoOutlet *self);
void duo_outlet_unref (DuoOutlet *self);

/* Makes @sink feed this outlet. */
void duo_outlet_attach (DuoOutlet *self, GstAppSink *sink);
/* @to: (nullable): begins with the newest picture there is, not with the next */
void duo_outlet_plug (DuoOutlet *self, GstAppSrc *to);
/* Nothing where another has been plugged in since. */
void duo_outlet_unplug (DuoOutlet *self, GstAppSrc *from);
/* Shut, it lets nothing out and forgets what it has: the device is off from this moment, however long it takes to close. */
void duo_outlet_set_open (DuoOutlet *self, gboolean open);
/* Keeps the sound that comes from now on, @most bytes of it; 0 forgets what was kept, and keeps nothing more. */
void duo_outlet_record (DuoOutlet *self, gsize most);
gsize duo_outlet_get_recorded (DuoOutlet *self);
/* (transfer full): what was kept, S16 at 48 kHz, mono; it is not kept any more */
GBytes *duo_outlet_steal_recording (DuoOutlet *self);
/* The loudest S16 sample since the last question, 0 to 1. */
double duo_outlet_steal_peak (DuoOutlet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoOutlet, duo_outlet_unref)

G_END_DECLS
