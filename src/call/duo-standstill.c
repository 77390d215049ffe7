/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-standstill.h"

/* What is on its way; a probe may outlive the wait. */
typedef struct
{
  GstBin *bin; /* only while it is looked through */
  GMutex mutex;
  GCond still;
  guint moving;
} Traffic;

static void
clear (gpointer data)
{
  Traffic *traffic = data;

  g_mutex_clear (&traffic->mutex);
  g_cond_clear (&traffic->still);
}

static void
release (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

static GstPadProbeReturn
on_blocked (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_still (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Traffic *traffic = data;

  g_mutex_lock (&traffic->mutex);
  if (--traffic->moving == 0)
    g_cond_signal (&traffic->still);
  g_mutex_unlock (&traffic->mutex);
  return GST_PAD_PROBE_REMOVE;
}

static void
stop (GstPad *pad, Traffic *traffic)
{
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BLOCK_DOWNSTREAM, on_blocked, NULL, NULL);
  g_mutex_lock (&traffic->mutex);
  traffic->moving++;
  g_mutex_unlock (&traffic->mutex);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_IDLE, on_still, g_atomic_rc_box_acquire (traffic), release);
}

/* Of these each has a thread that pushes: what we send, what comes from the network, and what waits behind DTLS. What
 * waits to be shown or played is a queue of our own, and stays where it is until its sink is woken. */
static gboolean
is_source (GstElement *element, GstBin *bin)
{
  GstElementFactory *factory = gst_element_get_factory (element);
  const char *name = factory != NULL ? GST_OBJECT_NAME (factory) : "";

  return g_str_equal (name, "appsrc") || g_str_equal (name, "nicesrc") ||
         (g_str_equal (name, "queue") && GST_OBJECT_PARENT (element) != GST_OBJECT (bin));
}

static void
stop_source (const GValue *value, gpointer data)
{
  GstElement *element = g_value_get_object (value);
  g_autoptr (GstPad) pad = NULL;

  if (!is_source (element, ((Traffic *) data)->bin))
    return;
  pad = gst_element_get_static_pad (element, "src");
  stop (pad, data);
}

static void
wait_for (Traffic *traffic, gint64 patience)
{
  gint64 deadline = g_get_monotonic_time () + patience;
  gboolean in_time = TRUE;

  g_mutex_lock (&traffic->mutex);
  while (traffic->moving > 0 && in_time)
    in_time = g_cond_wait_until (&traffic->still, &traffic->mutex, deadline);
  g_mutex_unlock (&traffic->mutex);
}

void
duo_standstill (GstBin *bin, gint64 patience)
{
  Traffic *traffic = g_atomic_rc_box_new0 (Traffic);
  GstIterator *elements = gst_bin_iterate_recurse (bin);

  g_mutex_init (&traffic->mutex);
  g_cond_init (&traffic->still);
  traffic->bin = bin;
  /* Stopped twice is stopped. */
  while (gst_iterator_foreach (elements, stop_source, traffic) == GST_ITERATOR_RESYNC)
    gst_iterator_resync (elements);
  gst_iterator_free (elements);
  wait_for (traffic, patience);
  release (traffic);
}
