/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-pacer.h"

/* Whatever the rate, a teardown does not wait longer for a packet. */
#define LONGEST (50 * G_TIME_SPAN_MILLISECOND)

struct _DuoPacer
{
  gint rate;  /* atomic */
  gint64 due; /* streaming thread: when the next one may pass */
};

/* @time: µs */
static void
wait_for (gint64 time)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  GstClockID id =
      gst_clock_new_single_shot_id (clock, gst_clock_get_time (clock) + (GstClockTime) time * GST_USECOND);

  gst_clock_id_wait (id, NULL);
  gst_clock_id_unref (id);
}

/* Streaming thread. */
static GstPadProbeReturn
on_packet (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  DuoPacer *self = data;
  gint64 bits = (gint64) gst_buffer_get_size (GST_PAD_PROBE_INFO_BUFFER (info)) * 8;
  gint64 now = g_get_monotonic_time ();

  if (self->due > now)
    wait_for (MIN (self->due - now, LONGEST));
  self->due = MAX (self->due, now) + bits * G_USEC_PER_SEC / g_atomic_int_get (&self->rate);
  return GST_PAD_PROBE_OK;
}

static void
unref (gpointer data)
{
  duo_pacer_unref (data);
}

DuoPacer *
duo_pacer_new (void)
{
  DuoPacer *self = g_atomic_rc_box_new0 (DuoPacer);

  self->rate = G_MAXINT;
  return self;
}

void
duo_pacer_unref (DuoPacer *self)
{
  g_atomic_rc_box_release (self);
}

void
duo_pacer_watch (DuoPacer *self, GstPad *pad)
{
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_packet, g_atomic_rc_box_acquire (self), unref);
}

void
duo_pacer_set_rate (DuoPacer *self, guint rate)
{
  g_return_if_fail (rate > 0 && rate <= G_MAXINT);
  g_atomic_int_set (&self->rate, (gint) rate);
}
