/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-live.h"

#include <string.h>

/* What was understood, written and read again, is written the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (DuoLiveMessage) message = NULL;
  g_autoptr (DuoLiveMessage) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  message = duo_live_message_new_from_text ((const char *) data, size, DUO_MAX_LIVE_MESSAGE, NULL);
  if (message == NULL || message->type == DUO_LIVE_UNKNOWN)
    return 0;

  first = duo_live_message_dup_text (message);
  again = duo_live_message_new_from_text (first, strlen (first), G_MAXSIZE, &error);
  g_assert_no_error (error);
  second = duo_live_message_dup_text (again);
  g_assert_cmpstr (first, ==, second);
  return 0;
}
