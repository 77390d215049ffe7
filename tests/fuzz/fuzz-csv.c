/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-csv.h"
#include "duo-people-import.h"

#include <string.h>

static gboolean
is_anything (char **cells)
{
  for (; *cells != NULL; cells++)
    if (**cells != '\0')
      return TRUE;
  return FALSE;
}

/* As it was, or with the mark that makes text of what a spreadsheet would reckon with. */
static gboolean
is_same (const char *again, const char *cell)
{
  return g_str_equal (again, cell) || (*cell != '\0' && strchr ("=+-@\t\r", *cell) != NULL &&
                                       *again == '\'' && g_str_equal (again + 1, cell));
}

/* Written again, a record is the same. A first line of one cell says nothing of how cells are apart. */
static void
check_again (char **cells)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DuoCsv) csv = NULL;
  g_auto (GStrv) again = NULL;
  guint line;

  duo_csv_write (text, (const char *const *) cells);
  csv = duo_csv_new (text->str, text->len);
  again = duo_csv_next (csv, &line, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (g_strv_length (again), ==, g_strv_length (cells));
  for (guint i = 0; cells[i] != NULL; i++)
    g_assert_true (is_same (again[i], cells[i]));
}

/* Lines only grow, what is handed out is UTF-8 and says something, and every line of a list of people is either taken
 * or named. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (DuoCsv) csv = duo_csv_new ((const char *) data, size);
  g_autoptr (DuoPeopleImport) people = duo_people_import_new ((const char *) data, size);
  guint before = 0;

  while (TRUE)
    {
      guint line = 0;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) cells = duo_csv_next (csv, &line, &error);

      g_assert_false (cells != NULL && error != NULL);
      if (cells == NULL && error == NULL)
        break;
      g_assert_cmpuint (line, >, before);
      before = line;
      for (guint i = 0; cells != NULL && cells[i] != NULL; i++)
        g_assert_true (g_utf8_validate (cells[i], -1, NULL));
      if (cells == NULL)
        continue;
      g_assert_true (is_anything (cells));
      check_again (cells);
    }
  for (guint i = 0; i < duo_people_import_get_faults (people)->len; i++)
    {
      const DuoPeopleFault *fault = duo_people_import_get_faults (people)->pdata[i];

      g_assert_cmpuint (fault->line, >=, 1);
      g_assert_cmpuint (fault->line, <=, MAX (before, 1));
      g_assert_true (g_utf8_validate (fault->what, -1, NULL));
    }
  return 0;
}
