/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-errand.h"

#include <stdlib.h>

/* A program that ends while the engine still makes its parts. It runs itself: with a number of milliseconds it is that
 * program. */

#define LONGEST_MS 400
#define TIMES 20
#define CONTROL_TIMES 200
#define PATIENCE (20 * G_USEC_PER_SEC)

static const char *program;

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static int
run_for (const char *milliseconds, gboolean settles)
{
  DuoMediaSource *source = duo_media_source_new_drawn (DUO_PORTRAIT_TALENT, 320, 180, 15, FALSE);
  gboolean over = FALSE;

  g_timeout_add ((guint) atoi (milliseconds), on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (source);
  if (settles)
    duo_call_settle ();
  return 0;
}

static gboolean
ends_well (int milliseconds, const char *how)
{
  g_autofree char *number = g_strdup_printf ("%d", milliseconds);
  const char *argv[] = {program, number, how, NULL};
  g_autofree char *said = NULL;
  g_autofree char *complained = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &complained, &status, &error);
  g_assert_no_error (error);
  if (g_spawn_check_wait_status (status, NULL))
    return TRUE;
  g_test_message ("after %d ms: %s", milliseconds, complained);
  return FALSE;
}

static void
test_at_any_moment (void)
{
  for (int i = 0; i < TIMES; i++)
    g_assert_true (ends_well (i * LONGEST_MS / TIMES, "settles"));
}

/* What the guard is for: without it one of them sooner or later does not. */
static void
test_control (void)
{
  int times = 0;

  while (times < CONTROL_TIMES && ends_well (g_test_rand_int_range (0, LONGEST_MS), "leaves"))
    times++;
  g_assert_cmpint (times, <, CONTROL_TIMES);
}

/* Goes on for as long as nobody waits for it. */
static void
on_errand (gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (!duo_errand_is_awaited () && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  *(gboolean *) data = g_get_monotonic_time () < deadline;
}

static void
free_nothing (gpointer data)
{
}

static void
test_awaited (void)
{
  gboolean done = FALSE;

  g_assert_false (duo_errand_is_awaited ());
  duo_errand_run (on_errand, &done, free_nothing);
  duo_errand_settle (PATIENCE);
  g_assert_true (done);
  g_assert_false (duo_errand_is_awaited ());
}

int
main (int argc, char **argv)
{
  program = argv[0];
  duo_call_init ();
  if (argc > 2)
    return run_for (argv[1], g_str_equal (argv[2], "settles"));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/exit/awaited", test_awaited);
  g_test_add_func ("/call/exit/at-any-moment", test_at_any_moment);
  g_test_add_func ("/call/exit/control", test_control);
  return g_test_run ();
}
