/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-sound-delay.h"
#include "duo-arrivals.h"
#include "duo-sound-format.h"
#include "duo-stretch.h"

#include <gst/audio/audio.h>

/* A sink has to have sound so long before it is heard, and gets it so long before that where it came too late. */
#define LEAST_LEAD (5 * GST_MSECOND)
#define LEAD (20 * GST_MSECOND)
/* Nobody spoke, or nothing came. */
#define PAUSE (120 * GST_MSECOND)
#define TOLERANCE (5 * GST_MSECOND)
/* What is behind by more is left out instead of being hurried through: all that was held up somewhere comes at once. */
#define EXCESS (120 * GST_MSECOND)
/* Shorter it gets in one buffer of so many, longer in every one. */
#define SHORTEN_EVERY 3
/* So many buffers in a row had nothing alike. */
#define PATIENCE 6
#define MOST_CHANNELS 2
#define MOST_FRAMES (48 * 120)

struct _DuoSoundDelay
{
  GMutex mutex;
  GstClockTimeDiff target;
  GstClockTimeDiff delay; /* of what was played last */
  /* Streaming thread only. */
  gboolean running;
  GstClockTime expected; /* where the next buffer begins, if nothing is missing */
  guint since;           /* buffers since it was made shorter */
  guint in_vain;
};

static void
clear (gpointer data)
{
  g_mutex_clear (&((DuoSoundDelay *) data)->mutex);
}

static void
release (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

static GstClockTime
to_time (guint frames)
{
  return gst_util_uint64_scale (frames, GST_SECOND, DUO_SOUND_RATE);
}

/* Behind what was played last; TRUE where it has to be placed anew. */
static gboolean
place (DuoSoundDelay *self, GstClockTime time, GstClockTimeDiff late, GstClockTimeDiff target)
{
  GstClockTimeDiff jump = self->running ? GST_CLOCK_DIFF (self->expected, time) : G_MAXINT64;
  gboolean anew = ABS (jump) > (GstClockTimeDiff) PAUSE;

  self->delay = anew ? target : self->delay - jump;
  if (self->delay >= late + (GstClockTimeDiff) LEAST_LEAD)
    return anew;
  self->delay = late + (GstClockTimeDiff) LEAD;
  return TRUE;
}

static gboolean
is_excess (DuoSoundDelay *self, GstClockTimeDiff late, GstClockTimeDiff target)
{
  return self->delay > MAX (target, late + (GstClockTimeDiff) LEAD) + (GstClockTimeDiff) EXCESS;
}

/* How many frames longer it is to be. */
static int
get_wanted (DuoSoundDelay *self, GstClockTimeDiff target)
{
  GstClockTimeDiff error = target - self->delay;

  self->since++;
  if (ABS (error) < (GstClockTimeDiff) TOLERANCE || (error < 0 && self->since < SHORTEN_EVERY))
    return 0;
  return (int) (error * DUO_SOUND_RATE / (GstClockTimeDiff) GST_SECOND);
}

/* Returns a new one, and how many frames there are in it; NULL where it stays what it is. */
static GstBuffer *
stretch (DuoSoundDelay *self, GstBuffer *buffer, guint channels, int wanted, guint *frames)
{
  g_autoptr (GstBuffer) longer = NULL;
  gsize frame = channels * sizeof (gint16);
  GstMapInfo in, out;
  guint before = *frames;

  longer = gst_buffer_new_allocate (NULL, DUO_STRETCH_ROOM (before) * frame, NULL);
  gst_buffer_map (longer, &out, GST_MAP_WRITE);
  if (!gst_buffer_map (buffer, &in, GST_MAP_READ))
    {
      gst_buffer_unmap (longer, &out);
      return NULL;
    }
  *frames = duo_stretch ((gint16 *) (gpointer) out.data, (const gint16 *) (gconstpointer) in.data, before,
                         channels, wanted, self->in_vain >= PATIENCE);
  gst_buffer_unmap (buffer, &in);
  gst_buffer_unmap (longer, &out);
  self->in_vain = *frames == before ? self->in_vain + 1 : 0;
  if (*frames < before)
    self->since = 0;
  gst_buffer_set_size (longer, (gssize) (*frames * frame));
  return *frames != before ? g_steal_pointer (&longer) : NULL;
}

static guint
get_channels (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  int channels = 0;

  if (caps != NULL)
    gst_structure_get_int (gst_caps_get_structure (caps, 0), "channels", &channels);
  return channels >= 1 && channels <= MOST_CHANNELS ? (guint) channels : 0;
}

/* @after: frames that became of @frames */
static void
go_on (DuoSoundDelay *self, GstClockTime time, guint frames, guint after)
{
  self->expected = time + to_time (frames);
  self->delay += GST_CLOCK_DIFF (to_time (frames), to_time (after));
  self->running = TRUE;
}

/* Takes @buffer over, returns what goes on in its place; NULL for nothing. */
static GstBuffer *
delay (DuoSoundDelay *self, GstPad *pad, GstBuffer *buffer, guint channels, GstClockTimeDiff target)
{
  GstClockTime time = GST_BUFFER_PTS (buffer);
  GstClockTimeDiff late = duo_arrivals_get_late (pad, buffer);
  guint frames = (guint) (gst_buffer_get_size (buffer) / (channels * sizeof (gint16))), after = frames;
  gboolean anew = place (self, time, late, target);
  int wanted = get_wanted (self, target);
  GstBuffer *stretched = NULL;

  if (is_excess (self, late, target))
    {
      go_on (self, time, frames, 0);
      gst_buffer_unref (buffer);
      return NULL;
    }
  if (wanted != 0 && frames <= MOST_FRAMES)
    stretched = stretch (self, buffer, channels, wanted, &after);
  if (stretched != NULL)
    {
      gst_buffer_unref (buffer);
      buffer = stretched;
    }
  buffer = gst_buffer_make_writable (buffer);
  GST_BUFFER_PTS (buffer) = time + (GstClockTime) self->delay;
  GST_BUFFER_DURATION (buffer) = to_time (after);
  if (anew)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DISCONT);
  else
    GST_BUFFER_FLAG_UNSET (buffer, GST_BUFFER_FLAG_DISCONT);
  go_on (self, time, frames, after);
  return buffer;
}

/* Streaming thread. */
static GstPadProbeReturn
on_sound (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  DuoSoundDelay *self = data;
  guint channels = get_channels (pad);
  GstClockTimeDiff target;

  if (channels == 0 || !GST_BUFFER_PTS_IS_VALID (GST_PAD_PROBE_INFO_BUFFER (info)))
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&self->mutex);
  target = self->target;
  GST_PAD_PROBE_INFO_DATA (info) = delay (self, pad, GST_PAD_PROBE_INFO_BUFFER (info), channels, target);
  g_mutex_unlock (&self->mutex);
  return info->data != NULL ? GST_PAD_PROBE_OK : GST_PAD_PROBE_HANDLED;
}

static GstPadProbeReturn
on_query (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstQuery *query = GST_PAD_PROBE_INFO_QUERY (info);

  if (GST_QUERY_TYPE (query) != GST_QUERY_LATENCY)
    return GST_PAD_PROBE_OK;
  gst_query_set_latency (query, TRUE, LEAD, GST_CLOCK_TIME_NONE);
  return GST_PAD_PROBE_HANDLED;
}

DuoSoundDelay *
duo_sound_delay_new (GstPad *pad)
{
  DuoSoundDelay *self = g_atomic_rc_box_new0 (DuoSoundDelay);

  g_mutex_init (&self->mutex);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_sound, g_atomic_rc_box_acquire (self), release);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_QUERY_UPSTREAM, on_query, NULL, NULL);
  return self;
}

void
duo_sound_delay_free (DuoSoundDelay *self)
{
  release (self);
}

gint64
duo_sound_delay_get (DuoSoundDelay *self)
{
  GstClockTimeDiff now;

  g_mutex_lock (&self->mutex);
  now = self->delay;
  g_mutex_unlock (&self->mutex);
  return now / (gint64) GST_USECOND;
}

void
duo_sound_delay_set (DuoSoundDelay *self, gint64 target)
{
  g_mutex_lock (&self->mutex);
  self->target = target * (GstClockTimeDiff) GST_USECOND;
  g_mutex_unlock (&self->mutex);
}
