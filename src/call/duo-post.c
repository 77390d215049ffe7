/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-post.h"

void
duo_post (GMainContext *context, GSourceFunc callback, gpointer data, GDestroyNotify release)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, callback, data, release);
  g_source_attach (source, context);
}
