/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stuck-sink.h"

#include <gst/base/gstbasesink.h>

/* What all of them share; streaming and other threads ask. */
static struct
{
  GMutex mutex;
  GCond may;
  guint asked;
  guint open;
  guint places; /* 0: any number */
  guint turned_away;
  gboolean answers;
  gboolean gave_up;
  GstResourceError refusal; /* 0: none */
  const char *refused;      /* (nullable): the only one that refuses */
  gboolean breaks;
  guint heard;
  guint refusals;
} stuck;

#define STUCK_TYPE_SINK (stuck_sink_get_type ())
G_DECLARE_FINAL_TYPE (StuckSink, stuck_sink, STUCK, SINK, GstBaseSink)

struct _StuckSink
{
  GstBaseSink parent_instance;
  char *device; /* (nullable) */
};

enum
{
  PROP_DEVICE = 1
};

G_DEFINE_FINAL_TYPE (StuckSink, stuck_sink, GST_TYPE_BASE_SINK)

/* With the lock. Returns why it cannot be used, 0 where it can, which takes a place. */
static GstResourceError
take_place (StuckSink *self)
{
  gboolean full = stuck.places != 0 && stuck.open >= stuck.places;
  gboolean refused = stuck.refused == NULL || g_strcmp0 (self->device, stuck.refused) == 0;

  if (refused && stuck.refusal != 0)
    {
      stuck.refusals++;
      return stuck.refusal;
    }
  stuck.turned_away += full ? 1 : 0;
  stuck.open += full ? 0 : 1;
  return full ? GST_RESOURCE_ERROR_BUSY : 0;
}

static GstResourceError
wait_for_answer (StuckSink *self)
{
  GstResourceError refusal;
  gint64 deadline = g_get_monotonic_time () + STUCK_SINK_PATIENCE * G_USEC_PER_SEC;

  g_mutex_lock (&stuck.mutex);
  stuck.asked++;
  while (!stuck.answers && !stuck.gave_up)
    stuck.gave_up = !g_cond_wait_until (&stuck.may, &stuck.mutex, deadline);
  refusal = take_place (self);
  g_mutex_unlock (&stuck.mutex);
  return refusal;
}

static void
complain (gpointer element, GstResourceError code)
{
  gst_element_message_full (element, GST_MESSAGE_ERROR, GST_RESOURCE_ERROR, (int) code,
                            g_strdup ("it does not want to"), NULL, __FILE__, G_STRFUNC, __LINE__);
}

static void
leave_place (void)
{
  g_mutex_lock (&stuck.mutex);
  stuck.open--;
  g_mutex_unlock (&stuck.mutex);
}

static GstStateChangeReturn
stuck_sink_change_state (GstElement *element, GstStateChange change)
{
  GstResourceError refusal =
      change == GST_STATE_CHANGE_NULL_TO_READY ? wait_for_answer (STUCK_SINK (element)) : 0;

  if (refusal != 0)
    {
      complain (element, refusal);
      return GST_STATE_CHANGE_FAILURE;
    }
  if (change == GST_STATE_CHANGE_READY_TO_NULL)
    leave_place ();
  return GST_ELEMENT_CLASS (stuck_sink_parent_class)->change_state (element, change);
}

static GstFlowReturn
stuck_sink_render (GstBaseSink *sink, GstBuffer *buffer)
{
  gboolean breaks;

  g_mutex_lock (&stuck.mutex);
  breaks = stuck.breaks;
  stuck.heard += breaks ? 0 : 1;
  g_mutex_unlock (&stuck.mutex);
  if (!breaks)
    return GST_FLOW_OK;
  complain (sink, GST_RESOURCE_ERROR_WRITE);
  return GST_FLOW_ERROR;
}

static void
stuck_sink_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_set_str (&STUCK_SINK (object)->device, g_value_get_string (value));
}

static void
stuck_sink_finalize (GObject *object)
{
  g_free (STUCK_SINK (object)->device);
  G_OBJECT_CLASS (stuck_sink_parent_class)->finalize (object);
}

static void
stuck_sink_class_init (StuckSinkClass *klass)
{
  static GstStaticPadTemplate sink =
      GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("audio/x-raw"));

  gst_element_class_add_static_pad_template (GST_ELEMENT_CLASS (klass), &sink);
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass), "Stuck", "Sink/Audio", "Says nothing",
                                         "Duologue");
  G_OBJECT_CLASS (klass)->set_property = stuck_sink_set_property;
  G_OBJECT_CLASS (klass)->finalize = stuck_sink_finalize;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_DEVICE,
      g_param_spec_string ("device", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  GST_ELEMENT_CLASS (klass)->change_state = stuck_sink_change_state;
  GST_BASE_SINK_CLASS (klass)->render = stuck_sink_render;
}

static void
stuck_sink_init (StuckSink *self)
{
}

void
stuck_sink_begin (void)
{
  g_mutex_lock (&stuck.mutex);
  stuck.asked = stuck.heard = stuck.places = stuck.turned_away = stuck.refusals = 0;
  stuck.answers = stuck.gave_up = stuck.breaks = FALSE;
  stuck.refusal = 0;
  stuck.refused = NULL;
  g_mutex_unlock (&stuck.mutex);
}

void
stuck_sink_answer (void)
{
  g_mutex_lock (&stuck.mutex);
  stuck.answers = TRUE;
  g_cond_broadcast (&stuck.may);
  g_mutex_unlock (&stuck.mutex);
}

void
stuck_sink_hang (void)
{
  g_mutex_lock (&stuck.mutex);
  stuck.answers = FALSE;
  g_mutex_unlock (&stuck.mutex);
}

void
stuck_sink_set_places (guint places)
{
  g_mutex_lock (&stuck.mutex);
  stuck.places = places;
  g_mutex_unlock (&stuck.mutex);
}

void
stuck_sink_refuse (GstResourceError code)
{
  g_mutex_lock (&stuck.mutex);
  stuck.refusal = code;
  g_mutex_unlock (&stuck.mutex);
}

void
stuck_sink_refuse_only (const char *device)
{
  g_mutex_lock (&stuck.mutex);
  stuck.refused = device;
  g_mutex_unlock (&stuck.mutex);
}

void
stuck_sink_set_breaks (gboolean breaks)
{
  g_mutex_lock (&stuck.mutex);
  stuck.breaks = breaks;
  stuck.heard = 0;
  g_mutex_unlock (&stuck.mutex);
}

static guint
look (const guint *number)
{
  guint seen;

  g_mutex_lock (&stuck.mutex);
  seen = *number;
  g_mutex_unlock (&stuck.mutex);
  return seen;
}

guint
stuck_sink_get_asked (void)
{
  return look (&stuck.asked);
}

guint
stuck_sink_get_turned_away (void)
{
  return look (&stuck.turned_away);
}

guint
stuck_sink_get_refused (void)
{
  return look (&stuck.refusals);
}

guint
stuck_sink_get_heard (void)
{
  return look (&stuck.heard);
}

void
stuck_sink_assert_answered (void)
{
  g_mutex_lock (&stuck.mutex);
  g_assert_false (stuck.gave_up);
  g_mutex_unlock (&stuck.mutex);
}

/* A plugin that is loaded later would put its own in the place of ours. */
void
stuck_sink_install (void)
{
  g_autoptr (GstPlugin) plugin = gst_plugin_load_by_name ("pulseaudio");

  g_assert_true (gst_element_register (NULL, "pulsesink", GST_RANK_NONE, STUCK_TYPE_SINK));
}
