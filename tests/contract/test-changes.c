/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "world.h"

/* changes?since= misses nothing, shows nobody what is not theirs, and never splits a rev (DESIGN §3). */

static DuoChanges *
changes_of (Contract *self, const char *name, gint64 since, guint limit)
{
  g_autofree char *account = g_strconcat ("a-", name, NULL);
  g_autofree char *id = id_of (account);
  g_autoptr (GError) error = NULL;
  DuoChanges *changes = duo_store_get_changes (self->store, FAIR, id, since, limit, &error);

  g_assert_no_error (error);
  return changes;
}

static gboolean
has_person (const DuoChanges *changes, const char *name)
{
  g_autofree char *id = id_of (name);

  for (guint i = 0; i < changes->people->len; i++)
    {
      const DuoPersonRecord *person = g_ptr_array_index (changes->people, i);

      if (g_str_equal (person->id, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_gone (const DuoChanges *changes, const char *kind, const char *id)
{
  g_autofree char *word = g_strconcat (kind, ":", id, NULL);

  return g_ptr_array_find_with_equal_func (changes->gone, word, g_str_equal, NULL);
}

static void
list_person (Contract *self, const char *name, gboolean listed)
{
  g_autofree char *id = id_of (name);
  g_autoptr (GError) error = NULL;
  DuoPersonRecord *person = duo_store_get_person (self->store, id, &error);
  DuoWrite *write = duo_write_new ();

  g_assert_no_error (error);
  person->listed = listed;
  duo_write_take_person (write, person);
  must_write (self, write);
}

static void
test_everything (Contract *self)
{
  g_autoptr (DuoChanges) talent = changes_of (self, "amara", 0, 1000);
  g_autoptr (DuoChanges) recruiter = changes_of (self, "ada", 0, 1000);
  g_autoptr (DuoChanges) organizer = changes_of (self, "olive", 0, 1000);

  g_assert_cmpuint (talent->companies->len, ==, 2);
  g_assert_cmpuint (talent->people->len, ==, 3);
  g_assert_true (has_person (talent, "ada") && has_person (talent, "grace") && has_person (talent, "linus"));
  g_assert_false (talent->more);

  g_assert_true (has_person (recruiter, "amara") && has_person (recruiter, "bo"));
  g_assert_true (has_person (recruiter, "grace"));  /* a colleague */
  g_assert_false (has_person (recruiter, "linus")); /* of another company */
  g_assert_cmpuint (organizer->people->len, ==, 7);
}

static void
test_people_are_whole (Contract *self)
{
  g_autoptr (DuoChanges) changes = changes_of (self, "amara", 0, 1000);

  for (guint i = 0; i < changes->people->len; i++)
    {
      const DuoPersonRecord *person = g_ptr_array_index (changes->people, i);

      g_assert_cmpstr (person->event, ==, FAIR);
      g_assert_cmpstr (person->title, ==, "Engineer");
      g_assert_cmpuint (g_strv_length (person->topics), ==, 2);
      g_assert_cmpstr (person->languages[1], ==, "Deutsch");
      g_assert_cmpint (person->rev, >, 0);
    }
}

static void
test_only_own_chats (Contract *self)
{
  g_autoptr (DuoChanges) before = changes_of (self, "amara", 0, 1000);
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  const char *seeing[] = {"amara", "ada", "grace", "olive"}, *blind[] = {"bo", "linus"};

  for (guint i = 0; i < G_N_ELEMENTS (seeing); i++)
    {
      g_autoptr (DuoChanges) changes = changes_of (self, seeing[i], before->upto, 1000);

      g_assert_cmpuint (changes->chats->len, ==, 1);
      g_assert_cmpstr (((DuoChatRecord *) changes->chats->pdata[0])->id, ==, chat->id);
      g_assert_cmpint (changes->upto, ==, chat->rev);
    }
  for (guint i = 0; i < G_N_ELEMENTS (blind); i++)
    {
      g_autoptr (DuoChanges) changes = changes_of (self, blind[i], before->upto, 1000);

      g_assert_cmpuint (changes->chats->len, ==, 0);
      g_assert_cmpint (changes->upto, ==, chat->rev);
    }
}

/* Pages of one record each put together are everything, each rev once and in order. */
static void
test_pages (Contract *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 since = 0;
  gboolean more = TRUE;
  guint pages = 0;

  duo_chat_record_free (must (self, book ("amara", "ada", at (9, 0, 15))));
  duo_chat_record_free (must (self, book ("amara", "linus", at (9, 15, 15))));
  while (more)
    {
      g_autoptr (DuoChanges) page = changes_of (self, "amara", since, 1);

      for (guint i = 0; i < page->people->len; i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (((DuoPersonRecord *) page->people->pdata[i])->id)));
      for (guint i = 0; i < page->companies->len; i++)
        g_assert_true (
            g_hash_table_add (seen, g_strdup (((DuoCompanyRecord *) page->companies->pdata[i])->id)));
      for (guint i = 0; i < page->chats->len; i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (((DuoChatRecord *) page->chats->pdata[i])->id)));
      g_assert_cmpint (page->upto, >, since);
      since = page->upto;
      more = page->more;
      pages++;
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 3 + 2 + 2);
  g_assert_cmpuint (pages, >=, 7);
}

static void
test_unlisted_is_gone (Contract *self)
{
  g_autoptr (DuoChanges) before = changes_of (self, "ada", 0, 1000);
  g_autoptr (DuoChanges) after = NULL, again = NULL, fresh = NULL;
  g_autofree char *bo = id_of ("bo");

  list_person (self, "bo", FALSE);
  after = changes_of (self, "ada", before->upto, 1000);
  g_assert_true (has_gone (after, "person", bo));
  g_assert_false (has_person (after, "bo"));
  fresh = changes_of (self, "ada", 0, 1000);
  g_assert_cmpuint (fresh->gone->len, ==, 0);
  g_assert_false (has_person (fresh, "bo"));
  must_refuse (self, say_to ("ada", DUO_VERB_INVITE, "bo"), DUO_REFUSAL_NOT_FOUND);

  list_person (self, "bo", TRUE);
  again = changes_of (self, "ada", after->upto, 1000);
  g_assert_true (has_person (again, "bo"));
}

static void
test_reassigned_is_gone (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChanges) before = changes_of (self, "ada", 0, 1000);
  g_autoptr (DuoChanges) ada = NULL, linus = NULL, talent = NULL;
  DuoCommand *command = say_about ("olive", DUO_VERB_REASSIGN, chat);

  command->peer = id_of ("linus");
  duo_chat_record_free (must (self, command));
  ada = changes_of (self, "ada", before->upto, 1000);
  linus = changes_of (self, "linus", before->upto, 1000);
  talent = changes_of (self, "amara", before->upto, 1000);
  g_assert_true (has_gone (ada, "chat", chat->id));
  g_assert_cmpuint (ada->chats->len, ==, 0);
  g_assert_cmpuint (linus->chats->len, ==, 1);
  g_assert_cmpuint (talent->chats->len, ==, 1);
  g_assert_cmpuint (talent->gone->len, ==, 0);
}

/* Who was away while it went on to a third company hears all the same that it left the first. */
static void
test_reassigned_twice_is_gone_for_both (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) moved = NULL, again = NULL;
  g_autoptr (DuoChanges) before = changes_of (self, "ada", 0, 1000);
  g_autoptr (DuoChanges) ada = NULL, linus = NULL, tove = NULL;
  DuoCommand *command = say_about ("olive", DUO_VERB_REASSIGN, chat);
  DuoWrite *write = duo_write_new ();

  duo_write_take_account (write, world_account ("tove"));
  duo_write_take_person (write, world_person ("tove", FAIR, DUO_ROLE_RECRUITER, "initech", TRUE));
  must_write (self, write);
  command->peer = id_of ("linus");
  moved = must (self, command);
  command = say_about ("olive", DUO_VERB_REASSIGN, moved);
  command->peer = id_of ("tove");
  again = must (self, command);
  ada = changes_of (self, "ada", before->upto, 1000);
  linus = changes_of (self, "linus", moved->rev, 1000);
  tove = changes_of (self, "tove", before->upto, 1000);
  g_assert_true (has_gone (ada, "chat", chat->id));
  g_assert_true (has_gone (linus, "chat", chat->id));
  g_assert_cmpuint (tove->chats->len, ==, 1);
  g_assert_cmpuint (tove->gone->len, ==, 0);
}

static gboolean
changed_directory (Contract *self)
{
  Commit *commit = contract_get_commit (self, FAIR);
  gboolean directory;

  g_assert_nonnull (commit);
  directory = commit->directory;
  contract_forget_commits (self);
  return directory;
}

static void
leave_as_it_is (DuoEventRecord *event)
{
}

/* Who follows an event reads its directory again where, and only where, something in it changed. */
static void
test_directory_is_announced (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autofree char *ada = id_of ("ada");
  DuoCommand *command = say_about ("olive", DUO_VERB_REASSIGN, chat);
  DuoWrite *write = duo_write_new ();

  g_assert_false (changed_directory (self));
  duo_write_take_availability (write, ada, duo_availability_new (DAY1, 30));
  must_write (self, write);
  g_assert_false (changed_directory (self));

  /* Gone for those who saw it here. */
  command->peer = id_of ("linus");
  duo_chat_record_free (must (self, command));
  g_assert_true (changed_directory (self));
  list_person (self, "bo", FALSE);
  g_assert_true (changed_directory (self));
  change_event (self, FAIR, leave_as_it_is);
  g_assert_true (changed_directory (self));
  duo_chat_record_free (must (self, book ("chloe", "ada", at (10, 0, 30))));
  g_assert_false (changed_directory (self));
}

static void
test_commits_are_in_order (Contract *self)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);
  gint64 before = 0, announced = 0;

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 8; j++)
      start (self,
             book ((const char *[]) {"amara", "bo", "chloe"}[i], (j % 2) ? "ada" : "linus",
                   at (9 + j / 4, (j % 4) * 15, 15)),
             outcomes);
  wait_for (outcomes, 24);
  for (guint i = 0; i < outcomes->len; i++)
    {
      const DuoOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->code != DUO_OUTCOME_DONE)
        continue;
      g_assert_cmpint (outcome->rev, >, before);
      before = outcome->rev;
    }
  for (guint i = 0; i < self->commits->len; i++)
    {
      const Commit *commit = g_ptr_array_index (self->commits, i);

      for (guint j = 0; g_str_equal (commit->event, FAIR) && j < commit->outcomes->len; j++)
        {
          const DuoOutcome *outcome = g_ptr_array_index (commit->outcomes, j);

          g_assert_cmpint (outcome->rev, >, announced);
          g_assert_cmpint (outcome->rev, <=, commit->rev);
          announced = outcome->rev;
        }
    }
  g_assert_cmpint (announced, ==, before);
}

static void
test_refused_is_not_announced (Contract *self)
{
  g_autoptr (DuoChanges) before = changes_of (self, "amara", 0, 1000);
  g_autoptr (DuoChanges) after = NULL;

  must_refuse (self, say_to ("amara", DUO_VERB_REQUEST, "ada"), DUO_REFUSAL_DIRECT);
  must_end (self, book ("amara", "ada", at (3, 0, 15)), DUO_OUTCOME_SLOT_UNKNOWN);
  after = changes_of (self, "amara", before->upto, 1000);
  g_assert_cmpint (after->upto, ==, before->upto);
  g_assert_cmpuint (self->commits->len, ==, 0);
}

static void
assert_chats_are_listed (Contract *self, const char *name)
{
  g_autofree char *account = g_strconcat ("a-", name, NULL);
  g_autofree char *id = id_of (account);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChanges) all = changes_of (self, name, 0, 1000);
  g_autoptr (GPtrArray) chats = duo_store_list_chats (self->store, FAIR, id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (chats->len, ==, all->chats->len);
  for (guint i = 0; i < chats->len; i++)
    g_assert_cmpstr (((DuoChatRecord *) chats->pdata[i])->id, ==,
                     ((DuoChatRecord *) all->chats->pdata[i])->id);
}

static void
test_chats_alone (Contract *self)
{
  static const char *const names[] = {"amara", "bo", "ada", "grace", "linus", "olive"};
  g_autofree char *stranger = id_of ("a-nobody");
  g_autoptr (GError) error = NULL;

  duo_chat_record_free (must (self, book ("amara", "ada", at (9, 0, 15))));
  duo_chat_record_free (must (self, book ("amara", "linus", at (9, 15, 15))));
  duo_chat_record_free (must (self, book ("bo", "ada", at (9, 15, 15))));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_chats_are_listed (self, names[i]);
  g_assert_null (duo_store_list_chats (self->store, FAIR, stranger, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
}

static void
test_stranger (Contract *self)
{
  g_autofree char *account = id_of ("a-nobody");
  g_autoptr (GError) error = NULL;

  g_assert_null (duo_store_get_changes (self->store, FAIR, account, 0, 10, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/changes/everything", test_everything);
  contract_add ("/changes/people-are-whole", test_people_are_whole);
  contract_add ("/changes/only-own-chats", test_only_own_chats);
  contract_add ("/changes/chats-alone", test_chats_alone);
  contract_add ("/changes/pages", test_pages);
  contract_add ("/changes/unlisted-is-gone", test_unlisted_is_gone);
  contract_add ("/changes/reassigned-is-gone", test_reassigned_is_gone);
  contract_add ("/changes/reassigned-twice", test_reassigned_twice_is_gone_for_both);
  contract_add ("/changes/directory-is-announced", test_directory_is_announced);
  contract_add ("/changes/commits-are-in-order", test_commits_are_in_order);
  contract_add ("/changes/refused-is-not-announced", test_refused_is_not_announced);
  contract_add ("/changes/stranger", test_stranger);
  return g_test_run ();
}
