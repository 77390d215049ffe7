/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-camera-portal.h"

#include "duo-call.h"
#include "duo-device-text.h"
#include "shell/duo-portal-request.h"

#define CAMERA "org.freedesktop.portal.Camera"

/* Takes @task and @error over. */
static void
fail (GTask *task, GError *error)
{
  g_autoptr (GTask) failed = task;
  g_autoptr (GError) why = error;

  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (failed, g_steal_pointer (&why));
  else if (duo_portal_request_is_refusal (why))
    g_task_return_new_error (failed, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE_DENIED,
                             "camera: it is not allowed");
  else
    g_task_return_new_error (failed, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "camera: %s", why->message);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  int connection = duo_portal_request_connect_finish (result, &error);

  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_int (task, connection);
  g_object_unref (task);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  g_autoptr (GVariant) results = duo_portal_request_ask_finish (result, &error);

  if (results == NULL)
    fail (task, error);
  else
    duo_portal_request_connect_async (CAMERA, g_variant_new ("(a{sv})", NULL), g_task_get_cancellable (task),
                                      connected_cb, task);
}

gboolean
duo_camera_portal_is_needed (void)
{
  return duo_device_text_is_confined ();
}

void
duo_camera_portal_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, duo_camera_portal_ask_async);
  duo_portal_request_ask_async (CAMERA, "AccessCamera", NULL, NULL, cancellable, asked_cb, task);
}

int
duo_camera_portal_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}
