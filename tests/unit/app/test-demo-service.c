/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <unistd.h>

#include "shell/duo-demo-service.h"
#include "shell/duo-demo.h"

#define WHOLE                                                                                                \
  "{\"address\":\"http://"                                                                                   \
  "127.0.0.1:4711\",\"password\":\"secret\",\"event\":\"e\",\"talents\":[\"amara@mail.example\"],"           \
  "\"organizer\":\"mei@event.example\",\"recruiters\":[\"ada@kvarken.example\"],\"people\":{\"p1\":\"amara@" \
  "mail.example\",\"p2\":\"ada@kvarken."                                                                     \
  "example\"}}"

static void
test_whole_plan (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoDemoPlan) plan = duo_demo_plan_parse (WHOLE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (plan->address, ==, "http://127.0.0.1:4711");
  g_assert_cmpstr (plan->password, ==, "secret");
  g_assert_cmpstr (plan->talents[0], ==, "amara@mail.example");
  g_assert_cmpstr (plan->recruiters[0], ==, "ada@kvarken.example");
  g_assert_cmpstr (plan->organizer, ==, "mei@event.example");
  g_assert_cmpstr (g_hash_table_lookup (plan->emails, "p2"), ==, "ada@kvarken.example");
}

/* What another program says is foreign input: it may be anything. */
static void
test_broken_plans (void)
{
  static const char *const lines[] = {
      "",
      "Segmentation fault",
      "[]",
      "{}",
      "{\"address\":17,\"password\":\"x\",\"talents\":[\"a\"],\"recruiters\":[\"b\"]}",
      "{\"address\":\"http://127.0.0.1:1\",\"password\":\"x\",\"talents\":[],\"recruiters\":[\"b\"]}",
      "{\"address\":\"http://127.0.0.1:1\",\"password\":\"x\",\"talents\":\"a\",\"recruiters\":[\"b\"]}",
      "{\"address\":\"http://127.0.0.1:1\",\"password\":\"x\",\"talents\":[{}],\"recruiters\":[null]}",
      "{\"address\":\"http://127.0.0.1:1\",\"password\":\"x\",\"talents\":[\"a\"],\"recruiters\":[\"b\"]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (duo_demo_plan_parse (lines[i], &error));
      g_assert_error (error, DUO_DEMO_ERROR, DUO_DEMO_ERROR_START);
    }
}

static void
test_people_may_be_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoDemoPlan) plan = duo_demo_plan_parse (
      "{\"address\":\"http://"
      "127.0.0.1:1\",\"password\":\"x\",\"organizer\":\"o\",\"talents\":[\"a\"],\"recruiters\":[\"b\"],"
      "\"people\":{\"p\":7}}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (plan->emails), ==, 0);
}

static void
test_directory_goes_with_all_in_it (void)
{
  g_autoptr (GError) error = NULL;
  int lock = -1;
  g_autofree char *outside = g_dir_make_tmp ("duologue-outside-XXXXXX", &error);
  g_autofree char *path = duo_demo_make_directory (&lock, &error);
  g_autofree char *inner = g_build_filename (path, "partner", "cache", NULL);
  g_autofree char *file = g_build_filename (inner, "store.db", NULL);
  g_autofree char *link = g_build_filename (path, "link", NULL);
  g_autofree char *kept = g_build_filename (outside, "kept", NULL);
  GStatBuf state;

  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &state), ==, 0);
  g_assert_cmpint (state.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_true (g_file_set_contents (kept, "x", 1, NULL));
  g_assert_cmpint (symlink (outside, link), ==, 0);

  duo_demo_remove_directory (path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  /* A link is removed, never what it leads to. */
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  duo_demo_remove_directory (outside);
  close (lock);
}

/* A demo that was killed leaves its directory; the next one takes it away, but never that of one that runs. */
static void
test_only_what_nobody_uses_is_swept (void)
{
  g_autoptr (GError) error = NULL;
  int locks[3] = {-1, -1, -1};
  g_autofree char *killed = duo_demo_make_directory (&locks[0], &error);
  g_autofree char *running = duo_demo_make_directory (&locks[1], &error);
  g_autofree char *latest = NULL;

  g_assert_no_error (error);
  close (locks[0]);
  latest = duo_demo_make_directory (&locks[2], &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (killed, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (running, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (latest, G_FILE_TEST_EXISTS));

  duo_demo_remove_directory (running);
  duo_demo_remove_directory (latest);
  close (locks[1]);
  close (locks[2]);
}

static void
test_programs_beside_the_own_one_are_found (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *name = g_path_get_basename (own);
  g_autofree char *found = duo_demo_find_program (name);

  g_assert_cmpstr (found, ==, own);
  g_assert_null (duo_demo_find_program ("no-such-program"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/demo-service/whole-plan", test_whole_plan);
  g_test_add_func ("/demo-service/broken-plans", test_broken_plans);
  g_test_add_func ("/demo-service/people-may-be-missing", test_people_may_be_missing);
  g_test_add_func ("/demo-service/directory-goes-with-all-in-it", test_directory_goes_with_all_in_it);
  g_test_add_func ("/demo-service/only-what-nobody-uses-is-swept", test_only_what_nobody_uses_is_swept);
  g_test_add_func ("/demo-service/programs-beside-the-own-one", test_programs_beside_the_own_one_are_found);

  return g_test_run ();
}
