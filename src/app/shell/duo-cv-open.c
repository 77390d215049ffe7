/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-cv-open.h"

#include <glib/gi18n.h>

#include "duo-sentence.h"

char *
duo_cv_format_facts (const DuoCvRecord *cv)
{
  g_autofree char *size = g_format_size (cv->size);

  return g_strdup_printf ("%s · %s", cv->name, size);
}

char *
duo_cv_format_error (const GError *error)
{
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_FAILED))
    return g_strdup (_ ("There is no program that opens PDF files. Install one and try again."));
  if (error->domain == DUO_CLIENT_ERROR && duo_client_error_get_refusal (error) == DUO_REFUSAL_NOT_FOUND)
    return g_strdup (_ ("This CV was removed, or is not for you to see any more."));

  return duo_sentence_for_error (error);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = duo_session_fetch_cv_finish (DUO_SESSION (source), result, &error);
  g_autoptr (GtkFileLauncher) launcher = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GtkRoot *root = gtk_widget_get_root (g_task_get_source_object (task));

  if (!file)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_launch (launcher, root ? GTK_WINDOW (root) : NULL, cancellable, launched_cb,
                            g_steal_pointer (&task));
}

void
duo_cv_open_async (GtkWidget *any_child,
                   DuoSession *session,
                   const char *person,
                   const DuoCvRecord *cv,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (any_child));

  task = g_task_new (any_child, cancellable, callback, data);
  g_task_set_source_tag (task, duo_cv_open_async);
  duo_session_fetch_cv_async (session, person, cv, cancellable, fetched_cb, task);
}

gboolean
duo_cv_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
