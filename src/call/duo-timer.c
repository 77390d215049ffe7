/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-timer.h"

void
duo_timer_stop (GSource **timer)
{
  if (*timer != NULL)
    g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}

void
duo_timer_start (GSource **timer, guint milliseconds, GSourceFunc callback, gpointer data)
{
  duo_timer_stop (timer);
  *timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (*timer, callback, data, NULL);
  g_source_attach (*timer, g_main_context_get_thread_default ());
}
