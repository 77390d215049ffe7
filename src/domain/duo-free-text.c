/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-free-text.h"

#include <string.h>

static gboolean
turns_around (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
ends_line (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

char *
duo_free_text_dup_written (const char *text, glong max)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_utf8_strlen (text, -1) <= max ? duo_free_text_dup_clean (text, TRUE) : NULL;
}

/* Unicode calls these letters and symbols; what is drawn of them is nothing. */
static gboolean
fills (gunichar c)
{
  return c == 0x115f || c == 0x1160 || c == 0x2800 || c == 0x3164 || c == 0xffa0;
}

gboolean
duo_free_text_is_blank (const char *text)
{
  for (const char *next = text; next != NULL && *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar c = g_utf8_get_char (next);

      if (g_unichar_isgraph (c) && !fills (c))
        return FALSE;
    }
  return TRUE;
}

char *
duo_free_text_dup_clean (const char *text, gboolean lines)
{
  GString *clean;

  g_return_val_if_fail (text != NULL, NULL);

  clean = g_string_sized_new (strlen (text));
  for (const char *next = text; *next; next = g_utf8_next_char (next))
    {
      gunichar c = g_utf8_get_char (next);

      if (c == '\r' && next[1] == '\n')
        continue;
      if (ends_line (c))
        g_string_append_c (clean, lines ? '\n' : ' ');
      else if (c == '\t')
        g_string_append_c (clean, lines ? '\t' : ' ');
      else if (!g_unichar_iscntrl (c) && !turns_around (c))
        g_string_append_unichar (clean, c);
    }
  return g_string_free_and_steal (clean);
}
