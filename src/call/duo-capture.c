/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-capture.h"
#include "duo-call.h"
#include "duo-device-private.h"
#include "duo-video-feed-private.h"

#include <gst/audio/audio-format.h>

#define SELF_VIEW_RATE 15

struct _DuoCapture
{
  GstElement *pipeline;
  char *what;
  DuoCaptureFailed failed;
  gpointer data;
};

static void
stop (DuoCapture *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
}

static void
fail (DuoCapture *self, const char *why)
{
  g_autoptr (GError) error = NULL;

  stop (self);
  g_set_error (&error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "%s: %s", self->what, why);
  self->failed (error, self->data);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  DuoCapture *self = data;
  g_autoptr (GError) error = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, &error, NULL);
      fail (self, error->message);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    fail (self, "it has stopped");
  return G_SOURCE_CONTINUE;
}

static DuoCapture *
new_capture (const char *what, DuoCaptureFailed failed, gpointer data)
{
  DuoCapture *self = g_new0 (DuoCapture, 1);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();

  self->pipeline = gst_pipeline_new (NULL);
  self->what = g_strdup (what);
  self->failed = failed;
  self->data = data;
  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), clock);
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_add_watch (bus, on_message, self);
  return self;
}

static GstElement *
new_outlet_sink (DuoOutlet *outlet)
{
  GstElement *sink = gst_element_factory_make ("appsink", NULL);

  duo_outlet_attach (outlet, GST_APP_SINK (sink));
  return sink;
}

/* Nobody needs to see oneself thirty times a second. */
static void
add_self_view (DuoCapture *self, GstElement *tee, DuoVideoFeed *feed)
{
  GstElement *queue = gst_element_factory_make ("queue", NULL);
  GstElement *rate = gst_element_factory_make ("videorate", NULL);
  GstElement *sink = duo_video_feed_new_sink (feed);

  g_object_set (queue, "max-size-buffers", 2, "max-size-bytes", 0, "max-size-time", (guint64) 0, "leaky",
                2 /* downstream */, NULL);
  g_object_set (rate, "drop-only", TRUE, "max-rate", SELF_VIEW_RATE, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), queue, rate, sink, NULL);
  gst_element_link_many (tee, queue, rate, sink, NULL);
}

DuoCapture *
duo_capture_new_picture (GstElement *source,
                         DuoOutlet *outlet,
                         DuoVideoFeed *feed,
                         const char *what,
                         DuoCaptureFailed failed,
                         gpointer data)
{
  DuoCapture *self = new_capture (what, failed, data);
  GstElement *tee = gst_element_factory_make ("tee", NULL);
  GstElement *sink = new_outlet_sink (outlet);

  gst_bin_add_many (GST_BIN (self->pipeline), source, tee, sink, NULL);
  gst_element_link_many (source, tee, sink, NULL);
  add_self_view (self, tee, feed);
  return self;
}

DuoCapture *
duo_capture_new_sound (
    GstElement *source, DuoOutlet *outlet, const char *what, DuoCaptureFailed failed, gpointer data)
{
  DuoCapture *self = new_capture (what, failed, data);
  GstElement *sink = new_outlet_sink (outlet);

  gst_bin_add_many (GST_BIN (self->pipeline), source, sink, NULL);
  gst_element_link (source, sink);
  return self;
}

void
duo_capture_free (DuoCapture *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  gst_bus_remove_watch (bus);
  stop (self);
  gst_object_unref (self->pipeline);
  g_free (self->what);
  g_free (self);
}

void
duo_capture_set_running (DuoCapture *self, gboolean running)
{
  if (!running)
    stop (self);
  else if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
    fail (self, "it cannot be opened");
}

static GstElement *
parse (const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;
  GstElement *bin =
      gst_parse_bin_from_description_full (text, TRUE, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &local);

  if (bin == NULL)
    g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, local->message);
  return bin;
}

static GstElement *
new_filter (const char *text)
{
  GstElement *filter = gst_element_factory_make ("capsfilter", NULL);
  g_autoptr (GstCaps) caps = gst_caps_from_string (text);

  g_object_set (filter, "caps", caps, NULL);
  return filter;
}

/* A bin: the device asked for @from, what @through describes, and @to out of it. */
static GstElement *
open_device (
    DuoDeviceKind kind, const char *id, const char *from, const char *through, const char *to, GError **error)
{
  g_autoptr (GstElement) rest = parse (through, error);
  GstElement *device = rest != NULL ? duo_device_create_element (kind, id, error) : NULL;
  GstElement *asked, *given, *bin;
  g_autoptr (GstPad) pad = NULL;

  if (device == NULL)
    return NULL;
  asked = new_filter (from);
  given = new_filter (to);
  bin = gst_bin_new (NULL);
  gst_bin_add_many (GST_BIN (bin), device, asked, gst_object_ref (rest), given, NULL);
  gst_element_link_many (device, asked, rest, given, NULL);
  pad = gst_element_get_static_pad (given, "src");
  gst_element_add_pad (bin, gst_ghost_pad_new ("src", pad));
  return bin;
}

/* Cameras give their larger pictures as JPEG only, so both are asked for; what is not 16:9 loses its edges. */
GstElement *
duo_capture_open_camera (const char *id, GError **error)
{
  g_autofree char *through = g_strdup_printf ("decodebin ! videorate drop-only=true max-rate=%d ! "
                                              "videoconvert ! aspectratiocrop aspect-ratio=16/9 ! videoscale",
                                              DUO_CAPTURE_RATE);
  g_autofree char *to =
      g_strdup_printf ("video/x-raw, format=I420, width=%d, height=%d, pixel-aspect-ratio=1/1",
                       DUO_CAPTURE_WIDTH, DUO_CAPTURE_HEIGHT);

  return open_device (DUO_DEVICE_CAMERA, id,
                      "video/x-raw, width=[1,1280], height=[1,720], framerate=[10/1,60/1]; "
                      "image/jpeg, width=[1,1280], height=[1,720], framerate=[10/1,60/1]",
                      through, to, error);
}

GstElement *
duo_capture_open_microphone (const char *id, GError **error)
{
  return open_device (DUO_DEVICE_MICROPHONE, id, "audio/x-raw", "audioconvert ! audioresample",
                      "audio/x-raw, format=" GST_AUDIO_NE (S16) ", rate=48000, channels=1", error);
}
