/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-pulse.h"
#include "duo-timer.h"

#define LOOK_MS 1000

struct _DuoPulse
{
  GstPad *pad;
  gulong probe;
  gint *beats; /* atomic, in a box; the pad's threads count */
  int seen;    /* of these, at the last look */
  guint first, next;
  guint silent; /* looks since the last that found another; one that the main loop missed is none */
  gboolean came;
  GSource *timer;
  DuoPulseStopped stopped;
  gpointer data;
};

static GstPadProbeReturn
on_buffer (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  g_atomic_int_inc ((gint *) data);
  return GST_PAD_PROBE_OK;
}

static gboolean
on_look (gpointer data)
{
  DuoPulse *self = data;
  int beats = g_atomic_int_get (self->beats);

  self->came = self->came || beats != self->seen;
  self->silent = beats != self->seen ? 0 : self->silent + 1;
  self->seen = beats;
  if (self->silent < (self->came ? self->next : self->first))
    return G_SOURCE_CONTINUE;
  duo_timer_stop (&self->timer);
  self->stopped (self->data);
  return G_SOURCE_REMOVE;
}

DuoPulse *
duo_pulse_new (GstPad *pad, DuoPulseStopped stopped, gpointer data)
{
  DuoPulse *self = g_new0 (DuoPulse, 1);

  self->pad = gst_object_ref (pad);
  self->beats = g_atomic_rc_box_new0 (gint);
  self->probe = gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_buffer,
                                   g_atomic_rc_box_acquire (self->beats), g_atomic_rc_box_release);
  self->stopped = stopped;
  self->data = data;
  return self;
}

void
duo_pulse_free (DuoPulse *self)
{
  duo_pulse_stop (self);
  gst_pad_remove_probe (self->pad, self->probe);
  gst_object_unref (self->pad);
  g_atomic_rc_box_release (self->beats);
  g_free (self);
}

void
duo_pulse_start (DuoPulse *self, guint first, guint next)
{
  self->first = first;
  self->next = next;
  self->silent = 0;
  self->came = FALSE;
  self->seen = g_atomic_int_get (self->beats);
  duo_timer_start (&self->timer, LOOK_MS, on_look, self);
}

void
duo_pulse_stop (DuoPulse *self)
{
  duo_timer_stop (&self->timer);
}

gboolean
duo_pulse_has_come (DuoPulse *self)
{
  return self->came || g_atomic_int_get (self->beats) != self->seen;
}
