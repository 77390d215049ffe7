/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-capture.h"
#include "duo-call.h"
#include "duo-device-private.h"
#include "duo-device-problem.h"
#include "duo-errand.h"
#include "duo-pulse.h"
#include "duo-sound-format.h"
#include "duo-timer.h"
#include "duo-video-feed-private.h"

#define SELF_VIEW_RATE 15
/* Seconds until a camera that gives no picture has failed: it may take its time to open. */
#define OPEN_PATIENCE 15
#define PATIENCE 5
/* Found (PipeWire 1.4.2): a camera may be known a moment before it can be opened, and is not found until then. */
#define SEARCHES 3
#define SEARCH_AGAIN_MS 500

/* The pipeline, as the threads that open and close the device hold it. */
typedef struct
{
  GMutex mutex; /* held while the device is opened or closed */
  GstElement *pipeline;
  GstElement *entry;
  GstElement *source; /* (nullable): the device and what belongs to it, in the pipeline */
  DuoDeviceKind kind;
  const char *name; /* what it is called where it fails */
  gboolean running;
  guint done;  /* of what was asked, what has been looked at */
  gint wanted; /* atomic: what the last one who asked wants */

  GMutex order; /* of what follows: held for a moment only */
  guint asked;  /* counts the errands */
  char *id;
  DuoRemote *remote; /* (nullable) */
  gint ordered;      /* atomic: counts the devices that were asked for */
  gint served;       /* atomic: the one that is in the pipeline */
} Gear;

struct _DuoCapture
{
  Gear *gear;
  DuoPulse *pulse; /* (nullable): of a camera */
  guint searches;  /* that found none since it was asked for */
  GSource *search; /* (nullable): the next one */
  DuoOutlet *outlet;
  DuoCaptureFailed failed;
  gpointer data;
};

/* ── devices ──────────────────────────────────────────────────────────────────────────────────── */

static void
show_pad (GstBin *bin, const char *inside, const char *name)
{
  g_autoptr (GstElement) element = gst_bin_get_by_name (bin, inside);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, name);

  gst_element_add_pad (GST_ELEMENT (bin), gst_ghost_pad_new (name, pad));
}

/* It has another pad each time that the device is opened. */
static void
on_decoded (GstElement *decoder, GstPad *pad, gpointer next)
{
  gst_element_link_pads (decoder, GST_PAD_NAME (pad), next, "sink");
}

static void
follow_decoder (GstBin *bin)
{
  g_autoptr (GstElement) decoder = gst_bin_get_by_name (bin, "decoder");
  g_autoptr (GstElement) next = gst_bin_get_by_name (bin, "decoded");

  if (decoder != NULL)
    g_signal_connect_object (decoder, "pad-added", G_CALLBACK (on_decoded), next, G_CONNECT_DEFAULT);
}

/* A bin that begins with what is called in and ends with what is called out; what is called decoder goes on with what is
 * called decoded. */
static GstElement *
parse (const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;
  GstElement *bin =
      gst_parse_bin_from_description_full (text, FALSE, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &local);

  if (bin == NULL)
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, local->message);
      return NULL;
    }
  follow_decoder (GST_BIN (bin));
  show_pad (GST_BIN (bin), "in", "sink");
  show_pad (GST_BIN (bin), "out", "src");
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

/* A decoder that knows at last what it decodes would have the device asked again, which is closed for that. */
static GstPadProbeReturn
on_asked_again (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  return GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_RECONFIGURE ? GST_PAD_PROBE_DROP
                                                                                   : GST_PAD_PROBE_OK;
}

static void
ask_once (GstElement *asked)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (asked, "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_asked_again, NULL, NULL);
}

/* A bin: @device (transfer floating) asked for @from, what @through describes, and @to out of it. */
static GstElement *
around (GstElement *device, const char *from, const char *through, const char *to, GError **error)
{
  g_autoptr (GstElement) owned = gst_object_ref_sink (device);
  g_autoptr (GstElement) rest = parse (through, error);
  GstElement *asked, *given, *bin;
  g_autoptr (GstPad) pad = NULL;

  if (rest == NULL)
    return NULL;
  asked = new_filter (from);
  given = new_filter (to);
  bin = gst_bin_new (NULL);
  gst_bin_add_many (GST_BIN (bin), device, asked, gst_object_ref (rest), given, NULL);
  gst_element_link_many (device, asked, rest, given, NULL);
  ask_once (asked);
  pad = gst_element_get_static_pad (given, "src");
  gst_element_add_pad (bin, gst_ghost_pad_new ("src", pad));
  return bin;
}

/* Found (PipeWire 1.4.2): a camera whose pictures all lie unread, half a second of them, gives no other one ever again.
 * What comes after may take that long to be made, so nothing waits for it, and the older ones are dropped before it; nor
 * is it asked for memory, since the queue would wait for the answer. */
#define UNREAD                                                                                               \
  "identity name=in silent=true drop-allocation=true ! "                                                     \
  "queue leaky=downstream max-size-buffers=2 max-size-bytes=0 max-size-time=0"

/* In the order of what is liked best; a camera may give JPEG only. What is not 16:9 loses its edges. Found (PipeWire
 * 1.4.2): a camera that says nothing of its pixels' shape gets the flattest that there is, and loses all but a line; so
 * square ones are asked for first. And by its source one size alone is taken for one that each camera has, so ranges. */
static GstElement *
around_camera (GstElement *device, GError **error)
{
  g_autofree char *through =
      g_strdup_printf (UNREAD " ! decodebin name=decoder videorate name=decoded drop-only=true max-rate=%d ! "
                              "videoconvert ! aspectratiocrop aspect-ratio=16/9 ! videoscale name=out",
                       DUO_CAPTURE_RATE);
  g_autofree char *to =
      g_strdup_printf ("video/x-raw, format=I420, width=%d, height=%d, pixel-aspect-ratio=1/1",
                       DUO_CAPTURE_WIDTH, DUO_CAPTURE_HEIGHT);

  return around (
      device,
      "video/x-raw, width=[960,1280], height=[540,720], framerate=[24/1,60/1], pixel-aspect-ratio=1/1; "
      "video/x-raw, width=[1,1280], height=[1,720], framerate=[10/1,60/1], pixel-aspect-ratio=1/1; "
      "image/jpeg, width=[1,1280], height=[1,720], framerate=[10/1,60/1], pixel-aspect-ratio=1/1; "
      "video/x-raw, width=[1,1280], height=[1,720], framerate=[10/1,60/1]; "
      "image/jpeg, width=[1,1280], height=[1,720], framerate=[10/1,60/1]",
      through, to, error);
}

static GstElement *
around_microphone (GstElement *device, GError **error)
{
  return around (device, "audio/x-raw", "audioconvert name=in ! audioresample name=out",
                 DUO_SOUND_FORMAT_MONO, error);
}

/* ── gear ─────────────────────────────────────────────────────────────────────────────────────── */

static void
clear_gear (gpointer data)
{
  Gear *gear = data;

  gst_clear_object (&gear->pipeline);
  g_free (gear->id);
  g_clear_pointer (&gear->remote, duo_remote_unref);
  g_mutex_clear (&gear->order);
  g_mutex_clear (&gear->mutex);
}

static void
release_gear (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_gear);
}

/* Said on the bus, where every other failure of the device is said. */
static void
report (Gear *gear, GError *error)
{
  gst_element_post_message (gear->pipeline, gst_message_new_error (GST_OBJECT (gear->pipeline), error, NULL));
}

/* Asks for the device by itself: a sound server may take its time, and whoever chooses another must not wait for it. */
static GstElement *
make_source (Gear *gear, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr (DuoRemote) remote = NULL;
  GstElement *device;

  g_mutex_lock (&gear->order);
  id = g_strdup (gear->id);
  remote = gear->remote != NULL ? duo_remote_ref (gear->remote) : NULL;
  g_atomic_int_set (&gear->served, g_atomic_int_get (&gear->ordered));
  g_mutex_unlock (&gear->order);
  device = duo_device_create_element (gear->kind, id, remote, error);
  if (device == NULL)
    return NULL;
  return gear->kind == DUO_DEVICE_CAMERA ? around_camera (device, error) : around_microphone (device, error);
}

static gboolean
is_stale (Gear *gear)
{
  return g_atomic_int_get (&gear->ordered) != g_atomic_int_get (&gear->served);
}

static gboolean
is_awaited (Gear *gear)
{
  return g_atomic_int_get (&gear->wanted) && !is_stale (gear);
}

static gboolean
build (Gear *gear)
{
  g_autoptr (GError) error = NULL;

  if (gear->source != NULL)
    return TRUE;
  gear->source = make_source (gear, &error);
  if (gear->source == NULL)
    {
      if (is_awaited (gear))
        report (gear, error);
      return FALSE;
    }
  gst_bin_add (GST_BIN (gear->pipeline), gear->source);
  gst_element_link (gear->source, gear->entry);
  return TRUE;
}

static void
discard (Gear *gear)
{
  if (gear->source != NULL)
    gst_bin_remove (GST_BIN (gear->pipeline), g_steal_pointer (&gear->source));
}

static void
start (Gear *gear)
{
  g_autoptr (GError) error = NULL;

  /* Who changed their mind meanwhile has an errand of their own. */
  if (!build (gear) || !is_awaited (gear))
    return;
  gear->running = TRUE;
  if (gst_element_set_state (gear->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    return;
  g_set_error_literal (&error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "it cannot be opened");
  report (gear, error);
}

/* The bus forgets with it what the device has said. */
static void
stop (Gear *gear)
{
  gst_element_set_state (gear->pipeline, GST_STATE_NULL);
  gear->running = FALSE;
}

static void
follow (Gear *gear, gboolean wanted, gboolean stale)
{
  if (gear->running && (!wanted || stale))
    stop (gear);
  if (stale)
    discard (gear);
  if (wanted && !gear->running)
    start (gear);
}

/* Thread. Does what is wanted when its turn comes, so a change of mind costs nothing; and what has failed is not tried
 * again by those that waited for their turn meanwhile. */
static void
on_shift (gpointer data)
{
  Gear *gear = data;
  gboolean wanted, stale;
  guint asked;

  g_mutex_lock (&gear->mutex);
  /* One look: whoever asks for another device meanwhile has an errand of their own. */
  g_mutex_lock (&gear->order);
  asked = gear->asked;
  wanted = g_atomic_int_get (&gear->wanted);
  stale = is_stale (gear);
  g_mutex_unlock (&gear->order);
  if (asked != gear->done)
    follow (gear, wanted, stale);
  gear->done = asked;
  g_mutex_unlock (&gear->mutex);
}

static void
shift (Gear *gear, gboolean wanted)
{
  g_mutex_lock (&gear->order);
  g_atomic_int_set (&gear->wanted, wanted);
  gear->asked++;
  g_mutex_unlock (&gear->order);
  duo_errand_run (on_shift, g_atomic_rc_box_acquire (gear), release_gear);
}

/* ── capture ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
on_search (gpointer data)
{
  DuoCapture *self = data;

  duo_timer_stop (&self->search);
  shift (self->gear, TRUE);
  return G_SOURCE_REMOVE;
}

/* Closed until then: what failed is not opened again otherwise. */
static void
search_again (DuoCapture *self)
{
  self->searches++;
  shift (self->gear, FALSE);
  duo_timer_start (&self->search, SEARCH_AGAIN_MS, on_search, self);
}

static void
end_search (DuoCapture *self)
{
  duo_timer_stop (&self->search);
  self->searches = 0;
}

/* Not where there is none at all, nor where the kernel says that it is not there. */
static gboolean
is_worth_a_search (DuoCapture *self, const GError *why, int code)
{
  return code == DUO_CALL_ERROR_DEVICE_MISSING &&
         g_error_matches (why, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_FAILED) && self->pulse != NULL &&
         !duo_pulse_has_come (self->pulse) && self->searches < SEARCHES;
}

/* The caller may free us from within. */
static void
fail (DuoCapture *self, const GError *why, const char *debug)
{
  int code = why->domain == DUO_CALL_ERROR ? why->code : (int) duo_device_problem_judge (why, debug);
  g_autoptr (GError) error = g_error_new (DUO_CALL_ERROR, code, "%s: %s", self->gear->name, why->message);

  if (is_worth_a_search (self, why, code))
    {
      search_again (self);
      return;
    }
  duo_capture_set_running (self, FALSE);
  self->failed (error, self->data);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  DuoCapture *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  /* Nobody waits for what an earlier device says. */
  if (!is_awaited (self->gear))
    return G_SOURCE_CONTINUE;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, &debug);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    g_set_error_literal (&error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_MISSING, "it has stopped");
  if (error != NULL)
    fail (self, error, debug);
  return G_SOURCE_CONTINUE;
}

static void
on_silent (gpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "it gives nothing");

  fail (data, error, NULL);
}

static void
watch_pulse (DuoCapture *self, GstElement *entry)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (entry, "sink");

  self->pulse = duo_pulse_new (pad, on_silent, self);
}

static void
follow_pulse (DuoCapture *self)
{
  if (self->pulse == NULL)
    return;
  if (g_atomic_int_get (&self->gear->wanted))
    duo_pulse_start (self->pulse, OPEN_PATIENCE, PATIENCE);
  else
    duo_pulse_stop (self->pulse);
}

static Gear *
new_gear (DuoDeviceKind kind)
{
  Gear *gear = g_atomic_rc_box_new0 (Gear);
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();

  g_mutex_init (&gear->mutex);
  g_mutex_init (&gear->order);
  gear->kind = kind;
  gear->name = duo_device_kind_get_name (kind);
  gear->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  gst_pipeline_use_clock (GST_PIPELINE (gear->pipeline), clock);
  return gear;
}

static DuoCapture *
new_capture (DuoDeviceKind kind, DuoOutlet *outlet, DuoCaptureFailed failed, gpointer data)
{
  DuoCapture *self = g_new0 (DuoCapture, 1);
  g_autoptr (GstBus) bus = NULL;

  self->gear = new_gear (kind);
  self->outlet = duo_outlet_ref (outlet);
  self->failed = failed;
  self->data = data;
  bus = gst_element_get_bus (self->gear->pipeline);
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

static void
enter (Gear *gear, GstElement *source, GstElement *entry)
{
  gear->entry = entry;
  if (source == NULL)
    return;
  gst_bin_add (GST_BIN (gear->pipeline), source);
  gst_element_link (source, entry);
  gear->source = source;
}

/* Nobody needs to see oneself thirty times a second. */
static void
add_self_view (Gear *gear, GstElement *tee, DuoVideoFeed *feed)
{
  GstElement *queue = gst_element_factory_make ("queue", NULL);
  GstElement *rate = gst_element_factory_make ("videorate", NULL);
  GstElement *sink = duo_video_feed_new_sink (feed);

  g_object_set (queue, "max-size-buffers", 2, "max-size-bytes", 0, "max-size-time", (guint64) 0, "leaky",
                2 /* downstream */, NULL);
  g_object_set (rate, "drop-only", TRUE, "max-rate", SELF_VIEW_RATE, NULL);
  gst_bin_add_many (GST_BIN (gear->pipeline), queue, rate, sink, NULL);
  gst_element_link_many (tee, queue, rate, sink, NULL);
}

DuoCapture *
duo_capture_new_picture (
    GstElement *source, DuoOutlet *outlet, DuoVideoFeed *feed, DuoCaptureFailed failed, gpointer data)
{
  DuoCapture *self = new_capture (DUO_DEVICE_CAMERA, outlet, failed, data);
  GstElement *tee = gst_element_factory_make ("tee", NULL);
  GstElement *sink = new_outlet_sink (outlet);

  gst_bin_add_many (GST_BIN (self->gear->pipeline), tee, sink, NULL);
  gst_element_link (tee, sink);
  add_self_view (self->gear, tee, feed);
  enter (self->gear, source, tee);
  if (source == NULL)
    watch_pulse (self, tee);
  return self;
}

DuoCapture *
duo_capture_new_sound (GstElement *source, DuoOutlet *outlet, DuoCaptureFailed failed, gpointer data)
{
  DuoCapture *self = new_capture (DUO_DEVICE_MICROPHONE, outlet, failed, data);
  GstElement *sink = new_outlet_sink (outlet);

  gst_bin_add (GST_BIN (self->gear->pipeline), sink);
  enter (self->gear, source, sink);
  return self;
}

DuoCapture *
duo_capture_new_screen (GstElement *source, DuoOutlet *outlet, DuoCaptureFailed failed, gpointer data)
{
  DuoCapture *self = new_capture (DUO_DEVICE_CAMERA, outlet, failed, data);
  GstElement *sink = new_outlet_sink (outlet);

  self->gear->name = "screen";
  gst_bin_add (GST_BIN (self->gear->pipeline), sink);
  enter (self->gear, source, sink);
  return self;
}

void
duo_capture_free (DuoCapture *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->gear->pipeline);

  gst_bus_remove_watch (bus);
  /* What nobody reads any more keeps the pipeline, and that the bus. */
  gst_bus_set_flushing (bus, TRUE);
  duo_capture_set_running (self, FALSE);
  g_clear_pointer (&self->pulse, duo_pulse_free);
  release_gear (self->gear);
  duo_outlet_unref (self->outlet);
  g_free (self);
}

void
duo_capture_set_device (DuoCapture *self, const char *id, DuoRemote *remote)
{
  Gear *gear = self->gear;

  g_mutex_lock (&gear->order);
  g_set_str (&gear->id, id);
  g_clear_pointer (&gear->remote, duo_remote_unref);
  gear->remote = remote != NULL ? duo_remote_ref (remote) : NULL;
  g_atomic_int_inc (&gear->ordered);
  g_mutex_unlock (&gear->order);
  /* Where it is to be searched for again, it is now. */
  shift (gear, g_atomic_int_get (&gear->wanted) || self->search != NULL);
  end_search (self);
  follow_pulse (self);
}

void
duo_capture_set_running (DuoCapture *self, gboolean running)
{
  end_search (self);
  duo_outlet_set_open (self->outlet, running);
  shift (self->gear, running);
  follow_pulse (self);
}

gboolean
duo_capture_has_given (DuoCapture *self)
{
  return self->pulse == NULL || duo_pulse_has_come (self->pulse);
}
