/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * duo_window_handle_export_async:
 *
 * Finds out by what name a portal knows the window of @widget, so that its dialogs come in front of it. Finishes with
 * "" where the desktop has no such names; never fails. The name is good until the window is closed.
 */
void duo_window_handle_export_async (GtkWidget *widget, GAsyncReadyCallback callback, gpointer data);
char *duo_window_handle_export_finish (GAsyncResult *result);

G_END_DECLS
