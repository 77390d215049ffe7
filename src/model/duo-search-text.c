/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-person.h"
#include "duo-search-text-private.h"

/* Accents go by decomposing and dropping the marks, so that "Noël" is found by "noel". */
static char *
fold_marks (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = decomposed ? g_utf8_casefold (decomposed, -1) : g_strdup ("");
  GString *plain = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (plain, c);
    }
  return g_string_free_and_steal (plain);
}

char *
duo_person_fold_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return g_str_is_ascii (text) ? g_ascii_strdown (text, -1) : fold_marks (text);
}

/* Piece by piece: most are ASCII, which costs a tenth. */
static void
append_folded (GString *text, const char *piece)
{
  g_autofree char *folded = duo_person_fold_text (piece ? piece : "");

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, folded);
}

char *
duo_search_text_new (const DuoPersonRecord *record, const char *company)
{
  GString *text = g_string_sized_new (128);

  append_folded (text, record->name);
  append_folded (text, record->title);
  append_folded (text, company);
  for (char **topic = record->topics; topic && *topic; topic++)
    append_folded (text, *topic);
  return g_string_free_and_steal (text);
}
