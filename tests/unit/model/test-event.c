/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#define NOON "2026-11-03T11:00:00Z" /* in Stockholm */

static GPtrArray *
people_of (guint n, gint64 rev)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      DuoPersonRecord *record = person_record (id, DUO_ROLE_RECRUITER, name);

      record->company = g_strdup ("c1");
      record->rev = rev;
      g_ptr_array_add (records, record);
    }
  return records;
}

static void
take_company (DuoEvent *event, const char *name, gint64 rev)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_company_record_free);

  g_ptr_array_add (records, company_record ("c1", name, rev));
  duo_event_take_companies (event, records);
}

static void
test_describes_itself (void)
{
  static const struct
  {
    const char *zone;
    const char *city;
  } cases[] = {
      {"Europe/Stockholm", "Stockholm"},
      {"America/Argentina/Buenos_Aires", "Buenos Aires"},
      {"UTC", "UTC"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoEventRecord) record = event_record (DUO_ROLE_TALENT);
      g_autoptr (DuoClock) clock = clock_at (NOON);
      DuoEvent *event;

      g_set_str (&record->zone, cases[i].zone);
      event = duo_event_new (record, clock);
      g_assert_cmpstr (duo_event_get_zone_name (event), ==, cases[i].city);
      g_assert_cmpstr (g_time_zone_get_identifier (duo_event_get_zone (event)), ==, cases[i].zone);
      g_assert_finalize_object (event);
    }
}

static void
test_update_notifies (void)
{
  g_autoptr (DuoEventRecord) record = event_record (DUO_ROLE_TALENT);
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  guint names, zones, roles;

  count_notify (event, "name", &names);
  count_notify (event, "zone", &zones);
  count_notify (event, "role", &roles);
  duo_event_update (event, record);
  g_assert_cmpuint (names + zones + roles, ==, 0);
  g_set_str (&record->name, "Nordic Careers 2026");
  duo_event_update (event, record);
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpuint (zones + roles, ==, 0);
  g_assert_finalize_object (event);
}

static void
test_a_batch_is_one_change (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  GPtrArray *changed;
  Spy spy;

  spy_on (duo_event_get_people (event), &spy);
  take_company (event, "Nordlys", 1);
  duo_event_take_people (event, people_of (1000, 1));
  assert_spy (spy, 1, 0, 0, 1000);

  duo_event_take_people (event, people_of (1000, 1));
  g_assert_cmpuint (spy.times, ==, 1);

  changed = people_of (3, 2);
  duo_event_take_people (event, changed);
  assert_spy (spy, 2, 0, 3, 3);
  g_assert_cmpint (duo_person_get_rev (duo_event_find_person (event, "p2")), ==, 2);
  g_assert_finalize_object (event);
}

/* Pages of the past can come after a live change. */
static void
test_older_records_do_not_win (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  DuoPersonRecord *old = person_record ("ada", DUO_ROLE_RECRUITER, "Ada (old)");
  DuoPersonRecord *new = person_record ("ada", DUO_ROLE_RECRUITER, "Ada (new)");
  DuoChatRecord *booked = chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, NOON, "2026-11-03T11:15:00Z");
  DuoChat *chat;

  new->rev = 5;
  add_person (event, new);
  add_person (event, old);
  g_assert_cmpstr (duo_person_get_name (duo_event_find_person (event, "ada")), ==, "Ada (new)");

  booked->rev = 7;
  chat = add_chat (event, booked);
  add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  g_assert_cmpint (duo_chat_get_state (chat), ==, DUO_CHAT_CONFIRMED);
  g_assert_finalize_object (event);
}

static void
test_a_changed_company_reaches_its_people (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  guint names;
  Spy spy;

  duo_event_take_people (event, people_of (2, 1));
  g_assert_cmpstr (duo_person_get_company_name (duo_event_find_person (event, "p0")), ==, "");
  spy_on (duo_event_get_people (event), &spy);
  take_company (event, "Nordlys", 1);
  count_notify (duo_event_find_person (event, "p1"), "company-name", &names);
  take_company (event, "Nordlys Robotics", 2);
  take_company (event, "Nordlys Robotics", 2);
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpuint (spy.times, ==, 2);
  g_assert_cmpstr (duo_person_get_company_name (duo_event_find_person (event, "p1")), ==, "Nordlys Robotics");
  g_assert_finalize_object (event);
}

static void
test_who_is_shown_where (void)
{
  DuoEvent *event = event_at (DUO_ROLE_RECRUITER, NOON);
  DuoPersonRecord *hidden = person_record ("hidden", DUO_ROLE_TALENT, "Hidden");
  DuoPersonRecord *shown = person_record ("hidden", DUO_ROLE_TALENT, "Hidden");

  hidden->listed = FALSE;
  shown->rev = 2;
  add_person (event, person_record ("amara", DUO_ROLE_TALENT, "Amara"));
  add_person (event, person_record ("ben", DUO_ROLE_RECRUITER, "Ben"));
  add_person (event, hidden);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_colleagues (event)), ==, 1);
  g_assert_nonnull (duo_event_find_person (event, "hidden"));

  add_person (event, shown);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), ==, 2);
  g_assert_finalize_object (event);
}

static void
test_person_and_chat_know_each_other (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  DuoChat *chat = add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  DuoChatRecord *declined = chat_record ("c", "ada", "me", DUO_CHAT_DECLINED, NULL, NULL);
  DuoPerson *ada;
  guint notified;

  duo_chat_set_peer_names (chat, "Ada Lindqvist", "Manager", "Nordlys");
  g_assert_null (duo_chat_get_peer (chat));
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Ada Lindqvist");
  count_notify (chat, "peer", &notified);
  add_person (event, person_record ("ada", DUO_ROLE_RECRUITER, "Ada L."));
  ada = duo_event_find_person (event, "ada");
  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (duo_chat_get_peer (chat) == ada);
  g_assert_true (duo_person_get_chat (ada) == chat);
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Ada L.");

  declined->rev = 2;
  add_chat (event, declined);
  g_assert_null (duo_person_get_chat (ada));
  g_assert_finalize_object (event);
}

static void
add_ada (DuoEvent *event, const char *name, gint64 rev, gboolean paused)
{
  DuoPersonRecord *record = person_record ("ada", DUO_ROLE_RECRUITER, name);

  record->company = g_strdup ("c1");
  record->rev = rev;
  record->paused = paused;
  add_person (event, record);
}

/* Rows and a room's title show the names of the chat. */
static void
test_a_renamed_person_reaches_the_chats (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  DuoChat *chat;
  guint names, titles, companies;

  take_company (event, "Nordlys", 1);
  add_ada (event, "Ada Lindqvist", 1, FALSE);
  chat = add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  count_notify (chat, "peer-name", &names);
  count_notify (chat, "peer-title", &titles);
  count_notify (chat, "peer-company-name", &companies);
  add_ada (event, "Ada Holm", 2, FALSE);
  add_ada (event, "Ada Holm", 3, TRUE);
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Ada Holm");
  take_company (event, "Nordlys Robotics", 2);
  g_assert_cmpuint (companies, ==, 1);
  g_assert_cmpstr (duo_chat_get_peer_company_name (chat), ==, "Nordlys Robotics");
  g_assert_cmpuint (names + titles, ==, 1);
  g_assert_finalize_object (event);
}

/* Of somebody who is no longer the other side it hears nothing more, nor does one that is gone. */
static void
test_an_earlier_peer_is_not_heard (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada Lindqvist");
  g_autoptr (DuoPersonRecord) renamed = person_record ("ada", DUO_ROLE_RECRUITER, "Ada Holm");
  g_autoptr (DuoChatRecord) booked = chat_record ("c", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL);
  g_autoptr (DuoPerson) ada = duo_person_new (record, NULL);
  DuoChat *chat = duo_chat_new (booked, DUO_ROLE_TALENT);
  guint names;

  duo_chat_set_peer (chat, ada);
  duo_chat_set_peer (chat, NULL);
  count_notify (chat, "peer-name", &names);
  duo_person_update (ada, renamed, NULL);
  g_assert_cmpuint (names, ==, 0);
  duo_chat_set_peer (chat, ada);
  g_assert_finalize_object (chat);
  duo_person_update (ada, record, NULL);
}

static void
test_a_confirmed_chat_is_shown_first (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  DuoChat *second;

  add_person (event, person_record ("ada", DUO_ROLE_RECRUITER, "Ada"));
  add_chat (event, chat_record ("1", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  second = add_chat (event, chat_record ("2", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                         "2026-11-03T12:15:00Z"));
  g_assert_true (duo_person_get_chat (duo_event_find_person (event, "ada")) == second);
  g_assert_finalize_object (event);
}

static void
test_who_left_keeps_the_name (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  DuoChat *chat;
  Spy spy;

  add_person (event, person_record ("ada", DUO_ROLE_RECRUITER, "Ada"));
  chat = add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  spy_on (duo_event_get_people (event), &spy);
  duo_event_remove_person (event, "ada");
  duo_event_remove_person (event, "nobody");
  assert_spy (spy, 1, 0, 1, 0);
  g_assert_null (duo_chat_get_peer (chat));
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Ada");
  g_assert_cmpstr (duo_chat_get_peer_title (chat), ==, "Engineering Manager");
  g_assert_finalize_object (event);
}

static void
test_open_requests (void)
{
  DuoEvent *talent = event_at (DUO_ROLE_TALENT, NOON);
  DuoEvent *recruiter = event_at (DUO_ROLE_RECRUITER, NOON);
  guint notified;

  count_notify (talent, "open-requests", &notified);
  add_chat (talent, chat_record ("1", "a", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  g_assert_cmpuint (duo_event_get_open_requests (talent), ==, 0);
  add_chat (talent, chat_record ("2", "b", "me", DUO_CHAT_INVITED, NULL, NULL));
  add_chat (talent, chat_record ("3", "c", "me", DUO_CHAT_ACCEPTED, NULL, NULL));
  g_assert_cmpuint (duo_event_get_open_requests (talent), ==, 2);
  g_assert_cmpuint (notified, ==, 2);
  duo_event_remove_chat (talent, "3");
  g_assert_cmpuint (duo_event_get_open_requests (talent), ==, 1);

  add_chat (recruiter, chat_record ("1", "me", "a", DUO_CHAT_REQUESTED, NULL, NULL));
  add_chat (recruiter, chat_record ("2", "me", "b", DUO_CHAT_INVITED, NULL, NULL));
  g_assert_cmpuint (duo_event_get_open_requests (recruiter), ==, 1);
  g_assert_finalize_object (recruiter);
  g_assert_finalize_object (talent);
}

static void
test_chats_of_colleagues_are_apart (void)
{
  DuoEvent *event = event_at (DUO_ROLE_RECRUITER, NOON);
  DuoChatRecord *handed = chat_record ("c", "me", "amara", DUO_CHAT_REQUESTED, NULL, NULL);
  DuoChat *other;

  add_person (event, person_record ("amara", DUO_ROLE_TALENT, "Amara"));
  other = add_chat (event, chat_record ("c", "ben", "amara", DUO_CHAT_REQUESTED, NULL, NULL));
  g_assert_true (duo_chat_get_peer (other) == duo_event_find_person (event, "amara"));
  g_assert_cmpint (duo_chat_get_my_role (other), ==, DUO_ROLE_COLLEAGUE);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_chats (event)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_other_chats (event)), ==, 1);
  g_assert_cmpuint (duo_event_get_open_requests (event), ==, 0);

  handed->rev = 2;
  g_assert_cmpint (duo_chat_get_my_role (add_chat (event, handed)), ==, DUO_ROLE_RECRUITER);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_chats (event)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_other_chats (event)), ==, 0);
  g_assert_finalize_object (event);
}

static void
count_cb (DuoEvent *event, guint *count)
{
  (*count)++;
}

static void
test_counts (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  const DuoPersonCounts counts[] = {{"p0", 4, 2}, {"nobody", 1, 1}, {"p1", 0, 9}};
  guint times = 0;
  Spy spy;

  duo_event_take_people (event, people_of (2, 1));
  spy_on (duo_event_get_people (event), &spy);
  g_signal_connect (event, "counts-changed", G_CALLBACK (count_cb), &times);
  duo_event_set_counts (event, counts, G_N_ELEMENTS (counts));
  duo_event_set_counts (event, NULL, 0);
  g_assert_cmpuint (times, ==, 1);
  g_assert_cmpuint (spy.times, ==, 0);
  g_assert_cmpuint (duo_person_get_open_slots (duo_event_find_person (event, "p0")), ==, 4);
  g_assert_cmpuint (duo_person_get_requests (duo_event_find_person (event, "p1")), ==, 9);
  g_assert_finalize_object (event);
}

static void
test_awaits_people (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  guint times;

  g_assert_true (duo_event_get_complete (event));
  count_notify (event, "complete", &times);
  duo_event_await_people (event, 9);
  duo_event_await_people (event, 10);
  g_assert_false (duo_event_get_complete (event));
  g_assert_cmpuint (duo_event_get_n_expected (event), ==, 10);
  g_assert_cmpuint (times, ==, 1);
  duo_event_take_people (event, people_of (11, 1));
  duo_event_end_wait (event);
  g_assert_true (duo_event_get_complete (event));
  g_assert_cmpuint (duo_event_get_n_expected (event), ==, 0);
  g_assert_cmpuint (times, ==, 2);
  g_assert_finalize_object (event);
}

/* Most open slots first, then by name; of equals whoever is first in the list. */
static void
test_first_people (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  const DuoPersonCounts counts[] = {{"p7", 4, 0}, {"p2", 4, 0}, {"p9", 5, 0}, {"hidden", 9, 0}};
  const char *const expected[] = {"p9", "p2", "p7", "p0", "p1"};
  DuoPersonRecord *hidden = person_record ("hidden", DUO_ROLE_RECRUITER, "Nobody");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) all = NULL;

  hidden->listed = FALSE;
  add_person (event, hidden);
  duo_event_take_people (event, people_of (10, 1));
  duo_event_set_counts (event, counts, G_N_ELEMENTS (counts));
  first = duo_event_dup_first_people (event, G_N_ELEMENTS (expected));
  g_assert_cmpuint (first->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpstr (duo_person_get_id (first->pdata[i]), ==, expected[i]);
  all = duo_event_dup_first_people (event, 48);
  g_assert_cmpuint (all->len, ==, 10);
  g_clear_pointer (&first, g_ptr_array_unref);
  g_clear_pointer (&all, g_ptr_array_unref);
  g_assert_finalize_object (event);
}

static void
test_retain (void)
{
  DuoEvent *event = event_at (DUO_ROLE_TALENT, NOON);
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) chats = g_hash_table_new (g_str_hash, g_str_equal);

  duo_event_take_people (event, people_of (3, 1));
  add_chat (event, chat_record ("old", "p0", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  add_chat (event, chat_record ("kept", "p1", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  g_hash_table_add (people, (gpointer) "p1");
  g_hash_table_add (chats, (gpointer) "kept");
  duo_event_retain (event, people, chats);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_chats (event)), ==, 1);
  g_assert_null (duo_event_find_chat (event, "old"));
  g_assert_nonnull (duo_event_find_chat (event, "kept"));
  g_assert_finalize_object (event);
}

/* Of a talent with whom I talk, or a colleague does; whoever comes first, and as long as any chat tells of it. */
static void
test_cvs (void)
{
  DuoEvent *event = event_at (DUO_ROLE_RECRUITER, NOON);
  g_autoptr (DuoCvRecord) cv = duo_cv_record_new ("Amara.pdf", 2000, 5);
  DuoChat *mine = add_chat (event, chat_record ("mine", "me", "amara", DUO_CHAT_REQUESTED, NULL, NULL));
  DuoChat *theirs = add_chat (event, chat_record ("theirs", "ada", "amara", DUO_CHAT_REQUESTED, NULL, NULL));
  DuoPerson *amara, *bo;
  guint n_notified;

  duo_event_set_peer_cv (event, mine, cv);
  duo_event_set_peer_cv (event, theirs, cv);
  add_person (event, person_record ("amara", DUO_ROLE_TALENT, "Amara"));
  add_person (event, person_record ("bo", DUO_ROLE_TALENT, "Bo"));
  amara = duo_event_find_person (event, "amara");
  bo = duo_event_find_person (event, "bo");
  g_assert_true (duo_cv_record_equal (duo_person_get_cv (amara), cv));
  g_assert_null (duo_person_get_cv (bo));
  duo_event_remove_chat (event, "mine");
  g_assert_true (duo_cv_record_equal (duo_person_get_cv (amara), cv));
  count_notify (amara, "cv", &n_notified);
  duo_event_set_peer_cv (event, theirs, cv);
  g_assert_cmpuint (n_notified, ==, 0);
  duo_event_remove_chat (event, "theirs");
  g_assert_null (duo_person_get_cv (amara));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_finalize_object (event);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/describes-itself", test_describes_itself);
  g_test_add_func ("/event/update-notifies", test_update_notifies);
  g_test_add_func ("/event/a-batch-is-one-change", test_a_batch_is_one_change);
  g_test_add_func ("/event/older-records-do-not-win", test_older_records_do_not_win);
  g_test_add_func ("/event/changed-company", test_a_changed_company_reaches_its_people);
  g_test_add_func ("/event/who-is-shown-where", test_who_is_shown_where);
  g_test_add_func ("/event/person-and-chat", test_person_and_chat_know_each_other);
  g_test_add_func ("/event/renamed", test_a_renamed_person_reaches_the_chats);
  g_test_add_func ("/event/earlier-peer", test_an_earlier_peer_is_not_heard);
  g_test_add_func ("/event/confirmed-first", test_a_confirmed_chat_is_shown_first);
  g_test_add_func ("/event/who-left-keeps-the-name", test_who_left_keeps_the_name);
  g_test_add_func ("/event/open-requests", test_open_requests);
  g_test_add_func ("/event/chats-of-colleagues", test_chats_of_colleagues_are_apart);
  g_test_add_func ("/event/counts", test_counts);
  g_test_add_func ("/event/awaits-people", test_awaits_people);
  g_test_add_func ("/event/first-people", test_first_people);
  g_test_add_func ("/event/retain", test_retain);
  g_test_add_func ("/event/cvs", test_cvs);
  return g_test_run ();
}
