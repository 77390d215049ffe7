/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Names a button with words on it for screen readers: what "Join" on every row does not say is for whom it is. To be
 * called after each change of the button's own label. */
void duo_button_name_set (GtkWidget *button, const char *name);

G_END_DECLS
