/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sodium.h>

#include "duo-credentials-private.h"
#include "duo-device-signer-private.h"
#include "fake-service.h"

static gboolean
store (DuoCredentials *credentials, const DuoKept *kept, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_credentials_store_async (credentials, kept, NULL, take_result, &result);
  wait_result (result);
  return duo_credentials_store_finish (credentials, result, error);
}

static DuoKept *
load (DuoCredentials *credentials, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_credentials_load_async (credentials, NULL, take_result, &result);
  wait_result (result);
  return duo_credentials_load_finish (credentials, result, error);
}

static gboolean
forget (DuoCredentials *credentials, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_credentials_forget_async (credentials, NULL, take_result, &result);
  wait_result (result);
  return duo_credentials_forget_finish (credentials, result, error);
}

static DuoKept *
kept_of (const char *token, const char *account)
{
  DuoKept *kept = duo_kept_new ();

  kept->token = duo_secret_new (token);
  kept->address = g_strdup ("https://chats.example.org");
  kept->account = g_strdup (account);
  kept->email = g_strdup ("amara@example.org");
  kept->name = g_strdup ("Amara Okafor");
  return kept;
}

static void
test_keeps_a_session (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoKept) kept = kept_of ("first", "amara");
  g_autoptr (DuoKept) back = NULL;
  DuoCredentials *credentials = duo_credentials_new ("one");

  g_assert_true (store (credentials, kept, &error));
  g_assert_no_error (error);
  back = load (credentials, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (duo_secret_peek (back->token), ==, "first");
  g_assert_cmpstr (back->address, ==, "https://chats.example.org");
  g_assert_cmpstr (back->account, ==, "amara");
  g_assert_cmpstr (back->email, ==, "amara@example.org");
  g_assert_cmpstr (back->name, ==, "Amara Okafor");
  g_assert_null (back->seed);
  g_assert_finalize_object (credentials);
}

/* Another account's token takes the place of the first, and does not lie beside it. */
static void
test_one_token_for_a_profile (void)
{
  g_autoptr (DuoKept) first = kept_of ("first", "amara");
  g_autoptr (DuoKept) second = kept_of ("second", "kofi");
  g_autoptr (DuoKept) back = NULL;
  g_autoptr (DuoKept) gone = NULL;
  DuoCredentials *credentials = duo_credentials_new ("two");

  g_assert_true (store (credentials, first, NULL));
  g_assert_true (store (credentials, second, NULL));
  back = load (credentials, NULL);
  g_assert_cmpstr (duo_secret_peek (back->token), ==, "second");
  g_assert_true (forget (credentials, NULL));
  gone = load (credentials, NULL);
  g_assert_null (gone->token);
  g_assert_finalize_object (credentials);
}

static void
test_profiles_are_apart (void)
{
  g_autoptr (DuoKept) kept = kept_of ("mine", "amara");
  g_autoptr (DuoKept) back = NULL;
  DuoCredentials *mine = duo_credentials_new ("three");
  DuoCredentials *other = duo_credentials_new ("four");

  g_assert_true (store (mine, kept, NULL));
  back = load (other, NULL);
  g_assert_null (back->token);
  g_assert_null (back->account);
  g_assert_finalize_object (mine);
  g_assert_finalize_object (other);
}

/* Peers remember the key, so it stays when somebody signs out. */
static void
test_device_key_survives_signing_out (void)
{
  g_autoptr (DuoKept) kept = kept_of ("token", "amara");
  g_autoptr (DuoKept) back = NULL;
  DuoDeviceSigner *signer = duo_device_signer_new ();
  DuoDeviceSigner *again = duo_device_signer_new ();
  g_autofree char *key = duo_device_signer_dup_key_text (signer);
  g_autofree char *fresh_key = duo_device_signer_dup_key_text (again);
  g_autofree char *loaded_key = NULL;
  DuoCredentials *credentials = duo_credentials_new ("five");

  g_assert_cmpstr (key, !=, fresh_key);
  kept->seed = duo_device_signer_dup_seed (signer);
  g_assert_true (store (credentials, kept, NULL));
  g_assert_true (forget (credentials, NULL));
  back = load (credentials, NULL);
  g_assert_null (back->token);
  g_assert_true (duo_device_signer_load (again, back->seed));
  loaded_key = duo_device_signer_dup_key_text (again);
  g_assert_cmpstr (loaded_key, ==, key);
  g_assert_finalize_object (signer);
  g_assert_finalize_object (again);
  g_assert_finalize_object (credentials);
}

static void
test_signs (void)
{
  DuoDeviceSigner *signer = duo_device_signer_new ();
  g_autoptr (GBytes) key = duo_signer_dup_public_key (DUO_SIGNER (signer));
  g_autoptr (GBytes) message = g_bytes_new_static ("fingerprint", 11);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) signature = duo_signer_sign (DUO_SIGNER (signer), message);
  g_autoptr (GBytes) nothing = duo_signer_sign (DUO_SIGNER (signer), empty);
  const guint8 *public_key = g_bytes_get_data (key, NULL);

  g_assert_cmpuint (g_bytes_get_size (key), ==, DUO_SIGNER_KEY_BYTES);
  g_assert_cmpuint (g_bytes_get_size (signature), ==, DUO_SIGNATURE_BYTES);
  g_assert_cmpint (crypto_sign_verify_detached (g_bytes_get_data (signature, NULL),
                                                (const guint8 *) "fingerprint", 11, public_key),
                   ==, 0);
  g_assert_cmpint (crypto_sign_verify_detached (g_bytes_get_data (signature, NULL),
                                                (const guint8 *) "fingerprinT", 11, public_key),
                   !=, 0);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, DUO_SIGNATURE_BYTES);
  g_assert_finalize_object (signer);
}

static void
test_a_broken_seed_changes_nothing (void)
{
  DuoDeviceSigner *signer = duo_device_signer_new ();
  g_autofree char *before = duo_device_signer_dup_key_text (signer);
  g_autoptr (DuoSecret) broken = duo_secret_new ("too short");
  g_autofree char *after = NULL;

  g_assert_false (duo_device_signer_load (signer, broken));
  after = duo_device_signer_dup_key_text (signer);
  g_assert_cmpstr (before, ==, after);
  g_assert_finalize_object (signer);
}

/* For made-up people nobody is asked to unlock anything. */
static void
test_leaves_the_keyring_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoKept) kept = kept_of ("token", "amara");
  g_autoptr (DuoKept) back = NULL;
  g_autoptr (DuoKept) seen = NULL;
  DuoCredentials *credentials = duo_credentials_new ("seven");
  DuoCredentials *other = duo_credentials_new ("seven");

  duo_credentials_leave_keyring (credentials);
  g_assert_false (duo_credentials_get_uses_keyring (credentials));
  g_assert_true (store (credentials, kept, &error));
  back = load (credentials, &error);
  g_assert_no_error (error);
  g_assert_null (back->token);
  seen = load (other, &error);
  g_assert_null (seen->token);
  g_assert_true (forget (credentials, &error));
  g_assert_finalize_object (credentials);
  g_assert_finalize_object (other);
}

static void
test_no_keyring (void)
{
  g_autoptr (GError) load_error = NULL;
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) forget_error = NULL;
  g_autoptr (DuoKept) kept = kept_of ("token", "amara");
  DuoCredentials *credentials = duo_credentials_new ("six");

  g_assert_null (load (credentials, &load_error));
  g_assert_nonnull (load_error);
  g_assert_false (store (credentials, kept, &store_error));
  g_assert_nonnull (store_error);
  g_assert_null (strstr (store_error->message, "token"));
  g_assert_false (forget (credentials, &forget_error));
  g_assert_finalize_object (credentials);
}

/* libsecret chooses its keyring once a process, so what has none is another process. */
static void
test_no_keyring_apart (void)
{
  g_auto (GStrv) environment = g_get_environ ();

  if (g_test_subprocess ())
    {
      test_no_keyring ();
      return;
    }
  environment = g_environ_unsetenv (environment, "SECRET_BACKEND");
  environment = g_environ_setenv (environment, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  g_test_trap_subprocess_with_envp ("/credentials/no-keyring", (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
use_file_keyring (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password of this test", TRUE);
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = g_dir_make_tmp ("duologue-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "keyring", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    use_file_keyring (directory);
  g_test_add_func ("/credentials/keeps-a-session", test_keeps_a_session);
  g_test_add_func ("/credentials/one-token", test_one_token_for_a_profile);
  g_test_add_func ("/credentials/profiles", test_profiles_are_apart);
  g_test_add_func ("/credentials/device-key", test_device_key_survives_signing_out);
  g_test_add_func ("/credentials/signs", test_signs);
  g_test_add_func ("/credentials/broken-seed", test_a_broken_seed_changes_nothing);
  g_test_add_func ("/credentials/leaves-alone", test_leaves_the_keyring_alone);
  g_test_add_func ("/credentials/no-keyring", test_no_keyring_apart);
  status = g_test_run ();
  g_unlink (path);
  g_rmdir (directory);
  return status;
}
