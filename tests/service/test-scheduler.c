/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-scheduler.h"

#include "duo-live-counts.h"
#include "fake-store.h"

#include <time.h>

#define BOUND_MS 5000
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* The machine's clocks as the scheduler and the clock see them: these stand before GLib's. */
static gint64 leapt;
static gint64 passed;

gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + leapt + passed;
}

gint64
g_get_monotonic_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + passed;
}

typedef struct
{
  FakeStore *store;
  DuoClock *clock;
  DuoScheduler *scheduler;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->store = fake_store_new ();
  self->clock = duo_clock_new ();
  leapt = passed = 0;
}

static void
start (Fixture *self)
{
  self->scheduler = duo_scheduler_new (DUO_STORE (self->store), self->clock);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->scheduler, duo_scheduler_free);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  duo_clock_unref (self->clock);
  g_assert_finalize_object (self->store);
}

static gboolean
on_late (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
wait_for (guint (*count) (FakeStore *), FakeStore *store, guint wanted, guint ms)
{
  gboolean late = FALSE;
  guint id = g_timeout_add (ms, on_late, &late);

  while (!late && count (store) < wanted)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (id);

  return !late;
}

static void
must_ask (Fixture *self, guint times)
{
  g_assert_true (wait_for (fake_store_get_n_asked, self->store, times, BOUND_MS));
}

static void
must_command (Fixture *self, guint times)
{
  g_assert_true (wait_for (fake_store_get_n_commands, self->store, times, BOUND_MS));
}

/* After a restart too: what is due is done without anybody asking. */
static void
test_begins_by_itself (Fixture *self, gconstpointer data)
{
  fake_store_set_due (self->store, 3, DUO_VERB_CLOSE_ROOM, G_MAXINT32);
  start (self);
  must_command (self, 3);
  g_assert_cmpint (fake_store_get_last_verb (self->store), ==, DUO_VERB_CLOSE_ROOM);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

static void
test_looks_again_when_all_is_done (Fixture *self, gconstpointer data)
{
  fake_store_set_due (self->store, 1, DUO_VERB_EXPIRE, G_MAXINT32);
  start (self);
  must_command (self, 1);
  fake_store_set_due (self->store, 1, DUO_VERB_EXPIRE, G_MAXINT32);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
  must_command (self, 2);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

static void
test_asks_at_the_time_it_was_told (Fixture *self, gconstpointer data)
{
  gint64 begun;

  fake_store_set_due (self->store, 0, DUO_VERB_EXPIRE, duo_clock_now (self->clock) + 2);
  start (self);
  must_ask (self, 1);
  begun = g_get_monotonic_time ();
  fake_store_set_due (self->store, 1, DUO_VERB_EXPIRE, G_MAXINT32);
  must_command (self, 1);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, G_USEC_PER_SEC / 2);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

/* One and the same room must not be closed twice because a commit came while it was being closed. */
static void
test_does_not_overtake_itself (Fixture *self, gconstpointer data)
{
  fake_store_set_due (self->store, 1, DUO_VERB_CLOSE_ROOM, G_MAXINT32);
  start (self);
  must_command (self, 1);
  fake_store_set_due (self->store, 1, DUO_VERB_CLOSE_ROOM, G_MAXINT32);
  for (guint i = 0; i < 10; i++)
    {
      duo_scheduler_kick (self->scheduler);
      fake_store_emit_committed (self->store);
    }
  g_assert_false (wait_for (fake_store_get_n_commands, self->store, 2, 300));
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
  must_command (self, 2);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

/* At once, and then not at every look. */
static void
test_forgets_sessions_now_and_then (Fixture *self, gconstpointer data)
{
  start (self);
  must_ask (self, 1);
  g_assert_cmpuint (fake_store_get_n_writes (self->store), ==, 1);
  fake_store_emit_committed (self->store);
  must_ask (self, 2);
  g_assert_cmpuint (fake_store_get_n_writes (self->store), ==, 1);
  duo_clock_set_offset_us (self->clock, (gint64) 3601 * G_USEC_PER_SEC);
  duo_scheduler_kick (self->scheduler);
  must_ask (self, 3);
  g_assert_cmpuint (fake_store_get_n_writes (self->store), ==, 2);
}

static void
test_a_commit_wakes_it (Fixture *self, gconstpointer data)
{
  start (self);
  must_ask (self, 1);
  fake_store_set_due (self->store, 1, DUO_VERB_EXPIRE, G_MAXINT32);
  fake_store_emit_committed (self->store);
  must_command (self, 1);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

static void
test_many_kicks_are_one_look (Fixture *self, gconstpointer data)
{
  start (self);
  must_ask (self, 1);
  for (guint i = 0; i < 1000; i++)
    fake_store_emit_committed (self->store);
  must_ask (self, 2);
  g_assert_false (wait_for (fake_store_get_n_asked, self->store, 3, 300));
}

/* What is refused again and again must not make the service spin. */
static void
test_a_refusal_does_not_spin (Fixture *self, gconstpointer data)
{
  fake_store_set_due (self->store, 1, DUO_VERB_EXPIRE, 0);
  start (self);
  must_command (self, 1);
  fake_store_answer (self->store, DUO_OUTCOME_REFUSED);
  g_assert_false (wait_for (fake_store_get_n_asked, self->store, 2, 500));
  must_ask (self, 2);
}

static void
test_an_error_is_tried_again (Fixture *self, gconstpointer data)
{
  fake_store_set_due (self->store, 2, DUO_VERB_EXPIRE, G_MAXINT32);
  start (self);
  must_command (self, 2);
  fake_store_set_due (self->store, 2, DUO_VERB_EXPIRE, G_MAXINT32);
  fake_store_answer_with_error (self->store);
  must_command (self, 4);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

static void
test_a_read_that_fails_is_said (Fixture *self, gconstpointer data)
{
  fake_store_fail_due (self->store);
  g_test_expect_message ("duo-server", G_LOG_LEVEL_WARNING, "*could not be read: as the test says*");
  start (self);
  must_ask (self, 1);
  g_test_assert_expected_messages ();
}

/* Asked for before the look that waits, so that it comes first; made when @seconds have passed. */
static void
kick_later (Fixture *self, gint64 seconds)
{
  gint64 then = passed + seconds * G_USEC_PER_SEC;

  passed -= DAY;
  duo_scheduler_kick (self->scheduler);
  passed = then;
}

/* A clock that is six days wrong for a moment must not end what is booked for a week. */
static void
test_a_leap_of_the_clock_ends_nothing (Fixture *self, gconstpointer data)
{
  start (self);
  must_ask (self, 1);
  leapt = 6 * DAY;
  fake_store_set_due (self->store, 1, DUO_VERB_CLOSE_ROOM, G_MAXINT32);
  duo_scheduler_kick (self->scheduler);
  g_assert_false (wait_for (fake_store_get_n_asked, self->store, 2, 300));
  leapt = 0;
  kick_later (self, 59);
  g_assert_false (wait_for (fake_store_get_n_asked, self->store, 2, 300));
  /* It has been back for a minute: it is believed. */
  kick_later (self, 61);
  must_command (self, 1);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

/* What a test adds, and what an hour's change or a slow correction makes, counts at once. */
static void
test_a_moved_clock_counts_at_once (Fixture *self, gconstpointer data)
{
  start (self);
  must_ask (self, 1);
  duo_clock_set_offset_us (self->clock, 6 * DAY);
  duo_scheduler_kick (self->scheduler);
  must_ask (self, 2);
  leapt = (gint64) 1800 * G_USEC_PER_SEC;
  duo_scheduler_kick (self->scheduler);
  must_ask (self, 3);
}

static void
test_it_may_end_while_something_runs (Fixture *self, gconstpointer data)
{
  fake_store_set_due (self->store, 2, DUO_VERB_EXPIRE, G_MAXINT32);
  start (self);
  must_command (self, 2);
  g_clear_pointer (&self->scheduler, duo_scheduler_free);
  fake_store_answer (self->store, DUO_OUTCOME_DONE);
}

/* ── counts, which the live feed tells ── */

static guint
n_changed (DuoLiveCounts *counts, FakeStore *store)
{
  g_autoptr (GArray) changed = duo_live_counts_update (counts, DUO_STORE (store), "event");

  return changed->len;
}

static void
test_only_what_differs_is_told (Fixture *self, gconstpointer data)
{
  DuoLiveCounts *counts = duo_live_counts_new ();
  g_autoptr (GArray) changed = NULL;

  fake_store_set_count (self->store, "a", 5, 0);
  fake_store_set_count (self->store, "c", 7, 2);
  g_assert_cmpuint (duo_live_counts_get (counts, DUO_STORE (self->store), "event")->len, ==, 2);
  g_assert_cmpuint (n_changed (counts, self->store), ==, 0);
  fake_store_set_count (self->store, "c", 6, 2);
  fake_store_set_count (self->store, "b", 1, 1);
  changed = duo_live_counts_update (counts, DUO_STORE (self->store), "event");
  g_assert_cmpuint (changed->len, ==, 2);
  g_assert_cmpstr (g_array_index (changed, DuoCount, 0).id, ==, "b");
  g_assert_cmpstr (g_array_index (changed, DuoCount, 1).id, ==, "c");
  g_assert_cmpuint (g_array_index (changed, DuoCount, 1).open, ==, 6);
  fake_store_set_count (self->store, "a", 5, 1);
  g_assert_cmpuint (n_changed (counts, self->store), ==, 1);
  duo_live_counts_free (counts);
}

static void
test_somebody_who_is_gone_upsets_nothing (Fixture *self, gconstpointer data)
{
  DuoLiveCounts *counts = duo_live_counts_new ();

  fake_store_set_count (self->store, "a", 1, 0);
  fake_store_set_count (self->store, "b", 1, 0);
  fake_store_set_count (self->store, "c", 1, 0);
  g_assert_cmpuint (n_changed (counts, self->store), ==, 3);
  fake_store_remove_count (self->store, "a");
  g_assert_cmpuint (n_changed (counts, self->store), ==, 0);
  fake_store_remove_count (self->store, "b");
  fake_store_set_count (self->store, "c", 2, 0);
  g_assert_cmpuint (n_changed (counts, self->store), ==, 1);
  fake_store_set_count (self->store, "a", 1, 0);
  g_assert_cmpuint (n_changed (counts, self->store), ==, 1);
  duo_live_counts_free (counts);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/scheduler/begins", test_begins_by_itself);
  add ("/scheduler/again", test_looks_again_when_all_is_done);
  add ("/scheduler/in-time", test_asks_at_the_time_it_was_told);
  add ("/scheduler/once", test_does_not_overtake_itself);
  add ("/scheduler/commit", test_a_commit_wakes_it);
  add ("/scheduler/forgets", test_forgets_sessions_now_and_then);
  add ("/scheduler/coalesced", test_many_kicks_are_one_look);
  add ("/scheduler/refused", test_a_refusal_does_not_spin);
  add ("/scheduler/error", test_an_error_is_tried_again);
  add ("/scheduler/read-fails", test_a_read_that_fails_is_said);
  add ("/scheduler/leap", test_a_leap_of_the_clock_ends_nothing);
  add ("/scheduler/moved", test_a_moved_clock_counts_at_once);
  add ("/scheduler/ends", test_it_may_end_while_something_runs);
  add ("/live-counts/differs", test_only_what_differs_is_told);
  add ("/live-counts/gone", test_somebody_who_is_gone_upsets_nothing);

  return g_test_run ();
}
