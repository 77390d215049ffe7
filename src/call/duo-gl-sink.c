/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-gl-sink.h"

#define UPLOAD "glsinkbin"
#define SHOW "gtk4paintablesink"

static gboolean
has (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

gboolean
duo_gl_sink_is_there (void)
{
  return has (UPLOAD) && has (SHOW);
}

GstElement *
duo_gl_sink_new (GObject **surface)
{
  GstElement *sink, *upload;

  if (!duo_gl_sink_is_there ())
    return NULL;
  sink = gst_element_factory_make (SHOW, NULL);
  upload = gst_element_factory_make (UPLOAD, NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, "qos", FALSE, "enable-last-sample", FALSE, NULL);
  g_object_get (sink, "paintable", surface, NULL);
  g_object_set (upload, "sink", sink, NULL);
  return upload;
}
