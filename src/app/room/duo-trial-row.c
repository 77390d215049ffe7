/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-trial-row.h"

#include <glib/gi18n.h>

#include "duo-device-text.h"
#include "shell/duo-announce.h"

struct _DuoTrialRow
{
  AdwActionRow parent_instance;

  DuoSoundTrial *trial;
  DuoDeviceChoices *choices;

  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (DuoTrialRow, duo_trial_row, ADW_TYPE_ACTION_ROW)

/* (transfer full) */
static char *
dup_text (DuoTrialRow *self)
{
  DuoSoundTrialState state = duo_sound_trial_get_state (self->trial);
  int seconds = duo_sound_trial_get_seconds_left (self->trial);
  DuoDeviceKind culprit;
  const GError *problem = duo_sound_trial_get_problem (self->trial, &culprit);

  if (state == DUO_SOUND_TRIAL_RECORDING)
    return g_strdup_printf (ngettext ("Speak now… %d second", "Speak now… %d seconds", (gulong) seconds),
                            seconds);
  if (state == DUO_SOUND_TRIAL_PLAYING)
    return g_strdup (_ ("This is how you sound…"));
  if (problem != NULL)
    return duo_device_text_problem (culprit, problem);
  return g_strdup_printf (ngettext ("%d second, played back and not kept",
                                    "%d seconds, played back and not kept", DUO_SOUND_TRIAL_SECONDS),
                          DUO_SOUND_TRIAL_SECONDS);
}

static void
update (DuoTrialRow *self)
{
  g_autofree char *text = dup_text (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
update_button (DuoTrialRow *self)
{
  gboolean idle = duo_sound_trial_get_state (self->trial) == DUO_SOUND_TRIAL_IDLE;
  gboolean possible = duo_device_choices_count (self->choices, DUO_DEVICE_MICROPHONE) > 0 &&
                      duo_device_choices_count (self->choices, DUO_DEVICE_SPEAKER) > 0;

  gtk_button_set_label (self->button, idle ? _ ("_Record") : _ ("_Stop"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               idle ? _ ("Record and Play Back") : _ ("Stop the Recording"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), possible || !idle);
}

static void
on_state (DuoTrialRow *self)
{
  update (self);
  update_button (self);
  duo_announce (GTK_WIDGET (self), adw_action_row_get_subtitle (ADW_ACTION_ROW (self)),
                GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_clicked (DuoTrialRow *self)
{
  if (duo_sound_trial_get_state (self->trial) != DUO_SOUND_TRIAL_IDLE)
    duo_sound_trial_stop (self->trial);
  else
    duo_sound_trial_start (self->trial, duo_device_choices_get_id (self->choices, DUO_DEVICE_MICROPHONE),
                           duo_device_choices_get_id (self->choices, DUO_DEVICE_SPEAKER));
}

static void
duo_trial_row_dispose (GObject *object)
{
  DuoTrialRow *self = DUO_TRIAL_ROW (object);

  if (self->trial != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->trial, self);
      g_signal_handlers_disconnect_by_data (self->choices, self);
    }
  g_clear_object (&self->trial);
  g_clear_object (&self->choices);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_TRIAL_ROW);
  G_OBJECT_CLASS (duo_trial_row_parent_class)->dispose (object);
}

static void
duo_trial_row_class_init (DuoTrialRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_trial_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-trial-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoTrialRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
duo_trial_row_init (DuoTrialRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_trial_row_set_trial (DuoTrialRow *self, DuoSoundTrial *trial, DuoDeviceChoices *choices)
{
  g_return_if_fail (self->trial == NULL);

  self->trial = g_object_ref (trial);
  self->choices = g_object_ref (choices);
  g_signal_connect_swapped (trial, "notify::state", G_CALLBACK (on_state), self);
  g_signal_connect_swapped (trial, "notify::seconds-left", G_CALLBACK (update), self);
  g_signal_connect_swapped (choices, "changed", G_CALLBACK (update_button), self);
  update (self);
  update_button (self);
}
