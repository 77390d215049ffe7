/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "duo-client-error.h"
#include "duo-known-keys-private.h"

#include <string.h>

/* A directory for each test, gone afterwards. */
typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->directory = g_dir_make_tmp ("duologue-keys-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "known-keys.sqlite", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (f->path, endings[i], NULL);

      g_unlink (name);
    }
  g_assert_cmpint (g_rmdir (f->directory), ==, 0);
  g_free (f->directory);
  g_free (f->path);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GPtrArray *
load (DuoKnownKeys *keys, const char *account, const char *person, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_known_keys_load (keys, account, person, g_task_new (keys, NULL, take_result, &result));
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GBytes *
new_key (guint8 letter)
{
  guint8 bytes[32];

  memset (bytes, letter, sizeof bytes);
  return g_bytes_new (bytes, sizeof bytes);
}

static void
remember (DuoKnownKeys *keys, const char *account, const char *person, guint8 letter, gint64 seen)
{
  g_autoptr (GBytes) key = new_key (letter);

  duo_known_keys_remember (keys, account, person, key, seen);
}

/* The first letters of the keys that are known, in their order. */
static char *
known (DuoKnownKeys *keys, const char *account, const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = load (keys, account, person, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (g_ptr_array_index (found, i), &length);

      g_assert_cmpuint (length, ==, 32);
      g_string_append_c (text, bytes[31]);
    }
  return g_string_free (text, FALSE);
}

static void
assert_known (DuoKnownKeys *keys, const char *account, const char *person, const char *expected)
{
  g_autofree char *found = known (keys, account, person);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_remembered (Fixture *f, gconstpointer data)
{
  DuoKnownKeys *keys = duo_known_keys_new (f->path);

  assert_known (keys, "amara", "ada", "");
  remember (keys, "amara", "ada", 'z', 10);
  remember (keys, "amara", "ada", 'b', 20);
  /* Seen again: it stays where it was. */
  remember (keys, "amara", "ada", 'z', 30);
  remember (keys, "amara", "ben", 'c', 10);
  duo_known_keys_flush (keys);
  g_assert_finalize_object (keys);

  keys = duo_known_keys_new (f->path);
  assert_known (keys, "amara", "ada", "zb");
  assert_known (keys, "amara", "ben", "c");
  g_assert_finalize_object (keys);
}

/* Two people on one computer do not know the same people. */
static void
test_by_account (Fixture *f, gconstpointer data)
{
  DuoKnownKeys *keys = duo_known_keys_new (f->path);

  remember (keys, "amara", "ada", 'a', 10);
  assert_known (keys, "amara", "ada", "a");
  assert_known (keys, "kofi", "ada", "");
  g_assert_finalize_object (keys);
}

static void
count_cb (DuoLocalDatabase *database, guint *n)
{
  (*n)++;
}

/* "Nobody is known" would let a false key pass for a first one: rooms open again, and it is said that the code is to be
 * compared. */
static void
test_damage_is_said (Fixture *f, gconstpointer data)
{
  g_autofree char *rubbish = g_strnfill (8192, 'x');
  g_autofree char *aside = g_strconcat (f->path, ".damaged", NULL);
  g_autofree char *after = NULL;
  guint said = 0;
  DuoKnownKeys *keys = duo_known_keys_new (f->path);

  g_signal_connect (duo_known_keys_get_database (keys), "put-aside", G_CALLBACK (count_cb), &said);
  g_assert_true (g_file_set_contents (f->path, rubbish, -1, NULL));
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "Putting*aside*");
  assert_known (keys, "amara", "ada", "");
  g_test_assert_expected_messages ();
  g_assert_cmpuint (said, ==, 1);
  remember (keys, "amara", "ada", 'a', 10);
  assert_known (keys, "amara", "ada", "a");
  g_assert_cmpuint (said, ==, 1);
  g_assert_finalize_object (keys);
  g_assert_true (g_file_get_contents (aside, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, rubbish);
  g_assert_cmpint (g_unlink (aside), ==, 0);
}

/* Of this person and no other, by this account and no other. */
static void
test_forgotten (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) key = new_key ('a');
  DuoKnownKeys *keys = duo_known_keys_new (f->path);

  duo_known_keys_forget (keys, "amara", "ada", key);
  remember (keys, "amara", "ada", 'a', 10);
  remember (keys, "amara", "ada", 'b', 20);
  remember (keys, "amara", "ben", 'a', 10);
  remember (keys, "kofi", "ada", 'a', 10);
  duo_known_keys_forget (keys, "amara", "ada", key);
  assert_known (keys, "amara", "ada", "b");
  assert_known (keys, "amara", "ben", "a");
  assert_known (keys, "kofi", "ada", "a");
  g_assert_finalize_object (keys);
}

static void
count_unwritten_cb (DuoKnownKeys *keys, guint *n)
{
  (*n)++;
}

/* Whoever was told that a key is remembered, or forgotten, has to hear that it is not. */
static void
test_unwritten_is_said (Fixture *f, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (f->path, "known-keys.sqlite", NULL);
  g_autoptr (GBytes) key = new_key ('a');
  DuoKnownKeys *keys = duo_known_keys_new (nowhere);
  guint said = 0;

  g_assert_true (g_file_set_contents (f->path, "no folder", -1, NULL));
  g_signal_connect (keys, "unwritten", G_CALLBACK (count_unwritten_cb), &said);
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "*could not be written*");
  remember (keys, "amara", "ada", 'a', 10);
  while (said == 0)
    g_main_context_iteration (NULL, TRUE);
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "*could not be written*");
  duo_known_keys_forget (keys, "amara", "ada", key);
  while (said == 1)
    g_main_context_iteration (NULL, TRUE);
  g_test_assert_expected_messages ();
  g_assert_finalize_object (keys);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/known-keys/remembered", test_remembered);
  ADD ("/known-keys/by-account", test_by_account);
  ADD ("/known-keys/forgotten", test_forgotten);
  ADD ("/known-keys/unwritten-is-said", test_unwritten_is_said);
  ADD ("/known-keys/damage-is-said", test_damage_is_said);
  return g_test_run ();
}
