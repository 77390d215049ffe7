/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "call-tone.h"
#include "duo-drawn-voice.h"

#include <math.h>

#define RATE 48000
#define FREQUENCY 440
#define SOFT 0.15
#define LOUD 0.6
#define LIMIT 0.3                     /* between the two, whatever a codec makes of them */
#define LOUD_SAMPLES (RATE / 25)      /* 40 ms */
#define QUIET_US (G_USEC_PER_SEC / 2) /* since the last loud sample, before the next piece begins */

static gboolean installed;
static gint16 second[RATE]; /* each is like the other */

/* The linker puts it in the real one's place. */
GstElement *__real_duo_drawn_voice_new (guint voice);
GstElement *__wrap_duo_drawn_voice_new (guint voice);

static void
draw_second (void)
{
  for (guint i = 0; i < RATE; i++)
    {
      double loudness = i < LOUD_SAMPLES ? LOUD : SOFT;

      second[i] = (gint16) (loudness * G_MAXINT16 * sin (2 * G_PI * FREQUENCY * i / RATE));
    }
}

static void
draw (gint16 *samples, gsize count, GstClockTime first)
{
  guint64 begin = gst_util_uint64_scale (first % GST_SECOND, RATE, GST_SECOND);

  for (gsize i = 0; i < count; i++)
    samples[i] = second[(begin + i) % RATE];
}

/* By the monotonic clock, which every pipeline has. */
static GstPadProbeReturn
on_voice (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstElement *voice = GST_PAD_PARENT (pad);
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (gst_buffer_map (buffer, &map, GST_MAP_WRITE))
    {
      draw ((gint16 *) (gpointer) map.data, map.size / sizeof (gint16),
            gst_element_get_base_time (voice) + GST_BUFFER_PTS (buffer));
      gst_buffer_unmap (buffer, &map);
    }
  return GST_PAD_PROBE_OK;
}

GstElement *
__wrap_duo_drawn_voice_new (guint voice)
{
  GstElement *element = __real_duo_drawn_voice_new (voice);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "src");

  if (installed)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_voice, NULL, NULL);
  return element;
}

void
call_tone_install (void)
{
  draw_second ();
  installed = TRUE;
}

guint
call_tone_get_level (const ListeningSound *sound)
{
  int peak = 0;

  for (gsize i = 0; i < sound->count; i++)
    peak = MAX (peak, ABS ((int) sound->samples[i]));
  return (guint) (peak * 1000 / G_MAXINT16);
}

gint64
call_tone_find (const ListeningSound *sound)
{
  static gint64 loud; /* the last loud sample */
  gint64 found = -1;

  for (gsize i = 0; i < sound->count; i++)
    {
      gint64 offset = (gint64) (i / sound->channels) * G_USEC_PER_SEC / sound->rate;

      if (ABS ((int) sound->samples[i]) < LIMIT * G_MAXINT16)
        continue;
      if (sound->time + offset - loud > QUIET_US)
        found = offset;
      loud = sound->time + offset;
    }
  return found;
}
