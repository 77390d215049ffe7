/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "directory/duo-cv-upload.h"

/* When a CV is sent again for which there was no place. */

#define DRAWS 200
#define PATIENCE 300

/* Of many draws; none is shorter than @from or longer than @to. */
static guint
count_lengths (guint n_refused, guint least, guint left, guint from, guint to)
{
  g_autoptr (GHashTable) lengths = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < DRAWS; i++)
    {
      guint seconds = duo_cv_upload_get_pause (n_refused, least, left);

      g_assert_cmpuint (seconds, >=, from);
      g_assert_cmpuint (seconds, <=, to);
      g_hash_table_add (lengths, GUINT_TO_POINTER (seconds));
    }
  return g_hash_table_size (lengths);
}

static void
test_longer_each_time (void)
{
  static const struct
  {
    guint n_refused;
    guint least;
    guint from;
    guint to;
  } cases[] = {{0, 1, 1, 2},   {0, 2, 2, 4},   {1, 2, 2, 4},      {2, 2, 4, 7},    {3, 2, 8, 13},
               {5, 2, 32, 49}, {6, 2, 60, 91}, {1000, 2, 60, 91}, {3, 30, 30, 46}, {0, 100, 100, 151}};

  /* They who were refused together do not come back together. */
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (
        count_lengths (cases[i].n_refused, cases[i].least, PATIENCE, cases[i].from, cases[i].to), >, 1);
}

/* Within what is left it is tried once more, and no earlier than the service said. */
static void
test_patience_ends (void)
{
  count_lengths (6, 2, 10, 10, 10);
  count_lengths (0, 200, 250, 200, 250);
  count_lengths (0, 10, 10, 10, 10);
  count_lengths (0, 11, 10, 0, 0);
  count_lengths (0, 1, 0, 0, 0);
}

/* Where the service did not say when, the user decides. */
static void
test_not_asked_to (void)
{
  count_lengths (0, 0, PATIENCE, 0, 0);
  count_lengths (5, 0, PATIENCE, 0, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cv-upload/longer-each-time", test_longer_each_time);
  g_test_add_func ("/cv-upload/patience-ends", test_patience_ends);
  g_test_add_func ("/cv-upload/not-asked-to", test_not_asked_to);
  return g_test_run ();
}
