/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ftw.h>
#include <glib/gstdio.h>

#include "duo-credentials-private.h"
#include "session-fixture.h"

static void
set_directory (const char *variable, const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_setenv (variable, path, TRUE);
}

char *
begin_directories (void)
{
  char *directory = g_dir_make_tmp ("duologue-session-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (directory, "keyring", NULL);

  set_directory ("XDG_CACHE_HOME", directory, "cache");
  set_directory ("XDG_DATA_HOME", directory, "data");
  g_setenv ("SECRET_BACKEND", "file", FALSE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password of this test", TRUE);
  return directory;
}

static int
remove_cb (const char *path, const struct stat *status, int type, struct FTW *walk)
{
  return g_remove (path);
}

void
end_directories (char *directory)
{
  nftw (directory, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_free (directory);
}

void
wait_for_token (const char *profile, const char *name)
{
  g_autoptr (DuoCredentials) credentials = duo_credentials_new (profile);
  gboolean there = FALSE;

  while (!there)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (DuoKept) kept = NULL;

      duo_credentials_load_async (credentials, NULL, take_result, &result);
      wait_result (result);
      kept = duo_credentials_load_finish (credentials, result, NULL);
      there = kept && kept->token && g_strcmp0 (kept->name, name) == 0;
    }
}
