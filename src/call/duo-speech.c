/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-speech.h"

#include <math.h>

#define SYLLABLE 0.21 /* seconds; people speak four to six a second */
#define BREATH 4.2    /* a phrase and the pause after it */
#define FORMANTS 3
#define CONTROL 240 /* samples between changes of the filters: 5 ms */

/* A resonance of the mouth: two poles at a frequency. */
typedef struct
{
  double a1, a2, gain;
  double y1, y2;
} Formant;

struct _DuoSpeech
{
  guint voice;
  guint64 position;
  double phase;
  guint32 noise;
  double loudness;
  double pitch;
  double breath;
  Formant formants[FORMANTS];
};

/* A, E, I, O, U: the first three formants in Hz, after Peterson and Barney (1952). */
static const double vowels[][FORMANTS] = {
    {730, 1090, 2440}, {530, 1840, 2480}, {270, 2290, 3010}, {570, 840, 2410}, {300, 870, 2240},
};

static const double formant_gain[FORMANTS] = {1.0, 0.5, 0.22};
static const double formant_width[FORMANTS] = {80, 100, 140};

static guint
dice (guint voice, guint64 index, guint sides)
{
  guint64 x = (index + 1) * 0x9E3779B97F4A7C15u + (guint64) voice * 0xBF58476D1CE4E5B9u;

  x ^= x >> 31;
  x *= 0x94D049BB133111EBu;
  x ^= x >> 29;
  return (guint) (x % sides);
}

double
duo_speech_openness (guint voice, double seconds)
{
  double shifted = seconds + voice * 1.7;
  guint64 phrase = (guint64) (shifted / BREATH);
  double within = MAX (0, shifted - (double) phrase * BREATH);
  guint syllables = 7 + dice (voice, phrase, 9);
  guint syllable = (guint) (within / SYLLABLE);
  double part = within / SYLLABLE - syllable;

  if (syllable >= syllables)
    return 0;
  return sin (G_PI * part) * (0.55 + 0.45 * dice (voice, phrase * 32 + syllable, 8) / 7.0);
}

static void
tune (Formant *self, double frequency, double width)
{
  double radius = exp (-G_PI * width / DUO_SPEECH_RATE);

  self->a1 = 2 * radius * cos (2 * G_PI * frequency / DUO_SPEECH_RATE);
  self->a2 = -radius * radius;
  self->gain = 1 - radius;
}

static double
resonate (Formant *self, double x)
{
  double y = self->gain * x + self->a1 * self->y1 + self->a2 * self->y2;

  self->y2 = self->y1;
  self->y1 = y;
  return y;
}

/* Every 5 ms: where in the sentence we are, and so pitch, vowel and breath. */
static void
control (DuoSpeech *self)
{
  double seconds = (double) self->position / DUO_SPEECH_RATE;
  double shifted = seconds + self->voice * 1.7;
  guint64 syllable = (guint64) (shifted / SYLLABLE);
  double part = shifted / SYLLABLE - (double) syllable;
  double falling = 1.12 - 0.2 * fmod (shifted, BREATH) / BREATH;
  const double *vowel = vowels[dice (self->voice, syllable, G_N_ELEMENTS (vowels))];
  double base = self->voice % 2 == 0 ? 115 : 205;

  self->loudness = duo_speech_openness (self->voice, seconds);
  self->pitch = base * falling * (1 + 0.06 * sin (2 * G_PI * 0.9 * shifted));
  self->breath = dice (self->voice, syllable + 7, 3) == 0 && part < 0.25 ? 0.35 : 0.02;
  for (guint i = 0; i < FORMANTS; i++)
    tune (&self->formants[i], vowel[i] * (self->voice % 2 == 0 ? 1.0 : 1.14), formant_width[i]);
}

static double
next_noise (DuoSpeech *self)
{
  self->noise = self->noise * 1664525u + 1013904223u;
  return (double) (gint32) self->noise / G_MAXINT32;
}

static double
next_sample (DuoSpeech *self)
{
  double source, sound = 0;

  self->phase += self->pitch / DUO_SPEECH_RATE;
  self->phase -= floor (self->phase);
  /* The folds open slowly and close at once: a falling saw, which has all harmonics. */
  source = (1 - 2 * self->phase) * (1 - self->breath) + next_noise (self) * self->breath;
  for (guint i = 0; i < FORMANTS; i++)
    sound += formant_gain[i] * resonate (&self->formants[i], source);
  return sound * self->loudness;
}

DuoSpeech *
duo_speech_new (guint voice)
{
  DuoSpeech *self = g_new0 (DuoSpeech, 1);

  self->voice = voice;
  self->noise = voice + 1;
  return self;
}

void
duo_speech_free (DuoSpeech *self)
{
  g_free (self);
}

void
duo_speech_fill (DuoSpeech *self, gint16 *samples, gsize count)
{
  for (gsize i = 0; i < count; i++, self->position++)
    {
      if (self->position % CONTROL == 0)
        control (self);
      samples[i] = (gint16) (CLAMP (next_sample (self) * 0.9, -0.9, 0.9) * G_MAXINT16);
    }
}
