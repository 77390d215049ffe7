/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-link-text.h"

/* What ends a sentence does not belong to an address at its end. */
#define ADDRESS "\\bhttps?://[^\\s<>\"]*[^\\s<>\".,;:!?'’”»)\\]}…]"

static void
append_escaped (GString *markup, const char *text, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (markup, escaped);
}

static void
append_link (GString *markup, const char *address, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (address, length);

  g_string_append_printf (markup, "<a href=\"%s\">%s</a>", escaped, escaped);
}

char *
duo_link_text_dup (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (ADDRESS, G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) markup = g_string_new (NULL);
  int done = 0;

  if (!g_regex_match (regex, text, G_REGEX_MATCH_DEFAULT, &match))
    return NULL;
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      append_escaped (markup, text + done, start - done);
      append_link (markup, text + start, end - start);
      done = end;
    }
  append_escaped (markup, text + done, -1);

  return g_string_free_and_steal (g_steal_pointer (&markup));
}
