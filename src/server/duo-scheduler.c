/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-scheduler.h"

/* After a kick; many come together. */
#define SOON_MS 50
/* The machine's clock may be set, so it is never waited longer. */
#define LONGEST_MS 15000
#define RETRY_MS 1000
#define FORGET_SECONDS 3600
/* A machine's clock that leaps so far may be wrong for a moment, and what has ended has ended for good. */
#define LEAP_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DOUBT_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

struct _DuoScheduler
{
  grefcount refs;
  DuoStore *store;
  DuoClock *clock;
  gulong committed_id;
  guint timer_id;
  gint64 timer_at; /* monotonic */
  guint running;
  gint64 forgot; /* when expired sessions were last deleted, unix time */
  gint64 ahead;  /* the machine's clock before its monotonic one, at the last look */
  gint64 doubts; /* until when nothing is ended, monotonic */
  gboolean stopped;
};

static gboolean on_timer (gpointer data);

static void
scheduler_unref (DuoScheduler *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->store);
  duo_clock_unref (self->clock);
  g_free (self);
}

/* Only ever makes it earlier. */
static void
wake_in (DuoScheduler *self, gint64 ms)
{
  gint64 at = g_get_monotonic_time () + ms * 1000;

  if (self->stopped || (self->timer_id && self->timer_at <= at))
    return;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_at = at;
  self->timer_id = g_timeout_add (ms, on_timer, self);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  DuoScheduler *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoOutcome) outcome = duo_store_command_finish (DUO_STORE (source), result, &error);

  if (outcome == NULL)
    g_message ("scheduler: %s", error->message);
  else if (outcome->code != DUO_OUTCOME_DONE)
    g_debug ("scheduler: %s was refused: %s", duo_verb_to_string (outcome->verb),
             duo_refusal_to_string (outcome->refusal));
  if (--self->running == 0)
    wake_in (self, outcome && outcome->code == DUO_OUTCOME_DONE ? SOON_MS : RETRY_MS);
  scheduler_unref (self);
}

static void
run_due (DuoScheduler *self, GPtrArray *due)
{
  gsize n;
  g_autofree gpointer *commands = g_ptr_array_steal (due, &n);

  for (gsize i = 0; i < n; i++)
    {
      self->running++;
      g_ref_count_inc (&self->refs);
      duo_store_command_async (self->store, commands[i], NULL, on_done, self);
    }
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    g_message ("scheduler: expired sessions could not be deleted: %s", error->message);
}

/* Nobody finds them any more: this is so that devices' names and keys are not kept for ever. */
static void
forget_sessions (DuoScheduler *self)
{
  gint64 now = duo_clock_now (self->clock);
  DuoWrite *write;

  if (ABS (now - self->forgot) < FORGET_SECONDS)
    return;
  self->forgot = now;
  write = duo_write_new ();
  duo_write_forget_sessions (write, now);
  duo_store_write_async (self->store, write, NULL, on_forgotten, NULL);
}

/* What a test adds to the clock is no leap of the machine's. */
static gint64
measure_ahead (DuoScheduler *self)
{
  return duo_clock_now_us (self->clock) - duo_clock_get_offset_us (self->clock) - g_get_monotonic_time ();
}

/* How long, in milliseconds, the clock is not believed; 0 where it is. A machine that slept is such a one, too. */
static gint64
get_doubt (DuoScheduler *self)
{
  gint64 now = g_get_monotonic_time (), ahead = measure_ahead (self);
  gint64 leap = ahead - self->ahead;

  self->ahead = ahead;
  if (ABS (leap) > LEAP_US)
    {
      g_message ("scheduler: the clock leapt by %" G_GINT64_FORMAT " s; waiting a minute",
                 leap / G_USEC_PER_SEC);
      self->doubts = now + DOUBT_US;
    }

  return MAX (0, (self->doubts - now + 999) / 1000);
}

static gboolean
on_timer (gpointer data)
{
  DuoScheduler *self = data;
  gint64 doubt = get_doubt (self);
  gint64 next = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = NULL;

  self->timer_id = 0;
  if (self->running > 0)
    return G_SOURCE_REMOVE;
  if (doubt > 0)
    {
      wake_in (self, MIN (doubt, LONGEST_MS));
      return G_SOURCE_REMOVE;
    }
  forget_sessions (self);
  due = duo_store_list_due (self->store, &next, &error);
  if (due == NULL)
    g_warning ("scheduler: what is due could not be read: %s", error->message);
  else
    run_due (self, due);
  if (self->running == 0)
    wake_in (self, CLAMP ((next - duo_clock_now (self->clock)) * 1000, SOON_MS, LONGEST_MS));

  return G_SOURCE_REMOVE;
}

static void
on_committed (DuoScheduler *self)
{
  duo_scheduler_kick (self);
}

DuoScheduler *
duo_scheduler_new (DuoStore *store, DuoClock *clock)
{
  DuoScheduler *self = g_new0 (DuoScheduler, 1);

  g_ref_count_init (&self->refs);
  self->store = g_object_ref (store);
  self->clock = duo_clock_ref (clock);
  self->ahead = measure_ahead (self);
  self->committed_id = g_signal_connect_swapped (store, "committed", G_CALLBACK (on_committed), self);
  duo_scheduler_kick (self);

  return self;
}

void
duo_scheduler_kick (DuoScheduler *self)
{
  if (self->running == 0)
    wake_in (self, SOON_MS);
}

void
duo_scheduler_free (DuoScheduler *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_signal_handler (&self->committed_id, self->store);
  scheduler_unref (self);
}
