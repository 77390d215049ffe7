/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-person.h"
#include "duo-search-text-private.h"

static void
append_plain (GString *text, gunichar c)
{
  if (!g_unichar_ismark (c))
    g_string_append_unichar (text, c);
}

/* Some letters fold into several: ß is found by "ss". */
static void
append_letter (GString *text, gunichar letter)
{
  char utf8[7] = {0};
  g_autofree char *folded = NULL;

  if (letter < 0x80)
    {
      g_string_append_c (text, g_ascii_tolower (letter));
      return;
    }
  g_unichar_to_utf8 (letter, utf8);
  folded = g_utf8_casefold (utf8, -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    append_plain (text, g_utf8_get_char (p));
}

/* Accents go by decomposing and dropping the marks, so that "Noël" is found by "noel". */
static void
append_foreign (GString *text, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    if (!g_unichar_ismark (parts[i]))
      append_letter (text, parts[i]);
}

/* Letter by letter: nearly all are ASCII, and the first frame waits for the texts of ten thousand people. */
static void
append_folded (GString *text, const char *piece)
{
  if (!g_utf8_validate (piece, -1, NULL))
    return;
  for (const char *p = piece; *p != '\0'; p = g_utf8_next_char (p))
    {
      if ((guchar) *p < 0x80)
        g_string_append_c (text, g_ascii_tolower (*p));
      else
        append_foreign (text, g_utf8_get_char (p));
    }
}

char *
duo_person_fold_text (const char *text)
{
  GString *folded;

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_string_sized_new (strlen (text));
  append_folded (folded, text);
  return g_string_free_and_steal (folded);
}

static void
append_line (GString *text, const char *piece)
{
  g_string_append_c (text, '\n');
  append_folded (text, piece ? piece : "");
}

char *
duo_search_text_new (const DuoPersonRecord *record, const char *company)
{
  GString *text = g_string_sized_new (128);

  append_folded (text, record->name ? record->name : "");
  append_line (text, record->title);
  append_line (text, company);
  for (char **topic = record->topics; topic && *topic; topic++)
    append_line (text, *topic);
  return g_string_free_and_steal (text);
}
