/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-devices-dialog.h"

#include <glib/gi18n.h>

#include "duo-parts.h"

struct _DuoDevicesDialog
{
  AdwDialog parent_instance;

  AdwComboRow *camera_row;
  AdwComboRow *microphone_row;
  AdwComboRow *speaker_row;
  GtkWidget *voice;
  AdwSwitchRow *echo_row;
  AdwSwitchRow *noise_row;
};

G_DEFINE_FINAL_TYPE (DuoDevicesDialog, duo_devices_dialog, ADW_TYPE_DIALOG)

static void
duo_devices_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_DEVICES_DIALOG);
  G_OBJECT_CLASS (duo_devices_dialog_parent_class)->dispose (object);
}

static void
duo_devices_dialog_class_init (DuoDevicesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_devices_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-devices-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoDevicesDialog, camera_row);
  gtk_widget_class_bind_template_child (widget_class, DuoDevicesDialog, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, DuoDevicesDialog, speaker_row);
  gtk_widget_class_bind_template_child (widget_class, DuoDevicesDialog, voice);
  gtk_widget_class_bind_template_child (widget_class, DuoDevicesDialog, echo_row);
  gtk_widget_class_bind_template_child (widget_class, DuoDevicesDialog, noise_row);
}

static void
duo_devices_dialog_init (DuoDevicesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A call goes on as if both were off. */
static void
say_what_is_missing (DuoDevicesDialog *self)
{
  g_autofree char *missing = g_strdup_printf (_ ("A part that this needs is not installed: %s"), "webrtcdsp");

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->voice), missing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->echo_row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->noise_row), FALSE);
}

AdwDialog *
duo_devices_dialog_new (DuoDeviceChoices *choices, GSettings *settings)
{
  DuoDevicesDialog *self = g_object_new (DUO_TYPE_DEVICES_DIALOG, NULL);

  duo_device_choices_bind (choices, DUO_DEVICE_CAMERA, self->camera_row);
  duo_device_choices_bind (choices, DUO_DEVICE_MICROPHONE, self->microphone_row);
  duo_device_choices_bind (choices, DUO_DEVICE_SPEAKER, self->speaker_row);
  gtk_widget_set_visible (self->voice, settings != NULL);
  if (settings != NULL)
    {
      g_settings_bind (settings, "cancel-echo", self->echo_row, "active", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "suppress-noise", self->noise_row, "active", G_SETTINGS_BIND_DEFAULT);
    }
  /* Behind what binds them, which makes them sensitive. */
  if (!duo_parts_have_echo ())
    say_what_is_missing (self);
  return ADW_DIALOG (self);
}
