/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-outlet.h"

struct _DuoOutlet
{
  GMutex mutex;
  GstAppSrc *to;
  int peak;
};

static void
clear (gpointer data)
{
  DuoOutlet *self = data;

  gst_clear_object (&self->to);
  g_mutex_clear (&self->mutex);
}

static void
unref (gpointer data)
{
  duo_outlet_unref (data);
}

static int
find_peak (GstBuffer *buffer)
{
  GstMapInfo map;
  int peak = 0;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return 0;
  for (gsize i = 0; i < map.size / sizeof (gint16); i++)
    peak = MAX (peak, ABS ((int) ((const gint16 *) (gconstpointer) map.data)[i]));
  gst_buffer_unmap (buffer, &map);
  return peak;
}

static gboolean
is_sound (GstSample *sample)
{
  GstCaps *caps = gst_sample_get_caps (sample);

  return caps != NULL && gst_structure_has_name (gst_caps_get_structure (caps, 0), "audio/x-raw");
}

/* The same moment in the running time of the other pipeline; FALSE where it had not begun yet. */
static gboolean
translate (GstSample *sample, GstElement *from, GstElement *to, GstClockTime *time)
{
  GstClockTime here = gst_segment_to_running_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                                   GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
  GstClockTime clock = here + gst_element_get_base_time (from);
  GstClockTime base = gst_element_get_base_time (to);

  if (!GST_CLOCK_TIME_IS_VALID (here) || clock < base || base == 0)
    return FALSE;
  *time = clock - base;
  return TRUE;
}

static void
forward (GstSample *sample, GstElement *from, GstAppSrc *to)
{
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstSample) moved = NULL;
  GstClockTime time;

  if (!translate (sample, from, GST_ELEMENT (to), &time))
    return;
  buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GST_BUFFER_PTS (buffer) = time;
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  moved = gst_sample_new (buffer, gst_sample_get_caps (sample), NULL, NULL);
  gst_app_src_push_sample (to, moved);
}

/* Streaming thread. */
static GstFlowReturn
on_new_sample (GstAppSink *sink, gpointer data)
{
  DuoOutlet *self = data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (GstAppSrc) to = NULL;
  int peak;

  if (sample == NULL)
    return GST_FLOW_OK;
  peak = is_sound (sample) ? find_peak (gst_sample_get_buffer (sample)) : 0;
  g_mutex_lock (&self->mutex);
  self->peak = MAX (self->peak, peak);
  if (self->to != NULL)
    to = gst_object_ref (self->to);
  g_mutex_unlock (&self->mutex);
  if (to != NULL)
    forward (sample, GST_ELEMENT (sink), to);
  return GST_FLOW_OK;
}

DuoOutlet *
duo_outlet_new (void)
{
  DuoOutlet *self = g_atomic_rc_box_new0 (DuoOutlet);

  g_mutex_init (&self->mutex);
  return self;
}

void
duo_outlet_unref (DuoOutlet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
duo_outlet_attach (DuoOutlet *self, GstAppSink *sink)
{
  GstAppSinkCallbacks callbacks = {.new_sample = on_new_sample};

  g_object_set (sink, "sync", FALSE, "async", FALSE, "max-buffers", 2, "drop", TRUE, "enable-last-sample",
                FALSE, NULL);
  gst_app_sink_set_callbacks (sink, &callbacks, g_atomic_rc_box_acquire (self), unref);
}

void
duo_outlet_plug (DuoOutlet *self, GstAppSrc *to)
{
  g_mutex_lock (&self->mutex);
  gst_object_replace ((GstObject **) &self->to, GST_OBJECT (to));
  g_mutex_unlock (&self->mutex);
}

double
duo_outlet_steal_peak (DuoOutlet *self)
{
  int peak;

  g_mutex_lock (&self->mutex);
  peak = self->peak;
  self->peak = 0;
  g_mutex_unlock (&self->mutex);
  return MIN (1.0, peak / (double) G_MAXINT16);
}
