/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-drawn-voice.h"
#include "duo-sound-format.h"
#include "duo-speech.h"

#define SAMPLES (DUO_SPEECH_RATE / 50)

struct _DuoDrawnVoice
{
  GstPushSrc parent_instance;
  guint voice;
  /* Streaming thread only. */
  DuoSpeech *speech;
  guint64 position;
};

G_DEFINE_FINAL_TYPE (DuoDrawnVoice, duo_drawn_voice, GST_TYPE_PUSH_SRC)

static GstStaticPadTemplate template =
    GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS (DUO_SOUND_FORMAT_MONO));

static GstFlowReturn
duo_drawn_voice_fill (GstPushSrc *source, GstBuffer *buffer)
{
  DuoDrawnVoice *self = DUO_DRAWN_VOICE (source);
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_WRITE))
    return GST_FLOW_ERROR;
  duo_speech_fill (self->speech, (gint16 *) (gpointer) map.data, map.size / sizeof (gint16));
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (self->position, GST_SECOND, DUO_SPEECH_RATE);
  GST_BUFFER_DURATION (buffer) =
      gst_util_uint64_scale (map.size / sizeof (gint16), GST_SECOND, DUO_SPEECH_RATE);
  self->position += map.size / sizeof (gint16);
  gst_buffer_unmap (buffer, &map);
  return GST_FLOW_OK;
}

/* Sound is there once its last sample is. */
static void
duo_drawn_voice_get_times (GstBaseSrc *source, GstBuffer *buffer, GstClockTime *start, GstClockTime *end)
{
  *start = GST_BUFFER_PTS (buffer) + GST_BUFFER_DURATION (buffer);
  *end = GST_CLOCK_TIME_NONE;
}

static gboolean
duo_drawn_voice_start (GstBaseSrc *source)
{
  DuoDrawnVoice *self = DUO_DRAWN_VOICE (source);

  g_clear_pointer (&self->speech, duo_speech_free);
  self->speech = duo_speech_new (self->voice);
  self->position = 0;
  return TRUE;
}

static void
duo_drawn_voice_finalize (GObject *object)
{
  DuoDrawnVoice *self = DUO_DRAWN_VOICE (object);

  g_clear_pointer (&self->speech, duo_speech_free);
  G_OBJECT_CLASS (duo_drawn_voice_parent_class)->finalize (object);
}

static void
duo_drawn_voice_class_init (DuoDrawnVoiceClass *klass)
{
  GstBaseSrcClass *source_class = GST_BASE_SRC_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = duo_drawn_voice_finalize;
  source_class->get_times = duo_drawn_voice_get_times;
  source_class->start = duo_drawn_voice_start;
  GST_PUSH_SRC_CLASS (klass)->fill = duo_drawn_voice_fill;
  gst_element_class_add_static_pad_template (GST_ELEMENT_CLASS (klass), &template);
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass), "Drawn voice", "Source/Audio",
                                         "Speech of somebody who is not there", "Duologue");
}

static void
duo_drawn_voice_init (DuoDrawnVoice *self)
{
  gst_base_src_set_live (GST_BASE_SRC (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC (self), GST_FORMAT_TIME);
  gst_base_src_set_blocksize (GST_BASE_SRC (self), SAMPLES * sizeof (gint16));
}

GstElement *
duo_drawn_voice_new (guint voice)
{
  DuoDrawnVoice *self = g_object_new (DUO_TYPE_DRAWN_VOICE, NULL);

  self->voice = voice;
  return GST_ELEMENT (self);
}
