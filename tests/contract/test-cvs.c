/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"

#include <string.h>

/* A CV is the talent's, in all events, and whose recruiters share a record of a chat with the talent; nobody else's, and
 * nobody else is told of it (PRODUCT §8). */

#define BODY "%PDF-1.4 what Bo has done so far"

static GBytes *
body_new (void)
{
  return g_bytes_new_static (BODY, strlen (BODY));
}

static char *
account_of (const char *name)
{
  g_autofree char *account = g_strconcat ("a-", name, NULL);

  return id_of (account);
}

static gboolean
try_put (Contract *self, const char *name, GError **error)
{
  g_autofree char *account = account_of (name);
  g_autoptr (GBytes) body = body_new ();
  DuoWrite *write = duo_write_new ();

  duo_write_take_cv (write, account, duo_cv_record_new ("Bo.pdf", strlen (BODY), NOW), body);
  return write_now (self, write, error);
}

static void
must_put (Contract *self, const char *name)
{
  g_autoptr (GError) error = NULL;

  try_put (self, name, &error);
  g_assert_no_error (error);
}

static void
must_remove (Contract *self, const char *name)
{
  g_autofree char *account = account_of (name);
  DuoWrite *write = duo_write_new ();

  duo_write_take_cv (write, account, NULL, NULL);
  must_write (self, write);
}

static DuoRole
role_to (Contract *self, const char *name, const char *talent)
{
  g_autofree char *account = account_of (name), *person = id_of (talent);
  g_autoptr (GError) error = NULL;
  DuoRole role = duo_store_get_role_to_talent (self->store, person, account, &error);

  g_assert_no_error (error);
  return role;
}

/* (nullable) */
static DuoCvRecord *
find_cv (Contract *self, const char *talent, GBytes **body)
{
  g_autofree char *person = id_of (talent);
  g_autoptr (GError) error = NULL;
  DuoCvRecord *cv = duo_store_get_cv (self->store, person, body, &error);

  if (cv == NULL)
    g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
  return cv;
}

static void
test_kept (Contract *self)
{
  g_autoptr (DuoCvRecord) none = find_cv (self, "bo", NULL);
  g_autoptr (DuoCvRecord) cv = NULL;
  g_autoptr (GBytes) wanted = body_new (), body = NULL;

  g_assert_null (none);
  must_put (self, "bo");
  contract_close (self);
  contract_open (self);
  cv = find_cv (self, "bo", &body);
  g_assert_cmpstr (cv->name, ==, "Bo.pdf");
  g_assert_cmpuint (cv->size, ==, strlen (BODY));
  g_assert_cmpint (cv->uploaded, ==, NOW);
  g_assert_true (g_bytes_equal (body, wanted));
}

static void
test_removed (Contract *self)
{
  g_autoptr (DuoCvRecord) cv = NULL;

  must_put (self, "bo");
  must_remove (self, "bo");
  cv = find_cv (self, "bo", NULL);
  g_assert_null (cv);
  must_remove (self, "bo");
}

/* Whether the files of a closed store have @text somewhere. */
static gboolean
is_on_disk (Contract *self, const char *text)
{
  g_autoptr (GDir) folder = g_dir_open (self->directory, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL), *bytes = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &bytes, &length, NULL))
        found = found || memmem (bytes, length, text, strlen (text)) != NULL;
    }

  return found;
}

static void
test_removed_from_disk (Contract *self)
{
  must_put (self, "bo");
  contract_close (self);
  g_assert_true (is_on_disk (self, BODY));
  contract_open (self);
  must_remove (self, "bo");
  contract_close (self);
  g_assert_false (is_on_disk (self, BODY));
  contract_open (self);
}

/* Ada is a recruiter wherever she takes part; Bo is a recruiter in the expo, too, where he has none to show. */
static void
test_talents_only (Contract *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCvRecord) as_recruiter = NULL;

  g_assert_false (try_put (self, "ada", &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
  must_put (self, "bo");
  as_recruiter = find_cv (self, "expo-bo", NULL);
  g_assert_null (as_recruiter);
}

/* Before there is any record, once there is one, and after it has ended. */
static void
test_readers (Contract *self)
{
  static const char *const strangers[] = {"linus", "amara", "olive"};
  g_autoptr (DuoChatRecord) chat = NULL, ended = NULL;

  must_put (self, "bo");
  g_assert_cmpint (role_to (self, "ada", "bo"), ==, DUO_ROLE_STRANGER);
  g_assert_cmpint (role_to (self, "bo", "bo"), ==, DUO_ROLE_TALENT);
  chat = must (self, book ("bo", "ada", at (9, 0, 15)));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (role_to (self, "ada", "bo"), ==, DUO_ROLE_RECRUITER);
      g_assert_cmpint (role_to (self, "grace", "bo"), ==, DUO_ROLE_RECRUITER);
      for (guint s = 0; s < G_N_ELEMENTS (strangers); s++)
        g_assert_cmpint (role_to (self, strangers[s], "bo"), ==,
                         g_str_equal (strangers[s], "olive") ? DUO_ROLE_ORGANIZER : DUO_ROLE_STRANGER);
      if (i == 0)
        ended = must (self, say_about ("bo", DUO_VERB_CANCEL, chat));
    }
}

static DuoChanges *
changes_of (Contract *self, const char *name, gint64 since)
{
  g_autofree char *account = account_of (name);
  g_autoptr (GError) error = NULL;
  DuoChanges *changes = duo_store_get_changes (self->store, FAIR, account, since, 1000, &error);

  g_assert_no_error (error);
  return changes;
}

/* The chat is told again to who may read the CV and to the talent's own devices, at the rev that it had: nobody who saw it
 * has seen too little. */
static void
test_told (Contract *self)
{
  static const struct
  {
    const char *name;
    guint chats;
  } cases[] = {{"ada", 1}, {"grace", 1}, {"bo", 1}, {"linus", 0}, {"amara", 0}, {"olive", 0}};
  g_autoptr (DuoChatRecord) chat = must (self, book ("bo", "ada", at (9, 0, 15)));

  for (guint i = 0; i < 2; i++)
    {
      contract_forget_commits (self);
      i == 0 ? must_put (self, "bo") : must_remove (self, "bo");
      for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
        {
          g_autoptr (DuoChanges) changes = changes_of (self, cases[c].name, chat->rev + i);

          g_assert_cmpint (changes->upto, ==, chat->rev + 1 + i);
          g_assert_cmpuint (changes->chats->len, ==, cases[c].chats);
          if (cases[c].chats == 1)
            g_assert_cmpint (((DuoChatRecord *) changes->chats->pdata[0])->rev, ==, chat->rev);
        }
      g_assert_cmpuint (contract_get_commit (self, FAIR)->outcomes->len, ==, 0);
    }
}

static void
on_cv_changed (DuoStore *store, const char *event, GPtrArray *chats, gpointer data)
{
  GString *told = data;

  for (guint i = 0; i < chats->len; i++)
    g_string_append_printf (told, "%.4s %s;", event, ((DuoChatRecord *) chats->pdata[i])->id);
}

static void
test_signal (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("bo", "ada", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) other = must (self, book ("amara", "ada", at (9, 30, 15)));
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *expected = g_strdup_printf ("fair %s;", chat->id);
  gulong id = g_signal_connect (self->store, "cv-changed", G_CALLBACK (on_cv_changed), told);

  must_put (self, "bo");
  g_assert_cmpstr (told->str, ==, expected);
  g_string_truncate (told, 0);
  must_remove (self, "bo");
  g_assert_cmpstr (told->str, ==, expected);
  g_string_truncate (told, 0);
  must_remove (self, "bo");
  g_assert_cmpstr (told->str, ==, "");
  g_signal_handler_disconnect (self->store, id);
}

typedef struct
{
  guint pending;
  guint times;   /* that CVs were told of */
  guint doubled; /* chats that were told of more than once at one time */
} Crowd;

static void
on_put (GObject *source, GAsyncResult *result, gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (GError) error = NULL;

  duo_store_write_finish (DUO_STORE (source), result, &error);
  g_assert_no_error (error);
  crowd->pending--;
}

static void
on_told (DuoStore *store, const char *event, GPtrArray *chats, gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  crowd->times++;
  for (guint i = 0; i < chats->len; i++)
    crowd->doubled += !g_hash_table_add (seen, ((DuoChatRecord *) chats->pdata[i])->id);
}

/* Puts @n CVs of @size bytes that are not waited for in between. */
static Crowd
put_many (Contract *self, guint n, gsize size)
{
  g_autofree char *account = account_of ("bo");
  g_autoptr (GBytes) body = g_bytes_new_take (g_strnfill (size, 'a'), size);
  Crowd crowd = {.pending = n};
  gulong id = g_signal_connect (self->store, "cv-changed", G_CALLBACK (on_told), &crowd);

  for (guint i = 0; i < n; i++)
    {
      DuoWrite *write = duo_write_new ();

      duo_write_take_cv (write, account, duo_cv_record_new ("Bo.pdf", size, NOW + i), body);
      duo_store_write_async (self->store, write, NULL, on_put, &crowd);
    }
  while (crowd.pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (self->store, id);

  return crowd;
}

/* Two of 5 MiB make a batch, however many wait; small ones go together, and their chats are told of once. */
static void
test_many (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("bo", "ada", at (9, 0, 15)));
  g_autoptr (DuoCvRecord) last = NULL;
  Crowd large = put_many (self, 12, DUO_MAX_CV), small = put_many (self, 60, 10);

  g_assert_cmpuint (large.times, >=, 6);
  g_assert_cmpuint (large.doubled + small.doubled, ==, 0);
  g_assert_cmpuint (small.times, <, 60);
  last = find_cv (self, "bo", NULL);
  g_assert_cmpint (last->uploaded, ==, NOW + 59);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/cvs/kept", test_kept);
  contract_add ("/cvs/removed", test_removed);
  contract_add ("/cvs/removed-from-disk", test_removed_from_disk);
  contract_add ("/cvs/talents-only", test_talents_only);
  contract_add ("/cvs/readers", test_readers);
  contract_add ("/cvs/told", test_told);
  contract_add ("/cvs/signal", test_signal);
  contract_add ("/cvs/many", test_many);
  return g_test_run ();
}
