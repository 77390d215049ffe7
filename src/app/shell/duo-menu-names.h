/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Names the items of a popover that is made from a menu model for screen readers whenever it is shown: GTK 4.18 leaves
 * them without. */
void duo_menu_names_follow (GtkPopover *popover);

G_END_DECLS
