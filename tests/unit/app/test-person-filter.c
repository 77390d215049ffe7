/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-person-filter.h"
#include "made-up.h"

typedef struct
{
  MadeUp *made_up;
  DuoPersonFilter *filter;
  GtkFilterListModel *shown;
  guint changes;
  GtkFilterChange last;
} Fixture;

static void
on_changed (Fixture *fixture, GtkFilterChange change)
{
  fixture->changes++;
  fixture->last = change;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  fixture->filter = duo_person_filter_new ();
  g_signal_connect_swapped (fixture->filter, "changed", G_CALLBACK (on_changed), fixture);
  fixture->shown = gtk_filter_list_model_new (g_object_ref (duo_event_get_people (fixture->made_up->event)),
                                              GTK_FILTER (g_object_ref (fixture->filter)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->filter, fixture);
  g_assert_finalize_object (fixture->shown);
  g_assert_finalize_object (fixture->filter);
  made_up_free (fixture->made_up);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->shown));
}

/* The names that are shown, sorted, with a comma between. */
static char *
dup_shown (Fixture *fixture)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < count (fixture); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (G_LIST_MODEL (fixture->shown), i);

      g_ptr_array_add (names, (gpointer) duo_person_get_id (person));
    }
  g_ptr_array_sort_values (names, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (",", (char **) names->pdata);
}

#define assert_shown(fixture, expected)                                                                      \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *shown_ = dup_shown (fixture);                                                           \
    g_assert_cmpstr (shown_, ==, expected);                                                                  \
  }                                                                                                          \
  G_STMT_END

static const struct
{
  const char *text;
  const char *found;
} searches[] = {
    {"ada lind", "ada"},
    {"ADA", "ada"},
    {"leila", "leila"}, /* without the accent of Leïla */
    {"LEÏLA", "leila"},
    {"jon thor", ""}, /* þ is a letter of its own */
    {"jon", "jon"},
    {"kvarken", "ada,piotr"},      /* company */
    {"staff eng", "tuomas"},       /* title */
    {"embedded", "ingrid,soren"},  /* topic */
    {"rust kvarken", "ada,piotr"}, /* each word anywhere, in any order */
    {"rust, graduates", "ada,long"},
    {"  ", NULL}, /* nothing but blanks lets everybody through */
    {"nobody of this name", ""},
    {"zielinski", "piotr"},
    {"<b>", ""},
};

static void
test_search (Fixture *fixture, gconstpointer data)
{
  guint all = count (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      duo_person_filter_set_text (fixture->filter, searches[i].text);
      if (searches[i].found)
        assert_shown (fixture, searches[i].found);
      else
        g_assert_cmpuint (count (fixture), ==, all);
    }
  duo_person_filter_set_text (fixture->filter, NULL);
  g_assert_cmpuint (count (fixture), ==, all);
}

/* What lets the list look only at those who can change sides: a wrong hint shows wrong people. */
static void
test_hints_of_typing (Fixture *fixture, gconstpointer data)
{
  duo_person_filter_set_text (fixture->filter, "e");
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_MORE_STRICT);
  duo_person_filter_set_text (fixture->filter, "em");
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_MORE_STRICT);
  duo_person_filter_set_text (fixture->filter, "e");
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_LESS_STRICT);
  duo_person_filter_set_text (fixture->filter, "r");
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_DIFFERENT);
  g_assert_cmpuint (fixture->changes, ==, 4);

  duo_person_filter_set_text (fixture->filter, "R");
  g_assert_cmpuint (fixture->changes, ==, 4);
  duo_person_filter_set_text (fixture->filter, "");
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_LESS_STRICT);
}

/* Whatever way a text is reached, the same people are found. */
static void
test_typing_finds_what_asking_finds (Fixture *fixture, gconstpointer data)
{
  const char *const steps[] = {"r", "ru", "rus", "ru", "rob", "robotics", "robotics c", "c", "c++", ""};

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (DuoPersonFilter) fresh = duo_person_filter_new ();
      g_autoptr (GtkFilterListModel) asked = NULL;

      duo_person_filter_set_text (fresh, steps[i]);
      asked = gtk_filter_list_model_new (g_object_ref (duo_event_get_people (fixture->made_up->event)),
                                         GTK_FILTER (g_steal_pointer (&fresh)));
      duo_person_filter_set_text (fixture->filter, steps[i]);
      g_assert_cmpuint (count (fixture), ==, g_list_model_get_n_items (G_LIST_MODEL (asked)));
    }
}

static void
test_facets (Fixture *fixture, gconstpointer data)
{
  const char *const rust[] = {"Rust", NULL};
  const char *const rust_or_dsp[] = {"Rust", "DSP", NULL};
  const char *const kvarken[] = {"Kvarken Systems", NULL};
  const char *const swedish[] = {"Swedish", NULL};
  const char *const none[] = {NULL};

  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, rust);
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_MORE_STRICT);
  assert_shown (fixture, "ada,long,piotr");

  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, rust_or_dsp);
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_LESS_STRICT);
  assert_shown (fixture, "ada,long,piotr,soren");

  duo_person_filter_set_facet (fixture->filter, DUO_FACET_COMPANY, kvarken);
  assert_shown (fixture, "ada,piotr");
  duo_person_filter_set_facet (fixture->filter, DUO_FACET_LANGUAGE, swedish);
  assert_shown (fixture, "ada");
  g_assert_cmpuint (duo_person_filter_get_n_chips (fixture->filter), ==, 3);

  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, rust);
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_MORE_STRICT);
  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, none);
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_LESS_STRICT);
  duo_person_filter_set_facet (fixture->filter, DUO_FACET_COMPANY, NULL);
  duo_person_filter_set_facet (fixture->filter, DUO_FACET_LANGUAGE, NULL);
  g_assert_true (duo_person_filter_is_empty (fixture->filter));
}

static void
test_same_facet_is_no_change (Fixture *fixture, gconstpointer data)
{
  const char *const rust[] = {"Rust", NULL};
  const char *const robotics[] = {"Robotics", NULL};

  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, NULL);
  g_assert_cmpuint (fixture->changes, ==, 0);
  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, rust);
  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, rust);
  g_assert_cmpuint (fixture->changes, ==, 1);
  duo_person_filter_set_facet (fixture->filter, DUO_FACET_TOPIC, robotics);
  g_assert_cmpint (fixture->last, ==, GTK_FILTER_CHANGE_DIFFERENT);
  assert_shown (fixture, "tuomas");
}

static void
test_open_slots (Fixture *fixture, gconstpointer data)
{
  const DuoPersonCounts freed = {"mateusz", 1, 31};
  guint all = count (fixture);

  duo_person_filter_set_open_only (fixture->filter, TRUE);
  g_assert_cmpuint (count (fixture), ==, all - 1);

  /* Cards do not come under the pointer by themselves; only who looks again sees them. */
  duo_event_set_counts (fixture->made_up->event, &freed, 1);
  g_assert_cmpuint (count (fixture), ==, all - 1);
  duo_person_filter_look_again (fixture->filter);
  g_assert_cmpuint (count (fixture), ==, all);

  duo_person_filter_set_open_only (fixture->filter, FALSE);
  g_assert_cmpuint (count (fixture), ==, all);
}

static void
test_bookmarks (Fixture *fixture, gconstpointer data)
{
  duo_person_set_bookmarked (made_up_find (fixture->made_up, "ada"), TRUE);
  duo_person_filter_set_bookmarked_only (fixture->filter, TRUE);
  assert_shown (fixture, "ada");

  /* A card whose star goes stays until the list is asked for again. */
  duo_person_set_bookmarked (made_up_find (fixture->made_up, "ada"), FALSE);
  assert_shown (fixture, "ada");
  duo_person_filter_look_again (fixture->filter);
  assert_shown (fixture, "");
}

static void
test_looking_again_at_nothing (Fixture *fixture, gconstpointer data)
{
  duo_person_filter_set_text (fixture->filter, "ada");
  fixture->changes = 0;
  duo_person_filter_look_again (fixture->filter);
  g_assert_cmpuint (fixture->changes, ==, 0);
}

static void
test_facet_of_person (Fixture *fixture, gconstpointer data)
{
  DuoPerson *ada = made_up_find (fixture->made_up, "ada");
  g_autofree const char **topics = duo_person_dup_facet (ada, DUO_FACET_TOPIC);
  g_autofree const char **companies = duo_person_dup_facet (ada, DUO_FACET_COMPANY);
  g_autoptr (MadeUp) recruiter = made_up_new_peopled (DUO_ROLE_RECRUITER);
  const MadeUpPerson lone = {"lone", "Lone Wolf", "Student"};
  g_autofree const char **none = NULL;

  g_assert_cmpstr (topics[0], ==, "Rust");
  g_assert_cmpuint (g_strv_length ((char **) topics), ==, 5);
  g_assert_cmpstr (companies[0], ==, "Kvarken Systems");
  g_assert_null (companies[1]);

  made_up_add_people (recruiter, &lone, 1);
  none = duo_person_dup_facet (made_up_find (recruiter, "lone"), DUO_FACET_COMPANY);
  g_assert_null (none[0]);
}

/* Ten thousand are looked at for each key; a search text that was made anew each time would show here. */
static void
test_search_text_is_made_once (Fixture *fixture, gconstpointer data)
{
  DuoPerson *ada = made_up_find (fixture->made_up, "ada");
  const char *before;

  duo_person_filter_set_text (fixture->filter, "a");
  before = duo_person_get_search_text (ada);
  duo_person_filter_set_text (fixture->filter, "b");
  g_assert_true (duo_person_get_search_text (ada) == before);
}

#define ADD(path, function)                                                                                  \
  g_test_add ("/app/person-filter/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("search", test_search);
  ADD ("hints-of-typing", test_hints_of_typing);
  ADD ("typing-finds-what-asking-finds", test_typing_finds_what_asking_finds);
  ADD ("facets", test_facets);
  ADD ("same-facet", test_same_facet_is_no_change);
  ADD ("open-slots", test_open_slots);
  ADD ("bookmarks", test_bookmarks);
  ADD ("looking-again-at-nothing", test_looking_again_at_nothing);
  ADD ("facet-of-person", test_facet_of_person);
  ADD ("search-text-once", test_search_text_is_made_once);
  return g_test_run ();
}
