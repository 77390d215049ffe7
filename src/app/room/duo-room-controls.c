/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-controls.h"
#include "shell/duo-css-class.h"

#include <glib/gi18n.h>

static void
show_switch (
    GtkWidget *button, gboolean on, const char *icon, const char *name, const char *key, const char *spoken)
{
  /* TRANSLATORS: what a button does, and its key: "Turn Off Camera (Ctrl+E)" */
  g_autofree char *tooltip = g_strdup_printf (_ ("%s (%s)"), name, key);

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, spoken, -1);
  duo_css_class_set (button, "off", !on);
}

void
duo_room_controls_show_microphone (GtkWidget *button, gboolean on)
{
  show_switch (button, on, on ? "microphone-sensitivity-high-symbolic" : "microphone-disabled-symbolic",
               on ? _ ("Turn Off Microphone") : _ ("Turn On Microphone"), _ ("Ctrl+D"), "Control+D");
}

void
duo_room_controls_show_camera (GtkWidget *button, gboolean on)
{
  show_switch (button, on, on ? "camera-video-symbolic" : "camera-disabled-symbolic",
               on ? _ ("Turn Off Camera") : _ ("Turn On Camera"), _ ("Ctrl+E"), "Control+E");
}

static void
name_switch (GtkWidget *button, const char *name, const char *key, const char *spoken)
{
  g_autofree char *tooltip = g_strdup_printf (_ ("%s (%s)"), name, key);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, spoken, -1);
}

void
duo_room_controls_show_screen (GtkWidget *button, gboolean shared)
{
  name_switch (button, shared ? _ ("Stop Sharing Your Screen") : _ ("Share Your Screen…"), _ ("Ctrl+S"),
               "Control+S");
}

/* It is a switch of what one sees, so it has no struck icon; that it is on says its state. */
void
duo_room_controls_show_text (GtkWidget *button, gboolean shown, guint unread)
{
  const char *verb = shown ? _ ("Hide Text") : _ ("Show Text");
  g_autofree char *count = g_strdup_printf (ngettext ("%u unread", "%u unread", unread), unread);
  /* TRANSLATORS: what a button does, and how many messages wait: "Show Text, 2 unread" */
  g_autofree char *name = unread > 0 ? g_strdup_printf (_ ("%s, %s"), verb, count) : g_strdup (verb);

  name_switch (button, name, _ ("Ctrl+T"), "Control+T");
}

void
duo_room_controls_show_panel (GtkWidget *button, gboolean shown)
{
  const char *name = shown ? _ ("Hide Profile and Notes") : _ ("Show Profile and Notes");
  g_autofree char *tooltip = g_strdup_printf (_ ("%s (%s)"), name, "F9");

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "F9", -1);
}
