/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * duo_undo_button_new:
 * @page: whose last change it takes back
 * @undo: called with @page
 *
 * What stands in the header while @page is on screen, off as long as there is nothing to undo. Ctrl+Z calls @undo too.
 *
 * Returns: (transfer full): to be kept by @page
 */
GtkWidget *duo_undo_button_new (GtkWidget *page, GCallback undo);

G_END_DECLS
