/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-list.h"

#define NAME_CHARS 28
#define GAP 12
#define HINT "duo-device-hint"

static char *
dup_name (AdwComboRow *row, gpointer item)
{
  g_auto (GValue) value = G_VALUE_INIT;

  return gtk_expression_evaluate (adw_combo_row_get_expression (row), item, &value)
             ? g_value_dup_string (&value)
             : NULL;
}

/* Its place is kept, so that no name moves with the choice. */
static void
mark_selected (GtkListItem *item, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  gboolean selected = adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (item);

  gtk_widget_set_opacity (gtk_widget_get_last_child (box), selected ? 1 : 0);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  g_autofree char *name = dup_name (row, gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), name ? name : "");
  gtk_list_item_set_accessible_label (item, name ? name : "");
  g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (mark_selected), item, G_CONNECT_SWAPPED);
  mark_selected (item, NULL, row);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  g_signal_handlers_disconnect_by_func (row, mark_selected, item);
}

/* libadwaita does so as well, but looks before its own list knows of a first item. */
static void
update_subtitle (AdwComboRow *row)
{
  const char *hint = g_object_get_data (G_OBJECT (row), HINT);
  gpointer item = adw_combo_row_get_selected_item (row);
  g_autofree char *name = item ? dup_name (row, item) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hint ? hint : name);
}

void
duo_device_list_set_up (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (adw_combo_row_get_expression (row) != NULL);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), row, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), row, G_CONNECT_DEFAULT);
  adw_combo_row_set_list_factory (row, factory);
  /* What a device calls itself is no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_combo_row_set_use_subtitle (row, TRUE);
  g_signal_connect (row, "notify::selected-item", G_CALLBACK (update_subtitle), NULL);
}

void
duo_device_list_set_hint (AdwComboRow *row, const char *hint)
{
  g_object_set_data_full (G_OBJECT (row), HINT, g_strdup (hint), g_free);
  update_subtitle (row);
}
