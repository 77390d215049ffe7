/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whoever finds that the peer is not who it should be ends the call with a bye that says so. The service passes it on like
 * everything that is signed or said in a room, and keeps who it was: one such line is a bad network or an old app, several
 * of one event are somebody in the middle. */

#include "duo-live-private.h"

#include "duo-signal.h"

#include <string.h>

/* A bye is a word; nothing longer is looked into. */
#define MAX_BYE 256

gboolean
duo_live_is_doubt (const char *data)
{
  gsize length = strlen (data);
  g_autoptr (DuoSignal) signal = length <= MAX_BYE ? duo_signal_new_from_json (data, length, NULL) : NULL;

  return signal != NULL && duo_signal_get_kind (signal) == DUO_SIGNAL_BYE &&
         g_str_equal (duo_signal_get_reason (signal), DUO_BYE_UNVERIFIED);
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    g_warning ("live: it could not be kept who could not be verified: %s", error->message);
}

void
duo_live_hub_note_doubt (DuoLiveHub *self, const char *account, const char *chat)
{
  g_autoptr (DuoWrite) write = NULL;

  if (duo_rate_limit_take (self->doubts, account, g_get_monotonic_time ()) > 0)
    return;
  write = duo_write_new ();
  g_message ("live: %s could not verify the peer in chat %s", account, chat);
  duo_write_audit (write, account, "unverified", chat);
  duo_store_write_async (self->store, g_steal_pointer (&write), NULL, on_noted, NULL);
}
