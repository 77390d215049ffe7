/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

void
duo_session_load_told_async (DuoSession *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_load_told_async);
  if (self->account)
    {
      duo_told_load (self->told, self->account, duo_clock_now (self->clock), task);
      return;
    }
  g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT, "Nobody is signed in");
  g_object_unref (task);
}

DuoChatMarks *
duo_session_load_told_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_session_keep_told (DuoSession *self, const DuoChatMark *mark)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (mark != NULL && mark->chat != NULL);

  if (self->account)
    duo_told_keep (self->told, self->account, mark);
}
