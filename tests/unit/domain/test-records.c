/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-chat-record.h"
#include "duo-event-record.h"
#include "duo-person-record.h"

/* A copy must not share a string with what it was made from: the original is freed before the copy is read. */

static void
test_chat_copy (void)
{
  g_autoptr (DuoChatRecord) chat = duo_chat_record_new ();
  g_autoptr (DuoChatRecord) copy = NULL;

  chat->id = g_strdup ("id");
  chat->event = g_strdup ("event");
  chat->recruiter = g_strdup ("recruiter");
  chat->talent = g_strdup ("talent");
  chat->state = DUO_CHAT_CONFIRMED;
  chat->range = (DuoTimeRange) {300, 1200};
  chat->message = g_strdup ("message");
  chat->question = g_strdup ("question");
  chat->answer = g_strdup ("answer");
  chat->reason = g_strdup ("reason");
  chat->acted = DUO_ROLE_TALENT;
  chat->rev = 7;
  copy = duo_chat_record_copy (chat);
  g_clear_pointer (&chat, duo_chat_record_free);

  g_assert_cmpstr (copy->id, ==, "id");
  g_assert_cmpstr (copy->event, ==, "event");
  g_assert_cmpstr (copy->recruiter, ==, "recruiter");
  g_assert_cmpstr (copy->talent, ==, "talent");
  g_assert_cmpstr (copy->message, ==, "message");
  g_assert_cmpstr (copy->question, ==, "question");
  g_assert_cmpstr (copy->answer, ==, "answer");
  g_assert_cmpstr (copy->reason, ==, "reason");
  g_assert_cmpint (copy->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpint (copy->range.end, ==, 1200);
  g_assert_cmpint (copy->rev, ==, 7);
}

/* Who is in the room stays there while an extension moves the end, and nothing else. */
static void
test_same_meeting (void)
{
  static const struct
  {
    DuoChatState state;
    const char *recruiter;
    DuoTimeRange range;
    gboolean same;
  } cases[] = {
      {DUO_CHAT_CONFIRMED, "ada", {600, 1500}, TRUE},  {DUO_CHAT_CONFIRMED, "ada", {600, 1800}, TRUE},
      {DUO_CHAT_CONFIRMED, "ada", {900, 1500}, FALSE}, {DUO_CHAT_CONFIRMED, "grace", {600, 1500}, FALSE},
      {DUO_CHAT_CANCELLED, "ada", {600, 1500}, FALSE}, {DUO_CHAT_COMPLETED, "ada", {600, 1500}, FALSE},
  };
  g_autoptr (DuoChatRecord) chat = duo_chat_record_new ();

  chat->state = DUO_CHAT_CONFIRMED;
  chat->recruiter = g_strdup ("ada");
  chat->range = (DuoTimeRange) {600, 1500};
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) now = duo_chat_record_copy (chat);

      now->state = cases[i].state;
      now->range = cases[i].range;
      g_set_str (&now->recruiter, cases[i].recruiter);
      g_assert_cmpint (duo_chat_record_is_same_meeting (chat, now), ==, cases[i].same);
    }
}

/* "Not yours" and "not there" look the same, so who is not one of these is a stranger. */
static void
test_chat_role (void)
{
  static const struct
  {
    const char *me;
    DuoRole role;
    gboolean colleague;
    DuoRole expected;
  } cases[] = {
      {"ada", DUO_ROLE_RECRUITER, FALSE, DUO_ROLE_RECRUITER},
      {"amara", DUO_ROLE_TALENT, FALSE, DUO_ROLE_TALENT},
      {"grace", DUO_ROLE_RECRUITER, TRUE, DUO_ROLE_COLLEAGUE},
      {"linus", DUO_ROLE_RECRUITER, FALSE, DUO_ROLE_STRANGER},
      {"bo", DUO_ROLE_TALENT, TRUE, DUO_ROLE_STRANGER},
      {"olive", DUO_ROLE_ORGANIZER, FALSE, DUO_ROLE_ORGANIZER},
      {NULL, DUO_ROLE_STRANGER, FALSE, DUO_ROLE_STRANGER},
  };
  const DuoChatRecord chat = {.recruiter = (char *) "ada", .talent = (char *) "amara"};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (duo_chat_record_get_role (&chat, cases[i].me, cases[i].role, cases[i].colleague), ==,
                     cases[i].expected);
}

static void
test_person_role (void)
{
  static const struct
  {
    const char *event, *id, *company;
    DuoRole role, expected;
  } cases[] = {
      {"fair", "ada", "acme", DUO_ROLE_RECRUITER, DUO_ROLE_RECRUITER},
      {"fair", "grace", "acme", DUO_ROLE_RECRUITER, DUO_ROLE_COLLEAGUE},
      {"fair", "linus", "umbra", DUO_ROLE_RECRUITER, DUO_ROLE_STRANGER},
      {"fair", "amara", NULL, DUO_ROLE_TALENT, DUO_ROLE_TALENT},
      {"fair", "olive", NULL, DUO_ROLE_ORGANIZER, DUO_ROLE_ORGANIZER},
      {"expo", "amara", NULL, DUO_ROLE_TALENT, DUO_ROLE_STRANGER},
  };
  const DuoPersonRecord ada = {
      .event = (char *) "fair", .id = (char *) "ada", .company = (char *) "acme", .role = DUO_ROLE_RECRUITER};
  const DuoPersonRecord talent = {.event = (char *) "fair", .id = (char *) "amara", .role = DUO_ROLE_TALENT};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DuoPersonRecord me = {.event = (char *) cases[i].event,
                                  .id = (char *) cases[i].id,
                                  .company = (char *) cases[i].company,
                                  .role = cases[i].role};

      g_assert_cmpint (duo_person_record_get_role (&me, &ada), ==, cases[i].expected);
      g_assert_cmpint (duo_person_record_get_role (&me, &talent), ==, DUO_ROLE_STRANGER);
    }
}

/* PRODUCT §5: answered once is enough, unless somebody else asks something else. */
static void
test_lacks_answer (void)
{
  static const struct
  {
    const char *name;
    DuoChatState state;
    DuoVerb verb;
    const char *question, *asked, *answer;
    DuoRole moved_by;
    gboolean lacks;
  } cases[] = {
      {"nothing is asked", DUO_CHAT_NONE, DUO_VERB_BOOK, NULL, NULL, NULL, 0, FALSE},
      {"an empty question is none", DUO_CHAT_NONE, DUO_VERB_BOOK, "", NULL, NULL, 0, FALSE},
      {"a booking is asked", DUO_CHAT_NONE, DUO_VERB_BOOK, "Why?", NULL, NULL, 0, TRUE},
      {"a request is asked", DUO_CHAT_NONE, DUO_VERB_REQUEST, "Why?", NULL, NULL, 0, TRUE},
      {"a move is not", DUO_CHAT_CONFIRMED, DUO_VERB_RESCHEDULE, "Why?", NULL, NULL, 0, FALSE},
      {"an invitation was never answered", DUO_CHAT_INVITED, DUO_VERB_PICK, "Why?", "Why?", "So", 0, TRUE},
      {"the same question", DUO_CHAT_REQUESTED, DUO_VERB_BOOK, "Why?", "Why?", "So", 0, FALSE},
      {"another one by now", DUO_CHAT_REQUESTED, DUO_VERB_BOOK, "Where?", "Why?", "So", 0, TRUE},
      {"one came after the request", DUO_CHAT_REQUESTED, DUO_VERB_BOOK, "Why?", NULL, NULL, 0, TRUE},
      {"accepted, another by now", DUO_CHAT_ACCEPTED, DUO_VERB_PICK, "Where?", "Why?", "So", 0, FALSE},
      {"accepted, asked only since", DUO_CHAT_ACCEPTED, DUO_VERB_PICK, "Why?", NULL, NULL, 0, FALSE},
      {"handed over, asks too", DUO_CHAT_ACCEPTED, DUO_VERB_PICK, "Why?", NULL, NULL, DUO_ROLE_RECRUITER,
       TRUE},
      {"handed over, asks else", DUO_CHAT_ACCEPTED, DUO_VERB_PICK, "Where?", "Why?", "So", DUO_ROLE_COLLEAGUE,
       TRUE},
      {"handed over, asks alike", DUO_CHAT_ACCEPTED, DUO_VERB_PICK, "Why?", "Why?", "So", DUO_ROLE_RECRUITER,
       FALSE},
      {"the next one beside a begun one", DUO_CHAT_CONFIRMED, DUO_VERB_BOOK, "Why?", "Why?", "So", 0, TRUE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) chat = duo_chat_record_new ();

      g_test_message ("%s", cases[i].name);
      chat->state = cases[i].state;
      chat->question = g_strdup (cases[i].asked);
      chat->answer = g_strdup (cases[i].answer);
      chat->moved_by = cases[i].moved_by;
      g_assert_cmpint (duo_chat_record_lacks_answer (chat->state != DUO_CHAT_NONE ? chat : NULL,
                                                     cases[i].verb, cases[i].question),
                       ==, cases[i].lacks);
    }
}

/* Nobody without a company has colleagues, however many of them there are. */
static void
test_colleague (void)
{
  static const struct
  {
    DuoRole role;
    const char *mine, *theirs;
    gboolean colleague;
  } cases[] = {
      {DUO_ROLE_RECRUITER, "acme", "acme", TRUE},  {DUO_ROLE_RECRUITER, "acme", "umbra", FALSE},
      {DUO_ROLE_RECRUITER, NULL, NULL, FALSE},     {DUO_ROLE_RECRUITER, "acme", NULL, FALSE},
      {DUO_ROLE_RECRUITER, NULL, "acme", FALSE},   {DUO_ROLE_TALENT, "acme", "acme", FALSE},
      {DUO_ROLE_ORGANIZER, "acme", "acme", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoPersonRecord) me = duo_person_record_new ();
      g_autoptr (DuoPersonRecord) other = duo_person_record_new ();

      me->role = cases[i].role;
      me->company = g_strdup (cases[i].mine);
      other->role = DUO_ROLE_RECRUITER;
      other->company = g_strdup (cases[i].theirs);
      g_assert_cmpint (duo_person_record_is_colleague (me, other), ==, cases[i].colleague);
    }
}

static void
test_person_copy (void)
{
  static const char *const topics[] = {"C", "Rust", NULL};
  g_autoptr (DuoPersonRecord) person = duo_person_record_new ();
  g_autoptr (DuoPersonRecord) copy = NULL;

  person->id = g_strdup ("id");
  person->event = g_strdup ("event");
  person->account = g_strdup ("account");
  person->company = g_strdup ("company");
  person->role = DUO_ROLE_RECRUITER;
  person->name = g_strdup ("Ada");
  person->title = g_strdup ("Engineer");
  person->about = g_strdup ("about");
  person->topics = g_strdupv ((char **) topics);
  person->question = g_strdup ("why");
  person->direct = TRUE;
  copy = duo_person_record_copy (person);
  g_clear_pointer (&person, duo_person_record_free);

  g_assert_cmpstr (copy->id, ==, "id");
  g_assert_cmpstr (copy->event, ==, "event");
  g_assert_cmpstr (copy->account, ==, "account");
  g_assert_cmpstr (copy->company, ==, "company");
  g_assert_cmpstr (copy->name, ==, "Ada");
  g_assert_cmpstr (copy->title, ==, "Engineer");
  g_assert_cmpstr (copy->about, ==, "about");
  g_assert_cmpstr (copy->question, ==, "why");
  g_assert_cmpstrv (copy->topics, topics);
  g_assert_null (copy->languages);
  g_assert_true (copy->direct);
}

static void
add_day (DuoEventRecord *event, const char *date, guint start, guint end)
{
  DuoDayWindow window = {start, end};

  g_ptr_array_add (event->days, duo_day_new (date, DUO_DAY_VIRTUAL, &window, 1, NULL));
}

static DuoEventRecord *
event_new (void)
{
  DuoEventRecord *event = duo_event_record_new ();

  event->id = g_strdup ("id");
  event->name = g_strdup ("Arkad");
  event->zone = g_strdup ("Europe/Stockholm");
  event->state = DUO_EVENT_OPEN;
  add_day (event, "2026-11-03", 540, 720);
  add_day (event, "2026-11-04", 600, 1020);
  return event;
}

static void
test_event_copy (void)
{
  g_autoptr (DuoEventRecord) event = event_new ();
  g_autoptr (DuoEventRecord) copy = duo_event_record_copy (event);

  g_clear_pointer (&event, duo_event_record_free);
  g_assert_cmpstr (copy->name, ==, "Arkad");
  g_assert_cmpstr (copy->zone, ==, "Europe/Stockholm");
  g_assert_cmpuint (copy->days->len, ==, 2);
  g_assert_true (duo_event_record_find_day (copy, "2026-11-04") == g_ptr_array_index (copy->days, 1));
  g_assert_null (duo_event_record_find_day (copy, "2026-11-05"));
  g_assert_null (duo_event_record_find_day (copy, NULL));
}

static void
test_event_span (void)
{
  g_autoptr (DuoEventRecord) event = event_new ();
  DuoTimeRange span = duo_event_record_get_span (event);
  g_autofree char *start = duo_time_format (span.start), *end = duo_time_format (span.end);

  g_assert_cmpstr (start, ==, "2026-11-03T08:00:00Z");
  g_assert_cmpstr (end, ==, "2026-11-04T16:00:00Z");

  g_ptr_array_set_size (event->days, 0);
  span = duo_event_record_get_span (event);
  g_assert_cmpint (span.start, ==, 0);
  g_assert_cmpint (span.end, ==, 0);
}

/* A zone that this machine does not know must not stop the app. */
static void
test_event_unknown_zone (void)
{
  g_autoptr (DuoEventRecord) event = event_new ();
  g_autoptr (GTimeZone) known = duo_event_record_dup_zone (event), unknown = NULL, none = NULL;

  g_assert_cmpstr (g_time_zone_get_identifier (known), ==, "Europe/Stockholm");
  g_free (event->zone);
  event->zone = g_strdup ("Moon/Tranquility");
  unknown = duo_event_record_dup_zone (event);
  g_assert_cmpstr (g_time_zone_get_identifier (unknown), ==, "UTC");
  g_clear_pointer (&event->zone, g_free);
  none = duo_event_record_dup_zone (event);
  g_assert_cmpstr (g_time_zone_get_identifier (none), ==, "UTC");
}

static void
test_nothing_is_freed (void)
{
  duo_chat_record_free (NULL);
  duo_person_record_free (NULL);
  duo_company_record_free (NULL);
  duo_event_record_free (NULL);
}

static DuoEventRecord *
new_event (void)
{
  static const DuoDayWindow window = {540, 720};
  DuoEventRecord *event = duo_event_record_new ();

  event->name = g_strdup ("Nordic Careers");
  g_ptr_array_add (event->days, duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, &window, 1, NULL));
  return event;
}

/* All that people see counts, the counter of what happens in it does not. */
static void
test_event_equal (void)
{
  g_autoptr (DuoEventRecord) event = new_event ();
  g_autoptr (DuoEventRecord) same = duo_event_record_copy (event);
  static const DuoDayWindow later = {600, 720};

  same->rev = 7;
  same->my_topics = g_new0 (char *, 1);
  g_assert_true (duo_event_record_equal (event, same));
  same->format.gap = 5;
  g_assert_false (duo_event_record_equal (event, same));
  same->format.gap = 0;
  g_strfreev (g_steal_pointer (&same->my_topics));
  same->my_topics = g_strsplit ("Rust", ",", -1);
  g_assert_false (duo_event_record_equal (event, same));
  g_clear_pointer (&same->my_topics, g_strfreev);
  g_ptr_array_set_size (same->days, 0);
  g_assert_false (duo_event_record_equal (event, same));
  g_ptr_array_add (same->days, duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, &later, 1, NULL));
  g_assert_false (duo_event_record_equal (event, same));
}

static void
test_shared (void)
{
  g_autoptr (DuoPersonRecord) person = duo_person_record_new ();
  char *topics[] = {(char *) "rust", (char *) "Go", (char *) "Cobol", NULL};
  char *languages[] = {(char *) "English", NULL};

  g_assert_cmpuint (duo_person_record_count_shared (person, topics, languages), ==, 0);
  person->topics = g_strsplit ("Rust,Rust,Go", ",", -1);
  person->languages = g_strsplit ("Swedish,English", ",", -1);
  g_assert_cmpuint (duo_person_record_count_shared (person, topics, languages), ==, 3);
  g_assert_cmpuint (duo_person_record_count_shared (person, NULL, languages), ==, 1);
  g_assert_cmpuint (duo_person_record_count_shared (person, NULL, NULL), ==, 0);
}

#define START 36000
#define END (START + 900)

static DuoChatRecord *
record_from (gint64 start, guint minutes)
{
  DuoChatRecord *record = duo_chat_record_new ();

  record->state = DUO_CHAT_CONFIRMED;
  record->range = (DuoTimeRange) {start, start + (gint64) minutes * 60};
  return record;
}

static void
test_extension (void)
{
  static const struct
  {
    gint64 now; /* relative to the end */
    guint extended;
    guint minutes;
  } cases[] = {
      {-121, 0, 0}, {-120, 0, 5}, {-1, 0, 5},   {0, 0, 5},    {149, 0, 5},  {150, 0, 10}, {449, 0, 10},
      {450, 0, 15}, {899, 0, 15}, {900, 0, 0},  {-60, 5, 5},  {150, 5, 10}, {450, 5, 10}, {599, 5, 10},
      {600, 5, 0},  {-60, 10, 5}, {299, 10, 5}, {300, 10, 0}, {-60, 15, 0}, {0, 15, 0},   {-60, 20, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) record = record_from (START, 15);

      record->extended = cases[i].extended;
      g_assert_cmpuint (duo_chat_record_get_extension (record, END + cases[i].now), ==, cases[i].minutes);
      if (cases[i].minutes > 0)
        g_assert_true (
            duo_chat_record_may_extend (record, cases[i].minutes, END - (gint64) cases[i].extended * 60));
      record->state = DUO_CHAT_COMPLETED;
      g_assert_cmpuint (duo_chat_record_get_extension (record, END + cases[i].now), ==, 0);
    }
}

static void
test_late (void)
{
  g_autoptr (DuoChatRecord) record = record_from (START, 15);

  g_assert_cmpint (duo_chat_record_get_late_side (record), ==, DUO_ROLE_STRANGER);
  record->late = 5;
  record->acted = DUO_ROLE_TALENT;
  record->changed = START - 1200;
  g_assert_cmpint (duo_chat_record_get_late_side (record), ==, DUO_ROLE_TALENT);
  g_assert_cmpint (duo_chat_record_get_expected (record), ==, START + 300);
  /* Who is late already is so much later from then on. */
  record->acted = DUO_ROLE_COLLEAGUE;
  record->changed = START + 120;
  g_assert_cmpint (duo_chat_record_get_late_side (record), ==, DUO_ROLE_RECRUITER);
  g_assert_cmpint (duo_chat_record_get_expected (record), ==, START + 420);
  record->state = DUO_CHAT_CANCELLED;
  g_assert_cmpint (duo_chat_record_get_late_side (record), ==, DUO_ROLE_STRANGER);
}

static void
test_when_it_presses (void)
{
  static const struct
  {
    gint64 now; /* relative to the start of 15 minutes */
    gboolean late;
    gboolean presses;
    gboolean again;
  } cases[] = {
      {-1801, FALSE, FALSE, FALSE}, {-1800, TRUE, FALSE, FALSE}, {-301, TRUE, FALSE, FALSE},
      {-300, TRUE, TRUE, FALSE},    {0, TRUE, TRUE, FALSE},      {299, TRUE, TRUE, FALSE},
      {300, TRUE, TRUE, TRUE},      {899, TRUE, TRUE, TRUE},     {900, FALSE, FALSE, TRUE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) record = record_from (START, 15);

      g_assert_cmpint (duo_chat_record_offers_late (record, START + cases[i].now), ==, cases[i].late);
      g_assert_cmpint (duo_chat_record_presses (record, START + cases[i].now), ==, cases[i].presses);
      g_assert_cmpint (duo_chat_record_may_book_again (record, START + cases[i].now), ==, cases[i].again);
      record->state = DUO_CHAT_NO_SHOW;
      g_assert_false (duo_chat_record_offers_late (record, START + cases[i].now));
      g_assert_false (duo_chat_record_presses (record, START + cases[i].now));
      g_assert_false (duo_chat_record_may_book_again (record, START + cases[i].now));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/chat-record/copy", test_chat_copy);
  g_test_add_func ("/domain/chat-record/same-meeting", test_same_meeting);
  g_test_add_func ("/domain/chat-record/role", test_chat_role);
  g_test_add_func ("/domain/chat-record/extension", test_extension);
  g_test_add_func ("/domain/chat-record/late", test_late);
  g_test_add_func ("/domain/chat-record/presses", test_when_it_presses);
  g_test_add_func ("/domain/person-record/role", test_person_role);
  g_test_add_func ("/domain/chat-record/lacks-answer", test_lacks_answer);
  g_test_add_func ("/domain/person-record/colleague", test_colleague);
  g_test_add_func ("/domain/person-record/copy", test_person_copy);
  g_test_add_func ("/domain/event-record/copy", test_event_copy);
  g_test_add_func ("/domain/event-record/span", test_event_span);
  g_test_add_func ("/domain/event-record/unknown-zone", test_event_unknown_zone);
  g_test_add_func ("/domain/records/nothing-is-freed", test_nothing_is_freed);
  g_test_add_func ("/domain/records/event-equal", test_event_equal);
  g_test_add_func ("/domain/records/shared", test_shared);
  return g_test_run ();
}
