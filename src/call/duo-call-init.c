/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-errand.h"

#include <gst/gst.h>
#include <sodium.h>
#include <stdlib.h>

/* A device that does not answer is not waited for. */
void
duo_call_settle (void)
{
  duo_errand_settle (2 * G_USEC_PER_SEC);
}

void
duo_call_init (void)
{
  static gsize first = 0;

  if (g_once_init_enter (&first))
    {
      atexit (duo_call_settle);
      g_once_init_leave (&first, 1);
    }
  duo_call_bound_memory ();
  g_return_if_fail (sodium_init () >= 0);
  gst_init (NULL, NULL);
}
