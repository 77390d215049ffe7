/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-email.h"

#include <string.h>

#define LONGEST_ADDRESS 254

gboolean
duo_email_is_valid (const char *address)
{
  const char *at = strchr (address, '@');

  if (at == NULL || at == address || at[1] == '\0' || strchr (at + 1, '@') != NULL)
    return FALSE;
  for (const char *next = address; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar c = g_utf8_get_char (next);

      if (!g_unichar_isgraph (c) || g_unichar_isspace (c))
        return FALSE;
    }
  return strlen (address) <= LONGEST_ADDRESS;
}
