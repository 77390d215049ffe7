/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-prompt-start.h"

/* Where nothing takes the events the packet goes in all the same. */
#define PATIENCE (50 * G_TIME_SPAN_MILLISECOND)

/* Between the thread that receives and the buffer's own. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean begun;
} Start;

static void
clear (gpointer data)
{
  Start *self = data;

  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
}

static void
unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

static GstPadProbeReturn
on_first_packet (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Start *self = data;
  gint64 end = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&self->mutex);
  while (!self->begun && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_REMOVE;
}

/* The last of what comes before the packets. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Start *self = data;

  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) != GST_EVENT_SEGMENT)
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&self->mutex);
  self->begun = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_REMOVE;
}

void
duo_prompt_start_watch (GstElement *jitterbuffer)
{
  Start *self = g_atomic_rc_box_new0 (Start);
  g_autoptr (GstPad) in = gst_element_get_static_pad (jitterbuffer, "sink");
  g_autoptr (GstPad) out = gst_element_get_static_pad (jitterbuffer, "src");

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_object_set (jitterbuffer, "faststart-min-packets", DUO_PROMPT_START_PACKETS, NULL);
  gst_pad_add_probe (in, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_first_packet,
                     g_atomic_rc_box_acquire (self), unref);
  gst_pad_add_probe (out, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, self, unref);
}
