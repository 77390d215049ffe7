/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-touched-row.h"

#include <glib/gi18n.h>

#include "duo-pair-words.h"
#include "shell/duo-text.h"

struct _DuoTouchedRow
{
  AdwActionRow parent_instance;

  DuoChat *chat;
  AdwToggleGroup *choice;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (DuoTouchedRow, duo_touched_row, ADW_TYPE_ACTION_ROW)

static const char *const names[] = {NULL, "keep", "cancel"};

static void
on_chosen (DuoTouchedRow *self)
{
  g_signal_emit (self, chosen_signal, 0);
}

static void
duo_touched_row_dispose (GObject *object)
{
  g_clear_object (&DUO_TOUCHED_ROW (object)->chat);

  G_OBJECT_CLASS (duo_touched_row_parent_class)->dispose (object);
}

static void
duo_touched_row_class_init (DuoTouchedRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_touched_row_dispose;

  chosen_signal =
      g_signal_new ("chosen", DUO_TYPE_TOUCHED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_toggle (DuoTouchedRow *self, DuoTouchedChoice choice, const char *label)
{
  AdwToggle *toggle = adw_toggle_new ();

  adw_toggle_set_name (toggle, names[choice]);
  adw_toggle_set_label (toggle, label);
  adw_toggle_group_add (self->choice, toggle);
}

static void
duo_touched_row_init (DuoTouchedRow *self)
{
  self->choice = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  add_toggle (self, DUO_TOUCHED_KEEP, _ ("Keep"));
  add_toggle (self, DUO_TOUCHED_CANCEL, _ ("Cancel"));
  adw_toggle_group_set_can_shrink (self->choice, FALSE);
  adw_toggle_group_set_active (self->choice, GTK_INVALID_LIST_POSITION);
  gtk_widget_set_valign (GTK_WIDGET (self->choice), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->choice));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect_object (self->choice, "notify::active-name", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
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
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), pair);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

DuoChat *
duo_touched_row_get_chat (DuoTouchedRow *self)
{
  g_return_val_if_fail (DUO_IS_TOUCHED_ROW (self), NULL);

  return self->chat;
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
