/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#define NOON "2026-11-03T11:00:00Z" /* in Stockholm */

static DuoEvent *
event_with (DuoRole role, const char *now, void (*change) (DuoEventRecord *record))
{
  g_autoptr (DuoEventRecord) record = event_record (role);
  g_autoptr (DuoClock) clock = clock_at (now);

  if (change)
    change (record);
  return duo_event_new (record, clock);
}

static void
add_recruiter (DuoEvent *event, const char *id, gboolean direct)
{
  DuoPersonRecord *record = person_record (id, DUO_ROLE_RECRUITER, id);

  record->direct = direct;
  add_person (event, record);
}

static DuoRefusal
judge (DuoEvent *event, DuoVerb verb, const char *person, const char *chat)
{
  return duo_event_judge (event, verb, person ? duo_event_find_person (event, person) : NULL,
                          chat ? duo_event_find_chat (event, chat) : NULL)
      .refusal;
}

static void
test_book_and_request (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);

  add_recruiter (event, "direct", TRUE);
  add_recruiter (event, "selective", FALSE);
  g_assert_cmpint (judge (event, DUO_VERB_BOOK, "direct", NULL), ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "direct", NULL), ==, DUO_REFUSAL_DIRECT);
  g_assert_cmpint (judge (event, DUO_VERB_BOOK, "selective", NULL), ==, DUO_REFUSAL_SELECTIVE);
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "selective", NULL), ==, DUO_REFUSAL_NONE);
  g_assert_finalize_object (event);
}

static void
close_event (DuoEventRecord *record)
{
  record->state = DUO_EVENT_CLOSED;
}

static void
open_later (DuoEventRecord *record)
{
  record->format.opens = range_of ("2026-11-03T12:00:00Z", "2026-11-03T13:00:00Z").start;
}

static void
exclude_talents (DuoEventRecord *record)
{
  record->format.requests_by = DUO_REQUESTS_BY_RECRUITERS;
}

static void
test_the_event_says_no (void)
{
  static const struct
  {
    const char *now;
    void (*change) (DuoEventRecord *record);
    DuoRefusal refusal;
  } cases[] = {
      {NOON, NULL, DUO_REFUSAL_NONE},
      {NOON, close_event, DUO_REFUSAL_EVENT_CLOSED},
      {NOON, open_later, DUO_REFUSAL_NOT_OPEN_YET},
      {"2026-11-03T12:00:05Z", open_later, DUO_REFUSAL_NONE},
      {NOON, exclude_talents, DUO_REFUSAL_TALENTS_EXCLUDED},
      {"2026-11-04T16:00:05Z", NULL, DUO_REFUSAL_EVENT_CLOSED},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoEvent *event = event_with (DUO_ROLE_TALENT, cases[i].now, cases[i].change);

      add_recruiter (event, "ada", TRUE);
      g_assert_cmpint (judge (event, DUO_VERB_BOOK, "ada", NULL), ==, cases[i].refusal);
      g_assert_finalize_object (event);
    }
}

static void
limit_to_two (DuoEventRecord *record)
{
  record->format.limit_per_talent = 2;
}

static void
test_the_limit_counts_what_i_sent (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, limit_to_two);

  add_recruiter (event, "ada", FALSE);
  add_chat (event, chat_record ("1", "r1", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  add_chat (event, chat_record ("2", "r2", "me", DUO_CHAT_INVITED, NULL, NULL));
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "ada", NULL), ==, DUO_REFUSAL_NONE);
  add_chat (event, chat_record ("3", "r3", "me", DUO_CHAT_ACCEPTED, NULL, NULL));
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "ada", NULL), ==, DUO_REFUSAL_LIMIT_REACHED);
  duo_event_remove_chat (event, "1");
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "ada", NULL), ==, DUO_REFUSAL_NONE);
  g_assert_finalize_object (event);
}

static void
test_one_open_chat_of_a_pair (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);

  add_recruiter (event, "ada", FALSE);
  add_chat (event, chat_record ("1", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "ada", NULL), ==, DUO_REFUSAL_PAIR_OPEN);
  g_assert_finalize_object (event);
}

/* PRODUCT §5: booking promotes the pair's open record, if the recruiter is Direct by then. */
static void
test_booking_promotes_the_request (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);
  DuoPersonRecord *direct = person_record ("ada", DUO_ROLE_RECRUITER, "ada");

  add_recruiter (event, "ada", FALSE);
  add_chat (event, chat_record ("1", "ada", "me", DUO_CHAT_REQUESTED, NULL, NULL));
  g_assert_cmpint (judge (event, DUO_VERB_BOOK, "ada", NULL), ==, DUO_REFUSAL_SELECTIVE);
  direct->direct = TRUE;
  direct->rev = 2;
  add_person (event, direct);
  g_assert_cmpint (judge (event, DUO_VERB_BOOK, "ada", NULL), ==, DUO_REFUSAL_NONE);
  g_assert_finalize_object (event);
}

static void
test_after_a_decline (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);
  DuoChatRecord *declined = chat_record ("1", "ada", "me", DUO_CHAT_DECLINED, NULL, NULL);
  DuoChatRecord *long_ago = chat_record ("2", "ben", "me", DUO_CHAT_DECLINED, NULL, NULL);

  add_recruiter (event, "ada", FALSE);
  add_recruiter (event, "ben", FALSE);
  declined->changed = range_of ("2026-11-02T12:00:00Z", NOON).start;
  long_ago->changed = range_of ("2026-11-02T10:00:00Z", NOON).start;
  add_chat (event, declined);
  add_chat (event, long_ago);
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "ada", NULL), ==, DUO_REFUSAL_DECLINED_TODAY);
  g_assert_cmpint (judge (event, DUO_VERB_REQUEST, "ben", NULL), ==, DUO_REFUSAL_NONE);
  g_assert_finalize_object (event);
}

static void
notice_of_an_hour (DuoEventRecord *record)
{
  record->format.notice = 60;
}

static void
test_notice (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, notice_of_an_hour);
  DuoChatRecord *moved =
      chat_record ("moved", "cy", "me", DUO_CHAT_CONFIRMED, "2026-11-03T11:40:00Z", "2026-11-03T11:55:00Z");

  moved->moved_by = DUO_ROLE_RECRUITER;
  add_chat (event, chat_record ("near", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T11:30:00Z",
                                "2026-11-03T11:45:00Z"));
  add_chat (event, chat_record ("far", "ben", "me", DUO_CHAT_CONFIRMED, "2026-11-03T13:00:00Z",
                                "2026-11-03T13:15:00Z"));
  add_chat (event, moved);
  g_assert_cmpint (judge (event, DUO_VERB_CANCEL, NULL, "near"), ==, DUO_REFUSAL_NOTICE_PASSED);
  g_assert_cmpint (judge (event, DUO_VERB_CANCEL, NULL, "far"), ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge (event, DUO_VERB_CANCEL, NULL, "moved"), ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge (event, DUO_VERB_RESCHEDULE, NULL, "near"), ==, DUO_REFUSAL_NOTICE_PASSED);
  g_assert_finalize_object (event);
}

/* The whole of an afternoon: when Join is there. */
static void
test_the_room_opens_and_closes (void)
{
  static const struct
  {
    const char *now;
    gboolean open;
  } cases[] = {
      {"2026-11-03T11:54:50Z", FALSE}, {"2026-11-03T11:55:05Z", TRUE},  {"2026-11-03T12:10:00Z", TRUE},
      {"2026-11-03T12:19:50Z", TRUE},  {"2026-11-03T12:20:05Z", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoEvent *event = event_with (DUO_ROLE_TALENT, cases[i].now, NULL);
      DuoChat *chat = add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED,
                                                    "2026-11-03T12:00:00Z", "2026-11-03T12:15:00Z"));
      DuoRefusal refusal = judge (event, DUO_VERB_JOIN, NULL, "c");

      g_assert_cmpint (duo_chat_get_room_open (chat), ==, cases[i].open);
      g_assert_cmpint (refusal == DUO_REFUSAL_NONE, ==, cases[i].open);
      g_assert_finalize_object (event);
    }
}

static void
test_refresh_says_when_to_look_again (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);
  DuoClock *clock = duo_event_get_clock (event);
  DuoTimeRange room = range_of ("2026-11-03T11:55:00Z", "2026-11-03T12:20:00Z");
  DuoChat *chat;
  guint opened;

  g_assert_cmpint (duo_event_refresh (event), ==, G_MAXINT64);
  chat = add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                       "2026-11-03T12:15:00Z"));
  count_notify (chat, "room-open", &opened);
  g_assert_cmpint (duo_event_refresh (event), ==, room.start);
  duo_clock_set_offset_us (clock, duo_clock_get_offset_us (clock) + 56 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (duo_event_refresh (event), ==, room.end);
  g_assert_cmpuint (opened, ==, 1);
  duo_chat_set_peer_present (chat, TRUE);
  duo_clock_set_offset_us (clock, duo_clock_get_offset_us (clock) + G_TIME_SPAN_HOUR);
  g_assert_cmpint (duo_event_refresh (event), ==, G_MAXINT64);
  g_assert_cmpuint (opened, ==, 2);
  g_assert_false (duo_chat_get_peer_present (chat)); /* nobody is in a closed room */
  g_assert_finalize_object (event);
}

/* PRODUCT §2: it closes when either side's next chat begins. */
static void
test_my_next_chat_closes_the_room (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);
  DuoChat *first = add_chat (event, chat_record ("1", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                                 "2026-11-03T12:15:00Z"));
  DuoTimeRange alone = duo_event_get_room (event, first);
  DuoTimeRange followed;

  add_chat (event, chat_record ("2", "ben", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:15:00Z",
                                "2026-11-03T12:30:00Z"));
  followed = duo_event_get_room (event, first);
  g_assert_cmpint (alone.end - followed.end, ==, 5 * 60);
  g_assert_finalize_object (event);
}

static void
test_in_person_has_no_join (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, "2026-11-04T12:05:00Z", NULL);

  add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-04T12:00:00Z",
                                "2026-11-04T12:15:00Z"));
  g_assert_cmpint (judge (event, DUO_VERB_JOIN, NULL, "c"), ==, DUO_REFUSAL_IN_PERSON);
  g_assert_finalize_object (event);
}

static void
set_gap (DuoEvent *event, guint minutes)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (event));

  record->format.gap = minutes;
  duo_event_update (event, record);
}

static void
test_conflict (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);
  DuoChat *chat = add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                                "2026-11-03T12:15:00Z"));

  add_chat (event, chat_record ("gone", "ben", "me", DUO_CHAT_CANCELLED, "2026-11-03T13:00:00Z",
                                "2026-11-03T13:15:00Z"));
  g_assert_true (duo_event_find_conflict (event, range_of ("2026-11-03T12:10:00Z", "2026-11-03T12:25:00Z"),
                                          NULL) == chat);
  g_assert_null (
      duo_event_find_conflict (event, range_of ("2026-11-03T12:15:00Z", "2026-11-03T12:30:00Z"), NULL));
  g_assert_null (
      duo_event_find_conflict (event, range_of ("2026-11-03T13:00:00Z", "2026-11-03T13:15:00Z"), NULL));
  g_assert_finalize_object (event);
}

static DuoChat *
find_near (DuoEvent *event, const char *start, const char *end, DuoChat *moved)
{
  return duo_event_find_conflict (event, range_of (start, end), moved);
}

/* PRODUCT §2: minutes between two chats of one talent; a recruiter's follow each other. */
static void
test_the_gap_is_a_conflict (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, NOON, NULL);
  DuoChat *chat = add_chat (event, chat_record ("c", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                                "2026-11-03T12:15:00Z"));
  DuoChat *next;

  set_gap (event, 10);
  g_assert_true (find_near (event, "2026-11-03T12:20:00Z", "2026-11-03T12:35:00Z", NULL) == chat);
  g_assert_true (find_near (event, "2026-11-03T11:40:00Z", "2026-11-03T11:55:00Z", NULL) == chat);
  g_assert_null (find_near (event, "2026-11-03T12:25:00Z", "2026-11-03T12:40:00Z", NULL));
  g_assert_null (find_near (event, "2026-11-03T11:35:00Z", "2026-11-03T11:50:00Z", NULL));
  g_assert_null (find_near (event, "2026-11-03T12:20:00Z", "2026-11-03T12:35:00Z", chat));
  next = add_chat (event, chat_record ("d", "ben", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:30:00Z",
                                       "2026-11-03T12:45:00Z"));
  /* The one that overlaps is named before the one that is close. */
  g_assert_true (find_near (event, "2026-11-03T12:20:00Z", "2026-11-03T12:35:00Z", NULL) == next);
  g_assert_finalize_object (event);

  event = event_with (DUO_ROLE_RECRUITER, NOON, NULL);
  set_gap (event, 10);
  add_chat (event, chat_record ("c", "me", "amara", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                "2026-11-03T12:15:00Z"));
  g_assert_null (find_near (event, "2026-11-03T12:15:00Z", "2026-11-03T12:30:00Z", NULL));
  g_assert_finalize_object (event);
}

static void
test_an_extension_needs_me_free (void)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, "2026-11-03T12:10:00Z", NULL);

  add_chat (event, chat_record ("1", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                "2026-11-03T12:15:00Z"));
  g_assert_cmpint (judge (event, DUO_VERB_EXTEND, NULL, "1"), ==, DUO_REFUSAL_NONE);
  add_chat (event, chat_record ("2", "ben", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:15:00Z",
                                "2026-11-03T12:30:00Z"));
  g_assert_cmpint (judge (event, DUO_VERB_EXTEND, NULL, "1"), ==, DUO_REFUSAL_NOT_FREE);
  g_assert_finalize_object (event);
}

static guint
extension_at (const char *now, const char *next, gboolean together)
{
  DuoEvent *event = event_with (DUO_ROLE_TALENT, now, NULL);
  guint minutes;

  add_chat (event, chat_record ("1", "ada", "me", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z",
                                "2026-11-03T12:15:00Z"));
  if (next)
    add_chat (event, chat_record ("2", "ben", "me", DUO_CHAT_CONFIRMED, next, "2026-11-03T13:00:00Z"));
  minutes = duo_event_get_extension (event, duo_event_find_chat (event, "1"), together);
  g_assert_finalize_object (event);
  return minutes;
}

/* The room of those who talk stays open; who waits alone has nothing to extend once it is closed. */
static void
test_an_extension_in_time (void)
{
  g_assert_cmpuint (extension_at ("2026-11-03T12:12:59Z", NULL, TRUE), ==, 0);
  g_assert_cmpuint (extension_at ("2026-11-03T12:13:00Z", NULL, TRUE), ==, 5);
  g_assert_cmpuint (extension_at ("2026-11-03T12:13:00Z", NULL, FALSE), ==, 5);
  g_assert_cmpuint (extension_at ("2026-11-03T12:13:00Z", "2026-11-03T12:15:00Z", TRUE), ==, 0);
  g_assert_cmpuint (extension_at ("2026-11-03T12:13:00Z", "2026-11-03T12:20:00Z", TRUE), ==, 5);
  g_assert_cmpuint (extension_at ("2026-11-03T12:18:00Z", "2026-11-03T12:20:00Z", TRUE), ==, 0);
  g_assert_cmpuint (extension_at ("2026-11-03T12:22:00Z", NULL, TRUE), ==, 10);
  g_assert_cmpuint (extension_at ("2026-11-03T12:22:00Z", NULL, FALSE), ==, 0);
  g_assert_cmpuint (extension_at ("2026-11-03T12:30:00Z", NULL, TRUE), ==, 0);
}

static const char *
pressing_at (const char *now)
{
  static const char *const chats[][3] = {
      {"before", "2026-11-03T11:30:00Z", "2026-11-03T12:00:00Z"},
      {"mine", "2026-11-03T12:00:00Z", "2026-11-03T12:15:00Z"},
      {"later", "2026-11-03T12:30:00Z", "2026-11-03T12:45:00Z"},
      {"next", "2026-11-03T12:15:00Z", "2026-11-03T12:30:00Z"},
  };
  DuoEvent *event = event_with (DUO_ROLE_RECRUITER, now, NULL);
  DuoChat *chat;
  const char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (chats); i++)
    add_chat (event,
              chat_record (chats[i][0], "me", chats[i][0], DUO_CHAT_CONFIRMED, chats[i][1], chats[i][2]));
  add_chat (event, chat_record ("cancelled", "me", "gone", DUO_CHAT_CANCELLED, "2026-11-03T12:15:00Z",
                                "2026-11-03T12:30:00Z"));
  chat = duo_event_find_pressing (event, duo_event_find_chat (event, "mine"));
  for (gsize i = 0; chat && i < G_N_ELEMENTS (chats); i++)
    if (g_str_equal (chats[i][0], duo_chat_get_id (chat)))
      found = chats[i][0];
  g_assert_finalize_object (event);
  return found;
}

static void
test_the_next_presses (void)
{
  g_assert_null (pressing_at ("2026-11-03T12:09:59Z"));
  g_assert_cmpstr (pressing_at ("2026-11-03T12:10:00Z"), ==, "next");
  g_assert_cmpstr (pressing_at ("2026-11-03T12:26:00Z"), ==, "next");
  g_assert_cmpstr (pressing_at ("2026-11-03T12:31:00Z"), ==, "later");
}

static void
test_the_recruiter_answers (void)
{
  DuoEvent *event = event_with (DUO_ROLE_RECRUITER, NOON, NULL);

  add_person (event, person_record ("amara", DUO_ROLE_TALENT, "Amara"));
  g_assert_cmpint (judge (event, DUO_VERB_INVITE, "amara", NULL), ==, DUO_REFUSAL_NONE);
  add_chat (event, chat_record ("c", "me", "amara", DUO_CHAT_REQUESTED, NULL, NULL));
  g_assert_cmpint (judge (event, DUO_VERB_ACCEPT, NULL, "c"), ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge (event, DUO_VERB_WITHDRAW, NULL, "c"), !=, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge (event, DUO_VERB_INVITE, "amara", NULL), ==, DUO_REFUSAL_PAIR_OPEN);
  g_assert_finalize_object (event);
}

static void
set_closes (DuoEvent *event, guint closes)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (event));

  record->format.closes = closes;
  duo_event_update (event, record);
}

static void
test_capacity (void)
{
  DuoSlots *mine = duo_slots_new ("me");
  const DuoSlot day[] = {
      {range_of ("2026-11-03T10:45:00Z", "2026-11-03T11:00:00Z"), DUO_SLOT_OPEN}, /* over */
      {range_of ("2026-11-03T12:00:00Z", "2026-11-03T12:15:00Z"), DUO_SLOT_OPEN},
      {range_of ("2026-11-03T12:15:00Z", "2026-11-03T12:30:00Z"), DUO_SLOT_BOOKED},
      {range_of ("2026-11-03T12:30:00Z", "2026-11-03T12:45:00Z"), DUO_SLOT_BLOCKED},
  };
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (DuoSlot));
  DuoEvent *event = event_with (DUO_ROLE_RECRUITER, NOON, NULL);
  DuoChat *asked;

  g_array_append_vals (slots, day, G_N_ELEMENTS (day));
  duo_slots_set_day (mine, "2026-11-03", slots);
  add_chat (event, chat_record ("1", "me", "amara", DUO_CHAT_ACCEPTED, NULL, NULL));
  add_chat (event, chat_record ("2", "me", "ben", DUO_CHAT_INVITED, NULL, NULL));
  add_chat (event, chat_record ("3", "piotr", "chen", DUO_CHAT_ACCEPTED, NULL, NULL));
  asked = add_chat (event, chat_record ("4", "me", "dana", DUO_CHAT_REQUESTED, NULL, NULL));
  g_assert_cmpuint (duo_event_get_capacity (event, "me", NULL).waiting, ==, 1);
  g_assert_cmpuint (duo_event_get_capacity (event, "me", NULL).open, ==, DUO_CAPACITY_UNKNOWN);
  g_assert_cmpuint (duo_event_get_capacity (event, "me", mine).open, ==, DUO_CAPACITY_UNKNOWN);
  duo_slots_set_loaded (mine);
  g_assert_cmpuint (duo_event_get_capacity (event, "me", mine).open, ==, 1);
  set_closes (event, 60);
  g_assert_cmpuint (duo_event_get_capacity (event, "me", mine).open, ==, 0);
  set_closes (event, 59);
  g_assert_cmpuint (duo_event_get_capacity (event, "me", mine).open, ==, 1);
  g_assert_cmpuint (duo_event_get_capacity (event, "piotr", NULL).waiting, ==, 1);

  duo_chat_set_pending_verb (asked, DUO_VERB_ACCEPT);
  g_assert_cmpuint (duo_event_get_capacity (event, "me", mine).waiting, ==, 2);
  duo_chat_set_pending_verb (asked, DUO_VERB_DECLINE);
  g_assert_cmpuint (duo_event_get_capacity (event, "me", mine).waiting, ==, 1);
  g_assert_finalize_object (mine);
  g_assert_finalize_object (event);
}

static DuoRefusal
judge_hand_over (DuoEvent *event, const char *chat, const char *colleague)
{
  return duo_event_judge_hand_over (event, duo_event_find_chat (event, chat),
                                    duo_event_find_person (event, colleague));
}

/* What is known of a colleague is what the service would say. */
static void
test_hand_over (void)
{
  DuoEvent *event = event_with (DUO_ROLE_RECRUITER, NOON, NULL);
  static const char *const slot[] = {"2026-11-03T12:00:00Z", "2026-11-03T12:15:00Z"};

  add_recruiter (event, "piotr", FALSE);
  add_recruiter (event, "grace", FALSE);
  add_chat (event, chat_record ("asked", "me", "amara", DUO_CHAT_REQUESTED, NULL, NULL));
  add_chat (event, chat_record ("booked", "me", "ben", DUO_CHAT_CONFIRMED, slot[0], slot[1]));
  add_chat (event, chat_record ("gone", "me", "chen", DUO_CHAT_DECLINED, NULL, NULL));
  g_assert_cmpint (judge_hand_over (event, "asked", "piotr"), ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge_hand_over (event, "booked", "piotr"), ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge_hand_over (event, "gone", "piotr"), ==, DUO_REFUSAL_WRONG_STATE);

  add_chat (event, chat_record ("theirs", "piotr", "amara", DUO_CHAT_INVITED, NULL, NULL));
  add_chat (event, chat_record ("busy", "piotr", "dana", DUO_CHAT_CONFIRMED, slot[0], slot[1]));
  g_assert_cmpint (judge_hand_over (event, "asked", "piotr"), ==, DUO_REFUSAL_PAIR_OPEN);
  g_assert_cmpint (judge_hand_over (event, "asked", "grace"), ==, DUO_REFUSAL_NONE);
  g_assert_cmpint (judge_hand_over (event, "booked", "piotr"), ==, DUO_REFUSAL_NOT_FREE);
  g_assert_cmpint (judge_hand_over (event, "booked", "grace"), ==, DUO_REFUSAL_NONE);
  g_assert_finalize_object (event);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/book-and-request", test_book_and_request);
  g_test_add_func ("/rules/the-event-says-no", test_the_event_says_no);
  g_test_add_func ("/rules/limit", test_the_limit_counts_what_i_sent);
  g_test_add_func ("/rules/pair-open", test_one_open_chat_of_a_pair);
  g_test_add_func ("/rules/booking-promotes", test_booking_promotes_the_request);
  g_test_add_func ("/rules/after-a-decline", test_after_a_decline);
  g_test_add_func ("/rules/notice", test_notice);
  g_test_add_func ("/rules/room", test_the_room_opens_and_closes);
  g_test_add_func ("/rules/refresh", test_refresh_says_when_to_look_again);
  g_test_add_func ("/rules/next-chat-closes-the-room", test_my_next_chat_closes_the_room);
  g_test_add_func ("/rules/in-person", test_in_person_has_no_join);
  g_test_add_func ("/rules/conflict", test_conflict);
  g_test_add_func ("/rules/capacity", test_capacity);
  g_test_add_func ("/rules/hand-over", test_hand_over);
  g_test_add_func ("/rules/gap", test_the_gap_is_a_conflict);
  g_test_add_func ("/rules/extension", test_an_extension_needs_me_free);
  g_test_add_func ("/rules/extension-in-time", test_an_extension_in_time);
  g_test_add_func ("/rules/next-presses", test_the_next_presses);
  g_test_add_func ("/rules/recruiter-answers", test_the_recruiter_answers);
  return g_test_run ();
}
