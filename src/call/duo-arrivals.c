/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-arrivals.h"

struct _DuoArrivals
{
  GMutex mutex;
  guint packets;
  gint64 late;
};

static void
clear (gpointer data)
{
  g_mutex_clear (&((DuoArrivals *) data)->mutex);
}

typedef struct
{
  DuoArrivals *arrivals;
  gint64 early;
} Watch;

static void
free_watch (gpointer data)
{
  duo_arrivals_unref (((Watch *) data)->arrivals);
  g_free (data);
}

GstClockTimeDiff
duo_arrivals_get_late (GstPad *pad, GstBuffer *buffer)
{
  g_autoptr (GstElement) element = gst_pad_get_parent_element (pad);
  g_autoptr (GstEvent) event = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  const GstSegment *segment;
  GstClockTime due, now;

  if (element == NULL || event == NULL)
    return 0;
  gst_event_parse_segment (event, &segment);
  due = gst_segment_to_running_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  now = gst_element_get_current_running_time (element);
  return GST_CLOCK_TIME_IS_VALID (due) && GST_CLOCK_TIME_IS_VALID (now) ? GST_CLOCK_DIFF (due, now) : 0;
}

/* Streaming thread. */
static GstPadProbeReturn
on_packet (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  const Watch *watch = data;
  DuoArrivals *self = watch->arrivals;
  gint64 late = duo_arrivals_get_late (pad, GST_PAD_PROBE_INFO_BUFFER (info)) / GST_USECOND - watch->early;

  g_mutex_lock (&self->mutex);
  self->packets++;
  self->late = MAX (self->late, late);
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

DuoArrivals *
duo_arrivals_new (void)
{
  DuoArrivals *self = g_atomic_rc_box_new0 (DuoArrivals);

  g_mutex_init (&self->mutex);
  return self;
}

DuoArrivals *
duo_arrivals_ref (DuoArrivals *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
duo_arrivals_unref (DuoArrivals *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
duo_arrivals_watch (DuoArrivals *self, GstPad *pad, gint64 early)
{
  Watch *watch = g_new0 (Watch, 1);

  *watch = (Watch) {duo_arrivals_ref (self), early};
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_packet, watch, free_watch);
}

guint
duo_arrivals_steal (DuoArrivals *self, gint64 *late)
{
  guint packets;

  g_mutex_lock (&self->mutex);
  packets = self->packets;
  *late = self->late;
  self->packets = 0;
  self->late = 0;
  g_mutex_unlock (&self->mutex);
  return packets;
}
