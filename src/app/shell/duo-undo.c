/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-undo.h"

#include <glib/gi18n.h>

static gboolean
on_shortcut (GtkWidget *page, GVariant *arguments, gpointer button)
{
  if (!gtk_widget_get_mapped (page))
    return FALSE;

  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

GtkWidget *
duo_undo_button_new (GtkWidget *page, GCallback undo)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new_from_icon_name ("edit-undo-symbolic"));
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_widget_set_tooltip_text (button, _ ("Undo"));
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_object (button, "clicked", undo, page, G_CONNECT_SWAPPED);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                        gtk_callback_action_new (on_shortcut, button, NULL)));
  gtk_widget_add_controller (page, shortcuts);
  return button;
}
