/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bookings a second, on the disk of DIRECTORY: as many as wait at once, in the store's own batches; one by one; and the
 * rows that they left, inserted in bulk with as many bookings to a commit, same schema and pragmas. Prints one line:
 * "GROUP ONE BULK".
 *
 *   store-rates DIRECTORY BOOKINGS ALONE */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "duo-sqlite-store.h"

#define N_RECRUITERS 200
#define N_TALENTS 1000
#define QUARTER 900
/* The store's queue holds 4096. */
#define WAITING 2048
/* As many as the store takes into one batch. */
#define BATCH 1024

typedef struct
{
  DuoStore *store;
  gint64 midnight;
  guint begun;
  guint done;
  guint number;
  guint waiting;
} Run;

static char *
make_id (const char *kind, guint number)
{
  char *id = g_strdup_printf ("%s%021u", kind, number);

  g_assert_cmpuint (strlen (id), ==, 22);
  return id;
}

/* ── the world ── */

static DuoEventRecord *
make_event (gint64 midnight)
{
  static const DuoDayWindow all_day[] = {{0, 1440}};
  DuoEventRecord *event = duo_event_record_new ();

  event->id = make_id ("e", 0);
  event->name = g_strdup ("Fair");
  event->zone = g_strdup ("UTC");
  event->state = DUO_EVENT_OPEN;
  event->format.durations[0] = 15;
  event->format.n_durations = 1;
  for (guint day = 0; day < 2; day++)
    {
      g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (midnight + day * 86400);
      g_autofree char *date = g_date_time_format (start, "%Y-%m-%d");

      g_ptr_array_add (event->days, duo_day_new (date, DUO_DAY_VIRTUAL, all_day, 1, NULL));
    }
  return event;
}

static void
add_person (DuoWrite *write, const char *kind, guint number, DuoRole role)
{
  DuoAccountRecord *account = duo_account_record_new ();
  DuoPersonRecord *person = duo_person_record_new ();

  account->id = make_id ("a", number);
  account->email = g_strdup_printf ("%u@example.org", number);
  account->name = g_strdup_printf ("Somebody %u", number);
  account->password = g_strdup ("!");
  person->id = make_id (kind, number);
  person->event = make_id ("e", 0);
  person->account = make_id ("a", number);
  person->role = role;
  person->name = g_strdup (account->name);
  person->title = g_strdup ("Engineer");
  person->direct = person->listed = TRUE;
  duo_write_take_account (write, account);
  duo_write_take_person (write, person);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  *(gboolean *) done = duo_store_write_finish (DUO_STORE (source), result, &error);
  g_assert_no_error (error);
}

static void
fill (DuoStore *store, gint64 midnight)
{
  DuoWrite *write = duo_write_new ();
  gboolean done = FALSE;

  duo_write_take_event (write, make_event (midnight));
  for (guint i = 0; i < N_RECRUITERS + N_TALENTS; i++)
    add_person (write, i < N_RECRUITERS ? "r" : "t", i,
                i < N_RECRUITERS ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT);
  duo_store_write_async (store, write, NULL, written_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static DuoStore *
open_store (const char *path)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (GError) error = NULL;
  DuoStore *store = duo_sqlite_store_new (path, clock, &error);

  g_assert_no_error (error);
  return store;
}

/* ── bookings ── */

/* At each quarter every recruiter has somebody else, and nobody meets the same one twice. */
static DuoCommand *
make_booking (const Run *run, guint number)
{
  guint recruiter = number % N_RECRUITERS, quarter = number / N_RECRUITERS;
  guint talent = N_RECRUITERS + (recruiter * (N_TALENTS / N_RECRUITERS) + quarter) % N_TALENTS;
  DuoCommand *command = duo_command_new (DUO_VERB_BOOK);
  gint64 start = run->midnight + (gint64) quarter * QUARTER;

  command->account = make_id ("a", talent);
  command->key = g_strdup_printf ("booking-%08u", number);
  command->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, command->key, -1);
  command->event = make_id ("e", 0);
  command->peer = make_id ("r", recruiter);
  command->range = (DuoTimeRange) {start, start + QUARTER};
  return command;
}

static void book_more (Run *run);

static void
booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoOutcome) outcome = duo_store_command_finish (DUO_STORE (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpint (outcome->code, ==, DUO_OUTCOME_DONE);
  run->done++;
  book_more (run);
}

static void
book_more (Run *run)
{
  while (run->begun < run->number && run->begun - run->done < run->waiting)
    duo_store_command_async (run->store, make_booking (run, run->begun++), NULL, booked_cb, run);
}

/* Seconds for the next bookings, with so many under way at any time. */
static double
run_next (Run *run, guint number, guint waiting)
{
  gint64 begin = g_get_monotonic_time ();

  run->number += number;
  run->waiting = waiting;
  book_more (run);
  while (run->done < run->number)
    g_main_context_iteration (NULL, TRUE);
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

/* Those one by one are in the middle, so that the table is as long for them as for the others. */
static void
measure (const char *path, gint64 midnight, guint number, guint alone, double *group, double *one)
{
  g_autoptr (DuoStore) store = open_store (path);
  Run run = {.store = store, .midnight = midnight};
  double seconds;

  fill (store, midnight);
  seconds = run_next (&run, number / 2, WAITING);
  *one = alone / run_next (&run, alone, 1);
  seconds += run_next (&run, number / 2, WAITING);
  *group = number / 2 * 2 / seconds;
}

/* ── the same rows in bulk ── */

static void
run_sql (sqlite3 *handle, const char *sql)
{
  char *why = NULL;

  if (sqlite3_exec (handle, sql, NULL, NULL, &why) != SQLITE_OK)
    g_error ("%s: %s", sql, why);
}

static sqlite3_stmt *
prepare (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  return statement;
}

/* A table's rows in the order in which they came, and the statement that puts them elsewhere. */
typedef struct
{
  sqlite3_stmt *from;
  sqlite3_stmt *into;
} Copy;

static Copy
copy_begin (sqlite3 *source, sqlite3 *target, const char *table, const char *select)
{
  Copy copy = {prepare (source, select), NULL};
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s VALUES (?", table);
  for (int i = 1; i < sqlite3_column_count (copy.from); i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  copy.into = prepare (target, sql->str);
  return copy;
}

/* FALSE where there is no other row. */
static gboolean
copy_row (Copy *copy)
{
  if (sqlite3_step (copy->from) != SQLITE_ROW)
    return FALSE;
  for (int i = 0; i < sqlite3_column_count (copy->from); i++)
    sqlite3_bind_value (copy->into, i + 1, sqlite3_column_value (copy->from, i));
  g_assert_cmpint (sqlite3_step (copy->into), ==, SQLITE_DONE);
  sqlite3_reset (copy->into);
  return TRUE;
}

static void
copy_end (Copy *copy)
{
  sqlite3_finalize (copy->from);
  sqlite3_finalize (copy->into);
}

static sqlite3 *
open_sqlite (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  return handle;
}

static double
copy_bookings (sqlite3 *source, sqlite3 *target, guint number, guint ticks)
{
  Copy chats = copy_begin (source, target, "chats", "SELECT * FROM chats ORDER BY rev");
  Copy keys = copy_begin (source, target, "keys", "SELECT * FROM keys ORDER BY name");
  Copy occupancy =
      copy_begin (source, target, "occupancy",
                  "SELECT o.* FROM chats c CROSS JOIN occupancy o ON o.chat = c.id ORDER BY c.rev");
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < number; i++)
    {
      if (i % BATCH == 0)
        run_sql (target, "BEGIN IMMEDIATE");
      g_assert_true (copy_row (&chats) && copy_row (&keys));
      for (guint tick = 0; tick < ticks; tick++)
        g_assert_true (copy_row (&occupancy));
      if (i % BATCH == BATCH - 1 || i == number - 1)
        run_sql (target, "COMMIT; PRAGMA wal_checkpoint(PASSIVE)");
    }
  begin = g_get_monotonic_time () - begin;
  g_assert_false (copy_row (&chats) || copy_row (&occupancy));
  copy_end (&chats);
  copy_end (&keys);
  copy_end (&occupancy);
  return (double) number * G_USEC_PER_SEC / (double) begin;
}

static double
measure_bulk (const char *from, const char *path, gint64 midnight, guint number)
{
  DuoStore *store = open_store (path);
  sqlite3 *source, *target;
  double rate;

  fill (store, midnight);
  g_object_unref (store);
  source = open_sqlite (from);
  target = open_sqlite (path);
  run_sql (target, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0; "
                   "PRAGMA cache_size = -32768");
  rate = copy_bookings (source, target, number, 2 * QUARTER / DUO_TICK_SECONDS);
  sqlite3_close (source);
  sqlite3_close (target);
  return rate;
}

static void
forget (const char *path)
{
  static const char *const ends[] = {"", "-wal", "-shm"};

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (path, ends[i], NULL);

      g_unlink (file);
    }
}

int
main (int argc, char **argv)
{
  gint64 midnight = (g_get_real_time () / G_USEC_PER_SEC / 86400 + 1) * 86400;
  g_autofree char *first = NULL, *second = NULL;
  double group, one, bulk;
  guint number, alone;

  g_assert_cmpint (argc, ==, 4);
  first = g_build_filename (argv[1], "first.db", NULL);
  second = g_build_filename (argv[1], "second.db", NULL);
  number = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  alone = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  measure (first, midnight, number, alone, &group, &one);
  bulk = measure_bulk (first, second, midnight, number / 2 * 2 + alone);
  forget (first);
  forget (second);
  g_print ("%.0f %.0f %.0f\n", group, one, bulk);
  return 0;
}
