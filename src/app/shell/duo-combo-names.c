/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-combo-names.h"

/* (nullable): the first of that type, @widget or inside it */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* A list uses its items again for other rows: the label inside always says which. */
static void
name_item (GtkWidget *item)
{
  GtkWidget *label = find (item, GTK_TYPE_LABEL);

  if (label)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                    -1);
}

static void
name_list (GtkWidget *list, const char *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (GtkWidget *item = gtk_widget_get_first_child (list); item; item = gtk_widget_get_next_sibling (item))
    name_item (item);
}

static void
name_lists (GtkWidget *widget, const char *title)
{
  if (GTK_IS_LIST_VIEW (widget))
    {
      name_list (widget, title);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    name_lists (child, title);
}

static void
update (AdwComboRow *row)
{
  name_lists (GTK_WIDGET (row), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

void
duo_combo_names_follow (AdwComboRow *row)
{
  GtkWidget *popover;

  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  popover = find (GTK_WIDGET (row), GTK_TYPE_POPOVER);
  g_signal_connect (row, "map", G_CALLBACK (update), NULL);
  g_signal_connect_after (row, "notify::selected-item", G_CALLBACK (update), NULL);
  if (popover)
    g_signal_connect_object (popover, "map", G_CALLBACK (update), row, G_CONNECT_SWAPPED);
}
