/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-stop-private.h"

static gboolean
stop_cb (gpointer stop)
{
  g_cancellable_cancel (stop);
  return G_SOURCE_REMOVE;
}

/* libsoup hands over at G_PRIORITY_DEFAULT, which is what we ask with. */
static void
on_cancelled (GCancellable *cancellable, GCancellable *stop)
{
  g_idle_add_full (G_PRIORITY_DEFAULT + 1, stop_cb, g_object_ref (stop), g_object_unref);
}

GCancellable *
duo_stop_new (GCancellable *cancellable)
{
  GCancellable *stop = g_cancellable_new ();

  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (stop);
  else if (cancellable)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled), stop, G_CONNECT_DEFAULT);
  return stop;
}
