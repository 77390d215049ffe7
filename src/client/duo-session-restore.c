/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

/* Two things are asked at once: the cache, which paints, and the keyring, which decides whether that is still allowed.
 * The first frame waits for the cache only; a keyring may take its time to be unlocked. And of the cache it waits only for
 * what it shows: the other people are read when it is on screen, before the session goes on. */

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

typedef struct
{
  DuoSessionRef *session;
  DuoCached *cached;         /* (nullable) */
  GTask *task;               /* (nullable): NULL once the cache has answered it */
  DuoKept *kept;             /* (nullable): where the keyring has been asked already */
  GCancellable *cancellable; /* (nullable): of the session that was painted */
} Asked;

static void
asked_free (Asked *asked)
{
  g_clear_pointer (&asked->cached, duo_cached_free);
  g_clear_object (&asked->task);
  g_clear_pointer (&asked->kept, duo_kept_free);
  g_clear_object (&asked->cancellable);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static gboolean on_painted (gpointer data);

/* Takes @cached and @kept. The rest comes once there is nothing to paint. */
static void
paint_and_go_on (DuoSession *self, DuoCached *cached, DuoKept *kept)
{
  Asked *asked = g_new0 (Asked, 1);

  paint (self, cached);
  *asked = (Asked) {duo_session_ref_new (self), cached, NULL, kept, g_object_ref (self->cancellable)};
  g_idle_add_full (G_PRIORITY_LOW, on_painted, asked, NULL);
}

/* Nothing is shown yet: the keyring says who it is, and whether what was cached is theirs. */
static gboolean
begin_from_keyring (DuoSession *self, Asked *asked, DuoKept *kept)
{
  const DuoCached *cached = asked->cached;
  g_autoptr (DuoKept) owned = kept;

  if (!is_complete (kept))
    {
      duo_cache_clear (self->cache);
      return FALSE;
    }
  if (cached && cached->account && is_same_session (cached->account, kept))
    paint_and_go_on (self, g_steal_pointer (&asked->cached), g_steal_pointer (&owned));
  else
    {
      begin_empty (self, kept);
      continue_session (self, kept);
    }
  duo_cache_put_kept (self->cache);
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

static void
keyring_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (DuoSession) self = duo_session_ref_take (asked->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoKept) kept = duo_credentials_load_finish (DUO_CREDENTIALS (source), result, &error);

  if (!self)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* The question was taken back: whoever signs in next asks it again. */
      if (asked->task)
        g_task_return_error (asked->task, g_steal_pointer (&error));
      return;
    }
  self->keyring_asked = TRUE;
  duo_session_set_keyring (self, kept != NULL);
  if (!kept)
    g_message ("There is no keyring: %s", error->message);
  take_seed (self, kept);
  if (!asked->task)
    confirm (self, asked->cached, kept);
  else
    g_task_return_boolean (asked->task, begin_from_keyring (self, asked, g_steal_pointer (&kept)));
}

/* Takes @cached and @task. */
static void
ask_keyring (DuoSession *self, DuoCached *cached, GTask *task)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) {duo_session_ref_new (self), cached, task, NULL, NULL};
  duo_credentials_load_async (self->credentials, self->cancellable, keyring_cb, asked);
}

/* It is as if there had been no cache, but that what is on screen stays until the service says what there is. */
static void
lose_rest (DuoSession *self, const GError *error)
{
  g_message ("The rest of the cache cannot be read: %s", error->message);
  duo_session_set_cache_lost (self);
  duo_cache_begin (self->cache, self->address, self->account, self->account_email, self->account_name);
  duo_cache_put_kept (self->cache);
  if (self->event)
    duo_cache_put_shown (self->cache, duo_event_get_id (self->event));
  duo_session_set_synced_at (self, 0);
  duo_sync_lose_rest (self->sync);
}

/* Somebody may have signed out, or in again, meanwhile. */
static void
rest_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (DuoSession) self = duo_session_ref_take (asked->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rest = duo_cache_load_rest_finish (DUO_CACHE (source), result, &error);

  if (!self || g_cancellable_is_cancelled (asked->cancellable))
    return;
  if (rest)
    duo_sync_restore_rest (self->sync, rest);
  else
    lose_rest (self, error);
  if (asked->kept)
    continue_session (self, asked->kept);
  else
    ask_keyring (self, g_steal_pointer (&asked->cached), NULL);
}

static gboolean
on_painted (gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (DuoSession) self = duo_session_ref_take (asked->session);

  if (!self || g_cancellable_is_cancelled (asked->cancellable))
    return G_SOURCE_REMOVE;
  asked->session = duo_session_ref_new (self);
  duo_cache_load_rest_async (self->cache, duo_sync_dup_companies (self->sync), rest_cb,
                             g_steal_pointer (&asked));
  return G_SOURCE_REMOVE;
}

static void
cache_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCached) cached = duo_cache_load_finish (DUO_CACHE (source), result, &error);
  DuoSession *self = g_task_get_source_object (task);

  if (!cached)
    g_message ("The cache cannot be read: %s", error->message);
  if (!cached || cached->discarded)
    duo_session_set_cache_lost (self);
  if (cached && cached->address)
    duo_session_set_address (self, cached->address);
  if (cached && cached->account && cached->kept)
    {
      paint_and_go_on (self, g_steal_pointer (&cached), NULL);
      g_task_return_boolean (task, TRUE);
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
