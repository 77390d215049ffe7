/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include "shell/duo-window.h"

static const char *const setting_names[] = {"camera", "microphone", "speaker"};

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

  if (call != NULL)
    duo_call_set_camera (call, on);
  else if (self->source != NULL)
    duo_media_source_set_camera (self->source, on);
}

static void
on_source_error (DuoRoomPage *self)
{
  g_autoptr (GError) error = NULL;

  g_object_get (self->source, "error", &error, NULL);
  if (error != NULL && duo_room_page_is_showing (self, "stage"))
    duo_window_add_error_toast (GTK_WIDGET (self), error);
}

static DuoMediaSource *
new_source (DuoRoomPage *self)
{
  DuoPortrait portrait =
      duo_chat_get_my_role (self->chat) == DUO_ROLE_RECRUITER ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT;
  DuoTestSource test;

  if (duo_window_get_test_source (GTK_WIDGET (self), &test))
    return duo_media_source_new_drawn (portrait, test.width, test.height, test.rate, FALSE);

  g_set_str (&self->camera, duo_room_check_get_device (self->check, DUO_DEVICE_CAMERA));
  g_set_str (&self->microphone, duo_room_check_get_device (self->check, DUO_DEVICE_MICROPHONE));

  return duo_media_source_new_devices (self->camera, self->microphone);
}

void
duo_room_page_drop_source (DuoRoomPage *self)
{
  if (self->source == NULL)
    return;

  duo_room_check_set_source (self->check, NULL);
  duo_room_stage_set_feeds (self->stage, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->source, self);
  duo_media_source_set_camera (self->source, FALSE);
  duo_media_source_set_microphone (self->source, FALSE);
  g_clear_object (&self->source);
}

/* Another device means another source; what was on stays on, as far as there is a device for it. */
void
duo_room_page_renew_source (DuoRoomPage *self)
{
  gboolean camera =
      duo_room_page_get_camera (self) && duo_room_check_has_device (self->check, DUO_DEVICE_CAMERA);
  gboolean microphone =
      duo_room_page_get_microphone (self) && duo_room_check_has_device (self->check, DUO_DEVICE_MICROPHONE);

  duo_room_page_drop_source (self);
  self->source = new_source (self);
  g_signal_connect_swapped (self->source, "notify::camera", G_CALLBACK (duo_room_page_update_mine), self);
  g_signal_connect_swapped (self->source, "notify::microphone", G_CALLBACK (duo_room_page_update_mine), self);
  g_signal_connect_swapped (self->source, "notify::error", G_CALLBACK (on_source_error), self);
  duo_media_source_set_camera (self->source, camera);
  duo_media_source_set_microphone (self->source, microphone);
  duo_room_check_set_source (self->check, self->source);
  duo_room_page_update_mine (self);
}

static gboolean
is_still_there (DuoRoomPage *self, DuoDeviceKind kind, const char *used)
{
  return duo_room_check_has_device (self->check, kind) &&
         g_strcmp0 (used, duo_room_check_get_device (self->check, kind)) == 0;
}

gboolean
duo_room_page_resume_devices (DuoRoomPage *self)
{
  gboolean there =
      (!self->camera_was_on || is_still_there (self, DUO_DEVICE_CAMERA, self->camera)) &&
      (!self->microphone_was_on || is_still_there (self, DUO_DEVICE_MICROPHONE, self->microphone));

  duo_room_page_renew_source (self);
  if (!there)
    return FALSE;

  duo_media_source_set_camera (self->source, self->camera_was_on);
  duo_media_source_set_microphone (self->source, self->microphone_was_on);
  return TRUE;
}

static void
update_device_actions (DuoRoomPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.camera",
                                 duo_room_check_has_device (self->check, DUO_DEVICE_CAMERA));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.microphone",
                                 duo_room_check_has_device (self->check, DUO_DEVICE_MICROPHONE));
}

static gboolean
has_other_devices (DuoRoomPage *self)
{
  return g_strcmp0 (self->camera, duo_room_check_get_device (self->check, DUO_DEVICE_CAMERA)) != 0 ||
         g_strcmp0 (self->microphone, duo_room_check_get_device (self->check, DUO_DEVICE_MICROPHONE)) != 0;
}

void
duo_room_page_follow_devices (DuoRoomPage *self)
{
  update_device_actions (self);
  /* During a call the devices stay those that were tried out before it. */
  if (self->source != NULL && self->visit == NULL && has_other_devices (self))
    duo_room_page_renew_source (self);
}

static void
want_remembered (DuoRoomPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  for (guint i = 0; settings != NULL && i < G_N_ELEMENTS (setting_names); i++)
    {
      g_autofree char *id = g_settings_get_string (settings, setting_names[i]);

      duo_room_check_set_wanted (self->check, (DuoDeviceKind) i, id[0] != '\0' ? id : NULL);
    }
}

void
duo_room_page_remember_device (DuoRoomPage *self, int kind)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));
  const char *id = duo_room_check_get_device (self->check, (DuoDeviceKind) kind);

  if (settings != NULL)
    g_settings_set_string (settings, setting_names[kind], id != NULL ? id : "");
}

void
duo_room_page_begin_devices (DuoRoomPage *self)
{
  DuoTestSource test;
  gboolean drawn = duo_window_get_test_source (GTK_WIDGET (self), &test);

  if (self->monitor != NULL)
    {
      want_remembered (self);
      duo_room_check_set_monitor (self->check, drawn ? NULL : self->monitor);
      if (!drawn)
        self->speakers = g_object_ref (duo_device_monitor_get_devices (self->monitor, DUO_DEVICE_SPEAKER));
    }
  g_clear_object (&self->monitor);
  duo_room_page_renew_source (self);
  update_device_actions (self);
}
