/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

/* Signing in does not wait for this: without a keyring the session lasts until quit. */
static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSession) self = duo_session_ref_take (data);
  g_autoptr (GError) error = NULL;
  gboolean kept = duo_credentials_store_finish (DUO_CREDENTIALS (source), result, &error);

  if (!kept)
    g_message ("The keyring cannot keep the session: %s", error->message);
  if (!self || !self->account)
    return;
  duo_session_set_keyring (self, kept);
  if (!kept || !duo_credentials_get_uses_keyring (self->credentials))
    return;
  self->seed_unknown = FALSE;
  duo_cache_put_kept (self->cache);
}

void
duo_session_keep (DuoSession *self, DuoSecret *token)
{
  g_autoptr (DuoKept) kept = duo_kept_new ();

  kept->token = duo_secret_ref (token);
  if (self->seed_unknown)
    kept->seed = duo_device_signer_dup_seed (self->signer);
  kept->address = g_strdup (self->address);
  kept->account = g_strdup (self->account);
  kept->name = g_strdup (self->account_name);
  kept->email = g_strdup (self->account_email);
  duo_credentials_store_async (self->credentials, kept, NULL, kept_cb, duo_session_ref_new (self));
}
