/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-announce.h"

void
duo_announce (GtkWidget *any_child, const char *text, GtkAccessibleAnnouncementPriority priority)
{
  GtkRoot *root = gtk_widget_get_root (any_child);

  if (root != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (root), text, priority);
}
