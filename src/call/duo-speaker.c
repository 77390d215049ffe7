/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-speaker.h"
#include "duo-device-monitor.h"
#include "duo-device-problem.h"
#include "duo-errand.h"
#include "duo-post.h"
#include "duo-timer.h"

#include <gst/audio/gstaudiobasesink.h>

/* Marks the sinks that are, or were, a speaker's. */
#define MARK "duo-speaker"

/* One that has not answered by then plays nothing, though it may still come. */
#define PATIENCE_MS 10000
/* After a try that failed; twice as long after each. */
#define FIRST_PAUSE_MS 1000
#define LAST_PAUSE_MS 16000
/* The sound server keeps a stream's buffer full; what the delay is to be decides DuoSoundDelay. */
#define BUFFER_US DUO_SPEAKER_SLACK
#define PERIOD_US (10 * 1000)

/* What threads and the main context share. */
typedef struct
{
  GMainContext *context;
  DuoSpeaker *speaker;         /* main context only, NULL once it is gone */
  GstPadChainFunction pass_on; /* the guard's own */
  gint unproven; /* atomic: number of the way to a loudspeaker that took no sound yet; 0: of none */
  gint proven;   /* atomic: of the last that took some */
} Anchor;

/* One try of a loudspeaker, on a thread. */
typedef struct
{
  Anchor *anchor;
  char *id;
  gint given_up;     /* atomic */
  GstElement *found; /* the thread's, then the main context's */
  GError *refused;   /* (nullable): the same; why the one that was asked for, or none at all, is not found */
} Trial;

/* The sound goes another way. */
typedef struct
{
  Anchor *anchor;
  GstPad *to;
  gint number;      /* 0 where it leads nowhere */
  GstElement *left; /* where it went before */
} Switch;

struct _DuoSpeaker
{
  GstBin *bin;
  GstPad *from;
  Anchor *anchor;
  Trial *trial;       /* (nullable): under way */
  GSource *timer;     /* until the trial has taken too long, or there is another */
  guint misses;       /* trials that failed, one after the other */
  GstElement *sink;   /* where the sound goes, or is about to; the bin's */
  gint number;        /* of the way there; another one once another is asked for */
  gboolean is_device; /* rather than nothing */
  char *id;           /* (nullable): of the one that was asked for */
  GError *refused;    /* (nullable): why the system's default is in its place */

  gboolean judged;
  GError *problem; /* (nullable) */
  DuoSpeakerJudged on_judged;
  gpointer data;
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
  g_clear_error (&trial->refused);
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

/* ── what is said of it ───────────────────────────────────────────────────────────────────────────── */

/* Whoever is told may be done with it: the last thing that is done. @problem: (nullable) (transfer full) */
static void
judge (DuoSpeaker *self, GError *problem)
{
  g_clear_error (&self->problem);
  self->problem = problem;
  self->judged = TRUE;
  if (self->on_judged != NULL)
    self->on_judged (self->data);
}

static void
forget (DuoSpeaker *self)
{
  self->judged = FALSE;
  self->misses = 0;
  g_clear_error (&self->problem);
  g_clear_error (&self->refused);
}

/* That one is opened proves little: a sound server says only then that it does not let it play. */
static gboolean
on_proven (gpointer data)
{
  Anchor *anchor = data;
  DuoSpeaker *self = anchor->speaker;

  if (self == NULL || !self->is_device || g_atomic_int_get (&anchor->proven) != self->number)
    return G_SOURCE_REMOVE;
  self->misses = 0;
  judge (self, self->refused != NULL ? g_error_copy (self->refused) : NULL);
  return G_SOURCE_REMOVE;
}

static void
release_shared (gpointer data)
{
  release_anchor (data);
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
  g_atomic_int_set (&way->anchor->unproven, way->number);
  duo_post (way->anchor->context, on_switched, g_atomic_rc_box_acquire (way), release_switch);
  return GST_PAD_PROBE_REMOVE;
}

static void
use (DuoSpeaker *self, GstElement *sink, gboolean is_device)
{
  Switch *way = g_atomic_rc_box_new0 (Switch);

  self->number++;
  *way = (Switch) {g_atomic_rc_box_acquire (self->anchor), gst_element_get_static_pad (sink, "sink"),
                   is_device ? self->number : 0, NULL};
  g_object_set_data (G_OBJECT (sink), MARK, self);
  gst_bin_add (self->bin, sink);
  gst_element_sync_state_with_parent (sink);
  if (self->sink != NULL)
    close_sink (self, self->sink);
  self->sink = sink;
  self->is_device = is_device;
  gst_pad_add_probe (self->from, GST_PAD_PROBE_TYPE_IDLE, on_idle, way, release_switch);
}

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

static void try (DuoSpeaker *self, const char *id, GError *refused);

/* What is busy may be closed, and a sound server comes back. */
static gboolean
on_again (gpointer data)
{
  DuoSpeaker *self = data;

  try (self, self->id, NULL);
  return G_SOURCE_REMOVE;
}

/* @problem: (transfer full) */
static void
fail (DuoSpeaker *self, GError *problem)
{
  guint pause = MIN (FIRST_PAUSE_MS << MIN (self->misses, 10), LAST_PAUSE_MS);

  g_info ("call: %s", problem->message);
  self->misses++;
  g_clear_error (&self->refused);
  duo_timer_start (&self->timer, pause, on_again, self);
  judge (self, problem);
}

static gboolean
on_overdue (gpointer data)
{
  DuoSpeaker *self = data;

  judge (self, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "speaker: it does not answer"));
  return G_SOURCE_REMOVE;
}

/* It may come too late: then it is closed where it was opened. */
static gboolean
on_found (gpointer data)
{
  Trial *trial = data;
  DuoSpeaker *self = trial->anchor->speaker;
  GstElement *speaker = g_steal_pointer (&trial->found);

  if (self == NULL || self->trial != trial)
    {
      if (speaker != NULL)
        duo_errand_run (close_element, speaker, gst_object_unref);
      return G_SOURCE_REMOVE;
    }
  g_clear_pointer (&self->trial, release_trial);
  duo_timer_stop (&self->timer);
  if (speaker == NULL)
    {
      fail (self, g_steal_pointer (&trial->refused));
      return G_SOURCE_REMOVE;
    }
  g_clear_error (&self->refused);
  self->refused = g_steal_pointer (&trial->refused);
  use (self, speaker, TRUE);
  gst_object_unref (speaker);
  return G_SOURCE_REMOVE;
}

/* What it has said of why. (transfer full) */
static GError *
read_refusal (GstBus *bus)
{
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);

  return message != NULL
             ? duo_device_problem_read (message, DUO_DEVICE_SPEAKER)
             : g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "speaker: it cannot be opened");
}

/* Takes @speaker over; returns it (transfer full) where it answers. @speaker: (nullable): with @error set */
static GstElement *
prove (GstElement *speaker, GError **error)
{
  g_autoptr (GstBus) bus = gst_bus_new ();
  gboolean answers;

  if (speaker == NULL)
    return NULL;
  gst_object_ref_sink (speaker);
  set_up (speaker);
  gst_element_set_bus (speaker, bus);
  answers = gst_element_set_state (speaker, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE;
  gst_element_set_bus (speaker, NULL);
  if (answers)
    return speaker;
  g_propagate_error (error, read_refusal (bus));
  gst_element_set_state (speaker, GST_STATE_NULL);
  gst_object_unref (speaker);
  return NULL;
}

/* Of several reasons the first is the one that somebody can do something about. */
static GstElement *
find (const char *id, GError **refused)
{
  g_autoptr (GError) error = NULL;
  GstElement *speaker = prove (duo_device_create_element (DUO_DEVICE_SPEAKER, id, NULL, &error), &error);

  if (speaker == NULL && *refused == NULL)
    *refused = g_steal_pointer (&error);
  return speaker;
}

/* Thread. */
static void
on_try (gpointer data)
{
  Trial *trial = data;

  if (g_atomic_int_get (&trial->given_up))
    return;
  if (trial->id != NULL)
    trial->found = find (trial->id, &trial->refused);
  if (trial->found == NULL)
    trial->found = find (NULL, &trial->refused);
  duo_post (trial->anchor->context, on_found, g_atomic_rc_box_acquire (trial), release_trial);
}

static void
give_up (DuoSpeaker *self)
{
  duo_timer_stop (&self->timer);
  if (self->trial != NULL)
    g_atomic_int_set (&self->trial->given_up, TRUE);
  g_clear_pointer (&self->trial, release_trial);
}

/* @refused: (nullable) (transfer full): why the one that was asked for is not to be tried */
static void
try (DuoSpeaker *self, const char *id, GError *refused)
{
  give_up (self);
  self->trial = g_atomic_rc_box_new0 (Trial);
  self->trial->anchor = g_atomic_rc_box_acquire (self->anchor);
  self->trial->id = g_strdup (id);
  self->trial->refused = refused;
  duo_timer_start (&self->timer, PATIENCE_MS, on_overdue, self);
  duo_errand_run (on_try, g_atomic_rc_box_acquire (self->trial), release_trial);
}

/* ── the guard ────────────────────────────────────────────────────────────────────────────────── */

/* An error, or being closed, would end the sound before it for good. */
static GstFlowReturn
on_sound (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  Anchor *anchor = pad->chaindata;
  gint number = g_atomic_int_get (&anchor->unproven);
  gboolean taken = anchor->pass_on (pad, parent, buffer) == GST_FLOW_OK;

  if (!taken || number == 0 || !g_atomic_int_compare_and_exchange (&anchor->unproven, number, 0))
    return GST_FLOW_OK;
  g_atomic_int_set (&anchor->proven, number);
  duo_post (anchor->context, on_proven, g_atomic_rc_box_acquire (anchor), release_shared);
  return GST_FLOW_OK;
}

static GstElement *
new_guard (Anchor *anchor)
{
  GstElement *guard = gst_element_factory_make ("identity", NULL);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (guard, "sink");

  g_object_set (guard, "silent", TRUE, NULL);
  anchor->pass_on = GST_PAD_CHAINFUNC (pad);
  gst_pad_set_chain_function_full (pad, on_sound, g_atomic_rc_box_acquire (anchor), release_shared);
  return guard;
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

DuoSpeaker *
duo_speaker_new (GstBin *bin, GstElement *from, const char *id)
{
  DuoSpeaker *self = g_new0 (DuoSpeaker, 1);
  GstElement *guard;

  self->anchor = g_atomic_rc_box_new0 (Anchor);
  self->anchor->context = g_main_context_ref_thread_default ();
  self->anchor->speaker = self;
  self->bin = bin;
  guard = new_guard (self->anchor);
  gst_bin_add (bin, guard);
  gst_element_link (from, guard);
  self->from = gst_element_get_static_pad (guard, "src");
  self->id = g_strdup (id);
  use_nothing (self);
  try (self, id, NULL);
  return self;
}

void
duo_speaker_free (DuoSpeaker *self)
{
  give_up (self);
  forget (self);
  self->anchor->speaker = NULL;
  release_anchor (self->anchor);
  gst_object_unref (self->from);
  g_free (self->id);
  g_free (self);
}

void
duo_speaker_watch (DuoSpeaker *self, DuoSpeakerJudged on_judged, gpointer data)
{
  self->on_judged = on_judged;
  self->data = data;
}

static DuoStandIn
get_stand_in (DuoSpeaker *self)
{
  if (!self->is_device)
    return DUO_STAND_IN_NONE;
  return self->refused != NULL ? DUO_STAND_IN_DEFAULT : DUO_STAND_IN_BEFORE;
}

gboolean
duo_speaker_is_judged (DuoSpeaker *self, const GError **problem, DuoStandIn *stand_in)
{
  *problem = self->problem;
  *stand_in = get_stand_in (self);
  return self->judged;
}

void
duo_speaker_set_device (DuoSpeaker *self, const char *id)
{
  gboolean changed = g_set_str (&self->id, id);

  if (!changed && self->is_device && self->refused == NULL)
    return;
  forget (self);
  /* What the one before proves from now on says nothing of this one. */
  self->number++;
  try (self, id, NULL);
}

void
duo_speaker_lose_device (DuoSpeaker *self)
{
  give_up (self);
  forget (self);
  if (self->is_device)
    use_nothing (self);
}

/* Another one that was asked for meanwhile may answer. */
static void
replace (DuoSpeaker *self, GError *problem)
{
  gboolean last = self->id == NULL || self->refused != NULL;

  use_nothing (self);
  if (self->trial != NULL)
    g_error_free (problem);
  else if (last)
    fail (self, problem);
  else
    try (self, NULL, problem);
}

gboolean
duo_speaker_take_error (DuoSpeaker *self, GstMessage *error)
{
  GstObject *source = GST_MESSAGE_SRC (error);

  if (source == NULL || g_object_get_data (G_OBJECT (source), MARK) != self)
    return FALSE;
  /* What one says that is being closed does not count. */
  if (source == GST_OBJECT (self->sink))
    replace (self, duo_device_problem_read (error, DUO_DEVICE_SPEAKER));
  return TRUE;
}
