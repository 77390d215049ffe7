/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"

/* PRODUCT §5 through the store: the table itself is tested cell by cell in tests/unit/domain; here it is that the store
 * collects the facts it asks for. */

static void
limit_to_one (DuoEventRecord *event)
{
  event->format.limit_per_talent = 1;
}

static void
limit_company_to_one (DuoEventRecord *event)
{
  event->format.limit_per_company = 1;
}

static void
open_booking_later (DuoEventRecord *event)
{
  event->format.opens = NOW + 3600;
}

static void
let_recruiters_only (DuoEventRecord *event)
{
  event->format.requests_by = DUO_REQUESTS_BY_RECRUITERS;
}

static void
let_talents_only (DuoEventRecord *event)
{
  event->format.requests_by = DUO_REQUESTS_BY_TALENTS;
}

static void
want_an_hours_notice (DuoEventRecord *event)
{
  event->format.notice = 60;
}

static void
close_event (DuoEventRecord *event)
{
  event->state = DUO_EVENT_CLOSED;
}

static void
set_up (Contract *self, const char *recruiter, gboolean direct, gboolean paused, const char *question)
{
  g_autofree char *id = id_of (recruiter);
  DuoSettings settings = {direct, paused, (char *) question};
  DuoWrite *write = duo_write_new ();

  duo_write_set_settings (write, id, &settings);
  must_write (self, write);
}

static DuoCommand *
pick (const char *name, const DuoChatRecord *chat, DuoTimeRange range)
{
  DuoCommand *command = say_about (name, DUO_VERB_PICK, chat);

  command->range = range;
  return command;
}

static void
test_request_to_confirmed (Contract *self)
{
  DuoCommand *command = say_to ("amara", DUO_VERB_REQUEST, "grace");
  g_autoptr (DuoChatRecord) asked = NULL, accepted = NULL, confirmed = NULL;

  command->message = g_strdup ("I build compilers");
  asked = must (self, command);
  g_assert_cmpint (asked->state, ==, DUO_CHAT_REQUESTED);
  g_assert_cmpstr (asked->message, ==, "I build compilers");
  g_assert_cmpint (asked->acted, ==, DUO_ROLE_TALENT);
  g_assert_cmpint (asked->created, >=, NOW);

  must_refuse (self, say_about ("amara", DUO_VERB_ACCEPT, asked), DUO_REFUSAL_NOT_ALLOWED);
  accepted = must (self, say_about ("grace", DUO_VERB_ACCEPT, asked));
  g_assert_cmpint (accepted->state, ==, DUO_CHAT_ACCEPTED);
  g_assert_cmpint (accepted->rev, >, asked->rev);

  confirmed = must (self, pick ("amara", accepted, at (9, 0, 15)));
  g_assert_cmpint (confirmed->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpstr (confirmed->id, ==, asked->id);
  g_assert_cmpstr (confirmed->message, ==, "I build compilers");
}

static void
test_declined (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_autoptr (DuoChatRecord) declined = NULL, again = NULL;
  DuoCommand *command = say_about ("ada", DUO_VERB_DECLINE, asked); /* Grace's colleague */

  command->message = g_strdup ("Ask Ada instead");
  declined = must (self, command);
  g_assert_cmpint (declined->state, ==, DUO_CHAT_DECLINED);
  g_assert_cmpstr (declined->reason, ==, "Ask Ada instead");
  g_assert_cmpint (declined->acted, ==, DUO_ROLE_COLLEAGUE);

  must_refuse (self, say_to ("amara", DUO_VERB_REQUEST, "grace"), DUO_REFUSAL_DECLINED_TODAY);
  contract_set_now (self, NOW + 86400 + 60);
  again = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_assert_cmpstr (again->id, !=, asked->id);
}

static void
test_invitation (Contract *self)
{
  g_autoptr (DuoChatRecord) invited = must (self, say_to ("grace", DUO_VERB_INVITE, "bo"));
  g_autoptr (DuoChatRecord) confirmed = NULL;
  g_autoptr (DuoOutcome) refused = NULL;

  g_assert_cmpint (invited->state, ==, DUO_CHAT_INVITED);
  /* The other way round is refused, and names the record there is. */
  refused = run (self, say_to ("bo", DUO_VERB_REQUEST, "grace"));
  g_assert_cmpint (refused->refusal, ==, DUO_REFUSAL_PAIR_OPEN);
  g_assert_cmpstr (refused->chat->id, ==, invited->id);
  must_refuse (self, say_to ("grace", DUO_VERB_INVITE, "bo"), DUO_REFUSAL_PAIR_OPEN);
  confirmed = must (self, pick ("bo", invited, at (9, 0, 15)));
}

static void
test_booking_promotes (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_autoptr (DuoChatRecord) booked = NULL;

  must_refuse (self, book ("amara", "grace", at (9, 0, 15)), DUO_REFUSAL_SELECTIVE);
  set_up (self, "grace", TRUE, FALSE, NULL);
  booked = must (self, book ("amara", "grace", at (9, 0, 15)));
  g_assert_cmpstr (booked->id, ==, asked->id);
  must_refuse (self, book ("amara", "grace", at (9, 30, 15)), DUO_REFUSAL_PAIR_OPEN);
}

static void
test_next_record_after_begun (Contract *self)
{
  g_autoptr (DuoChatRecord) first = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) second = NULL, late = NULL, extended = NULL;
  DuoCommand *command;

  must_refuse (self, book ("amara", "ada", at (11, 0, 15)), DUO_REFUSAL_PAIR_OPEN);
  contract_set_now (self, NOW + 3600 + 60);
  second = must (self, book ("amara", "ada", at (11, 0, 15)));
  g_assert_cmpstr (second->id, !=, first->id);
  must_refuse (self, book ("amara", "ada", at (11, 30, 15)), DUO_REFUSAL_PAIR_OPEN);

  /* The one that runs goes on as before, without taking its place back. */
  command = say_about ("amara", DUO_VERB_LATE, first);
  command->minutes = 5;
  late = must (self, command);
  command = say_about ("ada", DUO_VERB_EXTEND, late);
  command->minutes = 5;
  extended = must (self, command);
  g_assert_cmpint (extended->range.end, ==, first->range.end + 300);
  must_refuse (self, book ("amara", "ada", at (11, 30, 15)), DUO_REFUSAL_PAIR_OPEN);
}

static void
test_question (Contract *self)
{
  DuoCommand *command;
  g_autoptr (DuoChatRecord) chat = NULL, asked = NULL, accepted = NULL, picked = NULL;

  set_up (self, "ada", TRUE, FALSE, "Why compilers?");
  set_up (self, "grace", FALSE, FALSE, "Where?");
  must_end (self, book ("amara", "ada", at (9, 0, 15)), DUO_OUTCOME_ANSWER_MISSING);
  command = book ("amara", "ada", at (9, 0, 15));
  command->answer = g_strdup ("They are fun");
  chat = must (self, command);
  g_assert_cmpstr (chat->question, ==, "Why compilers?");
  g_assert_cmpstr (chat->answer, ==, "They are fun");

  command = say_to ("bo", DUO_VERB_REQUEST, "grace");
  command->answer = g_strdup ("Here");
  asked = must (self, command);
  accepted = must (self, say_about ("grace", DUO_VERB_ACCEPT, asked));
  /* Answered once is enough, even if she asks something else by now. */
  set_up (self, "grace", FALSE, FALSE, "When?");
  picked = must (self, pick ("bo", accepted, at (9, 0, 15)));
  g_assert_cmpstr (picked->question, ==, "Where?");
}

static void
test_question_after_hand_over (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_autoptr (DuoChatRecord) handed = NULL, accepted = NULL, picked = NULL;
  DuoCommand *command = say_about ("grace", DUO_VERB_HAND_OVER, asked);

  set_up (self, "ada", FALSE, FALSE, "Why compilers?");
  command->peer = id_of ("ada");
  handed = must (self, command);
  g_assert_cmpint (handed->state, ==, DUO_CHAT_REQUESTED);
  accepted = must (self, say_about ("ada", DUO_VERB_ACCEPT, handed));
  must_end (self, pick ("amara", accepted, at (9, 0, 15)), DUO_OUTCOME_ANSWER_MISSING);
  command = pick ("amara", accepted, at (9, 0, 15));
  command->answer = g_strdup ("They are fun");
  picked = must (self, command);
  g_assert_cmpstr (picked->question, ==, "Why compilers?");
}

static void
test_hand_over_into_open_pair (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_autoptr (DuoChatRecord) other = must (self, book ("amara", "ada", at (9, 0, 15)));
  DuoCommand *command = say_about ("grace", DUO_VERB_HAND_OVER, asked);

  command->peer = id_of ("ada");
  must_refuse (self, command, DUO_REFUSAL_PAIR_OPEN);
}

static void
test_limits (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = NULL, withdrawn = NULL, again = NULL, booked = NULL;

  set_up (self, "ada", FALSE, FALSE, NULL);
  change_event (self, FAIR, limit_to_one);
  asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  must_refuse (self, say_to ("amara", DUO_VERB_REQUEST, "ada"), DUO_REFUSAL_LIMIT_REACHED);
  withdrawn = must (self, say_about ("amara", DUO_VERB_WITHDRAW, asked));
  again = must (self, say_to ("amara", DUO_VERB_REQUEST, "ada"));
  /* Neither an invitation nor a booking counts. */
  duo_chat_record_free (must (self, say_to ("grace", DUO_VERB_INVITE, "amara")));
  booked = must (self, book ("amara", "linus", at (9, 0, 15)));
}

static void
test_company_limit (Contract *self)
{
  g_autoptr (DuoChatRecord) first = NULL, other = NULL, cancelled = NULL, second = NULL;

  set_up (self, "grace", TRUE, FALSE, NULL);
  change_event (self, FAIR, limit_company_to_one);
  first = must (self, book ("amara", "ada", at (9, 0, 15)));
  must_refuse (self, book ("bo", "grace", at (9, 0, 15)), DUO_REFUSAL_COMPANY_FULL);
  other = must (self, book ("bo", "linus", at (9, 0, 15)));
  cancelled = must (self, say_about ("ada", DUO_VERB_CANCEL, first));
  second = must (self, book ("bo", "grace", at (9, 30, 15)));
}

static void
test_event_rules (Contract *self)
{
  change_event (self, FAIR, open_booking_later);
  must_refuse (self, book ("amara", "ada", at (11, 0, 15)), DUO_REFUSAL_NOT_OPEN_YET);
  contract_set_now (self, NOW + 3600);
  duo_chat_record_free (must (self, book ("amara", "ada", at (11, 0, 15))));

  change_event (self, FAIR, let_recruiters_only);
  must_refuse (self, book ("bo", "ada", at (11, 15, 15)), DUO_REFUSAL_TALENTS_EXCLUDED);
  change_event (self, FAIR, let_talents_only);
  must_refuse (self, say_to ("ada", DUO_VERB_INVITE, "bo"), DUO_REFUSAL_RECRUITERS_EXCLUDED);

  set_up (self, "ada", TRUE, TRUE, NULL);
  must_refuse (self, book ("bo", "ada", at (11, 15, 15)), DUO_REFUSAL_PAUSED);
  change_event (self, FAIR, close_event);
  must_refuse (self, book ("bo", "linus", at (11, 15, 15)), DUO_REFUSAL_EVENT_CLOSED);
}

static void
test_notice (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = NULL, moved = NULL, cancelled = NULL;
  DuoCommand *command;

  change_event (self, FAIR, want_an_hours_notice);
  chat = must (self, book ("amara", "ada", at (9, 15, 15)));
  contract_set_now (self, NOW + 16 * 60);
  must_refuse (self, say_about ("amara", DUO_VERB_CANCEL, chat), DUO_REFUSAL_NOTICE_PASSED);

  /* Whom the other side moved may cancel all the same. */
  command = say_about ("ada", DUO_VERB_RESCHEDULE, chat);
  command->range = at (9, 0, 15);
  moved = must (self, command);
  cancelled = must (self, say_about ("amara", DUO_VERB_CANCEL, moved));
}

/* Whoever is not the talent says why, in words that can be seen; the talent may. */
static void
test_reason (Contract *self)
{
  static const char *const silent[] = {NULL, "", " \u200b "};
  static const char *const others[] = {"ada", "grace", "olive"};
  static const DuoVerb verbs[] = {DUO_VERB_CANCEL, DUO_VERB_RESCHEDULE};
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) cancelled = NULL;
  DuoCommand *command;

  for (guint i = 0; i < G_N_ELEMENTS (silent) * G_N_ELEMENTS (others) * G_N_ELEMENTS (verbs); i++)
    {
      command = say_about (others[i / 2 % 3], verbs[i % 2], chat);
      command->range = at (9, 30, 15);
      g_set_str (&command->message, silent[i / 6]);
      must_end (self, command, DUO_OUTCOME_REASON_MISSING);
    }
  command = say_about ("amara", DUO_VERB_CANCEL, chat);
  g_clear_pointer (&command->message, g_free);
  cancelled = must (self, command);
}

static void
test_begun (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) late = NULL, cancelled = NULL;
  DuoCommand *command;

  contract_set_now (self, NOW + 3600);
  must_refuse (self, say_about ("amara", DUO_VERB_CANCEL, chat), DUO_REFUSAL_BEGUN);
  command = say_about ("amara", DUO_VERB_LATE, chat);
  command->minutes = 5;
  late = must (self, command);
  g_assert_cmpint (late->rev, >, chat->rev);
  cancelled = must (self, say_about ("olive", DUO_VERB_CANCEL, late));
  g_assert_cmpint (cancelled->acted, ==, DUO_ROLE_ORGANIZER);
}

static void
test_strangers (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  DuoCommand *command = say_about ("amara", DUO_VERB_CANCEL, chat);

  /* "Not yours" and "not there" look the same. */
  must_refuse (self, say_about ("bo", DUO_VERB_CANCEL, chat), DUO_REFUSAL_NOT_FOUND);
  must_refuse (self, say_about ("linus", DUO_VERB_CANCEL, chat), DUO_REFUSAL_NOT_FOUND);
  g_set_str (&command->chat, "nothing_______________");
  must_refuse (self, command, DUO_REFUSAL_NOT_FOUND);
  must_refuse (self, book ("amara", "nobody", at (9, 0, 15)), DUO_REFUSAL_NOT_FOUND);
  must_refuse (self, book ("amara", "bo", at (9, 0, 15)), DUO_REFUSAL_NOT_FOUND);
  must_refuse (self, book ("linus", "ada", at (9, 0, 15)), DUO_REFUSAL_NOT_FOUND);

  /* A recruiter of the other event under the name of this one. */
  command = book ("amara", "expo-bo", at (9, 30, 15));
  g_set_str (&command->event, FAIR);
  must_refuse (self, command, DUO_REFUSAL_NOT_FOUND);
}

static void
test_stale (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_autoptr (DuoChatRecord) accepted = must (self, say_about ("grace", DUO_VERB_ACCEPT, asked));
  g_autoptr (DuoOutcome) stale = run (self, say_about ("amara", DUO_VERB_WITHDRAW, asked));
  DuoCommand *unseen;

  g_assert_cmpint (stale->code, ==, DUO_OUTCOME_STALE);
  g_assert_cmpint (stale->chat->rev, ==, accepted->rev);
  g_assert_cmpint (stale->chat->state, ==, DUO_CHAT_ACCEPTED);

  /* A stranger is not shown it by asking with a wrong rev. */
  unseen = say_about ("bo", DUO_VERB_WITHDRAW, asked);
  must_refuse (self, unseen, DUO_REFUSAL_NOT_FOUND);
}

static void
test_reassign (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) moved = NULL;
  g_autofree char *linus = id_of ("linus");
  DuoCommand *command = say_about ("ada", DUO_VERB_REASSIGN, chat);

  command->peer = g_strdup (linus);
  must_refuse (self, command, DUO_REFUSAL_NOT_ALLOWED);
  command = say_about ("olive", DUO_VERB_REASSIGN, chat);
  command->peer = g_strdup (linus);
  moved = must (self, command);
  g_assert_cmpstr (moved->recruiter, ==, linus);
}

static DuoChatRecord *
book_with_words (Contract *self)
{
  DuoCommand *command = book ("amara", "ada", at (9, 0, 15));

  set_up (self, "ada", TRUE, FALSE, "Why compilers?");
  command->answer = g_strdup ("They are fun");
  command->message = g_strdup ("I am in the middle of leaving Umbra");
  return must (self, command);
}

static DuoChatRecord *
reassign (Contract *self, const DuoChatRecord *chat, const char *recruiter)
{
  DuoCommand *command = say_about ("olive", DUO_VERB_REASSIGN, chat);

  command->peer = id_of (recruiter);
  command->message = g_strdup ("The other is ill");
  return must (self, command);
}

/* What was written to one company stays with its people. */
static void
test_reassign_leaves_the_words (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = book_with_words (self);
  g_autoptr (DuoChatRecord) colleague = reassign (self, chat, "grace");
  g_autoptr (DuoChatRecord) other = NULL;

  g_assert_cmpstr (colleague->message, ==, chat->message);
  g_assert_cmpstr (colleague->question, ==, "Why compilers?");
  g_assert_cmpstr (colleague->answer, ==, "They are fun");
  other = reassign (self, colleague, "linus");
  g_assert_null (other->message);
  g_assert_null (other->question);
  g_assert_null (other->answer);
  g_assert_cmpstr (other->reason, ==, "The other is ill");
}

static void
test_roles (Contract *self)
{
  static const struct
  {
    const char *name;
    DuoRole role;
  } viewers[] = {
      {"ada", DUO_ROLE_RECRUITER}, {"grace", DUO_ROLE_COLLEAGUE}, {"linus", DUO_ROLE_STRANGER},
      {"amara", DUO_ROLE_TALENT},  {"bo", DUO_ROLE_STRANGER},     {"olive", DUO_ROLE_ORGANIZER},
  };
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));

  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      g_autofree char *account = g_strconcat ("a-", viewers[i].name, NULL);
      g_autofree char *id = id_of (account);
      g_autoptr (GError) error = NULL;
      DuoRole role = DUO_N_ROLES;
      g_autoptr (DuoChatRecord) read = duo_store_get_chat (self->store, chat->id, id, &role, &error);

      g_assert_no_error (error);
      g_assert_cmpint (read->rev, ==, chat->rev);
      g_assert_cmpstr (duo_role_to_string (role), ==, duo_role_to_string (viewers[i].role));
    }
}

static void
request_and_withdraw (Contract *self, const char *talent, const char *recruiter)
{
  g_autoptr (DuoChatRecord) chat = must (self, say_to (talent, DUO_VERB_REQUEST, recruiter));

  duo_chat_record_free (must (self, say_about (talent, DUO_VERB_WITHDRAW, chat)));
}

/* Who asks again and again is still one who asks. */
static void
test_received_requests (Contract *self)
{
  g_autofree char *grace = id_of ("grace");
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoPersonRecord) person = NULL;

  duo_chat_record_free (must (self, say_to ("amara", DUO_VERB_REQUEST, "grace")));
  for (guint i = 0; i < 5; i++)
    request_and_withdraw (self, "bo", "grace");
  duo_chat_record_free (must (self, say_to ("grace", DUO_VERB_INVITE, "chloe")));
  person = duo_store_get_person (self->store, grace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (person->requests, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/chats/request-to-confirmed", test_request_to_confirmed);
  contract_add ("/chats/declined", test_declined);
  contract_add ("/chats/invitation", test_invitation);
  contract_add ("/chats/booking-promotes", test_booking_promotes);
  contract_add ("/chats/next-record-after-begun", test_next_record_after_begun);
  contract_add ("/chats/question", test_question);
  contract_add ("/chats/question-after-hand-over", test_question_after_hand_over);
  contract_add ("/chats/hand-over-into-open-pair", test_hand_over_into_open_pair);
  contract_add ("/chats/limits", test_limits);
  contract_add ("/chats/company-limit", test_company_limit);
  contract_add ("/chats/event-rules", test_event_rules);
  contract_add ("/chats/notice", test_notice);
  contract_add ("/chats/reason", test_reason);
  contract_add ("/chats/begun", test_begun);
  contract_add ("/chats/strangers", test_strangers);
  contract_add ("/chats/stale", test_stale);
  contract_add ("/chats/reassign", test_reassign);
  contract_add ("/chats/reassign-leaves-the-words", test_reassign_leaves_the_words);
  contract_add ("/chats/roles", test_roles);
  contract_add ("/chats/received-requests", test_received_requests);
  return g_test_run ();
}
