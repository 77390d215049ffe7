/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-errand.h"

#include <gio/gio.h>

typedef struct
{
  DuoErrand errand;
  gpointer data;
  GDestroyNotify free_data;
} Run;

/* Those of this program. */
static struct
{
  GMutex mutex;
  GCond settled;
  guint under_way;
  gboolean awaited;
} errands;

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;

  run->errand (run->data);
  if (run->free_data != NULL)
    run->free_data (run->data);
  g_task_return_boolean (task, TRUE);
  g_mutex_lock (&errands.mutex);
  if (--errands.under_way == 0)
    g_cond_broadcast (&errands.settled);
  g_mutex_unlock (&errands.mutex);
}

void
duo_errand_run (DuoErrand errand, gpointer data, GDestroyNotify free_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Run *run = g_new0 (Run, 1);

  *run = (Run) {errand, data, free_data};
  g_mutex_lock (&errands.mutex);
  errands.under_way++;
  g_mutex_unlock (&errands.mutex);
  g_task_set_source_tag (task, duo_errand_run);
  g_task_set_task_data (task, run, g_free);
  g_task_run_in_thread (task, run_in_thread);
}

gboolean
duo_errand_settle (gint64 patience)
{
  gint64 deadline = g_get_monotonic_time () + patience;
  gboolean in_time = TRUE;

  g_mutex_lock (&errands.mutex);
  errands.awaited = TRUE;
  while (errands.under_way > 0 && in_time)
    in_time = g_cond_wait_until (&errands.settled, &errands.mutex, deadline);
  errands.awaited = FALSE;
  in_time = errands.under_way == 0;
  g_mutex_unlock (&errands.mutex);
  return in_time;
}

gboolean
duo_errand_is_awaited (void)
{
  gboolean awaited;

  g_mutex_lock (&errands.mutex);
  awaited = errands.awaited;
  g_mutex_unlock (&errands.mutex);
  return awaited;
}
