/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "duo-id.h"

/* What is noted on a chat is the author's, and the colleagues' where it is shared; nobody else's (PRODUCT §3, §8). */

static const char *const everybody[] = {"ada", "grace", "linus", "amara", "bo", "olive"};

static DuoNoteRecord *
note_new (const DuoChatRecord *chat, const char *author, const char *text, gboolean shared)
{
  g_autofree char *id = id_of (author);
  DuoNoteRecord *note = duo_note_record_new (FAIR, chat->id, id);

  g_set_str (&note->text, text);
  note->shared = shared;
  return note;
}

static gboolean
try_note (Contract *self, DuoNoteRecord *note, gint64 seen, GError **error)
{
  DuoWrite *write = duo_write_new ();

  duo_write_change_note (write, note, seen);
  return write_now (self, write, error);
}

/* Writes it, and says at which rev it is then. */
static gint64
note_down (Contract *self, DuoNoteRecord *note, gint64 seen)
{
  g_autofree char *chat = g_strdup (note->chat), *author = g_strdup (note->author);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoNoteRecord) kept = NULL;

  try_note (self, note, seen, &error);
  g_assert_no_error (error);
  kept = duo_store_get_note (self->store, chat, author, &error);
  g_assert_no_error (error);
  return kept->rev;
}

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

static guint
count_listed (Contract *self, const char *name)
{
  g_autofree char *account = g_strconcat ("a-", name, NULL);
  g_autofree char *id = id_of (account);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = duo_store_list_notes (self->store, FAIR, id, &error);

  g_assert_no_error (error);
  return notes->len;
}

/* @readers: who of everybody may read it, by changes and by list alike */
static void
check_readers (Contract *self, gint64 since, const char *const *readers)
{
  for (guint i = 0; i < G_N_ELEMENTS (everybody); i++)
    {
      guint expected = g_strv_contains (readers, everybody[i]);
      g_autoptr (DuoChanges) changes = changes_of (self, everybody[i], since, 1000);

      g_assert_cmpuint (changes->notes->len, ==, expected);
      g_assert_cmpuint (count_listed (self, everybody[i]), ==, expected);
    }
}

static void
test_readers (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  gint64 rev = note_down (self, note_new (chat, "ada", "Good", FALSE), 0);

  g_assert_cmpint (rev, >, chat->rev);
  check_readers (self, chat->rev, (const char *const[]) {"ada", NULL});
  rev = note_down (self, note_new (chat, "ada", "Good", TRUE), rev);
  check_readers (self, chat->rev, (const char *const[]) {"ada", "grace", NULL});
  note_down (self, note_new (chat, "ada", "Good", FALSE), rev);
  check_readers (self, chat->rev, (const char *const[]) {"ada", NULL});
}

static void
test_talent (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChanges) changes = NULL;
  const DuoNoteRecord *note;

  note_down (self, note_new (chat, "amara", "Ask about the team", FALSE), 0);
  check_readers (self, chat->rev, (const char *const[]) {"amara", NULL});
  changes = changes_of (self, "amara", chat->rev, 1000);
  note = changes->notes->pdata[0];
  g_assert_cmpstr (note->text, ==, "Ask about the team");
  g_assert_cmpstr (note->chat, ==, chat->id);
  g_assert_cmpint (note->changed, >=, NOW);
}

/* The author keeps what colleagues lose, and they get it back. */
static void
test_withdrawn (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  gint64 shared = note_down (self, note_new (chat, "ada", "Good", TRUE), 0);
  gint64 own = note_down (self, note_new (chat, "ada", "Good", FALSE), shared);
  g_autofree char *ada = id_of ("ada");
  g_autofree char *word = g_strconcat ("note:", chat->id, "/", ada, NULL);
  g_autoptr (DuoChanges) author = changes_of (self, "ada", shared, 1000);
  g_autoptr (DuoChanges) colleague = changes_of (self, "grace", shared, 1000);
  g_autoptr (DuoChanges) other = changes_of (self, "linus", shared, 1000);
  g_autoptr (DuoChanges) again = NULL;

  g_assert_cmpuint (author->gone->len, ==, 0);
  g_assert_cmpuint (other->gone->len, ==, 0);
  g_assert_cmpuint (colleague->gone->len, ==, 1);
  g_assert_cmpstr (colleague->gone->pdata[0], ==, word);
  note_down (self, note_new (chat, "ada", "Better", TRUE), own);
  again = changes_of (self, "grace", shared, 1000);
  g_assert_cmpuint (again->gone->len, ==, 0);
  g_assert_cmpuint (again->notes->len, ==, 1);
}

static void
test_stale (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  gint64 rev = note_down (self, note_new (chat, "ada", "Good", FALSE), 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (try_note (self, note_new (chat, "ada", "Bad", FALSE), 0, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_STALE);
  /* An answer that was lost: what is said again is there already, and nobody is told of it. */
  contract_forget_commits (self);
  g_assert_cmpint (note_down (self, note_new (chat, "ada", "Good", FALSE), 0), ==, rev);
  g_assert_cmpuint (self->commits->len, ==, 0);
  g_assert_cmpint (note_down (self, note_new (chat, "ada", "Better", FALSE), rev), >, rev);
}

static void
test_nowhere (Contract *self)
{
  g_autofree char *id = id_of ("nowhere");
  DuoChatRecord chat = {.id = id};
  g_autoptr (GError) error = NULL;

  g_assert_false (try_note (self, note_new (&chat, "ada", "Good", FALSE), 0, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
}

/* The chat itself stays as it is: nobody learns from it that something was noted. */
static void
test_chat_untouched (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChanges) talent = NULL;

  note_down (self, note_new (chat, "ada", "Good", TRUE), 0);
  talent = changes_of (self, "amara", chat->rev, 1000);
  g_assert_cmpuint (talent->chats->len + talent->people->len + talent->gone->len + talent->notes->len, ==, 0);
}

static void
test_pages (Contract *self)
{
  g_autoptr (DuoChatRecord) first = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) second = must (self, book ("bo", "ada", at (9, 15, 15)));
  gint64 since = second->rev;
  guint seen = 0;

  note_down (self, note_new (first, "ada", "One", FALSE), 0);
  note_down (self, note_new (second, "ada", "Two", FALSE), 0);
  for (gboolean more = TRUE; more;)
    {
      g_autoptr (DuoChanges) page = changes_of (self, "ada", since, 1);

      g_assert_cmpuint (page->notes->len, <=, 1);
      seen += page->notes->len;
      more = page->more;
      since = page->upto;
    }
  g_assert_cmpuint (seen, ==, 2);
}

static void
on_noted (DuoStore *store, const char *event, GPtrArray *notes, GPtrArray *heard)
{
  for (guint i = 0; i < notes->len; i++)
    g_ptr_array_add (heard, duo_note_record_copy (notes->pdata[i]));
}

static void
test_told (Contract *self)
{
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_note_record_free);
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  gulong id = g_signal_connect (self->store, "noted", G_CALLBACK (on_noted), heard);
  gint64 shared, own;
  const DuoNoteRecord *last;

  contract_forget_commits (self);
  shared = note_down (self, note_new (chat, "ada", "Good", TRUE), 0);
  own = note_down (self, note_new (chat, "ada", "Good", FALSE), shared);
  wait_for (heard, 2);
  last = heard->pdata[1];
  g_assert_cmpint (((DuoNoteRecord *) heard->pdata[0])->rev, ==, shared);
  g_assert_null (((DuoNoteRecord *) heard->pdata[0])->withdrawn);
  g_assert_cmpint (last->rev, ==, own);
  g_assert_nonnull (last->withdrawn);
  g_assert_cmpuint (self->commits->len, ==, 2);
  g_signal_handler_disconnect (self->store, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/notes/readers", test_readers);
  contract_add ("/notes/talent", test_talent);
  contract_add ("/notes/withdrawn", test_withdrawn);
  contract_add ("/notes/stale", test_stale);
  contract_add ("/notes/nowhere", test_nowhere);
  contract_add ("/notes/chat-untouched", test_chat_untouched);
  contract_add ("/notes/pages", test_pages);
  contract_add ("/notes/told", test_told);
  return g_test_run ();
}
