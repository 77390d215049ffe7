/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-tags.h"

void
duo_tags_show (AdwWrapBox *box, const char *const *words)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    adw_wrap_box_remove (box, child);
  for (guint i = 0; words && words[i]; i++)
    {
      GtkWidget *tag = gtk_label_new (words[i]);

      gtk_label_set_ellipsize (GTK_LABEL (tag), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (tag, "tag");
      adw_wrap_box_append (box, tag);
    }
}
