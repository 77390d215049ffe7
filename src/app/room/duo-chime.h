/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-sound-player.h"

G_BEGIN_DECLS

/* Plays two soft tones once: “somebody is here”. Where sound cannot be played that is only logged, since whoever rings also
 * says it in words. */
/* @speaker: (nullable): a DuoDevice's id, NULL for the system's default */
void duo_chime_play (const char *speaker);
/* The same to hear whether there is sound. (transfer full) */
DuoSoundPlayer *duo_chime_try (const char *speaker, DuoSoundPlayed played, gpointer data);

/* (transfer full): what it plays: mono, 16 bit in the machine's order, @rate samples a second */
GBytes *duo_chime_render (int rate);

G_END_DECLS
