/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-outlet.h"

struct _DuoOutlet
{
  GMutex mutex;
  gboolean open;
  GstAppSrc *to;
  GstSample *last; /* the newest picture */
  GstClockTime last_time;
  int peak;
  GByteArray *recording;
  gsize most; /* bytes of it */
};

static void
clear (gpointer data)
{
  DuoOutlet *self = data;

  gst_clear_object (&self->to);
  gst_clear_sample (&self->last);
  g_byte_array_unref (self->recording);
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

/* When it was taken, by the clock that both pipelines share. */
static GstClockTime
clock_time (GstSample *sample, GstElement *from)
{
  GstClockTime time = gst_segment_to_running_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                                   GST_BUFFER_PTS (gst_sample_get_buffer (sample)));

  return GST_CLOCK_TIME_IS_VALID (time) ? time + gst_element_get_base_time (from) : GST_CLOCK_TIME_NONE;
}

/* Nothing of before the other pipeline began. */
static void
forward (GstSample *sample, GstClockTime time, GstAppSrc *to)
{
  GstClockTime base = gst_element_get_base_time (GST_ELEMENT (to));
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstSample) moved = NULL;

  if (!GST_CLOCK_TIME_IS_VALID (time) || base == 0 || time < base)
    return;
  buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GST_BUFFER_PTS (buffer) = time - base;
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  moved = gst_sample_new (buffer, gst_sample_get_caps (sample), NULL, NULL);
  gst_app_src_push_sample (to, moved);
}

static void
record (DuoOutlet *self, GstBuffer *buffer)
{
  GstMapInfo map;

  if (self->recording->len >= self->most || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  g_byte_array_append (self->recording, map.data, (guint) MIN (map.size, self->most - self->recording->len));
  gst_buffer_unmap (buffer, &map);
}

/* Returns where it goes (transfer full), NULL for nowhere. */
static GstAppSrc *
take (DuoOutlet *self, GstSample *sample, GstClockTime time, int peak)
{
  GstAppSrc *to = NULL;

  g_mutex_lock (&self->mutex);
  if (self->open)
    {
      self->peak = MAX (self->peak, peak);
      to = self->to != NULL ? gst_object_ref (self->to) : NULL;
      if (is_sound (sample))
        record (self, gst_sample_get_buffer (sample));
      else
        {
          gst_clear_sample (&self->last);
          self->last = gst_sample_ref (sample);
          self->last_time = time;
        }
    }
  g_mutex_unlock (&self->mutex);
  return to;
}

/* Streaming thread. */
static GstFlowReturn
on_new_sample (GstAppSink *sink, gpointer data)
{
  DuoOutlet *self = data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (GstAppSrc) to = NULL;
  GstClockTime time;
  int peak;

  if (sample == NULL)
    return GST_FLOW_OK;
  time = clock_time (sample, GST_ELEMENT (sink));
  peak = is_sound (sample) ? find_peak (gst_sample_get_buffer (sample)) : 0;
  to = take (self, sample, time, peak);
  if (to != NULL)
    forward (sample, time, to);
  return GST_FLOW_OK;
}

DuoOutlet *
duo_outlet_new (void)
{
  DuoOutlet *self = g_atomic_rc_box_new0 (DuoOutlet);

  g_mutex_init (&self->mutex);
  self->recording = g_byte_array_new ();
  return self;
}

DuoOutlet *
duo_outlet_ref (DuoOutlet *self)
{
  return g_atomic_rc_box_acquire (self);
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
  if (to != NULL && self->last != NULL)
    forward (self->last, self->last_time, to);
  g_mutex_unlock (&self->mutex);
}

void
duo_outlet_unplug (DuoOutlet *self, GstAppSrc *from)
{
  g_mutex_lock (&self->mutex);
  if (self->to == from)
    gst_clear_object (&self->to);
  g_mutex_unlock (&self->mutex);
}

void
duo_outlet_set_open (DuoOutlet *self, gboolean open)
{
  g_mutex_lock (&self->mutex);
  self->open = open;
  gst_clear_sample (&self->last);
  self->peak = 0;
  g_mutex_unlock (&self->mutex);
}

void
duo_outlet_record (DuoOutlet *self, gsize most)
{
  g_mutex_lock (&self->mutex);
  g_byte_array_set_size (self->recording, 0);
  self->most = most;
  g_mutex_unlock (&self->mutex);
}

gsize
duo_outlet_get_recorded (DuoOutlet *self)
{
  gsize size;

  g_mutex_lock (&self->mutex);
  size = self->recording->len;
  g_mutex_unlock (&self->mutex);
  return size;
}

GBytes *
duo_outlet_steal_recording (DuoOutlet *self)
{
  GByteArray *recording;

  g_mutex_lock (&self->mutex);
  recording = g_steal_pointer (&self->recording);
  self->recording = g_byte_array_new ();
  self->most = 0;
  g_mutex_unlock (&self->mutex);
  return g_byte_array_free_to_bytes (recording);
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
