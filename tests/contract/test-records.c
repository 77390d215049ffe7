/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "duo-id.h"
#include "world.h"

#include <string.h>

/* Accounts, sessions, events, people and the log: what goes in comes out, all of a unit or nothing of it. */

static DuoSessionRecord *
session_new (const char *name, guint8 byte)
{
  DuoSessionRecord *session = duo_session_record_new ();
  g_autofree char *account = g_strconcat ("a-", name, NULL);

  session->id = duo_id_new ();
  session->account = id_of (account);
  memset (session->token_hash, byte, sizeof session->token_hash);
  memset (session->device_key, byte + 1, sizeof session->device_key);
  session->device_name = g_strdup ("Laptop");
  session->expires = NOW + 86400;
  return session;
}

static DuoSessionRecord *
find_session (Contract *self, guint8 byte)
{
  guint8 hash[32];
  g_autoptr (GError) error = NULL;
  DuoSessionRecord *session;

  memset (hash, byte, sizeof hash);
  session = duo_store_find_session (self->store, hash, &error);
  if (session == NULL)
    g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
  return session;
}

static void
test_accounts (Contract *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoAccountRecord) account = duo_store_find_account (self->store, "AMARA@example.ORG", &error);
  g_autoptr (DuoAccountRecord) same = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (account->email, ==, "amara@example.org");
  g_assert_cmpstr (account->password, ==, "$argon2id$…");
  same = duo_store_get_account (self->store, account->id, &error);
  g_assert_cmpstr (same->name, ==, "amara");
  g_assert_null (duo_store_find_account (self->store, "nobody@example.org", &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
}

static void
test_taken_address (Contract *self)
{
  g_autoptr (GError) error = NULL;
  DuoAccountRecord *taken = world_account ("amara"), *before = world_account ("dora");
  DuoWrite *write = duo_write_new ();

  g_free (taken->id);
  taken->id = duo_id_new ();
  duo_write_take_account (write, before);
  duo_write_take_account (write, taken);
  g_assert_false (write_now (self, write, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* Nothing of the unit stays, and the store goes on. */
  g_assert_null (duo_store_find_account (self->store, "dora@example.org", &error));
  duo_chat_record_free (must (self, book ("amara", "ada", at (9, 0, 15))));
}

static void
test_sessions (Contract *self)
{
  g_autoptr (DuoSessionRecord) found = NULL, touched = NULL, gone = NULL, other = NULL;
  DuoWrite *write = duo_write_new ();

  duo_write_take_session (write, session_new ("amara", 7));
  duo_write_take_session (write, session_new ("amara", 9));
  duo_write_take_session (write, session_new ("bo", 11));
  must_write (self, write);
  found = find_session (self, 7);
  g_assert_cmpint (found->device_key[0], ==, 8);
  g_assert_cmpint (found->token_hash[31], ==, 7);
  g_assert_cmpstr (found->device_name, ==, "Laptop");

  write = duo_write_new ();
  duo_write_touch_session (write, found->id, NOW + 5 * 86400);
  must_write (self, write);
  contract_set_now (self, NOW + 2 * 86400);
  touched = find_session (self, 7);
  g_assert_cmpint (touched->expires, ==, NOW + 5 * 86400);
  g_assert_null (find_session (self, 9)); /* expired */

  write = duo_write_new ();
  duo_write_revoke_session (write, found->id);
  must_write (self, write);
  g_assert_null (find_session (self, 7));
}

/* The clock is set back to see what is still there. */
static void
test_forgotten_sessions (Contract *self)
{
  g_autoptr (DuoSessionRecord) kept = NULL, expired = NULL;
  DuoSessionRecord *longer = session_new ("amara", 9);
  DuoWrite *write = duo_write_new ();

  longer->expires++;
  duo_write_take_session (write, session_new ("amara", 7));
  duo_write_take_session (write, longer);
  must_write (self, write);
  contract_set_now (self, NOW + 2 * 86400);
  g_assert_null (find_session (self, 7));
  contract_set_now (self, NOW);
  expired = find_session (self, 7);
  g_assert_nonnull (expired); /* so far it was only not found */
  write = duo_write_new ();
  duo_write_forget_sessions (write, expired->expires);
  must_write (self, write);
  g_assert_null (find_session (self, 7));
  kept = find_session (self, 9);
  g_assert_nonnull (kept);
}

static void
test_sign_out_everywhere (Contract *self)
{
  DuoWrite *write = duo_write_new ();
  g_autoptr (DuoSessionRecord) other = NULL;
  g_autofree char *amara = id_of ("a-amara");

  duo_write_take_session (write, session_new ("amara", 7));
  duo_write_take_session (write, session_new ("amara", 9));
  duo_write_take_session (write, session_new ("bo", 11));
  duo_write_revoke_sessions (write, amara);
  must_write (self, write);
  g_assert_null (find_session (self, 7));
  g_assert_null (find_session (self, 9));
  other = find_session (self, 11);
  g_assert_nonnull (other);
}

static void
assert_same_format (const DuoFormat *a, const DuoFormat *b)
{
  g_assert_cmpuint (a->n_durations, ==, b->n_durations);
  for (guint i = 0; i < a->n_durations; i++)
    g_assert_cmpuint (a->durations[i], ==, b->durations[i]);
  g_assert_cmpint (a->requests_by, ==, b->requests_by);
  g_assert_cmpuint (a->limit_per_talent, ==, b->limit_per_talent);
  g_assert_cmpuint (a->limit_per_company, ==, b->limit_per_company);
  g_assert_cmpuint (a->gap, ==, b->gap);
  g_assert_cmpint (a->opens, ==, b->opens);
  g_assert_cmpuint (a->closes, ==, b->closes);
  g_assert_cmpuint (a->expiry, ==, b->expiry);
  g_assert_cmpuint (a->notice, ==, b->notice);
  g_assert_cmpuint (a->room_early, ==, b->room_early);
  g_assert_cmpuint (a->room_late, ==, b->room_late);
}

static void
set_everything (DuoEventRecord *event)
{
  event->format = (DuoFormat) {
      .requests_by = DUO_REQUESTS_BY_RECRUITERS,
      .durations = {5, 20, 45},
      .n_durations = 3,
      .limit_per_talent = 1,
      .limit_per_company = 2,
      .gap = 15,
      .opens = 4,
      .closes = 5,
      .expiry = 6,
      .notice = 7,
      .room_early = 8,
      .room_late = 9,
  };
  g_set_str (&event->description, "Meet – and talk");
  g_set_str (&event->contact, "fair@example.org");
}

static void
test_event_round_trip (Contract *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) expected = duo_event_record_new (), event = NULL;
  gsize n_windows;
  const DuoDayWindow *windows;

  set_everything (expected);
  change_event (self, FAIR, set_everything);
  event = duo_store_get_event (self->store, FAIR, NULL, &error);
  g_assert_no_error (error);
  assert_same_format (&event->format, &expected->format);
  g_assert_cmpstr (event->description, ==, "Meet – and talk");
  g_assert_cmpuint (event->days->len, ==, 2);
  g_assert_cmpint (duo_day_get_kind (event->days->pdata[1]), ==, DUO_DAY_IN_PERSON);
  windows = duo_day_get_windows (event->days->pdata[0], &n_windows);
  g_assert_cmpuint (n_windows, ==, 2);
  g_assert_cmpuint (windows[1].start, ==, 780);
  g_assert_cmpuint (windows[1].end, ==, 1020);
}

static void
test_events_of_account (Contract *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bo = id_of ("a-bo"), *linus = id_of ("a-linus");
  g_autoptr (GPtrArray) events = duo_store_list_events (self->store, bo, &error);
  DuoEventRecord *expo, *fair;

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 2);
  expo = g_ptr_array_index (events, 0);
  fair = g_ptr_array_index (events, 1);
  g_assert_cmpint (expo->role, ==, DUO_ROLE_RECRUITER);
  g_assert_cmpint (fair->role, ==, DUO_ROLE_TALENT);
  g_assert_true (g_str_has_prefix (fair->me, "bo_"));
  g_assert_cmpstr (fair->my_topics[0], ==, "Compilers");
  /* An event in which one takes no part is not there. */
  g_assert_null (duo_store_get_event (self->store, EXPO, linus, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
}

static void
test_companies_of_event (Contract *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fair = duo_store_list_companies (self->store, FAIR, &error);
  g_autoptr (GPtrArray) expo = duo_store_list_companies (self->store, EXPO, &error);
  g_autoptr (GPtrArray) nowhere = duo_store_list_companies (self->store, "nowhere", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fair->len, ==, 2);
  g_assert_cmpstr (((DuoCompanyRecord *) fair->pdata[0])->name, ==, "acme");
  g_assert_cmpstr (((DuoCompanyRecord *) fair->pdata[1])->name, ==, "umbra");
  g_assert_cmpuint (expo->len, ==, 1);
  g_assert_cmpstr (((DuoCompanyRecord *) expo->pdata[0])->event, ==, EXPO);
  g_assert_cmpuint (nowhere->len, ==, 0);
}

static void
test_settings_bump (Contract *self)
{
  g_autofree char *ada = id_of ("ada");
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoPersonRecord) before = duo_store_get_person (self->store, ada, &error), after = NULL;
  DuoSettings settings = {FALSE, TRUE, (char *) "Why?"};
  DuoWrite *write = duo_write_new ();

  duo_write_set_settings (write, ada, &settings);
  must_write (self, write);
  after = duo_store_get_person (self->store, ada, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->rev, >, before->rev);
  g_assert_cmpstr (after->question, ==, "Why?");
  g_assert_true (!after->direct && after->paused && after->listed);
  g_assert_cmpint (contract_get_commit (self, FAIR)->rev, ==, after->rev);
}

static void
test_availability_tells (Contract *self)
{
  g_autofree char *ada = id_of ("ada"), *nobody = id_of ("nobody");
  g_autoptr (GError) error = NULL;
  DuoWrite *write = duo_write_new ();
  Commit *commit;

  duo_write_take_availability (write, ada, duo_availability_new (DAY1, 30));
  must_write (self, write);
  commit = contract_get_commit (self, FAIR);
  g_assert_nonnull (commit);
  g_assert_true (g_ptr_array_find_with_equal_func (commit->recruiters, ada, g_str_equal, NULL));

  write = duo_write_new ();
  duo_write_take_availability (write, nobody, duo_availability_new (DAY1, 30));
  g_assert_false (write_now (self, write, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
}

static gboolean
set_day (Contract *self, const char *person, const char *date, guint minutes, gint64 seen, GError **error)
{
  DuoWrite *write = duo_write_new ();

  duo_write_change_availability (write, person, duo_availability_new (date, minutes), seen);
  return write_now (self, write, error);
}

/* Who saw a day before somebody else set it does not undo that; a chat or another day is nothing to mind. */
static void
test_availability_seen (Contract *self)
{
  g_autofree char *ada = id_of ("ada");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  gint64 seen = 0;

  slots = duo_store_get_slots (self->store, ada, NULL, &seen, &error);
  g_assert_no_error (error);
  g_assert_true (set_day (self, ada, DAY2, 30, seen, &error));
  g_assert_true (set_day (self, ada, DAY1, 30, seen, &error));
  g_assert_no_error (error);
  /* Said again, as after a lost answer, it is no other's. */
  g_assert_true (set_day (self, ada, DAY1, 30, seen, &error));
  g_assert_no_error (error);
  g_assert_false (set_day (self, ada, DAY1, 20, seen, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_STALE);
  g_clear_error (&error);
  g_assert_true (set_day (self, ada, DAY1, 20, contract_get_commit (self, FAIR)->rev, &error));
  g_assert_no_error (error);
}

static void
test_cancelled_command_runs (Contract *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);

  g_cancellable_cancel (cancellable);
  duo_store_command_async (self->store, book ("amara", "ada", at (9, 0, 15)), cancellable, NULL, NULL);
  start (self, book ("bo", "ada", at (9, 0, 15)), outcomes);
  wait_for (outcomes, 1);
  g_assert_cmpint (((DuoOutcome *) outcomes->pdata[0])->code, ==, DUO_OUTCOME_SLOT_TAKEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/records/accounts", test_accounts);
  contract_add ("/records/taken-address", test_taken_address);
  contract_add ("/records/sessions", test_sessions);
  contract_add ("/records/sign-out-everywhere", test_sign_out_everywhere);
  contract_add ("/records/forgotten-sessions", test_forgotten_sessions);
  contract_add ("/records/event-round-trip", test_event_round_trip);
  contract_add ("/records/events-of-account", test_events_of_account);
  contract_add ("/records/companies-of-event", test_companies_of_event);
  contract_add ("/records/settings-bump", test_settings_bump);
  contract_add ("/records/availability-tells", test_availability_tells);
  contract_add ("/records/availability-seen", test_availability_seen);
  contract_add ("/records/cancelled-command-runs", test_cancelled_command_runs);
  return g_test_run ();
}
