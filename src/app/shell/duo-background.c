/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-background.h"

#include <glib/gi18n.h>

#include "duo-portal-request.h"

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) results = duo_portal_request_ask_finish (result, &error);
  gboolean allowed = FALSE;

  if (results != NULL)
    g_variant_lookup (results, "background", "b", &allowed);
  if (results != NULL || duo_portal_request_is_refusal (error))
    g_task_return_boolean (task, allowed);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_background_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  g_task_set_source_tag (task, duo_background_ask_async);
  g_variant_dict_insert (&options, "reason", "s",
                         _ ("Duologue tells you of requests, answers and chats that begin."));
  g_variant_dict_insert (&options, "autostart", "b", FALSE);
  duo_portal_request_ask_async ("org.freedesktop.portal.Background", "RequestBackground",
                                g_variant_new ("(s)", ""), g_variant_dict_end (&options), cancellable,
                                asked_cb, task);
}

gboolean
duo_background_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
duo_background_get_refusal (void)
{
  return _ ("The desktop does not let Duologue run in the background");
}
