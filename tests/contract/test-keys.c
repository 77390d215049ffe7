/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"

/* A repeated command has one effect and the same answer (PRODUCT §5, DESIGN §3). */

static DuoCommand *
with_key (DuoCommand *command, const char *key, const char *digest)
{
  command->key = g_strdup (key);
  command->digest = g_strdup (digest);
  return command;
}

static DuoCommand *
keyed_book (const char *key, const char *digest)
{
  return with_key (book ("amara", "ada", at (9, 0, 15)), key, digest);
}

static void
assert_same_chat (const DuoChatRecord *a, const DuoChatRecord *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->event, ==, b->event);
  g_assert_cmpstr (a->recruiter, ==, b->recruiter);
  g_assert_cmpstr (a->talent, ==, b->talent);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_true (duo_time_range_equal (a->range, b->range));
  g_assert_cmpstr (a->message, ==, b->message);
  g_assert_cmpstr (a->question, ==, b->question);
  g_assert_cmpstr (a->answer, ==, b->answer);
  g_assert_cmpstr (a->reason, ==, b->reason);
  g_assert_cmpint (a->absent, ==, b->absent);
  g_assert_cmpuint (a->late, ==, b->late);
  g_assert_cmpuint (a->extended, ==, b->extended);
  g_assert_cmpint (a->acted, ==, b->acted);
  g_assert_cmpint (a->moved_by, ==, b->moved_by);
  g_assert_cmpint (a->created, ==, b->created);
  g_assert_cmpint (a->changed, ==, b->changed);
  g_assert_cmpint (a->rev, ==, b->rev);
}

static void
test_same_answer (Contract *self)
{
  DuoCommand *command = keyed_book ("key-1", "d1");
  g_autoptr (DuoOutcome) first = NULL, second = NULL, third = NULL;

  command->message = g_strdup ("it's 'quoted', \"twice\"\nand ½ unusual \xf0\x9f\x8c\xb1");
  first = run (self, command);
  g_assert_cmpint (first->code, ==, DUO_OUTCOME_DONE);
  g_assert_false (first->repeated);

  second = run (self, keyed_book ("key-1", "d1"));
  g_assert_cmpint (second->code, ==, DUO_OUTCOME_DONE);
  g_assert_true (second->repeated);
  g_assert_cmpint (second->rev, ==, first->rev);
  assert_same_chat (second->chat, first->chat);

  /* It is the answer of then, whatever became of the chat, and survives a restart. */
  duo_chat_record_free (must (self, say_about ("ada", DUO_VERB_CANCEL, first->chat)));
  contract_close (self);
  contract_open (self);
  third = run (self, keyed_book ("key-1", "d1"));
  assert_same_chat (third->chat, first->chat);
}

static void
test_other_body (Contract *self)
{
  g_autoptr (DuoOutcome) first = run (self, keyed_book ("key-1", "d1"));
  g_autoptr (DuoOutcome) again = NULL;

  must_end (self, keyed_book ("key-1", "d2"), DUO_OUTCOME_KEY_REUSED);
  /* It does not replace what the key stands for. */
  again = run (self, keyed_book ("key-1", "d1"));
  assert_same_chat (again->chat, first->chat);
}

static void
test_per_account (Contract *self)
{
  g_autoptr (DuoOutcome) amara = run (self, keyed_book ("key-1", "d1"));
  g_autoptr (DuoOutcome) bo = run (self, with_key (book ("bo", "ada", at (9, 15, 15)), "key-1", "d9"));

  g_assert_cmpint (bo->code, ==, DUO_OUTCOME_DONE);
  g_assert_false (bo->repeated);
}

static void
test_refusals_are_kept (Contract *self)
{
  g_autoptr (DuoChatRecord) taken = must (self, book ("bo", "ada", at (9, 0, 15)));
  g_autoptr (DuoOutcome) first = run (self, keyed_book ("key-1", "d1"));
  g_autoptr (DuoOutcome) second = NULL, refused = NULL, repeated = NULL;

  g_assert_cmpint (first->code, ==, DUO_OUTCOME_SLOT_TAKEN);
  duo_chat_record_free (must (self, say_about ("ada", DUO_VERB_CANCEL, taken)));
  second = run (self, keyed_book ("key-1", "d1"));
  g_assert_cmpint (second->code, ==, DUO_OUTCOME_SLOT_TAKEN);
  g_assert_true (second->repeated);

  refused = run (self, with_key (say_to ("amara", DUO_VERB_REQUEST, "linus"), "key-2", "d3"));
  repeated = run (self, with_key (say_to ("amara", DUO_VERB_REQUEST, "linus"), "key-2", "d3"));
  g_assert_cmpint (refused->refusal, ==, DUO_REFUSAL_DIRECT);
  g_assert_cmpint (repeated->refusal, ==, DUO_REFUSAL_DIRECT);
  g_assert_true (repeated->repeated);
}

static void
test_looked_up_first (Contract *self)
{
  g_autoptr (DuoChatRecord) asked = must (self, say_to ("amara", DUO_VERB_REQUEST, "grace"));
  g_autoptr (DuoOutcome) first =
      run (self, with_key (say_about ("grace", DUO_VERB_ACCEPT, asked), "key-1", "d1"));
  g_autoptr (DuoOutcome) again =
      run (self, with_key (say_about ("grace", DUO_VERB_ACCEPT, asked), "key-1", "d1"));

  /* The rev that it saw is old by now, because of itself: that is not stale. */
  g_assert_cmpint (again->code, ==, DUO_OUTCOME_DONE);
  assert_same_chat (again->chat, first->chat);
}

static DuoCommand *
keyed_minutes (DuoVerb verb, const DuoChatRecord *chat, guint minutes, const char *key)
{
  DuoCommand *command = with_key (say_about ("amara", verb, chat), key, "d1");

  command->minutes = minutes;
  return command;
}

/* What is said of a chat besides its slot is in the answer as well. */
static void
test_minutes_are_kept (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoOutcome) late = NULL, late_again = NULL, longer = NULL, longer_again = NULL;

  contract_set_now (self, chat->range.start - 60);
  late = run (self, keyed_minutes (DUO_VERB_LATE, chat, 5, "key-1"));
  late_again = run (self, keyed_minutes (DUO_VERB_LATE, chat, 5, "key-1"));
  g_assert_cmpint (late->code, ==, DUO_OUTCOME_DONE);
  g_assert_cmpuint (late->chat->late, ==, 5);
  g_assert_true (late_again->repeated);
  assert_same_chat (late_again->chat, late->chat);

  contract_set_now (self, chat->range.start + 60);
  longer = run (self, keyed_minutes (DUO_VERB_EXTEND, late->chat, 5, "key-2"));
  longer_again = run (self, keyed_minutes (DUO_VERB_EXTEND, late->chat, 5, "key-2"));
  g_assert_cmpint (longer->code, ==, DUO_OUTCOME_DONE);
  g_assert_cmpuint (longer->chat->extended, ==, 5);
  g_assert_true (longer_again->repeated);
  assert_same_chat (longer_again->chat, longer->chat);
}

/* An update of the service while somebody waits: what older programs kept is still the answer, as far as they kept it. */
static void
test_older_answers (Contract *self)
{
  static const guint cuts[] = {1, 2};
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoOutcome) longer = NULL;

  contract_set_now (self, chat->range.start + 60);
  longer = run (self, keyed_minutes (DUO_VERB_EXTEND, chat, 5, "key-1"));
  g_assert_cmpuint (longer->chat->extended, ==, 5);
  longer->chat->extended = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (DuoOutcome) again = NULL;

      contract_close (self);
      self->kind->cut_answers (self->path, cuts[i]);
      contract_open (self);
      again = run (self, keyed_minutes (DUO_VERB_EXTEND, chat, 5, "key-1"));
      g_assert_cmpint (again->code, ==, DUO_OUTCOME_DONE);
      g_assert_true (again->repeated);
      assert_same_chat (again->chat, longer->chat);
    }
}

static void
test_parallel (Contract *self)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);
  const DuoOutcome *first;
  guint effects = 0;

  for (guint i = 0; i < 20; i++)
    start (self, keyed_book ("key-1", "d1"), outcomes);
  wait_for (outcomes, 20);
  first = g_ptr_array_index (outcomes, 0);
  for (guint i = 0; i < 20; i++)
    {
      const DuoOutcome *outcome = g_ptr_array_index (outcomes, i);

      g_assert_cmpint (outcome->code, ==, DUO_OUTCOME_DONE);
      assert_same_chat (outcome->chat, first->chat);
      effects += !outcome->repeated;
    }
  g_assert_cmpuint (effects, ==, 1);
}

static void
test_forgotten (Contract *self)
{
  g_autoptr (DuoOutcome) first = run (self, keyed_book ("key-1", "d1"));

  contract_set_now (self, NOW + 48 * 3600 - 60);
  g_assert_true (first->code == DUO_OUTCOME_DONE);
  must_end (self, keyed_book ("key-1", "d2"), DUO_OUTCOME_KEY_REUSED);
  contract_set_now (self, NOW + 48 * 3600 + 60);
  must_refuse (self, keyed_book ("key-1", "d2"), DUO_REFUSAL_EVENT_CLOSED);
}

static void
test_without_key (Contract *self)
{
  duo_chat_record_free (must (self, book ("amara", "ada", at (9, 0, 15))));
  must_refuse (self, book ("amara", "ada", at (9, 0, 15)), DUO_REFUSAL_PAIR_OPEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/keys/same-answer", test_same_answer);
  contract_add ("/keys/other-body", test_other_body);
  contract_add ("/keys/per-account", test_per_account);
  contract_add ("/keys/refusals-are-kept", test_refusals_are_kept);
  contract_add ("/keys/looked-up-first", test_looked_up_first);
  contract_add ("/keys/minutes-are-kept", test_minutes_are_kept);
  contract_add ("/keys/older-answers", test_older_answers);
  contract_add ("/keys/parallel", test_parallel);
  contract_add ("/keys/forgotten", test_forgotten);
  contract_add ("/keys/without-key", test_without_key);
  return g_test_run ();
}
