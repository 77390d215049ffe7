/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-word-budget.h"

#define BEGIN (77 * G_USEC_PER_SEC)

/* Words of @size bytes until one is refused. */
static guint
take_all (DuoWordBudget *budget, gsize size, gint64 now)
{
  guint taken = 0;

  while (duo_word_budget_take (budget, size, now))
    taken++;
  return taken;
}

static void
test_words (void)
{
  DuoWordBudget budget = {0};

  g_assert_cmpuint (take_all (&budget, 10, BEGIN), ==, DUO_WORD_BUDGET_BURST);
  g_assert_cmpuint (take_all (&budget, 10, BEGIN + G_USEC_PER_SEC), ==, DUO_WORD_BUDGET_WORDS);
  /* A quiet hour is worth no more than the burst. */
  g_assert_cmpuint (take_all (&budget, 10, BEGIN + G_TIME_SPAN_HOUR), ==, DUO_WORD_BUDGET_BURST);
}

static void
test_bytes (void)
{
  DuoWordBudget budget = {0};

  g_assert_cmpuint (take_all (&budget, 16 * 1024, BEGIN), ==, 16);
  g_assert_true (duo_word_budget_take (&budget, 0, BEGIN));
  g_assert_cmpuint (take_all (&budget, 16 * 1024, BEGIN + G_USEC_PER_SEC / 2), ==, 8);
  g_assert_cmpuint (take_all (&budget, DUO_WORD_BUDGET_BYTES + 1, BEGIN + G_TIME_SPAN_HOUR), ==, 0);
  g_assert_cmpuint (take_all (&budget, DUO_WORD_BUDGET_BYTES, BEGIN + G_TIME_SPAN_HOUR), ==, 1);
}

static void
test_sustained (void)
{
  static const struct
  {
    guint a_second;
    gboolean fits;
  } paces[] = {{10, TRUE}, {DUO_WORD_BUDGET_WORDS, TRUE}, {DUO_WORD_BUDGET_WORDS + 5, FALSE}};

  for (gsize i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      DuoWordBudget budget = {0};
      gboolean fits = TRUE;

      for (guint word = 0; word < 60 * paces[i].a_second; word++)
        fits =
            duo_word_budget_take (&budget, 1000, BEGIN + word * G_USEC_PER_SEC / paces[i].a_second) && fits;
      g_assert_cmpint (fits, ==, paces[i].fits);
    }
}

/* Time that runs backwards gives nothing. */
static void
test_backwards (void)
{
  DuoWordBudget budget = {0};

  take_all (&budget, 10, BEGIN);
  g_assert_cmpuint (take_all (&budget, 10, BEGIN - G_USEC_PER_SEC), ==, 0);
  g_assert_cmpuint (take_all (&budget, 10, BEGIN), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-budget/words", test_words);
  g_test_add_func ("/word-budget/bytes", test_bytes);
  g_test_add_func ("/word-budget/sustained", test_sustained);
  g_test_add_func ("/word-budget/backwards", test_backwards);
  return g_test_run ();
}
