/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-regulator.h"

#include <gst/video/video.h>

/* Found: on a narrow link each key frame that was asked for makes a queue, the queue loses packets, and for these
 * another one is asked for. At what a call begins with there is room for them, and no time to wait. */
#define NARROW 500000
#define KEY_FRAME_EVERY GST_SECOND

struct _DuoRegulator
{
  GMutex mutex;
  DuoRegulation wanted;
  guint64 pictures;
};

/* One chain; only the thread that streams in it looks in. */
typedef struct
{
  DuoRegulator *regulator;
  GstElement *size;
  GstElement *encoder;
  DuoVideoCodec codec;
  DuoRegulation now;
  GstCaps *caps;       /* of the pictures that come */
  guint width, height; /* of those that are encoded */
  gboolean paused;
  GstClockTime due; /* when the next picture may pass */
} Chain;

static void
clear (gpointer data)
{
  g_mutex_clear (&((DuoRegulator *) data)->mutex);
}

static void
free_chain (gpointer data)
{
  Chain *chain = data;

  duo_regulator_unref (chain->regulator);
  gst_object_unref (chain->size);
  gst_object_unref (chain->encoder);
  gst_clear_caps (&chain->caps);
  g_free (chain);
}

static void
set_size (Chain *chain, guint width, guint height)
{
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("video/x-raw", "width", G_TYPE_INT, (int) width, "height", G_TYPE_INT,
                           (int) height, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);

  if (chain->width == width && chain->height == height)
    return;
  chain->width = width;
  chain->height = height;
  g_object_set (chain->size, "caps", caps, NULL);
}

/* Even, for the chroma planes. */
static guint
scale_side (int side, double scale)
{
  return (guint) MAX (2, (int) (side * scale + 1) & ~1);
}

static void
fit (Chain *chain, const DuoRegulation *wanted)
{
  GstVideoInfo info;
  double scale;

  if (chain->caps == NULL || !gst_video_info_from_caps (&info, chain->caps))
    return;
  scale = MIN (1, MIN ((double) wanted->width / info.width, (double) wanted->height / info.height));
  set_size (chain, scale_side (info.width, scale), scale_side (info.height, scale));
}

/* A window that is shared may be given another shape at any time. */
static gboolean
take_caps (Chain *chain, GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);

  return gst_caps_replace (&chain->caps, caps);
}

static void
set_bitrate (Chain *chain, guint bitrate)
{
  duo_video_codec_set_bitrate (chain->codec, chain->encoder, bitrate);
  g_object_set (chain->encoder, "min-force-key-unit-interval",
                bitrate < NARROW ? (guint64) KEY_FRAME_EVERY : (guint64) 0, NULL);
}

/* An encoder that gets another size begins anew, so with a key frame. */
static void
apply (Chain *chain, GstPad *pad, const DuoRegulation *wanted)
{
  gboolean reshaped = take_caps (chain, pad);

  if (wanted->bitrate != chain->now.bitrate)
    set_bitrate (chain, wanted->bitrate);
  if (reshaped || wanted->width != chain->now.width || wanted->height != chain->now.height)
    fit (chain, wanted);
  chain->now = *wanted;
}

/* A quarter of the interval early is in time: no camera is as even as the clock. */
static gboolean
is_due (Chain *chain, GstClockTime time)
{
  GstClockTime interval;

  if (chain->now.rate == DUO_REGULATION_ALL || !GST_CLOCK_TIME_IS_VALID (time))
    return TRUE;
  interval = GST_SECOND / chain->now.rate;
  if (time + interval / 4 < chain->due)
    return FALSE;
  chain->due = MAX (chain->due + interval, time);
  return TRUE;
}

/* After a pause nobody knows what the pictures that would come next are told apart from. */
static void
resume (Chain *chain)
{
  chain->paused = FALSE;
  chain->due = 0;
  gst_element_send_event (chain->encoder,
                          gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
}

static gboolean
let_pass (Chain *chain, GstClockTime time)
{
  if (chain->now.rate == 0)
    {
      chain->paused = TRUE;
      return FALSE;
    }
  if (chain->paused)
    resume (chain);
  return is_due (chain, time);
}

/* Found: libvpx shares its bits out by how long a picture says that it lasts. One in place of one and a half got as many
 * as all, and a quarter more was sent than was asked for. */
static void
set_duration (GstPadProbeInfo *info, guint rate)
{
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));

  GST_BUFFER_DURATION (buffer) = GST_SECOND / rate;
  GST_PAD_PROBE_INFO_DATA (info) = buffer;
}

static GstPadProbeReturn
on_picture (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Chain *chain = data;
  DuoRegulator *self = chain->regulator;
  DuoRegulation wanted;
  gboolean passes;

  g_mutex_lock (&self->mutex);
  wanted = self->wanted;
  g_mutex_unlock (&self->mutex);
  apply (chain, pad, &wanted);
  passes = let_pass (chain, GST_BUFFER_PTS (GST_PAD_PROBE_INFO_BUFFER (info)));
  g_mutex_lock (&self->mutex);
  self->pictures += passes ? 1 : 0;
  g_mutex_unlock (&self->mutex);
  if (passes && wanted.rate != DUO_REGULATION_ALL)
    set_duration (info, wanted.rate);
  return passes ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

DuoRegulator *
duo_regulator_new (void)
{
  DuoRegulator *self = g_atomic_rc_box_new0 (DuoRegulator);

  g_mutex_init (&self->mutex);
  return self;
}

void
duo_regulator_unref (DuoRegulator *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
duo_regulator_watch (
    DuoRegulator *self, GstPad *pad, GstElement *size, GstElement *encoder, DuoVideoCodec codec)
{
  Chain *chain = g_new0 (Chain, 1);

  chain->regulator = g_atomic_rc_box_acquire (self);
  chain->size = gst_object_ref (size);
  chain->encoder = gst_object_ref (encoder);
  chain->codec = codec;
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_picture, chain, free_chain);
}

void
duo_regulator_set (DuoRegulator *self, const DuoRegulation *regulation)
{
  g_mutex_lock (&self->mutex);
  self->wanted = *regulation;
  g_mutex_unlock (&self->mutex);
}

guint64
duo_regulator_get_pictures (DuoRegulator *self)
{
  guint64 pictures;

  g_mutex_lock (&self->mutex);
  pictures = self->pictures;
  g_mutex_unlock (&self->mutex);
  return pictures;
}
