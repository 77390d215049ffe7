/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-paths.h"
#include "duo-reader-private.h"
#include "duo-session-devices.h"
#include "duo-session-private.h"
#include "duo-vouch.h"

/* My devices, and what this one says of the others. */

DUO_DEFINE_READER (GPtrArray, read_devices, duo_wire_read_devices)

static GPtrArray *
take_devices (const DuoHttpAnswer *answer, GError **error)
{
  g_autoptr (GError) malformed = NULL;
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  GPtrArray *devices;

  if (!duo_http_answer_check (answer, error))
    return NULL;
  devices = read_devices (text, length, DUO_MAX_BODY, &malformed);
  if (!devices)
    g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE, "The answer is not understood: %s",
                 malformed->message);
  return devices;
}

static void
devices_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  GPtrArray *devices = answer ? take_devices (answer, &error) : NULL;

  if (devices)
    g_task_return_pointer (task, devices, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_session_load_devices_async (DuoSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_load_devices_async);
  duo_http_send_async (self->http,
                       &(DuoHttpRequest) {.method = "GET", .path = duo_path_get_pattern (DUO_PATH_SESSIONS)},
                       cancellable, devices_cb, task);
}

GPtrArray *
duo_session_load_devices_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vouched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);

  if (answer && duo_http_answer_check (answer, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (answer && answer->status == SOUP_STATUS_CONFLICT)
    error->code = DUO_CLIENT_ERROR_STALE;
  g_task_return_error (task, g_steal_pointer (&error));
}

static char *
write_vouch (DuoSession *self, const DuoDeviceRecord *device)
{
  GString *out = g_string_new (NULL);
  DuoJsonWriter writer;
  DuoVouch vouch;

  duo_vouch_sign (&vouch, DUO_SIGNER (self->signer), device->key);
  duo_json_writer_init (&writer, out);
  duo_wire_write_vouch (&writer, &vouch);
  return g_string_free_and_steal (out);
}

void
duo_session_vouch_async (DuoSession *self,
                         const DuoDeviceRecord *device,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *body = NULL;
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (device != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_vouch_async);
  path = duo_path_build (DUO_PATH_VOUCH, device->session, NULL);
  body = write_vouch (self, device);
  duo_http_send_async (self->http, &(DuoHttpRequest) {.method = "PUT", .path = path, .body = body},
                       cancellable, vouched_cb, task);
}

gboolean
duo_session_vouch_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
