/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-speech.h"
#include "duo-stretch.h"

#include <math.h>
#include <string.h>

#define RATE 48000
#define FRAMES 960
#define BUFFERS 100

/* How far two samples that follow each other are apart at most. */
static int
get_step (const gint16 *samples, guint count, guint channels)
{
  int step = 0;

  for (guint i = channels; i < count * channels; i++)
    step = MAX (step, ABS (samples[i] - samples[i - channels]));
  return step;
}

/* Through zero, upwards. */
static guint
count_periods (const gint16 *samples, guint count)
{
  guint periods = 0;

  for (guint i = 1; i < count; i++)
    periods += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
  return periods;
}

static gint16 *
new_tone (double frequency, guint count, guint channels)
{
  gint16 *samples = g_new (gint16, count * channels);

  for (guint i = 0; i < count; i++)
    for (guint channel = 0; channel < channels; channel++)
      samples[i * channels + channel] = (gint16) (8000 * sin (2 * G_PI * frequency * i / RATE));
  return samples;
}

/* All of it, a buffer at a time; returns how many frames that makes. */
static guint
stretch_all (gint16 *out, const gint16 *in, guint channels, int wanted, guint *stretched)
{
  guint length = 0;

  *stretched = 0;
  for (guint i = 0; i < BUFFERS; i++)
    {
      guint frames =
          duo_stretch (out + length * channels, in + i * FRAMES * channels, FRAMES, channels, wanted, FALSE);

      *stretched += frames != FRAMES ? 1 : 0;
      length += frames;
    }
  return length;
}

typedef struct
{
  double frequency;
  guint channels;
  int wanted;
} Tone;

static const Tone tones[] = {
    {110, 1, 480}, {110, 1, -480}, {205, 1, 480}, {205, 1, -480},
    {400, 1, 300}, {400, 2, -300}, {220, 2, 480},
};

/* A tone keeps its pitch and its evenness. */
static void
test_tone (gconstpointer data)
{
  const Tone *tone = data;
  g_autofree gint16 *in = new_tone (tone->frequency, BUFFERS * FRAMES, tone->channels);
  g_autofree gint16 *out = g_new (gint16, DUO_STRETCH_ROOM (BUFFERS * FRAMES) * tone->channels);
  guint stretched;
  guint length = stretch_all (out, in, tone->channels, tone->wanted, &stretched);
  double before = count_periods (in, BUFFERS * FRAMES * tone->channels) / (double) (BUFFERS * FRAMES);
  double after = count_periods (out, length * tone->channels) / (double) length;

  g_test_message ("%u frames of %u, pitch %.3f, step %d of %d", length, BUFFERS * FRAMES, after / before,
                  get_step (out, length, tone->channels), get_step (in, BUFFERS * FRAMES, tone->channels));
  g_assert_cmpuint (stretched, ==, BUFFERS);
  g_assert_cmpfloat (fabs (after / before - 1), <, 0.02);
  g_assert_cmpint (get_step (out, length, tone->channels), <=,
                   get_step (in, BUFFERS * FRAMES, tone->channels) * 11 / 10);
  if (tone->wanted > 0)
    g_assert_cmpuint (length, >, BUFFERS * FRAMES * 11 / 10);
  else
    g_assert_cmpuint (length, <, BUFFERS * FRAMES * 9 / 10);
}

/* The control: what is cut out anywhere does click. */
static void
test_cut (void)
{
  g_autofree gint16 *in = new_tone (205, BUFFERS * FRAMES, 1);
  g_autofree gint16 *out = g_new (gint16, BUFFERS * FRAMES);
  guint length = 0;

  for (guint i = 0; i < BUFFERS; i++, length += FRAMES - 333)
    memcpy (out + length, in + i * FRAMES, (FRAMES - 333) * sizeof *out);
  g_assert_cmpint (get_step (out, length, 1), >, get_step (in, BUFFERS * FRAMES, 1) * 11 / 10);
}

/* Most of speech can be stretched, and none of it clicks. */
static void
test_speech (void)
{
  g_autoptr (DuoSpeech) speech = duo_speech_new (1);
  g_autofree gint16 *in = g_new (gint16, BUFFERS * FRAMES);
  g_autofree gint16 *out = g_new (gint16, DUO_STRETCH_ROOM (BUFFERS * FRAMES));
  guint stretched, length;

  duo_speech_fill (speech, in, BUFFERS * FRAMES);
  for (int wanted = -480; wanted <= 480; wanted += 960)
    {
      length = stretch_all (out, in, 1, wanted, &stretched);
      g_test_message ("%u of %u stretched", stretched, BUFFERS);
      g_assert_cmpuint (stretched, >, BUFFERS / 2);
      g_assert_cmpint (get_step (out, length, 1), <=, get_step (in, BUFFERS * FRAMES, 1) * 3 / 2);
    }
}

/* No more than was asked for, and silence in one go. */
static void
test_amounts (void)
{
  g_autofree gint16 *in = g_new0 (gint16, FRAMES);
  g_autofree gint16 *out = g_new (gint16, DUO_STRETCH_ROOM (FRAMES));

  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, 300, FALSE), ==, FRAMES + 300);
  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, -300, FALSE), ==, FRAMES - 300);
  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, 48000, FALSE), ==, FRAMES + FRAMES / 2);
  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, -48000, FALSE), ==, FRAMES / 2);
  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, 0, FALSE), ==, FRAMES);
  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, 10, TRUE), ==, FRAMES);
  g_assert_cmpuint (duo_stretch (out, in, 100, 1, 48, TRUE), ==, 100);
  g_assert_cmpuint (duo_stretch (out, in, 0, 1, 480, TRUE), ==, 0);
}

/* Where nothing is alike nothing is done, unless it has to be. */
static void
test_noise (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (3);
  g_autofree gint16 *in = g_new (gint16, FRAMES);
  g_autofree gint16 *out = g_new (gint16, DUO_STRETCH_ROOM (FRAMES));

  for (guint i = 0; i < FRAMES; i++)
    in[i] = (gint16) g_rand_int_range (chance, -9000, 9000);
  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, 480, FALSE), ==, FRAMES);
  g_assert_cmpmem (out, FRAMES * sizeof *out, in, FRAMES * sizeof *in);
  g_assert_cmpuint (duo_stretch (out, in, FRAMES, 1, 480, TRUE), >, FRAMES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      g_autofree char *path = g_strdup_printf ("/stretch/tone/%.0f-%u-%d", tones[i].frequency,
                                               tones[i].channels, tones[i].wanted);

      g_test_add_data_func (path, &tones[i], test_tone);
    }
  g_test_add_func ("/stretch/cut", test_cut);
  g_test_add_func ("/stretch/speech", test_speech);
  g_test_add_func ("/stretch/amounts", test_amounts);
  g_test_add_func ("/stretch/noise", test_noise);
  return g_test_run ();
}
