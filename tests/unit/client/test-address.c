/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "duo-address-private.h"
#include "duo-client-error.h"
#include "duo-secret-private.h"

static void
test_normalizes (void)
{
  static const struct
  {
    const char *typed;
    const char *address;
  } cases[] = {
      {"chats.example.org", "https://chats.example.org"},
      {"  https://Chats.Example.ORG/  ", "https://chats.example.org"},
      {"https://chats.example.org:443", "https://chats.example.org"},
      {"https://chats.example.org:8443", "https://chats.example.org:8443"},
      {"localhost:8080", "http://localhost:8080"},
      {"http://localhost:8080", "http://localhost:8080"},
      {"http://127.0.0.1:80", "http://127.0.0.1"},
      {"127.0.0.2:9000", "http://127.0.0.2:9000"},
      {"http://[::1]:8080", "http://[::1]:8080"},
      {"https://localhost", "https://localhost"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = duo_address_normalize (cases[i].typed, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (address, ==, cases[i].address);
    }
}

static void
test_refuses (void)
{
  static const char *const typed[] = {
      "",
      "   ",
      "http://chats.example.org",     /* not encrypted */
      "http://192.168.1.5:8080",      /* not this computer */
      "http://127.0.0.1.example.org", /* only looks like it */
      "ftp://chats.example.org",
      "https://",
      "https://ada:secret@chats.example.org",
      "https://chats.example.org/path",
      "https://chats.example.org/?q=1",
      "https://chats.example.org/#top",
      "two words",
      "https://host:port",
      NULL,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = duo_address_normalize (typed[i], &error);

      g_assert_null (address);
      g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_live (void)
{
  g_autofree char *safe = duo_address_dup_live ("https://chats.example.org");
  g_autofree char *local = duo_address_dup_live ("http://127.0.0.1:8080");

  g_assert_cmpstr (safe, ==, "wss://chats.example.org/v1/live");
  g_assert_cmpstr (local, ==, "ws://127.0.0.1:8080/v1/live");
}

static void
test_secrets (void)
{
  const guint8 bytes[4] = {0, 1, 0xfe, 0xff};
  guint8 back[4];
  g_autoptr (DuoSecret) secret = duo_secret_new_from_bytes (bytes, sizeof bytes);
  g_autoptr (DuoSecret) text = duo_secret_new ("not base64!");

  g_assert_true (duo_secret_copy_bytes (secret, back, sizeof back));
  g_assert_cmpmem (back, sizeof back, bytes, sizeof bytes);
  g_assert_false (duo_secret_copy_bytes (secret, back, 3));
  g_assert_false (duo_secret_copy_bytes (text, back, sizeof back));
  g_assert_cmpstr (duo_secret_peek (text), ==, "not base64!");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/normalizes", test_normalizes);
  g_test_add_func ("/address/refuses", test_refuses);
  g_test_add_func ("/address/live", test_live);
  g_test_add_func ("/address/secrets", test_secrets);
  return g_test_run ();
}
