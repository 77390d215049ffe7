/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cv-file.h"

/* What is no PDF, or too large, is not read to its end: it may have none. */
static gboolean
wants_more (const char *contents, goffset size, gpointer unused)
{
  return duo_cv_judge (contents, (gsize) size) == DUO_CV_FINE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  if (g_file_load_partial_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    g_task_return_pointer (task, g_bytes_new_take (contents, length), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_cv_file_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (file, cancellable, callback, data);

  g_task_set_source_tag (task, duo_cv_file_load_async);
  g_file_load_partial_contents_async (file, cancellable, wants_more, loaded_cb, task);
}

GBytes *
duo_cv_file_load_finish (GFile *file, GAsyncResult *result, DuoCvFault *fault, GError **error)
{
  g_autoptr (GBytes) body = g_task_propagate_pointer (G_TASK (result), error);
  gsize length = 0;
  gconstpointer data = body ? g_bytes_get_data (body, &length) : NULL;

  *fault = body ? duo_cv_judge (data, length) : DUO_CV_FINE;
  return *fault == DUO_CV_FINE ? g_steal_pointer (&body) : NULL;
}
