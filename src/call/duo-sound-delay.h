/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * DuoSoundDelay:
 *
 * Gives the sound that leaves a pad the times at which it is to be played, which are later than its own by a delay. A
 * delay that changes is reached by stretching what is there, a little at a time, so that nobody hears it; only what
 * came too late, or after a pause, is placed anew.
 *
 * The sink behind it has to play everything at just its time: latency questions are answered here, since what is in
 * front of it waits for nothing.
 */
typedef struct _DuoSoundDelay DuoSoundDelay;

/* @pad: a source pad with sound of DUO_SOUND_FORMAT */
DuoSoundDelay *duo_sound_delay_new (GstPad *pad);
void duo_sound_delay_free (DuoSoundDelay *self);

/* µs, of both; what it is now, and what it is to become. Any thread. */
gint64 duo_sound_delay_get (DuoSoundDelay *self);
void duo_sound_delay_set (DuoSoundDelay *self, gint64 delay);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSoundDelay, duo_sound_delay_free)

G_END_DECLS
