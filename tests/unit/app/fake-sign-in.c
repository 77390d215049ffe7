/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-sign-in.h"

#include "fake-room.h"

static void
sign_in_free (gpointer data)
{
  FakeSignIn *self = data;

  g_free (self->address);
  g_free (self->email);
  g_free (self->password);
  g_free (self);
}

static gboolean
is_told (DuoSession *self, const char *name)
{
  return g_object_get_data (G_OBJECT (self), name) != NULL;
}

/* (transfer full): the task that waits under @name */
static GTask *
steal_task (DuoSession *self, const char *name)
{
  GTask *task = g_object_steal_data (G_OBJECT (self), name);

  g_assert_nonnull (task);
  return task;
}

static GTask *
keep_task (DuoSession *self,
           const char *name,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_assert_false (is_told (self, name));
  g_object_set_data_full (G_OBJECT (self), name, task, g_object_unref);
  return task;
}

DuoSession *
duo_session_new (const char *profile, DuoClock *clock, GNetworkMonitor *network)
{
  DuoSession *self = fake_session_new (clock, NULL);

  fake_session_set_state (self, DUO_SESSION_SIGNED_OUT);
  return self;
}

void
duo_session_leave_keyring (DuoSession *self)
{
  g_object_set_data (G_OBJECT (self), "left-keyring", GINT_TO_POINTER (TRUE));
}

gboolean
fake_session_left_keyring (DuoSession *self)
{
  return is_told (self, "left-keyring");
}

void
duo_session_restore_async (DuoSession *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  keep_task (self, "restoring", cancellable, callback, data);
}

gboolean
duo_session_restore_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
fake_session_is_restoring (DuoSession *self)
{
  return is_told (self, "restoring");
}

void
fake_session_restored (DuoSession *self, gboolean signed_in, GError *error)
{
  g_autoptr (GTask) task = steal_task (self, "restoring");

  if (error)
    {
      g_task_return_error (task, error);
      return;
    }
  if (signed_in)
    fake_session_set_state (self, DUO_SESSION_CONNECTING);
  g_task_return_boolean (task, signed_in);
}

static void
on_sign_in_cancelled (GCancellable *cancellable, DuoSession *self)
{
  g_autoptr (GTask) task = NULL;

  if (!is_told (self, "signing-in"))
    return;
  task = steal_task (self, "signing-in");
  g_task_return_error_if_cancelled (task);
}

void
duo_session_sign_in_async (DuoSession *self,
                           const char *address,
                           const char *email,
                           const char *password,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  FakeSignIn *asked = g_new0 (FakeSignIn, 1);

  asked->address = g_strdup (address);
  asked->email = g_strdup (email);
  asked->password = g_strdup (password);
  g_object_set_data_full (G_OBJECT (self), "sign-in", asked, sign_in_free);
  keep_task (self, "signing-in", cancellable, callback, data);
  if (cancellable)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_sign_in_cancelled), self, 0);
}

gboolean
duo_session_sign_in_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const FakeSignIn *
fake_session_get_sign_in (DuoSession *self)
{
  return is_told (self, "signing-in") ? g_object_get_data (G_OBJECT (self), "sign-in") : NULL;
}

void
fake_session_let_in (DuoSession *self, DuoEvent *event)
{
  g_autoptr (GTask) task = steal_task (self, "signing-in");

  if (event)
    fake_session_add_event (self, event);
  duo_session_set_event (self, event);
  fake_session_set_state (self, DUO_SESSION_ONLINE);
  g_task_return_boolean (task, TRUE);
}

void
fake_session_keep_out (DuoSession *self, DuoClientError code)
{
  g_autoptr (GTask) task = steal_task (self, "signing-in");

  g_task_return_new_error (task, DUO_CLIENT_ERROR, code, "the test says so");
}

void
duo_session_sign_out_async (DuoSession *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  fake_session_set_state (self, DUO_SESSION_SIGNED_OUT);
  g_task_return_boolean (task, TRUE);
}

gboolean
duo_session_sign_out_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
duo_session_reconnect (DuoSession *self)
{
  guint count = fake_session_get_n_reconnects (self);

  g_object_set_data (G_OBJECT (self), "reconnects", GUINT_TO_POINTER (count + 1));
}

guint
fake_session_get_n_reconnects (DuoSession *self)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self), "reconnects"));
}

void
fake_session_set_probe_error (DuoSession *self, const GError *error)
{
  g_object_set_data_full (G_OBJECT (self), "probe-error", error ? g_error_copy (error) : NULL,
                          (GDestroyNotify) g_error_free);
}

void
duo_session_probe_async (DuoSession *self,
                         const char *address,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  const GError *error = g_object_get_data (G_OBJECT (self), "probe-error");

  if (error)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, g_strdup ("Made Up"), g_free);
}

char *
duo_session_probe_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The same for pages that only ask whether somebody is there. */
void
fake_session_set_silent (DuoSession *self)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "silent");

  fake_session_set_probe_error (self, error);
}
