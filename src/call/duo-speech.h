/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_SPEECH_RATE 48000

/**
 * DuoSpeech:
 *
 * Sound that moves like somebody talking: syllables with vowels, breath and pauses, no words. The same voice says the
 * same at the same second, so that a drawn mouth can follow without being told.
 */
typedef struct _DuoSpeech DuoSpeech;

/* @voice: who speaks; an even one is low, an odd one high */
DuoSpeech *duo_speech_new (guint voice);
void duo_speech_free (DuoSpeech *self);
/* The next @count samples, mono, DUO_SPEECH_RATE a second, native S16. */
void duo_speech_fill (DuoSpeech *self, gint16 *samples, gsize count);

/* How far the mouth of @voice is open at @seconds: 0 (a pause) to 1. */
double duo_speech_openness (guint voice, double seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSpeech, duo_speech_free)

G_END_DECLS
