/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, password hashing and TURN credentials. */
#include <sodium.h>
#include <string.h>

#include "duo-hash-pool.h"
#include "duo-ice.h"
#include "duo-server-error.h"
#include "duo-token.h"

/* ── tokens ── */

static void
test_tokens_are_long_and_differ (void)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) duo_token_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      char *token = duo_token_new ();

      g_assert_cmpuint (strlen (token), ==, 43); /* 256 bits in base64url */
      g_assert_cmpuint (strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                        ==, 43);
      g_assert_true (g_hash_table_add (seen, token));
    }
}

static void
test_token_hash_is_sha256 (void)
{
  guint8 hash[DUO_TOKEN_HASH_BYTES];
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "a token", -1);
  char hex[2 * DUO_TOKEN_HASH_BYTES + 1];

  duo_token_hash ("a token", hash);
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  g_assert_cmpstr (hex, ==, expected);
}

static void
test_token_from_header (void)
{
  static const char *const cases[][2] = {
      {"Bearer abc", "abc"}, {"bearer abc", "abc"}, {"BEARER  abc", "abc"}, {"Basic abc", NULL},
      {"Bearer", NULL},      {"Bearer ", NULL},     {"Bearer    ", NULL},   {"", NULL},
      {"abc", NULL},         {"Bearerabc", NULL},   {NULL, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (duo_token_from_header (cases[i][0]), ==, cases[i][1]);
}

/* ── the pool ── */

typedef struct
{
  DuoHashPool *pool;
  guint waiting;
  guint yes;
  guint no;
  guint busy;
} Verdicts;

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  Verdicts *verdicts = data;
  g_autoptr (GError) error = NULL;
  gboolean same = duo_hash_pool_verify_finish (verdicts->pool, result, &error);

  verdicts->waiting--;
  if (error)
    g_assert_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_BUSY);
  verdicts->busy += error != NULL;
  verdicts->yes += same;
  verdicts->no += !same && error == NULL;
}

static void
ask (Verdicts *verdicts, const char *hash, const char *password)
{
  verdicts->waiting++;
  duo_hash_pool_verify_async (verdicts->pool, hash, g_strdup (password), on_verified, verdicts);
}

static void
wait_for_all (Verdicts *verdicts)
{
  while (verdicts->waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

static DuoHashPool *
make_pool (guint threads, guint queue)
{
  g_autoptr (GError) error = NULL;
  DuoHashPool *pool = duo_hash_pool_new (threads, queue, &error);

  g_assert_no_error (error);

  return pool;
}

static void
test_verifying (void)
{
  g_autoptr (DuoHashPool) pool = make_pool (1, 16);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = duo_password_hash ("correct horse", &error);
  Verdicts verdicts = {pool};

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
  ask (&verdicts, hash, "correct horse");
  wait_for_all (&verdicts);
  g_assert_cmpuint (verdicts.yes, ==, 1);
  ask (&verdicts, hash, "correct horse ");
  ask (&verdicts, hash, "");
  ask (&verdicts, NULL, "correct horse");
  ask (&verdicts, "not a hash", "correct horse");
  wait_for_all (&verdicts);
  g_assert_cmpuint (verdicts.yes, ==, 1);
  g_assert_cmpuint (verdicts.no, ==, 4);
}

static void
test_the_same_password_hashes_differently (void)
{
  g_autofree char *one = duo_password_hash ("x", NULL);
  g_autofree char *other = duo_password_hash ("x", NULL);

  g_assert_cmpstr (one, !=, other);
}

static void
test_the_queue_is_bounded (void)
{
  g_autoptr (DuoHashPool) pool = make_pool (1, 4);
  Verdicts verdicts = {pool};

  for (guint i = 0; i < 50; i++)
    ask (&verdicts, NULL, "x");
  wait_for_all (&verdicts);
  g_assert_cmpuint (verdicts.busy, >=, 40);
  g_assert_cmpuint (verdicts.no, >=, 4);
  /* It goes on afterwards. */
  ask (&verdicts, NULL, "x");
  wait_for_all (&verdicts);
  g_assert_cmpuint (verdicts.busy + verdicts.no, ==, 51);
}

/* Negative control: with room in the queue nobody is turned away. */
static void
test_a_long_queue_takes_all (void)
{
  g_autoptr (DuoHashPool) pool = make_pool (2, 100);
  Verdicts verdicts = {pool};

  for (guint i = 0; i < 20; i++)
    ask (&verdicts, NULL, "x");
  wait_for_all (&verdicts);
  g_assert_cmpuint (verdicts.no, ==, 20);
}

/* ── TURN ── */

static DuoConfig *
make_config (const char *text)
{
  g_autoptr (GError) error = NULL;
  DuoConfig *config = duo_config_parse (text, "a.conf", &error);

  g_assert_no_error (error);

  return config;
}

static void
test_servers_as_they_are (void)
{
  g_autoptr (DuoConfig) config = make_config ("[rooms]\nice = stun://s:1;turn://u:p@t:2\nturn-secret = x\n");
  g_auto (GStrv) list = duo_ice_make_list (config, 1000, "me");

  g_assert_cmpuint (g_strv_length (list), ==, 2);
  g_assert_cmpstr (list[0], ==, "stun://s:1");
  g_assert_cmpstr (list[1], ==, "turn://u:p@t:2");
}

/* As coturn checks it: the password is base64 (HMAC-SHA1 (secret, "expiry:user")). */
static void
test_credentials_of_its_own (void)
{
  g_autoptr (DuoConfig) config =
      make_config ("[rooms]\nice = turn://t:3478\nturn-secret = north\nturn-seconds = 300\n");
  g_auto (GStrv) list = duo_ice_make_list (config, 1700000000, "account");
  g_autoptr (GUri) uri = g_uri_parse (list[0], G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autofree char *hex = NULL;
  g_autofree guchar *digest = NULL;
  g_autofree char *password_hex = g_malloc0 (41);
  gsize length;

  g_assert_nonnull (uri);
  g_assert_cmpstr (g_uri_get_scheme (uri), ==, "turn");
  g_assert_cmpstr (g_uri_get_host (uri), ==, "t");
  g_assert_cmpint (g_uri_get_port (uri), ==, 3478);
  g_assert_true (g_str_has_prefix (g_uri_get_user (uri), "1700000300:"));
  hex = g_compute_hmac_for_string (G_CHECKSUM_SHA1, (const guchar *) "north", 5, g_uri_get_user (uri), -1);
  digest = g_base64_decode (g_uri_get_password (uri), &length);
  g_assert_cmpuint (length, ==, 20);
  sodium_bin2hex (password_hex, 41, digest, length);
  g_assert_cmpstr (password_hex, ==, hex);
}

static char *
dup_name (const char *secret, gint64 now, const char *account)
{
  g_autofree char *text = g_strconcat ("[rooms]\nice = turn://t:3478\nturn-secret = ", secret, "\n", NULL);
  g_autoptr (DuoConfig) config = make_config (text);
  g_auto (GStrv) list = duo_ice_make_list (config, now, account);
  g_autoptr (GUri) uri = g_uri_parse (list[0], G_URI_FLAGS_HAS_PASSWORD, NULL);

  return g_strdup (strchr (g_uri_get_user (uri), ':') + 1);
}

/* The relay counts by it, and learns no more from it. */
static void
test_names_say_nothing (void)
{
  static const struct
  {
    const char *secret;
    gint64 now;
    const char *account;
    gboolean same;
  } others[] = {
      {"north", 1700000600, "account", TRUE},          /* ten minutes later */
      {"north", 1700000000, "accounts", FALSE},        /* somebody else */
      {"south", 1700000000, "account", FALSE},         /* another service */
      {"north", 1700000000 + 86400, "account", FALSE}, /* another day */
  };
  g_autofree char *name = dup_name ("north", 1700000000, "account");

  g_assert_null (strstr (name, "account"));
  g_assert_cmpuint (strlen (name), ==, 24);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = dup_name (others[i].secret, others[i].now, others[i].account);

      g_assert_true (g_str_equal (name, other) == others[i].same);
    }
}

static void
test_no_servers (void)
{
  g_autoptr (DuoConfig) config = duo_config_new ();
  g_auto (GStrv) list = duo_ice_make_list (config, 0, "me");

  g_assert_cmpuint (g_strv_length (list), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/token/long", test_tokens_are_long_and_differ);
  g_test_add_func ("/token/hash", test_token_hash_is_sha256);
  g_test_add_func ("/token/header", test_token_from_header);
  g_test_add_func ("/hash-pool/verify", test_verifying);
  g_test_add_func ("/hash-pool/salt", test_the_same_password_hashes_differently);
  g_test_add_func ("/hash-pool/bounded", test_the_queue_is_bounded);
  g_test_add_func ("/hash-pool/room", test_a_long_queue_takes_all);
  g_test_add_func ("/ice/static", test_servers_as_they_are);
  g_test_add_func ("/ice/credentials", test_credentials_of_its_own);
  g_test_add_func ("/ice/names", test_names_say_nothing);
  g_test_add_func ("/ice/none", test_no_servers);

  return g_test_run ();
}
