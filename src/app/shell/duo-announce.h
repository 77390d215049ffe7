/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has screen readers say @text, wherever the focus is; nothing where @any_child is in no window. GTK (4.18) forgets
 * without a word what a widget announces that was never shown, such as a panel that is folded away: so its window does. */
void duo_announce (GtkWidget *any_child, const char *text, GtkAccessibleAnnouncementPriority priority);

G_END_DECLS
