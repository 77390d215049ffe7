/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-free-text.h"

static const struct
{
  const char *text;
  const char *lines;
  const char *line;
} cases[] = {
    {"", "", ""},
    {"Häl\nlo", "Häl\nlo", "Häl lo"},
    {"a\r\nb\rc", "a\nb\nc", "a b c"},
    {"a\u2028b\302\205c", "a\nb\nc", "a b c"},
    {"a\tb", "a\tb", "a b"},
    {"a\001\033[31mb\177\302\237c", "a[31mbc", "a[31mbc"},
    /* "exe.gpj" that would be shown as "jpg.exe", whichever way it is turned around */
    {"\u202eexe.gpj\u202c", "exe.gpj", "exe.gpj"},
    {"\u2066a\u2067b\u2068c\u2069", "abc", "abc"},
    {"\u202aa\u202bb\u202d", "ab", "ab"},
    /* People write right to left, in emoji of several parts, and with accents apart. */
    {"שלום\u200f, עולם", "שלום\u200f, עולם", "שלום\u200f, עולם"},
    {"👩\u200d💻 e\u0301", "👩\u200d💻 e\u0301", "👩\u200d💻 e\u0301"},
};

static void
test_clean (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lines = duo_free_text_dup_clean (cases[i].text, TRUE);
      g_autofree char *line = duo_free_text_dup_clean (cases[i].text, FALSE);
      g_autofree char *again = duo_free_text_dup_clean (lines, TRUE);

      g_assert_cmpstr (lines, ==, cases[i].lines);
      g_assert_cmpstr (line, ==, cases[i].line);
      g_assert_cmpstr (again, ==, lines);
    }
}

static void
test_blank (void)
{
  static const char *const blank[] = {
      "", "   ", " \n\t", " \u200b ", "\u200e\u200f", "\u00a0\u3000", "\u3164", "\u2800\ufeff"};
  static const char *const said[] = {"a", " .", "\u200b1", "病", "ש", "👩\u200d💻"};

  g_assert_true (duo_free_text_is_blank (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (duo_free_text_is_blank (blank[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_false (duo_free_text_is_blank (said[i]));
}

static void
test_written (void)
{
  g_autofree char *fits = duo_free_text_dup_written ("\u202eäö\u202c\a\r\n", 7);
  g_autofree char *longer = duo_free_text_dup_written ("äöü", 2);

  g_assert_cmpstr (fits, ==, "äö\n");
  g_assert_null (longer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/free-text/clean", test_clean);
  g_test_add_func ("/domain/free-text/blank", test_blank);
  g_test_add_func ("/domain/free-text/written", test_written);
  return g_test_run ();
}
