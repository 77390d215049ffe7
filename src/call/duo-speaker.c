/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-speaker.h"
#include "duo-device-monitor.h"
#include "duo-errand.h"

#include <gst/audio/gstaudiobasesink.h>

/* Marks the sinks that are, or were, a speaker's. */
#define MARK "duo-speaker"

/* What threads and the main context share. */
typedef struct
{
  GMainContext *context;
  DuoSpeaker *speaker; /* main context only, NULL once it is gone */
} Anchor;

/* One try of a loudspeaker, on a thread. */
typedef struct
{
  Anchor *anchor;
  char *id;
  gint given_up;     /* atomic */
  GstElement *found; /* the thread's, then the main context's */
} Trial;

/* The sound goes another way. */
typedef struct
{
  Anchor *anchor;
  GstPad *to;
  GstElement *left; /* where it went before */
} Switch;

struct _DuoSpeaker
{
  GstBin *bin;
  GstPad *from;
  Anchor *anchor;
  Trial *trial;       /* the newest */
  GstElement *sink;   /* where the sound goes, or is about to; the bin's */
  gboolean is_device; /* rather than nothing */
  char *id;           /* (nullable): of the one that was asked for */
};

/* ── shared ───────────────────────────────────────────────────────────────────────────────────── */

static void
clear_anchor (gpointer data)
{
  g_main_context_unref (((Anchor *) data)->context);
}

static void
release_anchor (Anchor *anchor)
{
  g_atomic_rc_box_release_full (anchor, clear_anchor);
}

static void
close_element (gpointer data)
{
  gst_element_set_state (GST_ELEMENT (data), GST_STATE_NULL);
}

static void
clear_trial (gpointer data)
{
  Trial *trial = data;

  if (trial->found != NULL)
    close_element (trial->found);
  gst_clear_object (&trial->found);
  g_free (trial->id);
  release_anchor (trial->anchor);
}

static void
release_trial (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_trial);
}

static void
clear_switch (gpointer data)
{
  Switch *way = data;

  gst_clear_object (&way->to);
  gst_clear_object (&way->left);
  release_anchor (way->anchor);
}

static void
release_switch (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_switch);
}

/* Any thread. @data: an atomic box, of which the callback's reference is given */
static void
queue (Anchor *anchor, GSourceFunc callback, gpointer data, GDestroyNotify release)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, callback, g_atomic_rc_box_acquire (data), release);
  g_source_attach (source, anchor->context);
}

/* ── another way ──────────────────────────────────────────────────────────────────────────────── */

/* A loudspeaker that is pulled out holds the sound, and so the whole way to it, until it is closed. */
static void
close_sink (DuoSpeaker *self, GstElement *sink)
{
  gst_element_set_locked_state (sink, TRUE);
  duo_errand_run (close_element, gst_object_ref (sink), gst_object_unref);
}

static gboolean
on_switched (gpointer data)
{
  Switch *way = data;
  DuoSpeaker *self = way->anchor->speaker;

  if (self == NULL || way->left == NULL)
    return G_SOURCE_REMOVE;
  gst_bin_remove (self->bin, way->left);
  gst_element_post_message (GST_ELEMENT (self->bin), gst_message_new_latency (GST_OBJECT (self->bin)));
  return G_SOURCE_REMOVE;
}

/* Between two buffers, on the thread that brings them, or here where none are on their way. */
static GstPadProbeReturn
on_idle (GstPad *from, GstPadProbeInfo *info, gpointer data)
{
  Switch *way = data;
  g_autoptr (GstPad) old = gst_pad_get_peer (from);

  if (old != NULL)
    {
      gst_pad_unlink (from, old);
      way->left = gst_pad_get_parent_element (old);
    }
  gst_pad_link (from, way->to);
  queue (way->anchor, on_switched, way, release_switch);
  return GST_PAD_PROBE_REMOVE;
}

static void
use (DuoSpeaker *self, GstElement *sink, gboolean is_device)
{
  Switch *way = g_atomic_rc_box_new0 (Switch);

  *way = (Switch) {g_atomic_rc_box_acquire (self->anchor), gst_element_get_static_pad (sink, "sink"), NULL};
  g_object_set_data (G_OBJECT (sink), MARK, self);
  gst_bin_add (self->bin, sink);
  gst_element_sync_state_with_parent (sink);
  if (self->sink != NULL)
    close_sink (self, self->sink);
  self->sink = sink;
  self->is_device = is_device;
  gst_pad_add_probe (self->from, GST_PAD_PROBE_TYPE_IDLE, on_idle, way, release_switch);
}

/* The sound server keeps a stream's buffer full; what the delay is to be decides DuoSoundDelay. */
#define BUFFER_US DUO_SPEAKER_SLACK
#define PERIOD_US (10 * 1000)

static void
set_up (GstElement *sink)
{
  if (GST_IS_AUDIO_BASE_SINK (sink))
    g_object_set (sink, "buffer-time", (gint64) BUFFER_US, "latency-time", (gint64) PERIOD_US, NULL);
  g_object_set (sink, "sync", TRUE, "async", FALSE, "qos", FALSE, "max-lateness", (gint64) -1, NULL);
}

static void
use_nothing (DuoSpeaker *self)
{
  GstElement *nothing = gst_element_factory_make ("fakesink", NULL);

  set_up (nothing);
  use (self, nothing, FALSE);
}

/* ── finding one ──────────────────────────────────────────────────────────────────────────────── */

/* It may come too late: then it is closed where it was opened. */
static gboolean
on_found (gpointer data)
{
  Trial *trial = data;
  DuoSpeaker *self = trial->anchor->speaker;
  GstElement *speaker = g_steal_pointer (&trial->found);

  if (self == NULL || self->trial != trial)
    {
      duo_errand_run (close_element, speaker, gst_object_unref);
      return G_SOURCE_REMOVE;
    }
  use (self, speaker, TRUE);
  gst_object_unref (speaker);
  return G_SOURCE_REMOVE;
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
    queue (trial->anchor, on_found, trial, release_trial);
  else
    g_info ("call: no loudspeaker");
}

static void
give_up (DuoSpeaker *self)
{
  if (self->trial != NULL)
    g_atomic_int_set (&self->trial->given_up, TRUE);
  g_clear_pointer (&self->trial, release_trial);
}

static void
try (DuoSpeaker *self, const char *id)
{
  give_up (self);
  self->trial = g_atomic_rc_box_new0 (Trial);
  self->trial->anchor = g_atomic_rc_box_acquire (self->anchor);
  self->trial->id = g_strdup (id);
  duo_errand_run (on_try, g_atomic_rc_box_acquire (self->trial), release_trial);
}

/* ── the guard ────────────────────────────────────────────────────────────────────────────────── */

/* An error, or being closed, would end the sound before it for good. */
static GstFlowReturn
on_sound (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstPadChainFunction pass_on = (GstPadChainFunction) pad->chaindata;

  pass_on (pad, parent, buffer);
  return GST_FLOW_OK;
}

static GstElement *
new_guard (void)
{
  GstElement *guard = gst_element_factory_make ("identity", NULL);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (guard, "sink");

  g_object_set (guard, "silent", TRUE, NULL);
  gst_pad_set_chain_function_full (pad, on_sound, (gpointer) GST_PAD_CHAINFUNC (pad), NULL);
  return guard;
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

DuoSpeaker *
duo_speaker_new (GstBin *bin, GstElement *from, const char *id)
{
  DuoSpeaker *self = g_new0 (DuoSpeaker, 1);
  GstElement *guard = new_guard ();

  self->bin = bin;
  gst_bin_add (bin, guard);
  gst_element_link (from, guard);
  self->from = gst_element_get_static_pad (guard, "src");
  self->anchor = g_atomic_rc_box_new0 (Anchor);
  self->anchor->context = g_main_context_ref_thread_default ();
  self->anchor->speaker = self;
  self->id = g_strdup (id);
  use_nothing (self);
  try (self, id);
  return self;
}

void
duo_speaker_free (DuoSpeaker *self)
{
  give_up (self);
  self->anchor->speaker = NULL;
  release_anchor (self->anchor);
  gst_object_unref (self->from);
  g_free (self->id);
  g_free (self);
}

void
duo_speaker_set_device (DuoSpeaker *self, const char *id)
{
  gboolean changed = g_set_str (&self->id, id);

  if (changed || !self->is_device)
    try (self, id);
}

void
duo_speaker_lose_device (DuoSpeaker *self)
{
  give_up (self);
  if (self->is_device)
    use_nothing (self);
}

gboolean
duo_speaker_take_error (DuoSpeaker *self, GstMessage *error)
{
  GstObject *source = GST_MESSAGE_SRC (error);

  if (source == NULL || g_object_get_data (G_OBJECT (source), MARK) != self)
    return FALSE;
  /* What one says that is being closed does not count. */
  if (source != GST_OBJECT (self->sink))
    return TRUE;
  use_nothing (self);
  if (self->id != NULL)
    try (self, NULL);
  g_clear_pointer (&self->id, g_free);
  return TRUE;
}
