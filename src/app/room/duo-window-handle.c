/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-window-handle.h"

#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>

static void
on_exported (GdkToplevel *toplevel, const char *handle, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (data));

  g_task_return_pointer (task, g_strdup_printf ("wayland:%s", handle), g_free);
}

static gboolean export (GtkNative *native, GTask *task)
{
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  if (!GDK_IS_WAYLAND_TOPLEVEL (surface))
    return FALSE;

  g_object_ref (task);
  if (gdk_wayland_toplevel_export_handle (GDK_WAYLAND_TOPLEVEL (surface), on_exported, task, g_object_unref))
    return TRUE;

  g_object_unref (task);
  return FALSE;
}
#else
static gboolean export (GtkNative *native, GTask *task)
{
  return FALSE;
}
#endif

void
duo_window_handle_export_async (GtkWidget *widget, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, callback, data);

  g_task_set_source_tag (task, duo_window_handle_export_async);
  if (!export (gtk_widget_get_native (widget), task))
    g_task_return_pointer (task, g_strdup (""), g_free);
}

char *
duo_window_handle_export_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
