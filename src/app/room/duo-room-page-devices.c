/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gstdio.h>

#include "duo-camera-portal.h"
#include "duo-device-text.h"
#include "duo-devices-dialog.h"
#include "shell/duo-window.h"

static void update_device_actions (DuoRoomPage *self);

static const char *const setting_names[] = {"camera", "microphone", "speaker"};

/* ── cameras behind the desktop's portal ──────────────────────────────────────────────────────── */

static gboolean
is_drawn (DuoRoomPage *self)
{
  DuoTestSource test;

  return duo_window_get_test_source (GTK_WIDGET (self), &test);
}

static gboolean
is_camera_unasked (DuoRoomPage *self)
{
  return duo_camera_portal_is_needed () && !is_drawn (self) &&
         duo_device_monitor_get_remote (self->monitor) == NULL;
}

static void
take_camera (DuoRoomPage *self, int remote)
{
  self->camera_wished = TRUE;
  duo_device_monitor_admit_camera (self->monitor, remote);
  duo_room_check_set_camera_unasked (self->check, FALSE);
  update_device_actions (self);
}

/* The page may be left before the user has answered. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *weak = data;
  g_autoptr (DuoRoomPage) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autofd int remote = duo_camera_portal_ask_finish (result, &error);

  g_weak_ref_clear (weak);
  if (self == NULL)
    return;
  self->asking_camera = FALSE;
  if (self->source == NULL)
    return;
  if (remote >= 0)
    take_camera (self, g_steal_fd (&remote));
  else
    duo_media_source_refuse_device (self->source, DUO_DEVICE_CAMERA, error);
}

/* The first time the desktop asks the user; so it happens where somebody wants to be seen, not before. */
static void
ask_for_camera (DuoRoomPage *self)
{
  GWeakRef *weak;

  if (self->asking_camera)
    return;
  self->asking_camera = TRUE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  duo_camera_portal_ask_async (NULL, asked_cb, weak);
}

/* ── on and off ───────────────────────────────────────────────────────────────────────────────── */

gboolean
duo_room_page_get_microphone (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  if (call != NULL)
    return duo_call_get_microphone (call);

  return self->source != NULL && duo_media_source_get_microphone (self->source);
}

gboolean
duo_room_page_get_camera (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  if (call != NULL)
    return duo_call_get_camera (call);

  return self->source != NULL && duo_media_source_get_camera (self->source);
}

void
duo_room_page_set_microphone (DuoRoomPage *self, gboolean on)
{
  DuoCall *call = duo_room_page_get_call (self);

  if (call != NULL)
    duo_call_set_microphone (call, on);
  else if (self->source != NULL)
    duo_media_source_set_microphone (self->source, on);
}

void
duo_room_page_set_camera (DuoRoomPage *self, gboolean on)
{
  DuoCall *call = duo_room_page_get_call (self);

  self->camera_wished = FALSE;
  if (on && is_camera_unasked (self))
    ask_for_camera (self);
  else if (call != NULL)
    duo_call_set_camera (call, on);
  else if (self->source != NULL)
    duo_media_source_set_camera (self->source, on);
}

const char *
duo_room_page_get_speaker (DuoRoomPage *self)
{
  return self->choices != NULL ? duo_device_choices_get_id (self->choices, DUO_DEVICE_SPEAKER) : NULL;
}

gboolean
duo_room_page_has_device (DuoRoomPage *self, DuoDeviceKind kind)
{
  return self->choices != NULL && duo_device_choices_count (self->choices, kind) > 0;
}

/* ── what is said of them in a call ───────────────────────────────────────────────────────────── */

static void
on_left_off (DuoDeviceKind kind, gpointer data)
{
  DuoRoomPage *self = data;

  if (self->source != NULL)
    duo_media_source_stop_awaiting (self->source, kind);
}

static void
say_problem (DuoRoomPage *self, DuoDeviceKind kind, const GError *problem)
{
  g_autofree char *text = duo_device_text_problem (kind, problem);

  if (duo_media_source_is_awaited (self->source, kind))
    duo_device_toasts_lose (self->toasts, kind, self->used[kind].name);
  else
    duo_device_toasts_say (self->toasts, text);
}

static void
on_source_failed (DuoRoomPage *self, int kind)
{
  const GError *problem = duo_media_source_get_problem (self->source, (DuoDeviceKind) kind);

  if (problem != NULL && duo_room_page_is_showing (self, "stage"))
    say_problem (self, (DuoDeviceKind) kind, problem);
}

/* A drawn person needs none; that there is none the check page has said; and that one is gone is said where it goes. */
static gboolean
is_news (DuoRoomPage *self, const GError *problem, DuoStandIn stand_in)
{
  return duo_room_page_is_showing (self, "stage") && !is_drawn (self) &&
         duo_room_page_has_device (self, DUO_DEVICE_SPEAKER) &&
         (stand_in == DUO_STAND_IN_NONE || problem->code != DUO_CALL_ERROR_DEVICE_MISSING);
}

/* (transfer full) */
static char *
dup_speaker_text (DuoRoomPage *self, const GError *problem, DuoStandIn stand_in)
{
  const char *name = self->used[DUO_DEVICE_SPEAKER].name;

  if (stand_in == DUO_STAND_IN_NONE || name == NULL)
    return duo_device_text_problem (DUO_DEVICE_SPEAKER, problem);
  return stand_in == DUO_STAND_IN_DEFAULT ? duo_device_text_instead (name) : duo_device_text_still (name);
}

static void
on_speaker_problem (DuoRoomPage *self, GParamSpec *pspec, DuoCall *call)
{
  DuoStandIn stand_in;
  const GError *problem = duo_call_get_speaker_problem (call, &stand_in);
  g_autofree char *text = NULL;

  duo_device_toasts_end_silence (self->toasts);
  if (problem == NULL || !is_news (self, problem, stand_in))
    return;
  text = dup_speaker_text (self, problem, stand_in);
  if (stand_in == DUO_STAND_IN_NONE)
    duo_device_toasts_say_silence (self->toasts, text);
  else
    duo_device_toasts_say (self->toasts, text);
}

void
duo_room_page_begin_listening (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  g_signal_connect_object (call, "notify::speaker-problem", G_CALLBACK (on_speaker_problem), self,
                           G_CONNECT_SWAPPED);
  on_speaker_problem (self, NULL, call);
}

/* @before: (nullable): what was used until now, and whether it is still there does not matter to who picked another */
static void
say_change (DuoRoomPage *self, DuoDeviceKind kind, const DuoUsedDevice *before)
{
  const char *name = self->used[kind].name;
  gboolean gone = before->id != NULL && !duo_device_choices_has (self->choices, kind, before->id);
  g_autofree char *text = gone           ? duo_device_text_replaced (before->name, name)
                          : name != NULL ? duo_device_text_again (name)
                                         : NULL;

  if (text != NULL && duo_room_page_is_showing (self, "stage"))
    duo_device_toasts_say (self->toasts, text);
}

/* ── following what is plugged in ─────────────────────────────────────────────────────────────── */

static void
clear_used (DuoUsedDevice *used)
{
  g_clear_pointer (&used->id, g_free);
  g_clear_pointer (&used->name, g_free);
}

/* Returns what was used before; the caller clears it. */
static DuoUsedDevice
use (DuoRoomPage *self, DuoDeviceKind kind)
{
  DuoUsedDevice before = self->used[kind];

  self->used[kind] = (DuoUsedDevice) {g_strdup (duo_device_choices_get_id (self->choices, kind)),
                                      duo_device_choices_dup_name (self->choices, kind)};
  return before;
}

static gboolean
is_on (DuoRoomPage *self, DuoDeviceKind kind)
{
  return kind == DUO_DEVICE_CAMERA ? duo_room_page_get_camera (self) : duo_room_page_get_microphone (self);
}

/* What was on stays on, or goes on once there is one. */
static void
follow_input (DuoRoomPage *self, DuoDeviceKind kind, gboolean picked)
{
  DuoUsedDevice before;

  if (!duo_room_page_has_device (self, kind))
    {
      duo_media_source_lose_device (self->source, kind);
      clear_used (&self->used[kind]);
      return;
    }
  before = use (self, kind);
  /* Whoever picks another while it is off has seen that it is off. */
  if (picked && !is_on (self, kind) && !duo_media_source_is_awaited (self->source, kind))
    duo_media_source_stop_awaiting (self->source, kind);
  duo_media_source_set_device (self->source, kind, self->used[kind].id,
                               duo_device_monitor_get_remote (self->monitor));
  if (kind == DUO_DEVICE_CAMERA && self->camera_wished)
    duo_room_page_set_camera (self, TRUE);
  if (!duo_media_source_is_awaited (self->source, kind))
    duo_device_toasts_find (self->toasts, kind);
  if (!picked && is_on (self, kind))
    say_change (self, kind, &before);
  clear_used (&before);
}

static void
follow_speaker (DuoRoomPage *self, gboolean picked)
{
  DuoCall *call = duo_room_page_get_call (self);
  DuoUsedDevice before = use (self, DUO_DEVICE_SPEAKER);
  gboolean same = g_strcmp0 (before.id, self->used[DUO_DEVICE_SPEAKER].id) == 0;

  if (call != NULL && duo_room_page_has_device (self, DUO_DEVICE_SPEAKER))
    {
      duo_call_set_speaker (call, self->used[DUO_DEVICE_SPEAKER].id);
      if (!same && !picked)
        say_change (self, DUO_DEVICE_SPEAKER, &before);
    }
  else if (call != NULL)
    {
      g_autofree char *lost = duo_device_text_lost (DUO_DEVICE_SPEAKER, NULL);

      duo_call_lose_speaker (call);
      duo_device_toasts_end_silence (self->toasts);
      duo_device_toasts_say (self->toasts, lost);
    }
  clear_used (&before);
}

static void
update_device_actions (DuoRoomPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.camera",
                                 duo_room_page_has_device (self, DUO_DEVICE_CAMERA) ||
                                     is_camera_unasked (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.microphone",
                                 duo_room_page_has_device (self, DUO_DEVICE_MICROPHONE));
}

static gboolean
is_new (DuoRoomPage *self, DuoDeviceKind kind)
{
  return duo_media_source_is_awaited (self->source, kind) || !duo_room_page_has_device (self, kind) ||
         g_strcmp0 (self->used[kind].id, duo_device_choices_get_id (self->choices, kind)) != 0;
}

static void
on_device_changed (DuoRoomPage *self, int kind)
{
  gboolean picked = (self->picked & (1u << kind)) != 0;

  self->picked &= ~(1u << kind);
  update_device_actions (self);
  if (self->source == NULL)
    return;
  if (kind == DUO_DEVICE_SPEAKER)
    follow_speaker (self, picked);
  else if (is_new (self, (DuoDeviceKind) kind))
    follow_input (self, (DuoDeviceKind) kind, picked);
}

/* For this chat and the next ones. */
static void
on_device_chosen (DuoRoomPage *self, int kind)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));
  const char *id = duo_device_choices_get_id (self->choices, (DuoDeviceKind) kind);

  self->picked |= 1u << kind;
  if (settings != NULL)
    g_settings_set_string (settings, setting_names[kind], id != NULL ? id : "");
}

static void
on_devices (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  if (self->choices != NULL)
    adw_dialog_present (duo_devices_dialog_new (self->choices, duo_window_get_settings (widget)), widget);
}

/* ── the source ───────────────────────────────────────────────────────────────────────────────── */

static DuoPortrait
get_portrait (DuoRoomPage *self)
{
  return duo_chat_get_my_role (self->chat) == DUO_ROLE_RECRUITER ? DUO_PORTRAIT_RECRUITER
                                                                 : DUO_PORTRAIT_TALENT;
}

static DuoMediaSource *
new_source (DuoRoomPage *self)
{
  DuoMediaSource *source;
  DuoTestSource test;

  if (duo_window_get_test_source (GTK_WIDGET (self), &test))
    return duo_media_source_new_drawn (get_portrait (self), test.width, test.height, test.rate, FALSE);

  for (int kind = DUO_DEVICE_CAMERA; kind <= DUO_DEVICE_SPEAKER; kind++)
    {
      DuoUsedDevice before = use (self, (DuoDeviceKind) kind);

      clear_used (&before);
    }

  source =
      duo_media_source_new_devices (self->used[DUO_DEVICE_CAMERA].id, self->used[DUO_DEVICE_MICROPHONE].id);
  duo_media_source_set_device (source, DUO_DEVICE_CAMERA, self->used[DUO_DEVICE_CAMERA].id,
                               duo_device_monitor_get_remote (self->monitor));
  return source;
}

void
duo_room_page_stop_trial (DuoRoomPage *self)
{
  if (self->trial != NULL)
    duo_sound_trial_stop (self->trial);
}

void
duo_room_page_drop_source (DuoRoomPage *self)
{
  duo_room_page_stop_trial (self);
  if (self->source == NULL)
    return;

  duo_device_toasts_forget (self->toasts);
  duo_room_check_set_source (self->check, NULL);
  duo_room_stage_set_feeds (self->stage, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->source, self);
  duo_media_source_set_camera (self->source, FALSE);
  duo_media_source_set_microphone (self->source, FALSE);
  g_clear_object (&self->source);
}

static void
update_voice (DuoRoomPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));
  DuoVoice voice = DUO_VOICE_PLAIN;

  if (self->source == NULL || settings == NULL)
    return;
  if (g_settings_get_boolean (settings, "cancel-echo"))
    voice |= DUO_VOICE_ECHO_CANCELLED;
  if (g_settings_get_boolean (settings, "suppress-noise"))
    voice |= DUO_VOICE_NOISE_SUPPRESSED;
  duo_media_source_set_voice (self->source, voice);
}

static void
renew_source (DuoRoomPage *self)
{
  duo_room_page_drop_source (self);
  self->source = new_source (self);
  update_voice (self);
  g_signal_connect_swapped (self->source, "notify::camera", G_CALLBACK (duo_room_page_update_mine), self);
  g_signal_connect_swapped (self->source, "notify::microphone", G_CALLBACK (duo_room_page_update_mine), self);
  g_signal_connect_swapped (self->source, "failed", G_CALLBACK (on_source_failed), self);
  duo_room_check_set_source (self->check, self->source);
  duo_room_page_update_mine (self);
}

static gboolean
is_still_there (DuoRoomPage *self, DuoDeviceKind kind)
{
  return duo_room_page_has_device (self, kind) &&
         g_strcmp0 (self->used[kind].id, duo_device_choices_get_id (self->choices, kind)) == 0;
}

gboolean
duo_room_page_resume_devices (DuoRoomPage *self)
{
  gboolean there = (!self->camera_was_on || is_still_there (self, DUO_DEVICE_CAMERA)) &&
                   (!self->microphone_was_on || is_still_there (self, DUO_DEVICE_MICROPHONE));

  renew_source (self);
  if (!there)
    return FALSE;

  duo_media_source_set_camera (self->source, self->camera_was_on);
  duo_media_source_set_microphone (self->source, self->microphone_was_on);
  return TRUE;
}

static void
want_remembered (DuoRoomPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  for (guint i = 0; settings != NULL && i < G_N_ELEMENTS (setting_names); i++)
    {
      g_autofree char *id = g_settings_get_string (settings, setting_names[i]);

      duo_device_choices_set_wanted (self->choices, (DuoDeviceKind) i, id[0] != '\0' ? id : NULL);
    }
}

void
duo_room_page_begin_devices (DuoRoomPage *self)
{
  DuoTestSource test;
  gboolean drawn = duo_window_get_test_source (GTK_WIDGET (self), &test);
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  if (self->choices == NULL)
    {
      self->choices = duo_device_choices_new (drawn ? NULL : self->monitor);
      want_remembered (self);
      self->toasts = duo_device_toasts_new (GTK_WIDGET (self), on_left_off, self);
      self->trial = drawn ? duo_sound_trial_new_drawn (get_portrait (self)) : duo_sound_trial_new ();
      duo_room_check_set_choices (self->check, self->choices, self->trial);
      if (settings != NULL)
        g_signal_connect_object (settings, "changed", G_CALLBACK (update_voice), self, G_CONNECT_SWAPPED);
      g_signal_connect_swapped (self->choices, "chosen", G_CALLBACK (on_device_chosen), self);
      g_signal_connect_swapped (self->choices, "changed", G_CALLBACK (on_device_changed), self);
    }
  duo_room_check_set_camera_unasked (self->check, is_camera_unasked (self));
  renew_source (self);
  update_device_actions (self);
}

void
duo_room_page_end_devices (DuoRoomPage *self)
{
  g_clear_pointer (&self->toasts, duo_device_toasts_free);
  if (self->choices != NULL)
    g_signal_handlers_disconnect_by_data (self->choices, self);
  g_clear_object (&self->choices);
  g_clear_object (&self->trial);
}

void
duo_room_page_install_device_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "room.devices", NULL, on_devices);
}
