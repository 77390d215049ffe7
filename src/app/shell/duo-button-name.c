/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-button-name.h"

void
duo_button_name_set (GtkWidget *button, const char *name)
{
  g_return_if_fail (GTK_IS_BUTTON (button));

  /* A button's label is its name, whatever it is called, for as long as it says so itself. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
