/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "duo-csv.h"
#include "duo-hash-pool.h"
#include "duo-password.h"
#include "duo-people-import.h"
#include "duo-server-error.h"
#include "duo-token.h"

/* `duologued people`: who comes to an event, from a file, and who forgot a password; with the service running or not.
 * Passwords leave only in a file of their own: what stands on a terminal is kept by it. */

#define MANY 100

typedef struct
{
  DuoStore *store;
  const char *passwords; /* (nullable): the file for them */
  gboolean dry;
} People;

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error,
                     g_error_new_valist (DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, format, arguments));
  va_end (arguments);

  return FALSE;
}

/* ── the file of passwords ─────────────────────────────────────────────────────────────────── */

static gboolean
write_all (int file, const GString *text)
{
  gsize written = 0;

  while (written < text->len)
    {
      gssize n = write (file, text->str + written, text->len - written);

      if (n < 0 && errno != EINTR)
        return FALSE;
      written += MAX (n, 0);
    }

  return fsync (file) == 0;
}

static gboolean
refuse_present (const char *path, GError **error)
{
  return refuse (error, "%s is there already and stays as it is. Name another file with --passwords", path);
}

/* Never over a file that is there: it may hold passwords that nobody has read yet. */
static gboolean
write_passwords (const char *path, const GString *text, GError **error)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean written;

  if (file < 0 && errno == EEXIST)
    return refuse_present (path, error);
  if (file < 0)
    return refuse (error, "%s cannot be written: %s", path, g_strerror (errno));
  written = write_all (file, text);
  if (!written)
    refuse (error, "%s cannot be written: %s", path, g_strerror (errno));
  close (file);
  if (!written)
    g_unlink (path);

  return written;
}

static void
erase_text (GString *text)
{
  sodium_memzero (text->str, text->allocated_len);
  g_string_free (text, TRUE);
}

/* The passwords first: an account whose password nobody has is worse than a password of no account. */
static gboolean
commit (People *self, DuoWrite *write, const GString *passwords, GError **error)
{
  if (passwords && !write_passwords (self->passwords, passwords, error))
    {
      duo_write_free (write);
      return FALSE;
    }
  if (duo_daemon_write (self->store, write, error))
    return TRUE;
  if (passwords)
    g_unlink (self->passwords);

  return FALSE;
}

/* ── import ────────────────────────────────────────────────────────────────────────────────── */

static int
name_faults (const char *path, const GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const DuoPeopleFault *fault = faults->pdata[i];

      g_printerr ("%s, line %u: %s.\n", path, fault->line, fault->what);
    }
  g_printerr ("duologued: nothing was done. Mend what is named above, and type it again.\n");

  return 1;
}

static void
say_count (GString *text, guint n, const char *one, const char *many)
{
  if (n > 0)
    g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", n, n == 1 ? one : many);
}

static char *
describe (const DuoPeopleCounts *counts)
{
  GString *text = g_string_new (NULL);

  say_count (text, counts->companies, "company", "companies");
  say_count (text, counts->organizers, "organizer", "organizers");
  say_count (text, counts->recruiters, "recruiter", "recruiters");
  say_count (text, counts->talents, "talent", "talents");

  return g_string_free (text, FALSE);
}

static void
say (People *self, const DuoPeopleCounts *counts)
{
  g_autofree char *added = describe (counts);

  if (*added == '\0')
    g_print ("Everybody is there already: nothing is to be done.\n");
  else if (self->dry)
    g_print ("Would add %s; new accounts: %u.\n", added, counts->accounts);
  else
    g_print ("Added %s; new accounts: %u.\n", added, counts->accounts);
  if (*added && counts->present > 0)
    g_print ("There already, and as they were: %u.\n", counts->present);
  if (self->dry)
    g_print ("Nothing was changed.\n");
  else if (counts->accounts > 0)
    g_print ("Their passwords are in %s: hand each to its person, then delete it.\n", self->passwords);
}

static gboolean
add (People *self, DuoPeopleImport *import, GError **error)
{
  GString *passwords = g_string_new (NULL);
  gboolean fresh = duo_people_import_get_counts (import)->accounts > 0;
  DuoWrite *write = duo_people_import_make_write (import, passwords, error);
  gboolean done = write && commit (self, write, fresh ? passwords : NULL, error);

  erase_text (passwords);

  return done;
}

static gboolean
is_anything (const DuoPeopleCounts *counts)
{
  return counts->companies + counts->organizers + counts->recruiters + counts->talents > 0;
}

/* To hash a thousand passwords takes half a minute, after which nobody wants to be refused. */
static gboolean
prepare (People *self, guint accounts, GError **error)
{
  if (accounts == 0)
    return TRUE;
  if (self->passwords == NULL)
    return refuse (
        error, "%u accounts are new. Say with --passwords FILE where their passwords go; nothing was done",
        accounts);
  if (g_file_test (self->passwords, G_FILE_TEST_EXISTS))
    return refuse_present (self->passwords, error);
  if (accounts >= MANY)
    g_print ("Making %u passwords…\n", accounts);

  return TRUE;
}

static int
carry_out (People *self, DuoPeopleImport *import)
{
  const DuoPeopleCounts *counts = duo_people_import_get_counts (import);
  g_autoptr (GError) error = NULL;

  if (!self->dry && is_anything (counts) && prepare (self, counts->accounts, &error))
    add (self, import, &error);
  if (error)
    return duo_daemon_fail (error);
  say (self, counts);

  return 0;
}

static int
import (People *self, const char *word, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) event = duo_daemon_find_event (self->store, word, &error);
  g_autofree char *text = NULL;
  g_autoptr (DuoPeopleImport) people = NULL;
  gsize length;

  if (event == NULL || !g_file_get_contents (path, &text, &length, &error))
    return duo_daemon_fail (error);
  people = duo_people_import_new (text, length);
  if (!duo_people_import_compare (people, self->store, event->id, &error))
    return duo_daemon_fail (error);
  if (duo_people_import_get_faults (people)->len > 0)
    return name_faults (path, duo_people_import_get_faults (people));

  return carry_out (self, people);
}

/* ── password ──────────────────────────────────────────────────────────────────────────────── */

static DuoAccountRecord *
find_account (People *self, const char *email, GError **error)
{
  g_autoptr (GError) why = NULL;
  DuoAccountRecord *account = duo_store_find_account (self->store, email, &why);

  if (g_error_matches (why, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    refuse (error, "There is no account “%s”", email);
  else if (why)
    g_propagate_error (error, g_steal_pointer (&why));

  return account;
}

/* Whoever has the old one, or a device that was signed in with it, is out. */
static DuoWrite *
make_change (DuoAccountRecord *account, GString *passwords, GError **error)
{
  static const char *const names[] = {"email", "password", "name", NULL};
  char *password = duo_password_new ();
  const char *cells[] = {account->email, password, account->name, NULL};
  g_autofree char *id = g_strdup (account->id);
  DuoWrite *write = NULL;

  duo_csv_write (passwords, names);
  duo_csv_write (passwords, cells);
  g_free (account->password);
  account->password = duo_password_hash (password, error);
  duo_token_free (password);
  if (account->password)
    {
      write = duo_write_new ();
      duo_write_take_account (write, account);
      duo_write_revoke_sessions (write, id);
      duo_write_audit (write, id, "password", "by the operator");
    }
  else
    duo_account_record_free (account);

  return write;
}

static int
change_password (People *self, const char *email)
{
  g_autoptr (GError) error = NULL;
  DuoAccountRecord *account = find_account (self, email, &error);
  GString *passwords;
  DuoWrite *write;

  if (account == NULL)
    return duo_daemon_fail (error);
  passwords = g_string_new (NULL);
  write = make_change (account, passwords, &error);
  if (write && commit (self, write, passwords, &error))
    g_print ("The new password is in %s, and every device of that account is signed out.\n", self->passwords);
  erase_text (passwords);

  return error ? duo_daemon_fail (error) : 0;
}

/* ── verbs ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_usage (const People *self, char **words)
{
  guint n = words ? g_strv_length (words) : 0;

  if (n == 3 && g_str_equal (words[0], "import"))
    return TRUE;

  return n == 2 && g_str_equal (words[0], "password") && self->passwords && !self->dry;
}

static int
run_verb (People *self, char **words)
{
  if (g_str_equal (words[0], "import"))
    return import (self, words[1], words[2]);

  return change_password (self, words[1]);
}

int
duo_daemon_people (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL, *passwords = NULL;
  g_auto (GStrv) words = NULL;
  People people = {NULL};
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {"passwords", 0, 0, G_OPTION_ARG_FILENAME, &passwords, NULL, NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &people.dry, NULL, NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoStore) store = NULL;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  people.passwords = passwords;
  if (!is_usage (&people, words))
    {
      g_printerr (
          "duologued: write “people import EVENT FILE.csv --passwords FILE”, with --dry-run to see what "
          "would happen, or “people password EMAIL --passwords FILE”.\n");
      return 2;
    }
  if (sodium_init () < 0)
    {
      g_printerr ("duologued: libsodium cannot be used here.\n");
      return 1;
    }
  people.store = store = duo_daemon_open_store (path, data, &error);

  return store ? run_verb (&people, words) : duo_daemon_fail (error);
}
