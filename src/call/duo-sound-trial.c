/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-sound-trial.h"
#include "duo-call.h"
#include "duo-capture.h"
#include "duo-drawn-voice.h"
#include "duo-parts.h"
#include "duo-sound-format.h"
#include "duo-sound-player.h"
#include "duo-timer.h"

#define BYTES_PER_SECOND (DUO_SOUND_RATE * sizeof (gint16))
#define TICK_MS 100
/* A microphone that gives nothing is not waited for any longer. */
#define PATIENCE_TICKS (10 * 1000 / TICK_MS)

struct _DuoSoundTrial
{
  GObject parent_instance;
  gboolean drawn;
  guint voice;
  DuoSoundTrialState state;
  int seconds_left;
  char *speaker;

  DuoOutlet *outlet;
  DuoCapture *capture;
  DuoSoundPlayer *player;
  GSource *ticker;
  guint ticks; /* of this state */
  gsize heard; /* bytes, at the last tick */
  guint silent_ticks;
  GError *problem;
  DuoDeviceKind culprit;
};

enum
{
  PROP_STATE = 1,
  PROP_SECONDS_LEFT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoSoundTrial, duo_sound_trial, G_TYPE_OBJECT)

static const char *const names[] = {"idle", "recording", "playing"};

static void
set_seconds_left (DuoSoundTrial *self, int seconds)
{
  if (self->seconds_left == seconds)
    return;
  self->seconds_left = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SECONDS_LEFT]);
}

static void
set_state (DuoSoundTrial *self, DuoSoundTrialState state)
{
  if (self->state == state)
    return;
  g_debug ("sound trial: %s → %s", names[self->state], names[state]);
  self->state = state;
  self->ticks = self->silent_ticks = 0;
  self->heard = 0;
  g_object_freeze_notify (G_OBJECT (self));
  set_seconds_left (self, state == DUO_SOUND_TRIAL_IDLE ? 0 : DUO_SOUND_TRIAL_SECONDS);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
stop_ticker (DuoSoundTrial *self)
{
  duo_timer_stop (&self->ticker);
}

static void
close_devices (DuoSoundTrial *self)
{
  stop_ticker (self);
  g_clear_pointer (&self->capture, duo_capture_free);
  g_clear_pointer (&self->player, duo_sound_player_free);
  duo_outlet_record (self->outlet, 0);
}

static void
fail (DuoSoundTrial *self, DuoDeviceKind culprit, const GError *error)
{
  g_message ("sound trial: %s", error->message);
  g_clear_error (&self->problem);
  self->problem = g_error_copy (error);
  self->culprit = culprit;
  duo_sound_trial_stop (self);
}

static void
on_capture_failed (const GError *error, gpointer data)
{
  fail (data, DUO_DEVICE_MICROPHONE, error);
}

static void
on_played (const GError *error, gpointer data)
{
  DuoSoundTrial *self = data;

  if (error != NULL)
    fail (self, DUO_DEVICE_SPEAKER, error);
  else
    duo_sound_trial_stop (self);
}

static void
play (DuoSoundTrial *self)
{
  g_autoptr (GBytes) sound = duo_outlet_steal_recording (self->outlet);

  g_clear_pointer (&self->capture, duo_capture_free);
  self->player = duo_sound_player_new (sound, self->speaker, on_played, self);
  set_state (self, DUO_SOUND_TRIAL_PLAYING);
}

static void
give_up_waiting (DuoSoundTrial *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "microphone: it gives nothing");

  fail (self, DUO_DEVICE_MICROPHONE, error);
}

static void
look_at_recording (DuoSoundTrial *self)
{
  gsize heard = duo_outlet_get_recorded (self->outlet);

  self->silent_ticks = heard > self->heard ? 0 : self->silent_ticks + 1;
  self->heard = heard;
  if (heard >= DUO_SOUND_TRIAL_SECONDS * BYTES_PER_SECOND)
    play (self);
  else if (self->silent_ticks >= PATIENCE_TICKS)
    give_up_waiting (self);
  else
    set_seconds_left (self, DUO_SOUND_TRIAL_SECONDS - (int) (heard / BYTES_PER_SECOND));
}

static gboolean
on_tick (gpointer data)
{
  DuoSoundTrial *self = data;

  self->ticks++;
  if (self->state == DUO_SOUND_TRIAL_RECORDING)
    look_at_recording (self);
  else
    set_seconds_left (self, MAX (0, DUO_SOUND_TRIAL_SECONDS - (int) (self->ticks * TICK_MS / 1000)));
  return G_SOURCE_CONTINUE;
}

static void
duo_sound_trial_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoSoundTrial *self = DUO_SOUND_TRIAL (object);

  g_value_set_int (value, id == PROP_STATE ? (int) self->state : self->seconds_left);
}

static void
duo_sound_trial_dispose (GObject *object)
{
  close_devices (DUO_SOUND_TRIAL (object));
  G_OBJECT_CLASS (duo_sound_trial_parent_class)->dispose (object);
}

static void
duo_sound_trial_finalize (GObject *object)
{
  DuoSoundTrial *self = DUO_SOUND_TRIAL (object);

  duo_outlet_unref (self->outlet);
  g_free (self->speaker);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (duo_sound_trial_parent_class)->finalize (object);
}

static void
duo_sound_trial_class_init (DuoSoundTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = duo_sound_trial_get_property;
  object_class->dispose = duo_sound_trial_dispose;
  object_class->finalize = duo_sound_trial_finalize;
  props[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, DUO_SOUND_TRIAL_IDLE, DUO_SOUND_TRIAL_PLAYING, 0, flags);
  props[PROP_SECONDS_LEFT] =
      g_param_spec_int ("seconds-left", NULL, NULL, 0, DUO_SOUND_TRIAL_SECONDS, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
duo_sound_trial_init (DuoSoundTrial *self)
{
  self->outlet = duo_outlet_new ();
}

DuoSoundTrial *
duo_sound_trial_new (void)
{
  return g_object_new (DUO_TYPE_SOUND_TRIAL, NULL);
}

DuoSoundTrial *
duo_sound_trial_new_drawn (guint voice)
{
  DuoSoundTrial *self = duo_sound_trial_new ();

  self->drawn = TRUE;
  self->voice = voice;
  return self;
}

static void
record (DuoSoundTrial *self, const char *microphone)
{
  self->capture = duo_capture_new_sound (self->drawn ? duo_drawn_voice_new (self->voice) : NULL, self->outlet,
                                         on_capture_failed, self);
  if (!self->drawn)
    duo_capture_set_device (self->capture, microphone, NULL);
  duo_outlet_record (self->outlet, DUO_SOUND_TRIAL_SECONDS * BYTES_PER_SECOND);
  duo_capture_set_running (self->capture, TRUE);
  duo_timer_start (&self->ticker, TICK_MS, on_tick, self);
}

void
duo_sound_trial_start (DuoSoundTrial *self, const char *microphone, const char *speaker)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DUO_IS_SOUND_TRIAL (self));
  if (self->state != DUO_SOUND_TRIAL_IDLE)
    return;
  g_clear_error (&self->problem);
  g_set_str (&self->speaker, speaker);
  if (duo_parts_check_devices (&error))
    record (self, microphone);
  set_state (self, DUO_SOUND_TRIAL_RECORDING);
  if (error != NULL)
    fail (self, DUO_DEVICE_MICROPHONE, error);
}

void
duo_sound_trial_stop (DuoSoundTrial *self)
{
  g_return_if_fail (DUO_IS_SOUND_TRIAL (self));
  close_devices (self);
  set_state (self, DUO_SOUND_TRIAL_IDLE);
}

DuoSoundTrialState
duo_sound_trial_get_state (DuoSoundTrial *self)
{
  g_return_val_if_fail (DUO_IS_SOUND_TRIAL (self), DUO_SOUND_TRIAL_IDLE);
  return self->state;
}

int
duo_sound_trial_get_seconds_left (DuoSoundTrial *self)
{
  g_return_val_if_fail (DUO_IS_SOUND_TRIAL (self), 0);
  return self->seconds_left;
}

const GError *
duo_sound_trial_get_problem (DuoSoundTrial *self, DuoDeviceKind *kind)
{
  g_return_val_if_fail (DUO_IS_SOUND_TRIAL (self), NULL);
  *kind = self->culprit;
  return self->problem;
}
