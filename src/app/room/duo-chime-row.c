/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-chime-row.h"

#include "duo-chime.h"
#include "duo-device-text.h"
#include "shell/duo-announce.h"

struct _DuoChimeRow
{
  AdwActionRow parent_instance;

  DuoDeviceChoices *choices;
  DuoSoundPlayer *player; /* (nullable) */

  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (DuoChimeRow, duo_chime_row, ADW_TYPE_ACTION_ROW)

/* @problem: (nullable) */
static void
say (DuoChimeRow *self, const GError *problem)
{
  g_autofree char *text = problem != NULL ? duo_device_text_problem (DUO_DEVICE_SPEAKER, problem) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : "");
  if (text != NULL)
    duo_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_played (const GError *error, gpointer data)
{
  DuoChimeRow *self = data;

  g_clear_pointer (&self->player, duo_sound_player_free);
  say (self, error);
}

/* What went wrong stays until it is known to go well: a row that changes its height twice is hard to read. */
static void
on_clicked (DuoChimeRow *self)
{
  g_clear_pointer (&self->player, duo_sound_player_free);
  self->player =
      duo_chime_try (duo_device_choices_get_id (self->choices, DUO_DEVICE_SPEAKER), on_played, self);
}

/* What was wrong with one says nothing of another. */
static void
on_changed (DuoChimeRow *self, int kind)
{
  if (kind != DUO_DEVICE_SPEAKER)
    return;
  g_clear_pointer (&self->player, duo_sound_player_free);
  say (self, NULL);
  gtk_widget_set_sensitive (self->button, duo_device_choices_count (self->choices, DUO_DEVICE_SPEAKER) > 0);
}

static void
duo_chime_row_dispose (GObject *object)
{
  DuoChimeRow *self = DUO_CHIME_ROW (object);

  g_clear_pointer (&self->player, duo_sound_player_free);
  if (self->choices != NULL)
    g_signal_handlers_disconnect_by_data (self->choices, self);
  g_clear_object (&self->choices);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_CHIME_ROW);
  G_OBJECT_CLASS (duo_chime_row_parent_class)->dispose (object);
}

static void
duo_chime_row_class_init (DuoChimeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_chime_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-chime-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoChimeRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
duo_chime_row_init (DuoChimeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_chime_row_set_choices (DuoChimeRow *self, DuoDeviceChoices *choices)
{
  g_return_if_fail (self->choices == NULL);

  self->choices = g_object_ref (choices);
  g_signal_connect_swapped (choices, "changed", G_CALLBACK (on_changed), self);
  on_changed (self, DUO_DEVICE_SPEAKER);
}
