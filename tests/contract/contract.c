/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "duo-sqlite-store.h"
#include "world.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define PATIENCE_SECONDS 60

static void
take_out_sqlite_guard (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "ALTER TABLE occupancy RENAME TO guarded;"
                                 "CREATE TABLE occupancy (person TEXT, tick BIGINT, chat TEXT);"
                                 "INSERT INTO occupancy SELECT person, tick, chat FROM guarded;"
                                 "DROP TABLE guarded;",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (handle);
}

static char *
dup_sqlite_log (const char *path)
{
  GString *log = g_string_new (NULL);
  sqlite3_stmt *lines = NULL;
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT COALESCE (account, '-') || ' ' || action || ' ' || detail "
                                       "FROM audit ORDER BY number",
                                       -1, &lines, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (lines) == SQLITE_ROW)
    g_string_append_printf (log, "%s\n", (const char *) sqlite3_column_text (lines, 0));
  sqlite3_finalize (lines);
  sqlite3_close (handle);
  return g_string_free_and_steal (log);
}

static void
cut_sqlite_answers (const char *path, guint members)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE keys SET outcome = substr (outcome, 1, length (outcome) - %u) || ')'",
                       members * (guint) strlen (", 0") + 1);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static const StoreKind kinds[] = {
    {"sqlite", duo_sqlite_store_new, take_out_sqlite_guard, dup_sqlite_log, cut_sqlite_answers},
};

typedef struct
{
  const StoreKind *kind;
  ContractFunc func;
} Case;

/* ── a store of its own for each test ── */

static void
commit_free (Commit *commit)
{
  g_free (commit->event);
  g_ptr_array_unref (commit->outcomes);
  g_ptr_array_unref (commit->recruiters);
  g_free (commit);
}

static void
on_committed (DuoStore *store,
              const char *event,
              gint64 rev,
              GPtrArray *outcomes,
              GPtrArray *recruiters,
              gboolean directory,
              Contract *self)
{
  Commit *commit = g_new0 (Commit, 1);

  commit->event = g_strdup (event);
  commit->rev = rev;
  commit->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);
  for (guint i = 0; i < outcomes->len; i++)
    g_ptr_array_add (commit->outcomes, duo_outcome_copy (g_ptr_array_index (outcomes, i)));
  commit->recruiters = g_ptr_array_ref (recruiters);
  commit->directory = directory;
  g_ptr_array_add (self->commits, commit);
}

void
contract_open (Contract *self)
{
  g_autoptr (GError) error = NULL;

  self->store = self->kind->open (self->path, self->clock, &error);
  g_assert_no_error (error);
  g_signal_connect (self->store, "committed", G_CALLBACK (on_committed), self);
}

void
contract_close (Contract *self)
{
  /* An answer that nobody waited for may still be on its way. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&self->store));
}

void
contract_set_now (Contract *self, gint64 now)
{
  duo_clock_set_offset_us (self->clock, now * G_USEC_PER_SEC - g_get_real_time ());
}

void
contract_forget_commits (Contract *self)
{
  g_ptr_array_set_size (self->commits, 0);
}

Commit *
contract_get_commit (Contract *self, const char *event)
{
  for (guint i = self->commits->len; i > 0; i--)
    {
      Commit *commit = g_ptr_array_index (self->commits, i - 1);

      if (g_str_equal (commit->event, event))
        return commit;
    }
  return NULL;
}

static void
remove_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static void
run_case (gconstpointer data)
{
  const Case *test = data;
  Contract self = {.kind = test->kind};

  self.directory = g_dir_make_tmp ("duologue-store-XXXXXX", NULL);
  self.path = g_build_filename (self.directory, "store.db", NULL);
  self.clock = duo_clock_new ();
  self.commits = g_ptr_array_new_with_free_func ((GDestroyNotify) commit_free);
  contract_set_now (&self, NOW);
  contract_open (&self);
  must_write (&self, world_new ());
  contract_forget_commits (&self);

  test->func (&self);

  if (self.store != NULL)
    contract_close (&self);
  remove_directory (self.directory);
  g_ptr_array_unref (self.commits);
  duo_clock_unref (self.clock);
  g_free (self.path);
  g_free (self.directory);
}

void
contract_add (const char *path, ContractFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *full = g_strconcat ("/store/", kinds[i].name, path, NULL);
      Case *test = g_new0 (Case, 1);

      test->kind = &kinds[i];
      test->func = func;
      g_test_add_data_func_full (full, test, run_case, g_free);
    }
}

/* ── words ── */

DuoTimeRange
at (guint hour, guint minute, guint length)
{
  gint64 start = MIDNIGHT + hour * 3600 + minute * 60;

  return (DuoTimeRange) {start, start + length * 60};
}

char *
id_of (const char *name)
{
  char *id = g_strnfill (22, '_');

  memcpy (id, name, strlen (name));
  return id;
}

DuoCommand *
say (const char *name, DuoVerb verb)
{
  DuoCommand *command = duo_command_new (verb);
  g_autofree char *person = g_str_has_prefix (name, "expo-") ? g_strdup (name + 5) : g_strdup (name);
  g_autofree char *account = g_strconcat ("a-", person, NULL);

  command->account = id_of (account);
  return command;
}

DuoCommand *
say_to (const char *name, DuoVerb verb, const char *peer)
{
  DuoCommand *command = say (name, verb);

  command->event = g_strdup (g_str_has_prefix (peer, "expo-") ? EXPO : FAIR);
  command->peer = id_of (peer);
  return command;
}

DuoCommand *
say_about (const char *name, DuoVerb verb, const DuoChatRecord *chat)
{
  DuoCommand *command = say (name, verb);

  command->chat = g_strdup (chat->id);
  command->seen = chat->rev;
  /* Who moves or cancels says why; all but the talent have to. */
  if (verb == DUO_VERB_RESCHEDULE || verb == DUO_VERB_CANCEL)
    command->message = g_strdup ("Something came up");
  return command;
}

DuoCommand *
book (const char *name, const char *recruiter, DuoTimeRange range)
{
  DuoCommand *command = say_to (name, DUO_VERB_BOOK, recruiter);

  command->range = range;
  return command;
}

/* ── waiting ── */

static gboolean
on_patience_ended (gpointer data)
{
  g_error ("waited for %d seconds", PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

static void
wait_until_set (gconstpointer *place)
{
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_ended, NULL);

  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

void
wait_for (GPtrArray *array, guint length)
{
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_ended, NULL);

  while (array->len < length)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

DuoOutcome *
run_with_error (Contract *self, DuoCommand *command, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_store_command_async (self->store, command, NULL, keep_result_cb, &result);
  wait_until_set ((gconstpointer *) &result);
  return duo_store_command_finish (self->store, result, error);
}

DuoOutcome *
run (Contract *self, DuoCommand *command)
{
  g_autoptr (GError) error = NULL;
  DuoOutcome *outcome = run_with_error (self, command, &error);

  g_assert_no_error (error);
  return outcome;
}

DuoChatRecord *
must (Contract *self, DuoCommand *command)
{
  g_autoptr (DuoOutcome) outcome = run (self, command);

  if (outcome->code == DUO_OUTCOME_REFUSED)
    g_error ("refused: %s", duo_refusal_to_string (outcome->refusal));
  g_assert_cmpint (outcome->code, ==, DUO_OUTCOME_DONE);
  g_assert_cmpint (outcome->rev, ==, outcome->chat->rev);
  return g_steal_pointer (&outcome->chat);
}

void
must_end (Contract *self, DuoCommand *command, DuoOutcomeCode code)
{
  g_autoptr (DuoOutcome) outcome = run (self, command);

  if (outcome->code == DUO_OUTCOME_REFUSED && code != DUO_OUTCOME_REFUSED)
    g_error ("refused: %s", duo_refusal_to_string (outcome->refusal));
  g_assert_cmpint (outcome->code, ==, code);
}

void
must_refuse (Contract *self, DuoCommand *command, DuoRefusal refusal)
{
  g_autoptr (DuoOutcome) outcome = run (self, command);

  g_assert_cmpint (outcome->code, ==, DUO_OUTCOME_REFUSED);
  g_assert_cmpstr (duo_refusal_to_string (outcome->refusal), ==, duo_refusal_to_string (refusal));
  if (refusal == DUO_REFUSAL_NOT_FOUND)
    g_assert_null (outcome->chat);
}

static void
add_outcome_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  DuoOutcome *outcome = duo_store_command_finish (DUO_STORE (source), result, &error);

  g_assert_no_error (error);
  g_ptr_array_add (data, outcome);
}

void
start (Contract *self, DuoCommand *command, GPtrArray *outcomes)
{
  duo_store_command_async (self->store, command, NULL, add_outcome_cb, outcomes);
}

gboolean
write_now (Contract *self, DuoWrite *write, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_store_write_async (self->store, write, NULL, keep_result_cb, &result);
  wait_until_set ((gconstpointer *) &result);
  return duo_store_write_finish (self->store, result, error);
}

void
must_write (Contract *self, DuoWrite *write)
{
  g_autoptr (GError) error = NULL;

  write_now (self, write, &error);
  g_assert_no_error (error);
}

/* ── looking ── */

void
change_event (Contract *self, const char *event, void (*change) (DuoEventRecord *record))
{
  g_autoptr (GError) error = NULL;
  DuoEventRecord *record = duo_store_get_event (self->store, event, NULL, &error);
  DuoWrite *write = duo_write_new ();

  g_assert_no_error (error);
  change (record);
  duo_write_take_event (write, record);
  must_write (self, write);
}

DuoSlotState
slot_state (Contract *self, const char *recruiter, DuoTimeRange range)
{
  g_autofree char *id = id_of (recruiter);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days = duo_store_get_slots (self->store, id, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++)
    {
      const DuoDaySlots *day = g_ptr_array_index (days, i);
      const DuoSlot *slot = duo_slot_grid_find (day->slots, range);

      if (slot != NULL)
        return slot->state;
    }
  g_error ("%s has no such slot", recruiter);
  return DUO_SLOT_PAST;
}

guint
open_slots (Contract *self, const char *event, const char *recruiter)
{
  g_autofree char *id = id_of (recruiter);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = duo_store_get_counts (self->store, event, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    {
      const DuoCount *count = &g_array_index (counts, DuoCount, i);

      if (g_str_equal (count->id, id))
        return count->open;
    }
  g_error ("%s is not counted", recruiter);
  return 0;
}
