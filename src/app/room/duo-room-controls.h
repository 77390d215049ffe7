/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How the round buttons say on and off: off is white with a struck icon, and the tooltip, which is also the name,
 * says what is switched and by which key. */
void duo_room_controls_show_microphone (GtkWidget *button, gboolean on);
void duo_room_controls_show_camera (GtkWidget *button, gboolean on);

/* It is a switch, too, of what the other sees, so no struck icon says that it is off. */
void duo_room_controls_show_screen (GtkWidget *button, gboolean shared);

void duo_room_controls_show_text (GtkWidget *button, gboolean shown, guint unread);
/* Of what else is beside the picture: with whom one talks, and what one notes. */
void duo_room_controls_show_panel (GtkWidget *button, gboolean shown);

G_END_DECLS
