/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#define START "2026-11-03T12:00:00Z"
#define END "2026-11-03T12:15:00Z"

static DuoChat *
booked (void)
{
  g_autoptr (DuoChatRecord) record = chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, START, END);

  return duo_chat_new (record, DUO_ROLE_TALENT);
}

static void
test_update_notifies_only_what_changed (void)
{
  static const struct
  {
    DuoChatState state;
    const char *start;
    const char *end;
    guint states, starts, ends;
  } cases[] = {
      {DUO_CHAT_CONFIRMED, START, END, 0, 0, 0},
      {DUO_CHAT_CANCELLED, START, END, 1, 0, 0},
      {DUO_CHAT_CONFIRMED, START, "2026-11-03T12:20:00Z", 0, 0, 1},
      {DUO_CHAT_CONFIRMED, "2026-11-03T13:00:00Z", "2026-11-03T13:15:00Z", 0, 1, 1},
      {DUO_CHAT_REQUESTED, NULL, NULL, 1, 1, 1},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) record =
          chat_record ("c", "ada", "me", cases[i].state, cases[i].start, cases[i].end);
      DuoChat *chat = booked ();
      guint states, starts, ends;

      count_notify (chat, "state", &states);
      count_notify (chat, "start", &starts);
      count_notify (chat, "end", &ends);
      duo_chat_update (chat, record);
      g_assert_cmpuint (states, ==, cases[i].states);
      g_assert_cmpuint (starts, ==, cases[i].starts);
      g_assert_cmpuint (ends, ==, cases[i].ends);
      g_assert_finalize_object (chat);
    }
}

/* Five minutes that are said once more are five minutes from then on. */
static void
test_late_notifies_each_time (void)
{
  g_autoptr (DuoChatRecord) record = chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, START, END);
  DuoChat *chat = booked ();
  guint said;

  count_notify (chat, "late", &said);
  record->changed = 100;
  duo_chat_update (chat, record);
  g_assert_cmpuint (said, ==, 0);
  record->late = 5;
  duo_chat_update (chat, record);
  g_assert_cmpuint (said, ==, 1);
  record->rev = 9;
  duo_chat_update (chat, record);
  g_assert_cmpuint (said, ==, 1);
  record->changed = 200;
  duo_chat_update (chat, record);
  g_assert_cmpuint (said, ==, 2);
  record->late = 0;
  duo_chat_update (chat, record);
  g_assert_cmpuint (said, ==, 3);
  g_assert_finalize_object (chat);
}

/* Whoever hears of the state must read the time that belongs to it. */
static void
read_whole_cb (DuoChat *chat, GParamSpec *pspec, gboolean *whole)
{
  DuoTimeRange range = duo_chat_get_range (chat);

  *whole = duo_chat_get_state (chat) == DUO_CHAT_REQUESTED && range.start == 0 && range.end == 0;
}

static void
test_update_is_whole_when_heard (void)
{
  g_autoptr (DuoChatRecord) record = chat_record ("c", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL);
  DuoChat *chat = booked ();
  gboolean whole = FALSE;

  g_signal_connect (chat, "notify::state", G_CALLBACK (read_whole_cb), &whole);
  duo_chat_update (chat, record);
  g_assert_true (whole);
  g_assert_finalize_object (chat);
}

static void
test_flags (void)
{
  static const struct
  {
    const char *property;
    void (*set) (DuoChat *chat, gboolean value);
    gboolean (*get) (DuoChat *chat);
  } flags[] = {
      {"pending", duo_chat_set_pending, duo_chat_get_pending},
      {"room-open", duo_chat_set_room_open, duo_chat_get_room_open},
      {"peer-present", duo_chat_set_peer_present, duo_chat_get_peer_present},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      DuoChat *chat = booked ();
      gboolean value;
      guint notified;

      count_notify (chat, flags[i].property, &notified);
      flags[i].set (chat, FALSE);
      g_assert_cmpuint (notified, ==, 0);
      flags[i].set (chat, TRUE);
      flags[i].set (chat, 7); /* as true as TRUE */
      g_assert_cmpuint (notified, ==, 1);
      g_object_get (chat, flags[i].property, &value, NULL);
      g_assert_true (value);
      g_assert_true (flags[i].get (chat));
      g_assert_finalize_object (chat);
    }
}

static void
test_pending_verb (void)
{
  DuoChat *chat = booked ();
  guint notified;

  count_notify (chat, "pending", &notified);
  g_assert_cmpint (duo_chat_get_pending_verb (chat), ==, DUO_N_VERBS);
  duo_chat_set_pending_verb (chat, DUO_VERB_CANCEL);
  duo_chat_set_pending_verb (chat, DUO_VERB_CANCEL);
  g_assert_true (duo_chat_get_pending (chat));
  g_assert_cmpint (duo_chat_get_pending_verb (chat), ==, DUO_VERB_CANCEL);
  g_assert_cmpuint (notified, ==, 1);
  duo_chat_set_pending (chat, FALSE);
  g_assert_cmpint (duo_chat_get_pending_verb (chat), ==, DUO_N_VERBS);
  g_assert_cmpuint (notified, ==, 2);
  g_assert_finalize_object (chat);
}

/* A listed person's own words go before what came with the chat. */
static void
test_names_of_the_peer (void)
{
  g_autoptr (DuoPersonRecord) record = person_record ("ada", DUO_ROLE_RECRUITER, "Ada L.");
  g_autoptr (DuoPerson) ada = duo_person_new (record, NULL);
  DuoChat *chat = booked ();
  guint names;

  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "");
  g_assert_cmpstr (duo_chat_get_peer_title (chat), ==, "");
  g_assert_cmpstr (duo_chat_get_peer_company_name (chat), ==, "");
  count_notify (chat, "peer-name", &names);
  duo_chat_set_peer_names (chat, "Ada Lindqvist", "Manager", "Nordlys");
  duo_chat_set_peer_names (chat, "Ada Lindqvist", "Manager", "Nordlys");
  g_assert_cmpuint (names, ==, 1);
  duo_chat_set_peer (chat, ada);
  g_assert_cmpuint (names, ==, 2);
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Ada L.");
  duo_chat_set_peer_names (chat, "Nobody", NULL, NULL);
  g_assert_cmpuint (names, ==, 2);
  duo_chat_set_peer (chat, NULL);
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Nobody");
  g_assert_finalize_object (chat);
}

static void
test_other_side (void)
{
  static const struct
  {
    DuoRole mine;
    const char *peer;
  } cases[] = {
      {DUO_ROLE_TALENT, "ada"},
      {DUO_ROLE_RECRUITER, "me"},
      {DUO_ROLE_COLLEAGUE, "me"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) record = chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, START, END);
      DuoChat *chat = duo_chat_new (record, cases[i].mine);

      g_assert_cmpstr (duo_chat_get_peer_id (chat), ==, cases[i].peer);
      g_assert_cmpint (duo_chat_get_my_role (chat), ==, cases[i].mine);
      g_assert_finalize_object (chat);
    }
}

static void
test_properties (void)
{
  DuoChat *chat = booked ();
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  g_autofree char *company = NULL;
  g_autoptr (DuoPerson) peer = NULL;
  gint64 start, end;
  int state;

  duo_chat_set_peer_names (chat, "Ada", "Manager", "Nordlys");
  g_object_get (chat, "id", &id, "state", &state, "start", &start, "end", &end, "peer", &peer, "peer-title",
                &title, "peer-company-name", &company, NULL);
  g_assert_cmpstr (id, ==, "c");
  g_assert_cmpint (state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpint (end - start, ==, 15 * 60);
  g_assert_null (peer);
  g_assert_cmpstr (title, ==, "Manager");
  g_assert_cmpstr (company, ==, "Nordlys");
  g_assert_cmpint (duo_chat_get_rev (chat), ==, 1);
  g_assert_finalize_object (chat);
}

/* What a service of tomorrow leaves out must not crash a page of today. */
static void
test_company_of_few_words (void)
{
  g_autoptr (DuoCompanyRecord) record = duo_company_record_new ();
  g_autofree char *name = NULL;
  g_auto (GStrv) languages = NULL;
  DuoCompany *company;

  g_set_str (&record->id, "c1");
  g_set_str (&record->website, "https://nordlys.example");
  company = duo_company_new (record);
  g_object_get (company, "name", &name, "languages", &languages, NULL);
  g_assert_cmpstr (name, ==, "");
  g_assert_cmpuint (g_strv_length (languages), ==, 0);
  g_assert_cmpstr (duo_company_get_field (company), ==, "");
  g_assert_cmpstr (duo_company_get_size (company), ==, "");
  g_assert_cmpstr (duo_company_get_website (company), ==, "https://nordlys.example");
  g_assert_finalize_object (company);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chat/update-notifies", test_update_notifies_only_what_changed);
  g_test_add_func ("/chat/late-each-time", test_late_notifies_each_time);
  g_test_add_func ("/chat/update-is-whole", test_update_is_whole_when_heard);
  g_test_add_func ("/chat/flags", test_flags);
  g_test_add_func ("/chat/pending-verb", test_pending_verb);
  g_test_add_func ("/chat/names-of-the-peer", test_names_of_the_peer);
  g_test_add_func ("/chat/other-side", test_other_side);
  g_test_add_func ("/chat/properties", test_properties);
  g_test_add_func ("/chat/company-of-few-words", test_company_of_few_words);
  return g_test_run ();
}
