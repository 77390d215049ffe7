/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-preferences-dialog.h"

#include <glib/gi18n.h>

#include "duo-background.h"
#include "duo-my-devices.h"
#include "duo-text.h"

/* Quiet hours begin and end at half hours. */
#define STEP_MINUTES 30
#define N_STEPS (24 * 60 / STEP_MINUTES)

struct _DuoPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  GSettings *settings;
  GCancellable *asking; /* (nullable): the desktop, whether the program may stay */

  GtkWidget *unkept;
  GtkWidget *notifications;
  GtkWidget *quiet;
  GtkWidget *privacy;
  DuoMyDevices *devices;
  GtkWidget *background_group;
  AdwSwitchRow *requests;
  AdwSwitchRow *changes;
  AdwSwitchRow *reminders;
  AdwSwitchRow *quiet_hours;
  AdwComboRow *quiet_from;
  AdwComboRow *quiet_to;
  AdwSwitchRow *hide_address;
  AdwSwitchRow *background;
  GtkStringList *times;
};

G_DEFINE_FINAL_TYPE (DuoPreferencesDialog, duo_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
say (DuoPreferencesDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoPreferencesDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean allowed = duo_background_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->asking);
  if (error)
    g_message ("The desktop could not be asked for the background: %s", error->message);
  if (allowed)
    g_settings_set_boolean (self->settings, "background", TRUE);
  else
    {
      say (self, duo_background_get_refusal ());
      adw_switch_row_set_active (self->background, FALSE);
    }
}

static void
on_background_changed (DuoPreferencesDialog *self)
{
  gboolean active = adw_switch_row_get_active (self->background);

  if (!self->settings || active == g_settings_get_boolean (self->settings, "background"))
    return;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  /* Whoever turns it has answered what the window would ask. */
  g_settings_set_boolean (self->settings, "background-asked", TRUE);
  if (!active)
    {
      g_settings_set_boolean (self->settings, "background", FALSE);
      return;
    }

  self->asking = g_cancellable_new ();
  duo_background_ask_async (self->asking, asked_cb, g_object_ref (self));
}

static gboolean
step_from_minutes (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_uint (value, g_variant_get_uint32 (variant) / STEP_MINUTES);
  return TRUE;
}

static GVariant *
minutes_from_step (const GValue *value, const GVariantType *type, gpointer data)
{
  guint step = g_value_get_uint (value);

  return step < N_STEPS ? g_variant_new_uint32 (step * STEP_MINUTES) : NULL;
}

static void
bind_time (DuoPreferencesDialog *self, const char *key, AdwComboRow *row)
{
  /* The row says by its own whether it counts. */
  g_settings_bind_with_mapping (self->settings, key, row, "selected",
                                G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY, step_from_minutes,
                                minutes_from_step, NULL, NULL);
}

static void
fill_times (DuoPreferencesDialog *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autofree char *time = duo_text_time ((gint64) step * STEP_MINUTES * 60, utc);

      gtk_string_list_append (self->times, time);
    }
}

static void
duo_preferences_dialog_dispose (GObject *object)
{
  DuoPreferencesDialog *self = DUO_PREFERENCES_DIALOG (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (duo_preferences_dialog_parent_class)->dispose (object);
}

static void
duo_preferences_dialog_class_init (DuoPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_preferences_dialog_dispose;

  g_type_ensure (DUO_TYPE_MY_DEVICES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, unkept);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, notifications);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, quiet);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, privacy);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, hide_address);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, background_group);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, devices);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, requests);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, reminders);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, quiet_hours);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, quiet_from);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, quiet_to);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, background);
  gtk_widget_class_bind_template_child (widget_class, DuoPreferencesDialog, times);
  gtk_widget_class_bind_template_callback (widget_class, on_background_changed);
}

static void
duo_preferences_dialog_init (DuoPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_times (self);
}

static void
show_settings (DuoPreferencesDialog *self)
{
  g_settings_bind (self->settings, "notify-requests", self->requests, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "notify-changes", self->changes, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "notify-reminders", self->reminders, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "quiet-hours", self->quiet_hours, "active", G_SETTINGS_BIND_DEFAULT);
  bind_time (self, "quiet-from", self->quiet_from);
  bind_time (self, "quiet-to", self->quiet_to);
  g_settings_bind (self->settings, "hide-address", self->hide_address, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "background", self->background, "active", G_SETTINGS_BIND_GET);
}

AdwDialog *
duo_preferences_dialog_new (GSettings *settings, DuoSession *session)
{
  DuoPreferencesDialog *self = g_object_new (DUO_TYPE_PREFERENCES_DIALOG, NULL);

  duo_my_devices_set_session (self->devices, session);
  gtk_widget_set_visible (self->unkept, settings == NULL);
  gtk_widget_set_sensitive (self->notifications, settings != NULL);
  gtk_widget_set_sensitive (self->quiet, settings != NULL);
  gtk_widget_set_sensitive (self->privacy, settings != NULL);
  gtk_widget_set_sensitive (self->background_group, settings != NULL);
  if (settings)
    {
      self->settings = g_object_ref (settings);
      show_settings (self);
    }
  return ADW_DIALOG (self);
}
