/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "listening-sink.h"

#include <gst/base/gstbasesink.h>

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define FORMAT "S16LE"
#else
#define FORMAT "S16BE"
#endif

#define LISTENING_TYPE_SINK (listening_sink_get_type ())
G_DECLARE_FINAL_TYPE (ListeningSink, listening_sink, LISTENING, SINK, GstBaseSink)

struct _ListeningSink
{
  GstBaseSink parent_instance;
  int channels, rate; /* streaming thread only */
};

G_DEFINE_FINAL_TYPE (ListeningSink, listening_sink, GST_TYPE_BASE_SINK)

static struct
{
  ListeningFunc listen;
  gpointer data;
} listener;

static gboolean
listening_sink_set_caps (GstBaseSink *sink, GstCaps *caps)
{
  ListeningSink *self = LISTENING_SINK (sink);

  return gst_structure_get (gst_caps_get_structure (caps, 0), "channels", G_TYPE_INT, &self->channels, "rate",
                            G_TYPE_INT, &self->rate, NULL);
}

/* It is called when the first sample is due: a sound card of no latency. */
static GstFlowReturn
listening_sink_render (GstBaseSink *sink, GstBuffer *buffer)
{
  ListeningSink *self = LISTENING_SINK (sink);
  GstMapInfo map;
  ListeningSound sound;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_FLOW_ERROR;
  sound = (ListeningSound) {
      .samples = (const gint16 *) (gconstpointer) map.data,
      .count = map.size / sizeof (gint16),
      .channels = (guint) self->channels,
      .rate = (guint) self->rate,
      .time = g_get_monotonic_time (),
  };
  listener.listen (&sound, listener.data);
  gst_buffer_unmap (buffer, &map);
  return GST_FLOW_OK;
}

static void
listening_sink_class_init (ListeningSinkClass *klass)
{
  static GstStaticPadTemplate sink =
      GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS,
                               GST_STATIC_CAPS ("audio/x-raw, format=" FORMAT ", layout=interleaved"));

  gst_element_class_add_static_pad_template (GST_ELEMENT_CLASS (klass), &sink);
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass), "Listening", "Sink/Audio",
                                         "Hands on what it would play", "Duologue");
  GST_BASE_SINK_CLASS (klass)->set_caps = listening_sink_set_caps;
  GST_BASE_SINK_CLASS (klass)->render = listening_sink_render;
}

static void
listening_sink_init (ListeningSink *self)
{
}

void
listening_sink_install (ListeningFunc listen, gpointer data)
{
  listener.listen = listen;
  listener.data = data;
  if (!gst_element_register (NULL, "pulsesink", GST_RANK_NONE, LISTENING_TYPE_SINK))
    g_error ("no loudspeaker can be put in the system's place");
}
