/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-body-private.h"
#include "duo-client-error.h"

#define CHUNK (64 * 1024)

typedef struct
{
  GByteArray *read;
  gsize limit;
} Body;

static void read_more (GTask *task);

static void
body_free (Body *body)
{
  g_clear_pointer (&body->read, g_byte_array_unref);
  g_free (body);
}

/* Not waited for: who sends without an end may keep that from ending too. */
static void
give_up (GTask *task, GError *error)
{
  g_input_stream_close_async (g_task_get_source_object (task), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_task_return_error (task, error);
}

/* Closed before it is handed on, so that the next request finds the connection free. */
static void
hand_on (GTask *task)
{
  Body *body = g_task_get_task_data (task);

  g_input_stream_close (g_task_get_source_object (task), NULL, NULL);
  g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&body->read)),
                         (GDestroyNotify) g_bytes_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  Body *body = g_task_get_task_data (task);

  if (!chunk)
    give_up (task, g_steal_pointer (&error));
  else if (g_bytes_get_size (chunk) == 0)
    hand_on (task);
  else if (g_bytes_get_size (chunk) > body->limit - body->read->len)
    give_up (task, g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE,
                                        "The service's answer is too large"));
  else
    {
      g_byte_array_append (body->read, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
      read_more (g_steal_pointer (&task));
    }
}

static void
read_more (GTask *task)
{
  g_input_stream_read_bytes_async (g_task_get_source_object (task), CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

void
duo_body_read_async (
    GInputStream *stream, gsize limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (stream, cancellable, callback, data);
  Body *body = g_new0 (Body, 1);

  *body = (Body) {g_byte_array_new (), limit};
  g_task_set_source_tag (task, duo_body_read_async);
  g_task_set_task_data (task, body, (GDestroyNotify) body_free);
  read_more (task);
}

GBytes *
duo_body_read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, stream), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
