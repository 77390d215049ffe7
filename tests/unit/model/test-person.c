/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "duo-chat.h"

static void
test_notifies_only_what_changed (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada Lindqvist");
  DuoPerson *person = duo_person_new (record, NULL);
  guint names, titles, pauses, topics;

  count_notify (person, "name", &names);
  count_notify (person, "title", &titles);
  count_notify (person, "paused", &pauses);
  count_notify (person, "topics", &topics);

  duo_person_update (person, record, NULL);
  g_assert_cmpuint (names + titles + pauses + topics, ==, 0);

  g_set_str (&record->title, "Head of Platform");
  record->paused = TRUE;
  duo_person_update (person, record, NULL);
  g_assert_cmpuint (names, ==, 0);
  g_assert_cmpuint (topics, ==, 0);
  g_assert_cmpuint (titles, ==, 1);
  g_assert_cmpuint (pauses, ==, 1);
  g_assert_cmpstr (duo_person_get_title (person), ==, "Head of Platform");
  g_assert_true (duo_person_get_paused (person));
  g_assert_finalize_object (person);
}

static void
test_topics_and_languages (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada");
  DuoPerson *person;
  guint topics;

  g_clear_pointer (&record->topics, g_strfreev);
  g_clear_pointer (&record->languages, g_strfreev);
  person = duo_person_new (record, NULL);
  count_notify (person, "topics", &topics);
  g_assert_cmpuint (g_strv_length ((char **) duo_person_get_topics (person)), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) duo_person_get_languages (person)), ==, 0);

  record->topics = g_strsplit ("Compilers,GTK", ",", -1);
  duo_person_update (person, record, NULL);
  g_assert_cmpuint (topics, ==, 1);
  g_assert_cmpstr (duo_person_get_topics (person)[1], ==, "GTK");
  g_assert_finalize_object (person);
}

/* Counts come apart from the record: a new profile must not set them back to nothing. */
static void
test_counts_survive_a_new_record (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada");
  DuoPerson *person = duo_person_new (record, NULL);
  guint slots, requests;

  count_notify (person, "open-slots", &slots);
  count_notify (person, "requests", &requests);
  duo_person_set_counts (person, 7, 3);
  duo_person_set_counts (person, 7, 4);
  g_assert_cmpuint (slots, ==, 1);
  g_assert_cmpuint (requests, ==, 2);

  g_set_str (&record->name, "Ada L.");
  duo_person_update (person, record, NULL);
  g_assert_cmpuint (duo_person_get_open_slots (person), ==, 7);
  g_assert_cmpuint (duo_person_get_requests (person), ==, 4);
  g_assert_finalize_object (person);
}

static void
test_company (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada");
  g_autoptr (DuoCompanyRecord) first_record = company_record ("c1", "Nordlys Robotics", 1);
  g_autoptr (DuoCompanyRecord) second_record = company_record ("c1", "Nordlys", 2);
  g_autoptr (DuoCompany) first = duo_company_new (first_record);
  g_autoptr (DuoCompany) second = duo_company_new (second_record);
  DuoPerson *person = duo_person_new (record, first);
  guint names;

  g_assert_cmpstr (duo_person_get_company_name (person), ==, "Nordlys Robotics");
  g_assert_nonnull (strstr (duo_person_get_search_text (person), "robotics"));
  count_notify (person, "company-name", &names);
  duo_person_set_company (person, second);
  g_assert_cmpuint (names, ==, 1);
  g_assert_null (strstr (duo_person_get_search_text (person), "robotics"));
  duo_person_set_company (person, NULL);
  g_assert_cmpstr (duo_person_get_company_name (person), ==, "");
  g_assert_finalize_object (person);
}

static void
test_search_text (void)
{
  static const struct
  {
    const char *name;
    const char *typed;
  } cases[] = {
      {"Noël Åström", "noel Åst"},    {"ŁUKASZ Żółć", "zo"},  {"JOSÉ", "jose"},
      {"Straße", "STRASSE"},          {"Ανδρέας", "ανδρέας"}, {"山田 太郎", "山田"},
      {"plain ASCII", "plain ascii"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoPersonRecord) record = person_record ("x", DUO_ROLE_TALENT, cases[i].name);
      DuoPerson *person = duo_person_new (record, NULL);
      g_autofree char *typed = duo_person_fold_text (cases[i].typed);

      g_assert_nonnull (strstr (duo_person_get_search_text (person), typed));
      g_assert_nonnull (strstr (duo_person_get_search_text (person), "distributed systems"));
      g_assert_true (duo_person_get_search_text (person) == duo_person_get_search_text (person));
      g_assert_finalize_object (person);
    }
}

static void
test_take_over_uses_the_prepared_text (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada");
  DuoPerson *person = duo_person_new (record, NULL);
  DuoPerson *fresh;
  const char *prepared;
  guint names;

  g_set_str (&record->name, "Ada Lovelace");
  record->rev = 2;
  fresh = duo_person_new (record, NULL);
  prepared = duo_person_get_search_text (fresh);
  count_notify (person, "name", &names);
  duo_person_take_over (person, fresh);
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpint (duo_person_get_rev (person), ==, 2);
  g_assert_true (duo_person_get_search_text (person) == prepared);
  g_assert_finalize_object (fresh);
  g_assert_finalize_object (person);
}

static void
test_bookmark_and_pending (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada");
  DuoPerson *person = duo_person_new (record, NULL);
  guint bookmarks, pendings;

  count_notify (person, "bookmarked", &bookmarks);
  count_notify (person, "pending", &pendings);
  g_object_set (person, "bookmarked", TRUE, NULL);
  duo_person_set_bookmarked (person, TRUE);
  duo_person_set_pending (person, TRUE);
  duo_person_set_pending (person, TRUE);
  g_assert_true (duo_person_get_bookmarked (person));
  g_assert_true (duo_person_get_pending (person));
  g_assert_cmpuint (bookmarks, ==, 1);
  g_assert_cmpuint (pendings, ==, 1);
  g_assert_finalize_object (person);
}

/* The event owns the chat; a person that outlives it must not point at what is gone. */
static void
test_chat_is_weak (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada");
  g_autoptr (DuoChatRecord) chat_of = chat_record ("chat", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL);
  DuoPerson *person = duo_person_new (record, NULL);
  DuoChat *chat = duo_chat_new (chat_of, DUO_ROLE_TALENT);

  duo_person_set_chat (person, chat);
  g_assert_true (duo_person_get_chat (person) == chat);
  g_assert_finalize_object (chat);
  g_assert_null (duo_person_get_chat (person));
  g_assert_finalize_object (person);
}

static void
test_properties_read (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *about = NULL;
  g_autofree char *question = NULL;
  g_auto (GStrv) topics = NULL;
  gboolean direct;
  DuoPerson *person;

  record->about = g_strdup ("Builds teams");
  record->question = g_strdup ("Why us?");
  record->direct = TRUE;
  person = duo_person_new (record, NULL);
  g_object_get (person, "id", &id, "name", &name, "about", &about, "question", &question, "topics", &topics,
                "direct", &direct, NULL);
  g_assert_cmpstr (id, ==, "ada");
  g_assert_cmpstr (name, ==, "Ada");
  g_assert_cmpstr (about, ==, "Builds teams");
  g_assert_cmpstr (question, ==, "Why us?");
  g_assert_cmpstr (topics[0], ==, "Rust");
  g_assert_true (direct);
  g_assert_finalize_object (person);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/person/notifies-only-what-changed", test_notifies_only_what_changed);
  g_test_add_func ("/person/topics-and-languages", test_topics_and_languages);
  g_test_add_func ("/person/counts-survive-a-new-record", test_counts_survive_a_new_record);
  g_test_add_func ("/person/company", test_company);
  g_test_add_func ("/person/search-text", test_search_text);
  g_test_add_func ("/person/take-over", test_take_over_uses_the_prepared_text);
  g_test_add_func ("/person/bookmark-and-pending", test_bookmark_and_pending);
  g_test_add_func ("/person/chat-is-weak", test_chat_is_weak);
  g_test_add_func ("/person/properties", test_properties_read);
  return g_test_run ();
}
