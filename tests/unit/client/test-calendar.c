/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-protocol-error.h"
#include "session-fixture.h"

/* A recruiter's calendar, as it leaves and as it is answered. */

#define PATH "/v1/events/" FAKE_EVENT "/recruiters/" FAKE_ADA "/availability"
#define DAYS 60
#define TICKS_A_DAY 288

typedef struct
{
  FakeService *service;
  DuoSession *session;
  DuoPerson *ada;
  DuoSlots *slots;
} Fixture;

static void
set_up (Fixture *f, gconstpointer profile)
{
  f->service = fake_service_new ();
  fake_service_furnish (f->service);
  f->session = online_session_of (profile, f->service);
  f->ada = duo_event_find_person (duo_session_get_event (f->session), FAKE_ADA);
  f->slots = duo_session_watch_slots (f->session, f->ada);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->slots);
  finish_session (f->session);
  fake_service_free (f->service);
}

static gboolean
set_availability (Fixture *f, guint status, const char *body, GError **error)
{
  g_autoptr (GPtrArray) openings = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_answer (f->service, "PUT", PATH, status, body);
  duo_session_set_availability_async (f->session, f->ada, openings, NULL, take_result, &result);
  wait_result (result);
  return duo_session_set_availability_finish (f->session, result, error);
}

/* Every five minutes of a day, and the word @state with each where there is one. */
static void
append_ticks (GString *text, gint64 midnight, const char *state)
{
  for (guint i = 0; i < TICKS_A_DAY; i++)
    {
      g_autofree char *from = duo_time_format (midnight + i * DUO_TICK_SECONDS);
      g_autofree char *to = duo_time_format (midnight + (i + 1) * DUO_TICK_SECONDS);

      g_string_append_printf (text, "%s[\"%s\",\"%s\"%s]", i > 0 ? "," : "", from, to, state);
    }
}

/* Each slot of it is blocked by itself: nothing that a service may say is longer. */
static char *
dup_large (void)
{
  GString *text = g_string_new ("{\"recruiter\":\"" FAKE_ADA "\",\"rev\":7,\"days\":[");

  for (guint i = 0; i < DAYS; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 11 + i / 30, 1 + i % 30, 0, 0, 0);
      g_autofree char *date = g_date_time_format (day, "%F");

      g_string_append_printf (text, "%s{\"date\":\"%s\",\"minutes\":5,\"slots\":[", i > 0 ? "," : "", date);
      append_ticks (text, g_date_time_to_unix (day), ",\"blocked\"");
      g_string_append (text, "],\"blocked\":[");
      append_ticks (text, g_date_time_to_unix (day), "");
      g_string_append (text, "]}");
    }
  g_string_append (text, "]}");
  return g_string_free_and_steal (text);
}

/* An answer of any length that a calendar can have is taken, and its day is blocked as a whole. */
static void
test_large (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = dup_large ();
  const DuoOpening *opening;

  g_assert_cmpuint (strlen (body), >, DUO_MAX_BODY);
  g_assert_true (set_availability (f, 200, body, &error));
  g_assert_no_error (error);
  opening = duo_slots_get_opening (f->slots, "2026-12-30");
  g_assert_cmpuint (opening->blocked->len, ==, 1);
}

/* What was seen goes along; what somebody else has set since is not laid over. */
static void
test_seen (Fixture *f, gconstpointer data)
{
  static const char slots[] = "{\"type\":\"slots\",\"recruiter\":\"" FAKE_ADA "\",\"rev\":6,\"days\":[]}";
  static const char done[] = "{\"recruiter\":\"" FAKE_ADA "\",\"rev\":9,\"days\":[]}";
  g_autoptr (GError) error = NULL;

  fake_service_wait_text (f->service, "watch", 0);
  fake_service_say (f->service, slots);
  wait_until (duo_slots_get_loaded (f->slots));
  g_assert_true (set_availability (f, 200, done, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fake_service_wait_request (f->service, "PUT", PATH, 0)->seen, ==, "\"6\"");
  fake_service_forget_answers (f->service, "PUT", PATH);
  g_assert_false (set_availability (f, 412, "{\"title\":\"x\",\"status\":412,\"code\":\"stale\"}", &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE);
  g_assert_cmpstr (fake_service_wait_request (f->service, "PUT", PATH, 1)->seen, ==, "\"9\"");
}

/* The refusal brings the days as somebody else has set them: they are there when the caller hears of it. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char refusal[] =
      "{\"title\":\"x\",\"status\":412,\"code\":\"stale\",\"calendar\":{\"recruiter\":\"" FAKE_ADA
      "\",\"rev\":11,\"days\":[{\"date\":\"2026-11-03\",\"minutes\":20,\"slots\":[],\"blocked\":["
      "[\"2026-11-03T09:00:00Z\",\"2026-11-03T10:00:00Z\"]]}]}}";
  g_autoptr (GError) error = NULL;
  const DuoOpening *opening;

  g_assert_false (set_availability (f, 412, refusal, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE);
  opening = duo_slots_get_opening (f->slots, "2026-11-03");
  g_assert_nonnull (opening);
  g_assert_cmpuint (opening->minutes, ==, 20);
  g_assert_cmpuint (opening->blocked->len, ==, 1);
  /* It has been seen now. */
  g_clear_error (&error);
  fake_service_forget_answers (f->service, "PUT", PATH);
  g_assert_true (
      set_availability (f, 200, "{\"recruiter\":\"" FAKE_ADA "\",\"rev\":12,\"days\":[]}", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fake_service_wait_request (f->service, "PUT", PATH, 1)->seen, ==, "\"11\"");
}

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, path + 1, set_up, test, tear_down)
  ADD ("/calendar-large", test_large);
  ADD ("/calendar-seen", test_seen);
  ADD ("/calendar-refused", test_refused);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
