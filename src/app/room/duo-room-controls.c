/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-controls.h"

#include <glib/gi18n.h>

static void
show_switch (GtkWidget *button, gboolean on, const char *icon, const char *tooltip)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, tooltip);
  if (on)
    gtk_widget_remove_css_class (button, "off");
  else
    gtk_widget_add_css_class (button, "off");
}

void
duo_room_controls_show_microphone (GtkWidget *button, gboolean on)
{
  show_switch (button, on, on ? "microphone-sensitivity-high-symbolic" : "microphone-disabled-symbolic",
               on ? _ ("Turn Off Microphone (Ctrl+D)") : _ ("Turn On Microphone (Ctrl+D)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Microphone"),
                                  -1);
}

void
duo_room_controls_show_camera (GtkWidget *button, gboolean on)
{
  show_switch (button, on, on ? "camera-video-symbolic" : "camera-disabled-symbolic",
               on ? _ ("Turn Off Camera (Ctrl+E)") : _ ("Turn On Camera (Ctrl+E)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Camera"), -1);
}
