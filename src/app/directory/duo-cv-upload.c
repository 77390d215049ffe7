/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cv-upload.h"

/* Whoever looks at it has given up by then, and the program, which stays for it, may go. */
#define PATIENCE_SECONDS 300
#define LONGEST_PAUSE_SECONDS 60
#define SECOND_MS 1000

typedef struct
{
  char *name;
  GBytes *body;
  DuoCvUploadFunc progress;
  gpointer progress_data;
  guint wait; /* seconds until the next try */
  guint n_refused;
  gint64 began; /* monotonic: the first try */
} Upload;

static void
upload_free (gpointer data)
{
  Upload *self = data;

  g_free (self->name);
  g_bytes_unref (self->body);
  g_free (self);
}

static void try (GTask *task);

static gboolean
on_second (gpointer data)
{
  GTask *task = data;
  Upload *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  self->wait--;
  if (self->wait == 0)
    {
      try (task);
      return G_SOURCE_REMOVE;
    }
  self->progress (0, self->wait, self->progress_data);
  return G_SOURCE_CONTINUE;
}

/* Who cancels does not wait for the next second. */
static void
wait (GTask *task, guint seconds)
{
  Upload *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) source = g_timeout_source_new (SECOND_MS);
  g_autoptr (GSource) stop = cancellable ? g_cancellable_source_new (cancellable) : NULL;

  self->wait = seconds;
  self->n_refused++;
  if (stop)
    {
      g_source_set_dummy_callback (stop);
      g_source_add_child_source (source, stop);
    }
  self->progress (0, seconds, self->progress_data);
  g_task_attach_source (task, source, on_second);
}

guint
duo_cv_upload_get_pause (guint n_refused, guint least, guint left)
{
  guint seconds = MAX (least, MIN (1u << MIN (n_refused, 8), LONGEST_PAUSE_SECONDS));

  if (least == 0 || least > left)
    return 0;
  seconds += (guint) g_random_int_range (0, (gint32) seconds / 2 + 2);

  return MIN (seconds, left);
}

static guint
get_pause (Upload *self, const GError *error)
{
  gint64 took = (g_get_monotonic_time () - self->began) / G_USEC_PER_SEC;

  return duo_cv_upload_get_pause (self->n_refused, duo_client_error_get_retry_after (error),
                                  (guint) MAX (PATIENCE_SECONDS - took, 0));
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCvRecord) cv = duo_session_put_cv_finish (DUO_SESSION (source), result, &error);
  guint pause = error ? get_pause (g_task_get_task_data (task), error) : 0;

  if (!error)
    g_task_return_boolean (task, TRUE);
  else if (pause > 0)
    wait (task, pause);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_sent (goffset current, goffset total, gpointer data)
{
  Upload *self = data;

  self->progress (total > 0 ? (double) current / (double) total : 0, 0, self->progress_data);
}

static void
try (GTask *task)
{
  Upload *self = g_task_get_task_data (task);

  self->progress (0, 0, self->progress_data);
  duo_session_put_cv_async (g_task_get_source_object (task), self->name, self->body, on_sent, self,
                            g_task_get_cancellable (task), put_cb, g_object_ref (task));
}

void
duo_cv_upload_async (DuoSession *session,
                     const char *name,
                     GBytes *body,
                     DuoCvUploadFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, data);
  Upload *self = g_new0 (Upload, 1);

  *self = (Upload) {g_strdup (name), g_bytes_ref (body), progress, progress_data};
  self->began = g_get_monotonic_time ();
  g_task_set_source_tag (task, duo_cv_upload_async);
  g_task_set_task_data (task, self, upload_free);
  try (task);
}

gboolean
duo_cv_upload_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
