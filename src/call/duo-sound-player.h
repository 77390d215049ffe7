/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DuoSoundPlayer:
 *
 * Plays sound once, on a thread of its own: a loudspeaker may take seconds to open.
 */
typedef struct _DuoSoundPlayer DuoSoundPlayer;

/* On the main context, once. @error: (nullable): DUO_CALL_ERROR_DEVICE or of its kind; NULL where all was heard */
typedef void (*DuoSoundPlayed) (const GError *error, gpointer data);

/* @sound: S16, 48 kHz, mono. @speaker: (nullable): a DuoDevice's id, NULL for the system's default */
DuoSoundPlayer *
duo_sound_player_new (GBytes *sound, const char *speaker, DuoSoundPlayed played, gpointer data);
/* The same, as a desktop plays what it notices: nothing else is lowered for it. */
DuoSoundPlayer *
duo_sound_player_new_ringing (GBytes *sound, const char *speaker, DuoSoundPlayed played, gpointer data);
/* It ends in a moment, and calls nobody any more. */
void duo_sound_player_free (DuoSoundPlayer *self);

/* Plays @sound so, for whom it is no news where it fails: that is only logged. */
void duo_sound_player_ring (GBytes *sound, const char *speaker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSoundPlayer, duo_sound_player_free)

G_END_DECLS
