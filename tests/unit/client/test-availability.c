/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "real-service.h"
#include "session-fixture.h"

/* What a recruiter sets, at the real service, and what others see of it at once. */

typedef struct
{
  RealService *service;
  DuoSession *recruiter;
  DuoSession *talent;
  DuoPerson *me;    /* as the recruiter's app has it */
  DuoPerson *other; /* the same person, as the talent's has it */
  DuoSlots *mine;
  DuoSlots *seen;
} Fixture;

static DuoSession *
join (RealService *service, const char *email, const char *role)
{
  g_autofree char *profile = g_strdup_printf ("%s-%s", strrchr (g_test_get_path (), '/') + 1, role);
  DuoSession *session = session_of (profile);

  g_assert_true (sign_in (session, service->address, email, service->password, NULL));
  wait_state (session, DUO_SESSION_ONLINE);
  return session;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  DuoEvent *event;

  f->service = real_service_new (4, 8);
  f->recruiter = join (f->service, f->service->recruiters[0], "recruiter");
  f->talent = join (f->service, f->service->talents[0], "talent");
  event = duo_session_get_event (f->recruiter);
  f->me = duo_event_find_person (event, duo_event_get_record (event)->me);
  g_assert_nonnull (f->me);
  f->other = duo_event_find_person (duo_session_get_event (f->talent), duo_person_get_id (f->me));
  f->mine = duo_session_watch_slots (f->recruiter, f->me);
  f->seen = duo_session_watch_slots (f->talent, f->other);
  wait_until (duo_slots_get_loaded (f->mine) && duo_slots_get_loaded (f->seen));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->mine);
  g_clear_object (&f->seen);
  finish_session (f->talent);
  finish_session (f->recruiter);
  real_service_free (f->service);
}

static gboolean
set_availability (DuoSession *session, DuoPerson *whose, const DuoOpening *opening, GError **error)
{
  g_autoptr (GPtrArray) openings = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (openings, (gpointer) opening);
  duo_session_set_availability_async (session, whose, openings, NULL, take_result, &result);
  wait_result (result);
  return duo_session_set_availability_finish (session, result, error);
}

static gboolean
change_settings (
    DuoSession *session, DuoPerson *whose, const DuoWireSettings *settings, gint64 seen, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_change_settings_async (session, whose, settings, seen, NULL, take_result, &result);
  wait_result (result);
  return duo_session_change_settings_finish (session, result, error);
}

/* The last open slot of the last day: nobody has come to it when the test ends. */
static DuoSlot
find_last_open (DuoSlots *slots, char **date)
{
  g_auto (GStrv) dates = duo_slots_dup_dates (slots);
  const GArray *day;

  *date = g_strdup (dates[g_strv_length (dates) - 1]);
  day = duo_slots_get_day (slots, *date);
  for (guint i = day->len; i > 0; i--)
    if (g_array_index (day, DuoSlot, i - 1).state == DUO_SLOT_OPEN)
      return g_array_index (day, DuoSlot, i - 1);
  g_error ("there is no open slot");
}

static DuoSlotState
state_in (DuoSlots *slots, const char *date, DuoTimeRange range)
{
  const DuoSlot *slot = duo_slot_grid_find (duo_slots_get_day (slots, date), range);

  return slot ? slot->state : DUO_SLOT_PAST;
}

/* The models are right when the answer is there; a talent sees it too, and cannot tell it from a booking. */
static void
test_blocked_is_seen_by_both (Fixture *f, gconstpointer data)
{
  g_autofree char *date = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoOpening) opening = NULL;
  DuoSlot slot = find_last_open (f->mine, &date);

  g_assert_null (duo_slots_get_opening (f->seen, date));
  opening = duo_opening_copy (duo_slots_get_opening (f->mine, date));
  duo_opening_block (opening, slot.range);
  g_assert_true (set_availability (f->recruiter, f->me, opening, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state_in (f->mine, date, slot.range), ==, DUO_SLOT_BLOCKED);
  g_assert_true (duo_opening_blocks (duo_slots_get_opening (f->mine, date), slot.range));
  wait_until (state_in (f->seen, date, slot.range) == DUO_SLOT_BOOKED);
  duo_opening_open (opening, slot.range);
  g_assert_true (set_availability (f->recruiter, f->me, opening, &error));
  wait_until (state_in (f->seen, date, slot.range) == DUO_SLOT_OPEN);
}

/* A length that the event does not allow, and somebody who may not: nothing is done, and the error says so. */
static void
test_refusals_are_errors (Fixture *f, gconstpointer data)
{
  g_autofree char *date = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) foreign = NULL;
  g_autoptr (DuoOpening) opening = NULL;
  DuoSlot slot = find_last_open (f->mine, &date);

  opening = duo_opening_copy (duo_slots_get_opening (f->mine, date));
  opening->minutes = 55;
  g_assert_false (set_availability (f->recruiter, f->me, opening, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (state_in (f->mine, date, slot.range), ==, DUO_SLOT_OPEN);
  opening->minutes = duo_slots_get_opening (f->mine, date)->minutes;
  duo_opening_block (opening, slot.range);
  g_assert_false (set_availability (f->talent, f->other, opening, &foreign));
  g_assert_error (foreign, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED);
  g_assert_cmpint (duo_client_error_get_refusal (foreign), ==, DUO_REFUSAL_NOT_ALLOWED);
}

static void
test_settings_are_seen_by_both (Fixture *f, gconstpointer data)
{
  gboolean direct = duo_person_get_direct (f->me);
  const DuoWireSettings mode = {.has_direct = TRUE, .direct = !direct};
  const DuoWireSettings pause = {.has_paused = TRUE, .paused = TRUE};
  g_autoptr (GError) error = NULL;

  g_assert_true (change_settings (f->recruiter, f->me, &mode, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (duo_person_get_direct (f->me), ==, !direct);
  wait_until (duo_person_get_direct (f->other) == !direct);
  g_assert_true (change_settings (f->recruiter, f->me, &pause, 0, &error));
  g_assert_true (duo_person_get_paused (f->me));
  wait_until (duo_person_get_paused (f->other));
  g_assert_cmpint (duo_person_get_direct (f->other), ==, !direct);
}

/* A text is not laid over what somebody else has written since; a switch is laid over anything. */
static void
test_a_text_overwrites_nobody (Fixture *f, gconstpointer data)
{
  const DuoWireSettings first = {.has_question = TRUE, .question = (char *) "What did you build?"};
  const DuoWireSettings second = {.has_question = TRUE, .question = (char *) "Why us?"};
  gint64 seen = duo_person_get_rev (f->me);
  g_autoptr (GError) error = NULL;

  g_assert_true (change_settings (f->recruiter, f->me, &first, seen, &error));
  g_assert_no_error (error);
  wait_until (duo_person_get_rev (f->me) > seen);
  g_assert_false (change_settings (f->recruiter, f->me, &second, seen, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE);
  g_assert_cmpstr (duo_person_get_question (f->me), ==, "What did you build?");
  g_clear_error (&error);
  /* What is there already, as after an answer that was lost, is nobody else's. */
  g_assert_true (change_settings (f->recruiter, f->me, &first, seen, &error));
  g_assert_no_error (error);
  g_assert_true (change_settings (f->recruiter, f->me, &second, duo_person_get_rev (f->me), &error));
  wait_until (g_strcmp0 (duo_person_get_question (f->other), "Why us?") == 0);
}

static void
test_offline_is_an_error (Fixture *f, gconstpointer data)
{
  const DuoWireSettings pause = {.has_paused = TRUE, .paused = TRUE};
  g_autofree char *date = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  find_last_open (f->mine, &date);
  real_service_kill (f->service);
  g_assert_false (set_availability (f->recruiter, f->me, duo_slots_get_opening (f->mine, date), &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_false (change_settings (f->recruiter, f->me, &pause, 0, &again));
  g_assert_error (again, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_false (duo_person_get_paused (f->me));
  real_service_restart (f->service);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/availability/blocked", test_blocked_is_seen_by_both);
  ADD ("/availability/refusals", test_refusals_are_errors);
  ADD ("/availability/settings", test_settings_are_seen_by_both);
  ADD ("/availability/a-text", test_a_text_overwrites_nobody);
  ADD ("/availability/offline", test_offline_is_an_error);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
