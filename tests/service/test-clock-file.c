/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that moves the service's clock, with whatever somebody writes into it. */
#include "duo-clock-file.h"

#include <glib/gstdio.h>

#define BOUND_MS 5000

typedef struct
{
  char *directory;
  char *path;
  DuoClock *clock;
  DuoClockFile *file;
  guint changes;
} Fixture;

static void
on_changed (gpointer clock, gpointer data)
{
  Fixture *self = data;

  g_assert_true (clock == self->clock);
  self->changes++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("duo-clock-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->directory, "offset", NULL);
  self->clock = duo_clock_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer watcher = self->file;

  g_clear_pointer (&self->file, duo_clock_file_free);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, watcher));
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  duo_clock_unref (self->clock);
  g_free (self->path);
  g_free (self->directory);
}

static void
put (Fixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, text, -1, &error);
  g_assert_no_error (error);
}

static void
watch (Fixture *self)
{
  g_clear_pointer (&self->file, duo_clock_file_free);
  self->file = duo_clock_file_new (self->path, self->clock, on_changed, self);
}

static gboolean
on_too_late (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_for_changes (Fixture *self, guint changes)
{
  gboolean late = FALSE;
  guint id = g_timeout_add (BOUND_MS, on_too_late, &late);

  while (self->changes < changes && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (id);
}

static void
test_what_moves_it (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gint64 offset_us;
  } cases[] = {
      {"60", 60 * G_USEC_PER_SEC},
      {"-3600\n", G_GINT64_CONSTANT (-3600) * G_USEC_PER_SEC},
      {"  0.25  ", G_USEC_PER_SEC / 4},
      {"1e3", 1000 * G_USEC_PER_SEC},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      put (self, cases[i].text);
      watch (self);
      g_assert_cmpint (duo_clock_get_offset_us (self->clock), ==, cases[i].offset_us);
      g_assert_cmpuint (self->changes, ==, i + 1);
    }
}

static void
test_what_moves_nothing (Fixture *self, gconstpointer data)
{
  static const char *const cases[] = {"",    " \n",  "soon", "60 s",  "6o",  "nan",   "-nan",
                                      "inf", "-inf", "1e11", "-1e11", "--5", "1e400", "0x"};

  put (self, "60");
  watch (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      put (self, cases[i]);
      watch (self);
      g_test_message ("%s", cases[i]);
      g_assert_cmpint (duo_clock_get_offset_us (self->clock), ==, 60 * G_USEC_PER_SEC);
      g_assert_cmpuint (self->changes, ==, 1);
    }
}

static void
test_a_file_that_is_missing (Fixture *self, gconstpointer data)
{
  watch (self);
  g_assert_cmpint (duo_clock_get_offset_us (self->clock), ==, 0);
  g_assert_cmpuint (self->changes, ==, 0);
  put (self, "5");
  wait_for_changes (self, 1);
  g_assert_cmpint (duo_clock_get_offset_us (self->clock), ==, 5 * G_USEC_PER_SEC);
}

/* Forward, back behind where it was, and away: each is heard of once, and no file leaves it where it is. */
static void
test_live (Fixture *self, gconstpointer data)
{
  put (self, "7200");
  watch (self);
  put (self, "-7200");
  wait_for_changes (self, 2);
  g_assert_cmpint (duo_clock_get_offset_us (self->clock), ==, G_GINT64_CONSTANT (-7200) * G_USEC_PER_SEC);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  watch (self);
  g_assert_cmpint (duo_clock_get_offset_us (self->clock), ==, G_GINT64_CONSTANT (-7200) * G_USEC_PER_SEC);
  g_assert_cmpuint (self->changes, ==, 2);
}

#define ADD(path, function) g_test_add ("/clock-file/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("moves", test_what_moves_it);
  ADD ("moves-nothing", test_what_moves_nothing);
  ADD ("missing", test_a_file_that_is_missing);
  ADD ("live", test_live);
  return g_test_run ();
}
