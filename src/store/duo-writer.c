/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-writer-private.h"
#include "duo-command-run-private.h"
#include "duo-foreign-private.h"
#include "duo-format-run-private.h"
#include "duo-keys-private.h"
#include "duo-store.h"
#include "duo-write-run-private.h"

#define MAX_QUEUED 4096
/* What many bookings dirty together is written once; and still less than 0.1 s. */
#define MAX_BATCH 1024
/* Nor does a transaction grow far beyond what its cache holds: a batch ends with the CV that reaches it. */
#define MAX_BATCH_BYTES (8 * 1024 * 1024)
/* Pages in the log: small checkpoints where nobody waits, and one between batches before it grows. */
#define IDLE_CHECKPOINT 64
#define BUSY_CHECKPOINT 1024
#define FORGET_SECONDS 600
/* How soon it is noticed that another program has written. */
#define FOREIGN_SECONDS 1

typedef struct
{
  GTask *task;
  DuoCommand *command;
  DuoWrite *write;
  DuoOutcome *outcome;
  DuoFormatCommand *format;
  DuoFormatOutcome *format_outcome;
  GError *error;
} Job;

/* Whom batches are returned to. Shared, since a batch without jobs does not hold the store, nor so the writer. */
typedef struct
{
  GWeakRef store;
} Owner;

typedef struct
{
  DuoWriter *writer;
  Owner *owner;
  GPtrArray *jobs;
  DuoEffects *effects;
  GError *failure; /* (nullable): why nothing of it is on disk */
} Batch;

struct _DuoWriter
{
  DuoDatabase *database;
  DuoForeign *foreign;
  DuoClock *clock;
  GMainContext *context;
  Owner *owner;
  DuoWriterFunc func;
  GThread *thread;
  gint64 forgot;

  GMutex mutex;
  GCond cond;
  GQueue queue; /* Job */
  gboolean closing;
  gboolean failed; /* the disk refused: nothing is written any more */
};

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_clear_pointer (&job->command, duo_command_free);
  g_clear_pointer (&job->write, duo_write_free);
  g_clear_pointer (&job->outcome, duo_outcome_free);
  g_clear_pointer (&job->format, duo_format_command_free);
  g_clear_pointer (&job->format_outcome, duo_format_outcome_free);
  g_clear_error (&job->error);
  g_free (job);
}

static void
owner_clear (gpointer data)
{
  g_weak_ref_clear (&((Owner *) data)->store);
}

static Owner *
owner_new (GObject *store)
{
  Owner *owner = g_atomic_rc_box_new0 (Owner);

  g_weak_ref_init (&owner->store, store);
  return owner;
}

static void
owner_unref (Owner *owner)
{
  g_atomic_rc_box_release_full (owner, owner_clear);
}

static Batch *
batch_new (DuoWriter *writer)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->writer = writer;
  batch->owner = g_atomic_rc_box_acquire (writer->owner);
  batch->effects = duo_effects_new ();
  batch->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  return batch;
}

static void
batch_free (Batch *batch)
{
  owner_unref (batch->owner);
  g_ptr_array_unref (batch->jobs);
  duo_effects_free (batch->effects);
  g_clear_error (&batch->failure);
  g_free (batch);
}

/* ── on the writer's thread ── */

static gboolean
is_jobs_own (DuoDatabase *database, GError **error)
{
  if (duo_database_check (database, error))
    return TRUE;
  if (g_error_matches (*error, DUO_STORE_ERROR, DUO_STORE_ERROR_CONFLICT) ||
      g_error_matches (*error, DUO_STORE_ERROR, DUO_STORE_ERROR_UNREADABLE) ||
      g_error_matches (*error, DUO_STORE_ERROR, DUO_STORE_ERROR_STALE) ||
      g_error_matches (*error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    return TRUE;
  duo_database_fail (database, (*error)->code, (*error)->message);
  return FALSE;
}

/* A job's own mistake, a name that is taken or a record that cannot be read, is undone and does not touch the others of the batch. What a command
 * changes is kept only where it was done, and what it was answered in either case. */
static void
run_command (Batch *batch, Job *job, gint64 now)
{
  DuoDatabase *database = batch->writer->database;
  g_autoptr (DuoEffects) effects = duo_effects_new ();

  job->outcome = duo_keys_find (database, job->command, now);
  if (job->outcome != NULL)
    return;
  duo_database_run (database, "SAVEPOINT job");
  job->outcome = duo_command_run (database, effects, job->command, now);
  if (!is_jobs_own (database, &job->error))
    return;
  if (job->error == NULL && job->outcome->code == DUO_OUTCOME_DONE)
    duo_effects_merge (batch->effects, effects);
  else
    duo_database_run (database, "ROLLBACK TO job");
  duo_database_run (database, "RELEASE job");
  if (job->error == NULL)
    duo_keys_keep (database, job->command, job->outcome, now);
}

static void
run_write (Batch *batch, Job *job, gint64 now)
{
  DuoDatabase *database = batch->writer->database;
  g_autoptr (DuoEffects) effects = duo_effects_new ();

  duo_database_run (database, "SAVEPOINT job");
  duo_write_run (database, effects, job->write, now);
  if (!is_jobs_own (database, &job->error))
    return;
  if (job->error != NULL)
    duo_database_run (database, "ROLLBACK TO job");
  else
    duo_effects_merge (batch->effects, effects);
  duo_database_run (database, "RELEASE job");
}

static void
run_format (Batch *batch, Job *job, gint64 now)
{
  DuoDatabase *database = batch->writer->database;
  g_autoptr (DuoEffects) effects = duo_effects_new ();

  duo_database_run (database, "SAVEPOINT job");
  job->format_outcome = duo_format_run (database, effects, job->format, now);
  if (!is_jobs_own (database, &job->error))
    return;
  if (job->error == NULL && job->format_outcome->code == DUO_FORMAT_DONE)
    duo_effects_merge (batch->effects, effects);
  else
    duo_database_run (database, "ROLLBACK TO job");
  duo_database_run (database, "RELEASE job");
}

static void
run_job (Batch *batch, Job *job, gint64 now)
{
  if (job->command != NULL)
    run_command (batch, job, now);
  else if (job->format != NULL)
    run_format (batch, job, now);
  else
    run_write (batch, job, now);
}

/* Inside the transaction: nobody else writes between the look and the commit. */
static void
collect_foreign (Batch *batch)
{
  DuoForeign *foreign = batch->writer->foreign;

  if (duo_foreign_is_there (foreign))
    duo_foreign_collect (foreign, batch->effects);
}

static void
forget_keys (DuoWriter *self, gint64 now)
{
  if (now - self->forgot < FORGET_SECONDS)
    return;
  self->forgot = now;
  duo_keys_forget (self->database, now);
}

static void
undo_batch (Batch *batch)
{
  DuoDatabase *database = batch->writer->database;

  duo_database_run (database, "ROLLBACK");
  /* SQLite has rolled back itself after most of such errors, and then there is nothing to roll back. */
  duo_database_forgive (database);
  duo_effects_free (batch->effects);
  batch->effects = duo_effects_new ();
}

static gboolean
is_final (const GError *error)
{
  return error->code != DUO_STORE_ERROR_FULL && error->code != DUO_STORE_ERROR_BUSY;
}

static void
run_batch (Batch *batch)
{
  DuoWriter *self = batch->writer;
  gint64 now = duo_clock_now (self->clock);

  duo_database_run (self->database, "BEGIN IMMEDIATE");
  collect_foreign (batch);
  for (guint i = 0; i < batch->jobs->len && duo_database_is_well (self->database); i++)
    run_job (batch, g_ptr_array_index (batch->jobs, i), now);
  forget_keys (self, now);
  duo_database_run (self->database, "COMMIT");
  if (duo_database_check (self->database, &batch->failure))
    duo_foreign_confirm (self->foreign, batch->effects);
  else
    undo_batch (batch);
}

/* Nobody of this program had anything to write. FALSE where nobody else had either. */
static gboolean
look_abroad (Batch *batch)
{
  DuoWriter *self = batch->writer;

  if (!duo_foreign_is_there (self->foreign))
    return !duo_database_check (self->database, &batch->failure);
  duo_database_run (self->database, "BEGIN");
  duo_foreign_collect (self->foreign, batch->effects);
  duo_database_run (self->database, "COMMIT");
  if (duo_database_check (self->database, &batch->failure))
    duo_foreign_confirm (self->foreign, batch->effects);
  else
    undo_batch (batch);
  return TRUE;
}

static gboolean
return_batch (gpointer data)
{
  Batch *batch = data;
  /* Held to the end: the last task may have the last reference, and the writer goes with the store. */
  g_autoptr (GObject) store = g_weak_ref_get (&batch->owner->store);

  if (store == NULL)
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < batch->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (batch->jobs, i);

      if (batch->failure != NULL)
        g_task_return_error (job->task, g_error_copy (batch->failure));
      else if (job->error != NULL)
        g_task_return_error (job->task, g_steal_pointer (&job->error));
      else if (job->command != NULL)
        g_task_return_pointer (job->task, g_steal_pointer (&job->outcome), (GDestroyNotify) duo_outcome_free);
      else if (job->format != NULL)
        g_task_return_pointer (job->task, g_steal_pointer (&job->format_outcome),
                               (GDestroyNotify) duo_format_outcome_free);
      else
        g_task_return_boolean (job->task, TRUE);
      g_clear_object (&job->task);
    }
  batch->writer->func (batch->effects,
                       batch->failure != NULL && is_final (batch->failure) ? batch->failure : NULL, store);
  return G_SOURCE_REMOVE;
}

static void
post_batch (Batch *batch)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, return_batch, batch, (GDestroyNotify) batch_free);
  g_source_attach (source, batch->writer->context);
}

static void
fill_batch (Batch *batch, GQueue *queue)
{
  gsize bytes = 0;

  while (batch->jobs->len < MAX_BATCH && bytes < MAX_BATCH_BYTES && !g_queue_is_empty (queue))
    {
      Job *job = g_queue_pop_head (queue);

      bytes += job->write ? duo_write_get_bytes (job->write) : 0;
      g_ptr_array_add (batch->jobs, job);
    }
}

/* Waits for jobs, or for the time to look whether others have written: a batch without jobs. NULL when there are none and
 * there will be none. */
static Batch *
take_batch (DuoWriter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 until = g_get_monotonic_time () + FOREIGN_SECONDS * G_TIME_SPAN_SECOND;
  gboolean waiting = TRUE;
  Batch *batch;

  while (g_queue_is_empty (&self->queue) && !self->closing && waiting)
    waiting = g_cond_wait_until (&self->cond, &self->mutex, until);
  if (g_queue_is_empty (&self->queue) && self->closing)
    return NULL;
  batch = batch_new (self);
  fill_batch (batch, &self->queue);
  return batch;
}

static gboolean
has_failed (DuoWriter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->failed;
}

static void
note_failure (DuoWriter *self, const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->failed = self->failed || is_final (error);
}

static gboolean
is_idle (DuoWriter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_queue_is_empty (&self->queue);
}

/* Whether the disk is well is learnt here too: an fsync that failed once is never tried again (DESIGN §3). */
static void
checkpoint (DuoWriter *self)
{
  g_autoptr (GError) error = NULL;
  Batch *batch;

  if (duo_database_get_log_pages (self->database) < (is_idle (self) ? IDLE_CHECKPOINT : BUSY_CHECKPOINT))
    return;
  duo_database_checkpoint (self->database);
  if (duo_database_check (self->database, &error))
    return;
  note_failure (self, error);
  batch = batch_new (self);
  batch->failure = g_steal_pointer (&error);
  post_batch (batch);
}

static gpointer
writer_main (gpointer data)
{
  DuoWriter *self = data;
  Batch *batch;

  while ((batch = take_batch (self)) != NULL)
    {
      if (batch->jobs->len == 0 && (has_failed (self) || !look_abroad (batch)))
        {
          batch_free (batch);
          continue;
        }
      if (has_failed (self))
        batch->failure = g_error_new_literal (DUO_STORE_ERROR, DUO_STORE_ERROR_IO, "the disk has failed");
      else if (batch->jobs->len > 0)
        run_batch (batch);
      if (batch->failure != NULL)
        note_failure (self, batch->failure);
      post_batch (batch);
      if (!has_failed (self))
        checkpoint (self);
    }
  return NULL;
}

/* ── on the caller's thread ── */

DuoWriter *
duo_writer_new (DuoDatabase *database, DuoClock *clock, GObject *store, DuoWriterFunc func)
{
  DuoWriter *self = g_new0 (DuoWriter, 1);

  self->database = database;
  self->foreign = duo_foreign_new (database);
  self->clock = duo_clock_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  self->owner = owner_new (store);
  self->func = func;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->queue);
  self->thread = g_thread_new ("duo-writer", writer_main, self);
  return self;
}

void
duo_writer_free (DuoWriter *self)
{
  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  duo_database_checkpoint (self->database);
  duo_foreign_free (self->foreign);
  duo_database_free (self->database);
  owner_unref (self->owner);
  duo_clock_unref (self->clock);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
push (DuoWriter *self, Job *job)
{
  gboolean taken;

  g_mutex_lock (&self->mutex);
  taken = self->queue.length < MAX_QUEUED;
  if (taken)
    g_queue_push_tail (&self->queue, job);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (taken)
    return;
  g_task_return_new_error (job->task, DUO_STORE_ERROR, DUO_STORE_ERROR_BUSY,
                           "too much is waiting to be written");
  job_free (job);
}

void
duo_writer_push_command (DuoWriter *self, GTask *task, DuoCommand *command)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->command = command;
  push (self, job);
}

void
duo_writer_push_write (DuoWriter *self, GTask *task, DuoWrite *write)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->write = write;
  push (self, job);
}

void
duo_writer_push_format (DuoWriter *self, GTask *task, DuoFormatCommand *command)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->format = command;
  push (self, job);
}
