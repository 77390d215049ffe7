/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-names-private.h"

gboolean
duo_names_find (const char *const *names, guint n_names, const char *text, guint *value)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (names[i], text) == 0)
        {
          *value = i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
duo_names_get (const char *const *names, guint n_names, guint value)
{
  return value < n_names ? names[value] : "unknown";
}
