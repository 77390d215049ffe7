/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-menu-names.h"

/* (nullable) (transfer full): an item's type is GTK's own, so it is known by what it can say. */
static char *
dup_text (GtkWidget *widget)
{
  GParamSpec *text = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "text");
  char *words = NULL;

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_MENU_ITEM && text)
    g_object_get (widget, "text", &words, NULL);
  return words;
}

/* It says that a label inside names it, which it hides from whoever asks for it. */
static void
name_items (GtkWidget *widget)
{
  g_autofree char *text = dup_text (widget);

  if (text)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

void
duo_menu_names_follow (GtkPopover *popover)
{
  g_return_if_fail (GTK_IS_POPOVER (popover));

  g_signal_connect (popover, "map", G_CALLBACK (name_items), NULL);
}
