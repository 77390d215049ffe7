/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-daemon-private.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "duo-server-error.h"

int
duo_daemon_fail (const GError *error)
{
  gsize length = strlen (error->message);

  /* What GLib and SQLite say of themselves has none. */
  g_printerr ("duologued: %s%s\n", error->message,
              length > 0 && error->message[length - 1] == '.' ? "" : ".");

  return g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED) ? 2 : 1;
}

gboolean
duo_daemon_parse (GOptionEntry *entries, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("duologued: %s. “duologued help” says what there is.\n", error->message);
      return FALSE;
    }
  if (*argc > 1)
    {
      g_printerr ("duologued: “%s” is not expected there. “duologued help” says what there is.\n",
                  (*argv)[1]);
      return FALSE;
    }

  return TRUE;
}

static char *
default_config_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "duologue", "duologued.conf", NULL);
}

/* ── serve ─────────────────────────────────────────────────────────────────────────────────── */

DuoConfig *
duo_daemon_load_config (const char *path, GError **error)
{
  g_autofree char *usual = default_config_path ();

  if (path)
    return duo_config_load (path, error);

  return g_file_test (usual, G_FILE_TEST_EXISTS) ? duo_config_load (usual, error) : duo_config_new ();
}

static int
run_service (DuoRunner *runner)
{
  g_autoptr (GError) error = NULL;

  if (!duo_runner_listen (runner, &error))
    return duo_daemon_fail (error);
  g_print ("{\"address\":\"%s\"}\n", duo_service_get_address (runner->service));
  fflush (stdout);
  g_main_loop_run (runner->loop);

  return runner->status;
}

/* What is typed is as good as what is written into the file, and no better. */
static gboolean
take_word (DuoConfig *config, const char *key, const char *word, GError **error)
{
  return word == NULL || duo_config_set (config, "service", key, word, error);
}

static int
serve (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL, *listen = NULL, *port = NULL, *clock_file = NULL;
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {"listen", 0, 0, G_OPTION_ARG_STRING, &listen, NULL, NULL},
      {"port", 'p', 0, G_OPTION_ARG_STRING, &port, NULL, NULL},
      {"clock-offset-file", 0, 0, G_OPTION_ARG_FILENAME, &clock_file, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoConfig) config = NULL;
  g_autoptr (DuoRunner) runner = NULL;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  config = duo_daemon_load_config (path, &error);
  if (config == NULL || !take_word (config, "listen", listen, &error) ||
      !take_word (config, "port", port, &error))
    return duo_daemon_fail (error);
  if (data)
    g_set_str (&config->data, data);
  runner = duo_runner_new (g_steal_pointer (&config), clock_file, &error);

  return runner ? run_service (runner) : duo_daemon_fail (error);
}

/* ── init, check-config ────────────────────────────────────────────────────────────────────── */

static gboolean
write_config (const char *path, const char *data, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *sample = duo_config_sample ();
  g_auto (GStrv) parts = g_strsplit (sample, "#data = $XDG_DATA_HOME/duologue/service", 2);
  g_autofree char *line = g_strdup_printf ("data = %s", data);
  g_autofree char *text = g_strjoinv (line, parts);

  if (!duo_daemon_make_directory (directory, error))
    return FALSE;

  /* It may come to hold the TURN server's secret. */
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
say_next (const char *path)
{
  g_autofree char *usual = default_config_path ();
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *named =
      g_str_equal (path, usual) ? g_strdup ("") : g_strconcat (" --config ", quoted, NULL);

  g_print ("Wrote %s. Read it, then type:\n", path);
  g_print ("  duologued event new NAME --zone Europe/Stockholm%s\n  duologued serve%s\n", named, named);
}

static int
init (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL;
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  if (path == NULL)
    path = default_config_path ();
  if (data == NULL)
    data = duo_config_default_directory ();
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_printerr ("duologued: %s is there already and stays as it is. Remove it first, or name another with "
                  "--config.\n",
                  path);
      return 1;
    }
  if (!duo_daemon_make_directory (data, &error) || !write_config (path, data, &error))
    return duo_daemon_fail (error);
  say_next (path);

  return 0;
}

static int
check_config (int argc, char **argv)
{
  g_autofree char *path = NULL;
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoConfig) config = NULL;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  if (path == NULL)
    path = default_config_path ();
  config = duo_config_load (path, &error);
  if (config == NULL)
    return duo_daemon_fail (error);
  g_print ("%s is in order: %s port %u, data in %s.\n", path, config->listen, config->port, config->data);

  return 0;
}

/* ── verbs ─────────────────────────────────────────────────────────────────────────────────── */

static int
version (int argc, char **argv)
{
  g_print ("duologued %s\n", DUO_VERSION);

  return 0;
}

static int
print_usage (void)
{
  g_autofree char *usage = duo_daemon_dup_usage ();

  g_printerr ("%s", usage);

  return 2;
}

/* “VERB --help” is “help VERB”. */
static gboolean
asks_for_help (int argc, char **argv)
{
  for (int i = 2; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      return duo_daemon_get_usage (argv[1]) != NULL;

  return FALSE;
}

int
duo_daemon_run (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int (*run) (int argc, char **argv);
  } verbs[] = {
      {"serve", serve},
      {"init", init},
      {"check-config", check_config},
      {"demo", duo_daemon_demo},
      {"event", duo_daemon_event},
      {"people", duo_daemon_people},
      {"format", duo_daemon_format},
      {"help", duo_daemon_help},
      {"--help", duo_daemon_help},
      {"-h", duo_daemon_help},
      {"version", version},
      {"--version", version},
  };

  setlocale (LC_ALL, "");
  g_set_prgname ("duologued");
  if (argc < 2)
    return print_usage ();
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name))
      return asks_for_help (argc, argv) ? duo_daemon_help (argc, argv) : verbs[i].run (argc - 1, argv + 1);
  g_printerr ("duologued: there is no verb “%s”. “duologued help” says what there is.\n", argv[1]);

  return 2;
}
