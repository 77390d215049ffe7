/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "duo-sqlite-store.h"
#include "faulty-disk.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* What SQLite's store does when the disk, another program or time itself is against it. */

static void
count_failure (DuoStore *store, const GError *error, guint *count)
{
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO);
  (*count)++;
}

static DuoChatRecord *
read_chat (Contract *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  DuoChatRecord *chat = duo_store_get_chat (self->store, id, NULL, NULL, &error);

  g_assert_no_error (error);
  return chat;
}

static DuoCommand *
book_nth (guint n)
{
  return book ("amara", n % 2 == 0 ? "ada" : "linus", at (9 + n / 4, n % 4 * 15, 15));
}

/* A long message, so that the log has to grow. */
static DuoCommand *
with_long_message (DuoCommand *command)
{
  command->message = g_strnfill (200 * 1024, 'm');
  return command;
}

static void
limit_file_size (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A write that the disk refuses ends the store's writing; nothing of it was acknowledged, and all before it is there. */
static void
test_disk_refuses (Contract *self)
{
  g_autoptr (DuoChatRecord) kept = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) read = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  guint failures = 0;

  g_signal_connect (self->store, "failed", G_CALLBACK (count_failure), &failures);
  signal (SIGXFSZ, SIG_IGN);
  limit_file_size (64 * 1024);
  g_assert_null (run_with_error (self, with_long_message (book ("bo", "ada", at (9, 15, 15))), &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO);
  g_clear_error (&error);
  limit_file_size (RLIM_INFINITY);

  g_assert_null (run_with_error (self, book ("bo", "linus", at (9, 15, 15)), &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO);
  g_assert_cmpuint (failures, ==, 1);
  read = read_chat (self, kept->id);

  contract_close (self);
  contract_open (self);
  g_clear_pointer (&read, duo_chat_record_free);
  read = read_chat (self, kept->id);
  g_assert_cmpint (slot_state (self, "ada", at (9, 15, 15)), ==, DUO_SLOT_OPEN);
  after = must (self, book ("bo", "ada", at (9, 15, 15)));
}

/* A full disk refuses what comes now, all of it, and takes it again once there is room. */
static void
test_disk_is_full (Contract *self)
{
  g_autoptr (DuoChatRecord) before = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) read = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  guint failures = 0;

  g_signal_connect (self->store, "failed", G_CALLBACK (count_failure), &failures);
  faulty_disk_set (DISK_FULL);
  g_assert_null (run_with_error (self, book ("bo", "ada", at (9, 15, 15)), &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_FULL);
  read = read_chat (self, before->id);
  g_assert_cmpint (slot_state (self, "ada", at (9, 15, 15)), ==, DUO_SLOT_OPEN);

  faulty_disk_set (DISK_WELL);
  after = must (self, book ("bo", "ada", at (9, 15, 15)));
  g_assert_cmpint (after->rev, ==, before->rev + 1);
  g_assert_cmpuint (failures, ==, 0);
}

/* After a lost fsync nobody knows what is on the disk: it is not tried again and nothing is acknowledged. */
static void
test_fsync_is_lost (Contract *self)
{
  g_autoptr (DuoChatRecord) before = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) read = NULL;
  g_autoptr (GError) error = NULL;
  guint failures = 0, syncs;

  g_signal_connect (self->store, "failed", G_CALLBACK (count_failure), &failures);
  faulty_disk_set (DISK_LOSES_FSYNC);
  g_assert_null (run_with_error (self, book ("bo", "ada", at (9, 15, 15)), &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO);
  g_clear_error (&error);
  faulty_disk_set (DISK_WELL);
  syncs = faulty_disk_get_syncs ();

  g_assert_null (run_with_error (self, book ("bo", "ada", at (9, 15, 15)), &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO);
  g_assert_cmpuint (failures, ==, 1);
  g_assert_cmpuint (faulty_disk_get_syncs (), ==, syncs);
  read = read_chat (self, before->id);
}

/* No answer leaves before its commit was synced (DESIGN §3): without a sync in between there is no answer. */
static void
test_answers_follow_sync (Contract *self)
{
  for (guint i = 0; i < 8; i++)
    {
      guint syncs = faulty_disk_get_syncs ();

      duo_chat_record_free (must (self, book (i % 2 == 0 ? "amara" : "bo", i % 2 == 0 ? "ada" : "linus",
                                              at (9 + i / 4, i % 4 * 15, 15))));
      g_assert_cmpuint (faulty_disk_get_syncs (), >, syncs);
      contract_set_now (self, NOW + 3600 + (i + 1) * 900 - 60);
    }
}

/* What waits together is synced together. */
static void
test_batches_share_a_sync (Contract *self)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);
  guint syncs = faulty_disk_get_syncs ();

  for (guint i = 0; i < 1000; i++)
    start (self, book_nth (i % 8), outcomes);
  wait_for (outcomes, 1000);
  g_assert_cmpuint (faulty_disk_get_syncs () - syncs, <, 200);
}

static int
read_number (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int number;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static int
count_rows (const char *path, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT (*) FROM %s", table);
  sqlite3 *handle = NULL;
  int number;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  number = read_number (handle, sql);
  sqlite3_close (handle);
  return number;
}

/* Books and looks at what a power cut right after the last answer leaves: how many of the answered chats are there. */
static guint
count_after_power_cut (Contract *self, DiskFault fault_after_half)
{
  g_autofree char *copy = g_build_filename (self->directory, "after.db", NULL);
  g_autoptr (GPtrArray) chats = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
  guint found = 0;

  faulty_disk_keep_synced (self->path);
  for (guint i = 0; i < 16; i++)
    {
      DuoWrite *write = duo_write_new ();

      /* Enough beside it that the log is copied into the database meanwhile. */
      for (guint j = 0; j < 40; j++)
        duo_write_audit (write, "a-ada", "test", "a line of the log");
      must_write (self, write);
      faulty_disk_set (i >= 8 ? fault_after_half : DISK_WELL);
      contract_set_now (self, NOW + 3600 + i * 900 - 60);
      if (i < 12)
        g_ptr_array_add (
            chats, must (self, book ("amara", i % 2 == 0 ? "ada" : "linus", at (9 + i / 4, i % 4 * 15, 15))));
    }
  faulty_disk_cut_power (self->path, copy);
  faulty_disk_set (DISK_WELL);
  contract_close (self);

  g_set_str (&self->path, copy);
  contract_open (self);
  for (guint i = 0; i < chats->len; i++)
    {
      const DuoChatRecord *chat = g_ptr_array_index (chats, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (DuoChatRecord) read = duo_store_get_chat (self->store, chat->id, NULL, NULL, &error);

      found += read != NULL && read->rev == chat->rev;
    }
  return found;
}

static void
test_power_cut (Contract *self)
{
  g_assert_cmpuint (count_after_power_cut (self, DISK_WELL), ==, 12);
}

/* The control: a disk that lies about fsync loses what was answered, and this is how it looks. */
static void
test_power_cut_control (Contract *self)
{
  g_assert_cmpuint (count_after_power_cut (self, DISK_SKIPS_FSYNC), ==, 8);
}

typedef struct
{
  GPtrArray *done; /* a word for each that ended */
  guint refused;
} Flood;

static void
count_end_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Flood *flood = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoOutcome) outcome = duo_store_command_finish (DUO_STORE (source), result, &error);

  if (outcome == NULL)
    g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_BUSY);
  flood->refused += outcome == NULL;
  g_ptr_array_add (flood->done, (gpointer) "ended");
}

#define N_FLOOD 6000

/* While another program holds the lock nothing is written; a queue that is full says so at once. */
static void
test_queue_is_bounded (Contract *self)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new ();
  Flood flood = {done, 0};
  sqlite3 *other = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  /* One batch at most is with the writer; what does not fit any more is refused without waiting. */
  for (guint i = 0; i < N_FLOOD; i++)
    duo_store_command_async (self->store, book_nth (i % 8), NULL, count_end_cb, &flood);
  wait_for (done, N_FLOOD - 4096 - 1024);
  g_assert_cmpuint (flood.refused, ==, done->len);

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  wait_for (done, N_FLOOD);
  g_assert_cmpuint (flood.refused, <=, N_FLOOD - 4096);
}

static void
test_newer_schema_is_refused (Contract *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize length, length_after;

  contract_close (self);
  run_sql (self->path, "PRAGMA user_version = 999");
  g_assert_true (g_file_get_contents (self->path, &before, &length, NULL));
  g_assert_null (duo_sqlite_store_new (self->path, self->clock, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_SCHEMA);
  g_assert_nonnull (strstr (error->message, "999"));
  g_assert_true (g_file_get_contents (self->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);
}

static void
test_other_programs_are_refused (Contract *self)
{
  g_autofree char *other = g_build_filename (self->directory, "other.db", NULL);
  g_autofree char *text = g_build_filename (self->directory, "notes.txt", NULL);
  g_autofree char *missing = g_build_filename (self->directory, "no", "such", "folder.db", NULL);
  g_autoptr (GError) error = NULL;

  run_sql (other, "CREATE TABLE songs (title TEXT)");
  g_assert_null (duo_sqlite_store_new (other, self->clock, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_SCHEMA);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (text, "Dear diary, this is no database at all.\n", -1, NULL));
  g_assert_null (duo_sqlite_store_new (text, self->clock, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_SCHEMA);
  g_clear_error (&error);

  g_assert_null (duo_sqlite_store_new (missing, self->clock, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO);
}

static void
make_kept_database (const char *path)
{
  g_autofree char *file =
      g_build_filename (g_getenv ("DUO_SOURCE"), "tests", "contract", "kept", "schema-1.sql", NULL);
  g_autofree char *sql = NULL;

  g_assert_true (g_file_get_contents (file, &sql, NULL, NULL));
  run_sql (path, sql);
}

/* As a program before schema 9 left it: whoever was signed in is so, though nobody knows since when, and may be vouched
 * for by who comes after. */
static void
assert_old_session (Contract *self)
{
  g_autofree char *account = id_of ("a-amara");
  const guint8 key[DUO_DEVICE_KEY_BYTES] = {7};
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  const DuoDeviceRecord *device;

  devices = duo_store_list_devices (self->store, account, key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
  device = devices->pdata[0];
  g_assert_cmpstr (device->name, ==, "Kept laptop");
  g_assert_true (duo_device_record_has_key (device, key));
  g_assert_cmpint (device->since, ==, 0);
}

static void
add_old_session (const char *path)
{
  g_autofree char *account = id_of ("a-amara");
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO sessions (id, account, token_hash, device_key, device_name, expires) "
      "VALUES ('kept-session__________', '%s', randomblob (32), CAST (X'07' || zeroblob (31) AS BLOB), "
      "'Kept laptop', %" G_GINT64_FORMAT ")",
      account, (gint64) NOW + 86400);

  run_sql (path, sql);
}

/* A database kept from schema 1, with a chat booked by that program, works under this one. */
static void
test_migrates_kept_database (Contract *self)
{
  g_autoptr (DuoChatRecord) kept = NULL, next = NULL;
  DuoWrite *write = duo_write_new ();

  contract_close (self);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  make_kept_database (self->path);
  add_old_session (self->path);
  contract_open (self);
  assert_old_session (self);
  kept = read_chat (self, "kept-chat_____________");
  g_assert_cmpint (kept->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpstr (kept->message, ==, "Booked long ago");
  must_end (self, book ("bo", "ada", kept->range), DUO_OUTCOME_SLOT_TAKEN);
  next = must (self, book ("bo", "ada", at (9, 30, 15)));
  duo_write_enter_room (write, kept->id, DUO_ROLE_TALENT, NOW);
  must_write (self, write);
}

static DuoCommand *
with_key (DuoCommand *command)
{
  g_set_str (&command->key, "a key");
  g_set_str (&command->digest, "digest");
  return command;
}

/* What a program before schema 3 answered is answered again: its form has no absence and no delay. */
static void
test_reads_kept_answer (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO keys SELECT account, 'an old key', 'digest', "
                       "'(0, 0, 2, 0, 7, (\"%s\", \"%s\", \"%s\", \"%s\", 4, 1, 2, nothing, nothing, "
                       "nothing, nothing, 1, 0, 3, 4, 7))', "
                       "%" G_GINT64_FORMAT " FROM people WHERE id = '%s'",
                       chat->id, chat->event, chat->recruiter, chat->talent, (gint64) NOW, chat->talent);
  DuoCommand *command = book ("amara", "ada", at (9, 0, 15));
  g_autoptr (DuoChatRecord) again = NULL;

  contract_close (self);
  run_sql (self->path, sql);
  contract_open (self);
  g_set_str (&command->key, "an old key");
  g_set_str (&command->digest, "digest");
  again = must (self, command);
  g_assert_cmpstr (again->id, ==, chat->id);
  g_assert_cmpint (again->rev, ==, 7);
  g_assert_cmpint (again->absent, ==, DUO_ABSENT_NOBODY);
}

/* One that no program can read stands for nothing: the command is judged anew, and the service goes on. */
static void
test_unreadable_answer_is_none (Contract *self)
{
  g_autofree char *account = id_of ("a-amara");
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO keys VALUES ('%s', 'a key', 'digest', '(0, 0,', %" G_GINT64_FORMAT ")",
                       account, (gint64) NOW);
  g_autoptr (DuoOutcome) first = NULL, again = NULL;
  guint failures = 0;

  contract_close (self);
  run_sql (self->path, sql);
  contract_open (self);
  g_signal_connect (self->store, "failed", G_CALLBACK (count_failure), &failures);
  g_test_expect_message ("duo-store", G_LOG_LEVEL_WARNING, "*stored answer*cannot be read*");
  first = run (self, with_key (book ("amara", "ada", at (9, 0, 15))));
  g_test_assert_expected_messages ();
  g_assert_cmpint (first->code, ==, DUO_OUTCOME_DONE);
  again = run (self, with_key (book ("amara", "ada", at (9, 0, 15))));
  g_assert_true (again->repeated);
  g_assert_cmpstr (again->chat->id, ==, first->chat->id);
  g_assert_cmpuint (failures, ==, 0);
}

/* One record of a newer program, or a damaged one, fails for those who ask for it, and for nobody else. */
static void
test_unreadable_record (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) other = must (self, book ("bo", "linus", at (9, 0, 15)));
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("UPDATE chats SET acted = 'a robot' WHERE id = '%s'", chat->id);
  guint failures = 0;

  contract_close (self);
  run_sql (self->path, sql);
  contract_open (self);
  g_signal_connect (self->store, "failed", G_CALLBACK (count_failure), &failures);
  g_assert_null (duo_store_get_chat (self->store, chat->id, NULL, NULL, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "a robot"));
  g_clear_error (&error);
  g_assert_null (run_with_error (self, say_about ("ada", DUO_VERB_CANCEL, chat), &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_cmpuint (failures, ==, 0);
  duo_chat_record_free (must (self, book ("chloe", "ada", at (10, 0, 15))));

  contract_set_now (self, at (9, 20, 15).start);
  g_test_expect_message ("duo-store", G_LOG_LEVEL_WARNING, "left out: acted*a robot*");
  due = duo_store_list_due (self->store, NULL, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpstr (((DuoCommand *) due->pdata[0])->chat, ==, other->id);
}

static void
assert_unreadable (Contract *self, const char *sql)
{
  g_autofree char *account = id_of ("a-ada");
  g_autoptr (GError) error = NULL;

  contract_close (self);
  run_sql (self->path, sql);
  contract_open (self);
  g_assert_null (duo_store_get_event (self->store, FAIR, account, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_UNREADABLE);
}

static void
test_unreadable_event (Contract *self)
{
  assert_unreadable (self, "UPDATE days SET windows = '720-540'");
  assert_unreadable (self, "UPDATE days SET windows = '540-720'; UPDATE events SET state = 'paused'");
  assert_unreadable (self, "UPDATE events SET state = 'open'; UPDATE people SET role = 'robot'");
}

static void
test_failed_migration_changes_nothing (Contract *self)
{
  g_autoptr (GError) error = NULL;

  contract_close (self);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  make_kept_database (self->path);
  run_sql (self->path, "CREATE TABLE audit (of_ours TEXT)"); /* in the way of the second statement */
  g_assert_null (duo_sqlite_store_new (self->path, self->clock, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_SCHEMA);
  g_assert_cmpint (count_rows (self->path, "pragma_user_version WHERE user_version = 1"), ==, 1);
  g_assert_cmpint (count_rows (self->path, "sqlite_schema WHERE name = 'visits'"), ==, 0);
  g_assert_cmpint (count_rows (self->path, "chats"), ==, 1);

  run_sql (self->path, "DROP TABLE audit");
  contract_open (self);
}

/* Two records of one rev are never parted by the end of a page, however small it is. */
static void
test_page_keeps_a_rev_whole (Contract *self)
{
  g_autoptr (DuoChatRecord) one = must (self, book ("bo", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) other = must (self, book ("bo", "linus", at (9, 15, 15)));
  g_autofree char *olive = id_of ("a-olive");
  g_autoptr (DuoChanges) page = NULL;
  g_autoptr (GError) error = NULL;

  contract_close (self);
  run_sql (self->path, "UPDATE chats SET rev = (SELECT MAX (rev) FROM chats)");
  contract_open (self);
  page = duo_store_get_changes (self->store, FAIR, olive, one->rev - 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->chats->len, ==, 2);
}

static void
test_file_is_private (Contract *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_log_stays_small (Contract *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *ada = id_of ("ada");
  GStatBuf info;

  for (guint i = 0; i < 3000; i++)
    {
      DuoWrite *write = duo_write_new ();
      DuoAvailability *day = duo_availability_new (DAY1, i % 2 == 0 ? 15 : 30);

      duo_write_take_availability (write, ada, day);
      must_write (self, write);
    }
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_size, <, 4608 * 1024);
}

/* Each line's hash holds the one before: a line that was changed or taken out is found. */
static void
test_log_of_deeds_is_chained (Contract *self)
{
  DuoWrite *write = duo_write_new ();

  duo_write_audit (write, "a-ada", "sign-in", "Laptop");
  duo_write_audit (write, "a-ada", "sign-in", "Laptop");
  duo_write_audit (write, NULL, "start", NULL);
  must_write (self, write);
  contract_close (self);
  g_assert_cmpint (count_rows (self->path, "audit"), ==, 3);
  g_assert_cmpint (count_rows (self->path, "(SELECT DISTINCT hash FROM audit WHERE length (hash) = 64)"), ==,
                   3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  faulty_disk_install ();
  contract_add ("/faults/disk-refuses", test_disk_refuses);
  contract_add ("/faults/disk-is-full", test_disk_is_full);
  contract_add ("/faults/fsync-is-lost", test_fsync_is_lost);
  contract_add ("/faults/answers-follow-sync", test_answers_follow_sync);
  contract_add ("/faults/batches-share-a-sync", test_batches_share_a_sync);
  contract_add ("/faults/power-cut", test_power_cut);
  contract_add ("/faults/control-power-cut-with-lying-disk", test_power_cut_control);
  contract_add ("/faults/queue-is-bounded", test_queue_is_bounded);
  contract_add ("/faults/newer-schema-is-refused", test_newer_schema_is_refused);
  contract_add ("/faults/other-programs-are-refused", test_other_programs_are_refused);
  contract_add ("/faults/migrates-kept-database", test_migrates_kept_database);
  contract_add ("/faults/reads-kept-answer", test_reads_kept_answer);
  contract_add ("/faults/unreadable-answer-is-none", test_unreadable_answer_is_none);
  contract_add ("/faults/unreadable-record", test_unreadable_record);
  contract_add ("/faults/unreadable-event", test_unreadable_event);
  contract_add ("/faults/failed-migration-changes-nothing", test_failed_migration_changes_nothing);
  contract_add ("/faults/page-keeps-a-rev-whole", test_page_keeps_a_rev_whole);
  contract_add ("/faults/file-is-private", test_file_is_private);
  contract_add ("/faults/log-stays-small", test_log_stays_small);
  contract_add ("/faults/log-of-deeds-is-chained", test_log_of_deeds_is_chained);
  return g_test_run ();
}
