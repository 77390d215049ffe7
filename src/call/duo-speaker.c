/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-speaker.h"
#include "duo-device-monitor.h"
#include "duo-errand.h"

/* What the thread that tries a loudspeaker and the main context share. */
typedef struct
{
  GMainContext *context;
  char *id;
  gint given_up;       /* atomic */
  GstElement *found;   /* the thread's, then the main context's */
  DuoSpeaker *speaker; /* main context only, NULL once it is gone */
} Trial;

struct _DuoSpeaker
{
  GstBin *bin;
  GstPad *from;
  GstElement *nothing;
  Trial *trial;
};

static void
close_found (gpointer data)
{
  Trial *trial = data;

  if (trial->found != NULL)
    gst_element_set_state (trial->found, GST_STATE_NULL);
  gst_clear_object (&trial->found);
}

static void
clear_trial (gpointer data)
{
  Trial *trial = data;

  close_found (trial);
  g_free (trial->id);
  g_main_context_unref (trial->context);
}

static void
release_trial (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_trial);
}

/* Any thread. */
static void
queue (Trial *trial, GSourceFunc callback)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, callback, g_atomic_rc_box_acquire (trial), release_trial);
  g_source_attach (source, trial->context);
}

/* The sound goes another way now. */
static gboolean
on_switched (gpointer data)
{
  DuoSpeaker *self = ((Trial *) data)->speaker;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  gst_element_set_state (self->nothing, GST_STATE_NULL);
  gst_bin_remove (self->bin, g_steal_pointer (&self->nothing));
  gst_element_post_message (GST_ELEMENT (self->bin), gst_message_new_latency (GST_OBJECT (self->bin)));
  return G_SOURCE_REMOVE;
}

typedef struct
{
  GstPad *to;
  Trial *trial;
} Switch;

static void
free_switch (gpointer data)
{
  Switch *way = data;

  gst_object_unref (way->to);
  release_trial (way->trial);
  g_free (way);
}

/* Between two buffers, on the thread that brings them, or here where none are on their way. */
static GstPadProbeReturn
on_idle (GstPad *from, GstPadProbeInfo *info, gpointer data)
{
  Switch *way = data;
  g_autoptr (GstPad) old = gst_pad_get_peer (from);

  if (old != NULL)
    gst_pad_unlink (from, old);
  gst_pad_link (from, way->to);
  queue (way->trial, on_switched);
  return GST_PAD_PROBE_REMOVE;
}

static void
use (DuoSpeaker *self, GstElement *speaker)
{
  Switch *way = g_new0 (Switch, 1);

  *way = (Switch) {gst_element_get_static_pad (speaker, "sink"), g_atomic_rc_box_acquire (self->trial)};
  gst_bin_add (self->bin, speaker);
  gst_element_sync_state_with_parent (speaker);
  gst_pad_add_probe (self->from, GST_PAD_PROBE_TYPE_IDLE, on_idle, way, free_switch);
}

/* It may come too late: then it is closed where it was opened. */
static gboolean
on_found (gpointer data)
{
  Trial *trial = data;
  g_autoptr (GstElement) speaker = NULL;

  if (trial->speaker == NULL)
    {
      duo_errand_run (close_found, g_atomic_rc_box_acquire (trial), release_trial);
      return G_SOURCE_REMOVE;
    }
  speaker = g_steal_pointer (&trial->found);
  use (trial->speaker, speaker);
  return G_SOURCE_REMOVE;
}

static void
set_up (GstElement *sink)
{
  g_object_set (sink, "sync", TRUE, "async", FALSE, "qos", FALSE, "max-lateness", (gint64) -1, NULL);
}

/* Takes @speaker over; returns it (transfer full) where it answers. */
static GstElement *
prove (GstElement *speaker)
{
  if (speaker == NULL)
    return NULL;
  gst_object_ref_sink (speaker);
  set_up (speaker);
  if (gst_element_set_state (speaker, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE)
    return speaker;
  gst_element_set_state (speaker, GST_STATE_NULL);
  gst_object_unref (speaker);
  return NULL;
}

/* Thread. */
static void
on_try (gpointer data)
{
  Trial *trial = data;

  if (g_atomic_int_get (&trial->given_up))
    return;
  if (trial->id != NULL)
    trial->found = prove (duo_device_create_element (DUO_DEVICE_SPEAKER, trial->id, -1, NULL));
  if (trial->found == NULL)
    trial->found = prove (duo_device_create_element (DUO_DEVICE_SPEAKER, NULL, -1, NULL));
  if (trial->found != NULL)
    queue (trial, on_found);
  else
    g_info ("call: no loudspeaker");
}

DuoSpeaker *
duo_speaker_new (GstBin *bin, GstElement *from, const char *id)
{
  DuoSpeaker *self = g_new0 (DuoSpeaker, 1);

  self->bin = bin;
  self->from = gst_element_get_static_pad (from, "src");
  self->nothing = gst_element_factory_make ("fakesink", NULL);
  set_up (self->nothing);
  gst_bin_add (bin, self->nothing);
  gst_element_link (from, self->nothing);
  self->trial = g_atomic_rc_box_new0 (Trial);
  self->trial->context = g_main_context_ref_thread_default ();
  self->trial->id = g_strdup (id);
  self->trial->speaker = self;
  duo_errand_run (on_try, g_atomic_rc_box_acquire (self->trial), release_trial);
  return self;
}

void
duo_speaker_free (DuoSpeaker *self)
{
  g_atomic_int_set (&self->trial->given_up, TRUE);
  self->trial->speaker = NULL;
  release_trial (self->trial);
  gst_object_unref (self->from);
  g_free (self);
}
