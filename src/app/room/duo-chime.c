/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-chime.h"

#include <math.h>

#include "duo-sound-format.h"

#define SECONDS 1.1
#define SECOND_TONE_AT 0.18

/* Silence before it begins, a soft start so that it does not click, then it dies away. */
static double
tone (double frequency, double since)
{
  double start;

  if (since < 0)
    return 0;

  start = MIN (since / 0.01, 1);
  return start * exp (-5 * since) * sin (2 * G_PI * frequency * since);
}

GBytes *
duo_chime_render (int rate)
{
  gsize n_samples = (gsize) (rate * SECONDS);
  gint16 *samples = g_new (gint16, n_samples);

  for (gsize i = 0; i < n_samples; i++)
    {
      double now = (double) i / rate;
      double sum = tone (659.3, now) + tone (987.8, now - SECOND_TONE_AT);

      samples[i] = (gint16) (sum * 0.3 * G_MAXINT16);
    }

  return g_bytes_new_take (samples, n_samples * sizeof (gint16));
}

DuoSoundPlayer *
duo_chime_try (const char *speaker, DuoSoundPlayed played, gpointer data)
{
  g_autoptr (GBytes) sound = duo_chime_render (DUO_SOUND_RATE);

  return duo_sound_player_new_ringing (sound, speaker, played, data);
}

void
duo_chime_play (const char *speaker)
{
  g_autoptr (GBytes) sound = duo_chime_render (DUO_SOUND_RATE);

  duo_sound_player_ring (sound, speaker);
}
