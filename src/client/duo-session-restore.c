/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

/* Two things are asked at once: the cache, which paints, and the keyring, which decides whether that is still allowed.
 * The first frame waits for the cache only; a keyring may take its time to be unlocked. */

/* Shows who it is and goes on in the background. */
static void
continue_session (DuoSession *self, const DuoKept *kept)
{
  duo_http_set_token (self->http, kept->token);
  duo_session_load_own (self);
  duo_session_go_online (self);
}

static gboolean
is_complete (const DuoKept *kept)
{
  return kept && kept->token && kept->address && kept->account;
}

static void
take_seed (DuoSession *self, const DuoKept *kept)
{
  self->seed_unknown = kept && (!kept->seed || !duo_device_signer_load (self->signer, kept->seed));
}

/* Only what the keyring itself says counts; the cache may be of a session that is over. */
static gboolean
is_same_session (const DuoCachedAccount *account, const DuoKept *kept)
{
  return g_strcmp0 (kept->account, account->account) == 0 && g_strcmp0 (kept->address, account->address) == 0;
}

static void
paint (DuoSession *self, DuoCached *cached)
{
  duo_session_set_address (self, cached->account->address);
  duo_session_set_identity (self, cached->account->account, cached->account->name, cached->account->email);
  duo_session_set_state (self, DUO_SESSION_CONNECTING);
  g_set_str (&self->wanted_event, cached->shown);
  duo_sync_restore (self->sync, cached);
  duo_session_set_synced_at (self, cached->synced_at);
  duo_session_choose_event (self);
}

static void
begin_empty (DuoSession *self, const DuoKept *kept)
{
  duo_session_set_address (self, kept->address);
  duo_session_set_identity (self, kept->account, kept->name, kept->email);
  duo_session_set_state (self, DUO_SESSION_CONNECTING);
  duo_cache_begin (self->cache, kept->address, kept->account, kept->email, kept->name);
}

/* Nothing is shown yet: the keyring says who it is, and whether what was cached is theirs. */
static gboolean
begin_from_keyring (DuoSession *self, DuoCached *cached, const DuoKept *kept)
{
  gboolean theirs;

  if (!is_complete (kept))
    {
      duo_cache_clear (self->cache);
      return FALSE;
    }
  theirs = cached && cached->account && is_same_session (cached->account, kept);
  if (theirs)
    paint (self, cached);
  else
    begin_empty (self, kept);
  duo_cache_put_kept (self->cache);
  continue_session (self, kept);
  return TRUE;
}

/* The first frame is there already: the keyring confirms what it shows, or it ends. */
static void
confirm (DuoSession *self, DuoCached *cached, const DuoKept *kept)
{
  g_autoptr (GError) error = NULL;

  if (!self->account || duo_http_has_token (self->http))
    return; /* somebody signed out, or in again, meanwhile */
  if (is_complete (kept) && is_same_session (cached->account, kept))
    {
      continue_session (self, kept);
      return;
    }
  error = g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT,
                               "The keyring no longer has the session");
  duo_session_end (self);
  duo_session_emit_ended (self, error);
}

typedef struct
{
  DuoSessionRef *session;
  DuoCached *cached; /* (nullable) */
  GTask *task;       /* (nullable): NULL once the cache has answered it */
} Asked;

static void
keyring_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (DuoSession) self = duo_session_ref_take (asked->session);
  g_autoptr (DuoCached) cached = asked->cached;
  g_autoptr (GTask) task = asked->task;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoKept) kept = duo_credentials_load_finish (DUO_CREDENTIALS (source), result, &error);

  if (!self)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* The question was taken back: whoever signs in next asks it again. */
      if (task)
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->keyring_asked = TRUE;
  duo_session_set_keyring (self, kept != NULL);
  if (!kept)
    g_message ("There is no keyring: %s", error->message);
  take_seed (self, kept);
  if (!task)
    confirm (self, cached, kept);
  else
    g_task_return_boolean (task, begin_from_keyring (self, cached, kept));
}

/* Takes @cached and @task. */
static void
ask_keyring (DuoSession *self, DuoCached *cached, GTask *task)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) {duo_session_ref_new (self), cached, task};
  duo_credentials_load_async (self->credentials, self->cancellable, keyring_cb, asked);
}

/* Once there is nothing to paint. */
static gboolean
on_painted (gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (DuoSession) self = duo_session_ref_take (asked->session);
  g_autoptr (DuoCached) cached = asked->cached;

  if (self)
    ask_keyring (self, g_steal_pointer (&cached), NULL);
  return G_SOURCE_REMOVE;
}

static void
cache_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCached) cached = duo_cache_load_finish (DUO_CACHE (source), result, &error);
  DuoSession *self = g_task_get_source_object (task);
  Asked *asked;

  if (!cached)
    g_message ("The cache cannot be read: %s", error->message);
  if (!cached || cached->discarded)
    duo_session_set_cache_lost (self);
  if (cached && cached->address)
    duo_session_set_address (self, cached->address);
  if (cached && cached->account && cached->kept)
    {
      paint (self, cached);
      g_task_return_boolean (task, TRUE);
      asked = g_new0 (Asked, 1);
      *asked = (Asked) {duo_session_ref_new (self), g_steal_pointer (&cached), NULL};
      g_idle_add_full (G_PRIORITY_LOW, on_painted, asked, NULL);
      return;
    }
  ask_keyring (self, g_steal_pointer (&cached), g_steal_pointer (&task));
}

void
duo_session_restore_async (DuoSession *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (self->state == DUO_SESSION_SIGNED_OUT);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_restore_async);
  duo_cache_load_async (self->cache, cache_cb, task);
}

gboolean
duo_session_restore_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
