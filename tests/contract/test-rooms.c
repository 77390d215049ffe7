/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "duo-visits.h"

/* When a room is open, who may enter, and what becomes of the chat when it closes (PRODUCT §2, §5). */

#define START (NOW + 3600)
#define END (START + 15 * 60)

static void
visit (Contract *self, const DuoChatRecord *chat, DuoRole side, gint64 entered, gint64 left)
{
  DuoWrite *write = duo_write_new ();

  duo_write_enter_room (write, chat->id, side, entered);
  if (left != 0)
    duo_write_leave_room (write, chat->id, side, left);
  must_write (self, write);
}

static DuoRoomRecord *
room_of (Contract *self, const char *name, const DuoChatRecord *chat)
{
  g_autofree char *account = g_strconcat ("a-", name, NULL);
  g_autofree char *id = id_of (account);
  g_autoptr (GError) error = NULL;
  DuoRoomRecord *room = duo_store_get_room (self->store, chat->id, id, &error);

  g_assert_no_error (error);
  return room;
}

static void
assert_join (Contract *self, const char *name, const DuoChatRecord *chat, DuoRefusal refusal)
{
  g_autoptr (DuoRoomRecord) room = room_of (self, name, chat);

  g_assert_cmpstr (duo_refusal_to_string (room->join.refusal), ==, duo_refusal_to_string (refusal));
}

static GPtrArray *
list_due (Contract *self, gint64 *next)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *due = duo_store_list_due (self->store, next, &error);

  g_assert_no_error (error);
  return due;
}

/* Does what is due, as the scheduler would. The chat as it is then, or NULL when nothing was. */
static DuoChatRecord *
run_due (Contract *self)
{
  g_autoptr (GPtrArray) due = list_due (self, NULL);
  DuoChatRecord *chat = NULL;

  while (due->len > 0)
    {
      g_clear_pointer (&chat, duo_chat_record_free);
      chat = must (self, g_ptr_array_steal_index (due, 0));
    }
  return chat;
}

static void
expire_after_an_hour (DuoEventRecord *event)
{
  event->format.expiry = 60;
}

static void
close_event (DuoEventRecord *event)
{
  event->state = DUO_EVENT_CLOSED;
}

static void
test_who_may_join (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoRoomRecord) room = room_of (self, "amara", chat);

  g_assert_cmpint (room->open.start, ==, START - 300);
  g_assert_cmpint (room->open.end, ==, END + 300);
  assert_join (self, "amara", chat, DUO_REFUSAL_ROOM_CLOSED);

  contract_set_now (self, START - 299);
  assert_join (self, "amara", chat, DUO_REFUSAL_NONE);
  assert_join (self, "ada", chat, DUO_REFUSAL_NONE);
  assert_join (self, "grace", chat, DUO_REFUSAL_NOT_ALLOWED);
  assert_join (self, "olive", chat, DUO_REFUSAL_NOT_ALLOWED);
  assert_join (self, "bo", chat, DUO_REFUSAL_NOT_FOUND);
  contract_set_now (self, END + 300);
  assert_join (self, "ada", chat, DUO_REFUSAL_ROOM_CLOSED);
}

static void
test_in_person_has_no_room (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (24 + 9, 0, 15)));

  contract_set_now (self, START + 86400);
  assert_join (self, "ada", chat, DUO_REFUSAL_IN_PERSON);
}

static void
begin_at_ten (DuoEventRecord *event)
{
  const DuoDayWindow window = {600, 720};

  for (guint i = 0; i < event->days->len; i++)
    {
      DuoDay *day = event->days->pdata[i];

      event->days->pdata[i] = duo_day_new (duo_day_get_date (day), duo_day_get_kind (day), &window, 1, NULL);
      duo_day_unref (day);
    }
}

/* It is the day that is in person, not its hours: they may change under a chat that is booked. */
static void
test_in_person_outside_of_hours (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (24 + 9, 0, 15)));
  g_autoptr (DuoChatRecord) closed = NULL;

  change_event (self, FAIR, begin_at_ten);
  contract_set_now (self, START + 86400);
  assert_join (self, "ada", chat, DUO_REFUSAL_IN_PERSON);
  contract_set_now (self, END + 86400 + 300);
  closed = run_due (self);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_COMPLETED);
}

static void
test_next_chat_ends_room (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) next = must (self, book ("bo", "ada", at (9, 15, 15)));
  g_autoptr (DuoRoomRecord) before = room_of (self, "amara", chat);
  g_autoptr (DuoRoomRecord) open = NULL, stretched = NULL;

  /* Whom else Ada meets is not for Amara to learn by asking. */
  g_assert_cmpint (before->open.end, ==, END + 300);
  contract_set_now (self, START - 300);
  open = room_of (self, "amara", chat);
  g_assert_cmpint (open->open.end, ==, END);
  /* Nobody is cut: while both are inside it stays open for half an hour. */
  visit (self, chat, DUO_ROLE_RECRUITER, START, 0);
  visit (self, chat, DUO_ROLE_TALENT, START + 5, 0);
  stretched = room_of (self, "amara", chat);
  g_assert_cmpint (stretched->open.end, ==, END + DUO_OVERTIME_SECONDS);
}

static void
test_completed (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) closed = NULL, corrected = NULL;
  gint64 next = 0;

  visit (self, chat, DUO_ROLE_RECRUITER, START, START + 20);
  visit (self, chat, DUO_ROLE_TALENT, START + 10, END);
  visit (self, chat, DUO_ROLE_RECRUITER, START + 60, START + 80); /* 10 + 20 seconds together */
  contract_set_now (self, END + 10);
  g_ptr_array_unref (list_due (self, &next));
  g_assert_cmpint (next, <=, END + 300);
  g_assert_null (run_due (self));

  contract_close (self); /* visits survive a restart */
  contract_open (self);
  contract_set_now (self, END + 300);
  closed = run_due (self);
  g_assert_nonnull (closed);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_COMPLETED);
  g_assert_cmpint (closed->acted, ==, DUO_ROLE_SERVICE);

  corrected = must (self, say_about ("ada", DUO_VERB_OUTCOME, closed));
  g_assert_cmpint (corrected->state, ==, DUO_CHAT_NO_SHOW);
}

/* The talent is there for 15 seconds and 13, and @gap in between; the recruiter all the time. */
static DuoChatState
close_with_gap (Contract *self, const char *talent, guint minute, gint64 gap)
{
  g_autoptr (DuoChatRecord) chat = must (self, book (talent, "ada", at (9, minute, 15)));
  g_autoptr (DuoChatRecord) closed = NULL;
  gint64 start = START + minute * 60;

  visit (self, chat, DUO_ROLE_RECRUITER, start, start + 900);
  visit (self, chat, DUO_ROLE_TALENT, start, start + 15);
  visit (self, chat, DUO_ROLE_TALENT, start + 15 + gap, start + 28 + gap);
  contract_set_now (self, start + 900 + 300);
  closed = run_due (self);
  g_assert_nonnull (closed);
  return closed->state;
}

/* Coming and going writes no row each time: who comes back at once was there all the time, so 28 seconds are 30 or 33. */
static void
test_back_at_once (Contract *self)
{
  g_assert_cmpint (close_with_gap (self, "amara", 0, 2), ==, DUO_CHAT_COMPLETED);
  g_assert_cmpint (close_with_gap (self, "amara", 30, DUO_SAME_VISIT_SECONDS), ==, DUO_CHAT_COMPLETED);
  g_assert_cmpint (close_with_gap (self, "bo", 60, DUO_SAME_VISIT_SECONDS + 1), ==, DUO_CHAT_NO_SHOW);
}

static void
test_no_show (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) closed = NULL;

  visit (self, chat, DUO_ROLE_RECRUITER, START, END);
  visit (self, chat, DUO_ROLE_TALENT, START, START + 29);
  contract_set_now (self, END + 300);
  closed = run_due (self);
  g_assert_nonnull (closed);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_NO_SHOW);
  g_assert_cmpint (closed->absent, ==, DUO_ABSENT_TALENT);
  g_assert_null (run_due (self));
}

/* Who did not show is kept with the chat, goes when the recruiter says that it was held, and comes back. */
static void
test_absence (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) closed = NULL, held = NULL, again = NULL;

  visit (self, chat, DUO_ROLE_TALENT, START, END);
  contract_set_now (self, END + 300);
  closed = run_due (self);
  g_assert_cmpint (closed->absent, ==, DUO_ABSENT_RECRUITER);
  contract_close (self);
  contract_open (self);
  held = must (self, say_about ("ada", DUO_VERB_OUTCOME, closed));
  g_assert_cmpint (held->state, ==, DUO_CHAT_COMPLETED);
  g_assert_cmpint (held->absent, ==, DUO_ABSENT_NOBODY);
  again = must (self, say_about ("ada", DUO_VERB_OUTCOME, held));
  g_assert_cmpint (again->absent, ==, DUO_ABSENT_RECRUITER);
}

static void
test_in_person_is_completed (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (24 + 9, 0, 15)));
  g_autoptr (DuoChatRecord) closed = NULL;

  contract_set_now (self, END + 86400 + 300);
  closed = run_due (self);
  g_assert_nonnull (closed);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_COMPLETED);
}

static void
test_still_talking (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) closed = NULL;
  DuoWrite *write = duo_write_new ();

  visit (self, chat, DUO_ROLE_RECRUITER, START, 0);
  visit (self, chat, DUO_ROLE_TALENT, START, 0);
  contract_set_now (self, END + 20 * 60);
  assert_join (self, "ada", chat, DUO_REFUSAL_NONE);
  g_assert_null (run_due (self));
  duo_write_leave_room (write, chat->id, DUO_ROLE_TALENT, END + 20 * 60);
  must_write (self, write);
  closed = run_due (self);
  g_assert_nonnull (closed);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_COMPLETED);
}

static void
test_left_by_a_crash (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) closed = NULL;
  DuoWrite *write = duo_write_new ();

  visit (self, chat, DUO_ROLE_RECRUITER, START, 0);
  visit (self, chat, DUO_ROLE_TALENT, START + 100, 0);
  visit (self, chat, DUO_ROLE_TALENT, START + 110, 0); /* twice inside is once */
  duo_write_leave_all_rooms (write, START + 120);
  must_write (self, write);
  contract_set_now (self, END + 300);
  closed = run_due (self);
  g_assert_nonnull (closed);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_NO_SHOW);
}

/* Whoever was in the room at the old time was not there at the new one; an extension is still the same chat. */
static void
test_moved_is_not_visited (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) moved = NULL, closed = NULL;
  g_autoptr (DuoRoomRecord) room = NULL;
  DuoCommand *command = say_about ("ada", DUO_VERB_RESCHEDULE, chat);

  visit (self, chat, DUO_ROLE_RECRUITER, START - 120, 0);
  visit (self, chat, DUO_ROLE_TALENT, START - 120, 0);
  contract_set_now (self, START - 60);
  command->range = at (10, 0, 15);
  moved = must (self, command);
  room = room_of (self, "ada", moved);
  g_assert_cmpint (room->open.end, ==, moved->range.end + 300);
  contract_set_now (self, moved->range.end + 6 * 60);
  closed = run_due (self);
  g_assert_nonnull (closed);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_NO_SHOW);
  g_assert_cmpint (closed->absent, ==, DUO_ABSENT_BOTH);
}

static void
test_handed_over_is_not_visited (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) handed = NULL, closed = NULL;
  DuoCommand *command = say_about ("ada", DUO_VERB_HAND_OVER, chat);

  visit (self, chat, DUO_ROLE_RECRUITER, START - 120, START - 60);
  visit (self, chat, DUO_ROLE_TALENT, START - 120, START - 60);
  command->peer = id_of ("grace");
  handed = must (self, command);
  contract_set_now (self, END + 300);
  closed = run_due (self);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_NO_SHOW);
}

static void
test_extended_is_still_visited (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) extended = NULL, closed = NULL;
  DuoCommand *command = say_about ("ada", DUO_VERB_EXTEND, chat);

  visit (self, chat, DUO_ROLE_RECRUITER, START, START + 60);
  visit (self, chat, DUO_ROLE_TALENT, START, START + 60);
  contract_set_now (self, END - 60);
  command->minutes = 5;
  extended = must (self, command);
  contract_set_now (self, extended->range.end + 300);
  closed = run_due (self);
  g_assert_cmpint (closed->state, ==, DUO_CHAT_COMPLETED);
}

static void
test_expiry (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = NULL, invited = NULL, expired = NULL;
  gint64 next = 0;

  change_event (self, FAIR, expire_after_an_hour);
  asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  contract_set_now (self, NOW + 1800);
  invited = must (self, say_to ("grace", DUO_VERB_INVITE, "bo"));
  g_assert_null (run_due (self));
  g_ptr_array_unref (list_due (self, &next));
  g_assert_cmpint (next, <=, asked->changed + 3600);

  contract_set_now (self, NOW + 3600 + 60);
  expired = run_due (self);
  g_assert_nonnull (expired);
  g_assert_cmpstr (expired->id, ==, asked->id);
  g_assert_cmpint (expired->state, ==, DUO_CHAT_EXPIRED);
  g_assert_null (run_due (self));
}

static void
test_hand_over_restarts_expiry (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = NULL, handed = NULL, expired = NULL;
  DuoCommand *command;

  change_event (self, FAIR, expire_after_an_hour);
  asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  contract_set_now (self, NOW + 1800);
  command = say_about ("grace", DUO_VERB_HAND_OVER, asked);
  command->peer = id_of ("ada");
  handed = must (self, command);
  contract_set_now (self, NOW + 3600 + 60);
  g_assert_null (run_due (self));
  contract_set_now (self, NOW + 3600 + 1800 + 60);
  expired = run_due (self);
  g_assert_nonnull (expired);
}

static void
test_event_ends (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_autoptr (DuoChatRecord) accepted = must (self, say_about ("grace", DUO_VERB_ACCEPT, asked));
  g_autoptr (DuoChatRecord) expired = NULL;

  g_assert_null (run_due (self));
  change_event (self, FAIR, close_event);
  expired = run_due (self);
  g_assert_nonnull (expired);
  g_assert_cmpint (expired->state, ==, DUO_CHAT_EXPIRED);
}

static void
test_due_is_not_done_twice (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (GPtrArray) first = NULL, second = NULL;

  contract_set_now (self, END + 300);
  first = list_due (self, NULL);
  second = list_due (self, NULL);
  g_assert_cmpuint (first->len, ==, 1);
  duo_chat_record_free (must (self, g_ptr_array_steal_index (first, 0)));
  must_end (self, g_ptr_array_steal_index (second, 0), DUO_OUTCOME_STALE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/rooms/who-may-join", test_who_may_join);
  contract_add ("/rooms/in-person-has-no-room", test_in_person_has_no_room);
  contract_add ("/rooms/in-person-outside-of-hours", test_in_person_outside_of_hours);
  contract_add ("/rooms/next-chat-ends-room", test_next_chat_ends_room);
  contract_add ("/rooms/completed", test_completed);
  contract_add ("/rooms/back-at-once", test_back_at_once);
  contract_add ("/rooms/no-show", test_no_show);
  contract_add ("/rooms/absence", test_absence);
  contract_add ("/rooms/in-person-is-completed", test_in_person_is_completed);
  contract_add ("/rooms/still-talking", test_still_talking);
  contract_add ("/rooms/left-by-a-crash", test_left_by_a_crash);
  contract_add ("/rooms/moved-is-not-visited", test_moved_is_not_visited);
  contract_add ("/rooms/handed-over-is-not-visited", test_handed_over_is_not_visited);
  contract_add ("/rooms/extended-is-still-visited", test_extended_is_still_visited);
  contract_add ("/rooms/expiry", test_expiry);
  contract_add ("/rooms/hand-over-restarts-expiry", test_hand_over_restarts_expiry);
  contract_add ("/rooms/event-ends", test_event_ends);
  contract_add ("/rooms/due-is-not-done-twice", test_due_is_not_done_twice);
  return g_test_run ();
}
