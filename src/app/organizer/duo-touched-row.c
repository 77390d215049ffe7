/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-touched-row.h"

#include <glib/gi18n.h>

#include "duo-pair-words.h"
#include "shell/duo-text.h"

struct _DuoTouchedRow
{
  AdwPreferencesRow parent_instance;

  DuoChat *chat;
  gint64 rev; /* of what is shown: what is chosen is about that, whatever becomes of the chat meanwhile */

  GtkLabel *names;
  GtkLabel *when;
  AdwToggleGroup *choice;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (DuoTouchedRow, duo_touched_row, ADW_TYPE_PREFERENCES_ROW)

static const char *const names[] = {NULL, "keep", "cancel"};

static void
on_chosen (DuoTouchedRow *self)
{
  g_signal_emit (self, chosen_signal, 0);
}

static void
duo_touched_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_TOUCHED_ROW);
  g_clear_object (&DUO_TOUCHED_ROW (object)->chat);

  G_OBJECT_CLASS (duo_touched_row_parent_class)->dispose (object);
}

static void
duo_touched_row_class_init (DuoTouchedRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_touched_row_dispose;

  chosen_signal =
      g_signal_new ("chosen", DUO_TYPE_TOUCHED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-touched-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedRow, names);
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedRow, when);
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedRow, choice);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
duo_touched_row_init (DuoTouchedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_toggle_group_set_active (self->choice, GTK_INVALID_LIST_POSITION);
}

GtkWidget *
duo_touched_row_new (DuoEvent *event, DuoChat *chat)
{
  DuoTouchedRow *self = g_object_new (DUO_TYPE_TOUCHED_ROW, NULL);
  g_autofree char *pair = duo_pair_words_names (event, chat);
  g_autofree char *when = duo_text_when (duo_chat_get_range (chat), duo_event_get_zone (event));
  /* TRANSLATORS: the name of a choice for a screen reader: two names and a time */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s"), pair, when);

  self->chat = g_object_ref (chat);
  self->rev = duo_chat_get_rev (chat);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), pair);
  gtk_label_set_label (self->names, pair);
  gtk_label_set_label (self->when, when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

DuoChat *
duo_touched_row_get_chat (DuoTouchedRow *self)
{
  g_return_val_if_fail (DUO_IS_TOUCHED_ROW (self), NULL);

  return self->chat;
}

gint64
duo_touched_row_get_rev (DuoTouchedRow *self)
{
  g_return_val_if_fail (DUO_IS_TOUCHED_ROW (self), 0);

  return self->rev;
}

DuoTouchedChoice
duo_touched_row_get_choice (DuoTouchedRow *self)
{
  const char *name;

  g_return_val_if_fail (DUO_IS_TOUCHED_ROW (self), DUO_TOUCHED_OPEN);

  name = adw_toggle_group_get_active_name (self->choice);
  if (!name)
    return DUO_TOUCHED_OPEN;
  return g_str_equal (name, names[DUO_TOUCHED_CANCEL]) ? DUO_TOUCHED_CANCEL : DUO_TOUCHED_KEEP;
}

void
duo_touched_row_choose (DuoTouchedRow *self, DuoTouchedChoice choice)
{
  g_return_if_fail (DUO_IS_TOUCHED_ROW (self));

  adw_toggle_group_set_active_name (self->choice, names[choice]);
}
