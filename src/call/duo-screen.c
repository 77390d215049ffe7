/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-screen-private.h"
#include "duo-call.h"
#include "duo-capture.h"
#include "duo-remote.h"

/* A desktop sends a picture where something changes. Who comes late, or lost the last one, needs it once more, and what
 * stands still gets sharper by it. */
#define REPEAT_MS 250

/* Scaled before it is converted, which is then less work; every line of a text counts. */
#define THROUGH                                                                                              \
  "capsfilter name=given caps=video/x-raw ! videoscale method=bilinear2 n-threads=1 "                        \
  "! capsfilter caps=video/x-raw,width=[1,%d],height=[1,%d],pixel-aspect-ratio=1/1 "                         \
  "! videoconvert n-threads=1 ! capsfilter caps=video/x-raw,format=I420"

struct _DuoScreen
{
  GObject parent_instance;
  DuoOutlet *outlet;
  DuoCapture *capture;
};

enum
{
  ENDED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DuoScreen, duo_screen, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
on_failed (const GError *error, gpointer data)
{
  g_autoptr (DuoScreen) self = g_object_ref (DUO_SCREEN (data));

  g_message ("screen: %s", error->message);
  g_signal_emit (self, signals[ENDED], 0, error);
}

static void
duo_screen_dispose (GObject *object)
{
  g_clear_pointer (&DUO_SCREEN (object)->capture, duo_capture_free);
  G_OBJECT_CLASS (duo_screen_parent_class)->dispose (object);
}

static void
duo_screen_finalize (GObject *object)
{
  DuoScreen *self = DUO_SCREEN (object);

  duo_outlet_unref (self->outlet);
  G_OBJECT_CLASS (duo_screen_parent_class)->finalize (object);
}

static void
duo_screen_class_init (DuoScreenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_screen_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_screen_finalize;
  signals[ENDED] = g_signal_new ("ended", DUO_TYPE_SCREEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
duo_screen_init (DuoScreen *self)
{
  self->outlet = duo_outlet_new ();
}

/* Found: videorate passes all where the rate varies, as a desktop's does. What is left out here comes again soon. */
static GstPadProbeReturn
on_picture (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstClockTime *due = data;
  GstClockTime time = GST_BUFFER_PTS (GST_PAD_PROBE_INFO_BUFFER (info));

  if (GST_CLOCK_TIME_IS_VALID (time) && time < *due && *due - time <= GST_SECOND)
    return GST_PAD_PROBE_DROP;
  *due = time + GST_SECOND / DUO_SCREEN_RATE - GST_SECOND / DUO_SCREEN_RATE / 4;
  return GST_PAD_PROBE_OK;
}

static void
slow_down (GstElement *through)
{
  g_autoptr (GstElement) given = gst_bin_get_by_name (GST_BIN (through), "given");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (given, "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_picture, g_new0 (GstClockTime, 1), g_free);
}

/* A bin: @source, and its pictures as they are encoded. */
static GstElement *
wrap (GstElement *source, GError **error)
{
  g_autofree char *text = g_strdup_printf (THROUGH, DUO_SCREEN_WIDTH, DUO_SCREEN_HEIGHT);
  g_autoptr (GError) local = NULL;
  GstElement *through =
      gst_parse_bin_from_description_full (text, TRUE, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &local);
  g_autoptr (GstPad) pad = NULL;
  GstElement *bin;

  if (through == NULL)
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, local->message);
      gst_object_unref (gst_object_ref_sink (source));
      return NULL;
    }
  slow_down (through);
  bin = gst_bin_new (NULL);
  gst_bin_add_many (GST_BIN (bin), source, through, NULL);
  gst_element_link (source, through);
  pad = gst_element_get_static_pad (through, "src");
  gst_element_add_pad (bin, gst_ghost_pad_new ("src", pad));
  return bin;
}

/* @fd: (transfer full) */
static GstElement *
new_source (int fd, guint32 node, GError **error)
{
  g_autoptr (DuoRemote) remote = duo_remote_new (fd);
  GstElement *source = gst_element_factory_make ("pipewiresrc", NULL);
  g_autofree char *path = g_strdup_printf ("%u", node);

  if (source == NULL)
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, "pipewiresrc");
      return NULL;
    }
  duo_remote_lend (remote, source);
  g_object_set (source, "path", path, "do-timestamp", TRUE, "keepalive-time", REPEAT_MS, NULL);
  return source;
}

static DuoScreen *
begin (GstElement *pictures)
{
  DuoScreen *self = g_object_new (DUO_TYPE_SCREEN, NULL);

  self->capture = duo_capture_new_screen (pictures, self->outlet, on_failed, self);
  duo_capture_set_running (self->capture, TRUE);
  return self;
}

DuoScreen *
duo_screen_new (int fd, guint32 node, GError **error)
{
  GstElement *source = new_source (fd, node, error);
  GstElement *pictures = source != NULL ? wrap (source, error) : NULL;

  return pictures != NULL ? begin (pictures) : NULL;
}

DuoScreen *
duo_screen_new_drawn (GstElement *source, GError **error)
{
  GstElement *pictures = wrap (source, error);

  return pictures != NULL ? begin (pictures) : NULL;
}

void
duo_screen_plug (DuoScreen *self, GstAppSrc *to)
{
  g_return_if_fail (DUO_IS_SCREEN (self));
  duo_outlet_plug (self->outlet, to);
}

void
duo_screen_unplug (DuoScreen *self, GstAppSrc *from)
{
  g_return_if_fail (DUO_IS_SCREEN (self));
  duo_outlet_unplug (self->outlet, from);
}
