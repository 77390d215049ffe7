/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-slide.h"

static void
on_touched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    g_message ("a session could not be prolonged: %s", error->message);
}

/* Prolonged when a tenth of its time has gone, so that not every use writes. */
void
duo_session_slide (DuoSessionRecord *session, const DuoConfig *config, DuoClock *clock, DuoStore *store)
{
  gint64 lifetime = (gint64) config->session_days * 86400;
  gint64 expires = duo_clock_now (clock) + lifetime;
  g_autoptr (DuoWrite) write = NULL;

  if (expires - session->expires < lifetime / 10)
    return;
  session->expires = expires;
  write = duo_write_new ();
  duo_write_touch_session (write, session->id, expires);
  duo_store_write_async (store, g_steal_pointer (&write), NULL, on_touched, NULL);
}
