/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-config.h"

#include <string.h>

#include "duo-server-error.h"

static DuoConfig *
must_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  DuoConfig *config = duo_config_parse (text, "a.conf", &error);

  g_assert_no_error (error);

  return config;
}

static void
test_defaults (void)
{
  g_autoptr (DuoConfig) config = duo_config_new ();

  g_assert_cmpstr (config->listen, ==, "127.0.0.1");
  g_assert_cmpuint (config->http.header_bytes, ==, 16 * 1024);
  g_assert_cmpuint (config->http.body_bytes, ==, 1024 * 1024);
  g_assert_cmpuint (config->sign_in_per_account.burst, ==, 10);
  g_assert_cmpuint (config->sign_in_per_email.burst, ==, 100);
  g_assert_cmpuint (config->turn_seconds, <=, 600);
  g_assert_false (config->behind_proxy);
  g_assert_null (config->turn_secret);
  g_assert_cmpuint (g_strv_length (config->ice), ==, 0);
  g_assert_true (g_str_has_suffix (config->data, "duologue/service"));
}

static void
test_an_empty_file_is_the_defaults (void)
{
  g_autoptr (DuoConfig) config = must_parse ("# nothing\n");
  g_autoptr (DuoConfig) defaults = duo_config_new ();

  g_assert_cmpstr (config->name, ==, defaults->name);
  g_assert_cmpstr (config->data, ==, defaults->data);
  g_assert_cmpuint (config->port, ==, defaults->port);
}

static void
test_every_kind (void)
{
  g_autoptr (DuoConfig) config =
      must_parse ("[service]\nname = Fair 2027\nlisten = ::1\nport = 0\nbehind-proxy = true\n"
                  "[accounts]\nsession-days=7\n"
                  "[rooms]\nice = stun://a:3478 ; turn://u:p@b:3478;;\nturn-secret = s3\n"
                  "[limits]\nbody-bytes = 2048\nconnections=100\n"
                  "[rates]\nsign-in-per-account = 3 / 4\n");

  g_assert_cmpstr (config->name, ==, "Fair 2027");
  g_assert_cmpstr (config->listen, ==, "::1");
  g_assert_cmpuint (config->port, ==, 0);
  g_assert_true (config->behind_proxy);
  g_assert_cmpuint (config->session_days, ==, 7);
  g_assert_cmpuint (g_strv_length (config->ice), ==, 2);
  g_assert_cmpstr (config->ice[0], ==, "stun://a:3478");
  g_assert_cmpstr (config->ice[1], ==, "turn://u:p@b:3478");
  g_assert_cmpstr (config->turn_secret, ==, "s3");
  g_assert_cmpuint (config->http.body_bytes, ==, 2048);
  g_assert_cmpuint (config->http.connections, ==, 100);
  g_assert_cmpuint (config->sign_in_per_account.burst, ==, 3);
  g_assert_cmpuint (config->sign_in_per_account.per_minute, ==, 4);
}

static void
test_neighbours_are_not_overwritten (void)
{
  g_autoptr (DuoConfig) config = must_parse ("[service]\nport = 65535\n");
  g_autoptr (DuoConfig) defaults = duo_config_new ();

  g_assert_cmpuint (config->port, ==, 65535);
  g_assert_cmpstr (config->listen, ==, defaults->listen);
  g_assert_cmpuint (config->drain_seconds, ==, defaults->drain_seconds);
  g_assert_cmpmem (&config->http, sizeof config->http, &defaults->http, sizeof defaults->http);
}

/* What is wrong, and what the message must name besides the file. */
static void
test_errors_name_what_to_do (void)
{
  static const char *const cases[][3] = {
      {"[service]\nport = -1\n", "port", "8440"},
      {"[service]\nport = 65536\n", "port", "65535"},
      {"[service]\nport =\n", "port", "8440"},
      {"[service]\ncolour = red\n", "colour", "init"},
      {"[serv]\nport = 1\n", "[serv]", "init"},
      {"[service]\nlisten = example.org\n", "listen", "127.0.0.1"},
      {"[service]\nbehind-proxy = yes\n", "behind-proxy", "true"},
      {"[limits]\nheader-bytes = 1\n", "header-bytes", "16384"},
      {"[limits]\nheader-bytes = 99999999\n", "header-bytes", "16384"},
      {"[limits]\nbody-seconds = 1.5\n", "body-seconds", "30"},
      {"[rates]\nsign-in-per-address = 10\n", "sign-in-per-address", "10/60"},
      {"[rates]\nsign-in-per-address = 0/10\n", "sign-in-per-address", "10/60"},
      {"[rates]\nsign-in-per-address = 10/0\n", "sign-in-per-address", "10/60"},
      {"[rates]\nsign-in-per-address = 1/2/3\n", "sign-in-per-address", "10/60"},
      {"[rooms]\nice = http://a\n", "ice", "turn://"},
      {"[rooms]\nturn-seconds = 86400\n", "turn-seconds", "600"},
      {"port = 1\n", "group", "[group]"},
      {"[service\nport = 1\n", "service", "[group]"},
      {"[service]\njust words\n", "just words", "[group]"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (duo_config_parse (cases[i][0], "a.conf", &error));
      g_assert_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "a.conf"));
      g_assert_nonnull (strstr (error->message, cases[i][1]));
      g_assert_nonnull (strstr (error->message, cases[i][2]));
    }
}

static void
test_a_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (duo_config_load ("/nowhere/at/all.conf", &error));
  g_assert_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.conf"));
  g_assert_nonnull (strstr (error->message, "init"));
}

/* The sample documents every key, so a comment sign less must give the defaults again. */
static void
test_the_sample_is_the_defaults (void)
{
  g_autofree char *sample = duo_config_sample ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (sample, "\n", -1);
  g_autoptr (DuoConfig) defaults = duo_config_new ();
  g_autoptr (DuoConfig) config = NULL;
  guint keys = 0;

  for (guint i = 0; lines[i]; i++)
    {
      gboolean is_key = lines[i][0] == '#' && lines[i][1] != ' ' && lines[i][1] != '\0';

      keys += is_key;
      if (!g_str_has_prefix (lines[i], "#data"))
        g_string_append_printf (text, "%s\n", is_key ? lines[i] + 1 : lines[i]);
    }
  g_assert_cmpuint (keys, >=, 20);
  config = must_parse (text->str);
  g_assert_cmpstr (config->name, ==, defaults->name);
  g_assert_cmpuint (config->port, ==, defaults->port);
  g_assert_cmpmem (&config->http, sizeof config->http, &defaults->http, sizeof defaults->http);
  g_assert_cmpuint (config->live_per_account.per_minute, ==, defaults->live_per_account.per_minute);
  g_assert_null (config->turn_secret);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/defaults", test_defaults);
  g_test_add_func ("/config/empty", test_an_empty_file_is_the_defaults);
  g_test_add_func ("/config/every-kind", test_every_kind);
  g_test_add_func ("/config/neighbours", test_neighbours_are_not_overwritten);
  g_test_add_func ("/config/errors", test_errors_name_what_to_do);
  g_test_add_func ("/config/missing", test_a_missing_file);
  g_test_add_func ("/config/sample", test_the_sample_is_the_defaults);

  return g_test_run ();
}
