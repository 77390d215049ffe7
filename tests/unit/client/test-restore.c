/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "duo-session-private.h"
#include "session-fixture.h"

/* A start in two steps: the first people, then everybody. */

#define N_CROWD 2000
#define N_FIRST 48
#define HUNDREDTH "P000000000000000000100"

typedef struct
{
  FakeService *service;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->service = fake_service_new ();
  fake_service_furnish (f->service);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fake_service_free (f->service);
}

static DuoSession *
signed_in (Fixture *f, const char *profile)
{
  DuoSession *session = session_of (profile);
  g_autoptr (GError) error = NULL;

  g_assert_true (sign_in (session, fake_service_get_address (f->service), "amara@example.org",
                          "a good password", &error));
  g_assert_no_error (error);
  wait_state (session, DUO_SESSION_ONLINE);
  return session;
}

static void
run_sql (const char *profile, const char *sql)
{
  g_autofree char *path =
      g_build_filename (g_get_user_cache_dir (), "duologue", profile, "cache.sqlite", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Two thousand like Ada, of which sixty-six have most open slots. */
static void
add_crowd (const char *profile)
{
  run_sql (profile,
           "WITH RECURSIVE c (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM c WHERE n < 1999) "
           "INSERT INTO person SELECT event, printf ('P%021d', n), role, printf ('Somebody %04d', n), title, "
           "company, about, topics, languages, question, direct, paused, listed, rev, n % 30, requests "
           "FROM c, person WHERE id = '" FAKE_ADA "'");
}

/* Signed in once, with a crowd in the cache and the network gone. */
static void
prepare (Fixture *f, const char *profile)
{
  DuoSession *session = signed_in (f, profile);

  wait_for_token (profile, "Amara Okafor");
  finish_session (session);
  add_crowd (profile);
  fake_service_hide (f->service);
}

/* As prepare(), and the first of the crowd are kept. */
static void
prepare_and_start (Fixture *f, const char *profile)
{
  DuoSession *session;

  prepare (f, profile);
  session = session_of (profile);
  g_assert_true (restore (session));
  wait_until (duo_event_get_complete (duo_session_get_event (session)));
  finish_session (session);
}

static DuoSession *
restored (const char *profile)
{
  DuoSession *session = session_of (profile);

  g_assert_true (restore (session));
  g_assert_false (duo_event_get_complete (duo_session_get_event (session)));
  return session;
}

static guint
count_people (DuoSession *session)
{
  return g_list_model_get_n_items (duo_event_get_people (duo_session_get_event (session)));
}

static gboolean
knows (DuoSession *session, const char *id)
{
  return duo_event_find_person (duo_session_get_event (session), id) != NULL;
}

static void
test_two_steps (Fixture *f, gconstpointer data)
{
  DuoSession *session;

  prepare (f, "two-steps");
  session = restored ("two-steps");
  g_assert_cmpuint (count_people (session), ==, 2); /* who was there when the app was closed */
  g_assert_cmpuint (duo_event_get_n_expected (duo_session_get_event (session)), ==, 2);
  g_assert_true (knows (session, FAKE_ADA));
  g_assert_false (knows (session, HUNDREDTH));
  wait_until (duo_event_get_complete (duo_session_get_event (session)));
  g_assert_cmpuint (count_people (session), ==, N_CROWD + 2);
  g_assert_true (knows (session, HUNDREDTH));
  g_assert_false (duo_session_get_cache_lost (session));
  g_assert_cmpint (duo_session_get_synced_at (session), >, 0);
  wait_state (session, DUO_SESSION_OFFLINE);

  /* Where it was is where it goes on. */
  fake_service_show (f->service);
  duo_session_reconnect (session);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpuint (fake_service_count (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0"), ==,
                    1);
  g_assert_cmpuint (count_people (session), ==, N_CROWD + 2);
  finish_session (session);
}

/* The first people are those of the whole crowd, and remain the first when it comes. */
static void
test_first_stay_first (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  DuoSession *session;

  prepare_and_start (f, "first");
  session = restored ("first");
  g_assert_cmpuint (count_people (session), ==, N_FIRST);
  g_assert_cmpuint (duo_event_get_n_expected (duo_session_get_event (session)), ==, N_CROWD + 2);
  before = duo_event_dup_first_people (duo_session_get_event (session), N_FIRST);
  g_assert_cmpstr (duo_person_get_company_name (before->pdata[0]), ==, "Nordlys");
  wait_until (duo_event_get_complete (duo_session_get_event (session)));
  after = duo_event_dup_first_people (duo_session_get_event (session), N_FIRST);
  for (guint i = 0; i < N_FIRST; i++)
    {
      g_assert_true (before->pdata[i] == after->pdata[i]);
      g_assert_cmpuint (duo_person_get_open_slots (after->pdata[i]), ==, 29);
    }
  g_clear_pointer (&before, g_ptr_array_unref);
  g_clear_pointer (&after, g_ptr_array_unref);
  finish_session (session);
}

/* Nothing is missing without a word: everything is asked for again. */
static void
test_corrupt_rest (Fixture *f, gconstpointer data)
{
  DuoSession *session;

  prepare_and_start (f, "corrupt-rest");
  run_sql ("corrupt-rest",
           "INSERT INTO company VALUES ('" FAKE_EVENT "', 'BADBADBADBADBADBADBADB', '{\"id\":')");
  fake_service_show (f->service);
  session = restored ("corrupt-rest");
  g_assert_false (duo_session_get_cache_lost (session));
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "Starting over with an empty cache*");
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "The rest of the cache cannot be read*");
  wait_until (duo_event_get_complete (duo_session_get_event (session)));
  g_test_assert_expected_messages ();
  g_assert_true (duo_session_get_cache_lost (session));
  g_assert_cmpint (duo_session_get_synced_at (session), ==, 0);
  g_assert_cmpuint (count_people (session), ==, N_FIRST);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpuint (fake_service_count (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0"), ==,
                    2);
  g_assert_cmpuint (count_people (session), ==, 2); /* as the service says */
  finish_session (session);

  session = restored ("corrupt-rest");
  g_assert_false (duo_session_get_cache_lost (session));
  g_assert_true (knows (session, FAKE_BEN));
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpuint (fake_service_count (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0"), ==,
                    2);
  finish_session (session);
}

static gboolean
note_cb (gpointer noted)
{
  *(gboolean *) noted = TRUE;
  return G_SOURCE_REMOVE;
}

/* @data: the rest is on its way already */
static void
test_ends_meanwhile (Fixture *f, gconstpointer data)
{
  DuoSession *session;
  gboolean noted = FALSE;

  prepare_and_start (f, data ? "ends-late" : "ends-early");
  session = restored (data ? "ends-late" : "ends-early");
  g_idle_add_full (G_PRIORITY_LOW + 1, note_cb, &noted, NULL);
  if (data)
    wait_until (noted);
  duo_session_end (session);
  duo_cache_flush (session->cache);
  settle ();
  g_assert_cmpint (duo_session_get_state (session), ==, DUO_SESSION_SIGNED_OUT);
  g_assert_cmpuint (g_list_model_get_n_items (duo_session_get_events (session)), ==, 0);

  fake_service_show (f->service);
  g_assert_true (
      sign_in (session, fake_service_get_address (f->service), "amara@example.org", "a good password", NULL));
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpuint (count_people (session), ==, 2);
  finish_session (session);
}

static void
test_closed_meanwhile (Fixture *f, gconstpointer data)
{
  DuoSession *session;

  prepare_and_start (f, "closed");
  session = restored ("closed");
  finish_session (session);
  session = restored ("closed");
  g_assert_cmpuint (count_people (session), ==, N_FIRST); /* who is first was not forgotten by it */
  g_assert_cmpuint (duo_event_get_n_expected (duo_session_get_event (session)), ==, N_CROWD + 2);
  finish_session (session);
}

#define OTHER "OTHEROTHEROTHEROTHEROT"
#define MINE                                                                                                 \
  "\"zone\":\"UTC\",\"state\":\"open\",\"rev\":5,\"role\":\"talent\",\"me\":\"" FAKE_ME                      \
  "\",\"days\":[],\"format\":{\"requests_by\":[\"talents\"],\"durations\":[15],\"limit_per_talent\":0,"      \
  "\"limit_per_company\":0,\"gap\":0,\"closes\":0,\"expiry\":0,\"notice\":0,\"room_early\":5,"               \
  "\"room_late\":5}}"

static void
say_two_events (FakeService *service)
{
  fake_service_forget_answers (service, "GET", "/v1/events");
  fake_service_answer (service, "GET", "/v1/events", 200,
                       "{\"events\":[{\"id\":\"" FAKE_EVENT "\",\"name\":\"One\"," MINE ",{\"id\":\"" OTHER
                       "\",\"name\":\"Two\"," MINE "]}");
  fake_service_answer (service, "GET", "/v1/events/" OTHER "/changes*", 200,
                       "{\"event\":\"" OTHER "\",\"since\":0,\"upto\":1,\"more\":false,\"people\":[{\"id\":"
                       "\"CYCYCYCYCYCYCYCYCYCYCY\",\"role\":\"recruiter\",\"name\":\"Cy\",\"title\":\"x\","
                       "\"topics\":[],\"languages\":[],\"mode\":\"direct\",\"paused\":false,\"listed\":true,"
                       "\"rev\":1}]}");
}

/* Of an event that was not on screen nobody is known at first; it gets its people with the others, and its first people
 * are kept once it was shown. */
static void
test_another_event (Fixture *f, gconstpointer data)
{
  DuoSession *session;
  DuoEvent *other;

  say_two_events (f->service);
  prepare_and_start (f, "another-event");
  session = restored ("another-event");
  other = duo_sync_find_event (session->sync, OTHER);
  duo_session_set_event (session, other);
  g_assert_cmpuint (count_people (session), ==, 0);
  g_assert_false (duo_event_get_complete (other));
  wait_until (duo_event_get_complete (other));
  g_assert_cmpuint (count_people (session), ==, 1);
  g_assert_nonnull (duo_event_find_person (duo_sync_find_event (session->sync, FAKE_EVENT), HUNDREDTH));
  duo_session_set_event (session, duo_sync_find_event (session->sync, FAKE_EVENT));
  duo_session_flush (session);
  duo_session_set_event (session, other);
  finish_session (session);

  session = restored ("another-event");
  g_assert_cmpstr (duo_event_get_id (duo_session_get_event (session)), ==, OTHER);
  g_assert_cmpuint (count_people (session), ==, 1);
  g_assert_cmpuint (duo_event_get_n_expected (duo_session_get_event (session)), ==, 1);
  finish_session (session);
}

#define ADD(path, data, function) g_test_add ("/restore/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("two-steps", NULL, test_two_steps);
  ADD ("first-stay-first", NULL, test_first_stay_first);
  ADD ("corrupt-rest", NULL, test_corrupt_rest);
  ADD ("ends-early", NULL, test_ends_meanwhile);
  ADD ("ends-late", GINT_TO_POINTER (TRUE), test_ends_meanwhile);
  ADD ("closed", NULL, test_closed_meanwhile);
  ADD ("another-event", NULL, test_another_event);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
