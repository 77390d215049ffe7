/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-minute.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)
/* A timer that came a moment early would say the old minute once more. */
#define LATE_MS 20

guint
duo_minute_add (DuoClock *clock, GSourceOnceFunc on_minute, gpointer data)
{
  gint64 left = MINUTE_US - duo_clock_now_us (clock) % MINUTE_US;

  return g_timeout_add_once ((guint) (left / 1000) + LATE_MS, on_minute, data);
}
