/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-person-sorter.h"
#include "made-up.h"

static const MadeUpPerson people[] = {
    {"bo", "Bo", "", "Zeta", "Rust, Go", "English", NULL, 3, 0},
    {"anna", "anna", "", "Alpha", "Go", "English, Swedish", NULL, 3, 0},
    {"Chi", "Chi", "", "Alpha", "Python", "German", NULL, 9, 0},
    {"ake", "Åke", "", "Beta", "Rust, Python", "German", NULL, 0, 0},
};

static const struct
{
  DuoPersonOrder order;
  const char *topics;
  const char *languages;
  const char *expected;
} cases[] = {
    {DUO_ORDER_OPEN_SLOTS, NULL, NULL, "Chi,anna,bo,ake"},
    {DUO_ORDER_COMPANY, NULL, NULL, "anna,Chi,ake,bo"},
    /* Nobody's wishes are known: open slots, then name without regard to case. */
    {DUO_ORDER_BEST_MATCH, NULL, NULL, "Chi,anna,bo,ake"},
    /* Who shares most comes first, whatever is open. */
    {DUO_ORDER_BEST_MATCH, "Rust, Python", "German", "ake,Chi,bo,anna"},
    {DUO_ORDER_BEST_MATCH, "Go", "Swedish", "anna,bo,Chi,ake"},
    /* However they are written. */
    {DUO_ORDER_BEST_MATCH, "rust, PYTHON", "german", "ake,Chi,bo,anna"},
    {DUO_ORDER_BEST_MATCH, "Cobol", "", "Chi,anna,bo,ake"},
};

static char *
dup_order (MadeUp *made_up, DuoPersonOrder order, const char *topics, const char *languages)
{
  g_auto (GStrv) my_topics = topics ? g_strsplit (topics, ", ", -1) : NULL;
  g_auto (GStrv) my_languages = languages ? g_strsplit (languages, ", ", -1) : NULL;
  g_autoptr (GtkSortListModel) sorted =
      gtk_sort_list_model_new (g_object_ref (duo_event_get_people (made_up->event)),
                               duo_person_sorter_new (order, my_topics, my_languages));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (sorted)); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (G_LIST_MODEL (sorted), i);

      g_ptr_array_add (ids, (gpointer) duo_person_get_id (person));
    }
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (",", (char **) ids->pdata);
}

static void
test_orders (void)
{
  g_autoptr (MadeUp) made_up = made_up_new (DUO_ROLE_TALENT);

  made_up_add_people (made_up, people, G_N_ELEMENTS (people));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *order = dup_order (made_up, cases[i].order, cases[i].topics, cases[i].languages);

      g_assert_cmpstr (order, ==, cases[i].expected);
    }
}

static void
test_name_ignores_case (void)
{
  g_autoptr (MadeUp) made_up = made_up_new (DUO_ROLE_TALENT);
  g_autofree char *order = NULL;

  made_up_add_people (made_up, people, 3);
  order = dup_order (made_up, DUO_ORDER_NAME, NULL, NULL);
  g_assert_cmpstr (order, ==, "anna,bo,Chi");
}

static DuoEvent *
event_with_wishes (MadeUp *made_up)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (made_up->event));

  g_strfreev (record->my_topics);
  record->my_topics = g_strsplit ("Rust Go", " ", -1);
  duo_event_update (made_up->event, record);
  return made_up->event;
}

/* Whom the next start shows first is whom the directory shows first. */
static void
test_first_people_agree (void)
{
  g_autoptr (MadeUp) made_up = made_up_new (DUO_ROLE_TALENT);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *order = NULL;
  g_autofree char *firsts = NULL;

  for (guint i = 0; i < 500; i++)
    {
      const char *const topics[] = {"Rust, Go", "Go", "Python", "Rust, Python"};
      g_autofree char *id = g_strdup_printf ("p%u", i);
      g_autofree char *name = g_strdup_printf ("%c%c", g_rand_int_range (rand, 'A', 'D'), 'a');
      const MadeUpPerson person = {id,
                                   name,
                                   "",
                                   NULL,
                                   topics[g_rand_int_range (rand, 0, 4)],
                                   NULL,
                                   NULL,
                                   g_rand_int_range (rand, 0, 4)};

      made_up_add_people (made_up, &person, 1);
    }
  first = duo_event_dup_first_people (event_with_wishes (made_up), 48);
  for (guint i = 0; i < first->len; i++)
    g_ptr_array_add (ids, (gpointer) duo_person_get_id (first->pdata[i]));
  g_ptr_array_add (ids, NULL);
  firsts = g_strjoinv (",", (char **) ids->pdata);
  order = dup_order (made_up, DUO_ORDER_BEST_MATCH, "Rust, Go", NULL);
  g_assert_true (g_str_has_prefix (order, firsts));
}

static void
test_labels (void)
{
  for (DuoPersonOrder order = 0; order < DUO_N_ORDERS; order++)
    for (DuoPersonOrder other = 0; other < order; other++)
      g_assert_cmpstr (duo_person_order_get_label (order), !=, duo_person_order_get_label (other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/person-sorter/orders", test_orders);
  g_test_add_func ("/app/person-sorter/name-ignores-case", test_name_ignores_case);
  g_test_add_func ("/app/person-sorter/first-people", test_first_people_agree);
  g_test_add_func ("/app/person-sorter/labels", test_labels);
  return g_test_run ();
}
