/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "duo-bookmarks-private.h"
#include "duo-cache-private.h"
#include "duo-client-error.h"
#include "duo-local-database-private.h"
#include "duo-outbox-private.h"
#include "fake-service.h"

#include <string.h>

/* A directory for each test, gone afterwards. */
typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->directory = g_dir_make_tmp ("duologue-stores-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "store.sqlite", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (f->path, endings[i], NULL);

      g_unlink (name);
    }
  g_assert_cmpint (g_rmdir (f->directory), ==, 0);
  g_free (f->directory);
  g_free (f->path);
}

static void
expect_message (const char *pattern)
{
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, pattern);
}

static void
write_rubbish (const char *path)
{
  g_assert_true (g_file_set_contents (path, "this is no database, whatever its name says", -1, NULL));
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
stamp_version (const char *path, int version)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);

  execute (path, sql);
}

/* ── outbox ── */

static DuoQueued *
command_of (const char *account, const char *person)
{
  DuoQueued *command = duo_queued_new ();

  command->account = g_strdup (account);
  command->event = g_strdup (FAKE_EVENT);
  command->verb = DUO_VERB_BOOK;
  command->person = g_strdup (person);
  command->whom = g_strdup (person);
  command->range = (DuoTimeRange) {900, 1800};
  command->message = g_strdup ("Hello “Ada” 🙂");
  command->created = 1234567;
  return command;
}

static gboolean
put (DuoOutbox *outbox, const DuoQueued *command, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_outbox_put_async (outbox, command, take_result, &result);
  wait_result (result);
  return duo_outbox_put_finish (outbox, result, error);
}

static GPtrArray *
load (DuoOutbox *outbox, const char *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_outbox_load_async (outbox, account, take_result, &result);
  wait_result (result);
  return duo_outbox_load_finish (outbox, result, error);
}

static void
test_outbox_survives (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoQueued) first = command_of ("amara", "ada");
  g_autoptr (DuoQueued) second = command_of ("amara", "ben");
  g_autoptr (DuoQueued) other = command_of ("somebody else", "ben");
  g_autoptr (GPtrArray) left = NULL;
  const DuoQueued *back;
  DuoOutbox *outbox = duo_outbox_new (f->path);

  g_assert_true (put (outbox, first, &error));
  g_assert_true (put (outbox, second, &error));
  g_assert_true (put (outbox, other, &error));
  g_assert_true (put (outbox, second, &error)); /* the same key once more is the same command */
  duo_outbox_flush (outbox);
  g_assert_finalize_object (outbox);

  outbox = duo_outbox_new (f->path);
  left = load (outbox, "amara", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, 2);
  back = left->pdata[0];
  g_assert_cmpstr (back->key, ==, first->key);
  g_assert_cmpstr (back->message, ==, first->message);
  g_assert_cmpstr (back->whom, ==, "ada");
  g_assert_null (back->chat);
  g_assert_null (back->answer);
  g_assert_cmpint (back->verb, ==, DUO_VERB_BOOK);
  g_assert_cmpint (back->range.end, ==, 1800);
  g_assert_cmpint (back->created, ==, 1234567);
  g_assert_finalize_object (outbox);
}

static void
test_outbox_forgets_the_answered (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoQueued) command = command_of ("amara", "ada");
  g_autoptr (GPtrArray) left = NULL;
  DuoOutbox *outbox = duo_outbox_new (f->path);

  g_assert_true (put (outbox, command, NULL));
  duo_outbox_remove (outbox, command->key);
  duo_outbox_remove (outbox, "never heard of");
  left = load (outbox, "amara", NULL);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_finalize_object (outbox);
}

/* Whether it stands in the file, or in what was written and is not in it yet. */
static gboolean
is_on_disk (const char *path, const char *words)
{
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  const char *const names[] = {path, journal};
  gboolean found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *bytes = NULL;
      gsize length = 0;

      if (g_file_get_contents (names[i], &bytes, &length, NULL))
        found |= memmem (bytes, length, words, strlen (words)) != NULL;
    }
  return found;
}

static void
put_draft (DuoOutbox *outbox, const DuoDraft *draft)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_outbox_put_draft_async (outbox, draft, take_result, &result);
  wait_result (result);
  g_assert_true (duo_outbox_put_draft_finish (outbox, result, NULL));
}

/* Whoever gets hold of the file does not read in it what was noted and sent long ago; while the app runs, too. */
static void
test_outbox_keeps_no_words (Fixture *f, gconstpointer data)
{
  static const char words[] = "Hello “Ada”";
  static const char noted[] = "Wants to leave in March";
  g_autoptr (DuoQueued) command = command_of ("amara", "ada");
  g_autoptr (DuoNoteRecord) note = duo_note_record_new (FAKE_EVENT, "chat", "amara");
  DuoOutbox *outbox = duo_outbox_new (f->path);
  DuoDraft *draft;

  g_set_str (&note->text, noted);
  draft = duo_draft_new ("amara", note);
  g_assert_true (put (outbox, command, NULL));
  put_draft (outbox, draft);
  g_assert_true (is_on_disk (f->path, words));
  g_assert_true (is_on_disk (f->path, noted));
  duo_outbox_remove (outbox, command->key);
  duo_outbox_remove_draft (outbox, draft);
  duo_outbox_flush (outbox);
  g_assert_false (is_on_disk (f->path, words));
  g_assert_false (is_on_disk (f->path, noted));
  duo_draft_free (draft);
  settle ();
  g_assert_finalize_object (outbox);
}

static void
test_outbox_notes_what_was_sent (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoQueued) first = command_of ("amara", "ada");
  g_autoptr (DuoQueued) second = command_of ("amara", "ben");
  DuoOutbox *outbox = duo_outbox_new (f->path);

  g_assert_true (put (outbox, first, NULL));
  g_assert_true (put (outbox, second, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) left = NULL;

      second->sent = i == 0;
      duo_outbox_note_sent (outbox, second);
      left = load (outbox, "amara", NULL);
      g_assert_false (((DuoQueued *) left->pdata[0])->sent);
      g_assert_cmpint (((DuoQueued *) left->pdata[1])->sent, ==, second->sent);
    }
  g_assert_finalize_object (outbox);
}

/* What cannot be read may hold somebody's command: the file stays beside the one that works again. */
static void
test_outbox_is_never_thrown_away (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoQueued) command = command_of ("amara", "ada");
  g_autofree char *aside = g_strconcat (f->path, ".damaged", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) left = NULL;
  DuoOutbox *outbox = duo_outbox_new (f->path);

  write_rubbish (f->path);
  expect_message ("Putting *store.sqlite aside*");
  none = load (outbox, "amara", &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (put (outbox, command, &error));
  left = load (outbox, "amara", &error);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_true (g_file_get_contents (aside, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "this is no database"));
  g_assert_cmpint (g_unlink (aside), ==, 0);
  g_assert_finalize_object (outbox);
}

static void
test_outbox_of_a_newer_program (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoQueued) command = command_of ("amara", "ada");
  g_autoptr (GPtrArray) left = NULL;
  DuoOutbox *outbox = duo_outbox_new (f->path);

  g_assert_true (put (outbox, command, NULL));
  duo_outbox_flush (outbox);
  g_assert_finalize_object (outbox);
  stamp_version (f->path, 99);
  outbox = duo_outbox_new (f->path);
  g_assert_null (load (outbox, "amara", &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_NEWER);
  g_assert_finalize_object (outbox);

  stamp_version (f->path, 5);
  outbox = duo_outbox_new (f->path);
  left = load (outbox, "amara", NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_finalize_object (outbox);
}

/* As the program before this one made it; what it has not sent is sent by this one. */
static void
test_outbox_of_an_older_program (Fixture *f, gconstpointer data)
{
  static const char *const old =
      "CREATE TABLE command (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
      "  event TEXT NOT NULL, verb TEXT NOT NULL, chat TEXT, person TEXT NOT NULL, whom TEXT,"
      "  starts INTEGER NOT NULL, ends INTEGER NOT NULL, message TEXT, answer TEXT, seen INTEGER NOT NULL,"
      "  created INTEGER NOT NULL) STRICT;"
      "INSERT INTO command VALUES (1, 'a-key', 'amara', 'an-event', 'cancel', 'a-chat', 'ada', NULL, 0, 0, "
      "NULL,"
      "  NULL, 3, 1234567);"
      "PRAGMA user_version = 1";
  g_autoptr (DuoQueued) late = command_of ("amara", "ada");
  g_autoptr (GError) error = NULL;

  for (int start = 1; start <= 2; start++)
    {
      DuoOutbox *outbox;
      g_autoptr (GPtrArray) left = NULL;

      if (start == 1)
        execute (f->path, old);
      outbox = duo_outbox_new (f->path);
      late->verb = DUO_VERB_LATE;
      late->minutes = 5;
      g_assert_true (put (outbox, late, &error));
      left = load (outbox, "amara", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (left->len, ==, 2);
      g_assert_cmpstr (((DuoQueued *) left->pdata[0])->key, ==, "a-key");
      g_assert_cmpuint (((DuoQueued *) left->pdata[0])->minutes, ==, 0);
      g_assert_false (((DuoQueued *) left->pdata[0])->sent);
      g_assert_cmpuint (((DuoQueued *) left->pdata[1])->minutes, ==, 5);
      duo_outbox_flush (outbox);
      g_assert_finalize_object (outbox);
    }
}

/* A file that says it is older but is not: nothing of it is changed, and it stays. */
static void
test_an_upgrade_that_fails (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoQueued) command = command_of ("amara", "ada");
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  DuoOutbox *outbox = duo_outbox_new (f->path);

  g_assert_true (put (outbox, command, NULL));
  duo_outbox_flush (outbox);
  g_assert_finalize_object (outbox);
  stamp_version (f->path, 1);
  outbox = duo_outbox_new (f->path);
  g_assert_null (load (outbox, "amara", &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  duo_outbox_flush (outbox);
  g_assert_finalize_object (outbox);
  stamp_version (f->path, 5);
  outbox = duo_outbox_new (f->path);
  left = load (outbox, "amara", NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_finalize_object (outbox);
}

static void
test_no_place_to_write (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoQueued) command = command_of ("amara", "ada");
  g_autofree char *under_a_file = g_build_filename (f->path, "store.sqlite", NULL);
  DuoOutbox *outbox = duo_outbox_new (under_a_file);

  write_rubbish (f->path);
  g_assert_false (put (outbox, command, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  g_assert_finalize_object (outbox);
}

/* ── bookmarks ── */

static GPtrArray *
load_bookmarks (DuoBookmarks *bookmarks, const char *account)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_bookmarks_load_async (bookmarks, account, take_result, &result);
  wait_result (result);
  return duo_bookmarks_load_finish (bookmarks, result, NULL);
}

static void
test_bookmarks (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) mine = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  DuoBookmarks *bookmarks = duo_bookmarks_new (f->path);

  duo_bookmarks_set (bookmarks, "amara", "ada", TRUE);
  duo_bookmarks_set (bookmarks, "amara", "ada", TRUE);
  duo_bookmarks_set (bookmarks, "amara", "ben", TRUE);
  duo_bookmarks_set (bookmarks, "amara", "ben", FALSE);
  duo_bookmarks_set (bookmarks, "kofi", "cy", TRUE);
  duo_bookmarks_flush (bookmarks);
  g_assert_finalize_object (bookmarks);
  bookmarks = duo_bookmarks_new (f->path);
  mine = load_bookmarks (bookmarks, "amara");
  theirs = load_bookmarks (bookmarks, "kofi");
  g_assert_cmpuint (mine->len, ==, 1);
  g_assert_cmpstr (mine->pdata[0], ==, "ada");
  g_assert_cmpstr (theirs->pdata[0], ==, "cy");
  g_assert_finalize_object (bookmarks);
}

/* ── cache ── */

static DuoCached *
load_cache (DuoCache *cache)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DuoCached *cached;

  duo_cache_load_async (cache, take_result, &result);
  wait_result (result);
  cached = duo_cache_load_finish (cache, result, &error);
  g_assert_no_error (error);
  return cached;
}

/* Of the one event. */
static GPtrArray *
load_rest (DuoCache *cache, GHashTable *companies, GError **error)
{
  GHashTable *known =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GAsyncResult) result = NULL;

  g_hash_table_insert (known, (gpointer) FAKE_EVENT,
                       companies ? g_hash_table_ref (companies)
                                 : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref));
  duo_cache_load_rest_async (cache, known, take_result, &result);
  wait_result (result);
  return duo_cache_load_rest_finish (cache, result, error);
}

/* (transfer full) */
static DuoBatch *
load_everybody (DuoCache *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rest = load_rest (cache, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rest->len, ==, 1);
  return duo_batch_ref (rest->pdata[0]);
}

static DuoEventRecord *
event_record (const char *id)
{
  DuoDayWindow window = {540, 1020};
  DuoEventRecord *record = duo_event_record_new ();

  record->id = g_strdup (id);
  record->name = g_strdup ("Nordic Careers");
  record->zone = g_strdup ("Europe/Stockholm");
  record->state = DUO_EVENT_OPEN;
  record->me = g_strdup (FAKE_ME);
  record->role = DUO_ROLE_TALENT;
  g_ptr_array_add (record->days, duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, &window, 1, NULL));
  return record;
}

static void
put_event (DuoCache *cache, const char *id)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_event_record_free);

  g_ptr_array_add (records, event_record (id));
  duo_cache_put_events (cache, records);
}

static DuoPersonRecord *
person_record (const char *id, const char *name)
{
  DuoPersonRecord *record = duo_person_record_new ();

  g_set_str (&record->id, id);
  g_set_str (&record->name, name);
  g_set_str (&record->title, "Manager");
  record->role = DUO_ROLE_RECRUITER;
  g_clear_pointer (&record->topics, g_strfreev);
  record->topics = g_strsplit ("Rust,GTK", ",", -1);
  record->listed = TRUE;
  record->rev = 3;
  return record;
}

static DuoWireChat *
wire_chat (void)
{
  DuoWireChat *chat = g_new0 (DuoWireChat, 1);

  chat->record = duo_chat_record_new ();
  g_set_str (&chat->record->id, FAKE_CHAT);
  g_set_str (&chat->record->event, FAKE_EVENT);
  g_set_str (&chat->record->recruiter, FAKE_ADA);
  g_set_str (&chat->record->talent, FAKE_ME);
  chat->record->state = DUO_CHAT_CONFIRMED;
  chat->record->acted = DUO_ROLE_TALENT;
  chat->record->range = (DuoTimeRange) {1762171200, 1762172100};
  chat->record->rev = 4;
  chat->peer_id = g_strdup (FAKE_ADA);
  chat->peer_name = g_strdup ("Ada Lindqvist");
  return chat;
}

static void
put_changes (DuoCache *cache, DuoWireChanges *changes, gboolean reset)
{
  g_autoptr (DuoBatch) batch = duo_batch_new_take (changes, NULL);

  batch->reset = reset;
  duo_cache_put_batch (cache, batch);
}

static void
fill (DuoCache *cache)
{
  DuoWireChanges *changes = duo_wire_changes_new (FAKE_EVENT);
  DuoWireCount count = {FAKE_ADA, 7, 2};

  duo_cache_begin (cache, "https://chats.example.org", "amara", "amara@example.org", "Amara Okafor");
  duo_cache_put_kept (cache);
  put_event (cache, FAKE_EVENT);
  g_ptr_array_add (changes->people, person_record (FAKE_ADA, "Ada Lindqvist"));
  g_ptr_array_add (changes->people, person_record (FAKE_BEN, "Ben Okafor"));
  g_ptr_array_add (changes->chats, wire_chat ());
  g_array_append_val (changes->counts, count);
  changes->upto = 5;
  put_changes (cache, changes, TRUE);
  duo_cache_put_synced (cache, 1700000000);
  duo_cache_put_shown (cache, FAKE_EVENT);
}

static void
test_cache_gives_back_everything (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoCached) cached = NULL;
  g_autoptr (DuoBatch) everybody = NULL;
  const DuoCachedEvent *event;
  DuoPerson *ada;
  DuoCache *cache = duo_cache_new (f->path);

  fill (cache);
  duo_cache_flush (cache);
  g_assert_finalize_object (cache);
  cache = duo_cache_new (f->path);
  cached = load_cache (cache);
  g_assert_false (cached->discarded);
  g_assert_cmpstr (cached->account->email, ==, "amara@example.org");
  g_assert_cmpstr (cached->address, ==, "https://chats.example.org");
  g_assert_cmpstr (cached->shown, ==, FAKE_EVENT);
  g_assert_cmpint (cached->synced_at, ==, 1700000000);
  event = cached->events->pdata[0];
  g_assert_cmpint (event->since, ==, 5);
  g_assert_cmpstr (event->record->me, ==, FAKE_ME);
  g_assert_cmpuint (event->batch->people->len, ==, 1); /* my chat is with her */
  everybody = load_everybody (cache);
  g_assert_cmpuint (everybody->people->len, ==, 2);
  ada = everybody->people->pdata[0];
  g_assert_cmpstr (duo_person_get_name (ada), ==, "Ada Lindqvist");
  g_assert_cmpuint (duo_person_get_open_slots (ada), ==, 7);
  g_assert_cmpstr (duo_person_get_topics (ada)[1], ==, "GTK");
  g_assert_cmpuint (event->batch->changes->chats->len, ==, 1);
  g_assert_cmpstr (((DuoWireChat *) event->batch->changes->chats->pdata[0])->peer_name, ==, "Ada Lindqvist");
  g_assert_finalize_object (cache);
}

static void
test_cache_follows_changes (Fixture *f, gconstpointer data)
{
  DuoWireChanges *changes = duo_wire_changes_new (FAKE_EVENT);
  DuoWireChanges *ahead = duo_wire_changes_new (FAKE_EVENT);
  const char *gone[] = {"person:" FAKE_BEN, "chat:" FAKE_CHAT, "badge:unheard-of", NULL};
  g_autoptr (DuoCached) cached = NULL;
  g_autoptr (DuoBatch) everybody = NULL;
  const DuoCachedEvent *event;
  DuoPerson *ada;
  DuoCache *cache = duo_cache_new (f->path);

  fill (cache);
  g_ptr_array_add (changes->people, person_record (FAKE_ADA, "Ada L."));
  g_clear_pointer (&changes->gone, g_strfreev);
  changes->gone = g_strdupv ((char **) gone);
  changes->upto = 9;
  put_changes (cache, changes, FALSE);
  g_ptr_array_add (ahead->people, person_record (FAKE_ME, "Me"));
  ahead->upto = -1;
  put_changes (cache, ahead, FALSE);

  cached = load_cache (cache);
  event = cached->events->pdata[0];
  g_assert_cmpint (event->since, ==, 9);
  g_assert_cmpuint (event->batch->changes->chats->len, ==, 0);
  everybody = load_everybody (cache);
  g_assert_cmpuint (everybody->people->len, ==, 2);
  ada = everybody->people->pdata[0];
  g_assert_cmpstr (duo_person_get_name (ada), ==, "Ada L.");
  g_assert_cmpuint (duo_person_get_open_slots (ada), ==, 7);
  g_assert_finalize_object (cache);
}

static DuoCompanyRecord *
company_record (const char *id)
{
  DuoCompanyRecord *record = duo_company_record_new ();

  record->id = g_strdup (id);
  record->name = g_strdup (id);
  record->field = g_strdup ("");
  record->size = g_strdup ("");
  record->rev = 1;
  return record;
}

/* Ben, and a thousand besides, each of a company of their own. */
static void
fill_crowd (DuoCache *cache)
{
  DuoWireChanges *changes = duo_wire_changes_new (FAKE_EVENT);

  fill (cache);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("P%021u", i);
      g_autofree char *company = g_strdup_printf ("C%021u", i);
      DuoPersonRecord *record = person_record (id, "Somebody");

      record->company = g_strdup (company);
      g_ptr_array_add (changes->people, record);
      g_ptr_array_add (changes->companies, company_record (company));
    }
  changes->upto = 6;
  put_changes (cache, changes, FALSE);
}

/* As the directory would say it. */
static void
put_first (DuoCache *cache, const char *event, const char *const *ids)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *ids; ids++)
    g_ptr_array_add (first, duo_person_new_take (person_record (*ids, "Whoever"), NULL));
  duo_cache_put_first (cache, event, 1002, first);
}

#define SEVENTH "P000000000000000000007"

/* The first frame needs neither the thousand nor their companies. */
static void
test_cache_first_people (Fixture *f, gconstpointer data)
{
  const char *const first[] = {SEVENTH, "GONEGONEGONEGONEGONEGO", FAKE_BEN, NULL};
  g_autoptr (DuoCached) cached = NULL;
  g_autoptr (DuoBatch) everybody = NULL;
  const DuoCachedEvent *event;
  DuoCache *cache = duo_cache_new (f->path);

  fill_crowd (cache);
  put_first (cache, FAKE_EVENT, first);
  duo_cache_flush (cache);
  g_assert_finalize_object (cache);
  cache = duo_cache_new (f->path);
  cached = load_cache (cache);
  event = cached->events->pdata[0];
  g_assert_cmpuint (event->n_people, ==, 1002);
  g_assert_cmpint (event->since, ==, 6);
  g_assert_cmpuint (event->batch->people->len, ==, 3); /* and Ada, with whom I have a chat */
  g_assert_cmpstr (duo_person_get_id (event->batch->people->pdata[0]), ==, SEVENTH);
  g_assert_cmpstr (duo_person_get_company_name (event->batch->people->pdata[0]), ==,
                   "C000000000000000000007");
  g_assert_cmpstr (duo_person_get_id (event->batch->people->pdata[1]), ==, FAKE_BEN);
  g_assert_cmpuint (event->batch->companies->len, ==, 1);
  everybody = load_everybody (cache);
  g_assert_cmpuint (everybody->people->len, ==, 1002);
  g_assert_cmpuint (everybody->companies->len, ==, 1000);
  g_assert_finalize_object (cache);
}

/* What is known of a company is the same object for whoever comes later. */
static void
test_cache_knows_companies (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (DuoCompanyRecord) record = company_record ("C000000000000000000007");
  DuoCompany *company = duo_company_new (record);
  g_autoptr (GPtrArray) rest = NULL;
  const DuoBatch *batch;
  guint same = 0;
  DuoCache *cache = duo_cache_new (f->path);

  g_hash_table_insert (companies, g_strdup (record->id), company);
  fill_crowd (cache);
  rest = load_rest (cache, companies, NULL);
  batch = rest->pdata[0];
  g_assert_cmpuint (batch->companies->len, ==, 999);
  for (guint i = 0; i < batch->people->len; i++)
    same += duo_person_get_company (batch->people->pdata[i]) == company;
  g_assert_cmpuint (same, ==, 1);
  g_assert_finalize_object (cache);
}

/* Another event has others; and after a new beginning the same are kept anew. */
static void
test_cache_first_of_another_event (Fixture *f, gconstpointer data)
{
  const char *const first[] = {FAKE_BEN, NULL};
  g_autoptr (DuoCached) other = NULL;
  g_autoptr (DuoCached) mine = NULL;
  g_autoptr (DuoCached) again = NULL;
  DuoCache *cache = duo_cache_new (f->path);

  fill (cache);
  put_first (cache, "OTHEROTHEROTHEROTHEROT", first);
  other = load_cache (cache);
  g_assert_cmpuint (((DuoCachedEvent *) other->events->pdata[0])->n_people, ==, 0);
  g_assert_cmpuint (((DuoCachedEvent *) other->events->pdata[0])->batch->people->len, ==, 1);
  put_first (cache, FAKE_EVENT, first);
  mine = load_cache (cache);
  g_assert_cmpuint (((DuoCachedEvent *) mine->events->pdata[0])->batch->people->len, ==, 2);
  fill (cache);
  put_first (cache, FAKE_EVENT, first);
  again = load_cache (cache);
  g_assert_cmpuint (((DuoCachedEvent *) again->events->pdata[0])->batch->people->len, ==, 2);
  g_assert_finalize_object (cache);
}

static void
test_cache_forgets_other_events (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoCached) cached = NULL;
  DuoCache *cache = duo_cache_new (f->path);

  fill (cache);
  put_event (cache, "OTHEROTHEROTHEROTHEROT");
  cached = load_cache (cache);
  g_assert_cmpuint (cached->events->len, ==, 1);
  g_assert_cmpuint (((DuoCachedEvent *) cached->events->pdata[0])->batch->people->len, ==, 0);
  g_assert_finalize_object (cache);
}

/* Until the keyring has the token, the data may be of a session that ended when the app was closed. */
static void
test_cache_before_the_keyring (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoCached) before = NULL;
  g_autoptr (DuoCached) after = NULL;
  DuoCache *cache = duo_cache_new (f->path);

  duo_cache_begin (cache, "https://chats.example.org", "amara", "a@example.org", "Amara");
  before = load_cache (cache);
  g_assert_false (before->kept);
  g_assert_cmpstr (before->account->account, ==, "amara");
  g_assert_cmpstr (before->account->address, ==, "https://chats.example.org");
  duo_cache_put_kept (cache);
  after = load_cache (cache);
  g_assert_true (after->kept);
  g_assert_finalize_object (cache);
}

/* The address is remembered for the next sign-in, and nothing else. */
static void
test_cache_after_signing_out (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoCached) cached = NULL;
  DuoCache *cache = duo_cache_new (f->path);

  fill (cache);
  duo_cache_clear (cache);
  cached = load_cache (cache);
  g_assert_null (cached->account);
  g_assert_false (cached->kept);
  g_assert_cmpuint (cached->events->len, ==, 0);
  g_assert_cmpstr (cached->address, ==, "https://chats.example.org");
  g_assert_finalize_object (cache);
}

static void
assert_starts_over (Fixture *f)
{
  g_autoptr (DuoCached) cached = NULL;
  g_autoptr (DuoCached) again = NULL;
  DuoCache *cache = duo_cache_new (f->path);

  expect_message ("Starting over with an empty cache*");
  cached = load_cache (cache);
  g_test_assert_expected_messages ();
  g_assert_true (cached->discarded);
  g_assert_null (cached->account);
  fill (cache);
  again = load_cache (cache);
  g_assert_nonnull (again->account);
  g_assert_finalize_object (cache);
}

static void
test_cache_corrupt (Fixture *f, gconstpointer data)
{
  write_rubbish (f->path);
  assert_starts_over (f);
}

static void
test_cache_newer (Fixture *f, gconstpointer data)
{
  DuoCache *cache = duo_cache_new (f->path);

  fill (cache);
  duo_cache_flush (cache);
  g_assert_finalize_object (cache);
  stamp_version (f->path, 99);
  assert_starts_over (f);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Whole to SQLite, but not to us. */
static void
test_cache_malformed_inside (Fixture *f, gconstpointer data)
{
  DuoCache *cache = duo_cache_new (f->path);

  fill (cache);
  duo_cache_flush (cache);
  g_assert_finalize_object (cache);
  run_sql (f->path, "UPDATE event SET json = '{\"id\":'");
  assert_starts_over (f);
}

/* What the first frame shows is whole, and what comes after it is not: it is an error, not fewer people. */
static void
test_cache_corrupt_rest (Fixture *f, gconstpointer data)
{
  const char *const first[] = {FAKE_BEN, NULL};
  g_autoptr (DuoCached) cached = NULL;
  g_autoptr (DuoCached) again = NULL;
  g_autoptr (GError) error = NULL;
  DuoCache *cache = duo_cache_new (f->path);

  fill_crowd (cache);
  put_first (cache, FAKE_EVENT, first);
  duo_cache_flush (cache);
  g_assert_finalize_object (cache);
  run_sql (f->path, "UPDATE company SET json = '{\"id\":' WHERE id LIKE '%7'");
  cache = duo_cache_new (f->path);
  cached = load_cache (cache);
  g_assert_false (cached->discarded);
  g_assert_nonnull (cached->account);
  expect_message ("Starting over with an empty cache*");
  g_assert_null (load_rest (cache, NULL, &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE);
  again = load_cache (cache);
  g_assert_null (again->account);
  g_assert_finalize_object (cache);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/stores/outbox/survives", test_outbox_survives);
  ADD ("/stores/outbox/forgets-the-answered", test_outbox_forgets_the_answered);
  ADD ("/stores/outbox/keeps-no-words", test_outbox_keeps_no_words);
  ADD ("/stores/outbox/notes-what-was-sent", test_outbox_notes_what_was_sent);
  ADD ("/stores/outbox/never-thrown-away", test_outbox_is_never_thrown_away);
  ADD ("/stores/outbox/newer", test_outbox_of_a_newer_program);
  ADD ("/stores/outbox/older", test_outbox_of_an_older_program);
  ADD ("/stores/outbox/upgrade-fails", test_an_upgrade_that_fails);
  ADD ("/stores/outbox/no-place", test_no_place_to_write);
  ADD ("/stores/bookmarks", test_bookmarks);
  ADD ("/stores/cache/everything", test_cache_gives_back_everything);
  ADD ("/stores/cache/follows-changes", test_cache_follows_changes);
  ADD ("/stores/cache/first-people", test_cache_first_people);
  ADD ("/stores/cache/knows-companies", test_cache_knows_companies);
  ADD ("/stores/cache/first-of-another-event", test_cache_first_of_another_event);
  ADD ("/stores/cache/corrupt-rest", test_cache_corrupt_rest);
  ADD ("/stores/cache/other-events", test_cache_forgets_other_events);
  ADD ("/stores/cache/before-the-keyring", test_cache_before_the_keyring);
  ADD ("/stores/cache/signed-out", test_cache_after_signing_out);
  ADD ("/stores/cache/corrupt", test_cache_corrupt);
  ADD ("/stores/cache/newer", test_cache_newer);
  ADD ("/stores/cache/malformed-inside", test_cache_malformed_inside);
  return g_test_run ();
}
