/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-monitor.h"

G_BEGIN_DECLS

#define DUO_SOUND_TRIAL_SECONDS 5

typedef enum
{
  DUO_SOUND_TRIAL_IDLE,
  DUO_SOUND_TRIAL_RECORDING,
  DUO_SOUND_TRIAL_PLAYING,
} DuoSoundTrialState;

#define DUO_TYPE_SOUND_TRIAL (duo_sound_trial_get_type ())
G_DECLARE_FINAL_TYPE (DuoSoundTrial, duo_sound_trial, DUO, SOUND_TRIAL, GObject)

/**
 * DuoSoundTrial:
 *
 * Five seconds from a microphone, then played through a loudspeaker: whether one is heard, and how (PRODUCT §6.5). They
 * are kept in memory, and thrown away once they were heard. Properties that notify: state (DuoSoundTrialState),
 * seconds-left (int: of what goes on now).
 *
 *     idle ─▶ recording ─▶ playing ─▶ idle, from everywhere by duo_sound_trial_stop(), or where a device fails
 *
 * duo_sound_trial_new_drawn:
 * @voice: see DuoSpeech; in the place of a microphone
 */
DuoSoundTrial *duo_sound_trial_new (void);
DuoSoundTrial *duo_sound_trial_new_drawn (guint voice);

/* @microphone, @speaker: (nullable): ids, NULL for the system's own. Where it goes on already it does nothing. */
void duo_sound_trial_start (DuoSoundTrial *self, const char *microphone, const char *speaker);
/* The devices are closed in a moment, and what was recorded is gone. */
void duo_sound_trial_stop (DuoSoundTrial *self);

DuoSoundTrialState duo_sound_trial_get_state (DuoSoundTrial *self);
int duo_sound_trial_get_seconds_left (DuoSoundTrial *self);
/* (nullable): why the last one broke off, DUO_CALL_ERROR_DEVICE or of its kind. Borrowed. @kind: (out): whose fault */
const GError *duo_sound_trial_get_problem (DuoSoundTrial *self, DuoDeviceKind *kind);

G_END_DECLS
