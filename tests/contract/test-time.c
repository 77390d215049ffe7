/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"

/* Nobody is in two chats at one time, whatever events, roles and durations there are (PRODUCT §1, §5). */

static void
set_day (Contract *self, const char *recruiter, guint minutes, DuoTimeRange blocked)
{
  g_autofree char *id = id_of (recruiter);
  DuoAvailability *day = duo_availability_new (DAY1, minutes);
  DuoWrite *write = duo_write_new ();

  if (blocked.end > 0)
    g_array_append_val (day->blocked, blocked);
  duo_write_take_availability (write, id, day);
  must_write (self, write);
}

static void
set_gap (DuoEventRecord *event)
{
  event->format.gap = 10;
}

static void
test_book (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));

  g_assert_cmpint (chat->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_true (duo_time_range_equal (chat->range, at (9, 0, 15)));
  g_assert_cmpint (slot_state (self, "ada", at (9, 0, 15)), ==, DUO_SLOT_BOOKED);
  g_assert_cmpint (slot_state (self, "ada", at (9, 15, 15)), ==, DUO_SLOT_OPEN);
  must_end (self, book ("bo", "ada", at (9, 0, 15)), DUO_OUTCOME_SLOT_TAKEN);
  must_end (self, book ("amara", "linus", at (9, 0, 15)), DUO_OUTCOME_NOT_FREE);
  g_clear_pointer (&chat, duo_chat_record_free);
  chat = must (self, book ("amara", "linus", at (9, 15, 15)));
}

static void
test_unknown_slots (Contract *self)
{
  must_end (self, book ("amara", "ada", at (9, 5, 15)), DUO_OUTCOME_SLOT_UNKNOWN);
  must_end (self, book ("amara", "ada", at (9, 0, 30)), DUO_OUTCOME_SLOT_UNKNOWN);
  must_end (self, book ("amara", "ada", at (12, 0, 15)), DUO_OUTCOME_SLOT_UNKNOWN);
  must_end (self, book ("amara", "ada", at (7, 0, 15)), DUO_OUTCOME_SLOT_UNKNOWN);
  must_end (self, book ("amara", "ada", (DuoTimeRange) {0, 0}), DUO_OUTCOME_SLOT_UNKNOWN);
  must_end (self, book ("amara", "ada", (DuoTimeRange) {G_MAXINT64 - 899, G_MAXINT64}),
            DUO_OUTCOME_SLOT_UNKNOWN);

  set_day (self, "ada", 15, at (9, 0, 60));
  must_end (self, book ("amara", "ada", at (9, 30, 15)), DUO_OUTCOME_SLOT_UNKNOWN);
  g_assert_cmpint (slot_state (self, "ada", at (9, 30, 15)), ==, DUO_SLOT_BLOCKED);

  contract_set_now (self, NOW + 3 * 3600);
  must_end (self, book ("amara", "ada", at (10, 45, 15)), DUO_OUTCOME_SLOT_UNKNOWN);
}

static void
test_mixed_durations (Contract *self)
{
  g_autoptr (DuoChatRecord) short_one = must (self, book ("amara", "ada", at (9, 15, 15)));
  g_autoptr (DuoChatRecord) long_one = NULL;

  /* The chat keeps its interval; the longer slot that overlaps it is not offered. */
  set_day (self, "ada", 30, (DuoTimeRange) {0, 0});
  g_assert_cmpint (slot_state (self, "ada", at (9, 0, 30)), ==, DUO_SLOT_BOOKED);
  must_end (self, book ("bo", "ada", at (9, 0, 30)), DUO_OUTCOME_SLOT_TAKEN);
  long_one = must (self, book ("bo", "ada", at (9, 30, 30)));
  must_end (self, book ("bo", "linus", at (9, 45, 15)), DUO_OUTCOME_NOT_FREE);
  g_assert_cmpint (duo_time_range_get_minutes (long_one->range), ==, 30);
}

static void
test_gap (Contract *self)
{
  g_autoptr (DuoChatRecord) first = NULL, second = NULL;

  change_event (self, FAIR, set_gap);
  first = must (self, book ("amara", "ada", at (10, 0, 15)));
  must_end (self, book ("amara", "linus", at (10, 15, 15)), DUO_OUTCOME_NOT_FREE);
  must_end (self, book ("amara", "linus", at (9, 45, 15)), DUO_OUTCOME_NOT_FREE);
  second = must (self, book ("amara", "linus", at (10, 30, 15)));
  /* The gap is the talent's, not the recruiter's. */
  g_assert_cmpint (slot_state (self, "ada", at (10, 15, 15)), ==, DUO_SLOT_OPEN);
}

static void
test_raised_gap (Contract *self)
{
  g_autoptr (DuoChatRecord) before = must (self, book ("amara", "ada", at (10, 0, 15)));
  g_autoptr (DuoChatRecord) after = NULL;

  change_event (self, FAIR, set_gap);
  must_end (self, book ("amara", "linus", at (10, 15, 15)), DUO_OUTCOME_NOT_FREE);
  after = must (self, book ("amara", "linus", at (10, 30, 15)));
}

static void
test_two_events (Contract *self)
{
  g_autoptr (DuoChatRecord) fair = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) expo = NULL, other = NULL;

  /* Ada is a recruiter at both, and Amara a talent at both. */
  g_assert_cmpint (slot_state (self, "expo-ada", at (9, 0, 15)), ==, DUO_SLOT_BOOKED);
  must_end (self, book ("chloe", "expo-ada", at (9, 0, 15)), DUO_OUTCOME_SLOT_TAKEN);
  must_end (self, book ("amara", "expo-bo", at (9, 0, 15)), DUO_OUTCOME_NOT_FREE);

  /* Bo is a talent at one and a recruiter at the other. */
  expo = must (self, book ("chloe", "expo-bo", at (9, 30, 15)));
  must_end (self, book ("bo", "linus", at (9, 30, 15)), DUO_OUTCOME_NOT_FREE);
  other = must (self, book ("bo", "linus", at (9, 45, 15)));
  g_assert_cmpint (slot_state (self, "expo-bo", at (9, 45, 15)), ==, DUO_SLOT_BOOKED);
}

static void
test_other_event_hears (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  Commit *fair = contract_get_commit (self, FAIR), *expo = contract_get_commit (self, EXPO);
  g_autofree char *ada = id_of ("ada"), *expo_ada = id_of ("expo-ada");

  g_assert_nonnull (fair);
  g_assert_cmpuint (fair->outcomes->len, ==, 1);
  g_assert_true (g_ptr_array_find_with_equal_func (fair->recruiters, ada, g_str_equal, NULL));
  g_assert_nonnull (expo);
  g_assert_cmpuint (expo->outcomes->len, ==, 0);
  g_assert_true (g_ptr_array_find_with_equal_func (expo->recruiters, expo_ada, g_str_equal, NULL));
}

static void
test_reschedule (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) other = must (self, book ("bo", "ada", at (9, 30, 15)));
  g_autoptr (DuoChatRecord) moved = NULL;
  DuoCommand *command = say_about ("amara", DUO_VERB_RESCHEDULE, chat);

  command->range = at (9, 30, 15);
  must_end (self, command, DUO_OUTCOME_SLOT_TAKEN);
  /* A conflict undoes both halves of the move. */
  g_assert_cmpint (slot_state (self, "ada", at (9, 0, 15)), ==, DUO_SLOT_BOOKED);
  must_end (self, book ("chloe", "ada", at (9, 0, 15)), DUO_OUTCOME_SLOT_TAKEN);

  command = say_about ("amara", DUO_VERB_RESCHEDULE, chat);
  command->range = at (9, 15, 15);
  moved = must (self, command);
  g_assert_cmpint (moved->moved_by, ==, DUO_ROLE_TALENT);
  g_assert_cmpint (slot_state (self, "ada", at (9, 0, 15)), ==, DUO_SLOT_OPEN);
  g_assert_cmpint (slot_state (self, "ada", at (9, 15, 15)), ==, DUO_SLOT_BOOKED);
}

static void
test_reschedule_onto_itself (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 15, 15)));
  g_autoptr (DuoChatRecord) moved = NULL;
  DuoCommand *command = say_about ("ada", DUO_VERB_RESCHEDULE, chat);

  /* The longer slot overlaps the chat's own old time, which is no conflict. */
  set_day (self, "ada", 30, (DuoTimeRange) {0, 0});
  command->range = at (9, 0, 30);
  moved = must (self, command);
  g_assert_true (duo_time_range_equal (moved->range, at (9, 0, 30)));
}

/* A chat that moves leaves its own gap behind, and keeps that of others. */
static void
test_reschedule_beside_itself (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = NULL, other = NULL, moved = NULL;
  DuoCommand *command;

  change_event (self, FAIR, set_gap);
  chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  other = must (self, book ("amara", "linus", at (9, 45, 15)));
  command = say_about ("amara", DUO_VERB_RESCHEDULE, chat);
  command->range = at (9, 30, 15);
  must_end (self, command, DUO_OUTCOME_NOT_FREE);
  command = say_about ("amara", DUO_VERB_RESCHEDULE, chat);
  command->range = at (9, 15, 15);
  moved = must (self, command);
  g_assert_true (duo_time_range_equal (moved->range, at (9, 15, 15)));
}

static void
test_cancel_frees (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) cancelled = must (self, say_about ("ada", DUO_VERB_CANCEL, chat));
  g_autoptr (DuoChatRecord) next = NULL, again = NULL;

  g_assert_cmpint (cancelled->state, ==, DUO_CHAT_CANCELLED);
  next = must (self, book ("bo", "ada", at (9, 0, 15)));
  again = must (self, book ("amara", "linus", at (9, 0, 15)));
}

static void
test_hand_over (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) handed = NULL, refused = NULL;
  g_autofree char *grace = id_of ("grace");
  DuoCommand *command = say_about ("ada", DUO_VERB_HAND_OVER, chat);

  command->peer = id_of ("linus"); /* of another company */
  must_refuse (self, command, DUO_REFUSAL_NOT_FOUND);

  command = say_about ("grace", DUO_VERB_HAND_OVER, chat); /* a colleague may do it too */
  command->peer = g_strdup (grace);
  handed = must (self, command);
  g_assert_cmpstr (handed->recruiter, ==, grace);
  g_assert_cmpint (slot_state (self, "ada", at (9, 0, 15)), ==, DUO_SLOT_OPEN);
  g_assert_cmpint (slot_state (self, "grace", at (9, 0, 15)), ==, DUO_SLOT_BOOKED);

  refused = must (self, say_about ("amara", DUO_VERB_CANCEL, handed));
  g_assert_cmpint (slot_state (self, "grace", at (9, 0, 15)), ==, DUO_SLOT_OPEN);
}

static void
test_hand_over_to_busy (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) elsewhere = must (self, book ("chloe", "expo-bo", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) invited = must (self, say_to ("grace", DUO_VERB_INVITE, "bo"));
  DuoCommand *command = say_about ("bo", DUO_VERB_PICK, invited);

  command->range = at (9, 0, 15); /* Bo is a recruiter at the expo then */
  must_end (self, command, DUO_OUTCOME_NOT_FREE);
  command = say_about ("bo", DUO_VERB_PICK, invited);
  command->range = at (9, 15, 15);
  duo_chat_record_free (must (self, command));

  command = say_about ("ada", DUO_VERB_RESCHEDULE, chat);
  command->range = at (9, 15, 15);
  duo_chat_record_free (g_steal_pointer (&chat));
  chat = must (self, command);
  command = say_about ("ada", DUO_VERB_HAND_OVER, chat);
  command->peer = id_of ("grace");
  must_end (self, command, DUO_OUTCOME_NOT_FREE);
}

static void
test_extend (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) longer = NULL, next = NULL, much = NULL;
  DuoCommand *command;

  contract_set_now (self, NOW + 3600 + 60);
  command = say_about ("amara", DUO_VERB_EXTEND, chat);
  command->minutes = 5;
  longer = must (self, command);
  g_assert_true (duo_time_range_equal (longer->range, at (9, 0, 20)));
  g_assert_cmpuint (chat->extended, ==, 0);
  g_assert_cmpuint (longer->extended, ==, 5);
  g_assert_cmpint (slot_state (self, "ada", at (9, 15, 15)), ==, DUO_SLOT_BOOKED);

  command = say_about ("ada", DUO_VERB_EXTEND, longer);
  command->minutes = 15; /* 20 in all */
  must_refuse (self, command, DUO_REFUSAL_TOO_LATE);
  command = say_about ("ada", DUO_VERB_EXTEND, longer);
  command->minutes = 3; /* no whole tick */
  must_refuse (self, command, DUO_REFUSAL_TOO_LATE);

  next = must (self, book ("bo", "ada", at (9, 30, 15)));
  command = say_about ("ada", DUO_VERB_EXTEND, longer);
  command->minutes = 10;
  much = must (self, command);
  g_assert_true (duo_time_range_equal (much->range, at (9, 0, 30)));
  g_assert_cmpuint (much->extended, ==, 15);
}

static void
test_extend_into_next (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) next = must (self, book ("amara", "linus", at (9, 15, 15)));
  DuoCommand *command;

  contract_set_now (self, NOW + 3600 + 60);
  command = say_about ("ada", DUO_VERB_EXTEND, chat);
  command->minutes = 5;
  must_refuse (self, command, DUO_REFUSAL_NOT_FREE);
  g_assert_cmpint (slot_state (self, "ada", at (9, 15, 15)), ==, DUO_SLOT_OPEN);
}

static void
test_counts (Contract *self)
{
  guint before = open_slots (self, FAIR, "ada");
  g_autoptr (DuoChatRecord) chat = NULL;

  g_assert_cmpuint (before, ==, 2 * (12 + 16));
  chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_assert_cmpuint (open_slots (self, FAIR, "ada"), ==, before - 1);
  g_assert_cmpuint (open_slots (self, EXPO, "expo-ada"), ==, before - 1);
  g_assert_cmpuint (open_slots (self, FAIR, "linus"), ==, before);
  set_day (self, "linus", 30, at (9, 0, 60));
  g_assert_cmpuint (open_slots (self, FAIR, "linus"), ==, 14 - 2 + 28);
  contract_set_now (self, MIDNIGHT + 86400 + 12 * 3600);
  g_assert_cmpuint (open_slots (self, FAIR, "linus"), ==, 16);
}

static void
test_next_day (Contract *self)
{
  DuoTimeRange range = at (24 + 9, 0, 15);
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", range));
  g_autofree char *ada = id_of ("ada");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days = duo_store_get_slots (self->store, ada, DAY2, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (days->len, ==, 1);
  g_assert_cmpstr (((DuoDaySlots *) days->pdata[0])->date, ==, DAY2);
  g_assert_cmpint (((DuoDaySlots *) days->pdata[0])->kind, ==, DUO_DAY_IN_PERSON);
  g_assert_cmpuint (duo_slot_grid_count (((DuoDaySlots *) days->pdata[0])->slots, DUO_SLOT_BOOKED), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/time/book", test_book);
  contract_add ("/time/unknown-slots", test_unknown_slots);
  contract_add ("/time/mixed-durations", test_mixed_durations);
  contract_add ("/time/gap", test_gap);
  contract_add ("/time/raised-gap", test_raised_gap);
  contract_add ("/time/two-events", test_two_events);
  contract_add ("/time/other-event-hears", test_other_event_hears);
  contract_add ("/time/reschedule", test_reschedule);
  contract_add ("/time/reschedule-onto-itself", test_reschedule_onto_itself);
  contract_add ("/time/reschedule-beside-itself", test_reschedule_beside_itself);
  contract_add ("/time/cancel-frees", test_cancel_frees);
  contract_add ("/time/hand-over", test_hand_over);
  contract_add ("/time/hand-over-to-busy", test_hand_over_to_busy);
  contract_add ("/time/extend", test_extend);
  contract_add ("/time/extend-into-next", test_extend_into_next);
  contract_add ("/time/counts", test_counts);
  contract_add ("/time/next-day", test_next_day);
  return g_test_run ();
}
